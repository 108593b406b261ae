//! The flowables other than paragraphs and groups, as pieces.

use std::sync::Arc;

use super::{Collector, Lines, Piece, baseline, drawn, push_line};
use crate::document::{
    Align, Cell, Code, ColorRole, Entry, Field, Notes, RichText, Role, Row, Span, TextStyle, Width,
};
use crate::geom::Rect;
use crate::layout::page::{Item, Typed};
use crate::layout::structure::PartId;
use crate::layout::text::Line;

/// Space between the cells of a row set as a stack.
const STACKED: f32 = 8.0;
/// Height of what can be filled in above a line.
const FIELD_HEIGHT: f32 = 16.0;
/// The distance of the words on a line from it: that of the label before it.
const FIELD_FOOT: f32 = 4.0;
/// Words on a line, set as what is typed there.
const VALUE: TextStyle = TextStyle { size: 12.0, leading: 16.0, ink: ColorRole::Text, align: Align::Start };
/// The smallest size of a value; what does not fit even so is cut.
const SMALLEST: f32 = 6.0;
/// Space beside a value: programs that type leave as much.
const VALUE_PAD: f32 = 2.0;
/// Space beside code, inside its ground.
const CODE_PAD: f32 = 8.0;

impl Collector<'_, '_> {
    pub(super) fn row(&mut self, row: &Row, width: f32, pieces: &mut Vec<Piece>) {
        let widths = cell_widths(&row.cells, width, row.gap);
        let outer = (std::mem::take(&mut self.pending), std::mem::take(&mut self.destinations));
        let outer_break = std::mem::take(&mut self.page_break);
        let parts = self.outliner.count();
        let mut x = 0.0;
        let mut height: f32 = 0.0;
        let mut items = Vec::new();
        for (cell, cell_width) in row.cells.iter().zip(&widths) {
            let left = if self.setter.is_mirrored { width - x - cell_width } else { x };
            let mut y = 0.0;
            for (n, piece) in self.flow(&cell.flow, *cell_width).into_iter().enumerate() {
                y += if n == 0 { 0.0 } else { piece.before };
                let below = y + piece.height;
                for mut item in drawn(piece) {
                    item.shift(left, y);
                    items.push(item);
                }
                y = below;
            }
            self.pending = 0.0;
            height = height.max(y);
            x += cell_width + row.gap;
        }
        (self.pending, self.destinations) = outer;
        self.page_break = outer_break;
        if height > self.region {
            self.pending += row.before;
            self.outliner.return_to(parts);
            for cell in &row.cells {
                let mut stacked = self.flow(&cell.flow, width);
                pieces.append(&mut stacked);
                self.pending += STACKED;
            }
            return;
        }
        if row.ruled {
            items.push(Item::Rule { x: 0.0, y: height, width, weight: 0.5, ink: ColorRole::Hairline });
        }
        self.push(pieces, row.before, Piece { height, items, keep: row.keep_with_next, ..Piece::default() });
    }

    pub(super) fn notes(&mut self, notes: &Notes, width: f32, pieces: &mut Vec<Piece>) {
        let most = (self.region * 0.8 / notes.pitch) as u32;
        let number = notes.min_lines.min(most).max(1);
        let height = number as f32 * notes.pitch;
        let lines = Lines { number, weight: notes.weight, pitch: notes.pitch, width };
        let part = self.outliner.text(Role::Paragraph);
        let control = notes.control.clone().zip(part);
        self.push(pieces, 0.0, Piece { height, notes: Some(lines), control, ..Piece::default() });
    }

    pub(super) fn field(&mut self, field: &Field, width: f32, pieces: &mut Vec<Piece>) {
        let part = self.outliner.text(Role::Paragraph);
        let mut items = Vec::new();
        let (mut x, mut end) = (0.0, width);
        let is_named = !field.label.spans.is_empty();
        let label = is_named.then(|| self.setter.first_line(&field.label, &field.style, width)).flatten();
        if let Some(line) = label {
            if line.from_right {
                end = line.extent.0 - 6.0;
            } else {
                x = line.extent.1 + 6.0;
            }
            push_line(&mut items, line, (0.0, field.height - 4.0), field.style.size, part, true);
        }
        if x < end {
            let (y, width) = (field.height, end - x);
            items.push(Item::Rule { x, y, width, weight: 0.5, ink: ColorRole::Hairline });
            let h = FIELD_HEIGHT.min(field.height);
            let typed = field.value.as_ref().map(|value| self.typed(value, width, h - FIELD_FOOT));
            match field.control.as_ref().zip(part) {
                Some((control, part)) => {
                    let rect = Rect { x, y: y - h, w: width, h };
                    let typed = typed.map(Box::new);
                    items.push(Item::Field { rect, control: Arc::clone(control), typed, part });
                }
                None => push_typed(&mut items, typed, (x, y - h), part),
            }
        }
        self.push(pieces, 0.0, Piece { height: field.height, items, ..Piece::default() });
    }

    /// A value as it stands on a line: smaller where it is long, so that it is read whole.
    fn typed(&mut self, value: &RichText, width: f32, y: f32) -> Typed {
        let room = (width - 2.0 * VALUE_PAD).max(1.0);
        let natural = self.setter.width(value, &VALUE);
        let fitting = (VALUE.size * room / natural.max(room) * 2.0).floor() / 2.0;
        let style = TextStyle { size: fitting.max(SMALLEST), ..VALUE };
        let mut runs = self.setter.first_line(value, &style, room).map_or_else(Vec::new, |line| line.runs);
        for run in &mut runs {
            run.x += VALUE_PAD;
        }
        Typed { text: value.plain(), y, size: style.size, runs }
    }

    pub(super) fn code(&mut self, code: &Code, width: f32, pieces: &mut Vec<Piece>) {
        let style = &code.style;
        let part = self.outliner.text(Role::Code);
        let inner = width - 2.0 * CODE_PAD;
        let mut lines = Vec::new();
        for span in &code.text.spans {
            for source in span.text.trim_end_matches('\n').split('\n') {
                let mut one = code.text.clone();
                one.spans = vec![Span { text: source.replace('\t', "    "), ..span.clone() }];
                let set = self.code_line(&one, style, inner);
                lines.extend(set.into_iter().enumerate().map(|(n, line)| (line, n == 0)));
            }
        }
        let count = lines.len();
        for (n, (line, starts)) in lines.into_iter().enumerate() {
            let (first, last) = (n == 0, n + 1 == count);
            let top = if first { 4.0 } else { 0.0 };
            let height = style.leading + top + if last { 4.0 } else { 0.0 };
            let mut items =
                vec![Item::Fill { rect: Rect { x: 0.0, y: 0.0, w: width, h: height }, ink: ColorRole::Tint }];
            push_line(&mut items, line, (CODE_PAD, top + baseline(style)), style.size, part, starts);
            // Code is read as a whole: it splits only where no page holds it.
            let keep = !last && (count <= 16 || n == 0 || n + 2 == count);
            self.push(
                pieces,
                if first { 4.0 } else { 0.0 },
                Piece { height, items, keep, ..Piece::default() },
            );
        }
    }

    /// A line of code; what does not fit goes on further in, so that it is not taken for a new line.
    fn code_line(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Vec<Line> {
        let lines = self.setter.unmirrored(|setter| setter.lines(text, style, width));
        if lines.len() == 1 {
            return lines;
        }
        let step = 2.0 * style.size;
        let mut lines = self.setter.unmirrored(|setter| setter.lines(text, style, width - step));
        for run in lines.iter_mut().skip(1).flat_map(|line| &mut line.runs) {
            run.x += step;
        }
        lines
    }

    pub(super) fn entry(&mut self, entry: &Entry, width: f32, pieces: &mut Vec<Piece>) {
        let style = &entry.style;
        let mut items = Vec::new();
        let part = self.outliner.own(Role::Entry);
        let number_room = style.size * 3.0;
        if let Some(line) = self.setter.first_line(&entry.text, style, width - number_room) {
            let x = if self.setter.is_mirrored { number_room } else { 0.0 };
            push_line(&mut items, line, (x, baseline(style)), style.size, part, true);
        }
        let x = if self.setter.is_mirrored { 0.0 } else { width };
        items.push(Item::PageNumber { x, y: baseline(style), style: *style, of: entry.to, part });
        if let Some(part) = part {
            let rect = Rect { x: 0.0, y: 0.0, w: width, h: style.leading };
            items.push(Item::Link { rect, to: entry.to, part });
        }
        self.push(pieces, 0.0, Piece { height: style.leading, items, ..Piece::default() });
    }
}

/// A value on a line that nothing can be typed on.
fn push_typed(items: &mut Vec<Item>, typed: Option<Typed>, (x, y): (f32, f32), part: Option<PartId>) {
    let Some(Typed { y: baseline, size, runs, .. }) = typed else { return };
    let line = Line { runs, extent: (0.0, 0.0), from_right: false };
    push_line(items, line, (x, y + baseline), size, part, true);
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
