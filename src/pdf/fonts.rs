//! Which glyphs a document uses, and what they stand for.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use subsetter::GlyphRemapper;

use crate::layout::text::{FaceId, Shaped, ignorable};
use crate::layout::{FontSet, Item, Pages};

/// What the document uses of one face.
pub(super) struct UsedFace {
    pub face: FaceId,
    /// What its resource name starts with.
    prefix: &'static str,
    /// Width and characters by glyph id.
    pub glyphs: BTreeMap<u16, (i32, String)>,
    pub remapper: GlyphRemapper,
    /// By glyph id: the id in the subset; while pages are looked through, whether it was seen.
    codes: Vec<u16>,
    /// By id in the subset: what the file says the glyph stands for.
    spelling: Vec<String>,
    /// The id in the subset of a space, if one is in use.
    pub(super) space: Option<u16>,
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

/// A glyph that was seen, but never with characters of its own.
const NAMELESS: u16 = 1;
/// A glyph that was seen with characters of its own.
const NAMED: u16 = 2;

impl UsedFace {
    fn new(face: FaceId) -> Self {
        Self {
            face,
            prefix: "T",
            glyphs: BTreeMap::new(),
            remapper: GlyphRemapper::new(),
            codes: vec![0; 1 << 16],
            spelling: Vec::new(),
            space: None,
        }
    }

    /// The resource name of the face on every page.
    pub(super) fn resource(&self) -> String {
        format!("{}{}", self.prefix, self.face.0)
    }

    /// The glyph's id in the subset.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes[glyph as usize]
    }

    /// Whether a reader that looks up the word's glyphs one by one finds its text.
    pub(super) fn spells(&self, word: &Shaped) -> bool {
        word.spelled
            && word.glyphs.iter().all(|g| {
                let known = self.spelling.get(self.code(g.id) as usize).map_or("", String::as_str);
                let text = word.glyph_text(g);
                known == text || (known == " " && text.trim().is_empty())
            })
    }

    /// Fixes the ids in the subset, once all pages are looked through.
    fn settle(&mut self, glyphs: &[u16]) {
        self.remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
        self.spelling = vec![String::new(); glyphs.len() + 1];
        for (glyph, (_, text)) in &self.glyphs {
            let code = self.remapper.get(*glyph).unwrap_or(0);
            self.codes[*glyph as usize] = code;
            if text == " " {
                self.space = Some(code);
            }
            if let Some(slot) = self.spelling.get_mut(code as usize) {
                slot.clone_from(text);
            }
        }
    }

    /// Adds the characters that people may type.
    fn add_typed(&mut self, fonts: &FontSet) {
        for (c, glyph, width) in fonts.face(self.face).glyphs(TYPED.into_iter().flatten()) {
            self.glyphs.entry(glyph).or_insert_with(|| (width, c.to_string()));
        }
    }

    fn add(&mut self, word: &Shaped) {
        for glyph in &word.glyphs {
            let seen = self.codes[glyph.id as usize];
            if seen == NAMED {
                continue;
            }
            let text = common(word.glyph_text(glyph));
            self.codes[glyph.id as usize] = if text.is_empty() { NAMELESS } else { NAMED };
            if seen == 0 {
                self.glyphs.insert(glyph.id, (glyph.width, text.to_owned()));
            } else if !text.is_empty()
                && let Some((_, known)) = self.glyphs.get_mut(&glyph.id)
                && known.is_empty()
            {
                text.clone_into(known);
            }
        }
    }
}

/// What the file says a glyph stands for. Fonts draw the space and what cannot be seen with one
/// glyph, whose meaning must not hang on which of them comes first.
fn common(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || ignorable(c);
    if !text.is_empty() && text.chars().all(blank) { " " } else { text }
}

/// The faces of a document by their id.
pub(super) struct UsedFaces(Vec<Option<UsedFace>>);

impl UsedFaces {
    /// Looks through all pages. If they are typed into, the face of running text has the characters
    /// that people may type, whether they are on the pages or not.
    pub(super) fn of(pages: &Pages, fonts: &FontSet, is_typed_into: bool) -> Self {
        Self::of_items(pages.pages.iter().flat_map(|p| &p.items), fonts, is_typed_into)
    }

    /// Looks through some items, as through pages.
    pub(super) fn of_items<'i>(
        items: impl Iterator<Item = &'i Item>,
        fonts: &FontSet,
        is_typed_into: bool,
    ) -> Self {
        let mut faces: Vec<Option<UsedFace>> = (0..fonts.len()).map(|_| None).collect();
        for item in items {
            let runs = match item {
                Item::Text { run, .. } => std::slice::from_ref(run),
                Item::Field { typed: Some(typed), .. } => typed.runs.as_slice(),
                _ => &[],
            };
            for run in runs {
                let used = faces[run.face.0 as usize].get_or_insert_with(|| UsedFace::new(run.face));
                for word in &run.words {
                    used.add(word);
                }
            }
        }
        if is_typed_into && !fonts.is_empty() {
            faces[0].get_or_insert_with(|| UsedFace::new(FaceId(0))).add_typed(fonts);
        }
        for used in faces.iter_mut().flatten() {
            let glyphs: Vec<u16> = used.glyphs.keys().copied().collect();
            used.settle(&glyphs);
        }
        Self(faces)
    }

    /// With other resource names, for pages that have fonts of their own.
    pub(super) fn called(mut self, prefix: &'static str) -> Self {
        self.0.iter_mut().flatten().for_each(|used| used.prefix = prefix);
        self
    }

    /// The faces in use, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.0.iter().flatten()
    }

    pub(super) fn get(&self, face: FaceId) -> Option<&UsedFace> {
        self.0.get(face.0 as usize)?.as_ref()
    }
}
