//! The reason why a file is out of date: the differences between its lock and that of the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::document;
use super::render::RenderJob;
use crate::kit::{KitLock, LockedQuestion};
use crate::pdf;

/// Names that a reason lists; the rest are counted.
const MAX_LISTED_NAMES: usize = 5;

impl RenderJob<'_, '_> {
    /// Returns in a few words why `file` is not this document.
    #[must_use]
    pub fn explain_difference(&self, file: &[u8]) -> String {
        if !pdf::is_as_written(file) {
            return "the file is not as this program wrote it".to_owned();
        }
        let lock = pdf::XmpSummary::from_file(file).and_then(|xmp| xmp.property(document::IN_METADATA));
        match lock.and_then(|text| KitLock::from_json(text.as_bytes()).ok()) {
            Some(before) => explain_change(&before, &self.lock()),
            None => "the file does not say what it was built from".to_owned(),
        }
    }
}

/// Lists the changes from the lock of a file to that of the document.
fn explain_change(before: &KitLock, now: &KitLock) -> String {
    let mut parts = Vec::new();
    if before.made_by != now.made_by {
        parts.push(format!("it was built by {}", before.made_by));
    }
    let questions = explain_questions(&before.questions, &now.questions);
    // What stands around the questions is hashed with them.
    if questions.is_empty() && before.bank != now.bank {
        parts.push("other names, levels or language in the bank".to_owned());
    }
    parts.extend(questions);
    let plain = [
        ("role", before.role != now.role),
        ("seniority", before.seniority != now.seniority),
        ("minutes", before.minutes != now.minutes),
        ("opening", before.opening != now.opening),
        ("closing", before.closing != now.closing),
        ("seed", before.seed != now.seed),
    ];
    let mut settings: BTreeSet<&str> = plain.into_iter().filter_map(|(key, is)| is.then_some(key)).collect();
    settings.extend(changed_keys(&before.document, &now.document));
    settings.extend(changed_keys(&before.blueprint, &now.blueprint));
    if !settings.is_empty() {
        parts.push(format!("other settings: {}", list_names(settings.into_iter())));
    }
    if parts.is_empty() {
        return "same contents, other bytes".to_owned();
    }
    parts.join("; ")
}

fn explain_questions(before: &[LockedQuestion], now: &[LockedQuestion]) -> Vec<String> {
    let hashes = |questions: &[LockedQuestion]| -> BTreeMap<String, String> {
        questions.iter().map(|question| (question.id.clone(), question.hash.clone())).collect()
    };
    let (had, has) = (hashes(before), hashes(now));
    let removed = before.iter().map(|q| q.id.as_str()).filter(|id| !has.contains_key(*id));
    let added = now.iter().map(|q| q.id.as_str()).filter(|id| !had.contains_key(*id));
    let reworded = now.iter().filter(|q| had.get(&q.id).is_some_and(|hash| *hash != q.hash));
    let lists = [
        ("removed", list_names(removed)),
        ("added", list_names(added)),
        ("changed", list_names(reworded.map(|question| question.id.as_str()))),
    ];
    let lists = lists.into_iter().filter(|(_, names)| !names.is_empty());
    let mut parts: Vec<String> = lists.map(|(what, names)| format!("{what} {names}")).collect();
    if parts.is_empty() && before != now {
        parts.push("other order of questions".to_owned());
    }
    parts
}

/// Returns the keys with different values.
fn changed_keys<'k>(
    before: &'k BTreeMap<String, String>,
    now: &'k BTreeMap<String, String>,
) -> impl Iterator<Item = &'k str> {
    let keys: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != now.get(*key)).map(String::as_str)
}

fn list_names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let mut text = names.iter().take(MAX_LISTED_NAMES).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MAX_LISTED_NAMES {
        let _ = write!(text, " and {} more", names.len() - MAX_LISTED_NAMES);
    }
    text
}
