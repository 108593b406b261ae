//! `kits.lock`: the questions of every kit of a manifest, frozen, so that every candidate for a role gets
//! the same ones in the same order while the bank goes on.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Origin, Sources};
use crate::kit::{Blueprint, Kit, Locked, lock};

/// The number of the form that locks of batches are written in.
const SCHEMA: u32 = 1;

/// What stands above it, for who opens it.
const HEAD: &str = "# Which questions each kit has, in their order. Written by `interview-kit batch`: keep it with the\n\
    # manifest, and do not edit it. `interview-kit batch --update=NAME` draws a kit anew.\n";

/// The kits of a manifest, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchLock {
    schema: u32,
    #[serde(default, rename = "kit", skip_serializing_if = "Vec::is_empty")]
    kits: Vec<LockedKit>,
}

/// A kit, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedKit {
    /// Its name in the manifest.
    pub name: String,
    /// What was asked of the choice, by the names on the command line.
    pub asked: BTreeMap<String, String>,
    /// The questions in their order.
    #[serde(with = "lines")]
    pub questions: Vec<Locked>,
    /// The hash of the rating scale, which marks mean nothing without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
}

/// Questions as `id hash`, one on a line: what a change did is seen at a glance, and merges go well.
mod lines {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::kit::Locked;

    pub(super) fn serialize<S: Serializer>(questions: &[Locked], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(questions.iter().map(|question| format!("{} {}", question.id, question.hash)))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Locked>, D::Error> {
        let question = |line: String| match line.split_once(' ') {
            Some((id, hash)) => Ok(Locked { id: id.to_owned(), hash: hash.to_owned() }),
            None => Err(D::Error::custom("a question of the lock is an id and a hash")),
        };
        Vec::<String>::deserialize(from)?.into_iter().map(question).collect()
    }
}

impl LockedKit {
    /// A kit as it is now.
    #[must_use]
    pub fn of(name: &str, blueprint: &Blueprint, kit: &Kit<'_>) -> Self {
        let questions = kit.picks.iter().map(|pick| Locked::of(pick.question)).collect();
        Self {
            name: name.to_owned(),
            asked: asked(blueprint),
            questions,
            scale: Some(lock::scale(kit.scale)),
        }
    }

    /// What was asked of the choice then and is not now, by the names on the command line.
    pub(super) fn asked_otherwise(&self, blueprint: &Blueprint) -> Vec<String> {
        let now = asked(blueprint);
        let keys: std::collections::BTreeSet<&String> = self.asked.keys().chain(now.keys()).collect();
        keys.into_iter().filter(|key| self.asked.get(*key) != now.get(*key)).cloned().collect()
    }
}

/// All that the choice of a kit depends on beside the bank.
fn asked(blueprint: &Blueprint) -> BTreeMap<String, String> {
    let mut asked = lock::asked(blueprint);
    let levels: Vec<&str> = blueprint.levels().iter().map(|level| level.key()).collect();
    let more = [
        ("role", blueprint.role.clone().unwrap_or_default()),
        ("seniority", levels.join(",")),
        ("opening", blueprint.opening.to_string()),
        ("closing", blueprint.closing.to_string()),
        ("seed", blueprint.seed.to_string()),
    ];
    asked.extend(
        more.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)),
    );
    asked
}

impl BatchLock {
    /// The lock of these kits, whatever their order.
    #[must_use]
    pub fn new(mut kits: Vec<LockedKit>) -> Self {
        kits.sort_by(|a, b| a.name.cmp(&b.name));
        Self { schema: SCHEMA, kits }
    }

    /// Reads a lock, which goes to `sources`.
    pub fn read(name: &str, text: String, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let file = sources.add(name, text);
        let text = &sources.file(file).text;
        if let Some(at) = conflict(text) {
            return Err(Diagnostic::error(
                "lock::conflict",
                "a merge has left both of its sides in the lock",
            )
            .at(Origin::new(file, &at), "")
            .help(
                "keep the lock of the branch whose kits candidates were asked with, and run again: kits \
                       it lacks are drawn, the others stay as they are",
            ));
        }
        let bad = |message: String, at| {
            Diagnostic::error("lock::unreadable", message).at(Origin::new(file, &at), "").help(
                "take the lock as it was out of your version control; without one every kit is drawn anew",
            )
        };
        let read: Self = toml::from_str(text)
            .map_err(|error| bad(error.message().to_owned(), error.span().unwrap_or(0..0)))?;
        if read.schema != SCHEMA {
            return Err(bad(
                format!("the lock is of form {}, this program knows form {SCHEMA}", read.schema),
                0..0,
            ));
        }
        let mut names = HashSet::new();
        match read.kits.iter().find(|kit| !names.insert(kit.name.as_str())) {
            Some(kit) => Err(bad(format!("the lock has two kits called {:?}", kit.name), 0..0)),
            None => Ok(Self::new(read.kits)),
        }
    }

    /// The text of the file; the same kits give the same text.
    pub fn text(&self) -> anyhow::Result<String> {
        Ok(format!("{HEAD}{}", toml::to_string_pretty(self)?))
    }

    /// The kit of a name.
    #[must_use]
    pub fn kit(&self, name: &str) -> Option<&LockedKit> {
        self.kits.binary_search_by(|kit| kit.name.as_str().cmp(name)).ok().map(|at| &self.kits[at])
    }

    /// The kits, in the order of their names.
    #[must_use]
    pub fn kits(&self) -> &[LockedKit] {
        &self.kits
    }

    /// The names of all kits, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kits.iter().map(|kit| kit.name.as_str())
    }

    /// The names of kits that are not the same in both.
    #[must_use]
    pub fn unlike<'l>(&'l self, other: &'l Self) -> Vec<&'l str> {
        let names: std::collections::BTreeSet<&str> =
            self.kits.iter().chain(&other.kits).map(|kit| kit.name.as_str()).collect();
        names.into_iter().filter(|name| self.kit(name) != other.kit(name)).collect()
    }
}

/// The line that a merge program writes before the first side of a conflict.
fn conflict(text: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}
