//! Describing a kit from its file, or the reason why the index skips the file.

use crate::bank::Seniority;
use crate::batch::document::{self, IN_METADATA, PREFILL};
use crate::compose;
use crate::compose::document_settings::Style;
use crate::diag::codes::{self, Code};
use crate::kit::KitLock;
use crate::pdf;
use crate::pdf::read::{self, ReadError, State};

/// The facts about a kit that the index shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitDescription {
    /// Id of its role; empty if it has none.
    pub role_id: String,
    /// The name of its role.
    pub role: String,
    /// Its levels, lowest first; empty for any level.
    pub levels: Vec<Seniority>,
    /// Minutes of the whole interview.
    pub minutes: u32,
    /// The number of its questions.
    pub questions: usize,
    /// The settings of the document.
    pub style: Style,
    /// The language of the questions, a BCP 47 tag.
    pub language: String,
    /// The kit's fingerprint.
    pub kit: String,
}

impl KitDescription {
    /// Returns the key of the role. Two banks may use one id for different roles.
    pub(crate) fn role_key(&self) -> (&str, &str) {
        (&self.role_id, &self.role)
    }
}

/// The reason why a file is not listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// Fields are filled in, or may be: it is about a candidate.
    Answers,
    /// It is a record: it is about a candidate.
    Record,
    /// It was built for one interview, with fields filled in beforehand.
    Prefilled,
    /// Another program saved it after it was built.
    Saved,
    /// It is protected with a password.
    Protected,
    /// It is a damaged kit.
    Damaged,
    /// It is not a kit, or carries no lock.
    Foreign,
    /// It cannot be read as a PDF file.
    Unreadable,
    /// The system gives no memory or thread to read it with.
    NoThread,
}

impl SkipReason {
    /// Returns the code for findings.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Answers => &codes::unlisted::FILLED_IN,
            Self::Record => &codes::unlisted::RECORD,
            Self::Prefilled => &codes::unlisted::PREFILLED,
            Self::Saved => &codes::unlisted::SAVED,
            Self::Protected => &codes::unlisted::PROTECTED,
            Self::Damaged => &codes::unlisted::DAMAGED,
            Self::Foreign => &codes::unlisted::NOT_A_KIT,
            Self::Unreadable | Self::NoThread => &codes::unlisted::UNREADABLE,
        }
    }

    /// Returns the end of a sentence about one file, and about several.
    #[must_use]
    pub fn predicates(&self) -> [&'static str; 2] {
        match self {
            Self::Answers => ["is filled in", "are filled in"],
            Self::Record => ["is the record of an interview", "are records of interviews"],
            Self::Prefilled => ["was built for one interview", "were built for one interview each"],
            Self::Saved => ["was saved by another program", "were saved by another program"],
            Self::Protected => ["is protected with a password", "are protected with a password"],
            Self::Damaged => ["is damaged", "are damaged"],
            Self::Foreign => ["is not a kit of this program", "are not kits of this program"],
            Self::Unreadable | Self::NoThread => ["cannot be read", "cannot be read"],
        }
    }
}

/// Describes a kit that is as built, byte for byte, and not prefilled.
pub fn describe_kit(file: &[u8]) -> Result<KitDescription, SkipReason> {
    if !pdf::is_as_written(file) {
        return Err(skip_reason(file));
    }
    let Some(xmp) = pdf::XmpSummary::from_file(file) else { return Err(skip_reason(file)) };
    // Kits with very many questions carry their lock as an attachment only.
    let lock = match xmp.property(IN_METADATA) {
        Some(json) => KitLock::from_json(json.as_bytes()).ok(),
        None => match read::read(file) {
            Ok(filled) => document::attached_lock(&filled).and_then(Result::ok),
            Err(_) => return Err(skip_reason(file)),
        },
    };
    describe(&xmp, &lock.ok_or(SkipReason::Foreign)?)
}

fn describe(xmp: &pdf::XmpSummary, lock: &KitLock) -> Result<KitDescription, SkipReason> {
    if lock.document.contains_key(PREFILL) {
        return Err(SkipReason::Prefilled);
    }
    let style = document::read_style(lock).ok_or(SkipReason::Foreign)?;
    let levels: Option<Vec<Seniority>> = lock.seniority.iter().map(|key| Seniority::from_key(key)).collect();
    let levels = levels.ok_or(SkipReason::Foreign)?;
    let role = compose::role_from_title(&xmp.title, style.face, &levels);
    Ok(KitDescription {
        role: role.unwrap_or_else(|| xmp.title.clone()),
        role_id: lock.role.clone().unwrap_or_default(),
        levels,
        minutes: lock.minutes,
        questions: lock.questions.len(),
        style,
        language: xmp.language.clone(),
        kit: lock.kit.clone(),
    })
}

/// Returns why a file that was changed is not listed.
fn skip_reason(file: &[u8]) -> SkipReason {
    match read::read(file) {
        Ok(filled) if !filled.is_ours => SkipReason::Foreign,
        Ok(filled) if filled.state == State::Record => SkipReason::Record,
        Ok(filled) if filled.answers() > 0 => SkipReason::Answers,
        Ok(filled) if filled.is_recovered => SkipReason::Damaged,
        Ok(filled) if filled.is_protected => SkipReason::Protected,
        Ok(filled) if filled.state == State::AsBuilt => SkipReason::Foreign,
        Ok(_) => SkipReason::Saved,
        Err(ReadError::Protected | ReadError::WrongPassword) => SkipReason::Protected,
        Err(ReadError::NoThread) => SkipReason::NoThread,
        // The mark of this program: the file may be a kit.
        Err(_) if pdf::has_mark(file) => SkipReason::Damaged,
        Err(_) => SkipReason::Unreadable,
    }
}

/// Counts the pages of a file.
pub fn count_pages(file: &[u8]) -> Result<Option<usize>, SkipReason> {
    match read::read(file) {
        Ok(filled) => Ok(Some(filled.pages)),
        Err(ReadError::NoThread) => Err(SkipReason::NoThread),
        Err(_) => Ok(None),
    }
}
