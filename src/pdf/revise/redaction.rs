//! The request for a redaction, and the part of each field in it.

use super::field_names;
use crate::layout::FontSet;
use crate::pdf::read::Filled;

/// The fields to redact.
#[derive(Debug, Clone)]
pub struct Redaction {
    /// The fields to empty besides the name fields.
    pub fields: Vec<String>,
    /// The fields to keep.
    pub keep: Vec<String>,
    /// The replacement for the candidate's name.
    pub replacement: Option<String>,
    /// Returns the person that a kit says it is for.
    pub recipient_of: fn(&Filled) -> Option<String>,
    /// The line that names this person on the pages, around the name.
    pub recipient_line: (&'static str, &'static str),
    /// True if this line may stay.
    pub accepts_recipient: bool,
    /// The names of the attachments that a kit is built with.
    pub kit_attachments: &'static [&'static str],
    /// Returns the texts that a kit was built with, as far as its lock proves them.
    pub source_of: fn(&Filled, &FontSet) -> KitSource,
}

/// The texts that a kit was built with.
#[derive(Debug, Clone, Default)]
pub struct KitSource {
    /// The texts of its bank and of its lock.
    pub texts: Vec<String>,
    /// The kit as it was built, if its pages can be rebuilt and are not known.
    pub rebuilt: Option<Vec<u8>>,
}

/// The part that a field has in a redaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldRole {
    /// A field of a name, which is emptied.
    Name(&'static str),
    /// A field that was asked for, which is emptied.
    AskedFor,
    /// A field that was asked for and that kits do not have, which is emptied. It may be a name field with another
    /// name.
    Renamed,
    /// A field that is kept as it is, but for names in it.
    Kept,
}

impl Redaction {
    /// Returns the part of a field.
    pub(super) fn role(&self, name: &str) -> FieldRole {
        let is_asked = |list: &[String]| list.iter().any(|asked| field_names::is_asked_for(name, asked));
        if is_asked(&self.fields) {
            return match field_names::name_field(name) {
                Some(field) => FieldRole::Name(field),
                None if field_names::is_other_kit_field(name) => FieldRole::AskedFor,
                None => FieldRole::Renamed,
            };
        }
        match field_names::name_field(name) {
            Some(field) if !is_asked(&self.keep) && !self.keep.iter().any(|kept| kept == field) => {
                FieldRole::Name(field)
            }
            _ => FieldRole::Kept,
        }
    }
}
