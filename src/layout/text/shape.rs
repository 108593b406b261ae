//! Shaping words, and remembering them.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use harfrust::{Direction, Script, ShapeOptions, ShapePlan, Shaper, UnicodeBuffer};

use super::fonts::{FaceId, FontSet};
use super::segment::Memory;
use crate::diag::Origin;

/// One glyph of a shaped word; lengths in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph id in the face.
    pub id: u16,
    /// The width the font gives the glyph, as the PDF file states it.
    pub width: i32,
    /// How far the pen moves on.
    pub advance: i32,
    /// Shift to the right.
    pub x: i32,
    /// Shift upward.
    pub y: i32,
    /// The part of the word it stands for; empty when another glyph of its cluster bears it.
    pub text: (u16, u16),
}

/// A shaped word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shaped {
    /// Its face.
    pub face: FaceId,
    /// Its characters.
    pub text: Box<str>,
    /// Its glyphs, left to right.
    pub glyphs: Box<[Glyph]>,
    /// Its width in thousandths of an em.
    pub width: i32,
    /// The part of the width that white space at its end takes.
    pub trailing: i32,
    /// Whether the glyphs one by one spell the text.
    pub spelled: bool,
}

impl Shaped {
    /// The characters a glyph stands for.
    #[must_use]
    pub fn glyph_text(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.text.0 as usize..glyph.text.1 as usize).unwrap_or("")
    }

    /// The word without the white space at its end.
    pub(super) fn without_trailing(&self) -> Self {
        let text = self.text.trim_end();
        let kept = self.glyphs.iter().filter(|g| (g.text.0 as usize) < text.len());
        Self {
            text: text.into(),
            glyphs: kept.copied().collect(),
            width: self.width - self.trailing,
            trailing: 0,
            ..*self
        }
    }
}

/// A character that no face has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// What the text belongs to.
    pub subject: Option<String>,
    /// Where the text comes from.
    pub origin: Option<Origin>,
}

/// Sets text in the faces of a [`FontSet`], and remembers the words it has shaped.
pub struct Typesetter<'f> {
    pub(super) fonts: &'f FontSet,
    shapers: Vec<Option<Shaper<'f>>>,
    plans: Vec<(FaceId, Direction, Script, ShapePlan)>,
    words: [HashMap<Box<str>, Arc<Shaped>>; 2],
    more_words: HashMap<(FaceId, bool, Box<str>), Arc<Shaped>>,
    buffer: Option<UnicodeBuffer>,
    /// Paragraphs that come again, where that is likely.
    pub(super) memory: Option<Memory>,
    /// What no face had, in the order it was met.
    pub missing: Vec<MissingGlyph>,
    /// What the text set now belongs to.
    pub subject: Option<String>,
    /// Whether runs are told apart by their language.
    pub(in crate::layout) tells_languages: bool,
    /// Whether lines start at the right, whatever they say.
    pub(in crate::layout) is_mirrored: bool,
}

/// Words beyond this many are shaped anew each time, which bounds the memory of a huge document.
const MOST_WORDS: usize = 200_000;

impl<'f> Typesetter<'f> {
    /// A typesetter without memory of words.
    #[must_use]
    pub fn new(fonts: &'f FontSet) -> Self {
        Self {
            fonts,
            shapers: (0..fonts.len()).map(|_| None).collect(),
            plans: Vec::new(),
            words: [HashMap::new(), HashMap::new()],
            more_words: HashMap::new(),
            buffer: None,
            memory: None,
            missing: Vec::new(),
            subject: None,
            tells_languages: false,
            is_mirrored: false,
        }
    }

    /// A typesetter that remembers whole paragraphs: for kits of one bank.
    #[must_use]
    pub fn with_memory(fonts: &'f FontSet) -> Self {
        Self { memory: Some(Memory::default()), ..Self::new(fonts) }
    }

    /// What comes of `set` with lines that start where their text does.
    pub(in crate::layout) fn unmirrored<T>(&mut self, set: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(&mut self.is_mirrored);
        let out = set(self);
        self.is_mirrored = before;
        out
    }

    /// The word shaped in a face.
    pub(super) fn shape(&mut self, face: FaceId, rtl: bool, word: &str) -> Arc<Shaped> {
        // Most text is set in the first three faces from left to right: there the key is the word alone.
        let common = match face.0 {
            0 if !rtl => Some(0),
            2 if !rtl => Some(1),
            _ => None,
        };
        if let Some(slot) = common {
            if let Some(found) = self.words[slot].get(word) {
                return Arc::clone(found);
            }
        } else if let Some(found) = self.more_words.get(&(face, rtl, Box::from(word))) {
            return Arc::clone(found);
        }
        let shaped = Arc::new(self.shape_anew(face, rtl, word));
        if self.words[0].len() + self.words[1].len() + self.more_words.len() < MOST_WORDS {
            match common {
                Some(slot) => self.words[slot].insert(Box::from(word), Arc::clone(&shaped)),
                None => self.more_words.insert((face, rtl, Box::from(word)), Arc::clone(&shaped)),
            };
        }
        shaped
    }

    fn shape_anew(&mut self, face: FaceId, rtl: bool, word: &str) -> Shaped {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let data = self.fonts.face(face);
        let slot = &mut self.shapers[face.0 as usize];
        if slot.is_none() {
            *slot = data.font().map(|font| data.shaper_data(&font).shaper(&font).build());
        }
        let Some(shaper) = slot else {
            return Shaped {
                face,
                text: word.into(),
                glyphs: Box::new([]),
                width: 0,
                trailing: 0,
                spelled: true,
            };
        };
        let (direction, script) = (buffer.direction(), buffer.script());
        let known = self.plans.iter().position(|p| p.0 == face && p.1 == direction && p.2 == script);
        let index = known.unwrap_or_else(|| {
            self.plans.push((
                face,
                direction,
                script,
                ShapePlan::new(shaper, direction, Some(script), None, &[]),
            ));
            self.plans.len() - 1
        });
        let result = shaper.shape(buffer, ShapeOptions::new().plan(Some(&self.plans[index].3)));
        let em = i32::from(data.units_per_em());
        let word = collect(self.fonts, face, word, &result, em);
        self.buffer = Some(result.clear());
        word
    }
}

/// Font units in thousandths of an em, as PDF counts widths: cut, not rounded.
pub(super) fn cut_thousandths(units: i32, em: i32) -> i32 {
    units * 1000 / em
}

/// Font units in thousandths of an em, rounded.
fn thousandths(units: i32, em: i32) -> i32 {
    (units * 2000 + em * units.signum()) / (2 * em)
}

/// Kerning in hundredths of an em. What that leaves out is at most a fortieth of a millimetre in a
/// title and half of that in text, less than the dot of a printer; the file becomes smaller. Larger
/// moves are no kerning and stay as they are.
fn rounded_kern(kern: i32) -> i32 {
    if kern.abs() < 100 { (kern + 5 * kern.signum()) / 10 * 10 } else { kern }
}

fn collect(fonts: &FontSet, face: FaceId, word: &str, result: &harfrust::GlyphBuffer, em: i32) -> Shaped {
    use skrifa::MetadataProvider;
    let metrics = fonts.face(face).font().map(|f| {
        f.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default())
    });
    let mut clusters: Vec<u32> = result.glyph_infos().iter().map(|i| i.cluster).collect();
    clusters.sort_unstable();
    clusters.dedup();
    let cluster_end = |start: u32| {
        let next = clusters.partition_point(|c| *c <= start);
        clusters.get(next).map_or(word.len(), |c| *c as usize)
    };
    let mut glyphs = Vec::with_capacity(result.len());
    for (info, position) in result.glyph_infos().iter().zip(result.glyph_positions()) {
        let id = info.glyph_id as u16;
        let natural =
            metrics.as_ref().and_then(|m| m.advance_width(info.glyph_id.into())).unwrap_or(0.0) as i32;
        let span = (info.cluster as usize, cluster_end(info.cluster));
        let width = cut_thousandths(natural, em);
        // Where nothing moves the glyph, the pen moves by the width the PDF file states.
        let kern = rounded_kern(thousandths(position.x_advance - natural, em));
        glyphs.push(Glyph {
            id,
            width,
            advance: width + kern,
            x: thousandths(position.x_offset, em),
            y: thousandths(position.y_offset, em),
            text: (span.0 as u16, span.1 as u16),
        });
    }
    let spelled = spell(fonts, face, word, &mut glyphs);
    let width = glyphs.iter().map(|g| g.advance).sum();
    let kept = word.trim_end().len();
    let trailing =
        glyphs.iter().filter(|g| g.text.0 as usize >= kept && g.text.0 < g.text.1).map(|g| g.advance).sum();
    Shaped { face, text: word.into(), glyphs: glyphs.into(), width, trailing, spelled }
}

/// Gives every glyph its own characters where a cluster has several of both, and says whether the
/// glyphs now spell the word one by one.
fn spell(fonts: &FontSet, face: FaceId, word: &str, glyphs: &mut [Glyph]) -> bool {
    let mut spelled = true;
    let mut start = 0;
    while start < glyphs.len() {
        let span = glyphs[start].text;
        let mut end = start + 1;
        while end < glyphs.len() && glyphs[end].text == span {
            end += 1;
        }
        if end - start > 1 {
            let text = word.get(span.0 as usize..span.1 as usize).unwrap_or("");
            for glyph in &mut glyphs[start..end] {
                let own = text.char_indices().find(|(_, c)| fonts.face(face).glyph(*c) == Some(glyph.id));
                glyph.text = match own {
                    Some((at, c)) => (span.0 + at as u16, span.0 + (at + c.len_utf8()) as u16),
                    None => (span.0, span.0),
                };
            }
            let covered: usize = glyphs[start..end].iter().map(|g| (g.text.1 - g.text.0) as usize).sum();
            spelled &= covered == text.len() && glyphs[start..end].iter().all(|g| g.text.0 < g.text.1);
        }
        start = end;
    }
    spelled
}
