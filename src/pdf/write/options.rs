//! The options of a file: everything it is given besides its pages.

use super::encryption::Protection;
use crate::pdf::date::Date;

/// Everything a file is given besides its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// The attached files.
    pub attachments: Vec<Attachment>,
    /// The program's own metadata properties, by names of letters.
    pub identity: Vec<(&'static str, String)>,
    /// True if the file conforms to PDF/A-3, level A.
    pub archival: bool,
    /// The creation date; `None` to leave it out.
    pub date: Option<Date>,
    /// The passwords and permissions of an encrypted file.
    pub protection: Option<Protection>,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name, in letters that every system takes.
    pub name: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The relationship to the document.
    pub relationship: Relationship,
    /// The description for people.
    pub description: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The relationship of an attached file to the document (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The source that the document was made from.
    Source,
    /// The content of the document, for programs.
    Data,
}
