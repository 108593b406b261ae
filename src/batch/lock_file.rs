//! The file of a lock, `kits.lock`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::lock::{BatchLock, LockedKit};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin, Sources};
use crate::input::limits;
use crate::input::sections::sections;
use crate::wording::plural::plural;

/// The version of the format of locks.
const SCHEMA: u32 = 1;

/// The comment at the top of the file.
const HEADER: &str = "# Which questions each kit has, in their order. Written by `interview-kit batch`: keep it with the\n\
    # manifest, and do not edit it. `interview-kit batch --update=NAME` chooses new questions for a kit.\n";

/// The help for a lock that cannot be used.
const RESTORE_HELP: &str =
    "restore the lock from version control; without a lock, new questions are chosen for every kit";

/// The contents of the file.
#[derive(Serialize)]
struct LockFile<K> {
    schema: u32,
    /// The number of kits, which reveals a truncated file. Older locks lack it.
    #[serde(skip_serializing_if = "Option::is_none")]
    kits: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kit: Vec<K>,
}

impl BatchLock {
    /// Reads a lock and adds its text to `sources`.
    pub fn read(name: &str, text: String, sources: &mut Sources) -> Result<Self, Diagnostic> {
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
        if let Some(finding) = check_kit_count(read.kits, read.kit.len()) {
            return Err(finding.at(Origin::new(file, &(0..0)), ""));
        }
        let mut names = HashSet::new();
        match read.kit.iter().find(|kit| !names.insert(kit.name.as_str())) {
            Some(kit) => Err(error(
                &codes::lock::DUPLICATE_KIT,
                format!("the lock has two kits with the name {:?}", kit.name),
                0..0,
            )),
            None => Ok(Self::new(read.kit)),
        }
    }

    /// Returns the text of the file. The same kits give the same text.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let kit: Vec<&LockedKit> = self.kits().iter().collect();
        let written = LockFile { schema: SCHEMA, kits: Some(kit.len()), kit };
        Ok(format!("{HEADER}{}", toml::to_string_pretty(&written)?))
    }
}

/// A mistake in a lock, and its place.
struct Fault {
    message: String,
    at: std::ops::Range<usize>,
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
fn read_sections(text: &str) -> Result<LockFile<LockedKit>, Fault> {
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
            lock.kit.push(kit);
        }
    }
    Ok(lock)
}

/// Reports a lock that does not have the number of kits that it states.
fn check_kit_count(stated: Option<usize>, count: usize) -> Option<Diagnostic> {
    let stated = stated.filter(|stated| *stated != count)?;
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
fn find_merge_conflict(text: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}
