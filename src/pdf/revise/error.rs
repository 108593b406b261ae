//! Why a filled kit cannot be made into another file.

use crate::layout::MissingGlyph;
use crate::pdf::PdfError;
use crate::pdf::read::ReadError;

/// Why no file came about.
#[derive(Debug, Clone, PartialEq)]
pub enum ReviseError {
    /// The kit cannot be read.
    Read(ReadError),
    /// The file is no kit that this program built.
    NotAKit,
    /// The kit has no fields: it was built without, flattened or printed.
    NoFields,
    /// This field is signed with a certificate, which holds for the file as it is only.
    Signed(String),
    /// Characters that no font has, each with its field.
    Missing(Vec<MissingGlyph>),
    /// These fields hold more than there is room for.
    TooLong(Vec<String>),
    /// These fields are filled in, and no page has a place for them.
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
