//! The errors of changes to a drawn kit.

use std::fmt;

use crate::diag::codes::{self, Code};
use crate::diag::suggest;

/// A reason why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeError {
    /// The kit has no question of this id.
    NotInKit {
        /// The id.
        name: String,
        /// The most similar id in the kit, if one is similar.
        similar: Option<String>,
    },
    /// The kit has no question of this number.
    NumberOutOfRange {
        /// The number.
        number: u32,
        /// The number of questions in the kit.
        count: usize,
    },
    /// The user asked for the question by id.
    SwapPinned {
        /// The id of the question.
        id: String,
    },
    /// No other question can take its place.
    NoReplacement {
        /// The id of the question.
        id: String,
        /// The id of its category.
        category: String,
    },
    /// The user lists all questions in their order.
    ChangeOfOnly,
}

impl ChangeError {
    pub(super) fn code(&self) -> &'static Code {
        match self {
            Self::NotInKit { .. } => &codes::select::NOT_IN_KIT,
            Self::NumberOutOfRange { .. } => &codes::select::NUMBER_OUT_OF_RANGE,
            Self::SwapPinned { .. } => &codes::select::SWAP_INCLUDED,
            Self::NoReplacement { .. } => &codes::select::NO_REPLACEMENT,
            Self::ChangeOfOnly => &codes::select::CHANGE_OF_ONLY,
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        Some(match self {
            Self::NotInKit { similar: Some(_), .. } => return None,
            Self::NotInKit { similar: None, .. } => {
                "add --dry-run and leave the change out: the plan prints the questions of the kit".to_owned()
            }
            Self::NumberOutOfRange { count, .. } => format!("use a number from 1 to {count}"),
            Self::SwapPinned { .. } => "include another question in its place".to_owned(),
            Self::NoReplacement { category, .. } => format!(
                "run `interview-kit list questions --category {category}`, and include the one you want"
            ),
            Self::ChangeOfOnly => "change the list itself".to_owned(),
        })
    }
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInKit { name, similar } => {
                write!(f, "question `{name}` is not in the kit{}", suggest::did_you_mean(similar.as_deref()))
            }
            Self::NumberOutOfRange { number, count } => {
                write!(f, "there is no question {number}: the kit has {count}")
            }
            Self::SwapPinned { id } => {
                write!(f, "question `{id}` cannot be swapped, because it was asked for by id")
            }
            Self::NoReplacement { id, category } => write!(
                f,
                "no other question of `{category}` can take the place of `{id}`: none fits the levels, the filters, \
                 the minutes and the other questions of the kit"
            ),
            Self::ChangeOfOnly => {
                f.write_str("`only` lists the questions in their order, so none can be swapped or moved")
            }
        }
    }
}
