//! Filling lines with words.

use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::fill::fill;
use super::fonts::FaceId;
use super::segment::{Segment, Segments, segments};
use super::shape::{Shaped, Typesetter};
use crate::diag::Origin;
use crate::document::{Align, ColorRole, Language, RichText, TextStyle};

/// Words of one face and ink that follow each other on a line.
#[derive(Debug, Clone)]
pub struct Run {
    /// Distance of its start from the left end of the column.
    pub x: f32,
    /// Its face.
    pub face: FaceId,
    /// Its size as a part of the paragraph's.
    pub scale: f32,
    /// Its ink.
    pub ink: ColorRole,
    /// Its language.
    pub language: Language,
    /// Whether it is read from right to left.
    pub is_rtl: bool,
    /// Its words, left to right.
    pub words: Vec<Arc<Shaped>>,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its runs, in the order they are read.
    pub runs: Vec<Run>,
    /// Where its text starts and ends, white space at the end left out.
    pub extent: (f32, f32),
    /// Whether it starts at the right.
    pub from_right: bool,
}

impl Typesetter<'_> {
    /// Breaks a text into lines of at most `width` points. An empty text has one empty line.
    pub fn lines(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Vec<Line> {
        let segments = segments(self, text);
        let limit = width * 1000.0 / style.size;
        let rtl = segments.rtl;
        let from_right = rtl || self.is_mirrored;
        let lines = fill(self, &segments.list, limit).into_iter();
        lines.map(|line| place(line, (rtl, from_right), style, width)).collect()
    }

    /// Looks a text up in the faces of running text: what they lack is missing from here on.
    pub fn look_up(&mut self, text: &str, origin: Origin) {
        let rich = RichText { origin: Some(origin), ..RichText::from(text) };
        segments(self, &rich);
    }

    /// The width of a text set on one line.
    pub fn width(&mut self, text: &RichText, style: &TextStyle) -> f32 {
        let list = &segments(self, text).list;
        let trailing = list.last().map_or(0.0, Segment::trailing);
        (list.iter().map(|s| s.width).sum::<f32>() - trailing) * style.size / 1000.0
    }

    /// Sets a text on one line; what does not fit is left out and an ellipsis says so.
    pub fn first_line(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Option<Line> {
        let limit = width * 1000.0 / style.size;
        let (start, cut) = beginning(text, limit);
        let Segments { mut list, rtl } = Segments::clone(&segments(self, &start));
        let total: f32 = list.iter().map(|s| s.width).sum();
        if cut || total - list.last().map_or(0.0, Segment::trailing) > limit {
            let mut dots = segments(self, &RichText::from("…")).list.clone();
            // They stand where the text would go on.
            let level = if rtl { Level::rtl() } else { Level::ltr() };
            for dot in &mut dots {
                dot.level = level;
            }
            let room = limit - dots.iter().map(|s| s.width).sum::<f32>();
            let mut used = 0.0;
            let fitting = list.iter().position(|segment| {
                used += segment.width;
                used - segment.trailing() > room
            });
            // Only whole words stay: the last place a line may break before what does not fit.
            let words = fitting.unwrap_or(list.len());
            let whole = list[..words].iter().rposition(|s| s.breaks).map_or(0, |n| n + 1);
            if whole == 0 {
                // Not even the first word fits: as much of it as does.
                list = fill(self, &list, room).swap_remove(0);
            } else {
                list.truncate(whole);
            }
            if let Some(last) = list.last_mut() {
                let bare = last.shaped.text.trim_end().to_owned();
                last.shaped = self.shape(last.shaped.face, last.level.is_rtl(), &bare);
                last.width = last.shaped.width as f32 * last.scale;
            }
            list.extend(dots);
        }
        Some(place(list, (rtl, rtl || self.is_mirrored), style, width))
    }
}

/// As much of a text as one line can hold at most, and whether that leaves something out: no
/// character of a running face is narrower than a sixth of its size on average.
fn beginning(text: &RichText, limit: f32) -> (RichText, bool) {
    let mut left = (limit / 160.0) as usize + 8;
    let mut start = RichText { spans: Vec::with_capacity(text.spans.len()), origin: text.origin };
    for span in &text.spans {
        match span.text.char_indices().nth(left) {
            Some((end, _)) => {
                start.spans.push(crate::document::Span { text: span.text[..end].to_owned(), ..*span });
                return (start, true);
            }
            None => start.spans.push(span.clone()),
        }
        left -= span.text.chars().count();
    }
    (start, false)
}

/// Puts the words of a line side by side as they are seen, and keeps them in the order they are read.
fn place(mut line: Vec<Segment>, (rtl, from_right): (bool, bool), style: &TextStyle, width: f32) -> Line {
    if let Some(last) = line.last_mut().filter(|last| last.level.is_rtl() != rtl) {
        // In a word read the other way, white space at the end would stand inside the line.
        last.strip();
    }
    let trailing = line.last().map_or(0.0, Segment::trailing);
    let scale = style.size / 1000.0;
    let (pens, total) = pens(&line, rtl);
    let visible = (total - trailing) * scale;
    // White space at the end of a line hangs out of it, at the left in text read from the right.
    let hang = if rtl { trailing * scale } else { 0.0 };
    let start = match (style.align, from_right) {
        (Align::Start, false) | (Align::End, true) => 0.0,
        (Align::End, false) | (Align::Start, true) => width - visible,
        (Align::Center, _) => (width - visible) / 2.0,
    };
    let mut runs: Vec<Run> = Vec::new();
    // Where the next word goes on with the last.
    let mut goes_on = f32::NAN;
    for (segment, pen) in line.into_iter().zip(pens) {
        let Segment { shaped, scale: part, width, language, level, .. } = segment;
        let (ink, is_rtl) = (segment.ink.unwrap_or(style.ink), level.is_rtl());
        let x = start - hang + pen * scale;
        let edges = if is_rtl { (pen + width, pen) } else { (pen, pen + width) };
        let alike = |run: &&mut Run| {
            let look = (run.face, run.ink, run.scale, run.language, run.is_rtl);
            goes_on == edges.0 && look == (shaped.face, ink, part, language, is_rtl)
        };
        match runs.last_mut().filter(alike) {
            Some(run) if is_rtl => {
                run.words.insert(0, shaped);
                run.x = x;
            }
            Some(run) => run.words.push(shaped),
            None => {
                let face = shaped.face;
                runs.push(Run { x, face, scale: part, ink, language, is_rtl, words: vec![shaped] });
            }
        }
        goes_on = edges.1;
    }
    Line { runs, extent: (start, start + visible), from_right }
}

/// Where each word of a line starts, counted from its left end, and where the line ends.
fn pens(line: &[Segment], rtl: bool) -> (Vec<f32>, f32) {
    let mut pens = vec![0.0; line.len()];
    let mut end = 0.0;
    let mut put = |n: usize| {
        pens[n] = end;
        end += line[n].width;
    };
    if rtl || line.iter().any(|s| s.level.is_rtl()) {
        let levels: Vec<Level> = line.iter().map(|s| s.level).collect();
        BidiInfo::reorder_visual(&levels).into_iter().for_each(put);
    } else {
        (0..line.len()).for_each(&mut put);
    }
    (pens, end)
}
