//! The faces and glyphs that a document uses, and the characters they stand for.

use std::collections::BTreeMap;
use std::sync::Arc;

use subsetter::GlyphRemapper;

use super::encoded_words::{EncodedWord, EncodedWords};
use super::input_glyphs::{InputGlyph, ScriptInput};
use crate::layout::text::{FontFaceId, ShapedWord, is_ignorable};
use crate::layout::{FontSet, PageItem, Pages};

/// The glyphs of a face that a document uses: their widths and characters, by glyph id.
pub(super) type UsedGlyphs = BTreeMap<u16, (i32, Arc<str>)>;

/// One face, with the glyphs that a document uses of it.
pub(crate) struct UsedFace {
    pub(super) face: FontFaceId,
    /// The start of the resource name.
    prefix: &'static str,
    pub(super) glyphs: UsedGlyphs,
    pub(super) remapper: GlyphRemapper,
    /// The glyph ids in the subset, by glyph id in the face. While pages are scanned: [`UNNAMED`] or [`NAMED`].
    codes: Vec<u16>,
    words: EncodedWords,
    /// The glyph id of the space in the subset, if one is in use.
    pub(super) space: Option<u16>,
}

/// The resource name of the font of running text.
pub(super) const RUNNING_TEXT_FONT: &str = "T0";
/// The mark of a glyph that was met, but never with characters of its own.
const UNNAMED: u16 = 1;
/// The mark of a glyph that was met with characters of its own.
const NAMED: u16 = 2;

impl UsedFace {
    fn new(face: FontFaceId, fonts: &FontSet) -> Self {
        Self {
            face,
            prefix: "T",
            glyphs: BTreeMap::new(),
            remapper: GlyphRemapper::new(),
            codes: vec![0; fonts.face(face).glyph_count()],
            words: EncodedWords::default(),
            space: None,
        }
    }

    /// Returns the resource name of the face, the same on every page.
    pub(super) fn resource_name(&self) -> String {
        format!("{}{}", self.prefix, self.face.0)
    }

    /// Returns the id of a glyph in the subset.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(glyph as usize).copied().unwrap_or_default()
    }

    /// Returns the encoding of a word.
    pub(super) fn word(&self, word: &Arc<ShapedWord>) -> Option<&EncodedWord> {
        self.words.get(word)
    }

    /// Assigns the ids in the subset, once all pages are scanned, and encodes the words.
    fn assign_codes(&mut self) {
        let glyphs: Vec<u16> = self.glyphs.keys().copied().collect();
        self.remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
        // The characters that the file maps each glyph to, by id in the subset.
        let mut characters: Vec<Arc<str>> = vec!["".into(); glyphs.len() + 1];
        for (glyph, (_, text)) in &self.glyphs {
            let code = self.remapper.get(*glyph).unwrap_or(0);
            if let Some(slot) = self.codes.get_mut(*glyph as usize) {
                *slot = code;
            }
            if &**text == " " {
                self.space = Some(code);
            }
            if let Some(slot) = characters.get_mut(code as usize) {
                slot.clone_from(text);
            }
        }
        let code = |glyph: u16| self.codes.get(glyph as usize).copied().unwrap_or_default();
        let is_plain = |word: &ShapedWord| {
            word.is_spelled
                && word.glyphs.iter().all(|glyph| {
                    let mapped = characters.get(code(glyph.id) as usize).map_or("", |text| &**text);
                    let text = word.glyph_text(glyph);
                    mapped == text || (mapped == " " && text.trim().is_empty())
                })
        };
        self.words.encode(is_plain, code);
    }

    fn add_input_glyphs(&mut self, input: &[InputGlyph]) {
        for InputGlyph { text, glyph, width } in input {
            self.glyphs.entry(*glyph).or_insert_with(|| (*width, Arc::clone(text)));
        }
    }

    fn add_word(&mut self, word: &Arc<ShapedWord>) {
        if !self.words.insert(word) {
            return;
        }
        for glyph in &word.glyphs {
            let Some(mark) = self.codes.get_mut(glyph.id as usize) else { continue };
            if *mark == NAMED {
                continue;
            }
            let text = unify_blanks(word.glyph_text(glyph));
            let before = std::mem::replace(mark, if text.is_empty() { UNNAMED } else { NAMED });
            if before == 0 {
                self.glyphs.insert(glyph.id, (glyph.width, text.into()));
            } else if !text.is_empty()
                && let Some((_, known)) = self.glyphs.get_mut(&glyph.id)
                && known.is_empty()
            {
                *known = text.into();
            }
        }
    }
}

/// Returns the characters that the file maps a glyph to: a space for all blanks.
///
/// Fonts draw the space and invisible characters with one glyph. Its mapping must not depend on which of them
/// comes first.
fn unify_blanks(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || is_ignorable(c);
    if !text.is_empty() && text.chars().all(is_blank) { " " } else { text }
}

/// The faces of a document, by their id.
pub(crate) struct UsedFaces {
    faces: Vec<Option<UsedFace>>,
    /// The face that fields are typed in, if it is not that of running text. It is a font of its own: the glyphs on
    /// the pages may be other forms of the letters that people type.
    script_input: Option<UsedFace>,
}

impl UsedFaces {
    /// Scans all pages. The face of running text also gets the glyphs of `input`.
    pub(super) fn from_pages(
        pages: &Pages,
        fonts: &FontSet,
        input: &[InputGlyph],
        script: Option<&ScriptInput>,
    ) -> Self {
        let scanned = Self::scan(pages.pages.iter().flat_map(|p| &p.items), fonts, input);
        let script_input = script.map(|script| {
            let mut used = UsedFace::new(script.face, fonts);
            used.prefix = "I";
            used.add_input_glyphs(&script.glyphs);
            used.assign_codes();
            used
        });
        Self { script_input, ..scanned }
    }

    /// Returns the resource name of the font that texts are typed in.
    pub(super) fn input_font(&self) -> String {
        self.script_input.as_ref().map_or_else(|| RUNNING_TEXT_FONT.to_owned(), UsedFace::resource_name)
    }

    /// Scans some items.
    pub(crate) fn from_items<'i>(items: impl Iterator<Item = &'i PageItem>, fonts: &FontSet) -> Self {
        Self::scan(items, fonts, &[])
    }

    fn scan<'i>(items: impl Iterator<Item = &'i PageItem>, fonts: &FontSet, input: &[InputGlyph]) -> Self {
        let mut faces: Vec<Option<UsedFace>> = (0..fonts.len()).map(|_| None).collect();
        for item in items {
            let runs = match item {
                PageItem::Text { run, .. } => std::slice::from_ref(run),
                PageItem::Field { prefilled: Some(text), .. } => text.runs.as_slice(),
                _ => &[],
            };
            for run in runs {
                let used = faces[run.face.0 as usize].get_or_insert_with(|| UsedFace::new(run.face, fonts));
                for word in &run.words {
                    used.add_word(word);
                }
            }
        }
        if !input.is_empty()
            && let Some(first) = faces.first_mut()
        {
            first.get_or_insert_with(|| UsedFace::new(FontFaceId(0), fonts)).add_input_glyphs(input);
        }
        faces.iter_mut().flatten().for_each(UsedFace::assign_codes);
        Self { faces, script_input: None }
    }

    /// Replaces the start of the resource names, for pages that have fonts of their own.
    pub(crate) fn with_prefix(mut self, prefix: &'static str) -> Self {
        self.faces.iter_mut().flatten().for_each(|used| used.prefix = prefix);
        self
    }

    /// Returns the faces in use, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.faces.iter().flatten().chain(&self.script_input)
    }

    pub(super) fn get(&self, face: FontFaceId) -> Option<&UsedFace> {
        self.faces.get(face.0 as usize)?.as_ref()
    }
}
