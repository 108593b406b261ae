//! Circles: drawn once for each size, as a form that pages place.

use std::collections::BTreeSet;

use printpdf::{Line, LinePoint, Op};

use super::{point, round};
use crate::document::Ink;
use crate::layout::{Item, Page, Shape};

/// The ink of an item that is a circle.
pub(super) fn ink(item: &Item) -> Option<Ink> {
    match item {
        Item::Mark { shape: Shape::Circle, ink, .. } => Some(*ink),
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
pub(in crate::pdf) fn used(pages: &[Page]) -> Vec<(String, f32)> {
    let circle = |item: &Item| match item {
        Item::Mark { shape: Shape::Circle, rect, .. } => Some(hundredths(rect.w)),
        _ => None,
    };
    let widths: BTreeSet<u32> = pages.iter().flat_map(|p| &p.items).filter_map(circle).collect();
    widths.into_iter().map(|w| w as f32 / 100.0).map(|width| (name(width), width)).collect()
}

/// A circle as four Bézier curves about the origin. Ink and thickness are those of the page that
/// places it.
pub(in crate::pdf) fn ops(width: f32) -> Vec<Op> {
    let r = round(width / 2.0);
    let k = round(r * 0.552_284_8);
    let curve =
        [(r, 0.0), (r, k), (k, r), (0.0, r), (-k, r), (-r, k), (-r, 0.0), (-r, -k), (-k, -r), (0.0, -r)];
    let tail = [(k, -r), (r, -k), (r, 0.0)];
    let points = curve.iter().chain(&tail).enumerate();
    let points = points.map(|(n, (x, y))| LinePoint { p: point(*x, *y), bezier: n % 3 != 0 }).collect();
    vec![Op::DrawLine { line: Line { points, is_closed: true } }]
}
