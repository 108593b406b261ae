//! First pass: flowables become pieces of known height.

use super::page::{Item, Shape};
use super::text::{Line, Typesetter};
use crate::document::{
    Cell, Code, Destination, Entry, Field, Flowable, Group, Ink, Marker, Notes, Paragraph, Row, TextStyle,
    Width,
};
use crate::geom::Rect;

/// A slab of a column that is never cut.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    pub height: f32,
    /// Space above, dropped at the top of a page.
    pub before: f32,
    /// Its items; `x` from the left of the column, `y` from the top of the piece.
    pub items: Vec<Item>,
    /// Whether it stays on the page of the next piece.
    pub keep: bool,
    /// Lines to write on, to be drawn when the page knows how many.
    pub notes: Option<(Notes, f32)>,
    pub destinations: Vec<Destination>,
    /// The group it belongs to.
    pub group: Option<usize>,
    /// Whether a new page starts here.
    pub page_break: bool,
}

/// A group that stands on one page when one can hold it.
#[derive(Debug, Clone, Default)]
pub(super) struct GroupHead {
    /// The pieces that head each further page.
    pub continued: Vec<Piece>,
}

/// Turns flowables into pieces.
pub(super) struct Collector<'t, 'f> {
    pub setter: &'t mut Typesetter<'f>,
    /// The height of a page's region: nothing may be taller.
    pub region: f32,
    pub groups: Vec<GroupHead>,
    /// Space above the next piece, from flowables that are only space.
    pending: f32,
    destinations: Vec<Destination>,
    page_break: bool,
}

impl<'t, 'f> Collector<'t, 'f> {
    pub(super) fn new(setter: &'t mut Typesetter<'f>, region: f32) -> Self {
        Self { setter, region, groups: Vec::new(), pending: 0.0, destinations: Vec::new(), page_break: false }
    }

    /// The pieces of `flow`, set in a column `width` points wide.
    pub(super) fn collect(&mut self, flow: &[Flowable], width: f32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for flowable in flow {
            match flowable {
                Flowable::Paragraph(p) => self.paragraph(p, width, &mut pieces),
                Flowable::Row(row) => self.row(row, width, &mut pieces),
                Flowable::Notes(notes) => self.notes(*notes, width, &mut pieces),
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

    fn group(&mut self, group: &Group, width: f32, pieces: &mut Vec<Piece>) {
        let before = self.setter.subject.clone();
        if group.subject.is_some() {
            self.setter.subject.clone_from(&group.subject);
        }
        self.pending += group.before;
        let index = self.groups.len();
        self.groups.push(GroupHead::default());
        let start = pieces.len();
        let mut inner = self.collect(&group.flow, width);
        for piece in &mut inner {
            piece.group = Some(index);
        }
        pieces.append(&mut inner);
        if let (Some(head), true) = (&group.continued, pieces.len() > start) {
            let mut continued = Vec::new();
            self.paragraph(head, width, &mut continued);
            self.groups[index].continued = continued;
        }
        self.setter.subject = before;
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: f32, pieces: &mut Vec<Piece>) {
        let style = &paragraph.style;
        let indent = paragraph.marker.map_or(0.0, indent_of);
        let room = (width - indent).max(style.size * 2.0);
        let mut lines = match paragraph.max_lines {
            Some(1) => self.setter.first_line(&paragraph.text, style, room).into_iter().collect(),
            _ => self.setter.lines(&paragraph.text, style, room),
        };
        lines.truncate(paragraph.max_lines.unwrap_or(usize::MAX).max(1));
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let mut items = Vec::with_capacity(line.runs.len() + 1);
            // The marker stands where reading starts.
            let (marker_x, text_x) = if line.rtl { (width - indent, 0.0) } else { (0.0, indent) };
            if let (0, Some(marker)) = (n, paragraph.marker) {
                let mut item = mark(marker, style);
                item.shift(marker_x + if line.rtl { indent - item_width(&item) - 1.0 } else { 0.0 }, 0.0);
                items.push(item);
            }
            push_line(&mut items, line, text_x, baseline(style), style.size);
            // Neither the first nor the last line of a paragraph stands alone on a page.
            let inside = n + 1 < count && (n == 0 || n + 2 == count);
            let keep = inside || (n + 1 == count && paragraph.keep_with_next);
            let piece = Piece { height: style.leading, items, keep, ..Piece::default() };
            self.push(pieces, if n == 0 { paragraph.before } else { 0.0 }, piece);
        }
    }

    fn row(&mut self, row: &Row, width: f32, pieces: &mut Vec<Piece>) {
        let widths = cell_widths(&row.cells, width, row.gap);
        let outer = (std::mem::take(&mut self.pending), std::mem::take(&mut self.destinations));
        let outer_break = std::mem::take(&mut self.page_break);
        let mut x = 0.0;
        let mut height: f32 = 0.0;
        let mut items = Vec::new();
        for (cell, cell_width) in row.cells.iter().zip(&widths) {
            let mut y = 0.0;
            for (n, piece) in self.collect(&cell.flow, *cell_width).into_iter().enumerate() {
                y += if n == 0 { 0.0 } else { piece.before };
                for mut item in drawn(piece.items, piece.notes) {
                    item.shift(x, y);
                    items.push(item);
                }
                y += piece.height;
            }
            self.pending = 0.0;
            height = height.max(y);
            x += cell_width + row.gap;
        }
        (self.pending, self.destinations) = outer;
        self.page_break = outer_break;
        if height > self.region {
            self.pending += row.before;
            for cell in &row.cells {
                let mut stacked = self.collect(&cell.flow, width);
                pieces.append(&mut stacked);
                self.pending += STACKED;
            }
            return;
        }
        if row.ruled {
            items.push(Item::Rule { x: 0.0, y: height, width, weight: 0.5, ink: Ink::Hairline });
        }
        self.push(pieces, row.before, Piece { height, items, keep: row.keep_with_next, ..Piece::default() });
    }

    fn notes(&mut self, notes: Notes, width: f32, pieces: &mut Vec<Piece>) {
        let most = (self.region * 0.8 / notes.pitch) as u32;
        let notes = Notes { min_lines: notes.min_lines.min(most).max(1), ..notes };
        let height = notes.min_lines as f32 * notes.pitch;
        self.push(pieces, 0.0, Piece { height, notes: Some((notes, width)), ..Piece::default() });
    }

    fn field(&mut self, field: &Field, width: f32, pieces: &mut Vec<Piece>) {
        let mut items = Vec::new();
        let mut x = 0.0;
        if let Some(line) = self.setter.first_line(&field.label, &field.style, width) {
            x = line.extent.1 + 6.0;
            push_line(&mut items, line, 0.0, field.height - 4.0, field.style.size);
        }
        let rule =
            Item::Rule { x, y: field.height, width: (width - x).max(0.0), weight: 0.5, ink: Ink::Hairline };
        items.push(rule);
        self.push(pieces, 0.0, Piece { height: field.height, items, ..Piece::default() });
    }

    fn code(&mut self, code: &Code, width: f32, pieces: &mut Vec<Piece>) {
        let style = &code.style;
        let inner = width - 2.0 * CODE_PAD;
        let mut lines = Vec::new();
        for span in &code.text.spans {
            for source in span.text.trim_end_matches('\n').split('\n') {
                let mut one = code.text.clone();
                one.spans =
                    vec![crate::document::Span { text: source.replace('\t', "    "), ..span.clone() }];
                lines.append(&mut self.setter.lines(&one, style, inner));
            }
        }
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let (first, last) = (n == 0, n + 1 == count);
            let top = if first { 4.0 } else { 0.0 };
            let height = style.leading + top + if last { 4.0 } else { 0.0 };
            let mut items =
                vec![Item::Fill { rect: Rect { x: 0.0, y: 0.0, w: width, h: height }, ink: Ink::Tint }];
            push_line(&mut items, line, CODE_PAD, top + baseline(style), style.size);
            // Code is read as a whole: it splits only where no page holds it.
            let keep = !last && (count <= 16 || n == 0 || n + 2 == count);
            self.push(
                pieces,
                if first { 4.0 } else { 0.0 },
                Piece { height, items, keep, ..Piece::default() },
            );
        }
    }

    fn entry(&mut self, entry: &Entry, width: f32, pieces: &mut Vec<Piece>) {
        let style = &entry.style;
        let mut items = Vec::new();
        let number_room = style.size * 3.0;
        if let Some(line) = self.setter.first_line(&entry.text, style, width - number_room) {
            push_line(&mut items, line, 0.0, baseline(style), style.size);
        }
        items.push(Item::PageNumber { x: width, y: baseline(style), style: *style, of: entry.to });
        items.push(Item::Link { rect: Rect { x: 0.0, y: 0.0, w: width, h: style.leading }, to: entry.to });
        self.push(pieces, 0.0, Piece { height: style.leading, items, ..Piece::default() });
    }
}

/// Space between the cells of a row set as a stack.
const STACKED: f32 = 8.0;
/// Space beside code, inside its ground.
const CODE_PAD: f32 = 8.0;

/// The distance of the baseline from the top of a line: half the x-height below its middle, so
/// that text looks centred whatever the leading. Half points are fine enough, and short to write.
pub(super) fn baseline(style: &TextStyle) -> f32 {
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
        Marker::TickBox => (8.0, Shape::Square, Ink::Muted),
        Marker::Radio => (10.0, Shape::Circle, Ink::Muted),
        Marker::Bullet => (4.0, Shape::Dot, Ink::Accent),
        Marker::Dash => (6.0, Shape::Dash, Ink::Accent),
    };
    let rect = Rect { x: 0.5, y: (style.leading - size) / 2.0, w: size, h: size };
    Item::Mark { rect, shape, ink }
}

pub(super) fn push_line(items: &mut Vec<Item>, line: Line, x: f32, y: f32, size: f32) {
    items.extend(line.runs.into_iter().map(|run| Item::Text {
        x: x + run.x,
        y,
        size: size * run.scale,
        run,
    }));
}

/// The items of a piece with its lines to write on, as many as it asks for at least.
pub(super) fn drawn(mut items: Vec<Item>, notes: Option<(Notes, f32)>) -> Vec<Item> {
    if let Some((notes, width)) = notes {
        let Notes { pitch, min_lines: lines, .. } = notes;
        items.push(Item::Ruled { x: 0.0, y: pitch, width, pitch, lines });
    }
    items
}

fn cell_widths(cells: &[Cell], width: f32, gap: f32) -> Vec<f32> {
    let gaps = gap * cells.len().saturating_sub(1) as f32;
    let fixed: f32 = cells.iter().map(|c| if let Width::Points(w) = c.width { w } else { 0.0 }).sum();
    let shares: f32 = cells.iter().map(|c| if let Width::Share(s) = c.width { s } else { 0.0 }).sum();
    let left = (width - gaps - fixed).max(0.0);
    let of = |cell: &Cell| match cell.width {
        Width::Points(w) => w,
        // Whole points: columns then start at numbers that are short to write.
        Width::Share(s) => (left * s / shares.max(f32::MIN_POSITIVE)).floor(),
    };
    cells.iter().map(of).collect()
}
