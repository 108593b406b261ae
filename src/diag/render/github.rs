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

/// Escapes the message of a command; its line breaks stay.
fn data(text: &str) -> String {
    let is_break = |c: char| matches!(c, '\r' | '\n');
    let parts = text.split_inclusive(is_break).map(|part| {
        let line = part.trim_end_matches(is_break);
        escape_control(line) + &part[line.len()..]
    });
    parts.collect::<String>().replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
