//! The kinds of texts that are searched for names, and the words that are no names in them.

use std::collections::HashSet;

use super::common_words;
use super::fold::{FoldedWord, fold_words};

/// The kind of a text that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// A text that people wrote.
    Written,
    /// A text that another program drew, in which words may be torn apart.
    Drawn,
    /// A text that the kit was built with. Its words may look like names.
    OfKit,
    /// A text that describes the kit or a part of it, which other programs change.
    Label,
    /// The name of a program, in which only whole names are searched.
    OfProgram,
}

/// The words that the kit was built with.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// All words.
    all: HashSet<String>,
    /// The words of prose in small letters.
    small: HashSet<String>,
}

impl Vocabulary {
    /// Adds the words of a text of the kit.
    pub(super) fn add(&mut self, text: &str) {
        for word in fold_words(text) {
            if !word.is_capital && is_prose(text, &word) {
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

/// Returns true for a word between spaces and the marks of a sentence. Names in code, such as `"ada"`, are none.
fn is_prose(text: &str, word: &FoldedWord) -> bool {
    let before = text.get(..word.start).and_then(|before| before.chars().next_back());
    let mut after = text.get(word.end..).unwrap_or_default().chars();
    let next = after.next();
    let is_mark = next.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'));
    let end = if is_mark { after.next() } else { next };
    before.is_none_or(char::is_whitespace) && end.is_none_or(char::is_whitespace)
}
