//! Lines of text as items.

use crate::document::TextStyle;
use crate::layout::page::PageItem;
use crate::layout::structure::NodeId;
use crate::layout::text::Line;

/// Returns the distance of the baseline from the top of a line.
///
/// It is half the x-height below the middle, so that text looks centred whatever the leading. Half points are
/// fine enough, and short to write.
pub(super) fn baseline(style: &TextStyle) -> f32 {
    ((style.leading + style.size * 0.64) as u32) as f32 / 2.0
}

/// Adds the runs of a line at a position.
pub(in crate::layout) fn push_line(
    items: &mut Vec<PageItem>,
    line: Line,
    (x, y): (f32, f32),
    size: f32,
    node: Option<NodeId>,
    starts_paragraph: bool,
) {
    items.extend(line.runs.into_iter().enumerate().map(|(n, run)| PageItem::Text {
        x: x + run.x,
        y,
        size: size * run.scale,
        run,
        node,
        starts_paragraph: starts_paragraph && n == 0,
    }));
}
