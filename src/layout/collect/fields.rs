//! Lines to write on: notes, and fields with a label.

use std::sync::Arc;

use super::collector::Collector;
use super::line::push_line;
use super::piece::{NoteLines, Piece};
use crate::document::{Align, ColorRole, LabelledField, Notes, RichText, StructureRole, TextStyle};
use crate::geom::Rect;
use crate::layout::page::{PageItem, PrefilledText};
use crate::layout::structure::NodeId;
use crate::layout::text::Line;

/// The height of a form field above its line.
const FIELD_HEIGHT: f32 = 16.0;
/// The distance of the baseline from the line, for the label and for values.
const BASELINE_GAP: f32 = 4.0;
/// The space between a label and its line.
const LABEL_GAP: f32 = 6.0;
/// The style of values: programs set typed text so.
const VALUE_STYLE: TextStyle =
    TextStyle { size: 12.0, leading: 16.0, color: ColorRole::Text, align: Align::Start };
/// The smallest font size of a value; a longer value is cut.
const VALUE_MIN_SIZE: f32 = 6.0;
/// The space beside a value: programs leave as much beside typed text.
const VALUE_PADDING: f32 = 2.0;
/// The largest share of a page that the lines of notes ask for.
const MAX_NOTES_SHARE: f32 = 0.8;

impl Collector<'_, '_> {
    pub(super) fn notes(&mut self, notes: &Notes, width: f32, pieces: &mut Vec<Piece>) {
        let max_lines = (self.region_height * MAX_NOTES_SHARE / notes.pitch) as u32;
        let count = notes.min_lines.min(max_lines).max(1);
        let height = count as f32 * notes.pitch;
        let lines = NoteLines { count, weight: notes.weight, pitch: notes.pitch, width };
        let node = self.structure.text_node(StructureRole::Paragraph);
        let control = notes.control.clone().zip(node);
        self.push(pieces, 0.0, Piece { height, notes: Some(lines), control, ..Piece::default() });
    }

    pub(super) fn field(&mut self, field: &LabelledField, width: f32, pieces: &mut Vec<Piece>) {
        let node = self.structure.text_node(StructureRole::Paragraph);
        let mut items = Vec::new();
        let (mut x, mut end) = (0.0, width);
        if !field.label.spans.is_empty() {
            let line = self.typesetter.set_line(&field.label, &field.style, width);
            if line.is_from_right {
                end = line.extent.0 - LABEL_GAP;
            } else {
                x = line.extent.1 + LABEL_GAP;
            }
            let y = field.height - BASELINE_GAP;
            push_line(&mut items, line, (0.0, y), field.style.size, node, true);
        }
        if x < end {
            let (y, width) = (field.height, end - x);
            items.push(PageItem::Rule { x, y, width, weight: 0.5, color: ColorRole::Hairline });
            let h = FIELD_HEIGHT.min(field.height);
            let prefilled =
                field.value.as_ref().map(|value| self.prefilled_text(value, width, h - BASELINE_GAP));
            match field.control.as_ref().zip(node) {
                Some((control, node)) => {
                    let rect = Rect { x, y: y - h, w: width, h };
                    let (control, prefilled) = (Arc::clone(control), prefilled.map(Box::new));
                    items.push(PageItem::Field { rect, control, prefilled, node });
                }
                None => push_value(&mut items, prefilled, (x, y - h), node),
            }
        }
        self.push(pieces, 0.0, Piece { height: field.height, items, ..Piece::default() });
    }

    /// Sets a value on a line, smaller if it is long, so that it is read whole.
    fn prefilled_text(&mut self, value: &RichText, width: f32, y: f32) -> PrefilledText {
        let room = (width - 2.0 * VALUE_PADDING).max(1.0);
        let natural = self.typesetter.text_width(value, &VALUE_STYLE);
        let fitting = (VALUE_STYLE.size * room / natural.max(room) * 2.0).floor() / 2.0;
        let style = TextStyle { size: fitting.max(VALUE_MIN_SIZE), ..VALUE_STYLE };
        let mut runs = self.typesetter.set_line(value, &style, room).runs;
        for run in &mut runs {
            run.x += VALUE_PADDING;
        }
        PrefilledText { text: value.plain(), y, size: style.size, runs }
    }
}

/// Draws a value on a line without a form field.
fn push_value(
    items: &mut Vec<PageItem>,
    value: Option<PrefilledText>,
    (x, y): (f32, f32),
    node: Option<NodeId>,
) {
    let Some(PrefilledText { y: baseline, size, runs, .. }) = value else { return };
    let line = Line { runs, extent: (0.0, 0.0), is_from_right: false };
    push_line(items, line, (x, y + baseline), size, node, true);
}
