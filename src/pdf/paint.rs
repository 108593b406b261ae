//! One page's items as drawing instructions.

use printpdf::{Color, CurTransMat, DictItem, FontId, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle};
use printpdf::{Point, Pt, Rect as PdfRect, Rgb};

use super::fonts::{UsedFace, UsedFaces};
use crate::document::Ink;
use crate::geom::Rect;
use crate::layout::text::{FaceId, Run, Shaped};
use crate::layout::{Item, Page, Shape};

/// The colour of an ink. The accent keeps its weight on a grey printer.
fn color(ink: Ink) -> Color {
    let grey = |percent| Color::Greyscale(Greyscale { percent, icc_profile: None });
    match ink {
        Ink::Text => grey(0.08),
        Ink::Muted => grey(0.36),
        Ink::Accent => Color::Rgb(Rgb { r: 0.04, g: 0.31, b: 0.45, icc_profile: None }),
        Ink::Hairline => grey(0.66),
        Ink::Tint => grey(0.955),
    }
}

/// The instructions that draw a page.
pub(super) fn page_ops(page: &Page, height: f32, faces: &UsedFaces) -> Vec<Op> {
    let mut painter = Painter { ops: Vec::new(), height, faces, fill: None, stroke: None, text: None };
    for item in &page.items {
        painter.item(item);
    }
    painter.end_text();
    painter.ops
}

struct Painter<'a> {
    ops: Vec<Op>,
    height: f32,
    faces: &'a UsedFaces,
    fill: Option<Ink>,
    stroke: Option<(Ink, f32)>,
    text: Option<TextState>,
}

/// What holds inside a text section.
struct TextState {
    font: Option<(FaceId, f32)>,
    /// Where the current line starts.
    at: (f32, f32),
}

/// Hundredths of a point are finer than any printer, and short to write.
fn round(v: f32) -> f32 {
    (v * 100.0).round() / 100.0
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(y) }
}

impl Painter<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Text { x, y, size, run } => self.run(*x, *y, *size, run),
            Item::Rule { x, y, width, weight, ink } => {
                self.stroke(*ink, *weight);
                let y = round(self.height - y);
                self.line(&[(round(*x), y), (round(x + width), y)], false);
            }
            Item::Fill { rect, ink } => {
                self.end_text();
                self.fill(*ink);
                self.rectangle(*rect, PaintMode::Fill);
            }
            Item::Mark { rect, shape, ink } => self.mark(*rect, *shape, *ink),
            Item::Link { .. } | Item::PageNumber { .. } => {}
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn stroke(&mut self, ink: Ink, weight: f32) {
        self.end_text();
        if self.stroke.map(|s| s.0) != Some(ink) {
            self.ops.push(Op::SetOutlineColor { col: color(ink) });
        }
        if self.stroke.map(|s| s.1) != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(weight) });
        }
        self.stroke = Some((ink, weight));
    }

    fn line(&mut self, points: &[(f32, f32)], is_closed: bool) {
        let points = points.iter().map(|(x, y)| LinePoint { p: point(*x, *y), bezier: false }).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed } });
    }

    fn rectangle(&mut self, rect: Rect, mode: PaintMode) {
        let rectangle = PdfRect {
            x: Pt(round(rect.x)),
            y: Pt(round(self.height - rect.y - rect.h)),
            width: Pt(round(rect.w)),
            height: Pt(round(rect.h)),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn mark(&mut self, rect: Rect, shape: Shape, ink: Ink) {
        match shape {
            Shape::Square => {
                self.stroke(ink, 0.8);
                self.rectangle(rect, PaintMode::Stroke);
            }
            Shape::Circle => {
                self.stroke(ink, 0.8);
                self.circle(rect);
            }
            Shape::Dot => {
                self.end_text();
                self.fill(ink);
                self.rectangle(rect, PaintMode::Fill);
            }
            Shape::Dash => {
                self.stroke(ink, 0.8);
                let y = round(self.height - rect.y - rect.h / 2.0);
                self.line(&[(round(rect.x), y), (round(rect.x + rect.w), y)], false);
            }
        }
    }

    /// A circle as four Bézier curves about the origin, moved to its place: the same bytes for
    /// every circle of a size, which compress to next to nothing.
    fn circle(&mut self, rect: Rect) {
        let r = round(rect.w / 2.0);
        let k = round(r * 0.552_284_8);
        let curve = [(r, 0.0), (r, k), (k, r), (0.0, r), (-k, r), (-r, k), (-r, 0.0), (-r, -k), (-k, -r), (0.0, -r)];
        let tail = [(k, -r), (r, -k), (r, 0.0)];
        let points = curve.iter().chain(&tail).enumerate();
        let points = points.map(|(n, (x, y))| LinePoint { p: point(*x, *y), bezier: n % 3 != 0 }).collect();
        let center = (round(rect.x + rect.w / 2.0), round(self.height - rect.y - rect.h / 2.0));
        self.ops.push(Op::SaveGraphicsState);
        let matrix = CurTransMat::Raw([1.0, 0.0, 0.0, 1.0, center.0, center.1]);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: true } });
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn run(&mut self, x: f32, y: f32, size: f32, run: &Run) {
        let Some(used) = self.faces.get(run.face) else { return };
        if self.text.is_none() {
            self.ops.push(Op::StartTextSection);
            self.text = Some(TextState { font: None, at: (0.0, 0.0) });
        }
        self.fill(run.ink);
        let target = (round(x), round(self.height - y));
        if let Some(state) = &mut self.text {
            if state.font != Some((run.face, size)) {
                state.font = Some((run.face, size));
                let font = PdfFontHandle::External(FontId(used.resource()));
                self.ops.push(Op::SetFont { font, size: Pt(size) });
            }
            let step = (round(target.0 - state.at.0), round(target.1 - state.at.1));
            state.at = target;
            self.ops.push(Op::SetTextCursor { pos: point(step.0, step.1) });
        }
        let mut show = Show::default();
        for word in &run.words {
            let plain = used.spells(word);
            if !plain {
                show.flush(&mut self.ops);
                self.ops.push(actual_text(&word.text));
            }
            show.word(&mut self.ops, word, used, size);
            if !plain {
                show.flush(&mut self.ops);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        show.flush(&mut self.ops);
    }
}

/// Says what the next glyphs spell, where they do not say it themselves.
fn actual_text(text: &str) -> Op {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let map = [("ActualText".to_owned(), DictItem::String { data, literal: false })].into();
    Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } }
}

/// The operands of a `TJ` operator in the making.
#[derive(Default)]
struct Show {
    operands: Vec<DictItem>,
    codes: Vec<u8>,
    /// What the pen is to move back before the next glyph, in thousandths of an em.
    kern: i32,
}

impl Show {
    fn word(&mut self, ops: &mut Vec<Op>, word: &Shaped, used: &UsedFace, size: f32) {
        for glyph in &word.glyphs {
            self.kern -= glyph.x;
            if glyph.y != 0 {
                self.rise(ops, glyph.y as f32 * size / 1000.0);
            }
            if self.kern != 0 {
                self.end_string();
                self.operands.push(DictItem::Int(i64::from(self.kern)));
                self.kern = 0;
            }
            self.codes.extend(used.code(glyph.id).to_be_bytes());
            if glyph.y != 0 {
                self.rise(ops, 0.0);
            }
            self.kern += glyph.width - glyph.advance + glyph.x;
        }
    }

    fn rise(&mut self, ops: &mut Vec<Op>, points: f32) {
        let kern = std::mem::take(&mut self.kern);
        self.flush(ops);
        self.kern = kern;
        ops.push(Op::SetLineOffset { multiplier: round(points) });
    }

    fn end_string(&mut self) {
        if !self.codes.is_empty() {
            self.operands.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
        }
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        if self.kern != 0 {
            self.end_string();
            self.operands.push(DictItem::Int(i64::from(self.kern)));
            self.kern = 0;
        }
        self.end_string();
        if !self.operands.is_empty() {
            let value = vec![DictItem::Array(std::mem::take(&mut self.operands))];
            // `TextItem::GlyphIds` would write one string for every glyph.
            ops.push(Op::Unknown { key: "TJ".into(), value });
        }
    }
}
