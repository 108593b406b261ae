//! The set of faces text is set in, and the choice of a face for a character.

use std::borrow::Cow;

use super::error::{FontError, MAX_ADDED_FONTS};
use super::font_face::{FontFace, FontFaceId};
use crate::assets;
use crate::document::FontStyle;

/// The bundled faces and those the user adds, in the order they are tried for a character.
pub struct FontSet {
    faces: Vec<FontFace>,
}

/// A font file, and the position of a face in it.
#[derive(Debug, Clone, Copy)]
pub struct FontFile<'f> {
    /// The bytes of its file.
    pub bytes: &'f [u8],
    /// The position of the face in the file, from 0.
    pub index: u32,
}

/// The number of bundled faces, which come first in a set.
const BUNDLED_FACES: u8 = 4;

impl FontSet {
    /// The number of fonts that a user may add.
    pub const MAX_ADDED: usize = MAX_ADDED_FONTS;

    /// Returns the set of the bundled faces.
    #[must_use]
    pub fn bundled() -> Self {
        let files = [assets::SANS_REGULAR, assets::SANS_ITALIC, assets::SANS_SEMIBOLD, assets::MONO_REGULAR];
        Self {
            faces: files
                .into_iter()
                .filter_map(|bytes| FontFace::new(Cow::Borrowed(bytes), 0).ok())
                .collect(),
        }
    }

    /// Adds the first face of a font file, which is used for the characters that the faces before it lack.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), FontError> {
        self.add_face(bytes, 0)
    }

    /// Adds the face at `index` of a collection; the first has index 0.
    pub fn add_face(&mut self, bytes: Vec<u8>, index: u32) -> Result<(), FontError> {
        if self.faces.len() >= usize::from(BUNDLED_FACES) + Self::MAX_ADDED {
            return Err(FontError::TooMany);
        }
        self.faces.push(FontFace::new(Cow::Owned(bytes), index)?);
        Ok(())
    }

    /// Returns the fonts that were added to the bundled ones, in their order.
    pub fn added(&self) -> impl Iterator<Item = FontFile<'_>> {
        let added = self.faces.iter().skip(BUNDLED_FACES.into());
        added.map(|face| FontFile { bytes: &face.bytes, index: face.index })
    }

    /// Returns the number of faces.
    #[must_use]
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    /// Returns true if there is no face.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// Returns the font file of a face, and the position of the face in it.
    #[must_use]
    pub fn file(&self, id: FontFaceId) -> FontFile<'_> {
        let face = self.face(id);
        FontFile { bytes: &face.bytes, index: face.index }
    }

    /// Returns the PostScript name of a face, in ASCII letters, digits and hyphens.
    #[must_use]
    pub fn postscript_name(&self, id: FontFaceId) -> String {
        let name = self.face(id).postscript_name();
        if name.is_empty() { format!("Font{}", id.0) } else { name }
    }

    pub(crate) fn face(&self, id: FontFaceId) -> &FontFace {
        &self.faces[id.0 as usize]
    }

    /// Returns true if the user added the face.
    pub(crate) fn is_added(face: FontFaceId) -> bool {
        face.0 >= BUNDLED_FACES
    }

    /// Returns the face of a font style.
    pub(super) fn first_choice(style: FontStyle) -> FontFaceId {
        FontFaceId(match style {
            FontStyle::Regular => 0,
            FontStyle::Italic => 1,
            FontStyle::Semibold => 2,
            FontStyle::Mono => 3,
        })
    }

    /// Returns the face to set `c` in, or `None` if no face has it.
    pub(super) fn choose(&self, style: FontStyle, c: char) -> Option<FontFaceId> {
        let first = Self::first_choice(style);
        if self.face(first).covers(c) || is_ignorable(c) {
            return Some(first);
        }
        let other = (0..self.faces.len() as u8).map(FontFaceId).find(|id| self.face(*id).covers(c));
        other.or_else(|| c.is_whitespace().then_some(first))
    }

    /// Returns true if text with this character can be set. The tab and line end of code are blanks.
    pub(crate) fn can_set(&self, c: char) -> bool {
        self.choose(FontStyle::Regular, c).is_some()
    }
}

/// Returns true for characters that draw nothing and that no font needs to have: the default ignorables of
/// Unicode.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
