//! Makes remarks part of their pages: texts, ink, stamps, highlights.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::field_text::set_what_fits;
use super::stand_in::replace_missing;
use super::widgets::{self, Widget};
use super::{ReviseError, page, rectangles, strip};
use crate::layout::{FontSet, MissingGlyph, PageItem, Typesetter};
use crate::pdf::compress::Deflater;
use crate::pdf::read::{page_attribute, text_encoding};
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::paint;
use crate::pdf::write::used_font_faces::UsedFaces;

/// Annotations that stay: what they hold does not show on the page.
const KEPT: [&[u8]; 5] = [b"Widget", b"Link", b"Popup", b"Text", b"FileAttachment"];
/// The flags of annotations that nobody sees: hidden, not viewed (ISO 32000-1, table 165).
const UNSEEN_FLAGS: i64 = 1 << 1 | 1 << 5;
/// The width of ink that has none of its own, in points.
const INK_WIDTH: f32 = 1.0;
/// The names of drawings on a page.
const DRAWING_PREFIX: &str = "InterviewKitRemark";

/// The result of burning remarks in.
#[derive(Debug, Default)]
pub(super) struct Burnt {
    /// The number of remarks that became part of their pages.
    pub(super) count: usize,
    /// The characters that no font has.
    pub(super) missing: Vec<MissingGlyph>,
}

/// A remark as it is drawn.
enum RemarkDrawing {
    /// By its own appearance, moved to its place.
    Appearance { form: ObjectId, matrix: [f32; 6] },
    /// By operators.
    Operators(Vec<u8>),
    /// By text in the fonts of the program.
    Text(Vec<PageItem>),
}

/// Draws remarks on their pages, and removes them.
pub(super) fn burn_remarks(
    document: &mut Document,
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<Burnt, ReviseError> {
    let mut burnt = Burnt::default();
    let mut typesetter = Typesetter::new(fonts);
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut drawings: Vec<(ObjectId, Vec<RemarkDrawing>)> = Vec::new();
    let mut gone: BTreeSet<ObjectId> = BTreeSet::new();
    for page in &pages {
        let mut on_page = Vec::new();
        for annotation in widgets::annotations(document, *page) {
            let Ok(id) = annotation.as_reference() else { continue };
            let Ok(dict) = document.get_dictionary(id) else { continue };
            if let Some(drawing) =
                draw_remark(document, (*page, id), dict, &mut typesetter, &mut burnt.missing)
            {
                on_page.push(drawing);
                gone.insert(id);
                gone.extend(dict.get(b"Popup").and_then(Object::as_reference));
                burnt.count += 1;
            }
        }
        drawings.push((*page, on_page));
    }
    let items = drawings.iter().flat_map(|(_, drawings)| drawings).filter_map(|drawing| match drawing {
        RemarkDrawing::Text(items) => Some(items),
        _ => None,
    });
    let faces = UsedFaces::from_items(items.flatten(), fonts).with_prefix("InterviewKitRemarkFont");
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    for (page, on_page) in drawings.iter().filter(|(_, on_page)| !on_page.is_empty()) {
        let mut content = b"/Artifact BMC\n".to_vec();
        let mut forms = Dictionary::new();
        for (number, drawing) in on_page.iter().enumerate() {
            match drawing {
                RemarkDrawing::Appearance { form, matrix } => {
                    let name = format!("{DRAWING_PREFIX}{number}");
                    let numbers = matrix.map(|number| number.to_string()).join(" ");
                    content.extend(format!("q {numbers} cm /{name} Do Q\n").bytes());
                    forms.set(name, *form);
                }
                RemarkDrawing::Operators(operators) => content.extend(operators),
                RemarkDrawing::Text(items) => content.extend(paint::overlay_content(items, None, &faces)),
            }
        }
        content.extend(b"\nEMC\n");
        let resources = with_drawings(document, *page, &forms, &embedded);
        let resources = document.add_object(resources);
        page::add_content(document, *page, &content, resources, deflater)?;
    }
    let gone: Vec<ObjectId> = gone.into_iter().collect();
    strip::remove_remarks(document, &gone)?;
    Ok(burnt)
}

/// Returns the resources of a page with more drawings and fonts.
fn with_drawings(document: &Document, page: ObjectId, forms: &Dictionary, fonts: &Dictionary) -> Dictionary {
    let resources =
        page_attribute(document, page, b"Resources").and_then(|resources| resources.as_dict().ok());
    let mut resources = resources.cloned().unwrap_or_default();
    for (key, more) in [(b"XObject".as_slice(), forms), (b"Font", fonts)] {
        let mut known =
            resources.get_deref(key, document).and_then(Object::as_dict).cloned().unwrap_or_default();
        for (name, object) in more {
            known.set(name.clone(), object.clone());
        }
        resources.set(key.to_vec(), known);
    }
    resources
}

/// Returns the drawing of a remark; none if it stays as it is.
fn draw_remark(
    document: &Document,
    (page, id): (ObjectId, ObjectId),
    dict: &Dictionary,
    typesetter: &mut Typesetter<'_>,
    missing: &mut Vec<MissingGlyph>,
) -> Option<RemarkDrawing> {
    let kind = dict.get_deref(b"Subtype", document).and_then(Object::as_name).ok()?;
    let flags = dict.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
    if KEPT.contains(&kind) || flags & UNSEEN_FLAGS != 0 {
        return None;
    }
    let rect = widgets::rectangle(document, dict)?;
    if let Some(form) = normal_appearance(document, dict)
        && let Some(matrix) = placement(document, form, rect)
    {
        return Some(RemarkDrawing::Appearance { form, matrix });
    }
    match kind {
        b"Ink" => Some(RemarkDrawing::Operators(ink_content(document, dict)?)),
        b"FreeText" => {
            let text = text_encoding::decode_text(dict.get_deref(b"Contents", document).ok()?)?;
            typesetter.subject = Some("a text on a page".to_owned());
            let text = replace_missing(typesetter, &text, missing);
            let widget = Widget {
                page,
                id,
                name: String::new(),
                kit: 0,
                tip: String::new(),
                rect,
                has_lines: true,
                states: Vec::new(),
            };
            Some(RemarkDrawing::Text(set_what_fits(typesetter, &widget, &text)))
        }
        _ => None,
    }
}

/// Returns the form that draws an annotation.
fn normal_appearance(document: &Document, dict: &Dictionary) -> Option<ObjectId> {
    let looks = dict.get_deref(b"AP", document).and_then(Object::as_dict).ok()?;
    let look = looks.get(b"N").ok()?;
    match document.dereference(look).ok()? {
        (Some(id), Object::Stream(_)) => Some(id),
        (_, Object::Dictionary(states)) => {
            let state = dict.get_deref(b"AS", document).and_then(Object::as_name).ok()?;
            let (id, look) = document.dereference(states.get(state).ok()?).ok()?;
            id.filter(|_| matches!(look, Object::Stream(_)))
        }
        _ => None,
    }
}

/// Returns the matrix that moves a form into a rectangle (ISO 32000-1, 12.5.5).
fn placement(document: &Document, form: ObjectId, rect: [f32; 4]) -> Option<[f32; 6]> {
    let dict = &document.get_object(form).and_then(Object::as_stream).ok()?.dict;
    let bounds = rectangles::numbers::<4>(document, dict, b"BBox")?;
    let own = rectangles::numbers::<6>(document, dict, b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(0, 1), (2, 1), (0, 3), (2, 3)].map(|(x, y)| (bounds[x], bounds[y]));
    let moved = corners.map(|(x, y)| (own[0] * x + own[2] * y + own[4], own[1] * x + own[3] * y + own[5]));
    let least = |of: fn(&(f32, f32)) -> f32| moved.iter().map(of).fold(f32::INFINITY, f32::min);
    let most = |of: fn(&(f32, f32)) -> f32| moved.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (left, low) = (least(|p| p.0), least(|p| p.1));
    let (wide, high) = (most(|p| p.0) - left, most(|p| p.1) - low);
    let scale = |size: f32, room: f32| if size > 0.0 { room / size } else { 1.0 };
    let (sx, sy) = (scale(wide, rect[2] - rect[0]), scale(high, rect[3] - rect[1]));
    let matrix = [sx, 0.0, 0.0, sy, rect[0] - left * sx, rect[1] - low * sy];
    matrix.iter().all(|number| number.is_finite()).then_some(matrix)
}

/// Returns the operators that draw the lines of ink.
fn ink_content(document: &Document, dict: &Dictionary) -> Option<Vec<u8>> {
    let lists = dict.get_deref(b"InkList", document).and_then(Object::as_array).ok()?;
    let style = dict.get_deref(b"BS", document).and_then(Object::as_dict).ok();
    let width = style.and_then(|style| style.get_deref(b"W", document).and_then(Object::as_float).ok());
    let width = width.filter(|width| width.is_finite() && *width >= 0.0).unwrap_or(INK_WIDTH);
    let [red, green, blue] = rectangles::numbers::<3>(document, dict, b"C").unwrap_or([0.0; 3]);
    let mut out = format!("q 1 J 1 j {width} w {red} {green} {blue} RG\n");
    for list in lists {
        let points = document.dereference(list).ok()?.1.as_array().ok()?;
        let numbers: Vec<f32> =
            points.iter().filter_map(|n| document.dereference(n).ok()?.1.as_float().ok()).collect();
        for (n, point) in numbers.chunks_exact(2).enumerate() {
            let operator = if n == 0 { "m" } else { "l" };
            out.extend([format!("{} {} {operator}\n", point[0], point[1])]);
        }
        // A point alone is a dot.
        if let [x, y] = numbers[..] {
            out.extend([format!("{x} {y} l\n")]);
        }
        out.push_str("S\n");
    }
    out.push_str("Q\n");
    Some(out.into_bytes())
}
