//! The file of a lock, `kits.lock`.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lock::{BatchLock, LockedKit};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, FileId, Origin, Sources};
use crate::input::limits;
use crate::input::sections::sections;
use crate::wording::escape::{escape_control, shell_quote};
use crate::wording::plural::plural;

/// The version of the format of locks.
const SCHEMA: u32 = 1;

/// The comment at the top of the file.
const HEADER: &str = "# Which questions each kit has, in their order. Written by `interview-kit batch`: keep it with the\n\
    # manifest, and do not edit it. `interview-kit batch --update=NAME` chooses new questions for a kit.\n";

/// Edited kits that a finding points at; the rest are counted.
const MAX_LISTED_KITS: usize = 5;

/// The help for a lock that cannot be used.
const RESTORE_HELP: &str =
    "restore the lock from version control; without a lock, new questions are chosen for every kit";

/// The contents of the file.
#[derive(Serialize)]
struct LockFile<K> {
    schema: u32,
    /// The number of kits, which reveals a truncated file.
    kits: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kit: Vec<K>,
}

impl BatchLock {
    /// Reads a lock and adds its text to `sources`. Refuses entries that somebody edited.
    pub fn read(name: &str, text: String, sources: &mut Sources) -> Result<Self, Diagnostic> {
        Self::read_for_update(name, text, sources, |_| false)
    }

    /// Reads a lock like [`Self::read`], but accepts edited entries of kits that get new questions anyway.
    pub fn read_for_update(
        name: &str,
        text: String,
        sources: &mut Sources,
        is_updated: impl Fn(&str) -> bool,
    ) -> Result<Self, Diagnostic> {
        let file = sources.add(name, text);
        let text = &sources.file(file).text;
        if let Some(at) = find_merge_conflict(text) {
            return Err(Diagnostic::error(
                &codes::lock::MERGE_CONFLICT,
                "the lock holds an unresolved merge conflict",
            )
            .at(Origin::new(file, &at), "")
            .help(
                "keep the version whose kits candidates were interviewed with, and run again: missing kits are added, \
                 the others stay as they are",
            ));
        }
        let error = |code: &'static Code, message: String, at| {
            Diagnostic::error(code, message).at(Origin::new(file, &at), "").help(RESTORE_HELP)
        };
        let read = read_sections(text)
            .map_err(|Fault { message, at }| error(&codes::lock::UNREADABLE, message, at))?;
        if read.schema != SCHEMA {
            return Err(error(
                &codes::lock::UNKNOWN_SCHEMA,
                format!("the lock has schema {}, but this program knows schema {SCHEMA}", read.schema),
                0..0,
            ));
        }
        let mut names = HashSet::new();
        if let Some(entry) = read.kit.iter().find(|entry| !names.insert(entry.kit.name.as_str())) {
            let message = format!("the lock has two kits with the name {:?}", entry.kit.name);
            return Err(error(&codes::lock::DUPLICATE_KIT, message, entry.at.clone()));
        }
        if let Some(finding) = check_kit_count(read.kits, read.kit.len()) {
            return Err(finding.at(Origin::new(file, &(0..0)), ""));
        }
        let edited: Vec<&ReadEntry> = read
            .kit
            .iter()
            .filter(|ReadEntry { kit, .. }| kit.is_edited() && !is_updated(&kit.name))
            .collect();
        match edited.as_slice() {
            [] => Ok(Self::new(read.kit.into_iter().map(|entry| entry.kit).collect())),
            edited => Err(report_edited(name, file, edited)),
        }
    }

    /// Returns the text of the file. The same kits give the same text.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let kit: Vec<&LockedKit> = self.kits().iter().collect();
        let written = LockFile { schema: SCHEMA, kits: Some(kit.len()), kit };
        Ok(format!("{HEADER}{}", toml::to_string_pretty(&written)?))
    }
}

/// An entry of a lock, and the place of its name.
struct ReadEntry {
    kit: LockedKit,
    at: Range<usize>,
}

/// Reports the entries that somebody edited.
fn report_edited(name: &str, file: FileId, edited: &[&ReadEntry]) -> Diagnostic {
    let quoted: Vec<String> =
        edited.iter().take(MAX_LISTED_KITS).map(|entry| format!("`{}`", entry.kit.name)).collect();
    let rest = edited.len().saturating_sub(MAX_LISTED_KITS);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let message =
        format!("the lock was edited: its checksum does not match the entry of {}{more}", quoted.join(", "));
    let lock = shell_quote(name);
    let updates: Vec<String> = edited
        .iter()
        .take(MAX_LISTED_KITS)
        .map(|entry| format!("--update={}", shell_quote(&entry.kit.name)))
        .collect();
    let help = format!(
        "restore the lock from version control: `git checkout -- {lock}`; or choose new questions: \
         `interview-kit batch {}`",
        updates.join(" ")
    );
    let finding =
        Diagnostic::error(&codes::lock::EDITED, escape_control(&message)).help(escape_control(&help));
    edited.iter().take(MAX_LISTED_KITS).fold(finding, |finding, entry| {
        finding.at(Origin::new(file, &entry.at), "this entry is not as the program wrote it")
    })
}

/// A mistake in a lock, and its place.
struct Fault {
    message: String,
    at: Range<usize>,
}

/// The top of a lock.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockTop {
    schema: u32,
    #[serde(default)]
    kits: Option<usize>,
}

/// An entry `[[kit]]` of a lock.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockEntry {
    kit: [LockedKit; 1],
}

/// Reads a lock entry by entry, so that memory is bounded by the largest.
fn read_sections(text: &str) -> Result<LockFile<ReadEntry>, Fault> {
    let mut lock = LockFile { schema: SCHEMA, kits: None, kit: Vec::new() };
    for (index, section) in sections(text, &["kit"]).enumerate() {
        if section.exceeds_tokens(limits::LOCK_ENTRY_MAX_TOKENS) {
            let message = "a kit of the lock has more questions than any bank holds".to_owned();
            return Err(Fault { message, at: section.start..section.start });
        }
        let fault = |error: toml::de::Error| {
            let at = error.span().unwrap_or(0..0);
            Fault {
                message: error.message().to_owned(),
                at: section.start + at.start..section.start + at.end,
            }
        };
        if index == 0 {
            let top: LockTop = toml::from_str(section.text).map_err(fault)?;
            (lock.schema, lock.kits) = (top.schema, top.kits);
            if lock.schema != SCHEMA {
                break;
            }
        } else {
            let LockEntry { kit: [kit] } = toml::from_str(section.text).map_err(fault)?;
            lock.kit.push(ReadEntry { kit, at: find_name(section.start, section.text) });
        }
    }
    Ok(lock)
}

/// Returns the place of the name of an entry, or of its header.
fn find_name(start: usize, text: &str) -> Range<usize> {
    let mut at = start;
    let mut first = start..start;
    for line in text.split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        if line.trim_start().starts_with("name") {
            return place;
        }
        if at == start {
            first = place;
        }
        at += line.len();
    }
    first
}

/// Reports a lock that does not have the number of kits that it states, or states none.
fn check_kit_count(stated: Option<usize>, count: usize) -> Option<Diagnostic> {
    let Some(stated) = stated else {
        let message = "the lock does not say how many kits it has, so kits may be missing";
        let help = format!(
            "{RESTORE_HELP}; or, if it has all kits, write `kits = {count}` below `schema` at the top of the lock"
        );
        return Some(Diagnostic::error(&codes::lock::WRONG_KIT_COUNT, message).help(help));
    };
    if stated == count {
        return None;
    }
    let message = format!("the lock says that it has {}, but it has {count}", plural(stated as u32, "kit"));
    let finding = Diagnostic::error(&codes::lock::WRONG_KIT_COUNT, message);
    Some(if count > stated {
        // Nothing is lost: two branches that each added a kit state the same number and merge without a conflict.
        finding.help(format!(
            "if a merge joined branches that both added kits, write `kits = {count}` at the top of the lock"
        ))
    } else {
        finding.help(RESTORE_HELP)
    })
}

/// Finds the line that Git writes before the first side of a conflict.
fn find_merge_conflict(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}
