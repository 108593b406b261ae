//! One page's items as drawing instructions.

pub(super) mod circle;
mod show;

use crate::pdf::syntax::round;
use crate::pdf::write::content::Content;
use crate::pdf::write::fonts::UsedFaces;
use crate::pdf::write::tags;
use crate::pdf::write::tags::Languages;
use show::{Show, actual_text};

use crate::document::ColorRole;
use crate::geom::Rect;
use crate::layout::text::{FaceId, Run};
use crate::layout::{Item, Page, PrefilledText, Shape, Structure};

/// A colour: grey, or red, green and blue; from 0 to 1.
#[derive(Clone, Copy)]
enum Color {
    Grey(f32),
    Rgb(f32, f32, f32),
}

/// The colour of an color. The accent keeps its weight on a grey printer. Text is at least 7:1 against paper,
/// what is drawn to be filled in 3:1 (WCAG 1.4.6 and 1.4.11).
fn color_value(color: ColorRole) -> Color {
    match color {
        ColorRole::Text => Color::Grey(0.08),
        ColorRole::Muted => Color::Grey(0.34),
        ColorRole::Accent => Color::Rgb(0.04, 0.31, 0.45),
        ColorRole::Hairline => Color::Grey(0.58),
        ColorRole::Tint => Color::Grey(0.955),
    }
}

/// The instructions that draw a page, all marked: as a stretch of a node, or as what only decorates.
pub(super) fn page(
    page: &Page,
    (structure, languages): (&Structure, &Languages),
    height: f32,
    faces: &UsedFaces,
) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    // From here on `y` grows from the top of the page, downward being negative: whole numbers stay whole.
    painter.out.shift(0.0, round(height));
    // Text comes last, in one text section: most of its state then carries over from line to line.
    let is_drawn = |item: &&Item| {
        matches!(item, Item::Rule { .. } | Item::Ruled { .. } | Item::Fill { .. } | Item::Mark { .. })
    };
    let graphics: Vec<&Item> = page.items.iter().filter(is_drawn).collect();
    if !graphics.is_empty() {
        painter.out.named("Artifact", "BMC");
    }
    for row in graphics.chunk_by(|a, b| circle::color(a).is_some() && circle::color(b).is_some()) {
        match circle::color(row[0]) {
            Some(color) => painter.circles(row, color),
            None => painter.graphic(row[0]),
        }
    }
    if !graphics.is_empty() {
        painter.out.op([], "EMC");
    }
    painter.out.op([], "BT");
    let mut number = 0;
    for stretch in tags::read(page).chunk_by(|a, b| tags::together(languages, a, b)) {
        let Item::Text { node, .. } = stretch[0] else { continue };
        let role = node.and_then(|node| structure.nodes.get(node.0 as usize)).map(|node| node.role);
        let kind = role
            .map(|role| if languages.sets_apart(stretch[0]) { tags::APART } else { tags::inner_type(role) });
        match kind {
            Some(kind) => painter.out.begin_numbered(kind, number),
            None => painter.out.begin("Artifact", b"/Type/Pagination"),
        }
        number += usize::from(node.is_some());
        for (n, item) in stretch.iter().enumerate() {
            if let Item::Text { x, y, size, run, starts_paragraph, .. } = item {
                if let (true, Some(Item::Text { run, .. })) =
                    (*starts_paragraph, n.checked_sub(1).map(|n| stretch[n]))
                {
                    painter.parting(run);
                }
                painter.run(*x, *y, *size, run);
            }
        }
        painter.out.op([], "EMC");
    }
    painter.out.op([], "ET");
    painter.out.into_bytes()
}

/// The instructions that draw texts on a page that is there already, where `y` is counted from its
/// bottom and down. They are not marked. `written` is what they spell, if it is something else.
pub(crate) fn texts(items: &[Item], written: Option<&str>, faces: &UsedFaces) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    painter.out.op([], "q");
    painter.out.op([], "BT");
    if let Some(written) = written {
        actual_text(&mut painter.out, written);
    }
    let mut before: Option<&Run> = None;
    for item in items {
        let Item::Text { x, y, size, run, starts_paragraph, .. } = item else { continue };
        if let Some(last) = before.filter(|_| *starts_paragraph) {
            painter.parting(last);
        }
        painter.run(*x, *y, *size, run);
        before = Some(run);
    }
    if written.is_some() {
        painter.out.op([], "EMC");
    }
    painter.out.op([], "ET");
    painter.out.op([], "Q");
    painter.out.into_bytes()
}

/// The instructions that draw what is filled in at a place of this height, marked as programs that type
/// expect it.
pub(super) fn typed(typed: &PrefilledText, height: f32, faces: &UsedFaces) -> Vec<u8> {
    let mut painter = Painter::new(faces);
    painter.out.named("Tx", "BMC");
    painter.out.op([], "q");
    painter.out.shift(0.0, round(height));
    painter.out.op([], "BT");
    for run in &typed.runs {
        painter.run(run.x, typed.y, typed.size * run.scale, run);
    }
    for operator in ["ET", "Q", "EMC"] {
        painter.out.op([], operator);
    }
    painter.out.into_bytes()
}

struct Painter<'a> {
    out: Content,
    faces: &'a UsedFaces,
    fill: Option<ColorRole>,
    stroke: Option<(ColorRole, f32)>,
    text: TextState,
}

/// What holds inside a text section.
#[derive(Default)]
struct TextState {
    font: Option<(FaceId, f32)>,
    /// Where the current line starts_paragraph.
    at: (f32, f32),
    /// Where the last word ended.
    pen: f32,
}

impl<'a> Painter<'a> {
    fn new(faces: &'a UsedFaces) -> Self {
        Self { out: Content::default(), faces, fill: None, stroke: None, text: TextState::default() }
    }

    fn graphic(&mut self, item: &Item) {
        match item {
            Item::Rule { x, y, width, weight, color } => {
                self.stroke(*color, *weight);
                let y = -round(*y);
                self.out.line((round(*x), y), (round(x + width), y));
            }
            Item::Ruled { x, y, width, pitch, lines } => self.ruled((*x, *y), *width, *pitch, *lines),
            Item::Fill { rect, color } => {
                self.fill(*color);
                self.rectangle(*rect, "f");
            }
            Item::Mark { rect, shape, color } => self.mark(*rect, *shape, *color),
            Item::Text { .. } | Item::Link { .. } | Item::Field { .. } | Item::PageNumber { .. } => {}
        }
    }

    fn fill(&mut self, color: ColorRole) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            match color_value(color) {
                Color::Grey(grey) => self.out.op([grey], "g"),
                Color::Rgb(r, g, b) => self.out.op([r, g, b], "rg"),
            }
        }
    }

    fn stroke(&mut self, color: ColorRole, weight: f32) {
        if self.stroke.map(|s| s.0) != Some(color) {
            match color_value(color) {
                Color::Grey(grey) => self.out.op([grey], "G"),
                Color::Rgb(r, g, b) => self.out.op([r, g, b], "RG"),
            }
        }
        if self.stroke.map(|s| s.1) != Some(weight) {
            self.out.op([weight], "w");
        }
        self.stroke = Some((color, weight));
    }

    fn rectangle(&mut self, rect: Rect, paint: &str) {
        let corner = (round(rect.x), -round(rect.y + rect.h));
        self.out.op([corner.0, corner.1, round(rect.w), round(rect.h)], "re");
        self.out.op([], paint);
    }

    fn mark(&mut self, rect: Rect, shape: Shape, color: ColorRole) {
        match shape {
            Shape::Square => {
                self.stroke(color, 0.8);
                self.rectangle(rect, "S");
            }
            Shape::Circle => {}
            Shape::Dot => {
                self.fill(color);
                self.rectangle(rect, "f");
            }
            Shape::Dash => {
                self.stroke(color, 0.8);
                let y = -round(rect.y + rect.h / 2.0);
                self.out.line((round(rect.x), y), (round(rect.x + rect.w), y));
            }
        }
    }

    /// Circles that follow each other, each moved to its place from the one before: in the rows of a
    /// rating scale these are the same bytes again and again, which compress to next to nothing.
    fn circles(&mut self, row: &[&Item], color: ColorRole) {
        self.stroke(color, 0.8);
        self.out.op([], "q");
        let mut at = (0.0, 0.0);
        for item in row {
            if let Item::Mark { rect, .. } = item {
                let center = (round(rect.x + rect.w / 2.0), -round(rect.y + rect.h / 2.0));
                self.out.shift(round(center.0 - at.0), round(center.1 - at.1));
                self.out.named(&circle::name(rect.w), "Do");
                at = center;
            }
        }
        self.out.op([], "Q");
    }

    /// Lines to write on: the same bytes for each, moved down by the pitch, which compress well.
    fn ruled(&mut self, at: (f32, f32), width: f32, pitch: f32, lines: u32) {
        self.stroke(ColorRole::Hairline, 0.5);
        self.out.op([], "q");
        self.out.shift(round(at.0), -round(at.1));
        for n in 0..lines {
            if n > 0 {
                self.out.shift(0.0, -round(pitch));
            }
            self.out.line((0.0, 0.0), (round(width), 0.0));
        }
        self.out.op([], "Q");
    }

    /// A space after the last run, if it has none: by it programs that read aloud node words that only
    /// their places node on the page. What follows is moved to its own place.
    fn parting(&mut self, last: &Run) {
        let is_parted = last.words.last().is_none_or(|word| word.text.ends_with(char::is_whitespace));
        if let (false, Some(code)) = (is_parted, self.faces.get(last.face).and_then(|used| used.space)) {
            self.out.start_text();
            self.out.text(&code.to_be_bytes());
            self.out.end_text();
            self.text.pen = f32::NEG_INFINITY;
        }
    }

    fn run(&mut self, x: f32, y: f32, size: f32, run: &Run) {
        let Some(used) = self.faces.get(run.face) else { return };
        self.fill(run.color);
        let target = (round(x), -round(y));
        let state = &mut self.text;
        if state.font != Some((run.face, size)) {
            state.font = Some((run.face, size));
            self.out.font(&used.resource(), round(size));
        }
        // A run that goes on where the last one ended needs no move.
        if target.1 != state.at.1 || (target.0 - state.pen).abs() > 0.03 {
            let step = (round(target.0 - state.at.0), round(target.1 - state.at.1));
            state.at = target;
            state.pen = target.0;
            self.out.op([step.0, step.1], "Td");
        }
        state.pen += run.words.iter().map(|w| w.width).sum::<i32>() as f32 * size / 1000.0;
        if run.is_rtl {
            // What is shown from left to right, but read the other way: ISO 32000-1, 14.8.2.3.3.
            self.out.named("ReversedChars", "BMC");
        }
        let mut show = Show::default();
        for word in &run.words {
            let known = used.word(word);
            let is_plain = known.is_some_and(|known| known.is_plain);
            if !is_plain {
                show.flush(&mut self.out);
                actual_text(&mut self.out, &word.text);
            }
            match known.and_then(|known| known.shown.as_ref()) {
                Some(shown) => show.word(&mut self.out, shown),
                None => show.glyphs(&mut self.out, word, used, size),
            }
            if !is_plain {
                show.flush(&mut self.out);
                self.out.op([], "EMC");
            }
        }
        show.flush(&mut self.out);
        if run.is_rtl {
            self.out.op([], "EMC");
        }
    }
}
