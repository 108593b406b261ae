//! The faces text is set in.

use std::borrow::Cow;
use std::sync::OnceLock;

use harfrust::ShaperData;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{MetadataProvider, string::StringId};

use super::shape::cut_thousandths;
use crate::assets;
use crate::document::FontStyle;

/// Index of a face in a [`FontSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

/// Why a font file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontError {
    /// Not a font this program can read.
    Unreadable(String),
    /// The licence bits of the font forbid embedding.
    NotEmbeddable,
    /// More fonts than a kit can hold.
    TooMany,
}

impl std::fmt::Display for FontError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(why) => {
                write!(f, "not a TrueType or OpenType font this program can read ({why})")
            }
            Self::NotEmbeddable => f.write_str("its licence bits (OS/2 fsType) forbid embedding"),
            Self::TooMany => write!(f, "at most {} fonts can be added", FontSet::MOST_ADDED),
        }
    }
}

impl std::error::Error for FontError {}

/// The bundled faces and those the user adds, in the order they are asked for a character.
pub struct FontSet {
    faces: Vec<Face>,
}

/// How many faces are bundled; they come first.
const BUNDLED: u8 = 4;

/// One face.
pub(crate) struct Face {
    bytes: Cow<'static, [u8]>,
    units_per_em: u16,
    glyph_count: usize,
    shaper: OnceLock<ShaperData>,
    coverage: OnceLock<[u64; COVERED / 64]>,
}

/// Characters below this are looked up in a bit set: Latin, Greek, Cyrillic.
const COVERED: usize = 0x0600;

impl Face {
    fn new(bytes: Cow<'static, [u8]>) -> Result<Self, FontError> {
        let unreadable = |e: &dyn std::fmt::Display| FontError::Unreadable(e.to_string());
        let font = FontRef::new(&bytes).map_err(|e| unreadable(&e))?;
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
        Ok(Self { bytes, units_per_em, glyph_count, shaper: OnceLock::new(), coverage: OnceLock::new() })
    }

    /// The font file; it was read once without error.
    pub(crate) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.bytes).ok()
    }

    pub(crate) fn shaper_data(&self, font: &FontRef<'_>) -> &ShaperData {
        self.shaper.get_or_init(|| ShaperData::new(font))
    }

    pub(crate) fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// How many glyphs the face has.
    pub(crate) fn glyph_count(&self) -> usize {
        self.glyph_count
    }

    /// The glyph the face has for a character.
    pub(crate) fn glyph(&self, c: char) -> Option<u16> {
        self.font()?.charmap().map(c).map(|g| g.to_u32() as u16).filter(|g| *g != 0)
    }

    /// The glyphs the face has for some characters, and their widths as the PDF file states them.
    pub(crate) fn glyphs(&self, chars: impl Iterator<Item = char>) -> Vec<(char, u16, i32)> {
        let Some(font) = self.font() else { return Vec::new() };
        let (map, em) = (font.charmap(), self.units_per_em);
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |c: char| {
            let id = map.map(c).filter(|id| id.to_u32() != 0)?;
            let width = metrics.advance_width(id).unwrap_or(0.0) as i32;
            Some((c, id.to_u32() as u16, cut_thousandths(width, i32::from(em))))
        };
        chars.filter_map(glyph).collect()
    }

    fn covers(&self, c: char) -> bool {
        let code = c as usize;
        if code >= COVERED {
            return self.glyph(c).is_some();
        }
        let bits = self.coverage.get_or_init(|| {
            let mut bits = [0_u64; COVERED / 64];
            if let Some(font) = self.font() {
                let map = font.charmap();
                for code in 0..COVERED as u32 {
                    if map.map(code).is_some_and(|g| g.to_u32() != 0) {
                        bits[code as usize / 64] |= 1 << (code % 64);
                    }
                }
            }
            bits
        });
        bits[code / 64] >> (code % 64) & 1 == 1
    }
}

impl FontSet {
    /// How many fonts a user may add.
    pub const MOST_ADDED: usize = 32;

    /// The bundled faces.
    ///
    /// # Panics
    /// Never: the bundled faces are read by a test.
    #[must_use]
    pub fn bundled() -> Self {
        let files = [assets::SANS_REGULAR, assets::SANS_ITALIC, assets::SANS_SEMIBOLD, assets::MONO_REGULAR];
        Self { faces: files.into_iter().filter_map(|bytes| Face::new(Cow::Borrowed(bytes)).ok()).collect() }
    }

    /// Adds a face that is asked for the characters the others lack.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), FontError> {
        if self.faces.len() >= BUNDLED as usize + Self::MOST_ADDED {
            return Err(FontError::TooMany);
        }
        self.faces.push(Face::new(Cow::Owned(bytes))?);
        Ok(())
    }

    /// The font files that were added to the bundled ones, in their order.
    pub fn added(&self) -> impl Iterator<Item = &[u8]> {
        self.faces.iter().skip(4).map(|face| &*face.bytes)
    }

    /// How many faces there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    /// Whether there is no face.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// The bytes of a face's font file.
    #[must_use]
    pub fn bytes(&self, id: FaceId) -> &[u8] {
        &self.faces[id.0 as usize].bytes
    }

    /// The name of a face as PDF wants it: ASCII letters, digits and hyphens.
    #[must_use]
    pub fn postscript_name(&self, id: FaceId) -> String {
        let name = self.faces[id.0 as usize].font().and_then(|f| {
            f.localized_strings(StringId::POSTSCRIPT_NAME)
                .english_or_first()
                .map(|s| s.chars().collect::<String>())
        });
        let name: String = name
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(60)
            .collect();
        if name.is_empty() { format!("Font{}", id.0) } else { name }
    }

    pub(crate) fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }

    /// The face of a voice.
    /// Whether a face is none of the bundled ones.
    pub(super) fn is_added(face: FaceId) -> bool {
        face.0 >= BUNDLED
    }

    pub(crate) fn first_choice(voice: FontStyle) -> FaceId {
        FaceId(match voice {
            FontStyle::Regular => 0,
            FontStyle::Italic => 1,
            FontStyle::Semibold => 2,
            FontStyle::Mono => 3,
        })
    }

    /// The face to set `c` in, or `None` when no face has it.
    pub(crate) fn choose(&self, voice: FontStyle, c: char) -> Option<FaceId> {
        let first = Self::first_choice(voice);
        if self.face(first).covers(c) || ignorable(c) {
            return Some(first);
        }
        (0..self.faces.len() as u8).map(FaceId).find(|id| self.face(*id).covers(c))
    }
}

/// Characters that draw nothing (the default ignorables of Unicode that occur in text), which no
/// font needs to have.
pub(crate) fn ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
