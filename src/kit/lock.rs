//! A kit frozen: what it is, so that it can be known again and made again.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::blueprint::DEFAULT_MINUTES;
use super::fingerprint::{bank_hash, content_hash, scale_hash};
use super::{Blueprint, Kit, SelectError, select};
use crate::bank::{Bank, Question, RatingScale, Seniority};

/// The number of the form that locks are written in.
pub const SCHEMA: u32 = 1;

/// What a kit is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The number of this form.
    pub schema: u32,
    /// The program and its version.
    pub made_by: String,
    /// The kit's fingerprint, as in its foot.
    pub kit: String,
    /// Hash of the part of the bank that the kit is made of.
    pub bank: String,
    /// Id of the role, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// The levels asked for; none for any.
    pub seniority: Vec<String>,
    /// Minutes of the whole interview.
    pub minutes: u32,
    /// Minutes kept for the opening.
    pub opening: u32,
    /// Minutes kept for the closing.
    pub closing: u32,
    /// The seed of the draw.
    pub seed: u64,
    /// How the document looks: settings by their names on the command line.
    pub document: BTreeMap<String, String>,
    /// What else was asked of the choice, by the names on the command line; empty in a candidate's kit.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub blueprint: BTreeMap<String, String>,
    /// The questions in their order.
    pub questions: Vec<Locked>,
}

/// A question of a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// Its id.
    pub id: String,
    /// The hash of its content.
    pub hash: String,
}

/// Why a kit cannot be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RebuildError {
    /// The lock is of a form this program does not know.
    Schema(u32),
    /// A level that is none.
    Level(String),
    /// The bank lacks this question.
    Gone(String),
    /// The bank has another text of this question.
    Reworded(String),
    /// The questions are the same, but not what stands around them: names, scale, language.
    Around,
    /// The choice cannot be made.
    Select(Vec<SelectError>),
}

impl std::fmt::Display for RebuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Schema(number) => {
                write!(f, "the lock is of form {number}, this program knows form {SCHEMA}")
            }
            Self::Level(level) => write!(f, "the lock names a level that is none: {level:?}"),
            Self::Gone(id) => write!(f, "the bank has no question `{id}` any more"),
            Self::Reworded(id) => write!(f, "the bank has another text of question `{id}` now"),
            Self::Around => write!(f, "the bank has other names, levels or another language now"),
            Self::Select(errors) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                write!(f, "{}", errors.join("; "))
            }
        }
    }
}

impl std::error::Error for RebuildError {}

impl Lock {
    /// The lock of a kit, with what was asked of the choice if that is to be told.
    #[must_use]
    pub fn of(kit: &Kit<'_>, blueprint: Option<&Blueprint>, made_by: &str) -> Self {
        Self {
            schema: SCHEMA,
            made_by: made_by.to_owned(),
            kit: kit.fingerprint.clone(),
            bank: digits(&bank_hash(kit)),
            role: kit.role.map(|role| role.id.clone()),
            seniority: kit.seniority.iter().map(|level| level.key().to_owned()).collect(),
            minutes: kit.minutes,
            opening: kit.opening,
            closing: kit.closing,
            seed: kit.seed,
            document: BTreeMap::new(),
            blueprint: blueprint.map(asked).unwrap_or_default(),
            questions: kit.picks.iter().map(|pick| Locked::of(pick.question)).collect(),
        }
    }

    /// The same kit again, out of a bank that still has its questions as they were.
    pub fn rebuild<'b>(&self, bank: &'b Bank) -> Result<Kit<'b>, Vec<RebuildError>> {
        if self.schema != SCHEMA {
            return Err(vec![RebuildError::Schema(self.schema)]);
        }
        let known: HashMap<&str, &Question> = bank.questions.iter().map(|q| (q.id.as_str(), q)).collect();
        let missing = |locked: &Locked| locked.missing(known.get(locked.id.as_str()).copied());
        let mut errors: Vec<RebuildError> = self.questions.iter().filter_map(missing).collect();
        let level = |key: &String| Seniority::from_key(key).ok_or_else(|| RebuildError::Level(key.clone()));
        let (levels, unknown): (Vec<_>, Vec<_>) = self.seniority.iter().map(level).partition(Result::is_ok);
        errors.extend(unknown.into_iter().filter_map(Result::err));
        if !errors.is_empty() {
            return Err(errors);
        }
        let blueprint = Blueprint {
            role: self.role.clone(),
            seniority: levels.into_iter().flatten().collect(),
            minutes: Some(self.minutes),
            opening: self.opening,
            closing: self.closing,
            only: self.questions.iter().map(|locked| locked.id.clone()).collect(),
            seed: self.seed,
            ..Blueprint::default()
        };
        let kit = select(bank, &blueprint).map_err(|errors| vec![RebuildError::Select(errors)])?;
        if kit.fingerprint == self.kit { Ok(kit) } else { Err(vec![RebuildError::Around]) }
    }
}

impl Locked {
    /// A question as it is now.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        Self { id: question.id.clone(), hash: digits(&content_hash(question)) }
    }

    fn missing(&self, question: Option<&Question>) -> Option<RebuildError> {
        match question {
            None => Some(RebuildError::Gone(self.id.clone())),
            Some(question) if Self::of(question).hash != self.hash => {
                Some(RebuildError::Reworded(self.id.clone()))
            }
            Some(_) => None,
        }
    }
}

/// What was asked of the choice, where it is not what goes without saying.
#[must_use]
pub fn asked(blueprint: &Blueprint) -> BTreeMap<String, String> {
    let categories = blueprint.categories.iter().map(|(id, quota)| match quota {
        Some(quota) => format!("{id}={quota}"),
        None => id.clone(),
    });
    let kinds = blueprint.kinds.iter().map(ToString::to_string);
    let lists = [
        ("category", categories.collect()),
        ("type", kinds.collect()),
        ("tag", blueprint.tags.clone()),
        ("include", blueprint.include.clone()),
        ("exclude", blueprint.exclude.clone()),
        ("only", blueprint.only.clone()),
    ];
    let lists = lists.map(|(key, values): (&str, Vec<String>)| (key, values.join(",")));
    // Whether a length is written down that would be taken anyway makes no other kit.
    let unsaid = Blueprint { minutes: None, ..blueprint.clone() }.length();
    let minutes = blueprint.minutes.filter(|minutes| Some(*minutes) != unsaid);
    let numbers = [("minutes", minutes), ("count", blueprint.count)];
    let numbers = numbers.map(|(key, number)| (key, number.map(|n| n.to_string()).unwrap_or_default()));
    let plain = [("no-behavioral", if blueprint.behavioral { "" } else { "yes" }.to_owned())];
    let all = lists.into_iter().chain(numbers).chain(plain);
    all.filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Adds to what was asked the length that goes without saying, so that it is the same whether it was said or not.
pub fn with_length(asked: &mut BTreeMap<String, String>) {
    let quotas = asked.get("category").map(|list| list.split(',').all(|category| category.contains('=')));
    let is_settled = asked.contains_key("count") || asked.contains_key("only") || quotas == Some(true);
    if !is_settled {
        asked.entry("minutes".to_owned()).or_insert_with(|| DEFAULT_MINUTES.to_string());
    }
}

/// The hash of a rating scale, as a lock shows it.
#[must_use]
pub fn scale(scale: &RatingScale) -> String {
    digits(&scale_hash(scale))
}

/// A hash as a lock shows it.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    digits(&Sha256::digest(bytes).into())
}

/// Half of what SHA-256 gives, which is plenty to tell texts apart.
fn digits(hash: &[u8; 32]) -> String {
    let (halves, _) = hash.as_chunks::<16>();
    format!("{:032x}", u128::from_be_bytes(halves[0]))
}
