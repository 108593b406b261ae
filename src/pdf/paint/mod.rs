//! One page's items as drawing instructions.

pub(super) mod circle;
mod show;

use printpdf::{
    Color, CurTransMat, DictItem, FontId, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle,
};
use printpdf::{Point, Pt, Rect as PdfRect, Rgb};

use crate::pdf::fonts::UsedFaces;
use crate::pdf::tags::{self, Languages};
use show::{Show, actual_text};

use crate::document::Ink;
use crate::geom::Rect;
use crate::layout::text::{FaceId, Run};
use crate::layout::{Item, Page, Shape, Structure, Typed};

/// The colour of an ink. The accent keeps its weight on a grey printer. Text is at least 7:1 against paper,
/// what is drawn to be filled in 3:1 (WCAG 1.4.6 and 1.4.11).
fn color(ink: Ink) -> Color {
    let grey = |percent| Color::Greyscale(Greyscale { percent, icc_profile: None });
    match ink {
        Ink::Text => grey(0.08),
        Ink::Muted => grey(0.34),
        Ink::Accent => Color::Rgb(Rgb { r: 0.04, g: 0.31, b: 0.45, icc_profile: None }),
        Ink::Hairline => grey(0.58),
        Ink::Tint => grey(0.955),
    }
}

/// The instructions that draw a page, all marked: as a stretch of a part, or as what only decorates.
pub(super) fn page_ops(
    page: &Page,
    (structure, languages): (&Structure, &Languages),
    height: f32,
    faces: &UsedFaces,
) -> Vec<Op> {
    let mut painter =
        Painter { ops: Vec::new(), faces, fill: None, stroke: None, text: TextState::default() };
    // From here on `y` grows from the top of the page, downward being negative: whole numbers stay whole.
    painter.shift(0.0, round(height));
    // Text comes last, in one text section: most of its state then carries over from line to line.
    let is_drawn = |item: &&Item| {
        matches!(item, Item::Rule { .. } | Item::Ruled { .. } | Item::Fill { .. } | Item::Mark { .. })
    };
    let graphics: Vec<&Item> = page.items.iter().filter(is_drawn).collect();
    if !graphics.is_empty() {
        painter.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() });
    }
    for row in graphics.chunk_by(|a, b| circle::ink(a).is_some() && circle::ink(b).is_some()) {
        match circle::ink(row[0]) {
            Some(ink) => painter.circles(row, ink),
            None => painter.graphic(row[0]),
        }
    }
    if !graphics.is_empty() {
        painter.ops.push(Op::EndMarkedContent);
    }
    painter.ops.push(Op::StartTextSection);
    let mut number = 0;
    for stretch in tags::read(page).chunk_by(|a, b| tags::together(languages, a, b)) {
        let Item::Text { part, .. } = stretch[0] else { continue };
        let role = part.and_then(|part| structure.parts.get(part.0 as usize)).map(|part| part.role);
        let kind = role
            .map(|role| if languages.sets_apart(stretch[0]) { tags::APART } else { tags::inner_type(role) });
        painter.ops.push(beginning(kind, number));
        number += i64::from(part.is_some());
        for (n, item) in stretch.iter().enumerate() {
            if let Item::Text { x, y, size, run, starts, .. } = item {
                if let (true, Some(Item::Text { run, .. })) = (*starts, n.checked_sub(1).map(|n| stretch[n]))
                {
                    painter.parting(run);
                }
                painter.run(*x, *y, *size, run);
            }
        }
        painter.ops.push(Op::EndMarkedContent);
    }
    painter.ops.push(Op::EndTextSection);
    painter.ops
}

/// The instructions that draw texts on a page that is there already, where `y` is counted from its
/// bottom and down. They are not marked. `written` is what they spell, if it is something else.
pub(super) fn text_ops(items: &[Item], written: Option<&str>, faces: &UsedFaces) -> Vec<Op> {
    let mut painter =
        Painter { ops: Vec::new(), faces, fill: None, stroke: None, text: TextState::default() };
    painter.ops.extend([Op::SaveGraphicsState, Op::StartTextSection]);
    painter.ops.extend(written.map(actual_text));
    let mut before: Option<&Run> = None;
    for item in items {
        let Item::Text { x, y, size, run, starts, .. } = item else { continue };
        if let Some(last) = before.filter(|_| *starts) {
            painter.parting(last);
        }
        painter.run(*x, *y, *size, run);
        before = Some(run);
    }
    painter.ops.extend(written.map(|_| Op::EndMarkedContent));
    painter.ops.extend([Op::EndTextSection, Op::RestoreGraphicsState]);
    painter.ops
}

/// The instructions that draw what is filled in at a place of this height, marked as programs that type
/// expect it.
pub(super) fn typed_ops(typed: &Typed, height: f32, faces: &UsedFaces) -> Vec<Op> {
    let ops = vec![Op::BeginMarkedContent { tag: "Tx".into() }, Op::SaveGraphicsState];
    let mut painter = Painter { ops, faces, fill: None, stroke: None, text: TextState::default() };
    painter.shift(0.0, round(height));
    painter.ops.push(Op::StartTextSection);
    for run in &typed.runs {
        painter.run(run.x, typed.y, typed.size * run.scale, run);
    }
    painter.ops.extend([Op::EndTextSection, Op::RestoreGraphicsState, Op::EndMarkedContent]);
    painter.ops
}

/// Says what the text that follows is: a stretch of a part with its number on the page, or a head or foot.
fn beginning(kind: Option<&'static str>, number: i64) -> Op {
    let (tag, key, value) = match kind {
        Some(kind) => (kind, "MCID", DictItem::Int(number)),
        None => ("Artifact", "Type", DictItem::Name(b"Pagination".to_vec())),
    };
    let map = [(key.to_owned(), value)].into();
    Op::BeginMarkedContentWithProperties { tag: tag.into(), properties: DictItem::Dict { map } }
}

struct Painter<'a> {
    ops: Vec<Op>,
    faces: &'a UsedFaces,
    fill: Option<Ink>,
    stroke: Option<(Ink, f32)>,
    text: TextState,
}

/// What holds inside a text section.
#[derive(Default)]
struct TextState {
    font: Option<(FaceId, f32)>,
    /// Where the current line starts.
    at: (f32, f32),
    /// Where the last word ended.
    pen: f32,
}

/// Hundredths of a point are finer than any printer, and short to write.
fn round(v: f32) -> f32 {
    (v * 100.0).round() / 100.0
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(y) }
}

impl Painter<'_> {
    fn graphic(&mut self, item: &Item) {
        match item {
            Item::Rule { x, y, width, weight, ink } => {
                self.stroke(*ink, *weight);
                let y = -round(*y);
                self.line(&[(round(*x), y), (round(x + width), y)], false);
            }
            Item::Ruled { x, y, width, pitch, lines } => self.ruled((*x, *y), *width, *pitch, *lines),
            Item::Fill { rect, ink } => {
                self.fill(*ink);
                self.rectangle(*rect, PaintMode::Fill);
            }
            Item::Mark { rect, shape, ink } => self.mark(*rect, *shape, *ink),
            Item::Text { .. } | Item::Link { .. } | Item::Field { .. } | Item::PageNumber { .. } => {}
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn stroke(&mut self, ink: Ink, weight: f32) {
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
            y: Pt(-round(rect.y + rect.h)),
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
            Shape::Circle => {}
            Shape::Dot => {
                self.fill(ink);
                self.rectangle(rect, PaintMode::Fill);
            }
            Shape::Dash => {
                self.stroke(ink, 0.8);
                let y = -round(rect.y + rect.h / 2.0);
                self.line(&[(round(rect.x), y), (round(rect.x + rect.w), y)], false);
            }
        }
    }

    /// Circles that follow each other, each moved to its place from the one before: in the rows of a
    /// rating scale these are the same bytes again and again, which compress to next to nothing.
    fn circles(&mut self, row: &[&Item], ink: Ink) {
        self.stroke(ink, 0.8);
        self.ops.push(Op::SaveGraphicsState);
        let mut at = (0.0, 0.0);
        for item in row {
            if let Item::Mark { rect, .. } = item {
                let center = (round(rect.x + rect.w / 2.0), -round(rect.y + rect.h / 2.0));
                self.shift(round(center.0 - at.0), round(center.1 - at.1));
                let name = DictItem::Name(circle::name(rect.w).into_bytes());
                self.ops.push(Op::Unknown { key: "Do".into(), value: vec![name] });
                at = center;
            }
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Lines to write on: the same bytes for each, moved down by the pitch, which compress well.
    fn ruled(&mut self, at: (f32, f32), width: f32, pitch: f32, lines: u32) {
        self.stroke(Ink::Hairline, 0.5);
        self.ops.push(Op::SaveGraphicsState);
        self.shift(round(at.0), -round(at.1));
        for n in 0..lines {
            if n > 0 {
                self.shift(0.0, -round(pitch));
            }
            self.line(&[(0.0, 0.0), (round(width), 0.0)], false);
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        let matrix = CurTransMat::Raw([1.0, 0.0, 0.0, 1.0, dx, dy]);
        self.ops.push(Op::SetTransformationMatrix { matrix });
    }

    /// A space after the last run, if it has none: by it programs that read aloud part words that only
    /// their places part on the page. What follows is moved to its own place.
    fn parting(&mut self, last: &Run) {
        let is_parted = last.words.last().is_none_or(|word| word.text.ends_with(char::is_whitespace));
        if let (false, Some(code)) = (is_parted, self.faces.get(last.face).and_then(|used| used.space)) {
            let space = DictItem::String { data: code.to_be_bytes().to_vec(), literal: true };
            self.ops.push(Op::Unknown { key: "TJ".into(), value: vec![DictItem::Array(vec![space])] });
            self.text.pen = f32::NEG_INFINITY;
        }
    }

    fn run(&mut self, x: f32, y: f32, size: f32, run: &Run) {
        let Some(used) = self.faces.get(run.face) else { return };
        self.fill(run.ink);
        let target = (round(x), -round(y));
        let state = &mut self.text;
        if state.font != Some((run.face, size)) {
            state.font = Some((run.face, size));
            let font = PdfFontHandle::External(FontId(used.resource()));
            self.ops.push(Op::SetFont { font, size: Pt(round(size)) });
        }
        // A run that goes on where the last one ended needs no move.
        if target.1 != state.at.1 || (target.0 - state.pen).abs() > 0.03 {
            let step = (round(target.0 - state.at.0), round(target.1 - state.at.1));
            state.at = target;
            state.pen = target.0;
            self.ops.push(Op::SetTextCursor { pos: point(step.0, step.1) });
        }
        state.pen += run.words.iter().map(|w| w.width).sum::<i32>() as f32 * size / 1000.0;
        if run.is_rtl {
            // What is shown from left to right, but read the other way: ISO 32000-1, 14.8.2.3.3.
            self.ops.push(Op::BeginMarkedContent { tag: "ReversedChars".into() });
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
        if run.is_rtl {
            self.ops.push(Op::EndMarkedContent);
        }
    }
}
