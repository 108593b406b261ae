//! The words of names, and the words of a text that hold them.

use super::common_words;
use super::fold::{FoldedWord, fold_words, is_apostrophe};
use super::vocabulary::{TextKind, Vocabulary};

/// The least length of a word that may have an ending, in letters.
const INFLECTED_MIN_LETTERS: usize = 4;
/// The longest ending of a word, in letters.
const ENDING_MAX_LETTERS: usize = 3;
/// The least length of a name that is found inside a longer word, in letters.
pub(super) const INNER_MIN_LETTERS: usize = 6;
/// The least length of a name that is found beside digits, in letters.
const BESIDE_DIGITS_MIN_LETTERS: usize = 3;
/// The longest name without spaces that is taken apart, in letters.
const RUN_MAX_LETTERS: usize = 32;
/// The longest prefix that Hebrew and Arabic write together with a word, in letters.
const PREFIX_MAX_LETTERS: usize = 3;
/// The letters of these prefixes, folded.
const PREFIX_LETTERS: &str = "והשכלבמفبكلسا\u{648}";

/// A word of a name, or several words that may be written in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamePart {
    pub(super) written: String,
    pub(super) folded: String,
    runs_on: bool,
    letters: usize,
    /// True if many names share the word.
    is_particle: bool,
}

impl NamePart {
    fn new(written: &str, runs_on: bool) -> Self {
        let folded = fold_in_one(written);
        let letters = written.chars().filter(|c| c.is_alphanumeric()).count();
        Self { written: written.to_owned(), folded, runs_on, letters, is_particle: false }
    }

    /// Returns true if the word is taken for a word of the language when it is written in small letters.
    pub(super) fn is_common(&self, kit: &Vocabulary) -> bool {
        self.is_particle || kit.is_common(&self.folded)
    }

    /// Returns true if a word of a text is this word, or holds it.
    pub(super) fn matches(&self, word: &FoldedWord, text: &str, kind: TextKind, kit: &Vocabulary) -> bool {
        let is_of_kit = matches!(kind, TextKind::OfKit | TextKind::Label);
        if kind == TextKind::OfProgram {
            return false;
        }
        if self.runs_on {
            return word.runs_on
                && word.folded.contains(&self.folded)
                && !(is_of_kit && kit.has(&word.folded));
        }
        if is_of_kit && kit.has(&self.folded) || kind == TextKind::OfKit && !word.is_capital {
            return false;
        }
        let is_common = self.is_common(kit);
        let is_known = || kit.has(&word.folded) || common_words::contains(&word.folded);
        if self.is_beside_digits(word, is_common) && !is_known() {
            return true;
        }
        if self.letters < 3 || is_common {
            // In small letters it is a word of the language.
            let is_name = word.is_capital && word.folded == self.folded;
            return is_name && !common_words::is_modal_verb(text, (word.start, word.end))
                || self.is_after_prefix(&word.folded);
        }
        let is_inner =
            self.letters >= INNER_MIN_LETTERS && !kit.has(&self.folded) && word.folded.contains(&self.folded);
        word.folded == self.folded
            || (self.has_ending(&word.folded) || is_inner || self.is_after_prefix(&word.folded))
                && !is_known()
    }

    fn has_ending(&self, word: &str) -> bool {
        let ending = word.strip_prefix(&self.folded);
        self.letters >= INFLECTED_MIN_LETTERS
            && ending.is_some_and(|ending| ending.chars().count() <= ENDING_MAX_LETTERS)
    }

    /// Returns true if a word is the name with digits before or after it.
    fn is_beside_digits(&self, word: &FoldedWord, is_common: bool) -> bool {
        self.letters >= BESIDE_DIGITS_MIN_LETTERS
            && (word.is_capital || !is_common)
            && word.folded.contains(char::is_numeric)
            && word.folded.split(char::is_numeric).any(|letters| letters == self.folded)
    }

    /// Returns true if a word is the name after a prefix that Hebrew or Arabic writes together with it.
    fn is_after_prefix(&self, word: &str) -> bool {
        let is_prefixing = |c: char| matches!(c, '\u{590}'..='\u{77f}');
        if !self.folded.starts_with(is_prefixing) {
            return false;
        }
        let longest = if self.letters < 3 { 1 } else { PREFIX_MAX_LETTERS };
        word.match_indices(self.folded.as_str()).any(|(at, _)| {
            let (prefix, rest) = word.split_at(at);
            let ending = rest.strip_prefix(self.folded.as_str()).unwrap_or_default();
            (1..=longest).contains(&prefix.chars().count())
                && prefix.chars().all(|c| PREFIX_LETTERS.contains(c))
                && (ending.is_empty() || self.has_ending(rest))
        })
    }
}

/// Returns the words of a name, without those that many names share. The longest come first.
pub(super) fn name_parts(whole: &str, words: &[FoldedWord]) -> Vec<NamePart> {
    let is_particle = |word: &FoldedWord| common_words::is_particle(&word.folded);
    let mut parts = Vec::new();
    for word in words.iter().filter(|word| !is_particle(word)) {
        let Some(written) = whole.get(word.start..word.end) else { continue };
        parts.push(NamePart::new(written, word.runs_on));
        if word.runs_on && words.len() == 1 {
            parts.extend(parts_of_run(written).into_iter().map(|written| NamePart::new(written, true)));
        }
    }
    parts.retain(|part| part.letters >= 2);
    if parts.is_empty() {
        let shared = words.iter().filter_map(|word| whole.get(word.start..word.end));
        parts.extend(shared.map(|written| NamePart { is_particle: true, ..NamePart::new(written, false) }));
        parts.retain(|part| part.letters >= 2);
    }
    // `O'Brien`, `Li-Wu`, `de Boer` in one.
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let is_joined = words.get(at + 1).is_some_and(|next| {
            let between = whole.get(word.end..next.start).unwrap_or_default();
            !word.runs_on
                && !next.runs_on
                && (!between.is_empty() && between.chars().all(is_glue)
                    || between == " " && is_particle(word))
        });
        if is_joined {
            continue;
        }
        let joined = words.get(from).and_then(|first| whole.get(first.start..word.end));
        // The whole name is searched in one anyway.
        if let Some(written) = joined.filter(|_| at > from && (from > 0 || at + 1 < words.len())) {
            parts.push(NamePart::new(written, false));
        }
        from = at + 1;
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.letters));
    parts
}

/// Returns the family and given names that a name without spaces may be made of.
fn parts_of_run(name: &str) -> Vec<&str> {
    let cuts: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(1).collect();
    let letters = cuts.len() + 1;
    let mut found = Vec::new();
    if letters > RUN_MAX_LETTERS {
        return found;
    }
    for (index, at) in cuts.iter().enumerate() {
        let (family, given) = name.split_at(*at);
        // Of other scripts only a given name of two letters is known to be one.
        let is_two = (3..=4).contains(&letters) && index + 3 == letters;
        let is_ideographic = |piece: &&str| piece.chars().all(is_han_or_hangul);
        let is_cut = |piece: &&str| (3..=6).contains(&letters) && is_ideographic(piece) || is_two;
        found.extend([family, given].into_iter().filter(is_cut));
        // A family name in Chinese characters, a given name in others.
        let is_change =
            family.chars().all(is_han_or_hangul) && !given.chars().any(is_han_or_hangul) && letters <= 6;
        found.extend((is_change && !is_two && letters - index > 3).then_some(given));
    }
    found
}

fn is_han_or_hangul(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Returns true for a character that joins two words of a name.
fn is_glue(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// Folds a name as it is written without its spaces, apostrophes and hyphens.
pub(super) fn fold_in_one(name: &str) -> String {
    let in_one: String = name.chars().filter(|c| !c.is_whitespace() && !is_glue(*c)).collect();
    squeeze(&fold_words(&in_one))
}

/// Returns all folded words in one.
pub(super) fn squeeze(words: &[FoldedWord]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect()
}
