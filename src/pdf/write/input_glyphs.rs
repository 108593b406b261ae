//! The glyphs that people may type into a field. The font of the fields holds them all, whether they are on
//! the pages or not.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::layout::FontSet;
use crate::layout::text::FontFaceId;

/// The characters that people may type: Latin with the accents of Europe, Greek, Cyrillic, punctuation and
/// signs.
///
/// The micro sign is left out: it shares its glyph with the Greek letter, and a glyph stands for one
/// character.
const INPUT_CHARS: [RangeInclusive<char>; 11] = [
    ' '..='~',
    '\u{a0}'..='\u{b4}',
    '\u{b6}'..='\u{17f}',
    '\u{218}'..='\u{21b}',
    '\u{1e9e}'..='\u{1e9e}',
    '\u{384}'..='\u{3ce}',
    '\u{400}'..='\u{45f}',
    '\u{490}'..='\u{493}',
    '\u{2010}'..='\u{203a}',
    '\u{20ac}'..='\u{20ac}',
    '\u{2116}'..='\u{2122}',
];

/// A character that people may type.
pub(super) struct InputGlyph {
    pub(super) text: Arc<str>,
    /// The glyph in the face of running text.
    pub(super) glyph: u16,
    /// The width in thousandths of an em.
    pub(super) width: i32,
}

/// Returns the glyphs of the characters that people may type.
pub(super) fn input_glyphs(fonts: &FontSet) -> Vec<InputGlyph> {
    if fonts.is_empty() {
        return Vec::new();
    }
    let glyphs = fonts.face(FontFaceId(0)).glyphs(INPUT_CHARS.into_iter().flatten());
    let input_glyph =
        |(c, glyph, width): (char, _, _)| InputGlyph { text: c.to_string().into(), glyph, width };
    glyphs.into_iter().map(input_glyph).collect()
}
