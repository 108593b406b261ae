//! The glyphs that people may type into a field. The font of the fields holds them all, whether they are on
//! the pages or not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::document::Language;
use crate::layout::text::{FontFaceId, GlyphRun};
use crate::layout::{FontSet, PageItem, Pages};

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

/// The greatest number of glyphs of a script that people may type: every kit with fields carries them. Chinese,
/// Japanese and Korean have more.
const MAX_SCRIPT_GLYPHS: usize = 2_000;
/// The number of characters of a block. Most scripts start at a multiple of it.
const BLOCK_CHARS: u32 = 128;

/// A character that people may type.
pub(super) struct InputGlyph {
    pub(super) text: Arc<str>,
    /// The glyph in the face of the fields.
    pub(super) glyph: u16,
    /// The width in thousandths of an em.
    pub(super) width: i32,
}

/// Returns the glyphs of the characters that people may type into a kit in Latin, Greek or Cyrillic letters.
pub(super) fn input_glyphs(fonts: &FontSet) -> Vec<InputGlyph> {
    if fonts.is_empty() {
        return Vec::new();
    }
    glyphs_of(fonts, FontFaceId(0), INPUT_CHARS.into_iter().flatten())
}

/// The face of fields in another script, with the glyphs that people may type.
pub(super) struct ScriptInput {
    pub(super) face: FontFaceId,
    pub(super) glyphs: Vec<InputGlyph>,
}

/// Returns the face of the fields, if an added font has most letters of the document.
pub(super) fn script_input(pages: &Pages, fonts: &FontSet) -> Option<ScriptInput> {
    let mut letters: BTreeMap<FontFaceId, (usize, BTreeSet<u32>)> = BTreeMap::new();
    for run in text_runs(pages).filter(|run| run.language == Language::Document) {
        let (count, blocks) = letters.entry(run.face).or_default();
        for letter in run.words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic()) {
            *count += 1;
            blocks.insert(u32::from(letter) / BLOCK_CHARS);
        }
    }
    let (face, (_, blocks)) = letters.into_iter().max_by_key(|(_, (count, _))| *count)?;
    if !FontSet::is_added(face) {
        return None;
    }
    let of_block = |block: u32| (block * BLOCK_CHARS..(block + 1) * BLOCK_CHARS).filter_map(char::from_u32);
    let script = glyphs_of(fonts, face, blocks.into_iter().flat_map(of_block));
    if script.len() > MAX_SCRIPT_GLYPHS {
        return None;
    }
    let mut glyphs = glyphs_of(fonts, face, INPUT_CHARS.into_iter().flatten());
    glyphs.extend(script);
    Some(ScriptInput { face, glyphs })
}

/// Returns the runs of text on all pages.
fn text_runs(pages: &Pages) -> impl Iterator<Item = &GlyphRun> {
    pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        PageItem::Text { run, .. } => Some(run),
        _ => None,
    })
}

fn glyphs_of(fonts: &FontSet, face: FontFaceId, chars: impl Iterator<Item = char>) -> Vec<InputGlyph> {
    let input_glyph =
        |(c, glyph, width): (char, _, _)| InputGlyph { text: c.to_string().into(), glyph, width };
    fonts.face(face).glyphs(chars).into_iter().map(input_glyph).collect()
}
