//! The fonts that several files share: subset once, compressed once.

use std::collections::BTreeMap;

use lopdf::Dictionary;

use super::embedded_font::EmbeddedFont;
use super::file::FileWriter;
use super::input_glyphs::{InputGlyph, input_glyphs};
use super::used_font_faces::{UsedFaces, UsedGlyphs};
use crate::layout::FontSet;
use crate::layout::text::FontFaceId;
use crate::pdf::compress::{Deflater, Effort};
use crate::pdf::error::PdfError;

/// The number of cached subsets of one face.
///
/// In kits with fields, the face of running text has the same glyphs nearly every time. Other faces seldom
/// have the same glyphs twice.
const MAX_SUBSETS: usize = 16;

/// Writes files with the fonts of a set, and caches their subsets. The bytes of a file do not depend on the
/// files written before it.
pub struct FontCache<'f> {
    pub(super) fonts: &'f FontSet,
    pub(super) content_deflater: Deflater,
    pub(super) object_deflater: Deflater,
    font_deflater: Deflater,
    /// The characters that people may type.
    pub(super) input: Vec<InputGlyph>,
    subsets: BTreeMap<FontFaceId, Vec<(UsedGlyphs, EmbeddedFont)>>,
}

impl<'f> FontCache<'f> {
    /// Returns an empty cache.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self {
            fonts,
            content_deflater: Deflater::new(Effort::Content),
            object_deflater: Deflater::new(Effort::Objects),
            font_deflater: Deflater::new(Effort::Fonts),
            input: input_glyphs(fonts),
            subsets: BTreeMap::new(),
        }
    }

    /// Adds the faces to a file and returns the font dictionary of its pages.
    pub(super) fn embed(&mut self, faces: &UsedFaces, out: &mut FileWriter) -> Result<Dictionary, PdfError> {
        let mut dictionary = Dictionary::new();
        for used in faces.iter() {
            let subsets = self.subsets.entry(used.face).or_default();
            let cached = subsets.iter().position(|(glyphs, _)| *glyphs == used.glyphs);
            let index = if let Some(index) = cached {
                index
            } else {
                let font = EmbeddedFont::new(used, self.fonts, &mut self.font_deflater)?;
                if subsets.len() == MAX_SUBSETS {
                    subsets.remove(0);
                }
                subsets.push((used.glyphs.clone(), font));
                subsets.len() - 1
            };
            dictionary.set(used.resource_name(), subsets[index].1.add_to(out));
        }
        Ok(dictionary)
    }
}
