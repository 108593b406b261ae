//! Filled kits made into other files: for the record (`flatten`), and without names (`redact`).
//!
//! Both open a file with all that is in it, within the limits of `read`; `places` finds where its
//! fields are, `save` writes what is left of it, and nothing else, anew.

mod answers;
mod draw;
mod error;
mod flatten;
mod overflow;
mod page;
mod places;
mod redact;
mod save;
mod search;
mod search_term;
mod tree;

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId};

use super::read::{self, Field, Filled, Kept, Kind};

pub use error::ReviseError;
pub use flatten::{Record, flatten};
pub use redact::{NAMES, Redacted, Redaction, redact};
pub use search::{Part, Rest};

/// A kit as a PDF program saved it.
#[derive(Clone, Default)]
pub struct Source {
    /// The file.
    pub bytes: Vec<u8>,
    /// The password it opens with, if it needs one.
    pub password: Option<String>,
}

/// A kit that was opened to be changed.
struct Kit {
    document: Document,
    filled: Filled,
    was_protected: bool,
}

impl Kit {
    /// Opens a kit of this program that has fields.
    fn open(source: Source) -> Result<Self, ReviseError> {
        let Source { bytes, password } = source;
        let opened = read::open(bytes, password.as_deref(), Kept::Whole)?;
        let filled = opened.filled;
        if !filled.is_ours {
            return Err(ReviseError::NotAKit);
        }
        if filled.fields.is_empty() {
            return Err(ReviseError::NoFields);
        }
        let is_signed = |field: &&Field| field.kind == Kind::Signature && field.is_filled();
        if let Some(field) = filled.fields.iter().find(is_signed) {
            return Err(ReviseError::Signed(field.name.clone()));
        }
        let mut document = opened.document;
        separate(&mut document);
        Ok(Self { document, filled, was_protected: opened.was_protected })
    }
}

/// Makes objects of their own of what some programs write into others, so that they can be told apart.
fn separate(document: &mut Document) {
    if let Ok(info @ Object::Dictionary(_)) = document.trailer.get(b"Info").cloned() {
        let info = document.add_object(info);
        document.trailer.set("Info", info);
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let mut list = places::annotations(document, page);
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

/// The fields by their names.
fn by_name(filled: &Filled) -> HashMap<&str, &Field> {
    filled.fields.iter().map(|field| (field.name.as_str(), field)).collect()
}
