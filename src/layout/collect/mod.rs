//! First pass: flowables become pieces of known height.

mod parts;

use std::sync::Arc;

use crate::document::{
    ColorRole, Control, Destination, Flowable, Group, Marker, Paragraph, Role, Tagged, TextStyle,
};
use crate::geom::Rect;
use crate::layout::page::{Item, Shape};
use crate::layout::structure::{Outliner, PartId};
use crate::layout::text::{Line, Typesetter};

/// A slab of a column that is never cut.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct Piece {
    pub height: f32,
    /// Space above, dropped at the top of a page.
    pub before: f32,
    /// Its items; `x` from the left of the column, `y` from the top of the piece.
    pub items: Vec<Item>,
    /// Whether it stays on the page of the next piece.
    pub keep: bool,
    /// Lines to write on, to be drawn when the page knows how many.
    pub notes: Option<Lines>,
    /// What can be filled in on these lines, and the part it belongs to.
    pub control: Option<(Arc<Control>, PartId)>,
    pub destinations: Vec<Destination>,
    /// The group it belongs to.
    pub group: Option<usize>,
    /// Whether a new page starts here.
    pub page_break: bool,
}

/// Lines to write on.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Lines {
    /// How many, at least.
    pub number: u32,
    /// Their share of what is left on the page.
    pub weight: f32,
    pub pitch: f32,
    pub width: f32,
}

/// A group that stands on one page when one can hold it.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct GroupHead {
    /// The pieces that head each further page.
    pub continued: Vec<Piece>,
}

/// Turns flowables into pieces.
pub(in crate::layout) struct Collector<'t, 'f> {
    pub setter: &'t mut Typesetter<'f>,
    /// The height of a page's region: nothing may be taller.
    pub region: f32,
    pub groups: Vec<GroupHead>,
    pub outliner: Outliner,
    /// Space above the next piece, from flowables that are only space.
    pending: f32,
    destinations: Vec<Destination>,
    page_break: bool,
}

impl<'t, 'f> Collector<'t, 'f> {
    pub(in crate::layout) fn new(setter: &'t mut Typesetter<'f>, region: f32) -> Self {
        Self {
            setter,
            region,
            groups: Vec::new(),
            outliner: Outliner::default(),
            pending: 0.0,
            destinations: Vec::new(),
            page_break: false,
        }
    }

    /// The pieces of a whole story, set in a column `width` points wide.
    pub(in crate::layout) fn collect(&mut self, flow: &[Flowable], width: f32) -> Vec<Piece> {
        let mut pieces = self.flow(flow, width);
        // A place at the very end is that of nothing, but links may still lead there.
        if !self.destinations.is_empty() {
            self.push(&mut pieces, 0.0, Piece::default());
        }
        pieces
    }

    fn flow(&mut self, flow: &[Flowable], width: f32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for flowable in flow {
            match flowable {
                Flowable::Paragraph(p) => self.paragraph(p, width, &mut pieces),
                Flowable::Row(row) => self.row(row, width, &mut pieces),
                Flowable::Notes(notes) => self.notes(notes, width, &mut pieces),
                Flowable::Field(field) => self.field(field, width, &mut pieces),
                Flowable::Code(code) => self.code(code, width, &mut pieces),
                Flowable::Entry(entry) => self.entry(entry, width, &mut pieces),
                Flowable::Rule { ink, weight, before } => {
                    let item = Item::Rule { x: 0.0, y: 0.0, width, weight: *weight, ink: *ink };
                    self.push(
                        &mut pieces,
                        *before,
                        Piece { items: vec![item], keep: true, ..Piece::default() },
                    );
                }
                Flowable::Space(height) => self.pending += height,
                Flowable::Group(group) => self.group(group, width, &mut pieces),
                Flowable::Tagged(tagged) => self.tagged(tagged, width, &mut pieces),
                Flowable::PageBreak => self.page_break = true,
                Flowable::Destination(destination) => self.destinations.push(destination.clone()),
            }
        }
        pieces
    }

    fn push(&mut self, pieces: &mut Vec<Piece>, before: f32, mut piece: Piece) {
        piece.before = before + std::mem::take(&mut self.pending);
        piece.destinations = std::mem::take(&mut self.destinations);
        piece.page_break = std::mem::take(&mut self.page_break);
        pieces.push(piece);
    }

    fn tagged(&mut self, tagged: &Tagged, width: f32, pieces: &mut Vec<Piece>) {
        let opened = self.outliner.open(tagged.role);
        pieces.append(&mut self.flow(&tagged.flow, width));
        self.outliner.close(opened);
    }

    fn group(&mut self, group: &Group, width: f32, pieces: &mut Vec<Piece>) {
        let before = self.setter.subject.clone();
        if group.subject.is_some() {
            self.setter.subject.clone_from(&group.subject);
        }
        self.pending += group.before;
        let index = self.groups.len();
        self.groups.push(GroupHead::default());
        let start = pieces.len();
        let mut inner = self.flow(&group.flow, width);
        keep_inner_groups(&mut inner, self.region);
        for piece in &mut inner {
            piece.group = Some(index);
        }
        pieces.append(&mut inner);
        if pieces.len() > start {
            let opened = self.outliner.repeat();
            let continued = self.collect(&group.continued, width);
            self.outliner.close(opened);
            self.groups[index].continued = continued;
        }
        self.setter.subject = before;
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: f32, pieces: &mut Vec<Piece>) {
        let style = &paragraph.style;
        let part = self.outliner.text(Role::Paragraph);
        let indent = paragraph.marker.map_or(0.0, indent_of);
        let room = (width - indent).max(style.size * 2.0);
        let lines = self.lines(paragraph, room);
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let mut items = Vec::with_capacity(line.runs.len() + 1);
            // The marker stands where reading starts.
            let from_right = line.from_right;
            let (marker_x, text_x) =
                if from_right { (width - indent, width - indent - room) } else { (0.0, indent) };
            if let (0, Some(marker)) = (n, paragraph.marker) {
                let mut item = mark(marker, style);
                item.shift(marker_x + if from_right { indent - item_width(&item) - 1.0 } else { 0.0 }, 0.0);
                let field = paragraph
                    .control
                    .as_ref()
                    .zip(part)
                    .and_then(|(control, part)| field_on(&item, control, part));
                items.push(item);
                items.extend(field);
            }
            push_line(&mut items, line, (text_x, baseline(style)), style.size, part, n == 0);
            // Neither the first nor the last line of a paragraph stands alone on a page.
            let inside = n + 1 < count && (n == 0 || n + 2 == count);
            let keep = inside || (n + 1 == count && paragraph.keep_with_next);
            let piece = Piece { height: style.leading, items, keep, ..Piece::default() };
            self.push(pieces, if n == 0 { paragraph.before } else { 0.0 }, piece);
        }
    }

    fn lines(&mut self, paragraph: &Paragraph, room: f32) -> Vec<Line> {
        let (text, style) = (&paragraph.text, &paragraph.style);
        let mut lines = match paragraph.max_lines {
            Some(1) => self.setter.first_line(text, style, room).into_iter().collect(),
            _ => self.setter.lines(text, style, room),
        };
        let is_foreign = !lines.iter().flat_map(|line| &line.runs).any(|run| run.is_rtl);
        if self.setter.is_mirrored && is_foreign && lines.len() > 1 && paragraph.marker.is_none() {
            // Several lines whose starts do not stand under each other are hard to read.
            lines = self.setter.unmirrored(|setter| setter.lines(text, style, room));
        }
        lines.truncate(paragraph.max_lines.unwrap_or(usize::MAX).max(1));
        lines
    }
}

/// The distance of the baseline from the top of a line: half the x-height below its middle, so
/// that text looks centred whatever the leading. Half points are fine enough, and short to write.
pub(in crate::layout) fn baseline(style: &TextStyle) -> f32 {
    ((style.leading + style.size * 0.64) as u32) as f32 / 2.0
}

fn indent_of(marker: Marker) -> f32 {
    match marker {
        Marker::TickBox => 16.0,
        Marker::Radio => 14.0,
        Marker::Bullet | Marker::Dash => 12.0,
    }
}

fn item_width(item: &Item) -> f32 {
    if let Item::Mark { rect, .. } = item { rect.w } else { 0.0 }
}

fn mark(marker: Marker, style: &TextStyle) -> Item {
    let (size, shape, ink) = match marker {
        Marker::TickBox => (8.0, Shape::Square, ColorRole::Muted),
        Marker::Radio => (10.0, Shape::Circle, ColorRole::Muted),
        Marker::Bullet => (4.0, Shape::Dot, ColorRole::Accent),
        Marker::Dash => (6.0, Shape::Dash, ColorRole::Accent),
    };
    let rect = Rect { x: 0.5, y: (style.leading - size) / 2.0, w: size, h: size };
    Item::Mark { rect, shape, ink }
}

/// The words of a line, as the start of a text or going on with it.
pub(in crate::layout) fn push_line(
    items: &mut Vec<Item>,
    line: Line,
    (x, y): (f32, f32),
    size: f32,
    part: Option<PartId>,
    starts: bool,
) {
    items.extend(line.runs.into_iter().enumerate().map(|(n, run)| Item::Text {
        x: x + run.x,
        y,
        size: size * run.scale,
        run,
        part,
        starts: starts && n == 0,
    }));
}

/// The items of a piece with its lines to write on, as many as it asks for at least.
pub(in crate::layout) fn drawn(mut piece: Piece) -> Vec<Item> {
    let Some(Lines { number: lines, pitch, width, .. }) = piece.notes else { return piece.items };
    piece.items.push(Item::Ruled { x: 0.0, y: pitch, width, pitch, lines });
    if let Some((control, part)) = piece.control {
        let rect = Rect { x: 0.0, y: ABOVE_LINE, w: width, h: lines as f32 * pitch - ABOVE_LINE };
        piece.items.push(Item::Field { rect, control, typed: None, part });
    }
    piece.items
}

/// How far what is typed on lines is moved down, so that it stands on them: programs leave as much
/// room under a line of text as its deepest letters need.
const ABOVE_LINE: f32 = 3.0;

/// What can be filled in at a mark.
fn field_on(mark: &Item, control: &Arc<Control>, part: PartId) -> Option<Item> {
    let Item::Mark { rect, .. } = mark else { return None };
    Some(Item::Field { rect: *rect, control: Arc::clone(control), typed: None, part })
}

/// Keeps a group inside a group whole where the outer one must be split and a page holds the inner.
fn keep_inner_groups(pieces: &mut [Piece], region: f32) {
    for inner in pieces.chunk_by_mut(|a, b| a.group.is_some() && a.group == b.group) {
        let height: f32 = inner.iter().map(|p| p.before + p.height).sum();
        if inner[0].group.is_some() && height - inner[0].before <= region {
            let last = inner.len() - 1;
            inner[..last].iter_mut().for_each(|piece| piece.keep = true);
        }
    }
}
