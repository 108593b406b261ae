//! One font file: its metrics, its character map, its shaping tables.

use std::borrow::Cow;
use std::sync::OnceLock;

use harfrust::ShaperData;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::{FileRef, FontRef, TableProvider};
use skrifa::{MetadataProvider, string::StringId};

use super::error::FontError;
use super::units::truncate_to_thousandths;

/// The index of a face in a [`FontSet`](super::FontSet).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontFaceId(pub u8);

/// A face that text is set in.
pub(crate) struct FontFace {
    pub(super) bytes: Cow<'static, [u8]>,
    /// The position of the face in its file, from 0. Only a collection has several.
    pub(super) index: u32,
    units_per_em: u16,
    glyph_count: usize,
    shaper: OnceLock<ShaperData>,
    coverage: OnceLock<[u64; COVERAGE_CHARS / 64]>,
}

/// The end of the range looked up in a bit set: Latin, Greek, Cyrillic.
const COVERAGE_CHARS: usize = 0x0600;

/// The longest PostScript name, in characters.
const NAME_MAX_CHARS: usize = 60;

impl FontFace {
    /// Reads the face at `index` in a font file or a collection.
    pub(super) fn new(bytes: Cow<'static, [u8]>, index: u32) -> Result<Self, FontError> {
        let unreadable = |e: &dyn std::fmt::Display| FontError::Unreadable(e.to_string());
        let count = face_count(&bytes);
        if index >= count {
            return Err(FontError::NoSuchFace { number: u64::from(index) + 1, count });
        }
        let font = FontRef::from_index(&bytes, index).map_err(|e| unreadable(&e))?;
        let units_per_em = font.head().map_err(|e| unreadable(&e))?.units_per_em();
        font.hhea().map_err(|e| unreadable(&e))?;
        font.cmap().map_err(|e| unreadable(&e))?;
        if font.glyf().is_err() && font.cff().is_err() {
            return Err(FontError::Unreadable("it has neither glyf nor CFF outlines".into()));
        }
        if !(16..=16384).contains(&units_per_em) {
            return Err(FontError::Unreadable("its units per em are out of range".into()));
        }
        if font.os2().is_ok_and(|os2| os2.fs_type() & 0x000F == 0x0002) {
            return Err(FontError::NotEmbeddable);
        }
        let glyph_count = font.maxp().map_err(|e| unreadable(&e))?.num_glyphs().into();
        Ok(Self {
            bytes,
            index,
            units_per_em,
            glyph_count,
            shaper: OnceLock::new(),
            coverage: OnceLock::new(),
        })
    }

    /// Returns the parsed font file, which [`Face::new`] has parsed once without error.
    pub(crate) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }

    pub(super) fn shaper_data(&self, font: &FontRef<'_>) -> &ShaperData {
        self.shaper.get_or_init(|| ShaperData::new(font))
    }

    pub(super) fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Returns the number of glyphs in the face.
    pub(crate) fn glyph_count(&self) -> usize {
        self.glyph_count
    }

    /// Returns the glyph of a character.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        self.font()?.charmap().map(c).map(|g| g.to_u32() as u16).filter(|g| *g != 0)
    }

    /// Returns the glyphs of the characters that the face has, and their widths as the PDF file states them.
    pub(crate) fn glyphs(&self, chars: impl Iterator<Item = char>) -> Vec<(char, u16, i32)> {
        let Some(font) = self.font() else { return Vec::new() };
        let (map, em) = (font.charmap(), self.units_per_em);
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |c: char| {
            let id = map.map(c).filter(|id| id.to_u32() != 0)?;
            let width = metrics.advance_width(id).unwrap_or(0.0) as i32;
            Some((c, id.to_u32() as u16, truncate_to_thousandths(width, i32::from(em))))
        };
        chars.filter_map(glyph).collect()
    }

    /// Returns true if the face has a character.
    pub(super) fn covers(&self, c: char) -> bool {
        let code = c as usize;
        if code >= COVERAGE_CHARS {
            return self.glyph(c).is_some();
        }
        let bits = self.coverage.get_or_init(|| {
            let mut bits = [0_u64; COVERAGE_CHARS / 64];
            if let Some(font) = self.font() {
                let map = font.charmap();
                for code in 0..COVERAGE_CHARS as u32 {
                    if map.map(code).is_some_and(|g| g.to_u32() != 0) {
                        bits[code as usize / 64] |= 1 << (code % 64);
                    }
                }
            }
            bits
        });
        bits[code / 64] >> (code % 64) & 1 == 1
    }

    /// Returns the PostScript name in ASCII letters, digits and hyphens, as PDF wants it; empty if the font
    /// has none.
    pub(super) fn postscript_name(&self) -> String {
        let name = self.font().and_then(|font| {
            let names = font.localized_strings(StringId::POSTSCRIPT_NAME);
            names.english_or_first().map(|name| name.chars().collect::<String>())
        });
        let is_allowed = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        name.unwrap_or_default().chars().filter(is_allowed).take(NAME_MAX_CHARS).collect()
    }
}

/// Returns the number of faces in a font file: 1 unless it is a collection.
fn face_count(bytes: &[u8]) -> u32 {
    match FileRef::new(bytes) {
        Ok(FileRef::Collection(collection)) => collection.len(),
        _ => 1,
    }
}
