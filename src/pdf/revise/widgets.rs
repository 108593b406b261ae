//! The widgets of fields on the pages.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::pdf::read::{FieldKey, ReadError, field_objects, limits, text_encoding};

/// The flag of fields of several lines: ISO 32000-1, table 228.
const MULTILINE: i64 = 1 << 12;

/// A widget of a field.
#[derive(Debug, Clone)]
pub(super) struct Widget {
    /// The page.
    pub(super) page: ObjectId,
    /// The annotation.
    pub(super) id: ObjectId,
    /// The name of the field, as [`crate::pdf::read::Field`] has it.
    pub(super) name: String,
    /// The index of the kit in a file of several kits.
    pub(super) kit: usize,
    /// The label of the field.
    pub(super) tip: String,
    /// The rectangle: left, bottom, right, top.
    pub(super) rect: [f32; 4],
    /// True if the field takes several lines.
    pub(super) has_lines: bool,
    /// The states besides `Off`.
    pub(super) states: Vec<String>,
}

impl Widget {
    pub(super) fn width(&self) -> f32 {
        self.rect[2] - self.rect[0]
    }

    pub(super) fn height(&self) -> f32 {
        self.rect[3] - self.rect[1]
    }
}

/// The annotations of a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The widgets, page by page.
    pub(super) widgets: Vec<Widget>,
    /// The other annotations.
    pub(super) added: Vec<ObjectId>,
}

/// Finds the annotations of all pages.
pub(super) fn find(document: &Document) -> Result<Found, ReadError> {
    let mut found = Found::default();
    let fields = field_objects(document)?;
    for page in document.page_iter() {
        for annotation in annotations(document, page) {
            let Ok(id) = annotation.as_reference() else { continue };
            let Ok(dict) = document.get_dictionary(id) else { continue };
            match dict.get_deref(b"Subtype", document).and_then(Object::as_name) {
                Ok(b"Widget") => found.widgets.extend(widget(document, page, id, fields.get(&id))),
                Ok(b"Link") => {}
                _ => found.added.push(id),
            }
        }
    }
    Ok(found)
}

/// Returns the annotations of a page.
pub(super) fn annotations(document: &Document, page: ObjectId) -> Vec<Object> {
    let page = document.get_dictionary(page);
    let list = page.and_then(|page| page.get_deref(b"Annots", document)).and_then(Object::as_array);
    list.cloned().unwrap_or_default()
}

fn widget(document: &Document, page: ObjectId, id: ObjectId, field: Option<&FieldKey>) -> Option<Widget> {
    let dict = document.get_dictionary(id).ok()?;
    let chain = chain(document, dict);
    let inherited = |key: &[u8]| chain.iter().find_map(|dict| dict.get_deref(key, document).ok());
    let flags = inherited(b"Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    let options: Vec<String> = inherited(b"Opt")
        .and_then(|options| options.as_array().ok())
        .map(|options| {
            options.iter().map(|option| text_encoding::decode_text(option).unwrap_or_default()).collect()
        })
        .unwrap_or_default();
    // Reads a state that is the number of an option as the reader of values does.
    let meant = |state: String| match state.parse::<usize>().ok().and_then(|n| options.get(n)) {
        Some(option) => option.clone(),
        None => state,
    };
    Some(Widget {
        page,
        id,
        // A push button is no field.
        name: field.map_or_else(|| full_name(document, &chain), |field| field.name.clone()),
        kit: field.map_or(0, |field| field.kit),
        tip: inherited(b"TU").and_then(text_encoding::decode_text).unwrap_or_default(),
        rect: rectangle(document, dict)?,
        has_lines: flags & MULTILINE != 0,
        states: states(document, dict).into_iter().map(meant).collect(),
    })
}

/// Returns the full name of a field; `chain` leads from it to the root.
fn full_name(document: &Document, chain: &[&Dictionary]) -> String {
    let named = chain.iter().rev().filter_map(|dict| dict.get_deref(b"T", document).ok());
    named.filter_map(text_encoding::decode_text).collect::<Vec<_>>().join(".")
}

/// Returns a widget and its ancestor fields.
pub(super) fn chain<'d>(document: &'d Document, dict: &'d Dictionary) -> Vec<&'d Dictionary> {
    let mut chain = vec![dict];
    // Ends at the root or at the depth limit.
    while let Some(above) = chain.last().and_then(|dict| dict.get_deref(b"Parent", document).ok()) {
        match above.as_dict() {
            Ok(above) if chain.len() <= limits::MAX_DEPTH => chain.push(above),
            _ => break,
        }
    }
    chain
}

/// Returns true if an annotation is a widget.
pub(super) fn is_widget(dict: &Dictionary) -> bool {
    dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Widget")
}

/// Returns the four edges in order; none for an empty rectangle.
pub(super) fn rectangle(document: &Document, dict: &Dictionary) -> Option<[f32; 4]> {
    let numbers = dict.get_deref(b"Rect", document).ok()?.as_array().ok()?;
    let numbers: Vec<f32> =
        numbers.iter().filter_map(|n| document.dereference(n).ok()?.1.as_float().ok()).collect();
    let [a, b, c, d] = numbers.try_into().ok()?;
    // A widget of a kit is never farther from the origin.
    let is_near = [a, b, c, d].iter().all(|edge: &f32| edge.is_finite() && edge.abs() < 20_000.0);
    is_near.then_some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn states(document: &Document, dict: &Dictionary) -> Vec<String> {
    let looks = dict.get_deref(b"AP", document).and_then(Object::as_dict);
    let looks = looks.and_then(|looks| looks.get_deref(b"N", document)).and_then(Object::as_dict);
    let Ok(looks) = looks else { return Vec::new() };
    let states = looks.iter().map(|(state, _)| text_encoding::name_text(state));
    states.filter(|state| state != "Off" && !state.is_empty()).collect()
}
