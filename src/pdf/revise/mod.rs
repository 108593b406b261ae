//! Turns filled kits into other files: a record (`flatten`), a kit without names (`redact`).
//!
//! Both load the whole file within the limits of `read`. `widgets` finds the widgets of its fields, and
//! `save` writes only the objects that are still reachable.

mod answers;
mod attach;
mod burn;
mod collect_terms;
mod common_words;
mod content_lexer;
mod cut;
mod cut_exact;
mod drawn_text;
mod empty;
mod error;
mod field_names;
mod field_text;
mod flatten;
mod fold;
mod font_text;
mod form_nodes;
mod name_part;
mod name_risk;
mod overflow;
mod page;
mod printed_pages;
mod recipient;
mod rectangles;
mod redact;
mod redact_pages;
mod redaction;
mod save;
mod search;
mod search_term;
mod stand_in;
mod strip;
mod tree;
mod vocabulary;
mod widgets;
mod xmp_text;

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId, text_string};

use super::read::{self, Field, Filled, Kept, Kind, RECOVERED, State};

pub use error::ReviseError;
pub use field_names::NAME_FIELDS;
pub use flatten::{Flattening, Record, flatten};
pub use name_risk::NameRisk;
pub use redact::{Redacted, redact};
pub use redaction::{KitSource, Redaction};
pub use search::{FilePart, Rest};

/// A kit as some PDF program saved it.
#[derive(Clone, Default)]
pub struct SavedKit {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The password, if the file needs one.
    pub password: Option<String>,
}

/// A kit opened for a change.
struct OpenedKit {
    document: Document,
    filled: Filled,
    was_protected: bool,
}

impl OpenedKit {
    /// Opens a kit that this program built and that has fields.
    fn open(source: SavedKit) -> Result<Self, ReviseError> {
        let SavedKit { bytes, password } = source;
        let opened = read::open(&bytes, password.as_deref(), Kept::Whole)?;
        let filled = opened.filled;
        if !filled.is_ours {
            return Err(ReviseError::NotAKit);
        }
        // A record names its answers, and has no fields.
        if filled.fields.is_empty() || read::field_objects(&opened.document)?.is_empty() {
            let is_record = filled.state == State::Record;
            return Err(if is_record { ReviseError::IsRecord } else { ReviseError::NoFields });
        }
        let is_signed = |field: &&Field| field.kind == Kind::Signature && field.is_filled();
        if let Some(field) = filled.fields.iter().find(is_signed) {
            return Err(ReviseError::Signed(field.name.clone()));
        }
        let mut document = opened.document;
        separate(&mut document);
        form_nodes::separate(&mut document);
        Ok(Self { document, filled, was_protected: opened.was_protected })
    }
}

/// Makes indirect objects of annotations that some programs write inline, so that each has an id.
fn separate(document: &mut Document) {
    if let Ok(info @ Object::Dictionary(_)) = document.trailer.get(b"Info").cloned() {
        let info = document.add_object(info);
        document.trailer.set("Info", info);
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let mut list = widgets::annotations(document, page);
        if list.iter().all(|annotation| annotation.as_reference().is_ok()) {
            continue;
        }
        for annotation in &mut list {
            if let Object::Dictionary(_) = annotation {
                *annotation = document.add_object(annotation.clone()).into();
            }
        }
        if let Ok(dict) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
            dict.set("Annots", list);
        }
    }
}

/// Marks the file that is made of a damaged kit.
fn mark_recovered(document: &mut Document, is_recovered: bool) {
    if is_recovered
        && let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(info) = document.get_object_mut(id).and_then(Object::as_dict_mut)
    {
        info.set(RECOVERED, text_string("true"));
    }
}

/// Returns the fields by kit and name.
fn by_name(filled: &Filled) -> HashMap<(usize, &str), &Field> {
    filled.fields.iter().map(|field| ((field.kit, field.name.as_str()), field)).collect()
}
