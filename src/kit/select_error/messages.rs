//! The message and the help of a [`SelectError`].

use std::fmt;

use super::{NameKind, SelectError, Suggestion};
use crate::bank::Seniority;
use crate::diag::suggest;

impl SelectError {
    /// Returns the advice for the user.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::UnknownName { similar: Some(_), .. } => return None,
            Self::UnknownName { kind, similar: None, .. } => {
                format!("run `interview-kit list {}` to see every {kind}", kind.list_subject())
            }
            Self::DuplicateCategory { .. } => "name it once, with the sum of both numbers".to_owned(),
            Self::IncludedAndExcluded { .. } => "remove it from `include` or from `exclude`".to_owned(),
            Self::InactiveQuestion { .. } => {
                "set its status to `active`, or choose another question".to_owned()
            }
            Self::IncludeNotInOnly { .. } => "add it to `only`, or remove it from `include`".to_owned(),
            Self::CountDiffersFromOnly { .. } => {
                "leave `count` out: `only` decides the number of questions".to_owned()
            }
            Self::IncludesOverQuota { pins, .. } => {
                format!("raise the number for the category to {pins}, or include fewer of its questions")
            }
            Self::CountBelowRequested { pins, quotas, .. } => {
                format!("ask for {} questions, or for fewer of a category", pins.saturating_add(*quotas))
            }
            Self::TooFewInCategory { category, have, in_normal: Some(in_normal), suggestion, .. } => {
                let lower = match have.saturating_sub(*in_normal) {
                    0 => format!("leave `{category}` out of `--with`"),
                    most => format!("ask for {most} more: `--with {category}={most}`"),
                };
                with_alternative(lower, suggestion.as_ref())
            }
            Self::TooFewInCategory { have, suggestion, .. } => {
                let lower = match have {
                    0 => "leave the category out".to_owned(),
                    have => format!("ask for {have} of them"),
                };
                with_alternative(lower, suggestion.as_ref())
            }
            Self::TooFewQuestions { have, only_quotas: true, .. } => {
                format!("ask for {}, or for more of a category", question_count(*have, &[]))
            }
            Self::TooFewQuestions { have, suggestion, .. } => {
                with_alternative(format!("ask for {}", question_count(*have, &[])), suggestion.as_ref())
            }
            Self::TooFewMinutes { needed, asked, over, .. } => match asked - over {
                0 => format!("allow {needed} minutes"),
                _ => format!("allow {needed} minutes, or ask for {} fewer", question_count(*over, &[])),
            },
            Self::Change(error) => return error.help(),
            Self::NoMatch { suggestion: Some(suggestion) } => suggestion.to_string(),
            Self::NoMatch { suggestion: None } => {
                "remove a filter: a category, a level, a type, a tag or an exclusion".to_owned()
            }
        })
    }
}

fn with_alternative(first: String, suggestion: Option<&Suggestion>) -> String {
    match suggestion {
        Some(suggestion) => format!("{first}, or {suggestion}"),
        None => first,
    }
}

/// Counts questions in words: `2 mid-level questions`, `1 question`, `no mid or senior questions`.
fn question_count(number: usize, levels: &[Seniority]) -> String {
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
            Self::UnknownName { kind, name, similar } => {
                write!(f, "unknown {kind} `{name}`{}", suggest::did_you_mean(similar.as_deref()))
            }
            Self::DuplicateCategory { category } => write!(f, "category `{category}` is requested twice"),
            Self::IncludedAndExcluded { id } => write!(f, "question `{id}` is both included and excluded"),
            Self::InactiveQuestion { id, status, .. } => {
                write!(f, "question `{id}` is {}, but only active questions can be used", status.key())
            }
            Self::IncludeNotInOnly { id } => {
                write!(f, "question `{id}` is in `include`, but not in `only`")
            }
            Self::CountDiffersFromOnly { count, listed } => {
                write!(
                    f,
                    "`count` asks for {}, but `only` lists {listed}",
                    question_count(*count as usize, &[])
                )
            }
            Self::IncludesOverQuota { category, quota, pins } => {
                write!(f, "{quota} of `{category}` requested, but {pins} of its questions are included by id")
            }
            Self::CountBelowRequested { count, pins: 0, quotas } => {
                write!(f, "the categories ask for {}, but the kit for {count}", question_count(*quotas, &[]))
            }
            Self::CountBelowRequested { count, pins, quotas: 0 } => {
                write!(f, "{} included by id, but the kit has {count}", question_count(*pins, &[]))
            }
            Self::CountBelowRequested { count, pins, quotas } => {
                write!(
                    f,
                    "{pins} by id and {quotas} more by category make {}, but the kit has {count}",
                    question_count(pins + quotas, &[])
                )
            }
            Self::TooFewInCategory {
                category,
                asked,
                have,
                levels,
                in_normal: Some(in_normal @ 1..),
                ..
            } => {
                write!(
                    f,
                    "`{category}` has {}, but {in_normal} in the normal interview and {} more make {asked}",
                    question_count(*have, levels),
                    asked.saturating_sub(*in_normal)
                )
            }
            Self::TooFewInCategory { category, asked, have, levels, .. } => {
                write!(
                    f,
                    "`{category}` has {}, but {asked} {} requested",
                    question_count(*have, levels),
                    was_or_were(*asked)
                )
            }
            Self::TooFewQuestions { count, have, only_quotas: true, .. } => {
                write!(
                    f,
                    "the categories together allow {}, but {count} were requested",
                    question_count(*have, &[])
                )
            }
            Self::TooFewQuestions { count, have, levels, .. } => {
                let match_word = if *have == 1 { "matches" } else { "match" };
                write!(
                    f,
                    "{} {match_word}, but {count} {} requested",
                    question_count(*have, levels),
                    was_or_were(*count as usize)
                )
            }
            Self::TooFewMinutes { minutes, opening_and_closing, needed, asked, .. } => {
                write!(
                    f,
                    "{minutes} minutes are too few: opening and closing take {opening_and_closing}, and the shortest choice of {} takes {}",
                    question_count(*asked, &[]),
                    needed.saturating_sub(*opening_and_closing),
                )
            }
            Self::NoMatch { .. } => f.write_str("no active question matches"),
            Self::Change(error) => error.fmt(f),
        }
    }
}

fn was_or_were(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

impl NameKind {
    /// Returns the argument of `interview-kit list` that lists things of this kind.
    fn list_subject(self) -> &'static str {
        match self {
            Self::Role => "roles",
            Self::Category => "categories",
            Self::Question => "questions",
            Self::Tag => "tags",
        }
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Role => "role",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Question => "question",
        })
    }
}
