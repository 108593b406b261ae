//! Code: its lines as they are, on a tinted background.

use super::collector::Collector;
use super::line::{baseline, push_line};
use super::piece::Piece;
use crate::document::{CodeBlock, ColorRole, RichText, Span, StructureRole, TextStyle};
use crate::geom::Rect;
use crate::layout::page::PageItem;
use crate::layout::text::Line;

/// The space beside code, inside its ground.
const SIDE_PADDING: f32 = 8.0;
/// The space above and below code, inside its ground. The space above the ground is as large.
const END_PADDING: f32 = 4.0;
/// The number of lines up to which code is never split.
const MAX_UNSPLIT_LINES: usize = 16;

impl Collector<'_, '_> {
    pub(super) fn code(&mut self, code: &CodeBlock, width: f32, pieces: &mut Vec<Piece>) {
        let style = &code.style;
        let node = self.structure.text_node(StructureRole::Code);
        let lines = self.code_lines(code, width - 2.0 * SIDE_PADDING);
        let count = lines.len();
        for (n, (line, starts_paragraph)) in lines.into_iter().enumerate() {
            let (is_first, is_last) = (n == 0, n + 1 == count);
            let top = if is_first { END_PADDING } else { 0.0 };
            let height = style.leading + top + if is_last { END_PADDING } else { 0.0 };
            let rect = Rect { x: 0.0, y: 0.0, w: width, h: height };
            let mut items = vec![PageItem::Fill { rect, color: ColorRole::Tint }];
            let position = (SIDE_PADDING, top + baseline(style));
            push_line(&mut items, line, position, style.size, node, starts_paragraph);
            // Code is read as a whole: it splits only if no page holds it.
            let keep = !is_last && (count <= MAX_UNSPLIT_LINES || is_first || n + 2 == count);
            let before = if is_first { END_PADDING } else { 0.0 };
            self.push(pieces, before, Piece { height, items, keep, ..Piece::default() });
        }
    }

    /// Returns the lines of code, and true for those that start a line of the source.
    fn code_lines(&mut self, code: &CodeBlock, width: f32) -> Vec<(Line, bool)> {
        let mut lines = Vec::new();
        for span in &code.text.spans {
            for source in span.text.trim_end_matches('\n').split('\n') {
                let span = Span { text: source.replace('\t', "    "), ..span.clone() };
                let text = RichText { spans: vec![span], origin: code.text.origin };
                let broken = self.break_code_line(&text, &code.style, width);
                lines.extend(broken.into_iter().enumerate().map(|(n, line)| (line, n == 0)));
            }
        }
        lines
    }

    /// Breaks a line of code. Its continuation is indented, so that it is not taken for a new line.
    fn break_code_line(&mut self, text: &RichText, style: &TextStyle, width: f32) -> Vec<Line> {
        let mut break_at =
            |width| self.typesetter.unmirrored(|typesetter| typesetter.break_lines(text, style, width));
        let lines = break_at(width);
        if lines.len() == 1 {
            return lines;
        }
        let indent = 2.0 * style.size;
        let mut lines = break_at(width - indent);
        for run in lines.iter_mut().skip(1).flat_map(|line| &mut line.runs) {
            run.x += indent;
        }
        lines
    }
}
