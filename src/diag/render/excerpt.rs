//! The part of a source line that is shown with a finding.

use std::ops::Range;

use crate::diag::{Origin, Sources};

/// Bytes of a line before a marked place that are handed on whole; more are cut.
const WHOLE: usize = 2_000;
/// Characters kept before a marked place when they are cut.
const BEFORE: usize = 60;
/// Characters shown from the start of a marked place on.
const AFTER: usize = 100;

/// One line of a file, cut to a width that can be shown, and the marked bytes in it.
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) mark: Range<usize>,
    /// Whether its start was cut, so that columns cannot be counted in it.
    pub(super) cut: bool,
}

/// The line on which `origin` starts. A place of several lines is marked to the end of its first.
pub(super) fn excerpt(sources: &Sources, origin: Origin) -> Excerpt {
    let (line, start) = sources.line_at(origin);
    let end = (start + origin.range().len()).min(line.len());
    let end = (end..=line.len()).find(|i| line.is_char_boundary(*i)).unwrap_or(line.len());
    let cut = start > WHOLE;
    let near = || line[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(i, _)| i);
    let from = if cut { near() } else { 0 };
    let to = line[start..].char_indices().nth(AFTER).map_or(line.len(), |(i, _)| start + i);

    let mut text = String::new();
    if cut {
        text.push('…');
    }
    let shift = text.len();
    // The renderer shows other control characters by a sign; these pass it and steer terminals. The
    // stand-in takes as many bytes, so that the mark stays right.
    text.extend(line[from..to].chars().map(|c| if ('\u{80}'..='\u{9F}').contains(&c) { '·' } else { c }));
    if to < line.len() {
        text.push('…');
    }
    Excerpt { text, mark: shift + start - from..shift + end.min(to) - from, cut }
}
