//! Cutting a paragraph into words that are shaped and placed as wholes.

use std::sync::Arc;

use foldhash::HashMap;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::fonts::{FaceId, FontSet, ignorable};
use super::shape::{MissingGlyph, Shaped, Typesetter};
use crate::document::{ColorRole, FontStyle, Language, RichText, Span};

/// A word, or the part of one that shares face, ink and direction.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub shaped: Arc<Shaped>,
    /// Its size as a part of the paragraph's.
    pub scale: f32,
    /// Its width in thousandths of the paragraph's size.
    pub width: f32,
    pub ink: Option<ColorRole>,
    pub language: Language,
    pub level: Level,
    /// Whether a line may end after it.
    pub breaks: bool,
}

impl Segment {
    /// The part of its width that white space at its end takes.
    pub(super) fn trailing(&self) -> f32 {
        self.shaped.trailing as f32 * self.scale
    }

    /// Takes white space off its end.
    pub(super) fn strip(&mut self) {
        if self.shaped.trailing != 0 {
            self.width -= self.trailing();
            self.shaped = Arc::new(self.shaped.without_trailing());
        }
    }
}

/// A paragraph cut into segments, in the order it is read.
#[derive(Debug, Clone)]
pub(super) struct Segments {
    pub list: Vec<Segment>,
    /// Direction of the paragraph.
    pub rtl: bool,
}

/// What a stretch of characters is set in.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    face: FaceId,
    ink: Option<ColorRole>,
    language: Language,
    level: Level,
    /// Whether it is code among words.
    shrunk: bool,
}

/// The size of code among words: its face looks larger than the running face at the same size.
const INLINE_CODE: f32 = 0.9;

/// Paragraphs that were cut, as long as the setter keeps them.
#[derive(Default)]
pub(super) struct Memory {
    /// By what the setter was told besides: whether languages are told apart, whether pages are mirrored.
    paragraphs: [HashMap<Box<[Span]>, Arc<Segments>>; 4],
    /// The segments in all of them.
    count: usize,
}

/// Segments beyond this many are cut anew each time, some 30 MB.
const MOST: usize = 400_000;

/// The segments of a paragraph, cut or remembered.
pub(super) fn segments(setter: &mut Typesetter<'_>, rich: &RichText) -> Arc<Segments> {
    let slot = usize::from(setter.tells_languages) * 2 + usize::from(setter.is_mirrored);
    if let Some(found) = setter.memory.as_ref().and_then(|m| m.paragraphs[slot].get(rich.spans.as_slice())) {
        return Arc::clone(found);
    }
    let (segments, is_whole) = cut_up(setter, rich);
    let segments = Arc::new(segments);
    // What is missing is told each time.
    if let (Some(memory), true) = (&mut setter.memory, is_whole)
        && memory.count < MOST
    {
        memory.count += segments.list.len() + 1;
        memory.paragraphs[slot].insert(rich.spans.clone().into(), Arc::clone(&segments));
    }
    segments
}

/// The segments of a paragraph, and whether the faces have all its characters.
fn cut_up(setter: &mut Typesetter<'_>, rich: &RichText) -> (Segments, bool) {
    let whole: String;
    let text = if let [only] = rich.spans.as_slice() {
        only.text.as_str()
    } else {
        whole = rich.plain();
        whole.as_str()
    };
    // A text of a document that is read from the right is read so too, even if its first word is a foreign
    // one; all other text says itself, by its first letter, which way it is read.
    let base = (setter.is_mirrored && is_of_document(rich)).then(Level::rtl);
    let bidi = text.chars().any(may_be_rtl).then(|| ParagraphBidiInfo::new(text, base));
    let rtl = bidi.as_ref().is_some_and(|b| b.paragraph_level.is_rtl());
    let mut list = Vec::with_capacity(text.len() / 5 + 1);
    let mut looks = Looks::new(setter, rich);
    let mut from = 0;
    for to in breaks(text) {
        if to > from {
            cut(setter, &mut looks, bidi.as_ref(), text, from..to, &mut list);
            if let Some(last) = list.last_mut() {
                last.breaks = true;
            }
            from = to;
        }
    }
    let is_whole = looks.missing.is_empty();
    for character in looks.missing {
        let (subject, origin) = (setter.subject.clone(), rich.origin);
        if !setter.missing.iter().any(|m| m.character == character && m.subject == subject) {
            setter.missing.push(MissingGlyph { character, subject, origin });
        }
    }
    (Segments { list, rtl }, is_whole)
}

/// Whether the first words of a text are in the document's language.
fn is_of_document(rich: &RichText) -> bool {
    let first = rich.spans.iter().find(|span| span.text.contains(char::is_alphabetic));
    first.is_some_and(|span| span.language == Language::Document)
}

/// The opportunities to break a line (UAX 14), as ends of words.
fn breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(text)
}

/// Whether a character can make text run from right to left.
pub(crate) fn may_be_rtl(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
        | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Cuts the word `range` where face, ink or direction change, and shapes its parts.
fn cut(
    setter: &mut Typesetter<'_>,
    looks: &mut Looks<'_>,
    bidi: Option<&ParagraphBidiInfo<'_>>,
    text: &str,
    range: std::ops::Range<usize>,
    list: &mut Vec<Segment>,
) {
    let mut start = range.start;
    let mut current: Option<Look> = None;
    let mut finish = |setter: &mut Typesetter<'_>, look: Look, part: &str| {
        let shaped = setter.shape(look.face, look.level.is_rtl(), part);
        let scale = if look.shrunk { INLINE_CODE } else { 1.0 };
        let width = shaped.width as f32 * scale;
        let Look { ink, language, level, .. } = look;
        list.push(Segment { shaped, scale, width, ink, language, level, breaks: false });
    };
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let level = bidi.map_or_else(Level::ltr, |b| b.levels[at]);
        let look = looks.at(at, c, level, current);
        match current {
            Some(before) if before == look => {}
            Some(before) => {
                finish(setter, before, &text[start..at]);
                start = at;
            }
            None => {}
        }
        current = Some(look);
    }
    if let Some(look) = current {
        finish(setter, look, &text[start..range.end]);
    }
}

/// Walks the spans of a text once, from start to end.
struct Looks<'a> {
    fonts: &'a FontSet,
    rich: &'a RichText,
    span: usize,
    span_end: usize,
    /// Whether the text has other voices beside code.
    mixed: bool,
    /// Whether languages are told apart.
    tells_languages: bool,
    missing: Vec<char>,
}

impl<'a> Looks<'a> {
    fn new(setter: &Typesetter<'a>, rich: &'a RichText) -> Self {
        let span_end = rich.spans.first().map_or(0, |s| s.text.len());
        let mixed = rich.spans.iter().any(|s| s.voice != FontStyle::Mono);
        let (fonts, tells_languages) = (setter.fonts, setter.tells_languages);
        Self { fonts, rich, span: 0, span_end, mixed, tells_languages, missing: Vec::new() }
    }

    fn at(&mut self, at: usize, c: char, level: Level, before: Option<Look>) -> Look {
        while at >= self.span_end && self.span + 1 < self.rich.spans.len() {
            self.span += 1;
            self.span_end += self.rich.spans[self.span].text.len();
        }
        let span = self.rich.spans.get(self.span);
        let (voice, ink) = span.map_or((FontStyle::Regular, None), |s| (s.voice, s.ink));
        let language = span.filter(|_| self.tells_languages).map_or(Language::Document, |s| s.language);
        // A mark or a joiner stays in the face of the letter it belongs to, and a space in an added face, so
        // that words of its script follow each other without a change of face.
        let stays = |b: &Look| ignorable(c) || combining(c) || (c == ' ' && FontSet::is_added(b.face));
        let follows = before.filter(|b| b.ink == ink && stays(b));
        let face = match follows {
            Some(before) if ignorable(c) || self.fonts.face(before.face).glyph(c).is_some() => before.face,
            _ => self.fonts.choose(voice, c).unwrap_or_else(|| {
                if !self.missing.contains(&c) {
                    self.missing.push(c);
                }
                FontSet::first_choice(voice)
            }),
        };
        Look { face, ink, language, level, shrunk: voice == FontStyle::Mono && self.mixed }
    }
}

/// Combining marks of the scripts a kit is likely to hold.
fn combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}
