//! Filled kits made into other files: for the record (`flatten`), and without names (`redact`).
//!
//! Both open a file with all that is in it, within the limits of `read`; `places` finds where its
//! fields are, `save` writes what is left of it, and nothing else, anew.

mod answers;
mod draw;
mod error;
mod flatten;
mod more;
mod needle;
mod page;
mod places;
mod redact;
mod save;
mod search;
mod tree;

use std::collections::HashMap;

use lopdf::Document;

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
        Ok(Self { document: opened.document, filled, was_protected: opened.was_protected })
    }
}

/// The fields by their names.
fn by_name(filled: &Filled) -> HashMap<&str, &Field> {
    filled.fields.iter().map(|field| (field.name.as_str(), field)).collect()
}
