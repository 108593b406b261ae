//! The lock of a batch: the frozen questions of every kit. Every candidate for a role gets the same questions in the
//! same order while the bank changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kit::{Blueprint, Kit, LockedQuestion, lock, settings};

/// The lock of a batch, which `kits.lock` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLock {
    kits: Vec<LockedKit>,
}

/// The first part of the text that a checksum is of.
const CHECKSUM_DOMAIN: &str = "interview-kit/lock-entry/v1";

/// The frozen questions of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedKit {
    /// Its name in the manifest.
    pub name: String,
    /// The settings of the choice by their names on the command line, always with the length.
    pub asked: BTreeMap<String, String>,
    /// The questions in their order.
    #[serde(with = "question_lines")]
    pub questions: Vec<LockedQuestion>,
    /// The hash of the rating scale that scores refer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The hash of the entry as the program wrote it, which tells edits by hand.
    checksum: String,
}

/// Questions as `id hash`, one a line, for readable differences and easy merges.
mod question_lines {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::kit::LockedQuestion;

    pub(super) fn serialize<S: Serializer>(questions: &[LockedQuestion], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(questions.iter().map(|question| format!("{} {}", question.id, question.hash)))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<LockedQuestion>, D::Error> {
        let question = |line: String| match line.split_once(' ') {
            Some((id, hash)) => Ok(LockedQuestion { id: id.to_owned(), hash: hash.to_owned() }),
            None => Err(D::Error::custom("a question of the lock is an id and a hash")),
        };
        Vec::<String>::deserialize(from)?.into_iter().map(question).collect()
    }
}

impl LockedKit {
    /// Freezes a kit.
    #[must_use]
    pub fn new(name: &str, blueprint: &Blueprint, kit: &Kit<'_>) -> Self {
        let questions = kit.picks.iter().map(|pick| LockedQuestion::from_question(pick.question)).collect();
        let mut locked = Self {
            name: name.to_owned(),
            asked: settings::all_settings(blueprint),
            questions,
            scale: Some(lock::scale_digest(kit.scale)),
            checksum: String::new(),
        };
        locked.checksum = locked.compute_checksum();
        locked
    }

    /// Returns true if somebody edited the entry after the program wrote it.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.checksum != self.compute_checksum()
    }

    /// Returns the hash of everything in the entry. JSON separates the parts, so no two entries give the same text.
    fn compute_checksum(&self) -> String {
        let questions: Vec<(&str, &str)> =
            self.questions.iter().map(|question| (question.id.as_str(), question.hash.as_str())).collect();
        let entry = serde_json::json!([CHECKSUM_DOMAIN, self.name, self.asked, questions, self.scale]);
        lock::file_digest(entry.to_string().as_bytes())
    }

    /// Returns true if the blueprint asks for other questions than those of the entry.
    pub(super) fn asks_for_other(&self, blueprint: &Blueprint) -> bool {
        !self.changed_requests(blueprint).is_empty()
    }

    /// Returns the settings that the blueprint changes, such as `minutes 60 → 45`.
    pub(super) fn changed_requests(&self, blueprint: &Blueprint) -> Vec<String> {
        changed_requests(&self.asked, &settings::all_settings(blueprint))
    }
}

/// Returns the settings that differ, such as `minutes 60 → 45`.
pub(crate) fn changed_requests(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    changed
        .map(|key| format!("{} {} → {}", shorten(Some(key)), shorten(old.get(key)), shorten(new.get(key))))
        .collect()
}

/// Shortens a value for a message and replaces unusual characters, because anybody may have edited the lock.
fn shorten(value: Option<&String>) -> String {
    const VALUE_MAX_CHARS: usize = 40;
    let Some(value) = value else { return "(none)".to_owned() };
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,=+ ".contains(c);
    let mut short: String =
        value.chars().take(VALUE_MAX_CHARS).map(|c| if is_plain(c) { c } else { '?' }).collect();
    if value.chars().count() > VALUE_MAX_CHARS {
        short.push('…');
    }
    short
}

impl BatchLock {
    /// Creates a lock of kits in any order.
    #[must_use]
    pub fn new(mut kits: Vec<LockedKit>) -> Self {
        kits.sort_by(|a, b| a.name.cmp(&b.name));
        Self { kits }
    }

    /// Adds the kits of an older lock that this one lacks.
    #[must_use]
    pub fn with_missing_kits_of(mut self, old: &Self) -> Self {
        let rest: Vec<LockedKit> =
            old.kits.iter().filter(|kit| self.kit(&kit.name).is_none()).cloned().collect();
        self.kits.extend(rest);
        Self::new(self.kits)
    }

    /// Takes the entries of an older lock for these kits, or leaves them out if it has none.
    #[must_use]
    pub fn with_kits_of(mut self, old: Option<&Self>, names: &[&str]) -> Self {
        self.kits.retain(|kit| !names.contains(&kit.name.as_str()));
        self.kits.extend(names.iter().filter_map(|name| old?.kit(name)).cloned());
        Self::new(self.kits)
    }

    /// Returns the kit with this name.
    #[must_use]
    pub fn kit(&self, name: &str) -> Option<&LockedKit> {
        self.kits.binary_search_by(|kit| kit.name.as_str().cmp(name)).ok().map(|at| &self.kits[at])
    }

    /// Returns the kits in the order of their names.
    #[must_use]
    pub fn kits(&self) -> &[LockedKit] {
        &self.kits
    }

    /// Returns the names of all kits in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kits.iter().map(|kit| kit.name.as_str())
    }

    /// Returns the names of the kits that differ between both locks.
    #[must_use]
    pub fn changed_names<'l>(&'l self, other: &'l Self) -> Vec<&'l str> {
        let names: std::collections::BTreeSet<&str> =
            self.kits.iter().chain(&other.kits).map(|kit| kit.name.as_str()).collect();
        names.into_iter().filter(|name| self.kit(name) != other.kit(name)).collect()
    }
}
