//! The request for a redaction, and the part of each field in it.

use super::field_names;
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
}

/// The part that a field has in a redaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldRole {
    /// A field of a name, which is emptied.
    Name(&'static str),
    /// A field that was asked for, which is emptied.
    AskedFor,
    /// A field that is kept as it is, but for names in it.
    Kept,
}

impl Redaction {
    /// Returns the part of a field.
    pub(super) fn role(&self, name: &str) -> FieldRole {
        let is_asked = |list: &[String]| list.iter().any(|asked| field_names::is_asked_for(name, asked));
        if is_asked(&self.fields) {
            return field_names::name_field(name).map_or(FieldRole::AskedFor, FieldRole::Name);
        }
        match field_names::name_field(name) {
            Some(field) if !is_asked(&self.keep) && !self.keep.iter().any(|kept| kept == field) => {
                FieldRole::Name(field)
            }
            _ => FieldRole::Kept,
        }
    }
}
