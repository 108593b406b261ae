//! The kinds of texts that are searched for names, and the words that are no names in them.

use std::collections::HashSet;

use super::common_words;
use super::fold::fold_words;

/// The kind of a text that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// A text that people wrote.
    Free,
    /// A text that the kit was built with. Its words may look like names.
    OfKit,
    /// A text that describes the kit or a part of it, which other programs change.
    Label,
    /// The text of a page that was changed, in which words may be torn apart.
    ChangedPage,
}

/// The words that the kit was built with.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// All words.
    all: HashSet<String>,
    /// The words in small letters.
    small: HashSet<String>,
}

impl Vocabulary {
    /// Adds the words of a text of the kit.
    pub(super) fn add(&mut self, text: &str) {
        for word in fold_words(text) {
            if !word.is_capital {
                self.small.insert(word.folded.clone());
            }
            self.all.insert(word.folded);
        }
    }

    /// Returns true for a word of the kit.
    pub(super) fn has(&self, word: &str) -> bool {
        self.all.contains(word)
    }

    /// Returns true for a word of the language.
    pub(super) fn is_common(&self, word: &str) -> bool {
        common_words::contains(word) || self.small.contains(word)
    }
}
