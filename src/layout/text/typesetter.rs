//! The typesetter: shapes words in the faces of a font set, and caches them.

use std::sync::Arc;

use harfrust::{Direction, Script, ShapeOptions, ShapePlan, Shaper, UnicodeBuffer};

use super::cache::{ParagraphCache, WordCache};
use super::error::MissingGlyph;
use super::font_face::FontFaceId;
use super::fonts::FontSet;
use super::shape::word_from_glyphs;
use super::word::ShapedWord;
use crate::wording::blank::is_tab_or_line_end;

/// Sets text in the faces of a [`FontSet`], and caches the words it has shaped.
pub struct Typesetter<'f> {
    pub(super) fonts: &'f FontSet,
    shapers: Vec<Option<Shaper<'f>>>,
    plans: Vec<CachedPlan>,
    words: WordCache,
    buffer: Option<UnicodeBuffer>,
    /// The cache of paragraphs, if repeated ones are likely.
    pub(super) paragraphs: Option<ParagraphCache>,
    /// The characters that no face has, in the order they were met.
    pub missing: Vec<MissingGlyph>,
    /// The name of the object that the text being set belongs to.
    pub subject: Option<String>,
    /// True if runs are separated by language.
    pub(in crate::layout) separates_languages: bool,
    /// True if every line starts at the right, whatever its text.
    pub(in crate::layout) is_mirrored: bool,
}

/// The shaping plan of a face for one direction and script.
struct CachedPlan {
    face: FontFaceId,
    direction: Direction,
    script: Script,
    plan: ShapePlan,
}

impl<'f> Typesetter<'f> {
    /// Returns a typesetter that caches words only.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self {
            fonts,
            shapers: (0..fonts.len()).map(|_| None).collect(),
            plans: Vec::new(),
            words: WordCache::default(),
            buffer: None,
            paragraphs: None,
            missing: Vec::new(),
            subject: None,
            separates_languages: false,
            is_mirrored: false,
        }
    }

    /// Returns a typesetter that also caches paragraphs: for several kits of one bank.
    #[must_use]
    pub fn with_paragraph_cache(fonts: &'f FontSet) -> Self {
        Self { paragraphs: Some(ParagraphCache::default()), ..Self::new(fonts) }
    }

    /// Runs `set` with lines that start where their text does.
    pub(in crate::layout) fn unmirrored<T>(&mut self, set: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(&mut self.is_mirrored);
        let out = set(self);
        self.is_mirrored = before;
        out
    }

    /// Returns a word shaped in a face.
    pub(super) fn shape(&mut self, face: FontFaceId, is_rtl: bool, text: &str) -> Arc<ShapedWord> {
        if let Some(word) = self.words.get(face, is_rtl, text) {
            return word;
        }
        let word = Arc::new(self.shape_uncached(face, is_rtl, text));
        self.words.insert(face, is_rtl, &word);
        word
    }

    fn shape_uncached(&mut self, face: FontFaceId, is_rtl: bool, text: &str) -> ShapedWord {
        let mut buffer = self.buffer.take().unwrap_or_default();
        push_characters(&mut buffer, text);
        buffer.guess_segment_properties();
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let data = self.fonts.face(face);
        let slot = &mut self.shapers[face.0 as usize];
        if slot.is_none() {
            *slot = data.font().map(|font| data.shaper_data(&font).shaper(&font).build());
        }
        let Some(shaper) = slot else {
            let glyphs = Box::new([]);
            return ShapedWord { face, text: text.into(), glyphs, width: 0, trailing: 0, is_spelled: true };
        };
        let (direction, script) = (buffer.direction(), buffer.script());
        let is_same = |p: &CachedPlan| p.face == face && p.direction == direction && p.script == script;
        let index = self.plans.iter().position(is_same).unwrap_or_else(|| {
            let plan = ShapePlan::new(shaper, direction, Some(script), None, &[]);
            self.plans.push(CachedPlan { face, direction, script, plan });
            self.plans.len() - 1
        });
        let result = shaper.shape(buffer, ShapeOptions::new().plan(Some(&self.plans[index].plan)));
        let word = word_from_glyphs(data, face, text, &result);
        self.buffer = Some(result.clear());
        word
    }
}

/// Puts a text into the buffer of the shaper. Tabs and line separators become spaces, because fonts lack them.
fn push_characters(buffer: &mut UnicodeBuffer, text: &str) {
    if !text.contains(is_tab_or_line_end) {
        buffer.push_str(text);
        return;
    }
    for (at, character) in text.char_indices() {
        buffer.add(if is_tab_or_line_end(character) { ' ' } else { character }, at as u32);
    }
}
