//! `kits.lock`: the questions of every kit of a manifest, frozen, so that every candidate for a role gets
//! the same ones in the same order while the bank goes on.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin, Sources};
use crate::kit::{Blueprint, Kit, LockedQuestion, lock};

/// The number of the form that locks of batches are written in.
const SCHEMA: u32 = 1;

/// What stands above it, for who opens it.
const HEAD: &str = "# Which questions each kit has, in their order. Written by `interview-kit batch`: keep it with the\n\
    # manifest, and do not edit it. `interview-kit batch --update=NAME` draws a kit anew.\n";

/// What mends a lock that cannot be used.
const TAKE_BACK: &str =
    "take the lock as it was out of your version control; without one every kit is drawn anew";

/// The kits of a manifest, frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLock {
    kits: Vec<LockedKit>,
}

/// A lock as its file has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<K> {
    schema: u32,
    /// How many kits it has, so that one that was cut off is not taken for whole. Older locks do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    kits: Option<usize>,
    #[serde(default = "Vec::new", rename = "kit", skip_serializing_if = "Vec::is_empty")]
    kit: Vec<K>,
}

/// A kit, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedKit {
    /// Its name in the manifest.
    pub name: String,
    /// What was asked of the choice, by the names on the command line, with the length also where it goes without
    /// saying.
    #[serde(deserialize_with = "effective")]
    pub asked: BTreeMap<String, String>,
    /// The questions in their order.
    #[serde(with = "lines")]
    pub questions: Vec<LockedQuestion>,
    /// The hash of the rating scale, which marks mean nothing without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
}

/// Questions as `id hash`, one on a line: what a change did is seen at a glance, and merges go well.
mod lines {
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
    /// A kit as it is now.
    #[must_use]
    pub fn of(name: &str, blueprint: &Blueprint, kit: &Kit<'_>) -> Self {
        let questions = kit.picks.iter().map(|pick| LockedQuestion::from_question(pick.question)).collect();
        Self {
            name: name.to_owned(),
            asked: asked(blueprint),
            questions,
            scale: Some(lock::scale_digest(kit.scale)),
        }
    }

    /// What was asked of the choice then and is asked otherwise now: `minutes 60 → 45`.
    pub(super) fn asked_otherwise(&self, blueprint: &Blueprint) -> Vec<String> {
        changed_requests(&self.asked, &asked(blueprint))
    }
}

/// What is not the same in both, by the names on the command line.
pub(crate) fn changed_requests(was: &BTreeMap<String, String>, is: &BTreeMap<String, String>) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let changed = keys.into_iter().filter(|key| was.get(*key) != is.get(*key));
    changed
        .map(|key| format!("{} {} → {}", short(Some(key)), short(was.get(key)), short(is.get(key))))
        .collect()
}

/// A value as a message has room for it, whoever wrote it into the lock.
fn short(value: Option<&String>) -> String {
    const MOST: usize = 40;
    let Some(value) = value else { return "(none)".to_owned() };
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,=+ ".contains(c);
    let mut short: String = value.chars().take(MOST).map(|c| if is_plain(c) { c } else { '?' }).collect();
    if value.chars().count() > MOST {
        short.push('…');
    }
    short
}

/// What was asked, as `asked` has it; older locks have the length only where it was said.
fn effective<'d, D: serde::Deserializer<'d>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let mut asked = BTreeMap::deserialize(from)?;
    lock::add_default_minutes(&mut asked);
    Ok(asked)
}

/// All that the choice of a kit depends on beside the bank.
fn asked(blueprint: &Blueprint) -> BTreeMap<String, String> {
    let mut asked = lock::selection_settings(blueprint);
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
    lock::add_default_minutes(&mut asked);
    asked
}

impl BatchLock {
    /// The lock of these kits, whatever their order.
    #[must_use]
    pub fn new(mut kits: Vec<LockedKit>) -> Self {
        kits.sort_by(|a, b| a.name.cmp(&b.name));
        Self { kits }
    }

    /// The same, with the kits of an older lock that it lacks.
    #[must_use]
    pub fn with_rest_of(mut self, old: &Self) -> Self {
        let rest: Vec<LockedKit> =
            old.kits.iter().filter(|kit| self.kit(&kit.name).is_none()).cloned().collect();
        self.kits.extend(rest);
        Self::new(self.kits)
    }

    /// Reads a lock, which goes to `sources`.
    pub fn read(name: &str, text: String, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let file = sources.add(name, text);
        let text = &sources.file(file).text;
        if let Some(at) = conflict(text) {
            return Err(Diagnostic::error(
                &codes::lock::MERGE_CONFLICT,
                "a merge has left both of its sides in the lock",
            )
            .at(Origin::new(file, &at), "")
            .help(
                "keep the lock of the branch whose kits candidates were asked with, and run again: kits \
                       it lacks are drawn, the others stay as they are",
            ));
        }
        let bad = |code: &'static Code, message: String, at| {
            Diagnostic::error(code, message).at(Origin::new(file, &at), "").help(TAKE_BACK)
        };
        let read: Written<LockedKit> = toml::from_str(text).map_err(|error| {
            bad(&codes::lock::UNREADABLE, error.message().to_owned(), error.span().unwrap_or(0..0))
        })?;
        if read.schema != SCHEMA {
            return Err(bad(
                &codes::lock::UNKNOWN_SCHEMA,
                format!("the lock is of form {}, this program knows form {SCHEMA}", read.schema),
                0..0,
            ));
        }
        if let Some(torn) = torn(read.kits, read.kit.len()) {
            return Err(torn.at(Origin::new(file, &(0..0)), ""));
        }
        let mut names = HashSet::new();
        match read.kit.iter().find(|kit| !names.insert(kit.name.as_str())) {
            Some(kit) => Err(bad(
                &codes::lock::DUPLICATE_KIT,
                format!("the lock has two kits called {:?}", kit.name),
                0..0,
            )),
            None => Ok(Self::new(read.kit)),
        }
    }

    /// The text of the file; the same kits give the same text.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let kit: Vec<&LockedKit> = self.kits.iter().collect();
        let written = Written { schema: SCHEMA, kits: Some(kit.len()), kit };
        Ok(format!("{HEAD}{}", toml::to_string_pretty(&written)?))
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

/// That a lock has not the number of kits that it says.
fn torn(said: Option<usize>, has: usize) -> Option<Diagnostic> {
    let said = said.filter(|said| *said != has)?;
    let message = format!("the lock says that it has {said} kits, and has {has}");
    let finding = Diagnostic::error(&codes::lock::WRONG_KIT_COUNT, message);
    Some(if has > said {
        // Nothing is lost: two branches that each added a kit say the same number, and merge without a conflict.
        finding
            .help(format!("after a merge of branches that both added kits, write `kits = {has}` at its top"))
    } else {
        finding.help(TAKE_BACK)
    })
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
