//! The part of a source line that is shown with a finding.

use std::ops::Range;

use crate::diag::{Origin, Sources};

/// Characters shown before a marked place.
const BEFORE: usize = 60;
/// Characters shown from the start of a marked place on.
const AFTER: usize = 100;

/// One line of a file, cut to a width that can be shown, and the marked bytes in it.
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) mark: Range<usize>,
}

/// The line on which `origin` starts. A place of several lines is marked to the end of its first.
pub(super) fn excerpt(sources: &Sources, origin: Origin) -> Excerpt {
    let (line, start) = sources.line_at(origin);
    let end = (start + origin.range().len()).min(line.len());
    let end = (end..=line.len()).find(|i| line.is_char_boundary(*i)).unwrap_or(line.len());
    let from = line[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(i, _)| i);
    let to = line[start..].char_indices().nth(AFTER).map_or(line.len(), |(i, _)| start + i);

    let mut text = String::new();
    if from > 0 {
        text.push('…');
    }
    let shift = text.len();
    text.push_str(&line[from..to]);
    if to < line.len() {
        text.push('…');
    }
    Excerpt { text, mark: shift + start - from..shift + end.min(to) - from }
}
