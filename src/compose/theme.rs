//! The theme: three sizes, two weights, one accent colour. Leadings are multiples of the layout's grid.

use crate::document::{Align, ColorRole, TextStyle};

/// Titles and question numbers.
pub(super) const DISPLAY: TextStyle =
    TextStyle { size: 22.0, leading: 28.0, color: ColorRole::Text, align: Align::Start };
/// Text to read aloud.
pub(super) const LEAD: TextStyle =
    TextStyle { size: 12.5, leading: 16.0, color: ColorRole::Text, align: Align::Start };
/// Running text.
pub(super) const BODY: TextStyle =
    TextStyle { size: 9.5, leading: 12.0, color: ColorRole::Text, align: Align::Start };
/// Code. A little smaller than running text, because the monospaced font is wide.
pub(super) const CODE: TextStyle =
    TextStyle { size: 8.5, leading: 12.0, color: ColorRole::Text, align: Align::Start };
/// Secondary text.
pub(super) const QUIET: TextStyle = TextStyle { color: ColorRole::Muted, ..BODY };
/// Labels of parts.
pub(super) const LABEL: TextStyle = TextStyle { color: ColorRole::Accent, ..BODY };
/// Rows of tables, with more space than running text.
pub(super) const TABLE: TextStyle = TextStyle { leading: 16.0, ..BODY };

/// The distance of ruled lines in points: 7 mm, as in a notebook.
pub(super) const NOTE_PITCH: f32 = 20.0;

/// The column with the number of a question.
pub(super) struct NumberColumn {
    pub(super) style: TextStyle,
    /// The width in points.
    pub(super) width: f32,
}

/// Sets the number column of a kit with this many questions.
///
/// The gap beside a number is wide, and long numbers are small, so that programs that detect
/// columns by gaps keep number and prompt apart.
pub(super) fn number_column(questions: usize) -> NumberColumn {
    let size = if questions < 100 { DISPLAY.size } else { LEAD.size };
    let style = TextStyle { size, color: ColorRole::Accent, ..DISPLAY };
    let width = match questions {
        0..10 => 36.0,
        10..10_000 => 48.0,
        _ => 64.0,
    };
    NumberColumn { style, width }
}
