//! Which glyphs a document uses, and what they stand for.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use subsetter::GlyphRemapper;

use super::words::{Word, Words};
use crate::layout::text::{FaceId, ShapedWord, is_ignorable};
use crate::layout::{FontSet, Item, Pages};

/// What the document uses of one face.
pub(crate) struct UsedFace {
    pub face: FaceId,
    /// What its resource name starts with.
    prefix: &'static str,
    /// Width and characters by glyph id.
    pub glyphs: BTreeMap<u16, (i32, Arc<str>)>,
    pub remapper: GlyphRemapper,
    /// By glyph id: the id in the subset; while pages are looked through, whether it was seen.
    codes: Vec<u16>,
    /// Its words.
    words: Words,
    /// The id in the subset of a space, if one is in use.
    pub(crate) space: Option<u16>,
}

/// What people may type: Latin with the accents of Europe, Greek, Cyrillic, punctuation and signs. The
/// sign for micro is left out: its glyph is that of the Greek letter, and can stand for one of them only.
const TYPED: [RangeInclusive<char>; 11] = [
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

/// A character that people may type, with its glyph in the face of running text and the width.
pub(crate) type Typed = (Arc<str>, u16, i32);

/// The characters that people may type.
pub(crate) fn typed(fonts: &FontSet) -> Vec<Typed> {
    if fonts.is_empty() {
        return Vec::new();
    }
    let glyphs = fonts.face(FaceId(0)).glyphs(TYPED.into_iter().flatten());
    glyphs.into_iter().map(|(c, glyph, width)| (c.to_string().into(), glyph, width)).collect()
}

/// A glyph that was seen, but never with characters of its own.
const NAMELESS: u16 = 1;
/// A glyph that was seen with characters of its own.
const NAMED: u16 = 2;

impl UsedFace {
    fn new(face: FaceId, fonts: &FontSet) -> Self {
        Self {
            face,
            prefix: "T",
            glyphs: BTreeMap::new(),
            remapper: GlyphRemapper::new(),
            codes: vec![0; fonts.face(face).glyph_count()],
            words: Words::default(),
            space: None,
        }
    }

    /// The resource name of the face on every page.
    pub(crate) fn resource(&self) -> String {
        format!("{}{}", self.prefix, self.face.0)
    }

    /// The glyph's id in the subset.
    pub(crate) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(glyph as usize).copied().unwrap_or_default()
    }

    /// What is known of a word.
    pub(crate) fn word(&self, word: &Arc<ShapedWord>) -> Option<&Word> {
        self.words.get(word)
    }

    /// Fixes the ids in the subset, once all pages are looked through.
    fn settle(&mut self, glyphs: &[u16]) {
        self.remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
        // By id in the subset: what the file says the glyph stands for.
        let mut spelling: Vec<Arc<str>> = vec!["".into(); glyphs.len() + 1];
        for (glyph, (_, text)) in &self.glyphs {
            let code = self.remapper.get(*glyph).unwrap_or(0);
            if let Some(slot) = self.codes.get_mut(*glyph as usize) {
                *slot = code;
            }
            if &**text == " " {
                self.space = Some(code);
            }
            if let Some(slot) = spelling.get_mut(code as usize) {
                slot.clone_from(text);
            }
        }
        let code = |glyph: u16| self.codes.get(glyph as usize).copied().unwrap_or_default();
        let spells = |word: &ShapedWord| {
            word.is_spelled
                && word.glyphs.iter().all(|glyph| {
                    let known = spelling.get(code(glyph.id) as usize).map_or("", |text| &**text);
                    let text = word.glyph_text(glyph);
                    known == text || (known == " " && text.trim().is_empty())
                })
        };
        self.words.settle(spells, code);
    }

    /// Adds the characters that people may type.
    fn add_typed(&mut self, typed: &[Typed]) {
        for (text, glyph, width) in typed {
            self.glyphs.entry(*glyph).or_insert_with(|| (*width, Arc::clone(text)));
        }
    }

    fn add(&mut self, word: &Arc<ShapedWord>) {
        if !self.words.add(word) {
            return;
        }
        for glyph in &word.glyphs {
            let Some(slot) = self.codes.get_mut(glyph.id as usize) else { continue };
            if *slot == NAMED {
                continue;
            }
            let text = common(word.glyph_text(glyph));
            let seen = std::mem::replace(slot, if text.is_empty() { NAMELESS } else { NAMED });
            if seen == 0 {
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

/// What the file says a glyph stands for. Fonts draw the space and what cannot be seen with one
/// glyph, whose meaning must not hang on which of them comes first.
fn common(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || is_ignorable(c);
    if !text.is_empty() && text.chars().all(blank) { " " } else { text }
}

/// The faces of a document by their id.
pub(crate) struct UsedFaces(Vec<Option<UsedFace>>);

impl UsedFaces {
    /// Looks through all pages. The face of running text also has the characters `typed`: those
    /// that people may type, whether they are on the pages or not.
    pub(crate) fn of(pages: &Pages, fonts: &FontSet, typed: &[Typed]) -> Self {
        Self::of_items(pages.pages.iter().flat_map(|p| &p.items), fonts, typed)
    }

    /// Looks through some items, as through pages.
    pub(crate) fn of_items<'i>(
        items: impl Iterator<Item = &'i Item>,
        fonts: &FontSet,
        typed: &[Typed],
    ) -> Self {
        let mut faces: Vec<Option<UsedFace>> = (0..fonts.len()).map(|_| None).collect();
        for item in items {
            let runs = match item {
                Item::Text { run, .. } => std::slice::from_ref(run),
                Item::Field { prefilled: Some(typed), .. } => typed.runs.as_slice(),
                _ => &[],
            };
            for run in runs {
                let used = faces[run.face.0 as usize].get_or_insert_with(|| UsedFace::new(run.face, fonts));
                for word in &run.words {
                    used.add(word);
                }
            }
        }
        if let (false, Some(first)) = (typed.is_empty(), faces.first_mut()) {
            first.get_or_insert_with(|| UsedFace::new(FaceId(0), fonts)).add_typed(typed);
        }
        for used in faces.iter_mut().flatten() {
            let glyphs: Vec<u16> = used.glyphs.keys().copied().collect();
            used.settle(&glyphs);
        }
        Self(faces)
    }

    /// With other resource names, for pages that have fonts of their own.
    pub(crate) fn called(mut self, prefix: &'static str) -> Self {
        self.0.iter_mut().flatten().for_each(|used| used.prefix = prefix);
        self
    }

    /// The faces in use, in the order of their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.0.iter().flatten()
    }

    pub(crate) fn get(&self, face: FaceId) -> Option<&UsedFace> {
        self.0.get(face.0 as usize)?.as_ref()
    }
}
