//! The verdict on scores in a sentence or two.

use std::path::PathBuf;

use super::difference::{ChangedQuestion, Difference};
use super::verdict::{Care, Verdict};
use crate::wording::plural::plural;

/// The banks that were searched for wordings, as they were named; empty if none was.
pub(crate) struct BankNames {
    old: String,
    new: String,
}

impl BankNames {
    /// Takes the paths as they were typed. A bank that is named for one state only counts for both.
    pub(crate) fn from_paths(old: &[PathBuf], new: &[PathBuf]) -> Self {
        let names = |paths: &[PathBuf], others: &[PathBuf]| {
            let paths = if paths.is_empty() { others } else { paths };
            let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            names.join(", ")
        };
        Self { old: names(old, new), new: names(new, old) }
    }

    /// Describes which bank lacks the wording of a changed question.
    pub(super) fn describe_missing_wording(&self, question: &ChangedQuestion<'_>) -> String {
        let Self { old, new } = self;
        match (question.old.is_none(), question.new.is_none()) {
            _ if old.is_empty() => "the lock does not say what".to_owned(),
            (true, true) if old == new => format!("{old} has neither its old nor its new wording"),
            (true, true) => format!("{old} does not have its old wording, nor {new} its new one"),
            (true, false) => format!("{old} does not have its old wording"),
            _ => format!("{new} does not have its new wording"),
        }
    }
}

/// Describes whether scores compare.
pub(super) fn describe_verdict(difference: &Difference<'_>, banks: &BankNames) -> String {
    let Difference { old, new, verdict, .. } = difference;
    let roles = if difference.is_of_two_roles() { "Two different kits, for different roles. " } else { "" };
    let sentence = match verdict {
        Verdict::Same => "Scores compare: nothing changed that a kit shows.".to_owned(),
        Verdict::Comparable => {
            "Scores compare: the same questions in the same order, rated by the same levels.".to_owned()
        }
        Verdict::WithCare(cautions) => {
            let cautions: Vec<&str> = cautions.iter().map(|care| describe_care(*care)).collect();
            format!(
                "Scores compare with care: the same is asked and rated by the same levels, but {}.",
                cautions.join(", and ")
            )
        }
        Verdict::Partly { on, unclear } => {
            let (old, new) = (old.questions.len(), new.questions.len());
            let new = if new == old { String::new() } else { format!(" (the new kit has {new})") };
            let old = plural(old as u32, "question");
            let unclear = match *unclear {
                0 => String::new(),
                count => format!(" {}", describe_unclear(count, banks)),
            };
            format!("Scores compare on {on} of {old}{new}: compare candidates on these only.{unclear}")
        }
        Verdict::Unclear(count) => {
            format!("Whether scores compare is not known. {}", describe_unclear(*count, banks))
        }
        Verdict::Not => "Scores do not compare: no question is asked and rated the same.".to_owned(),
        Verdict::OtherScale => "Scores do not compare: they are given on another rating scale.".to_owned(),
    };
    let is_scale_unknown = old.has_other_scale(new).is_none() && !matches!(verdict, Verdict::Not);
    let scale = if is_scale_unknown {
        " (As far as can be seen: not both say what the rating scale is.)"
    } else {
        ""
    };
    format!("{roles}{sentence}{scale}")
}

fn describe_care(care: Care) -> &'static str {
    match care {
        Care::Notes => "notes for interviewers changed",
        Care::Order => "the order of the questions changed",
        Care::Length => "the interview has another length",
        Care::Job => "the kit is for another role or level",
    }
}

fn describe_unclear(count: usize, banks: &BankNames) -> String {
    let were = if count == 1 { "question was" } else { "questions were" };
    if !banks.old.is_empty() {
        return format!("{count} {were} changed, and the banks do not have the wordings of the locks.");
    }
    format!(
        "{count} {were} changed, and a lock does not say how: name the banks of then and now with --bank and --new-bank."
    )
}
