//! Why a request cannot be met.

mod render;
pub(crate) mod suggestion;

use super::shortage::suggestion::Suggestion;
use crate::bank::{Seniority, Status};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin};

/// What a name in a blueprint names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A role.
    Role,
    /// A category.
    Category,
    /// A tag.
    Tag,
    /// A question.
    Question,
}

/// Why a request cannot be met. Turned into a [`Diagnostic`] for printing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectError {
    /// The bank has nothing of this name.
    Unknown {
        /// What it should name.
        what: Named,
        /// The name.
        name: String,
        /// The name that was meant, perhaps.
        suggestion: Option<String>,
    },
    /// A category is asked for twice.
    CategoryTwice {
        /// Its id.
        category: String,
    },
    /// A question is pinned and excluded.
    PinnedAndExcluded {
        /// Its id.
        id: String,
    },
    /// A pinned question is a draft or retired.
    PinNotActive {
        /// Its id.
        id: String,
        /// What it is.
        status: Status,
        /// Where it stands.
        origin: Origin,
    },
    /// A pinned question is missing from the list of the only questions.
    PinNotInOnly {
        /// Its id.
        id: String,
    },
    /// The number of questions differs from the list of the only questions.
    CountIsNotOnly {
        /// The number asked for.
        count: u32,
        /// The questions listed.
        listed: u32,
    },
    /// More questions of a category are pinned than its quota allows.
    PinsOverQuota {
        /// Id of the category.
        category: String,
        /// Its quota.
        quota: usize,
        /// Its pins.
        pins: usize,
    },
    /// Pins and quotas are more than the number of questions.
    CountBelowNeeds {
        /// The number asked for.
        count: u32,
        /// The pins.
        pins: usize,
        /// What the categories ask for beside them.
        quotas: usize,
    },
    /// A category has fewer questions than asked of it.
    QuotaShort {
        /// Its id.
        category: String,
        /// How many were asked for.
        asked: usize,
        /// How many it has.
        have: usize,
        /// The levels asked for.
        levels: Vec<Seniority>,
        /// A change that would do.
        relief: Option<Suggestion>,
    },
    /// There are fewer questions than asked for.
    CountShort {
        /// The number asked for.
        count: u32,
        /// How many there are.
        have: usize,
        /// The levels asked for.
        levels: Vec<Seniority>,
        /// Whether it is the quotas of all categories that allow no more.
        only_quotas: bool,
        /// A change that would do.
        relief: Option<Suggestion>,
    },
    /// Even the shortest choice is too long.
    MinutesShort {
        /// The minutes of the interview.
        minutes: u32,
        /// Those of its opening and closing.
        around: u64,
        /// The minutes the shortest choice needs, opening and closing included.
        needed: u64,
        /// The questions that must be asked.
        asked: usize,
        /// How many of them must go for the others to fit.
        over: usize,
    },
    /// No question passes the filters.
    NothingMatches {
        /// A change that would do.
        relief: Option<Suggestion>,
    },
}

impl SelectError {
    /// The registered code of this kind of error.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Unknown { what: Named::Role, .. } => &codes::select::UNKNOWN_ROLE,
            Self::Unknown { what: Named::Category, .. } => &codes::select::UNKNOWN_CATEGORY,
            Self::Unknown { what: Named::Tag, .. } => &codes::select::UNKNOWN_TAG,
            Self::Unknown { what: Named::Question, .. } => &codes::select::UNKNOWN_QUESTION,
            Self::CategoryTwice { .. } => &codes::select::DUPLICATE_CATEGORY,
            Self::PinnedAndExcluded { .. } => &codes::select::INCLUDED_AND_EXCLUDED,
            Self::PinNotActive { .. } => &codes::select::INACTIVE_QUESTION,
            Self::PinNotInOnly { .. } => &codes::select::INCLUDE_NOT_IN_ONLY,
            Self::CountIsNotOnly { .. } => &codes::select::COUNT_DIFFERS_FROM_ONLY,
            Self::PinsOverQuota { .. } => &codes::select::INCLUDES_OVER_QUOTA,
            Self::CountBelowNeeds { .. } => &codes::select::COUNT_BELOW_REQUESTED,
            Self::QuotaShort { .. } => &codes::select::TOO_FEW_IN_CATEGORY,
            Self::CountShort { .. } => &codes::select::TOO_FEW_QUESTIONS,
            Self::MinutesShort { .. } => &codes::select::TOO_FEW_MINUTES,
            Self::NothingMatches { .. } => &codes::select::NO_MATCH,
        }
    }
}

impl std::error::Error for SelectError {}

impl From<&SelectError> for Diagnostic {
    fn from(error: &SelectError) -> Self {
        let mut diagnostic = Self::error(error.code(), error.to_string());
        if let SelectError::PinNotActive { origin, status, .. } = error {
            diagnostic = diagnostic.at(*origin, status.key());
        }
        diagnostic.help = error.help();
        diagnostic
    }
}
