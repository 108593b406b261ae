//! Draws items, and keeps the graphics state so that no operator repeats it.

use super::circle;
use super::color::Color;
use super::show::{TextShower, begin_actual_text};
use crate::document::ColorRole;
use crate::geom::Rect;
use crate::layout::text::{FontFaceId, GlyphRun};
use crate::layout::{PageItem, Shape};
use crate::pdf::write::content::ContentStream;
use crate::pdf::write::syntax::round_hundredths;
use crate::pdf::write::used_font_faces::UsedFaces;

/// The thickness of the outline of a mark.
const MARK_WEIGHT: f32 = 0.8;
/// The thickness of a line to write on.
const RULED_WEIGHT: f32 = 0.5;
/// The largest gap to the end of the last word that needs no move of the pen.
const PEN_TOLERANCE: f32 = 0.03;

/// Draws items into a content stream.
pub(super) struct Painter<'a> {
    pub(super) out: ContentStream,
    faces: &'a UsedFaces,
    fill: Option<ColorRole>,
    stroke: Option<ColorRole>,
    line_width: Option<f32>,
    text: TextState,
}

/// The state of a text object.
#[derive(Default)]
struct TextState {
    font: Option<(FontFaceId, f32)>,
    /// The start of the current line.
    line_start: (f32, f32),
    /// The end of the last word.
    pen: f32,
}

impl<'a> Painter<'a> {
    pub(super) fn new(faces: &'a UsedFaces) -> Self {
        Self {
            out: ContentStream::default(),
            faces,
            fill: None,
            stroke: None,
            line_width: None,
            text: TextState::default(),
        }
    }

    pub(super) fn graphic(&mut self, item: &PageItem) {
        match item {
            PageItem::Rule { x, y, width, weight, color } => {
                self.set_stroke(*color, *weight);
                let y = -round_hundredths(*y);
                self.out.line((round_hundredths(*x), y), (round_hundredths(x + width), y));
            }
            PageItem::Ruled { x, y, width, pitch, lines } => self.ruled((*x, *y), *width, *pitch, *lines),
            PageItem::Fill { rect, color } => {
                self.set_fill(*color);
                self.rectangle(*rect, "f");
            }
            PageItem::Mark { rect, shape, color } => self.mark(*rect, *shape, *color),
            PageItem::Text { .. }
            | PageItem::Link { .. }
            | PageItem::Field { .. }
            | PageItem::PageNumber { .. } => {}
        }
    }

    fn set_fill(&mut self, color: ColorRole) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            match Color::from_role(color) {
                Color::Grey(grey) => self.out.op([grey], "g"),
                Color::Rgb(r, g, b) => self.out.op([r, g, b], "rg"),
            }
        }
    }

    fn set_stroke(&mut self, color: ColorRole, weight: f32) {
        if self.stroke != Some(color) {
            self.stroke = Some(color);
            match Color::from_role(color) {
                Color::Grey(grey) => self.out.op([grey], "G"),
                Color::Rgb(r, g, b) => self.out.op([r, g, b], "RG"),
            }
        }
        if self.line_width != Some(weight) {
            self.line_width = Some(weight);
            self.out.op([weight], "w");
        }
    }

    /// Draws a rectangle with a painting operator.
    fn rectangle(&mut self, rect: Rect, operator: &str) {
        let (x, y) = (round_hundredths(rect.x), -round_hundredths(rect.y + rect.h));
        self.out.op([x, y, round_hundredths(rect.w), round_hundredths(rect.h)], "re");
        self.out.op([], operator);
    }

    fn mark(&mut self, rect: Rect, shape: Shape, color: ColorRole) {
        match shape {
            Shape::Square => {
                self.set_stroke(color, MARK_WEIGHT);
                self.rectangle(rect, "S");
            }
            // `circles` draws them.
            Shape::Circle => {}
            Shape::Dot => {
                self.set_fill(color);
                self.rectangle(rect, "f");
            }
            Shape::Dash => {
                self.set_stroke(color, MARK_WEIGHT);
                let y = -round_hundredths(rect.y + rect.h / 2.0);
                self.out.line((round_hundredths(rect.x), y), (round_hundredths(rect.x + rect.w), y));
            }
        }
    }

    /// Draws a row of circles, each placed relative to the one before. The rows of rating scales are then
    /// equal bytes, which compress to almost nothing.
    pub(super) fn circles(&mut self, row: &[&PageItem], color: ColorRole) {
        self.set_stroke(color, MARK_WEIGHT);
        self.out.op([], "q");
        let mut origin = (0.0, 0.0);
        for item in row {
            if let PageItem::Mark { rect, .. } = item {
                let x = round_hundredths(rect.x + rect.w / 2.0);
                let y = -round_hundredths(rect.y + rect.h / 2.0);
                self.out.translate(round_hundredths(x - origin.0), round_hundredths(y - origin.1));
                self.out.name_op(&circle::form_name(rect.w), "Do");
                origin = (x, y);
            }
        }
        self.out.op([], "Q");
    }

    /// Draws lines to write on, each moved down by the pitch: equal bytes, which compress well.
    fn ruled(&mut self, (x, y): (f32, f32), width: f32, pitch: f32, lines: u32) {
        self.set_stroke(ColorRole::Hairline, RULED_WEIGHT);
        self.out.op([], "q");
        self.out.translate(round_hundredths(x), -round_hundredths(y));
        for n in 0..lines {
            if n > 0 {
                self.out.translate(0.0, -round_hundredths(pitch));
            }
            self.out.line((0.0, 0.0), (round_hundredths(width), 0.0));
        }
        self.out.op([], "Q");
    }

    /// Shows a space after the last run, if it has none. Screen readers need it between words that only their
    /// positions separate; the next run is moved to its own position.
    pub(super) fn separate_words(&mut self, last: &GlyphRun) {
        let is_separated = last.words.last().is_none_or(|word| word.text.ends_with(char::is_whitespace));
        let space = self.faces.get(last.face).and_then(|used| used.space);
        if !is_separated && let Some(code) = space {
            self.out.start_text_array();
            self.out.string(&code.to_be_bytes());
            self.out.end_text_array();
            self.text.pen = f32::NEG_INFINITY;
        }
    }

    /// Shows a run at a position.
    pub(super) fn run(&mut self, (x, y): (f32, f32), size: f32, run: &GlyphRun) {
        let Some(used) = self.faces.get(run.face) else { return };
        self.set_fill(run.color);
        let state = &mut self.text;
        if state.font != Some((run.face, size)) {
            state.font = Some((run.face, size));
            self.out.set_font(&used.resource_name(), round_hundredths(size));
        }
        let (x, y) = (round_hundredths(x), -round_hundredths(y));
        // A run that continues the last one needs no move.
        if y != state.line_start.1 || (x - state.pen).abs() > PEN_TOLERANCE {
            let (dx, dy) = (x - state.line_start.0, y - state.line_start.1);
            state.line_start = (x, y);
            state.pen = x;
            self.out.op([round_hundredths(dx), round_hundredths(dy)], "Td");
        }
        state.pen += run.words.iter().map(|w| w.width).sum::<i32>() as f32 * size / 1000.0;
        if run.is_rtl {
            // Its characters are shown from left to right, but read the other way (ISO 32000-1, 14.8.2.3.3).
            self.out.name_op("ReversedChars", "BMC");
        }
        let mut shower = TextShower::default();
        for word in &run.words {
            let encoded = used.word(word);
            let is_plain = encoded.is_some_and(|encoded| encoded.is_plain);
            if !is_plain {
                shower.flush(&mut self.out);
                begin_actual_text(&mut self.out, &word.text);
            }
            match encoded.and_then(|encoded| encoded.operand.as_ref()) {
                Some(operand) => shower.word(&mut self.out, operand),
                None => shower.glyphs(&mut self.out, word, used, size),
            }
            if !is_plain {
                shower.flush(&mut self.out);
                self.out.op([], "EMC");
            }
        }
        shower.flush(&mut self.out);
        if run.is_rtl {
            self.out.op([], "EMC");
        }
    }
}
