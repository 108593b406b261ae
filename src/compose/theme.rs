//! The look: three sizes, two weights, one accent. Leadings are multiples of the layout's grid.

use crate::document::{Align, ColorRole, TextStyle};

/// Titles and question numbers.
pub(super) const DISPLAY: TextStyle =
    TextStyle { size: 22.0, leading: 28.0, ink: ColorRole::Text, align: Align::Start };
/// What is read aloud.
pub(super) const LEAD: TextStyle =
    TextStyle { size: 12.5, leading: 16.0, ink: ColorRole::Text, align: Align::Start };
/// Everything else.
pub(super) const BODY: TextStyle =
    TextStyle { size: 9.5, leading: 12.0, ink: ColorRole::Text, align: Align::Start };
/// Code, a little smaller than the text beside it, since its face is wide.
pub(super) const CODE: TextStyle =
    TextStyle { size: 8.5, leading: 12.0, ink: ColorRole::Text, align: Align::Start };
/// What stands back.
pub(super) const QUIET: TextStyle = TextStyle { ink: ColorRole::Muted, ..BODY };
/// Labels of parts.
pub(super) const LABEL: TextStyle = TextStyle { ink: ColorRole::Accent, ..BODY };
/// Rows of tables, a little airier than text.
pub(super) const TABLE: TextStyle = TextStyle { leading: 16.0, ..BODY };

/// Distance of lines to write on: 7 mm, as in a ruled notebook.
pub(super) const NOTE_PITCH: f32 = 20.0;
/// The number before a question and the room it has. The room is so wide, and numbers of many
/// digits so small, that readers that find columns by their gaps keep number and prompt apart.
pub(super) fn number(questions: usize) -> (TextStyle, f32) {
    let size = if questions < 100 { DISPLAY.size } else { LEAD.size };
    let style = TextStyle { size, ink: ColorRole::Accent, ..DISPLAY };
    let width = match questions {
        0..10 => 36.0,
        10..10_000 => 48.0,
        _ => 64.0,
    };
    (style, width)
}
