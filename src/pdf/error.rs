//! The errors of writing a PDF file.

use thiserror::Error;

/// The reason why a PDF file could not be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// A font could not be reduced to the glyphs in use.
    #[error("the font {font} cannot be subset: {reason}")]
    Subset {
        /// The name of the font.
        font: String,
        /// The message of the subsetter.
        reason: String,
    },
    /// The PDF library reported an error or returned something unexpected.
    #[error("the PDF library failed: {0}")]
    Library(String),
}
