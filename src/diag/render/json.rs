//! Findings as JSON.

use serde_json::{Value, json};

use super::{Diagnostic, Sources, word};
use crate::diag::Label;
use crate::wording::escape::escape_json;

/// Writes one array of objects with `code`, `severity`, `message`, `file`, `line`, `column`, `end_line`,
/// `end_column`, `labels` and `help`. A finding without a place has null for the five of its place.
#[must_use]
pub fn json(diags: &[Diagnostic], sources: &Sources) -> String {
    let all: Value = diags.iter().map(|diag| finding(diag, sources)).collect();
    // `{:#}` of a JSON value is its indented form and, unlike a serializer, cannot fail.
    escape_json(&format!("{all:#}\n"))
}

fn finding(diag: &Diagnostic, sources: &Sources) -> Value {
    let span = diag.origin().map(|origin| sources.span(origin));
    json!({
        "code": diag.code.id(),
        "severity": word(diag.severity),
        "message": diag.message,
        "file": diag.origin().map(|origin| &sources.file(origin.file).name),
        "line": span.map(|s| s.line),
        "column": span.map(|s| s.column),
        "end_line": span.map(|s| s.end_line),
        "end_column": span.map(|s| s.end_column),
        "labels": diag.labels.iter().map(|l| label(l, sources)).collect::<Vec<_>>(),
        "help": diag.help,
    })
}

fn label(label: &Label, sources: &Sources) -> Value {
    let span = sources.span(label.origin);
    json!({
        "file": sources.file(label.origin.file).name,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "text": label.text,
    })
}
