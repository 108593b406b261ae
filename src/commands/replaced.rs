//! The note about a file that a kit replaces.

use std::path::Path;

use anyhow::Result;

use super::standard_streams::is_standard_stream;
use crate::batch::document;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::read::read_if_exists;
use crate::kit::{Kit, KitLock};
use crate::pdf;
use crate::wording::escape::escape_control;

/// Returns a note if a kit, as `bytes`, is about to replace a file that has other content. `password` opens a
/// protected file.
pub(super) fn note_replaced_kit(
    target: &Path,
    bytes: &[u8],
    kit: &Kit<'_>,
    password: Option<&str>,
) -> Result<Option<Diagnostic>> {
    note_replaced(target, bytes, |old| describe_content(old, kit, password))
}

/// Returns a note if `bytes` are about to replace a file that has other content.
pub(super) fn note_replaced_file(target: &Path, bytes: &[u8]) -> Result<Option<Diagnostic>> {
    note_replaced(target, bytes, |_| "had other content")
}

fn note_replaced(
    target: &Path,
    bytes: &[u8],
    describe: impl Fn(&[u8]) -> &'static str,
) -> Result<Option<Diagnostic>> {
    if is_standard_stream(target) {
        return Ok(None);
    }
    let old = read_if_exists(target)?.filter(|old| !old.is_empty() && old != bytes);
    Ok(old.map(|old| {
        let message = format!("replaced {}, which {}", target.display(), describe(&old));
        Diagnostic::note(&codes::run::REPLACED, escape_control(&message))
    }))
}

/// Describes a file by what a kit that replaces it has in common with it.
fn describe_content(old: &[u8], kit: &Kit<'_>, password: Option<&str>) -> &'static str {
    let Ok(filled) = pdf::read::read_with(old, password) else { return "could not be read" };
    match document::attached_lock(&filled) {
        _ if filled.answers() > 0 => "was filled in",
        Some(Ok(lock)) if lock.kit == kit.fingerprint => "had the same questions",
        Some(Ok(lock)) if has_questions(&lock, kit) => "had another wording of the same questions",
        Some(Ok(_)) => "had other questions",
        _ => "was no kit of this program",
    }
}

/// Returns true if a lock has the questions of a kit, in whichever wording.
fn has_questions(lock: &KitLock, kit: &Kit<'_>) -> bool {
    let ids = kit.picks.iter().map(|pick| pick.question.id.as_str());
    ids.eq(lock.questions.iter().map(|question| question.id.as_str()))
}
