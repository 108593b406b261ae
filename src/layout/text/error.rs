//! Errors of fonts: files that cannot be used, characters that no font has.

use thiserror::Error;

use crate::diag::Origin;
use crate::wording::plural::plural;

/// The number of fonts that a user may add.
pub(super) const MAX_ADDED_FONTS: usize = 32;

/// The reason why a font file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FontError {
    /// The file is not a font that this program can read.
    #[error("not a TrueType or OpenType font this program can read ({0})")]
    Unreadable(String),
    /// The file has no face with this number.
    #[error("it has {}, so it has no face {number}", plural(*count, "face"))]
    NoSuchFace {
        /// The number, from 1.
        number: u64,
        /// The number of faces in the file.
        count: u32,
    },
    /// The licence bits of the font forbid embedding.
    #[error("its licence bits (OS/2 fsType) forbid embedding")]
    NotEmbeddable,
    /// There are more fonts than a kit can hold.
    #[error("at most {} fonts can be added", MAX_ADDED_FONTS)]
    TooMany,
}

/// A character that no face has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The name of the object the text belongs to, for example a question.
    pub subject: Option<String>,
    /// The place the text comes from.
    pub origin: Option<Origin>,
}
