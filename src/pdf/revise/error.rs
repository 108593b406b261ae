//! Errors of flattening and redacting.

use crate::layout::MissingGlyph;
use crate::pdf::PdfError;
use crate::pdf::read::ReadError;

/// The reason why no file was made.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviseError {
    /// The kit cannot be read.
    Read(ReadError),
    /// This program did not build the file.
    NotAKit,
    /// The kit has no fields: it was built without, or printed.
    NoFields,
    /// The file is a record: the answers are page content, which is not changed.
    IsRecord,
    /// This field has a digital signature, which a change would break.
    Signed(String),
    /// The content of the page of this number cannot be decoded.
    DamagedPage(usize),
    /// Characters that no font has, each with its field.
    Missing(Vec<MissingGlyph>),
    /// These fields hold more text than fits.
    TooLong(Vec<String>),
    /// These fields are filled in, but no page has a widget for them.
    NotShown(Vec<String>),
    /// The kit has no field of this name.
    NoSuchField(String),
    /// The new file cannot be written.
    Write(PdfError),
}

impl From<ReadError> for ReviseError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<PdfError> for ReviseError {
    fn from(error: PdfError) -> Self {
        Self::Write(error)
    }
}
