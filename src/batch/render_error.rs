//! The errors of rendering a document.

use thiserror::Error;

use crate::layout::MissingGlyph;
use crate::pdf::PdfError;

/// The lock of a kit cannot be written as JSON.
#[derive(Debug, Error)]
#[error("cannot write the lock of the kit")]
pub struct LockError(#[from] serde_json::Error);

/// An error of rendering a document.
#[derive(Debug, Error)]
pub enum RenderError {
    /// The document has characters that no font has.
    #[error("no font has {} of the characters", .0.len())]
    MissingGlyphs(Vec<MissingGlyph>),
    /// The lock that the document carries cannot be written.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The PDF file cannot be written.
    #[error("cannot make the PDF file")]
    Pdf(#[from] PdfError),
}
