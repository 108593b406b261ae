//! The errors of writing a PDF file.

use thiserror::Error;

use super::write::password::PasswordFault;

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
    /// No PDF program would open the file with its password.
    #[error("the password {0}")]
    Password(PasswordFault),
    /// The PDF library reported an error or returned something unexpected.
    #[error("the PDF library failed: {0}")]
    Library(String),
}
