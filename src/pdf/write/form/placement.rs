//! Finds the fields on the pages.

use crate::document::{Control, ControlKind};
use crate::geom::Rect;
use crate::layout::{Page, PageItem, Pages, PrefilledText};
use crate::pdf::seal::{FieldKind, seal_fields};

/// A field on a page.
#[derive(Clone, Copy)]
pub(super) struct Placement<'p> {
    /// The index of the page.
    pub(super) page: usize,
    pub(super) rect: Rect,
    pub(super) control: &'p Control,
    pub(super) prefilled: Option<&'p PrefilledText>,
}

/// Returns the fields on all pages, in reading order.
pub(super) fn placements(pages: &[Page]) -> impl Iterator<Item = Placement<'_>> {
    pages.iter().enumerate().flat_map(|(page, items)| {
        items.items.iter().filter_map(move |item| match item {
            PageItem::Field { rect, control, prefilled, .. } => {
                Some(Placement { page, rect: *rect, control, prefilled: prefilled.as_deref() })
            }
            _ => None,
        })
    })
}

/// Returns true if people can type into a field, so that the file needs a font for it.
pub(in crate::pdf::write) fn has_text_fields(pages: &Pages) -> bool {
    placements(&pages.pages).any(|placement| field_kind(&placement.control.kind) == FieldKind::Text)
}

/// Returns the seal of the fields.
pub(in crate::pdf::write) fn seal_form(pages: &Pages) -> String {
    seal_fields(placements(&pages.pages).map(|placement| {
        let control = placement.control;
        (control.name.as_str(), field_kind(&control.kind))
    }))
}

/// Returns the prefilled texts, each with the height of its field.
pub(in crate::pdf::write) fn prefilled_texts(pages: &Pages) -> impl Iterator<Item = (f32, &PrefilledText)> {
    placements(&pages.pages).filter_map(|placement| Some((placement.rect.h, placement.prefilled?)))
}

fn field_kind(kind: &ControlKind) -> FieldKind {
    match kind {
        ControlKind::Check => FieldKind::Check,
        ControlKind::Choice { .. } => FieldKind::Choice,
        ControlKind::Line { .. } | ControlKind::Lines { .. } | ControlKind::Mean { .. } => FieldKind::Text,
    }
}
