//! The lock of a kit: a frozen description from which the kit can be recognised and rebuilt.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::blueprint::Blueprint;
use super::fingerprint::{bank_hash, content_hash, scale_hash};
use super::model::Kit;
use super::select::select;
use super::select_error::SelectError;
use super::settings::selection_settings;
use crate::bank::{Bank, Question, RatingScale, Seniority};

/// The version of the lock format.
pub const SCHEMA_VERSION: u32 = 1;

/// The frozen description of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitLock {
    /// The version of the format.
    pub schema: u32,
    /// The program that wrote the lock, with its version.
    pub made_by: String,
    /// The fingerprint of the kit, as printed in its foot.
    pub kit: String,
    /// The hash of everything the kit takes from its bank.
    pub bank: String,
    /// The id of the role, if the kit has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// The levels asked for; empty allows any.
    pub seniority: Vec<String>,
    /// The minutes of the whole interview.
    pub minutes: u32,
    /// The minutes kept for the opening.
    pub opening: u32,
    /// The minutes kept for the closing.
    pub closing: u32,
    /// The seed of the draw.
    pub seed: u64,
    /// The settings of the document, by the names of their options.
    pub document: BTreeMap<String, String>,
    /// The other settings of the selection, by the names of their options. Empty in a candidate's kit.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub blueprint: BTreeMap<String, String>,
    /// The questions, in the order they are asked.
    pub questions: Vec<LockedQuestion>,
}

/// The greatest size of a lock as JSON. A lock of the 20,000 questions that a bank may hold is smaller.
const JSON_MAX_BYTES: usize = 4 << 20;

impl KitLock {
    /// Reads a lock from JSON. Anybody may have written it, so its size is limited.
    pub fn from_json(json: &[u8]) -> serde_json::Result<Self> {
        if json.len() > JSON_MAX_BYTES {
            let limit = JSON_MAX_BYTES >> 20;
            return Err(serde::de::Error::custom(format!(
                "it is larger than {limit} MiB, the limit for the lock of a kit"
            )));
        }
        serde_json::from_slice(json)
    }
}

/// A question of a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedQuestion {
    /// The id of the question.
    pub id: String,
    /// The hash of its content.
    pub hash: String,
}

/// A reason why a kit cannot be rebuilt from its lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RebuildError {
    /// The lock has a format version that this program does not know.
    UnknownSchema(u32),
    /// The lock names a level that does not exist.
    UnknownLevel(String),
    /// The bank has no question with this id.
    QuestionRemoved(String),
    /// The text of this question has changed.
    QuestionChanged(String),
    /// The questions are the same; names, rating scale or language have changed.
    SettingsChanged,
    /// The selection fails.
    Select(Vec<SelectError>),
}

impl std::fmt::Display for RebuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownSchema(version) => {
                write!(f, "the lock has schema {version}, but this program reads schema {SCHEMA_VERSION}")
            }
            Self::UnknownLevel(level) => write!(f, "the lock names an unknown level: {level:?}"),
            Self::QuestionRemoved(id) => write!(f, "question `{id}` is no longer in the bank"),
            Self::QuestionChanged(id) => write!(f, "the text of question `{id}` has changed in the bank"),
            Self::SettingsChanged => {
                f.write_str("the names, the rating scale or the language of the bank have changed")
            }
            Self::Select(errors) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                write!(f, "{}", errors.join("; "))
            }
        }
    }
}

impl std::error::Error for RebuildError {}

impl KitLock {
    /// Returns the lock of a kit. With a blueprint, the lock records the settings of the selection.
    #[must_use]
    pub fn from_kit(kit: &Kit<'_>, blueprint: Option<&Blueprint>, made_by: &str) -> Self {
        Self {
            schema: SCHEMA_VERSION,
            made_by: made_by.to_owned(),
            kit: kit.fingerprint.clone(),
            bank: short_hex(&bank_hash(kit)),
            role: kit.role.map(|role| role.id.clone()),
            seniority: kit.seniority.iter().map(|level| level.key().to_owned()).collect(),
            minutes: kit.minutes,
            opening: kit.opening,
            closing: kit.closing,
            seed: kit.seed,
            document: BTreeMap::new(),
            blueprint: blueprint.map(selection_settings).unwrap_or_default(),
            questions: kit.picks.iter().map(|pick| LockedQuestion::from_question(pick.question)).collect(),
        }
    }

    /// Rebuilds the kit from a bank that has all its questions unchanged.
    pub fn rebuild<'b>(&self, bank: &'b Bank) -> Result<Kit<'b>, Vec<RebuildError>> {
        if self.schema != SCHEMA_VERSION {
            return Err(vec![RebuildError::UnknownSchema(self.schema)]);
        }
        let known: HashMap<&str, &Question> = bank.questions.iter().map(|q| (q.id.as_str(), q)).collect();
        let change = |locked: &LockedQuestion| locked.change(known.get(locked.id.as_str()).copied());
        let mut errors: Vec<RebuildError> = self.questions.iter().filter_map(change).collect();
        let level =
            |key: &String| Seniority::from_key(key).ok_or_else(|| RebuildError::UnknownLevel(key.clone()));
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
            seed: self.seed.into(),
            ..Blueprint::default()
        };
        let kit = select(bank, &blueprint).map_err(|errors| vec![RebuildError::Select(errors)])?;
        if kit.fingerprint == self.kit { Ok(kit) } else { Err(vec![RebuildError::SettingsChanged]) }
    }
}

impl LockedQuestion {
    /// Returns the lock entry of a question in its present wording.
    #[must_use]
    pub fn from_question(question: &Question) -> Self {
        Self { id: question.id.clone(), hash: short_hex(&content_hash(question)) }
    }

    fn change(&self, question: Option<&Question>) -> Option<RebuildError> {
        match question {
            None => Some(RebuildError::QuestionRemoved(self.id.clone())),
            Some(question) if Self::from_question(question).hash != self.hash => {
                Some(RebuildError::QuestionChanged(self.id.clone()))
            }
            Some(_) => None,
        }
    }
}

/// Returns the hash of a rating scale, as written in a lock.
#[must_use]
pub fn scale_digest(scale: &RatingScale) -> String {
    short_hex(&scale_hash(scale))
}

/// Returns the hash of a file, as written in a lock.
#[must_use]
pub fn file_digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    short_hex(&Sha256::digest(bytes).into())
}

/// Returns the hash of a font file, as written in a lock: with `#2` for the second face of a collection.
#[must_use]
pub fn font_digest(bytes: &[u8], index: u32) -> String {
    let digest = file_digest(bytes);
    if index == 0 { digest } else { format!("{digest}#{}", u64::from(index) + 1) }
}

/// Formats the first half of a SHA-256 hash, which is enough to tell texts apart.
fn short_hex(hash: &[u8; 32]) -> String {
    let (halves, _) = hash.as_chunks::<16>();
    format!("{:032x}", u128::from_be_bytes(halves[0]))
}
