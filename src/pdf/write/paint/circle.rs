//! Circles: drawn once for each size, as a form that pages place.

use std::collections::BTreeSet;

use crate::document::ColorRole;
use crate::layout::{Item, Page, Shape};
use crate::pdf::syntax::round;
use crate::pdf::write::content::Content;

/// The color of an item that is a circle.
pub(super) fn color(item: &Item) -> Option<ColorRole> {
    match item {
        Item::Mark { shape: Shape::Circle, color, .. } => Some(*color),
        _ => None,
    }
}

fn hundredths(width: f32) -> u32 {
    (width * 100.0) as u32
}

/// The name pages know the form by.
pub(super) fn name(width: f32) -> String {
    format!("O{}", hundredths(width))
}

/// The circles some pages use: names, and widths.
pub(crate) fn used(pages: &[Page]) -> Vec<(String, f32)> {
    let circle = |item: &Item| match item {
        Item::Mark { shape: Shape::Circle, rect, .. } => Some(hundredths(rect.w)),
        _ => None,
    };
    let widths: BTreeSet<u32> = pages.iter().flat_map(|p| &p.items).filter_map(circle).collect();
    widths.into_iter().map(|w| w as f32 / 100.0).map(|width| (name(width), width)).collect()
}

/// A circle as four Bézier curves about the origin. Colour and thickness are those of the page that
/// places it.
pub(crate) fn content(width: f32) -> Vec<u8> {
    let r = round(width / 2.0);
    let k = round(r * 0.552_284_8);
    let mut out = Content::default();
    out.op([r, 0.0], "m");
    out.op([r, k, k, r, 0.0, r], "c");
    out.op([-k, r, -r, k, -r, 0.0], "c");
    out.op([-r, -k, -k, -r, 0.0, -r], "c");
    out.op([k, -r, r, -k, r, 0.0], "c");
    out.op([], "h");
    out.op([], "S");
    out.into_bytes()
}
