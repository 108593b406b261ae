//! The part of a source line shown with a finding.

use std::ops::Range;

use crate::diag::{Origin, Sources};
use crate::wording::bidi::is_bidi_or_invisible;

/// A line with more bytes before the marked place is cut.
const LEAD_MAX_BYTES: usize = 2_000;
/// The number of characters kept before the marked place of a cut line.
const CHARS_BEFORE: usize = 60;
/// The number of characters shown from the start of the marked place.
const CHARS_AFTER: usize = 100;

/// One line of a file, cut to a readable width, with the marked bytes.
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) mark: Range<usize>,
    /// True if columns cannot be counted in the text: its start is cut, or characters before the mark are escaped.
    pub(super) cut: bool,
}

/// Returns the line on which `origin` starts. Only the first line of the place is marked.
pub(super) fn excerpt(sources: &Sources, origin: Origin) -> Excerpt {
    let (line, start) = sources.line_at(origin);
    let end = (start + origin.range().len()).min(line.len());
    let end = (end..=line.len()).find(|i| line.is_char_boundary(*i)).unwrap_or(line.len());
    let cut = start > LEAD_MAX_BYTES;
    let near = || line[..start].char_indices().rev().take(CHARS_BEFORE).last().map_or(start, |(i, _)| i);
    let from = if cut { near() } else { 0 };
    let to = line[start..].char_indices().nth(CHARS_AFTER).map_or(line.len(), |(i, _)| start + i);

    let mark_end = end.min(to);
    let [before, marked, after] =
        [from..start, start..mark_end, mark_end..to].map(|part| escape(&line[part]));
    let ellipsis = if cut { "…" } else { "" };
    let mark_start = ellipsis.len() + before.len();
    let mark = mark_start..mark_start + marked.len();
    // The renderer counts the column in the text that it shows.
    let cut = cut || before.chars().count() != line[from..start].chars().count();
    let mut text = [ellipsis, &before, &marked, &after].concat();
    if to < line.len() {
        text.push('…');
    }
    Excerpt { text, mark, cut }
}

/// Escapes the characters that the renderer passes on to the terminal: control characters after ASCII, and those that
/// reorder a line or are invisible.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if ('\u{80}'..='\u{9F}').contains(&c) || is_bidi_or_invisible(c) {
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    escaped
}
