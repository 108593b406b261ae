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
use crate::wording::escape::escape_control;

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

/// Returns `text` without line breaks and tabs, and with other control characters and changes of direction escaped, so
/// that a finding stays on its line and cannot steer a terminal.
fn one_line(text: &str) -> String {
    escape_control(&text.replace(['\n', '\r', '\t'], " "))
}
