//! What a file is given beside its pages.

use super::protect::Protection;
use crate::pdf::date::Date;

/// What a file is given beside its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Files that it carries.
    pub attachments: Vec<Attachment>,
    /// What it says of itself, by names of letters: properties of the program's own in its metadata.
    pub identity: Vec<(&'static str, String)>,
    /// Whether it is made to be kept, by PDF/A-3, level A.
    pub archival: bool,
    /// When it is said to be made; nothing, to say nothing of it.
    pub date: Option<Date>,
    /// How it is protected, if it is.
    pub protection: Option<Protection>,
}

/// A file in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, in letters every system takes.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is to the document.
    pub relationship: Relationship,
    /// What it is, as a person is told.
    pub description: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a file is to the document that carries it (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// What the document was made from.
    Source,
    /// What the document says, for programs.
    Data,
}
