//! Redacts names: removes the values of fields from every part of the file.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, text_string};

use super::search::{self, Rest};
use super::search_term::SearchTerm;
use super::widgets::{self, Widget};
use super::{OpenedKit, ReviseError, SavedKit, field_text, mark_recovered, save};
use crate::layout::{FontSet, Typesetter};
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::read::{ReadError, limits, run_sandboxed, text_encoding};
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::form::appearance;
use crate::pdf::write::paint;
use crate::pdf::write::used_font_faces::UsedFaces;

/// The fields of a kit that hold names.
pub const NAME_FIELDS: [&str; 4] = ["candidate", "interviewer", "reference", "signature"];
/// The field that takes the replacement.
const REPLACEMENT_FIELD: &str = "candidate";
/// The text that replaces a removed value inside a longer text.
const REMOVED_MARK: &str = "[removed]";
/// The field type of buttons.
const BUTTON: &[u8] = b"Btn";

/// The fields to redact.
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    /// The full names of the fields.
    pub fields: Vec<String>,
    /// The fields that must exist; others may be missing.
    pub asked_for: Vec<String>,
    /// The replacement for the candidate's name.
    pub replacement: Option<String>,
}

/// A redacted kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The fields that had a value, in the order of the form.
    pub removed: Vec<String>,
    /// True if the kit had a password; the new file has none.
    pub was_protected: bool,
    /// True if the kit is damaged and its content was recovered.
    pub is_recovered: bool,
    /// The number of other parts of the file that a value was removed from.
    pub cut: usize,
    /// The parts of the file that still hold removed values or words of them.
    pub rest: Vec<Rest>,
}

/// Removes the values of some fields from a kit, within the limits of reading.
pub fn redact(source: SavedKit, redaction: Redaction, fonts: FontSet) -> Result<Redacted, ReviseError> {
    run_sandboxed(move || redact_kit(OpenedKit::open(source)?, &redaction, &fonts))
}

fn redact_kit(mut kit: OpenedKit, redaction: &Redaction, fonts: &FontSet) -> Result<Redacted, ReviseError> {
    let fields: BTreeSet<&str> = redaction.fields.iter().map(String::as_str).collect();
    let is_known = |name: &&String| kit.filled.fields.iter().any(|field| field.name == **name);
    if let Some(unknown) = redaction.asked_for.iter().find(|name| !is_known(name)) {
        return Err(ReviseError::NoSuchField(unknown.clone()));
    }
    let is_removed = |name: &str| fields.contains(name);
    let removed: Vec<String> = kit
        .filled
        .fields
        .iter()
        .filter(|field| is_removed(&field.name) && (field.is_filled() || field.is_in_doubt))
        .map(|field| field.name.clone())
        .collect();
    let widgets = widgets::find(&kit.document)?.widgets;
    let nodes = form_nodes(&kit.document)?;
    let mut terms = Vec::new();
    for (id, name) in &nodes {
        if is_removed(name) {
            remove_value(&mut kit.document, *id, &mut terms);
        }
    }
    terms.sort_by_key(|term: &SearchTerm| std::cmp::Reverse(term.as_str().len()));
    terms.dedup();
    let mut deflater = Deflater::new(Effort::Content);
    for widget in widgets.iter().filter(|widget| is_removed(&widget.name)) {
        set_empty_appearance(&mut kit.document, widget);
    }
    if let Some(text) = &redaction.replacement {
        let replaced: Vec<&Widget> =
            widgets.iter().filter(|widget| widget.name == REPLACEMENT_FIELD).collect();
        write_text(&mut kit.document, &nodes, &replaced, text, fonts, &mut deflater)?;
    }
    remove_value_copies(&mut kit.document);
    let by = redaction.replacement.as_deref().unwrap_or(REMOVED_MARK);
    let cut = search::cut_values(&mut kit.document, &nodes, &terms, by);
    let rest = search::find_remaining(&kit.document, &nodes, &terms)?;
    let is_recovered = kit.filled.is_recovered;
    mark_recovered(&mut kit.document, is_recovered);
    Ok(Redacted {
        bytes: save::save(kit.document, &mut deflater)?,
        removed,
        was_protected: kit.was_protected,
        is_recovered,
        cut,
        rest,
    })
}

/// Returns the nodes of the form, fields and widgets, with the full names of their fields.
fn form_nodes(document: &Document) -> Result<BTreeMap<ObjectId, String>, ReadError> {
    let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)?.as_dict());
    let mut found = BTreeMap::new();
    let Ok(form) = form else { return Ok(found) };
    let roots = form.get_deref(b"Fields", document).and_then(Object::as_array);
    let mut waiting: Vec<(Object, String, usize)> =
        roots.into_iter().flatten().map(|root| (root.clone(), String::new(), 0)).collect();
    // Visits each node once, within the depth limit.
    while let Some((node, above, depth)) = waiting.pop() {
        let Ok(id) = node.as_reference() else { continue };
        let Ok(dict) = document.get_dictionary(id) else { continue };
        if depth > limits::MAX_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let own = dict.get_deref(b"T", document).ok().and_then(text_encoding::decode_text);
        let name = match own {
            Some(own) if above.is_empty() => own,
            Some(own) => format!("{above}.{own}"),
            None => above,
        };
        if found.contains_key(&id) {
            continue;
        }
        if let Ok(kids) = dict.get_deref(b"Kids", document).and_then(Object::as_array) {
            waiting.extend(kids.iter().map(|kid| (kid.clone(), name.clone(), depth + 1)));
        }
        found.insert(id, name);
    }
    Ok(found)
}

/// Removes the value of a node, and adds it to the search terms.
fn remove_value(document: &mut Document, id: ObjectId, terms: &mut Vec<SearchTerm>) {
    let Ok(dict) = document.get_dictionary(id) else { return };
    let is_button = widgets::chain(document, dict)
        .iter()
        .find_map(|dict| dict.get_deref(b"FT", document).ok())
        .is_some_and(|kind| matches!(kind.as_name(), Ok(BUTTON)));
    if !is_button {
        let texts = [b"V".as_slice(), b"DV"].into_iter().filter_map(|key| {
            let object = dict.get_deref(key, document).ok()?;
            text_encoding::decode_text(object)
        });
        terms.extend(texts.filter_map(|text| SearchTerm::new(&text)));
    }
    let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    for key in [b"DV".as_slice(), b"RV", b"I", b"TI"] {
        dict.remove(key);
    }
    if !dict.has(b"Rect") {
        // Only a widget has an appearance.
        dict.remove(b"AP");
    }
    if dict.remove(b"V").is_some() && is_button {
        dict.set("V", "Off");
    }
    if dict.has(b"AS") {
        dict.set("AS", "Off");
    }
}

/// Gives a text widget an empty appearance.
fn set_empty_appearance(document: &mut Document, widget: &Widget) {
    let is_text = widget.states.is_empty();
    if is_text {
        set_appearance(document, widget, b"/Tx BMC EMC".to_vec(), Dictionary::new());
    }
}

/// Sets the appearance of a text widget.
fn set_appearance(document: &mut Document, widget: &Widget, content: Vec<u8>, resources: Dictionary) {
    let mut dict = appearance::form_dictionary((widget.width(), widget.height()));
    dict.set("Resources", resources);
    let drawn = document.add_object(Stream::new(dict, content).with_compression(false));
    if let Ok(dict) = document.get_object_mut(widget.id).and_then(Object::as_dict_mut) {
        dict.set("AP", lopdf::dictionary! { "N" => drawn });
    }
}

/// Writes a text into every widget of a field.
fn write_text(
    document: &mut Document,
    nodes: &BTreeMap<ObjectId, String>,
    widgets: &[&Widget],
    text: &str,
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<(), ReviseError> {
    // A widget without a name of its own takes the attributes of its ancestors.
    let named: Vec<ObjectId> = nodes
        .iter()
        .filter(|(id, name)| {
            *name == REPLACEMENT_FIELD && document.get_dictionary(**id).is_ok_and(|dict| dict.has(b"T"))
        })
        .map(|(id, _)| *id)
        .collect();
    for id in named {
        if let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            dict.set("V", text_string(text));
        }
    }
    let mut typesetter = Typesetter::new(fonts);
    typesetter.subject = Some(format!("the field `{REPLACEMENT_FIELD}`"));
    let mut drawn = Vec::new();
    for widget in widgets {
        let mut own = (*widget).clone();
        own.rect = [0.0, 0.0, widget.width(), widget.height()];
        match field_text::set_field_text(&mut typesetter, &own, text) {
            Some(items) => drawn.push(items),
            None => return Err(ReviseError::TooLong(vec![REPLACEMENT_FIELD.to_owned()])),
        }
    }
    if !typesetter.missing.is_empty() {
        return Err(ReviseError::Missing(std::mem::take(&mut typesetter.missing)));
    }
    let faces = UsedFaces::from_items(drawn.iter().flatten(), fonts);
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    for (widget, items) in widgets.iter().zip(&drawn) {
        let content = paint::overlay_content(items, None, &faces);
        let content = [b"/Tx BMC ".as_slice(), &content, b" EMC"].concat();
        set_appearance(document, widget, content, lopdf::dictionary! { "Font" => embedded.clone() });
    }
    Ok(())
}

/// Removes the copies of all values that other programs keep in the form.
fn remove_value_copies(document: &mut Document) {
    let form = document.catalog().and_then(|catalog| catalog.get(b"AcroForm")).cloned();
    let copies = |form: &mut Dictionary| {
        form.remove(b"XFA");
    };
    match form {
        Ok(Object::Reference(id)) => {
            if let Ok(form) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
                copies(form);
            }
        }
        Ok(_) => {
            let form = document.catalog_mut().and_then(|catalog| catalog.get_mut(b"AcroForm")?.as_dict_mut());
            if let Ok(form) = form {
                copies(form);
            }
        }
        Err(_) => {}
    }
    if let Ok(catalog) = document.catalog_mut() {
        // Private data of programs, which may repeat the form.
        for key in [b"PieceInfo".as_slice(), b"SpiderInfo", b"NeedsRendering"] {
            catalog.remove(key);
        }
    }
    let pages: HashSet<ObjectId> = document.page_iter().collect();
    for page in pages {
        if let Ok(dict) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
            dict.remove(b"PieceInfo");
            // A thumbnail of the page shows the values.
            dict.remove(b"Thumb");
        }
    }
}
