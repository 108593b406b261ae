//! The part of a source line shown with a finding.

use std::ops::Range;

use crate::diag::{Origin, Sources};

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
    /// True if the start is cut, so that columns cannot be counted in the text.
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

    let mut text = String::new();
    if cut {
        text.push('…');
    }
    let shift = text.len();
    // The renderer passes these control characters on to the terminal. The replacement has the same
    // number of bytes, so the mark stays correct.
    text.extend(line[from..to].chars().map(|c| if ('\u{80}'..='\u{9F}').contains(&c) { '·' } else { c }));
    if to < line.len() {
        text.push('…');
    }
    Excerpt { text, mark: shift + start - from..shift + end.min(to) - from, cut }
}
