//! Cuts a paragraph into segments: at line break opportunities, and where face, colour, language or direction
//! change.

use std::ops::Range;
use std::sync::Arc;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::error::MissingGlyph;
use super::font_face::FontFaceId;
use super::fonts::{FontSet, is_ignorable};
use super::segment::{Segment, Segments};
use super::typesetter::Typesetter;
use crate::document::{ColorRole, FontStyle, Language, RichText};

/// The size of code among words: its face looks larger than the running face at the same size.
const INLINE_CODE_SCALE: f32 = 0.9;

/// Returns the segments of a paragraph, from the cache if it has them.
pub(super) fn segments(typesetter: &mut Typesetter<'_>, rich: &RichText) -> Arc<Segments> {
    let index = usize::from(typesetter.separates_languages) * 2 + usize::from(typesetter.is_mirrored);
    if let Some(cached) = typesetter.paragraphs.as_ref().and_then(|cache| cache.get(index, &rich.spans)) {
        return cached;
    }
    let (segments, is_complete) = cut_paragraph(typesetter, rich);
    let segments = Arc::new(segments);
    // A paragraph with missing characters is not cached, so that they are reported each time.
    if is_complete && let Some(cache) = &mut typesetter.paragraphs {
        cache.insert(index, &rich.spans, &segments);
    }
    segments
}

/// Returns the segments of a paragraph, and true if the faces have all its characters.
fn cut_paragraph(typesetter: &mut Typesetter<'_>, rich: &RichText) -> (Segments, bool) {
    let joined: String;
    let text = if let [only] = rich.spans.as_slice() {
        only.text.as_str()
    } else {
        joined = rich.plain();
        joined.as_str()
    };
    // In a document that is read from the right, text in its language is too, even if the first word is a
    // foreign one. The direction of all other text follows from its first letter.
    let base = (typesetter.is_mirrored && starts_in_document_language(rich)).then(Level::rtl);
    let bidi = text.chars().any(may_be_rtl).then(|| ParagraphBidiInfo::new(text, base));
    let is_rtl = bidi.as_ref().is_some_and(|b| b.paragraph_level.is_rtl());
    let mut list = Vec::with_capacity(text.len() / 5 + 1);
    let mut styles = StyleWalker::new(typesetter, rich);
    let mut start = 0;
    for end in break_opportunities(text) {
        if end > start {
            cut_word(typesetter, &mut styles, bidi.as_ref(), text, start..end, &mut list);
            if let Some(last) = list.last_mut() {
                last.is_break = true;
            }
            start = end;
        }
    }
    let is_complete = styles.missing.is_empty();
    for character in styles.missing {
        let (subject, origin) = (typesetter.subject.clone(), rich.origin);
        if !typesetter.missing.iter().any(|m| m.character == character && m.subject == subject) {
            typesetter.missing.push(MissingGlyph { character, subject, origin });
        }
    }
    (Segments { list, is_rtl }, is_complete)
}

/// Returns true if the first words of a text are in the document's language.
fn starts_in_document_language(rich: &RichText) -> bool {
    let first = rich.spans.iter().find(|span| span.text.contains(char::is_alphabetic));
    first.is_some_and(|span| span.language == Language::Document)
}

/// Returns the opportunities to break a line (UAX 14), as ends of words.
fn break_opportunities(text: &str) -> impl Iterator<Item = usize> + '_ {
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(text)
}

/// Returns true if a character can make text run from right to left.
pub(crate) fn may_be_rtl(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
        | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Cuts the word `range` where its style changes, and shapes the parts.
fn cut_word(
    typesetter: &mut Typesetter<'_>,
    styles: &mut StyleWalker<'_>,
    bidi: Option<&ParagraphBidiInfo<'_>>,
    text: &str,
    range: Range<usize>,
    list: &mut Vec<Segment>,
) {
    let mut start = range.start;
    let mut current: Option<CharStyle> = None;
    let mut push = |style: CharStyle, part: Range<usize>| {
        let word = typesetter.shape(style.face, style.level.is_rtl(), &text[part]);
        let scale = if style.is_inline_code { INLINE_CODE_SCALE } else { 1.0 };
        let width = word.width as f32 * scale;
        let CharStyle { color, language, level, .. } = style;
        list.push(Segment { word, scale, width, color, language, level, is_break: false });
    };
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        let level = bidi.map_or_else(Level::ltr, |b| b.levels[at]);
        let style = styles.style_at(at, c, level, current);
        if let Some(before) = current.filter(|before| *before != style) {
            push(before, start..at);
            start = at;
        }
        current = Some(style);
    }
    if let Some(style) = current {
        push(style, start..range.end);
    }
}

/// The properties of a character that split a word into segments where they change.
#[derive(Clone, Copy, PartialEq)]
struct CharStyle {
    face: FontFaceId,
    color: Option<ColorRole>,
    language: Language,
    level: Level,
    /// True for code among words.
    is_inline_code: bool,
}

/// Walks the spans of a text once, from start to end.
struct StyleWalker<'a> {
    fonts: &'a FontSet,
    rich: &'a RichText,
    span: usize,
    span_end: usize,
    /// True if the text has anything but code.
    has_words: bool,
    separates_languages: bool,
    missing: Vec<char>,
}

impl<'a> StyleWalker<'a> {
    fn new(typesetter: &Typesetter<'a>, rich: &'a RichText) -> Self {
        let span_end = rich.spans.first().map_or(0, |s| s.text.len());
        let has_words = rich.spans.iter().any(|s| s.font_style != FontStyle::Mono);
        let (fonts, separates_languages) = (typesetter.fonts, typesetter.separates_languages);
        Self { fonts, rich, span: 0, span_end, has_words, separates_languages, missing: Vec::new() }
    }

    /// Returns the style of the character `c` at byte `at`, which follows a character in the style `before`.
    fn style_at(&mut self, at: usize, c: char, level: Level, before: Option<CharStyle>) -> CharStyle {
        while at >= self.span_end && self.span + 1 < self.rich.spans.len() {
            self.span += 1;
            self.span_end += self.rich.spans[self.span].text.len();
        }
        let span = self.rich.spans.get(self.span);
        let (font_style, color) = span.map_or((FontStyle::Regular, None), |s| (s.font_style, s.color));
        let language = span.filter(|_| self.separates_languages).map_or(Language::Document, |s| s.language);
        let face = self.face_for(c, font_style, before.filter(|b| b.color == color).map(|b| b.face));
        let is_inline_code = font_style == FontStyle::Mono && self.has_words;
        CharStyle { face, color, language, level, is_inline_code }
    }

    /// Chooses the face of a character. `before` is the face of the character it may share a segment with.
    fn face_for(&mut self, c: char, style: FontStyle, before: Option<FontFaceId>) -> FontFaceId {
        // A mark or a joiner stays in the face of its letter. A space stays in an added face, so that words
        // of its script follow each other without a change of face.
        let stays =
            |face: FontFaceId| is_ignorable(c) || is_combining(c) || (c == ' ' && FontSet::is_added(face));
        let has_glyph = |face: FontFaceId| is_ignorable(c) || self.fonts.face(face).glyph(c).is_some();
        if let Some(before) = before.filter(|face| stays(*face) && has_glyph(*face)) {
            return before;
        }
        self.fonts.choose(style, c).unwrap_or_else(|| {
            if !self.missing.contains(&c) {
                self.missing.push(c);
            }
            FontSet::first_choice(style)
        })
    }
}

/// Returns true for combining marks of the scripts a kit is likely to hold.
fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}
