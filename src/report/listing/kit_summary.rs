//! A kit file in a few lines, and as JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::batch::document;
use crate::kit::KitLock;
use crate::pdf::read::{FileShape, Filled, State};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// Renders a kit file in a few lines: title, program, state, lock, number of answers.
pub(super) fn render_summary(filled: &Filled) -> String {
    let title = if filled.title.is_empty() { "(without a title)" } else { &filled.title };
    let creator = if filled.creator.is_empty() { "an unknown program" } else { &filled.creator };
    let mut by = format!("{}, built by {creator}", plural(filled.pages as u32, "page"));
    if !filled.is_ours {
        by.push_str(", not by interview-kit");
    }
    if !filled.producer.is_empty() && filled.producer != filled.creator {
        by.extend([", saved by ", &filled.producer]);
    }
    let mut lines = vec![title.to_owned(), by];
    if filled.is_protected {
        lines.push("protected with a password (encrypted)".to_owned());
    }
    if filled.is_recovered {
        lines.push("DAMAGED: recovered from what is left of the file; answers may be missing".to_owned());
    }
    lines.extend(describe_state(filled).map(str::to_owned));
    match document::attached_lock(filled) {
        Some(Ok(lock)) => lines.extend(describe_lock(&lock)),
        Some(Err(why)) => lines.push(format!("its lock cannot be read: {why}")),
        None => {}
    }
    if filled.fields.is_empty() {
        lines.push("no fields to fill in".to_owned());
    } else {
        let fields = plural(filled.fields.len() as u32, "field");
        lines.push(format!("{} of {fields} filled in", filled.filled()));
    }
    if filled.is_merged() {
        let (kits, pages) = (filled.kit_pages.len(), list_pages(filled));
        lines.push(format!("{kits} KITS MERGED INTO ONE FILE: {pages}"));
    }
    let in_doubt = filled.fields.iter().filter(|field| field.is_in_doubt).count();
    if in_doubt > 0 {
        lines.push(format!("{} IN DOUBT: compare them with the pages", plural(in_doubt as u32, "answer")));
    }
    if !filled.remarks.is_empty() {
        lines.push(format!("{} on the pages", plural(filled.remarks.len() as u32, "remark")));
    }
    let unread: Vec<&str> = unread_attachments(filled).collect();
    if !unread.is_empty() {
        lines.push(format!("not read, because larger than 16 MiB: {}", unread.join(", ")));
    }
    lines.iter().flat_map(|line| [on_one_line(line), "\n".to_owned()]).collect()
}

/// Returns the names of the attached files that are too large to be read.
fn unread_attachments(filled: &Filled) -> impl Iterator<Item = &str> {
    filled.attached.iter().filter(|file| file.is_too_large).map(|file| file.name.as_str())
}

/// The most kits whose pages are listed.
const MAX_LISTED_KITS: usize = 20;

/// Lists the pages of each kit in a file: `pages 1-8, 9-16`.
pub(crate) fn list_pages(filled: &Filled) -> String {
    let pages = filled.kit_pages.iter().take(MAX_LISTED_KITS);
    let mut list: Vec<String> = pages.map(|pages| format!("{}-{}", pages.start + 1, pages.end)).collect();
    if filled.kit_pages.len() > MAX_LISTED_KITS {
        list.push(format!("{} more", filled.kit_pages.len() - MAX_LISTED_KITS));
    }
    format!("pages {}", list.join(", "))
}

/// Describes the state of a file; none for a file that is no kit.
fn describe_state(filled: &Filled) -> Option<&'static str> {
    Some(match filled.state {
        State::AsBuilt => "as it was built, byte for byte",
        State::SavedAnew => "saved since it was built; its pages and fields are those it was built with",
        State::Record => match filled.record_of {
            Some(State::Altered { .. }) => {
                "made final for the record of an ALTERED kit: its pages or fields were not those it was built with"
            }
            Some(State::Unknown) => {
                "made final for the record of a kit that does not say with which pages and fields it was built"
            }
            _ => "made final for the record; what was filled in is part of its pages",
        },
        State::Altered { pages: true, fields: false } => "ALTERED: its pages are not those it was built with",
        State::Altered { pages: false, .. } => "ALTERED: its fields are not those it was built with",
        State::Altered { .. } => "ALTERED: its pages and fields are not those it was built with",
        State::Unknown if filled.is_ours => {
            "saved by a program that dropped the marks of the kit, so nothing shows if its pages and fields were altered"
        }
        State::Unknown => return None,
    })
}

/// Describes a lock.
fn describe_lock(lock: &KitLock) -> Vec<String> {
    let settings = |map: &BTreeMap<String, String>| {
        map.iter().map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
    };
    let role = lock.role.as_deref().unwrap_or("no role");
    let levels = if lock.seniority.is_empty() { "any level".to_owned() } else { lock.seniority.join(", ") };
    let length = plural(lock.minutes, "minute");
    let ids: Vec<&str> = lock.questions.iter().map(|question| question.id.as_str()).collect();
    let mut lines = vec![
        format!("kit {}, bank {}, seed {}", lock.kit, lock.bank, lock.seed),
        format!("{role}, {levels}, {length}, {}", settings(&lock.document)),
    ];
    if !lock.blueprint.is_empty() {
        lines.push(format!("asked for: {}", settings(&lock.blueprint)));
    }
    lines.push(format!("{}: {}", plural(ids.len() as u32, "question"), ids.join(", ")));
    lines
}

/// Returns a kit file as JSON.
pub(super) fn summary_json(filled: &Filled) -> Json {
    let state = match filled.state {
        State::AsBuilt => "as-built",
        State::SavedAnew => "saved-anew",
        State::Record => "record",
        State::Altered { .. } => "altered",
        State::Unknown => "unknown",
    };
    let (pages, fields) = match filled.record_of.unwrap_or(filled.state) {
        State::Altered { pages, fields } => (pages, fields),
        _ => (false, false),
    };
    let lock = document::attached_lock(filled).and_then(Result::ok).map(|lock| json!(lock));
    json!({
        "title": filled.title,
        "pages": filled.pages,
        "is_kit": filled.is_ours,
        "creator": filled.creator,
        "producer": filled.producer,
        "is_protected": filled.is_protected,
        "is_recovered": filled.is_recovered,
        "state": state,
        "altered": { "pages": pages, "fields": fields },
        "lock": lock,
        "attached_unread": unread_attachments(filled).collect::<Vec<_>>(),
        "attached": filled.attached.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        "filled": filled.filled(),
        "kits": filled.kit_pages.iter().map(page_range).collect::<Vec<_>>(),
        "lost_form": filled.shape == FileShape::LostForm,
        "unnamed_boxes": filled.unnamed_boxes,
    })
}

/// Returns the first and last page of a kit, counted from 1.
fn page_range(pages: &Range<usize>) -> Json {
    json!({ "pages": [pages.start + 1, pages.end] })
}

/// Puts a text on one line, with control characters escaped.
pub(super) fn on_one_line(text: &str) -> String {
    escape_control(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
