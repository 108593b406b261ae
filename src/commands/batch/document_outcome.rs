//! The outcome of building one document, and the findings about it.

use std::path::Path;
use std::time::Duration;

use anyhow::Error;

use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::overwrite::{UserEntries, examine};
use crate::layout::{MissingGlyph, report_missing_glyphs};
use crate::report::DocumentState;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// The outcome of building one document.
pub(super) struct DocumentOutcome {
    pub(super) state: DocumentState,
    pub(super) pages: Option<usize>,
    pub(super) missing_glyphs: Vec<MissingGlyph>,
    pub(super) error: Option<Error>,
    /// The difference between the document and the file that was there, for reports.
    pub(super) reason: Option<String>,
    /// The obstacle to replacing the file that is there, if there is one.
    pub(super) obstacle: Option<Obstacle>,
    /// The size and checksum of the document, for reports.
    pub(super) bytes: Option<(u64, String)>,
    pub(super) took: Duration,
}

/// The reason why a run without further options keeps an outdated file, and what to do.
pub(super) struct Obstacle {
    pub(super) reason: String,
    help: &'static str,
}

impl DocumentOutcome {
    pub(super) fn new(state: DocumentState) -> Self {
        Self {
            state,
            pages: None,
            missing_glyphs: Vec::new(),
            error: None,
            reason: None,
            obstacle: None,
            bytes: None,
            took: Duration::ZERO,
        }
    }

    /// Returns the outcome of a document that is not built because of characters that no font has.
    pub(super) fn without_glyphs(missing_glyphs: Vec<MissingGlyph>) -> Self {
        Self { missing_glyphs, ..Self::new(DocumentState::MissingGlyphs) }
    }

    /// Returns the outcome of a document that is only checked, or whose kit is refused.
    pub(super) fn unbuilt(missing_glyphs: Vec<MissingGlyph>, is_refused: bool) -> Self {
        match (missing_glyphs.is_empty(), is_refused) {
            (true, false) => Self::new(DocumentState::Planned),
            (true, true) => Self {
                reason: Some("another document of the kit cannot be built".to_owned()),
                ..Self::without_glyphs(missing_glyphs)
            },
            (false, _) => Self::without_glyphs(missing_glyphs),
        }
    }

    pub(super) fn failed(error: Error) -> Self {
        Self { error: Some(error), ..Self::new(DocumentState::Failed) }
    }

    /// Returns the findings about the document in this file.
    pub(super) fn findings(&self, file: &Path, sources: &Sources) -> Vec<Diagnostic> {
        let name = escape_control(&file.display().to_string());
        match self.state {
            DocumentState::Missing => {
                vec![Diagnostic::error(&codes::document::MISSING, format!("{name} is missing"))]
            }
            DocumentState::Stale => vec![self.report_outdated(&name)],
            DocumentState::MissingGlyphs => {
                let add_name = |finding: Diagnostic| {
                    let message = format!("{name}: {}", finding.message);
                    Diagnostic { message, ..finding }
                };
                report_missing_glyphs(&self.missing_glyphs, sources).into_iter().map(add_name).collect()
            }
            DocumentState::Failed => {
                let reason = self.error.as_ref().map_or_else(String::new, |error| format!("{error:#}"));
                vec![Diagnostic::error(&codes::document::FAILED, escape_control(&reason))]
            }
            DocumentState::Planned
            | DocumentState::Written
            | DocumentState::Unchanged
            | DocumentState::NotReached => Vec::new(),
        }
    }

    fn report_outdated(&self, name: &str) -> Diagnostic {
        let message = format!("{name} is out of date");
        match &self.obstacle {
            Some(Obstacle { reason, help }) => {
                Diagnostic::error(&codes::document::STALE, format!("{message}: {reason}")).help(*help)
            }
            None => Diagnostic::error(&codes::document::STALE, message),
        }
    }
}

/// Returns the reason why a run without further options keeps this file, if there is one.
pub(super) fn find_obstacle(file: &[u8]) -> Option<Obstacle> {
    const ANSWERS_HELP: &str = "move it to where you keep filled-in kits; a run does not overwrite it";
    const FOREIGN_HELP: &str = "move it away, or add --force to overwrite it";
    let content = examine(file, None);
    let (reason, help) = match content.entries {
        Some(UserEntries::Protected) => {
            ("it is protected with a password and may be filled in".to_owned(), ANSWERS_HELP)
        }
        Some(UserEntries::Unreadable(reason)) => {
            (format!("it may be a filled-in kit, but cannot be checked, because {reason}"), ANSWERS_HELP)
        }
        Some(UserEntries::Recovered) => ("it is a damaged kit and may be filled in".to_owned(), ANSWERS_HELP),
        Some(UserEntries::Altered) => {
            ("another program changed it, and it may have answers on its pages".to_owned(), ANSWERS_HELP)
        }
        Some(UserEntries::Answers(answers)) => {
            (format!("it has {} filled in", plural(answers as u32, "field")), ANSWERS_HELP)
        }
        Some(UserEntries::Remarks(remarks)) => {
            (format!("it has {} on its pages", plural(remarks as u32, "comment")), ANSWERS_HELP)
        }
        None if content.is_ours => return None,
        None => ("this program did not write it".to_owned(), FOREIGN_HELP),
    };
    Some(Obstacle { reason, help })
}
