//! What a file is, as far as it is known without opening it; and why it is not listed.

use crate::bank::Seniority;
use crate::batch::document::{self, IN_METADATA, PREFILL};
use crate::compose;
use crate::compose::document_settings::Style;
use crate::diag::codes::{self, Code};
use crate::kit::Lock;
use crate::pdf;
use crate::pdf::read::{self, ReadError, State};

/// What a kit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Id of its role; empty if it has none.
    pub role_id: String,
    /// The name of its role.
    pub role: String,
    /// The levels it is for, lowest first; none for any.
    pub levels: Vec<Seniority>,
    /// Minutes of the whole interview.
    pub minutes: u32,
    /// How many questions it has.
    pub questions: usize,
    /// How it is set, and for whom.
    pub style: Style,
    /// Language of the questions, a BCP 47 tag.
    pub language: String,
    /// The kit's fingerprint.
    pub kit: String,
}

impl About {
    /// By what roles are told apart: two banks may give an id to two of them.
    pub(crate) fn role_key(&self) -> (&str, &str) {
        (&self.role_id, &self.role)
    }
}

/// Why a file is not listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// Something is filled in, or may be: it is about somebody.
    Answers,
    /// Made final: it is about somebody.
    Record,
    /// It was built for one candidate: what is known of the interview is filled in.
    Prefilled,
    /// A kit that was saved since it was built.
    Saved,
    /// It is protected with a password.
    Protected,
    /// No kit, or one that does not say what it is.
    Foreign,
    /// It cannot be read as a PDF file.
    Unreadable,
}

impl PassedOver {
    /// The registered code of this reason.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Answers => &codes::unlisted::FILLED_IN,
            Self::Record => &codes::unlisted::RECORD,
            Self::Prefilled => &codes::unlisted::PREFILLED,
            Self::Saved => &codes::unlisted::SAVED,
            Self::Protected => &codes::unlisted::PROTECTED,
            Self::Foreign => &codes::unlisted::NOT_A_KIT,
            Self::Unreadable => &codes::unlisted::UNREADABLE,
        }
    }

    /// What such a file is, said of one or of many.
    #[must_use]
    pub fn words(&self) -> [&'static str; 2] {
        match self {
            Self::Answers => ["is filled in", "are filled in"],
            Self::Record => ["is the record of an interview", "are records of interviews"],
            Self::Prefilled => ["is made out to one interview", "are made out to one interview each"],
            Self::Saved => ["was saved by another program", "were saved by another program"],
            Self::Protected => ["is protected with a password", "are protected with a password"],
            Self::Foreign => ["is no kit that says what it is", "are no kits that say what they are"],
            Self::Unreadable => ["cannot be read", "cannot be read"],
        }
    }
}

/// What a file is. Listed are kits as they were built, byte for byte, and made out to nobody.
pub fn look(file: &[u8]) -> Result<About, PassedOver> {
    if !pdf::is_as_written(file) {
        return Err(why_not(file));
    }
    let Some(xmp) = pdf::XmpSummary::from_file(file) else { return Err(why_not(file)) };
    // Kits of very many questions carry their lock in another place.
    let lock = match xmp.property(IN_METADATA) {
        Some(json) => serde_json::from_str(&json).ok(),
        None => read::read(file).ok().and_then(|filled| document::lock_of(&filled)?.ok()),
    };
    about(&xmp, &lock.ok_or(PassedOver::Foreign)?)
}

fn about(xmp: &pdf::XmpSummary, lock: &Lock) -> Result<About, PassedOver> {
    if lock.document.contains_key(PREFILL) {
        return Err(PassedOver::Prefilled);
    }
    let style = document::style(lock).ok_or(PassedOver::Foreign)?;
    let levels: Option<Vec<Seniority>> = lock.seniority.iter().map(|key| Seniority::from_key(key)).collect();
    let levels = levels.ok_or(PassedOver::Foreign)?;
    let role = compose::role_from_title(&xmp.title, style.face, &levels);
    Ok(About {
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

/// Why a file that is not as it was built is not listed.
fn why_not(file: &[u8]) -> PassedOver {
    match read::read(file) {
        Ok(filled) if !filled.is_ours => PassedOver::Foreign,
        Ok(filled) if filled.state == State::Record => PassedOver::Record,
        Ok(filled) if filled.answers() > 0 => PassedOver::Answers,
        Ok(filled) if filled.is_protected => PassedOver::Protected,
        Ok(filled) if filled.state == State::AsBuilt => PassedOver::Foreign,
        Ok(_) => PassedOver::Saved,
        Err(ReadError::Protected | ReadError::WrongPassword) => PassedOver::Protected,
        Err(_) => PassedOver::Unreadable,
    }
}

/// How many pages a file has.
#[must_use]
pub fn pages(file: &[u8]) -> Option<usize> {
    read::read(file).ok().map(|filled| filled.pages)
}
