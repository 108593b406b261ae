//! Findings as annotations of a GitHub workflow.

use std::fmt::Write as _;

use super::{Diagnostic, Severity, Sources, word};
use crate::wording::escape::escape_control;

/// Writes one workflow command for each finding: `::error file=…,line=…,col=…,title=…::message`.
#[must_use]
pub fn github(diags: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diag in diags {
        let command = match diag.severity {
            Severity::Note => "notice",
            other => word(other),
        };
        let _ = write!(out, "::{command} ");
        if let Some(origin) = diag.origin() {
            let span = sources.span(origin);
            let file = property(&sources.file(origin.file).name);
            let _ = write!(out, "file={file},line={},endLine={},", span.line, span.end_line);
            // A range of columns is understood on a single line only.
            let _ = write!(out, "col={},", span.column);
            if span.line == span.end_line && span.end_column > span.column {
                let _ = write!(out, "endColumn={},", span.end_column);
            }
        }
        let _ = write!(out, "title={}::{}", property(diag.code.id()), data(&diag.message));
        if let Some(help) = &diag.help {
            let _ = write!(out, "%0A{}", data(help));
        }
        out.push('\n');
    }
    out
}

/// Escapes the message of a command; its lines stay.
fn data(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| escape_control(line.trim_end_matches('\r'))).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
