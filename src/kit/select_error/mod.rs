//! The errors of a request that cannot be met.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod` | the errors, and their diagnostics |
//! | `messages` | the message and the help of each error |
//! | `change` | the errors of changes to a drawn kit |
//! | `suggestion` | the change to a blueprint that an error proposes |

mod change;
mod messages;
mod suggestion;

use crate::bank::{Seniority, Status};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin};
pub use change::ChangeError;
pub use suggestion::{BlueprintChange, Suggestion};

/// The kind of thing that a name in a blueprint stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A role.
    Role,
    /// A category.
    Category,
    /// A tag.
    Tag,
    /// A question.
    Question,
}

/// A reason why a request cannot be met. Converts into a [`Diagnostic`] for printing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectError {
    /// The bank has nothing of this name.
    UnknownName {
        /// The kind of thing the name should stand for.
        kind: NameKind,
        /// The name.
        name: String,
        /// The most similar name in the bank, if one is similar.
        similar: Option<String>,
    },
    /// A category is asked for twice.
    DuplicateCategory {
        /// The id of the category.
        category: String,
    },
    /// A question is pinned and excluded.
    IncludedAndExcluded {
        /// The id of the question.
        id: String,
    },
    /// A pinned question is a draft or retired.
    InactiveQuestion {
        /// The id of the question.
        id: String,
        /// The status of the question.
        status: Status,
        /// The place of the status in its file.
        origin: Origin,
    },
    /// A pinned question is missing from `only`.
    IncludeNotInOnly {
        /// The id of the question.
        id: String,
    },
    /// The number of questions differs from the length of `only`.
    CountDiffersFromOnly {
        /// The number of questions asked for.
        count: u32,
        /// The number of questions in `only`.
        listed: u32,
    },
    /// More questions of a category are pinned than its quota allows.
    IncludesOverQuota {
        /// The id of the category.
        category: String,
        /// The quota of the category.
        quota: usize,
        /// The number of its pinned questions.
        pins: usize,
    },
    /// Pins and quotas add up to more than the number of questions.
    CountBelowRequested {
        /// The number of questions asked for.
        count: u32,
        /// The number of pinned questions.
        pins: usize,
        /// The number of questions the categories need besides the pinned ones.
        quotas: usize,
    },
    /// A category has fewer questions than its quota.
    TooFewInCategory {
        /// The id of the category.
        category: String,
        /// The number of questions asked for.
        asked: usize,
        /// The number of questions that match.
        have: usize,
        /// The number of its questions in the normal interview, if `with` tops the category up.
        in_normal: Option<usize>,
        /// The levels asked for.
        levels: Vec<Seniority>,
        /// A change that brings enough questions.
        suggestion: Option<Suggestion>,
    },
    /// Fewer questions match than were asked for.
    TooFewQuestions {
        /// The number of questions asked for.
        count: u32,
        /// The number of questions that match.
        have: usize,
        /// The levels asked for.
        levels: Vec<Seniority>,
        /// True if every category has a quota, and the quotas add up to too few.
        only_quotas: bool,
        /// A change that brings enough questions.
        suggestion: Option<Suggestion>,
    },
    /// Even the shortest choice of questions takes too long.
    TooFewMinutes {
        /// The minutes of the interview.
        minutes: u32,
        /// The minutes of its opening and closing.
        opening_and_closing: u64,
        /// The minutes the shortest choice needs, opening and closing included.
        needed: u64,
        /// The number of questions that must be asked.
        asked: usize,
        /// The number of questions to leave out so that the others fit.
        over: usize,
    },
    /// No question passes the filters.
    NoMatch {
        /// A change that lets a question through.
        suggestion: Option<Suggestion>,
    },
    /// A change to the drawn kit cannot be made.
    Change(ChangeError),
}

impl SelectError {
    /// Returns the registered code of this kind of error.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::UnknownName { kind: NameKind::Role, .. } => &codes::select::UNKNOWN_ROLE,
            Self::UnknownName { kind: NameKind::Category, .. } => &codes::select::UNKNOWN_CATEGORY,
            Self::UnknownName { kind: NameKind::Tag, .. } => &codes::select::UNKNOWN_TAG,
            Self::UnknownName { kind: NameKind::Question, .. } => &codes::select::UNKNOWN_QUESTION,
            Self::DuplicateCategory { .. } => &codes::select::DUPLICATE_CATEGORY,
            Self::IncludedAndExcluded { .. } => &codes::select::INCLUDED_AND_EXCLUDED,
            Self::InactiveQuestion { .. } => &codes::select::INACTIVE_QUESTION,
            Self::IncludeNotInOnly { .. } => &codes::select::INCLUDE_NOT_IN_ONLY,
            Self::CountDiffersFromOnly { .. } => &codes::select::COUNT_DIFFERS_FROM_ONLY,
            Self::IncludesOverQuota { .. } => &codes::select::INCLUDES_OVER_QUOTA,
            Self::CountBelowRequested { .. } => &codes::select::COUNT_BELOW_REQUESTED,
            Self::TooFewInCategory { .. } => &codes::select::TOO_FEW_IN_CATEGORY,
            Self::TooFewQuestions { .. } => &codes::select::TOO_FEW_QUESTIONS,
            Self::TooFewMinutes { .. } => &codes::select::TOO_FEW_MINUTES,
            Self::NoMatch { .. } => &codes::select::NO_MATCH,
            Self::Change(error) => error.code(),
        }
    }
}

impl std::error::Error for SelectError {}

impl From<&SelectError> for Diagnostic {
    fn from(error: &SelectError) -> Self {
        let mut diagnostic = Self::error(error.code(), error.to_string());
        if let SelectError::InactiveQuestion { origin, status, .. } = error {
            diagnostic = diagnostic.at(*origin, status.key());
        }
        diagnostic.help = error.help();
        diagnostic
    }
}
