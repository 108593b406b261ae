//! The words for it.

use std::fmt;

use super::{Named, SelectError};
use crate::bank::Seniority;
use crate::diag::suggest;
use crate::kit::shortage::suggestion::Suggestion;

impl SelectError {
    /// What would mend it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { what, suggestion, .. } => match suggestion {
                Some(_) => return None,
                None => format!("`interview-kit list {}` shows every {what} there is", what.listed()),
            },
            Self::CategoryTwice { .. } => "ask for it once, with the number of both".to_owned(),
            Self::PinnedAndExcluded { .. } => "take it out of one of the two".to_owned(),
            Self::PinNotActive { .. } => "set its status to `active`, or choose another question".to_owned(),
            Self::PinNotInOnly { .. } => "add it to the list of the only questions".to_owned(),
            Self::CountIsNotOnly { .. } => "leave the number out: the list decides it".to_owned(),
            Self::PinsOverQuota { pins, .. } => format!("raise the quota to {pins}, or pin fewer"),
            Self::CountBelowNeeds { pins, quotas, .. } => {
                format!("ask for {} questions, or lower a quota", pins.saturating_add(*quotas))
            }
            Self::QuotaShort { have, relief, .. } => {
                let lower = match have {
                    0 => "leave the category out".to_owned(),
                    have => format!("lower the quota to {have}"),
                };
                or(lower, relief.as_ref())
            }
            Self::CountShort { have, only_quotas: true, .. } => {
                format!("ask for {}, raise a quota, or leave one out", questions(*have, &[]))
            }
            Self::CountShort { have, relief, .. } => {
                or(format!("ask for {}", questions(*have, &[])), relief.as_ref())
            }
            Self::MinutesShort { needed, asked, over, .. } => match asked - over {
                0 => format!("allow {needed} minutes"),
                _ => format!("allow {needed} minutes, or ask for {} fewer", questions(*over, &[])),
            },
            Self::NothingMatches { relief: Some(relief) } => relief.to_string(),
            Self::NothingMatches { relief: None } => "ask for less at once".to_owned(),
        })
    }
}

fn or(first: String, relief: Option<&Suggestion>) -> String {
    match relief {
        Some(relief) => format!("{first}, or {relief}"),
        None => first,
    }
}

/// `2 mid-level questions`, `1 question`, `no mid or senior questions`.
fn questions(number: usize, levels: &[Seniority]) -> String {
    let number_word = if number == 0 { "no".to_owned() } else { number.to_string() };
    let noun = if number == 1 { "question" } else { "questions" };
    match levels {
        [] => format!("{number_word} {noun}"),
        [level] => format!("{number_word} {level}-level {noun}"),
        [levels @ .., last] => {
            let levels: Vec<&str> = levels.iter().map(|level| level.key()).collect();
            format!("{number_word} {} or {last} {noun}", levels.join(", "))
        }
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, name, suggestion } => {
                write!(f, "unknown {what} `{name}`{}", suggest::question(suggestion.as_deref()))
            }
            Self::CategoryTwice { category } => write!(f, "category `{category}` is asked for twice"),
            Self::PinnedAndExcluded { id } => write!(f, "question `{id}` is both asked for and excluded"),
            Self::PinNotActive { id, status, .. } => {
                write!(f, "question `{id}` is {}, and only active ones are used", status.key())
            }
            Self::PinNotInOnly { id } => {
                write!(f, "question `{id}` is asked for, and is not one of the only questions")
            }
            Self::CountIsNotOnly { count, listed } => {
                write!(f, "{} asked for by number, {listed} by id", questions(*count as usize, &[]))
            }
            Self::PinsOverQuota { category, quota, pins } => {
                write!(
                    f,
                    "`{category}` has a quota of {quota}, and {pins} of its questions are asked for by id"
                )
            }
            Self::CountBelowNeeds { count, pins: 0, quotas } => {
                write!(f, "the categories ask for {}, the kit for {count}", questions(*quotas, &[]))
            }
            Self::CountBelowNeeds { count, pins, quotas: 0 } => {
                write!(f, "{} asked for by id, the kit holds {count}", questions(*pins, &[]))
            }
            Self::CountBelowNeeds { count, pins, quotas } => {
                write!(
                    f,
                    "{pins} by id and {quotas} more by category make {}, the kit holds {count}",
                    questions(pins + quotas, &[])
                )
            }
            Self::QuotaShort { category, asked, have, levels, .. } => {
                write!(f, "`{category}` has {}, {asked} {} asked for", questions(*have, levels), were(*asked))
            }
            Self::CountShort { count, have, only_quotas: true, .. } => {
                write!(f, "the quotas add up to {}, {count} were asked for", questions(*have, &[]))
            }
            Self::CountShort { count, have, levels, .. } => {
                let are = if *have == 1 { "is" } else { "are" };
                write!(
                    f,
                    "there {are} {} that match, {count} {} asked for",
                    questions(*have, levels),
                    were(*count as usize)
                )
            }
            Self::MinutesShort { minutes, around, needed, asked, .. } => {
                write!(
                    f,
                    "{minutes} minutes are too few: {around} for opening and closing and {} for the shortest choice of {}",
                    needed.saturating_sub(*around),
                    questions(*asked, &[]),
                )
            }
            Self::NothingMatches { .. } => f.write_str("no active question matches"),
        }
    }
}

fn were(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

impl Named {
    /// What is to be listed to see them.
    fn listed(self) -> &'static str {
        match self {
            Self::Role => "roles",
            Self::Category => "categories",
            Self::Question => "questions",
            // They stand with the questions.
            Self::Tag => "questions --format json",
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Role => "role",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Question => "question",
        })
    }
}
