//! Breaks text into lines, and places its runs on them.

use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::cut::segments;
use super::fill::fill_lines;
use super::font_face::FontFaceId;
use super::segment::{Segment, Segments};
use super::typesetter::Typesetter;
use super::word::ShapedWord;
use crate::document::{Align, ColorRole, Language, RichText, Span, TextStyle};

/// Words of one face and colour that follow each other on a line.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The distance of its start from the left end of the column.
    pub x: f32,
    /// The face.
    pub face: FontFaceId,
    /// The font size as a fraction of the paragraph's.
    pub scale: f32,
    /// The colour.
    pub color: ColorRole,
    /// The language.
    pub language: Language,
    /// True if it is read from right to left.
    pub is_rtl: bool,
    /// The words, left to right.
    pub words: Vec<Arc<ShapedWord>>,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct Line {
    /// The runs, in reading order.
    pub runs: Vec<GlyphRun>,
    /// The left and the right edge of the text, without white space at its end.
    pub extent: (f32, f32),
    /// True if the line starts at the right.
    pub is_from_right: bool,
}

impl Typesetter<'_> {
    /// Breaks a text into lines of at most `width` points. An empty text has one empty line.
    pub fn break_lines(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Vec<Line> {
        let segments = segments(self, text);
        let limit = width * 1000.0 / style.size;
        let placer = LinePlacer::new(segments.is_rtl, self.is_mirrored, style, width);
        let lines = fill_lines(self, &segments.list, limit).into_iter();
        lines.map(|line| placer.place_line(line)).collect()
    }

    /// Returns the width of a text set on one line.
    pub fn text_width(&mut self, text: &RichText, style: &TextStyle) -> f32 {
        let list = &segments(self, text).list;
        let trailing = list.last().map_or(0.0, Segment::trailing);
        (list.iter().map(|s| s.width).sum::<f32>() - trailing) * style.size / 1000.0
    }

    /// Sets a text on one line. An ellipsis replaces the words that do not fit.
    pub fn set_line(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Line {
        let limit = width * 1000.0 / style.size;
        let (start, is_cut) = longest_start(text, limit);
        let Segments { mut list, is_rtl } = Segments::clone(&segments(self, &start));
        let total: f32 = list.iter().map(|s| s.width).sum();
        if is_cut || total - list.last().map_or(0.0, Segment::trailing) > limit {
            list = self.cut_with_ellipsis(list, is_rtl, limit);
        }
        LinePlacer::new(is_rtl, self.is_mirrored, style, width).place_line(list)
    }

    /// Returns the segments that fit, and an ellipsis after them.
    fn cut_with_ellipsis(&mut self, mut list: Vec<Segment>, is_rtl: bool, limit: f32) -> Vec<Segment> {
        let mut ellipsis = segments(self, &RichText::from("…")).list.clone();
        // It stands where the text would go on.
        let level = if is_rtl { Level::rtl() } else { Level::ltr() };
        for dots in &mut ellipsis {
            dots.level = level;
        }
        let room = limit - ellipsis.iter().map(|s| s.width).sum::<f32>();
        let mut used = 0.0;
        let first_over = list.iter().position(|segment| {
            used += segment.width;
            used - segment.trailing() > room
        });
        // Only whole words stay: up to the last break opportunity before the first segment that does not fit.
        let fitting = first_over.unwrap_or(list.len());
        let last_break = list[..fitting].iter().rposition(|s| s.is_break);
        match last_break {
            Some(index) => list.truncate(index + 1),
            // Not even the first word fits, so it is cut.
            None => list = fill_lines(self, &list, room).swap_remove(0),
        }
        if let Some(last) = list.last_mut() {
            let bare = last.word.text.trim_end().to_owned();
            last.set_word(self.shape(last.word.face, last.level.is_rtl(), &bare));
        }
        list.extend(ellipsis);
        list
    }
}

/// Returns the longest start of a text that one line may hold, and true if it leaves something out.
///
/// No character of a running face is narrower than a sixth of its size on average.
fn longest_start(text: &RichText, limit: f32) -> (RichText, bool) {
    let mut left = (limit / 160.0) as usize + 8;
    let mut start = RichText { spans: Vec::with_capacity(text.spans.len()), origin: text.origin };
    for span in &text.spans {
        match span.text.char_indices().nth(left) {
            Some((end, _)) => {
                start.spans.push(Span { text: span.text[..end].to_owned(), ..*span });
                return (start, true);
            }
            None => start.spans.push(span.clone()),
        }
        left -= span.text.chars().count();
    }
    (start, false)
}

/// Places the segments of lines in a column.
struct LinePlacer<'s> {
    /// True if the text is read from right to left.
    is_rtl: bool,
    /// True if lines start at the right.
    is_from_right: bool,
    style: &'s TextStyle,
    width: f32,
}

impl<'s> LinePlacer<'s> {
    fn new(is_rtl: bool, is_mirrored: bool, style: &'s TextStyle, width: f32) -> Self {
        Self { is_rtl, is_from_right: is_rtl || is_mirrored, style, width }
    }

    /// Places segments side by side as they are seen, and keeps them in reading order.
    fn place_line(&self, mut line: Vec<Segment>) -> Line {
        if let Some(last) = line.last_mut().filter(|last| last.level.is_rtl() != self.is_rtl) {
            // In a word read the other way, white space at the end would stand inside the line.
            last.strip_trailing();
        }
        let trailing = line.last().map_or(0.0, Segment::trailing);
        let scale = self.style.size / 1000.0;
        let (pens, total) = pen_positions(&line, self.is_rtl);
        let visible = (total - trailing) * scale;
        // White space at the end of a line hangs out of it, at the left in text read from the right.
        let hang = if self.is_rtl { trailing * scale } else { 0.0 };
        let start = match (self.style.align, self.is_from_right) {
            (Align::Start, false) | (Align::End, true) => 0.0,
            (Align::End, false) | (Align::Start, true) => self.width - visible,
            (Align::Center, _) => (self.width - visible) / 2.0,
        };
        let runs = join_runs(line, &pens, start - hang, self.style);
        Line { runs, extent: (start, start + visible), is_from_right: self.is_from_right }
    }
}

/// Joins neighbouring segments that are drawn alike into runs. `left` is the left edge of the first pen.
fn join_runs(line: Vec<Segment>, pens: &[f32], left: f32, style: &TextStyle) -> Vec<GlyphRun> {
    let scale = style.size / 1000.0;
    let mut runs: Vec<GlyphRun> = Vec::new();
    // The edge at which the next segment continues the last run.
    let mut edge = f32::NAN;
    for (segment, pen) in line.into_iter().zip(pens) {
        let Segment { word, scale: size, width, language, level, .. } = segment;
        let (color, is_rtl) = (segment.color.unwrap_or(style.color), level.is_rtl());
        let x = left + pen * scale;
        let (near, far) = if is_rtl { (pen + width, *pen) } else { (*pen, pen + width) };
        let continues = |run: &&mut GlyphRun| {
            let look = (run.face, run.color, run.scale, run.language, run.is_rtl);
            edge == near && look == (word.face, color, size, language, is_rtl)
        };
        match runs.last_mut().filter(continues) {
            Some(run) if is_rtl => {
                run.words.insert(0, word);
                run.x = x;
            }
            Some(run) => run.words.push(word),
            None => {
                let face = word.face;
                runs.push(GlyphRun { x, face, scale: size, color, language, is_rtl, words: vec![word] });
            }
        }
        edge = far;
    }
    runs
}

/// Returns the start of each word from the left end of the line, and the end of the line.
fn pen_positions(line: &[Segment], is_rtl: bool) -> (Vec<f32>, f32) {
    let mut pens = vec![0.0; line.len()];
    let mut end = 0.0;
    let mut put = |n: usize| {
        pens[n] = end;
        end += line[n].width;
    };
    if is_rtl || line.iter().any(|s| s.level.is_rtl()) {
        let levels: Vec<Level> = line.iter().map(|s| s.level).collect();
        BidiInfo::reorder_visual(&levels).into_iter().for_each(put);
    } else {
        (0..line.len()).for_each(&mut put);
    }
    (pens, end)
}
