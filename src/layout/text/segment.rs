//! A segment: a word, or a part of one, with everything that is needed to place it on a line.

use std::sync::Arc;

use unicode_bidi::Level;

use super::word::ShapedWord;
use crate::document::{ColorRole, Language};

/// A word, or the part of one that shares face, colour and direction.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub word: Arc<ShapedWord>,
    /// The font size as a fraction of the paragraph's.
    pub scale: f32,
    /// The width in thousandths of the paragraph's font size.
    pub width: f32,
    pub color: Option<ColorRole>,
    pub language: Language,
    pub level: Level,
    /// True if a line may end after it.
    pub is_break: bool,
}

impl Segment {
    /// Returns the part of the width that white space at the end takes.
    pub(super) fn trailing(&self) -> f32 {
        self.word.trailing as f32 * self.scale
    }

    /// Removes white space at the end.
    pub(super) fn strip_trailing(&mut self) {
        if self.word.trailing != 0 {
            self.width -= self.trailing();
            self.word = Arc::new(self.word.without_trailing());
        }
    }

    /// Replaces the word, and the width with it.
    pub(super) fn set_word(&mut self, word: Arc<ShapedWord>) {
        self.width = word.width as f32 * self.scale;
        self.word = word;
    }
}

/// The segments of a paragraph, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Segments {
    pub list: Vec<Segment>,
    /// True if the paragraph is read from right to left.
    pub is_rtl: bool,
}
