//! Errors of fonts: files that cannot be used, characters that no font has.

use thiserror::Error;

use crate::diag::Origin;

/// The number of fonts that a user may add.
pub(super) const MAX_ADDED_FONTS: usize = 32;

/// The reason why a font file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FontError {
    /// The file is not a font that this program can read.
    #[error("not a TrueType or OpenType font this program can read ({0})")]
    Unreadable(String),
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
