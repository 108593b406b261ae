//! A shaped word: the glyphs of characters that are placed as one.

use super::font_face::FontFaceId;

/// One glyph of a shaped word; lengths are in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph id in the face.
    pub id: u16,
    /// The width the font gives the glyph, as the PDF file states it.
    pub width: i32,
    /// The distance the pen moves on.
    pub advance: i32,
    /// The shift to the right.
    pub x: i32,
    /// The shift upward.
    pub y: i32,
    /// The byte range of the characters it stands for; empty if another glyph of its cluster stands for them.
    pub text: (u16, u16),
}

/// A word, shaped in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapedWord {
    /// The face.
    pub face: FontFaceId,
    /// The characters.
    pub text: Box<str>,
    /// The glyphs, left to right.
    pub glyphs: Box<[Glyph]>,
    /// The width in thousandths of an em.
    pub width: i32,
    /// The part of the width that white space at the end takes.
    pub trailing: i32,
    /// True if the characters of the glyphs, one after the other, are the text.
    pub is_spelled: bool,
}

impl ShapedWord {
    /// Returns the characters a glyph stands for.
    #[must_use]
    pub fn glyph_text(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or("")
    }

    /// Returns the word without the white space at its end.
    pub(super) fn without_trailing(&self) -> Self {
        let text = self.text.trim_end();
        let kept = self.glyphs.iter().filter(|g| (g.text.0 as usize) < text.len());
        Self {
            text: text.into(),
            glyphs: kept.copied().collect(),
            width: self.width - self.trailing,
            trailing: 0,
            ..*self
        }
    }
}
