//! Changes from one lock of a batch to the next.

use std::path::Path;

use super::comparison::compare;
use super::snapshot::{KitSnapshot, Wordings};
use crate::batch::{BatchLock, LockedKit, changed_requests};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::wording::escape::escape_control;

/// Kits of an out-of-date lock that its finding explains; the rest are counted.
const MAX_EXPLAINED_KITS: usize = 20;

/// Reports a lock that the manifest and the bank have outgrown. `command` updates it.
pub(crate) fn report_stale(
    path: &Path,
    old: Option<&BatchLock>,
    new: &BatchLock,
    command: &str,
) -> Diagnostic {
    let name = path.display();
    let message = match old {
        None => format!("{name} is missing, so no questions are frozen"),
        Some(old) => {
            let kits = old.changed_names(new);
            let explain = |kit: &&str| match (old.kit(kit), new.kit(kit)) {
                (Some(old), Some(new)) => format!("{kit} ({})", explain(old, new)),
                (Some(_), None) => format!("{kit} (no longer in the manifest)"),
                (None, _) => format!("{kit} (not in the lock)"),
            };
            let mut reasons: Vec<String> = kits.iter().take(MAX_EXPLAINED_KITS).map(explain).collect();
            if kits.len() > MAX_EXPLAINED_KITS {
                reasons.push(format!("{} more", kits.len() - MAX_EXPLAINED_KITS));
            }
            format!("{name} is out of date for {}", reasons.join(", "))
        }
    };
    let help = format!("run `{command}` where you edit the manifest and the bank, and commit the lock");
    Diagnostic::error(&codes::lock::STALE, escape_control(&message)).help(escape_control(&help))
}

/// Reports each kit that the new lock adds or changes.
pub(crate) fn report_updates(old: &BatchLock, new: &BatchLock) -> Vec<Diagnostic> {
    let note = |name: &str| match (old.kit(name), new.kit(name)?) {
        (None, _) => Some(Diagnostic::note(
            &codes::lock::ADDED_KIT,
            format!("kit `{name}` is new: its questions are frozen"),
        )),
        (Some(old), new) => {
            let changes = summarize(old, new)?;
            Some(Diagnostic::note(
                &codes::lock::UPDATED_KIT,
                format!("the lock changed for kit `{name}`: {changes}"),
            ))
        }
    };
    old.changed_names(new).into_iter().filter_map(note).collect()
}

/// Returns in short why the lock of a kit would have to change.
fn explain(old: &LockedKit, new: &LockedKit) -> String {
    let asked = changed_requests(&old.asked, &new.asked);
    if !asked.is_empty() {
        return format!("other request: {}", asked.join(", "));
    }
    let had = |id: &str| old.questions.iter().any(|question| question.id == id);
    if old.questions.len() != new.questions.len() || !new.questions.iter().all(|q| had(&q.id)) {
        return "other questions".to_owned();
    }
    summarize(old, new).unwrap_or_else(|| "written by an earlier version".to_owned())
}

/// Counts the changed and moved questions that a kit keeps. The draw has already reported added and removed
/// ones.
fn summarize(old: &LockedKit, new: &LockedKit) -> Option<String> {
    let (old, new) = (KitSnapshot::from(old), KitSnapshot::from(new));
    let difference = compare(&old, &new, &Wordings::default());
    let is_drawn = !difference.added.is_empty() || !difference.removed.is_empty();
    let moved = if is_drawn { 0 } else { difference.moved.len() };
    let counts = [(difference.changed.len(), "changed"), (moved, "moved")];
    let mut changes: Vec<String> = Vec::new();
    for (count, change) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let noun = match (changes.is_empty(), count) {
            (false, _) => "",
            (true, 1) => " question",
            (true, _) => " questions",
        };
        changes.push(format!("{count}{noun} {change}"));
    }
    if old.has_other_scale(&new) == Some(true) {
        changes.push("another rating scale".to_owned());
    }
    (!changes.is_empty()).then(|| changes.join(", "))
}
