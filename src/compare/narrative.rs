//! A comparison as lines with signs, before they are laid out.

use super::sign::Sign;
use super::word_diff::{Word, split_words};

/// A line, with the lines under it.
pub(crate) struct NarrativeLine {
    pub(crate) sign: Sign,
    pub(crate) text: String,
    /// Line breaks and spaces mean something.
    pub(crate) is_code: bool,
    /// The words of a text from a bank, which may be long, with their own signs. On a terminal they replace
    /// the line and those under it.
    pub(crate) words: Vec<Word>,
    pub(crate) under: Vec<NarrativeLine>,
}

impl NarrativeLine {
    pub(super) fn new(sign: Sign, text: String) -> Self {
        Self { sign, text, is_code: false, words: Vec::new(), under: Vec::new() }
    }

    /// Creates a line of a text from a bank.
    pub(super) fn from_prose(sign: Sign, text: String) -> Self {
        Self { words: split_words(&text), ..Self::new(sign, text) }
    }
}

/// A kit and its changes.
pub(crate) struct Block {
    pub(crate) sign: Sign,
    pub(crate) name: String,
    pub(crate) verdict: String,
    pub(crate) lines: Vec<NarrativeLine>,
}

/// A comparison in words.
pub(crate) struct Narrative {
    pub(crate) blocks: Vec<Block>,
    pub(crate) summary: String,
}
