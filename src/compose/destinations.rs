//! The ids of the places that the outline and the contents list lead to.

use crate::document::DestinationId;

/// The first page.
pub(super) const COVER: DestinationId = DestinationId(1 << 28);
/// The contents list.
pub(super) const CONTENTS: DestinationId = DestinationId(1 << 28 | 1);
/// The score sheet.
pub(super) const SCORE_SHEET: DestinationId = DestinationId(1 << 28 | 2);

/// Returns the destination of a question.
pub(super) fn question_destination(number: usize) -> DestinationId {
    DestinationId(number as u32)
}

/// Returns the destination of a category, by the number of its first question.
pub(super) fn category_destination(first_number: usize) -> DestinationId {
    DestinationId(1 << 24 | first_number as u32)
}
