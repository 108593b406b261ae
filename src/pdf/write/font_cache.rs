//! What files with the same fonts share: fonts that are cut and compressed already, and a compressor.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::Dictionary;

use super::embed::EmbeddedFont;
use super::file::File;
use super::fonts::{Typed, UsedFaces, typed};
use crate::layout::FontSet;
use crate::layout::text::FaceId;
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;

/// How many cuts of a face are kept. Where people type, the face of running text has the same glyphs in
/// nearly every kit; other faces have seldom twice the same.
const MOST: usize = 16;

/// The glyphs of a cut, as its document uses them.
type Glyphs = BTreeMap<u16, (i32, Arc<str>)>;

/// Writes files with the fonts of a set, and keeps what one of them may share with the next. What it writes
/// does not hang on what it wrote before.
pub struct FontCache<'f> {
    pub(crate) fonts: &'f FontSet,
    pub(crate) deflater: Deflater,
    pub(crate) of_objects: Deflater,
    of_fonts: Deflater,
    /// The characters that people may type, by their glyphs in the face of running text.
    pub(crate) typed: Vec<Typed>,
    casts: BTreeMap<FaceId, Vec<(Glyphs, EmbeddedFont)>>,
}

impl<'f> FontCache<'f> {
    /// A foundry that has cut nothing yet.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self {
            fonts,
            deflater: Deflater::new(),
            of_objects: Deflater::of_objects(),
            of_fonts: Deflater::thorough(),
            typed: typed(fonts),
            casts: BTreeMap::new(),
        }
    }

    /// Adds the faces to a file and returns the dictionary pages find them in.
    pub(crate) fn embed(&mut self, faces: &UsedFaces, out: &mut File) -> Result<Dictionary, PdfError> {
        let mut dictionary = Dictionary::new();
        for used in faces.iter() {
            let casts = self.casts.entry(used.face).or_default();
            let known = casts.iter().position(|(glyphs, _)| *glyphs == used.glyphs);
            let place = if let Some(place) = known {
                place
            } else {
                let cast = EmbeddedFont::of(used, self.fonts, &mut self.of_fonts)?;
                if casts.len() == MOST {
                    casts.remove(0);
                }
                casts.push((used.glyphs.clone(), cast));
                casts.len() - 1
            };
            dictionary.set(used.resource(), casts[place].1.add(out));
        }
        Ok(dictionary)
    }
}
