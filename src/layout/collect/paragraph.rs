//! Paragraphs with their markers, and the lines of a contents list.

use std::sync::Arc;

use super::collector::Collector;
use super::line::{baseline, push_line};
use super::piece::Piece;
use crate::document::{ColorRole, ContentsEntry, Control, Marker, Paragraph, StructureRole, TextStyle};
use crate::geom::Rect;
use crate::layout::page::{PageItem, Shape};
use crate::layout::structure::NodeId;
use crate::layout::text::Line;

impl Collector<'_, '_> {
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, width: f32, pieces: &mut Vec<Piece>) {
        let style = &paragraph.style;
        let node = self.structure.text_node(StructureRole::Paragraph);
        let indent = paragraph.marker.map_or(0.0, indent_of);
        let room = (width - indent).max(style.size * 2.0);
        let lines = self.paragraph_lines(paragraph, room);
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let mut items = Vec::with_capacity(line.runs.len() + 1);
            // The marker stands where reading starts.
            let is_from_right = line.is_from_right;
            let (marker_x, text_x) =
                if is_from_right { (width - indent, width - indent - room) } else { (0.0, indent) };
            if n == 0
                && let Some(marker) = paragraph.marker
            {
                let (mut rect, shape, color) = marker_shape(marker, style);
                rect.x += marker_x + if is_from_right { indent - rect.w - 1.0 } else { 0.0 };
                items.push(PageItem::Mark { rect, shape, color });
                items.extend(
                    paragraph
                        .control
                        .as_ref()
                        .zip(node)
                        .map(|(control, node)| marker_field(rect, control, node)),
                );
            }
            push_line(&mut items, line, (text_x, baseline(style)), style.size, node, n == 0);
            // Neither the first nor the last line of a paragraph stands alone on a page.
            let inside = n + 1 < count && (n == 0 || n + 2 == count);
            let keep = inside || (n + 1 == count && paragraph.keep_with_next);
            let piece = Piece { height: style.leading, items, keep, ..Piece::default() };
            self.push(pieces, if n == 0 { paragraph.before } else { 0.0 }, piece);
        }
    }

    fn paragraph_lines(&mut self, paragraph: &Paragraph, room: f32) -> Vec<Line> {
        let (text, style) = (&paragraph.text, &paragraph.style);
        let mut lines = match paragraph.max_lines {
            Some(1) => vec![self.typesetter.set_line(text, style, room)],
            _ => self.typesetter.break_lines(text, style, room),
        };
        let is_foreign = !lines.iter().flat_map(|line| &line.runs).any(|run| run.is_rtl);
        if self.typesetter.is_mirrored && is_foreign && lines.len() > 1 && paragraph.marker.is_none() {
            // Several lines with ragged starts are hard to read.
            lines = self.typesetter.unmirrored(|typesetter| typesetter.break_lines(text, style, room));
        }
        lines.truncate(paragraph.max_lines.unwrap_or(usize::MAX).max(1));
        lines
    }

    pub(super) fn contents_entry(&mut self, entry: &ContentsEntry, width: f32, pieces: &mut Vec<Piece>) {
        let style = &entry.style;
        let mut items = Vec::new();
        let node = self.structure.add_node(StructureRole::Entry);
        let number_room = style.size * 3.0;
        let line = self.typesetter.set_line(&entry.text, style, width - number_room);
        let is_mirrored = self.typesetter.is_mirrored;
        let x = if is_mirrored { number_room } else { 0.0 };
        push_line(&mut items, line, (x, baseline(style)), style.size, node, true);
        let x = if is_mirrored { 0.0 } else { width };
        let (y, destination) = (baseline(style), entry.to);
        items.push(PageItem::PageNumber { x, y, style: *style, destination, node });
        if let Some(node) = node {
            let rect = Rect { x: 0.0, y: 0.0, w: width, h: style.leading };
            items.push(PageItem::Link { rect, destination, node });
        }
        self.push(pieces, 0.0, Piece { height: style.leading, items, ..Piece::default() });
    }
}

fn indent_of(marker: Marker) -> f32 {
    match marker {
        Marker::TickBox => 16.0,
        Marker::Radio => 14.0,
        Marker::Bullet | Marker::Dash => 12.0,
    }
}

/// Returns the square, the shape and the colour of a marker, at the left of a line.
fn marker_shape(marker: Marker, style: &TextStyle) -> (Rect, Shape, ColorRole) {
    let (size, shape, color) = match marker {
        Marker::TickBox => (8.0, Shape::Square, ColorRole::Muted),
        Marker::Radio => (10.0, Shape::Circle, ColorRole::Muted),
        Marker::Bullet => (4.0, Shape::Dot, ColorRole::Accent),
        Marker::Dash => (6.0, Shape::Dash, ColorRole::Accent),
    };
    (Rect { x: 0.5, y: (style.leading - size) / 2.0, w: size, h: size }, shape, color)
}

/// Returns the form field at a marker.
fn marker_field(rect: Rect, control: &Arc<Control>, node: NodeId) -> PageItem {
    PageItem::Field { rect, control: Arc::clone(control), prefilled: None, node }
}
