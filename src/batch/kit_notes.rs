//! Notes about a kit that can be built but may not be what its author wants.

use crate::compose;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::{Kit, Pick, PickReason, plan};
use crate::wording::plural::plural;

/// Questions that a note lists; the others are counted.
const MAX_LISTED_QUESTIONS: usize = 5;
/// Minutes without a question that need no note.
const MAX_SPARE_MINUTES: u32 = 5;

/// Returns a note if many minutes of the interview have no question.
pub(crate) fn note_spare_minutes(kit: &Kit<'_>) -> Option<Diagnostic> {
    let spare = plan::spare_minutes(kit);
    let message = format!("{spare} of {} have no questions", plural(kit.minutes, "minute"));
    let help =
        format!("ask for more questions, levels or categories, or for {} minutes", kit.minutes - spare);
    (spare > MAX_SPARE_MINUTES).then(|| Diagnostic::note(&codes::kit::SPARE_MINUTES, message).help(help))
}

/// Returns a note if questions that were named by their ids are not for the levels of the kit.
pub(crate) fn note_other_levels(kit: &Kit<'_>) -> Option<Diagnostic> {
    let suits = |pick: &Pick<'_>| pick.question.seniority.iter().any(|level| kit.seniority.contains(level));
    let named = kit.picks.iter().filter(|pick| pick.reason == PickReason::Pinned);
    let others: Vec<&Pick<'_>> = named.filter(|pick| !kit.seniority.is_empty() && !suits(pick)).collect();
    let describe = |pick: &&Pick<'_>| {
        format!("`{}` ({})", pick.question.id, plan::format_levels(&pick.question.seniority))
    };
    let mut list: Vec<String> = others.iter().take(MAX_LISTED_QUESTIONS).map(describe).collect();
    if others.len() > MAX_LISTED_QUESTIONS {
        list.push(format!("{} more", others.len() - MAX_LISTED_QUESTIONS));
    }
    let asked = plan::format_levels(&kit.seniority);
    let these = if others.len() == 1 { "this question is" } else { "these questions are" };
    let message = format!("the kit is for {asked}, but {these} for other levels: {}", list.join(", "));
    (!others.is_empty()).then(|| {
        Diagnostic::note(&codes::kit::OTHER_LEVEL, message)
            .help("its described levels say what is expected at the level that a question is for")
    })
}

/// Returns a note if a kit is too long to have fields. `omits_fields` is true if its author asked for none, with the
/// option or key `setting`.
pub(crate) fn note_missing_fields(kit: &Kit<'_>, omits_fields: bool, setting: &str) -> Option<Diagnostic> {
    let most = compose::MAX_FILLABLE_QUESTIONS;
    let message = format!("a kit of more than {most} questions has no form fields");
    let help = format!("`{setting}` says that this is meant");
    (!omits_fields && kit.picks.len() > most)
        .then(|| Diagnostic::note(&codes::kit::NOT_FILLABLE, message).help(help))
}
