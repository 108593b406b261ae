//! What is noted of a kit that can be made: it may be meant, or a mistake.

use crate::compose;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::{Kit, plan};
use crate::wording::plural::plural;

/// Minutes without a question that are no surprise.
const SPARE: u32 = 5;

/// Many minutes without a question are said: they may be wanted, or the choice too narrow.
pub(super) fn spare(kit: &Kit<'_>) -> Option<Diagnostic> {
    let spare = plan::spare_minutes(kit);
    let message = format!("{spare} of {} have no question", plural(kit.minutes, "minute"));
    let help =
        format!("allow more levels, categories or questions, or ask for {} minutes", kit.minutes - spare);
    (spare > SPARE).then(|| Diagnostic::note(&codes::kit::SPARE_MINUTES, message).help(help))
}

/// Fields that are left out without being told to are said; `flag` tells it.
pub(super) fn not_fillable(kit: &Kit<'_>, is_told: bool, flag: &str) -> Option<Diagnostic> {
    let most = compose::MOST_FILLABLE;
    let message = format!("a kit of more than {most} questions has no fields to fill in");
    let help = format!("`{flag}` says that this is meant");
    (!is_told && kit.picks.len() > most)
        .then(|| Diagnostic::note(&codes::kit::NOT_FILLABLE, message).help(help))
}
