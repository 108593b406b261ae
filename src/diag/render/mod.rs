//! Renderers of findings: one set of findings, four wordings.
//!
//! All are pure: they return what is to be printed. Whatever stands in a user's file, the output
//! stays within a few lines per finding.

mod annotated;
mod excerpt;
mod github;
mod json;

use std::fmt::Write as _;

use super::{Diagnostic, Severity, Sources};

pub use annotated::annotated;
pub use github::github;
pub use json::json;

/// Writes one line for each finding: `file:line:column: error[code]: message`.
#[must_use]
pub fn short(diags: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diag in diags {
        if let Some(origin) = diag.origin() {
            let (line, column) = sources.line_column(origin);
            let _ = write!(out, "{}:{line}:{column}: ", one_line(&sources.file(origin.file).name));
        }
        let _ = writeln!(out, "{}[{}]: {}", word(diag.severity), diag.code, one_line(&diag.message));
    }
    out
}

/// Returns the word for a severity.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Returns `text` without line breaks, other control characters and changes of direction, so that a finding stays on
/// its line and cannot steer a terminal.
fn one_line(text: &str) -> String {
    let steers = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || steers(c) { ' ' } else { c }).collect()
}
