//! Notes about a kit that can be built but may not be what its author wants.

use crate::compose;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::{Kit, plan};
use crate::wording::plural::plural;

/// Minutes without a question that need no note.
const MAX_SPARE_MINUTES: u32 = 5;

/// Returns a note if many minutes of the interview have no question.
pub(crate) fn note_spare_minutes(kit: &Kit<'_>) -> Option<Diagnostic> {
    let spare = plan::spare_minutes(kit);
    let message = format!("{spare} of {} have no questions", plural(kit.minutes, "minute"));
    let help = format!("allow more levels or categories, or ask for {} minutes", kit.minutes - spare);
    (spare > MAX_SPARE_MINUTES).then(|| Diagnostic::note(&codes::kit::SPARE_MINUTES, message).help(help))
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
