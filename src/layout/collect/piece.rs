//! A piece: a slab of a column, and what pagination needs to know about it.

use std::sync::Arc;

use crate::document::{Control, Destination};
use crate::geom::Rect;
use crate::layout::page::PageItem;
use crate::layout::structure::NodeId;

/// A slab of a column that is never split.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct Piece {
    pub height: f32,
    /// The space above, dropped at the top of a page.
    pub before: f32,
    /// The items; `x` counts from the left of the column, `y` from the top of the piece.
    pub items: Vec<PageItem>,
    /// True if it stays on the page of the next piece.
    pub keep: bool,
    /// The lines to write on, which are drawn once the page knows their number.
    pub notes: Option<NoteLines>,
    /// The form field on these lines, and its structure node.
    pub control: Option<(Arc<Control>, NodeId)>,
    pub destinations: Vec<Destination>,
    /// The index of the group it belongs to.
    pub group: Option<usize>,
    /// True if a new page starts here.
    pub page_break: bool,
}

/// Lines to write on.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct NoteLines {
    /// The number of lines, at least.
    pub count: u32,
    /// The share of the rest of the page.
    pub weight: f32,
    pub pitch: f32,
    pub width: f32,
}

/// The head of a group, repeated where the group is split.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct GroupHead {
    /// The pieces at the top of each further page.
    pub continued: Vec<Piece>,
}

/// The distance of a field on note lines from their top, so that typed text stands on the lines: programs
/// leave room under a line for its deepest letters.
const FIELD_INSET: f32 = 3.0;

impl Piece {
    /// Returns the items, with the lines to write on and their field.
    pub(in crate::layout) fn into_items(mut self) -> Vec<PageItem> {
        let Some(NoteLines { count: lines, pitch, width, .. }) = self.notes else { return self.items };
        self.items.push(PageItem::Ruled { x: 0.0, y: pitch, width, pitch, lines });
        if let Some((control, node)) = self.control {
            let rect = Rect { x: 0.0, y: FIELD_INSET, w: width, h: lines as f32 * pitch - FIELD_INSET };
            self.items.push(PageItem::Field { rect, control, prefilled: None, node });
        }
        self.items
    }
}

/// Returns the height of pieces, without the space above the first one at the top of a page.
pub(in crate::layout) fn height(pieces: &[Piece], is_at_top: bool) -> f32 {
    let sum: f32 = pieces.iter().map(|p| p.before + p.height).sum();
    sum - if is_at_top { pieces.first().map_or(0.0, |p| p.before) } else { 0.0 }
}

/// Keeps a group inside a taller group whole, if a page can hold it.
pub(super) fn keep_inner_groups(pieces: &mut [Piece], region_height: f32) {
    for inner in pieces.chunk_by_mut(|a, b| a.group.is_some() && a.group == b.group) {
        let height: f32 = inner.iter().map(|p| p.before + p.height).sum();
        if inner[0].group.is_some() && height - inner[0].before <= region_height {
            let last = inner.len() - 1;
            inner[..last].iter_mut().for_each(|piece| piece.keep = true);
        }
    }
}
