//! The look: three sizes, two weights, one accent. Leadings are multiples of the layout's grid.

use crate::document::{Align, Ink, TextStyle};

/// Titles and question numbers.
pub(super) const DISPLAY: TextStyle =
    TextStyle { size: 22.0, leading: 28.0, ink: Ink::Text, align: Align::Start };
/// What is read aloud.
pub(super) const LEAD: TextStyle =
    TextStyle { size: 12.5, leading: 16.0, ink: Ink::Text, align: Align::Start };
/// Everything else.
pub(super) const BODY: TextStyle =
    TextStyle { size: 9.5, leading: 12.0, ink: Ink::Text, align: Align::Start };
/// Code, a little smaller than the text beside it, since its face is wide.
pub(super) const CODE: TextStyle =
    TextStyle { size: 8.5, leading: 12.0, ink: Ink::Text, align: Align::Start };
/// What stands back.
pub(super) const QUIET: TextStyle = TextStyle { ink: Ink::Muted, ..BODY };
/// Labels of parts.
pub(super) const LABEL: TextStyle = TextStyle { ink: Ink::Accent, ..BODY };
/// Rows of tables, a little airier than text.
pub(super) const TABLE: TextStyle = TextStyle { leading: 16.0, ..BODY };

/// Distance of lines to write on: 7 mm, as in a ruled notebook.
pub(super) const NOTE_PITCH: f32 = 20.0;
/// Room for the number before a question. It grows with the digits, so that readers that find the
/// columns of a page by their gaps keep number and prompt apart.
pub(super) fn number_width(questions: usize) -> f32 {
    match questions {
        0..10 => 36.0,
        10..100 => 48.0,
        100..1000 => 64.0,
        _ => 92.0,
    }
}
