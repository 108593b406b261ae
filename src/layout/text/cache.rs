//! The caches of a typesetter: words by their characters, paragraphs by their spans.

use std::sync::Arc;

use foldhash::HashMap;

use super::font_face::FontFaceId;
use super::segment::Segments;
use super::word::ShapedWord;
use crate::document::Span;

/// The number of cached words, which bounds the memory that a huge document takes.
const MAX_WORDS: usize = 200_000;

/// The number of cached segments, about 30 MB.
const MAX_SEGMENTS: usize = 400_000;

/// Shaped words by face, direction and characters.
#[derive(Default)]
pub(super) struct WordCache {
    /// The words of the two faces that most text is set in, read from left to right: characters alone are
    /// the key.
    common: [HashMap<Box<str>, Arc<ShapedWord>>; 2],
    others: HashMap<(FontFaceId, bool, Box<str>), Arc<ShapedWord>>,
}

/// Returns the index of the map in [`WordCache::common`] that has the words of a face.
fn common_index(face: FontFaceId, is_rtl: bool) -> Option<usize> {
    match face.0 {
        0 if !is_rtl => Some(0),
        2 if !is_rtl => Some(1),
        _ => None,
    }
}

impl WordCache {
    pub(super) fn get(&self, face: FontFaceId, is_rtl: bool, text: &str) -> Option<Arc<ShapedWord>> {
        let word = match common_index(face, is_rtl) {
            Some(index) => self.common[index].get(text),
            None => self.others.get(&(face, is_rtl, Box::from(text))),
        };
        word.cloned()
    }

    /// Keeps a word, unless the cache is full.
    pub(super) fn insert(&mut self, face: FontFaceId, is_rtl: bool, word: &Arc<ShapedWord>) {
        if self.common[0].len() + self.common[1].len() + self.others.len() < MAX_WORDS {
            match common_index(face, is_rtl) {
                Some(index) => self.common[index].insert(word.text.clone(), Arc::clone(word)),
                None => self.others.insert((face, is_rtl, word.text.clone()), Arc::clone(word)),
            };
        }
    }
}

/// Segmented paragraphs by their spans.
#[derive(Default)]
pub(super) struct ParagraphCache {
    /// One map for each way a typesetter is set: languages separated or not, pages mirrored or not.
    maps: [HashMap<Box<[Span]>, Arc<Segments>>; 4],
    segment_count: usize,
}

impl ParagraphCache {
    pub(super) fn get(&self, index: usize, spans: &[Span]) -> Option<Arc<Segments>> {
        self.maps[index].get(spans).cloned()
    }

    /// Keeps a paragraph, unless the cache is full.
    pub(super) fn insert(&mut self, index: usize, spans: &[Span], segments: &Arc<Segments>) {
        if self.segment_count < MAX_SEGMENTS {
            self.segment_count += segments.list.len() + 1;
            self.maps[index].insert(spans.into(), Arc::clone(segments));
        }
    }
}
