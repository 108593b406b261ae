//! Fills lines with words, first fit.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::segment::Segment;
use super::typesetter::Typesetter;

/// Returns the segments of a text as lines no wider than `limit`, at least one.
pub(super) fn fill_lines(typesetter: &mut Typesetter<'_>, list: &[Segment], limit: f32) -> Vec<Vec<Segment>> {
    let mut filler = LineFiller { typesetter, lines: Vec::new(), line: Vec::new(), used: 0.0, limit };
    for word in list.split_inclusive(|segment| segment.is_break) {
        filler.add_word(word);
    }
    filler.lines.push(filler.line);
    filler.lines
}

struct LineFiller<'t, 'f> {
    typesetter: &'t mut Typesetter<'f>,
    lines: Vec<Vec<Segment>>,
    line: Vec<Segment>,
    used: f32,
    limit: f32,
}

impl LineFiller<'_, '_> {
    /// Adds a word, on the next line if this one has no room for it.
    fn add_word(&mut self, word: &[Segment]) {
        let full: f32 = word.iter().map(|s| s.width).sum();
        let visible = full - word.last().map_or(0.0, Segment::trailing);
        if !self.line.is_empty() && self.used + visible > self.limit {
            self.end_line();
        }
        if visible <= self.limit {
            self.line.extend_from_slice(word);
            self.used += full;
            return;
        }
        for segment in word {
            self.add_in_parts(segment);
        }
    }

    /// Cuts a word that is longer than a line between grapheme clusters.
    fn add_in_parts(&mut self, segment: &Segment) {
        let (face, is_rtl) = (segment.word.face, segment.level.is_rtl());
        let word = Arc::clone(&segment.word);
        let mut part = String::new();
        let mut part_width = 0.0;
        let visible = word.text.trim_end().len();
        for (at, cluster) in word.text.grapheme_indices(true) {
            let width = self.typesetter.shape(face, is_rtl, cluster).width as f32 * segment.scale;
            // White space at the end hangs out of the line and never starts the next.
            let is_over = at < visible && self.used + part_width + width > self.limit;
            if is_over && (!part.is_empty() || !self.line.is_empty()) {
                self.push_part(segment, &part);
                self.end_line();
                part.clear();
                part_width = 0.0;
            }
            part.push_str(cluster);
            part_width += width;
        }
        self.push_part(segment, &part);
    }

    fn push_part(&mut self, segment: &Segment, part: &str) {
        if !part.is_empty() {
            let word = self.typesetter.shape(segment.word.face, segment.level.is_rtl(), part);
            let mut segment = segment.clone();
            segment.set_word(word);
            self.used += segment.width;
            self.line.push(segment);
        }
    }

    /// Ends a line before the end of the text. A soft hyphen at its end is drawn.
    fn end_line(&mut self) {
        if let Some(last) = self.line.last_mut()
            && let Some(stem) = last.word.text.strip_suffix('\u{ad}')
        {
            let hyphened = format!("{stem}-");
            last.set_word(self.typesetter.shape(last.word.face, last.level.is_rtl(), &hyphened));
        }
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
            self.used = 0.0;
        }
    }
}
