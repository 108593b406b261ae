//! Splits a TOML file with syntax errors by the look of its lines.
//!
//! The split is not exact: a line of a multi-line string may look like a key. It only decides how much
//! is skipped after a syntax error.

use std::ops::Range;

/// A section of a file: the top, or a header such as `[[question]]` with its keys.
pub(crate) struct Section<'t> {
    /// The first byte in the file.
    pub(crate) start: usize,
    /// The text, header included.
    pub(crate) text: &'t str,
    /// The header, if the section has one.
    pub(crate) header: Option<Header>,
}

/// The header of an array of tables.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    pub(crate) name: &'static str,
    /// True if the header is written as `[[name]]`.
    pub(crate) is_exact: bool,
}

/// Splits a file before each header of an array in `known`. The first section is the top, which may be
/// empty.
pub(crate) fn split_at_headers<'t>(text: &'t str, known: &[&'static str]) -> Vec<Section<'t>> {
    let mut out = Vec::new();
    let (mut start, mut at, mut header) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        if let Some(next_header) = array_header(line, known) {
            out.push(Section { start, text: &text[start..at], header });
            (start, header) = (at, Some(next_header));
        }
        at += line.len();
    }
    out.push(Section { start, text: &text[start..], header });
    out
}

/// Returns the header on a line, if it opens an array in `known`.
fn array_header(line: &str, known: &[&'static str]) -> Option<Header> {
    let line = line.split('#').next().unwrap_or_default().trim();
    if !line.starts_with('[') {
        return None;
    }
    let inner = line.trim_matches(['[', ']']).trim();
    let name = *known.iter().find(|name| **name == inner)?;
    let is_exact =
        line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]")).is_some_and(|l| l.trim() == name);
    Some(Header { name, is_exact })
}

/// Returns the line that holds byte `at`, without its line break.
pub(crate) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(text.len(), |n| at + n);
    start..end
}

/// Returns true if a line starts a statement: `key = …`.
pub(crate) fn is_key_line(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    !key.trim().is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.\"' \t".contains(&b))
}

/// Returns true if a line is a header: `[name]`, even with wrong brackets.
pub(crate) fn is_header_line(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.trim_matches(['[', ']']);
    line.starts_with('[')
        && !inner.is_empty()
        && inner.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-. \t".contains(&b))
}

/// Returns the statement around byte `at`, from the nearest line above that starts one to the start of the next. A
/// header includes its keys.
pub(crate) fn statement_around(text: &str, at: usize) -> Range<usize> {
    let mut line = line_at(text, at);
    while line.start > 0 && !is_key_line(&text[line.clone()]) && !is_header_line(&text[line.clone()]) {
        line = line_at(text, line.start - 1);
    }
    let start = line.start;
    let has_keys = is_header_line(&text[line.clone()]);
    let mut end = line.end;
    while end < text.len() {
        let next = line_at(text, end + 1);
        let shown = &text[next.clone()];
        if is_header_line(shown) || (!has_keys && is_key_line(shown)) {
            break;
        }
        end = next.end;
    }
    start..end
}
