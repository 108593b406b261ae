//! What can go wrong while a PDF file is written.

use printpdf::{PdfParseErrorSeverity, PdfWarnMsg};

/// Why no PDF file came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// A font could not be cut down to the glyphs in use.
    Subset {
        /// The font's name.
        font: String,
        /// What the subsetter said.
        reason: String,
    },
    /// The PDF library reported an error or returned something unexpected.
    Library(String),
}

impl std::fmt::Display for PdfError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Subset { font, reason } => write!(f, "the font {font} cannot be subset: {reason}"),
            Self::Library(what) => write!(f, "the PDF library failed: {what}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// The library reports errors as messages on the side; here they are errors.
pub(super) fn check(messages: &[PdfWarnMsg]) -> Result<(), PdfError> {
    match messages.iter().find(|m| m.severity == PdfParseErrorSeverity::Error) {
        Some(error) => Err(PdfError::Library(error.msg.clone())),
        None => Ok(()),
    }
}
