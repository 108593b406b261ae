//! The parts of a TOML file as its lines show them, for files that do not parse as a whole.
//!
//! Nothing here is exact: a line of a multi-line string may look like a key. It decides only how
//! much is skipped after a syntax error.

use std::ops::Range;

/// A stretch of a file that begins with a header such as `[[question]]`, or the top of the file.
pub(crate) struct Part<'t> {
    /// Its first byte in the file.
    pub(crate) start: usize,
    /// Its text, header included.
    pub(crate) text: &'t str,
    /// The name in its header and whether the header is written rightly.
    pub(crate) header: Option<(&'static str, bool)>,
}

/// Cuts a file before each header of an array of `known`. The first part is the top, which may be empty.
pub(crate) fn parts<'t>(text: &'t str, known: &[&'static str]) -> Vec<Part<'t>> {
    let mut out = Vec::new();
    let (mut start, mut at, mut header) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        if let Some(found) = array_header(line, known) {
            out.push(Part { start, text: &text[start..at], header });
            (start, header) = (at, Some(found));
        }
        at += line.len();
    }
    out.push(Part { start, text: &text[start..], header });
    out
}

/// The array a line opens, and whether it is written as `[[name]]`.
fn array_header(line: &str, known: &[&'static str]) -> Option<(&'static str, bool)> {
    let line = line.split('#').next().unwrap_or_default().trim();
    if !line.starts_with('[') {
        return None;
    }
    let inner = line.trim_matches(['[', ']']).trim();
    let name = *known.iter().find(|name| **name == inner)?;
    let exact = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]")).is_some_and(|l| l.trim() == name);
    Some((name, exact))
}

/// The line that holds byte `at`, without its line break.
pub(crate) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(text.len(), |n| at + n);
    start..end
}

/// Whether a line starts a statement: `key = …`.
pub(crate) fn is_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    !key.trim().is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.\"' \t".contains(&b))
}

/// Whether a line is a header: `[name]`, or one whose brackets went wrong.
pub(crate) fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.trim_matches(['[', ']']);
    line.starts_with('[')
        && !inner.is_empty()
        && inner.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-. \t".contains(&b))
}

/// The statement around byte `at`: from the nearest line above that starts one to before the next.
/// A header takes the keys under it along.
pub(crate) fn statement(text: &str, at: usize) -> Range<usize> {
    let mut line = line_at(text, at);
    while line.start > 0 && !is_key(&text[line.clone()]) && !is_header(&text[line.clone()]) {
        line = line_at(text, line.start - 1);
    }
    let start = line.start;
    let whole = is_header(&text[line.clone()]);
    let mut end = line.end;
    while end < text.len() {
        let next = line_at(text, end + 1);
        let shown = &text[next.clone()];
        if is_header(shown) || (!whole && is_key(shown)) {
            break;
        }
        end = next.end;
    }
    start..end
}
