//! Circles: drawn once for each size, as a form object (`XObject`) that pages place.

use std::collections::BTreeSet;

use lopdf::{Dictionary, dictionary};

use crate::document::ColorRole;
use crate::layout::{Page, PageItem, Shape};
use crate::pdf::compress::Deflater;
use crate::pdf::write::content::ContentStream;
use crate::pdf::write::file::FileWriter;
use crate::pdf::write::syntax::round_hundredths;

/// The factor for the control points of four Bézier curves that form a circle.
const KAPPA: f32 = 0.552_284_8;

/// Returns the colour of an item that is a circle.
pub(super) fn circle_color(item: &PageItem) -> Option<ColorRole> {
    match item {
        PageItem::Mark { shape: Shape::Circle, color, .. } => Some(*color),
        _ => None,
    }
}

fn hundredths(width: f32) -> u32 {
    (width * 100.0) as u32
}

/// Returns the resource name of a circle.
pub(super) fn form_name(width: f32) -> String {
    format!("O{}", hundredths(width))
}

/// Adds a form object for each size of circle, and returns the dictionary in which pages find them.
pub(in crate::pdf::write) fn add_circle_forms(
    pages: &[Page],
    out: &mut FileWriter,
    deflater: &mut Deflater,
) -> Dictionary {
    let circle = |item: &PageItem| match item {
        PageItem::Mark { shape: Shape::Circle, rect, .. } => Some(hundredths(rect.w)),
        _ => None,
    };
    let widths: BTreeSet<u32> = pages.iter().flat_map(|p| &p.items).filter_map(circle).collect();
    let mut forms = Dictionary::new();
    for width in widths.into_iter().map(|width| width as f32 / 100.0) {
        // Half of the thickest line is outside the circle.
        let reach = width / 2.0 + 1.0;
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![(-reach).into(), (-reach).into(), reach.into(), reach.into()],
            "Resources" => Dictionary::new(),
        };
        forms.set(form_name(width), out.add_object(deflater.stream(dict, &circle_content(width))));
    }
    forms
}

/// Draws a circle about the origin. Its colour and line width are those of the page that places it.
fn circle_content(width: f32) -> Vec<u8> {
    let r = round_hundredths(width / 2.0);
    let k = round_hundredths(r * KAPPA);
    let mut out = ContentStream::default();
    out.op([r, 0.0], "m");
    out.op([r, k, k, r, 0.0, r], "c");
    out.op([-k, r, -r, k, -r, 0.0], "c");
    out.op([-r, -k, -k, -r, 0.0, -r], "c");
    out.op([k, -r, r, -k, r, 0.0], "c");
    out.op([], "h");
    out.op([], "S");
    out.into_bytes()
}
