//! Empties fields, and writes texts into their widgets.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, text_string};

use super::form_nodes::FormNodes;
use super::stand_in::replace_missing;
use super::widgets::{self, Widget};
use super::{ReviseError, field_text};
use crate::layout::{FontSet, MissingGlyph, Typesetter};
use crate::pdf::compress::Deflater;
use crate::pdf::read::text_encoding;
use crate::pdf::write::embedded_font::embed_fonts;
use crate::pdf::write::form::appearance;
use crate::pdf::write::paint;
use crate::pdf::write::used_font_faces::UsedFaces;

/// The field type of buttons.
const BUTTON: &[u8] = b"Btn";
/// The entries of a field that may hold its text.
const TEXT_KEYS: [&[u8]; 3] = [b"V", b"DV", b"RV"];
/// The entries of a field besides its value that repeat it.
const COPY_KEYS: [&[u8]; 6] = [b"DV", b"RV", b"DS", b"I", b"TI", b"PMD"];

/// Returns true if a node belongs to a check box or radio button.
pub(super) fn is_button(document: &Document, dict: &Dictionary) -> bool {
    let chain = widgets::chain(document, dict);
    let kind = chain.iter().find_map(|dict| dict.get_deref(b"FT", document).ok());
    match kind.map(Object::as_name) {
        Some(kind) => matches!(kind, Ok(BUTTON)),
        None => dict.has(b"AS"),
    }
}

/// Returns the texts that a node holds as its own.
pub(super) fn texts(document: &Document, id: ObjectId) -> Vec<String> {
    let Ok(dict) = document.get_dictionary(id) else { return Vec::new() };
    let mut found = Vec::new();
    for key in TEXT_KEYS {
        let Ok(object) = dict.get_deref(key, document) else { continue };
        let parts = match object {
            Object::Array(parts) => {
                parts.iter().filter_map(|part| Some(document.dereference(part).ok()?.1)).collect()
            }
            object => vec![object],
        };
        for text in parts.into_iter().filter_map(text_encoding::decode_text) {
            found.push(if key == b"RV" { without_tags(&text) } else { text });
        }
    }
    found
}

/// Returns the text of rich text.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    for part in text.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, after)| after));
        out.push(' ');
    }
    out
}

/// Removes the value of a node.
pub(super) fn remove_value(document: &mut Document, id: ObjectId) {
    let Ok(dict) = document.get_dictionary(id) else { return };
    let is_button = is_button(document, dict);
    remove_copies(document, id);
    let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
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

/// Removes what repeats the value of a node.
pub(super) fn remove_copies(document: &mut Document, id: ObjectId) {
    let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    for key in COPY_KEYS {
        dict.remove(key);
    }
}

/// Removes the rich text of a field, which repeats its text.
pub(super) fn remove_rich_text(document: &mut Document, id: ObjectId) {
    let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    for key in [b"RV".as_slice(), b"DS"] {
        dict.remove(key);
    }
}

/// Gives a text widget an empty appearance. A widget without a page place has none.
pub(super) fn set_empty_appearance(document: &mut Document, id: ObjectId) {
    let Ok(dict) = document.get_dictionary(id) else { return };
    if !widgets::is_widget(dict) || is_button(document, dict) {
        return;
    }
    let size = widgets::rectangle(document, dict).map_or((0.0, 0.0), |[a, b, c, d]| (c - a, d - b));
    set_appearance(document, id, size, b"/Tx BMC EMC".to_vec(), Dictionary::new());
}

/// Sets the appearance of a text widget.
fn set_appearance(
    document: &mut Document,
    widget: ObjectId,
    size: (f32, f32),
    content: Vec<u8>,
    resources: Dictionary,
) {
    let mut dict = appearance::form_dictionary(size);
    dict.set("Resources", resources);
    let drawn = document.add_object(Stream::new(dict, content).with_compression(false));
    if let Ok(dict) = document.get_object_mut(widget).and_then(Object::as_dict_mut) {
        dict.set("AP", lopdf::dictionary! { "N" => drawn });
        dict.remove(b"MK");
    }
}

/// Sets the value of every node of a field that has a name of its own.
pub(super) fn set_value(
    document: &mut Document,
    nodes: &FormNodes,
    is_meant: impl Fn(&str) -> bool,
    text: &str,
) {
    // A widget without a name of its own takes the attributes of its ancestors.
    let named: Vec<ObjectId> = nodes
        .iter()
        .filter(|(id, name)| is_meant(name) && document.get_dictionary(**id).is_ok_and(|dict| dict.has(b"T")))
        .map(|(id, _)| *id)
        .collect();
    for id in named {
        if let Ok(dict) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            dict.set("V", text_string(text));
        }
    }
}

/// Draws texts at their widgets, as much of each as fits. Returns the characters that no font has; a stand-in
/// is drawn for each.
pub(super) fn draw_texts(
    document: &mut Document,
    texts: &[(&Widget, &str)],
    fonts: &FontSet,
    deflater: &mut Deflater,
) -> Result<Vec<MissingGlyph>, ReviseError> {
    let mut typesetter = Typesetter::new(fonts);
    let (mut drawn, mut missing) = (Vec::new(), Vec::new());
    for (widget, text) in texts {
        typesetter.subject = Some(format!("the field `{}`", widget.name));
        let mut own = (*widget).clone();
        own.rect = [0.0, 0.0, widget.width(), widget.height()];
        let text = replace_missing(&mut typesetter, text, &mut missing);
        drawn.push(field_text::set_what_fits(&mut typesetter, &own, &text));
    }
    let faces = UsedFaces::from_items(drawn.iter().flatten(), fonts);
    let embedded = embed_fonts(&faces, fonts, document, deflater)?;
    for ((widget, _), items) in texts.iter().zip(&drawn) {
        let content = paint::overlay_content(items, None, &faces);
        let content = [b"/Tx BMC ".as_slice(), &content, b" EMC"].concat();
        let size = (widget.width(), widget.height());
        set_appearance(document, widget.id, size, content, lopdf::dictionary! { "Font" => embedded.clone() });
    }
    Ok(missing)
}
