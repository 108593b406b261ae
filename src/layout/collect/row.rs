//! Rows of cells, side by side or as a stack.

use super::collector::Collector;
use super::piece::Piece;
use crate::document::{Cell, ColorRole, Row, Width};
use crate::layout::page::PageItem;

/// The space between the cells of a row that is set as a stack.
const STACK_GAP: f32 = 8.0;

impl Collector<'_, '_> {
    pub(super) fn row(&mut self, row: &Row, width: f32, pieces: &mut Vec<Piece>) {
        let node_count = self.structure.node_count();
        // The cells must not take what belongs to the row.
        let outer = std::mem::take(&mut self.pending);
        let (items, height) = self.cells_side_by_side(row, width);
        // Destinations and page breaks inside cells are dropped.
        self.pending = outer;
        if height > self.region_height {
            self.structure.truncate(node_count);
            self.stack_cells(row, width, pieces);
            return;
        }
        self.push(pieces, row.before, Piece { height, items, keep: row.keep_with_next, ..Piece::default() });
    }

    /// Returns the items of a row, and its height.
    fn cells_side_by_side(&mut self, row: &Row, width: f32) -> (Vec<PageItem>, f32) {
        let mut x = 0.0;
        let mut height: f32 = 0.0;
        let mut items = Vec::new();
        for (cell, cell_width) in row.cells.iter().zip(cell_widths(&row.cells, width, row.gap)) {
            let left = if self.typesetter.is_mirrored { width - x - cell_width } else { x };
            let mut y = 0.0;
            for (n, piece) in self.flow(&cell.flow, cell_width).into_iter().enumerate() {
                y += if n == 0 { 0.0 } else { piece.before };
                let bottom = y + piece.height;
                for mut item in piece.into_items() {
                    item.shift(left, y);
                    items.push(item);
                }
                y = bottom;
            }
            self.pending.space = 0.0;
            height = height.max(y);
            x += cell_width + row.gap;
        }
        if row.ruled {
            let color = ColorRole::Hairline;
            items.push(PageItem::Rule { x: 0.0, y: height, width, weight: 0.5, color });
        }
        (items, height)
    }

    /// Sets the cells of a row that is taller than a page one under the other.
    fn stack_cells(&mut self, row: &Row, width: f32, pieces: &mut Vec<Piece>) {
        self.pending.space += row.before;
        for cell in &row.cells {
            pieces.append(&mut self.flow(&cell.flow, width));
            self.pending.space += STACK_GAP;
        }
    }
}

fn cell_widths(cells: &[Cell], width: f32, gap: f32) -> Vec<f32> {
    let gaps = gap * cells.len().saturating_sub(1) as f32;
    let fixed: f32 = cells.iter().map(|c| if let Width::Points(w) = c.width { w } else { 0.0 }).sum();
    let shares: f32 = cells.iter().map(|c| if let Width::Share(s) = c.width { s } else { 0.0 }).sum();
    let rest = (width - gaps - fixed).max(0.0);
    let cell_width = |cell: &Cell| match cell.width {
        Width::Points(w) => w,
        // Whole points: columns then start at numbers that are short to write.
        Width::Share(s) => (rest * s / shares.max(f32::MIN_POSITIVE)).floor(),
    };
    cells.iter().map(cell_width).collect()
}
