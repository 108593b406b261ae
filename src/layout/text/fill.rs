//! Filling lines with words, first fit.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::segment::Segment;
use super::shape::Typesetter;

/// The segments of a text as lines no wider than `limit`; there is at least one.
pub(super) fn fill(setter: &mut Typesetter<'_>, list: &[Segment], limit: f32) -> Vec<Vec<Segment>> {
    let mut filler = Filler { lines: Vec::new(), line: Vec::new(), used: 0.0, limit };
    let mut rest = list;
    while !rest.is_empty() {
        let end = rest.iter().position(|s| s.breaks).map_or(rest.len(), |n| n + 1);
        let (word, after) = rest.split_at(end);
        filler.add(setter, word);
        rest = after;
    }
    filler.lines.push(filler.line);
    filler.lines
}

struct Filler {
    lines: Vec<Vec<Segment>>,
    line: Vec<Segment>,
    used: f32,
    limit: f32,
}

impl Filler {
    /// Adds a word, on the next line when this one has no room for it.
    fn add(&mut self, setter: &mut Typesetter<'_>, word: &[Segment]) {
        let full: f32 = word.iter().map(|s| s.width).sum();
        let visible = full - word.last().map_or(0.0, Segment::trailing);
        if !self.line.is_empty() && self.used + visible > self.limit {
            self.flush(setter);
        }
        if visible <= self.limit {
            self.line.extend_from_slice(word);
            self.used += full;
            return;
        }
        for segment in word {
            self.add_in_parts(setter, segment);
        }
    }

    /// Cuts a word longer than its line between grapheme clusters.
    fn add_in_parts(&mut self, setter: &mut Typesetter<'_>, segment: &Segment) {
        let (face, rtl) = (segment.shaped.face, segment.level.is_rtl());
        let text = Arc::clone(&segment.shaped);
        let mut part = String::new();
        let mut part_width = 0.0;
        let shown = text.text.trim_end().len();
        for (at, cluster) in text.text.grapheme_indices(true) {
            let width = setter.shape(face, rtl, cluster).width as f32 * segment.scale;
            // White space at the end hangs out of the line and never starts the next.
            let over = at < shown && self.used + part_width + width > self.limit;
            if over && (!part.is_empty() || !self.line.is_empty()) {
                self.push_part(setter, segment, &part);
                self.flush(setter);
                part.clear();
                part_width = 0.0;
            }
            part.push_str(cluster);
            part_width += width;
        }
        self.push_part(setter, segment, &part);
    }

    fn push_part(&mut self, setter: &mut Typesetter<'_>, segment: &Segment, part: &str) {
        if !part.is_empty() {
            let shaped = setter.shape(segment.shaped.face, segment.level.is_rtl(), part);
            let width = shaped.width as f32 * segment.scale;
            self.used += width;
            self.line.push(Segment { shaped, width, ..segment.clone() });
        }
    }

    /// Ends a line before the end of the text. A soft hyphen at its end is drawn.
    fn flush(&mut self, setter: &mut Typesetter<'_>) {
        if let Some(last) = self.line.last_mut()
            && let Some(stem) = last.shaped.text.strip_suffix('\u{ad}')
        {
            let hyphened = format!("{stem}-");
            last.shaped = setter.shape(last.shaped.face, last.level.is_rtl(), &hyphened);
            last.width = last.shaped.width as f32 * last.scale;
        }
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
            self.used = 0.0;
        }
    }
}
