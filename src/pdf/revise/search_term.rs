//! Search terms for removed values: whole values, and the words of names.
//!
//! Folded words decide what is found. Only a text written exactly as the value is cut.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::common_words;
use super::cut_exact::replace_exact;
use super::fold::{FoldedWord, fold_words};
use super::name_part::{INNER_MIN_LETTERS, NamePart, fold_in_one, name_parts, squeeze};
use super::printed_pages::PrintedPage;
use super::vocabulary::{TextKind, Vocabulary};

/// The least length of a number to search for, in digits.
const NUMBER_MIN_DIGITS: usize = 4;
/// The least length of a name that is found without its spaces, in letters.
const SQUEEZED_MIN_LETTERS: usize = 5;
/// The least number of words of a long text to search for.
const TEXT_MIN_WORDS: usize = 4;
/// The longest part of a value that is searched for, in characters. It keeps the cost of a search in proportion to the
/// text.
const TERM_MAX_CHARS: usize = 400;
/// The words of a value that are searched for by themselves. A longer value is no name alone.
const NAME_MAX_WORDS: usize = 24;

/// The kind of a removed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// The name of a person, which is also found by its words.
    Name,
    /// A reference, which is found as a whole.
    Reference,
    /// Any other text, of which only long ones are searched for.
    Text,
}

/// A text with its folded words.
pub(super) struct SearchedText<'t> {
    text: &'t str,
    words: Vec<FoldedWord>,
    kind: TextKind,
    /// The page that the text of an altered page was, as it was built.
    printed: Option<&'t PrintedPage>,
}

impl<'t> SearchedText<'t> {
    pub(super) fn new(text: &'t str, kind: TextKind) -> Self {
        Self { text, words: fold_words(text), kind, printed: None }
    }

    /// Compares the text of an altered page with the page as it was built.
    pub(super) fn with_printed(self, printed: Option<&'t PrintedPage>) -> Self {
        Self { printed, ..self }
    }
}

/// A removed value to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchTerm {
    /// The whole value, composed and with single spaces.
    whole: String,
    folded: Vec<String>,
    /// All folded words in one.
    squeezed: String,
    /// The value as it folds when it is written in one.
    in_one: String,
    runs_on: bool,
    /// True if the value is longer than the part that is searched for.
    is_cut_off: bool,
    parts: Vec<NamePart>,
    /// True if the value is the candidate's, which a replacement stands for.
    pub(super) is_candidate: bool,
}

impl SearchTerm {
    /// Returns the search term of a value; none if there is nothing to search for.
    pub(super) fn new(value: &str, kind: ValueKind) -> Option<Self> {
        let mut whole = normalize(value);
        let end = whole.char_indices().nth(TERM_MAX_CHARS).map(|(end, _)| end);
        if let Some(end) = end {
            whole.truncate(whole[..end].trim_end().len());
        }
        let words = fold_words(&whole);
        let letters = whole.chars().filter(|c| c.is_alphanumeric()).count();
        let is_number = whole.chars().all(|c| !c.is_alphabetic());
        let is_searched = match kind {
            _ if is_number => letters >= NUMBER_MIN_DIGITS,
            ValueKind::Name | ValueKind::Reference => letters >= 2,
            ValueKind::Text => words.len() >= TEXT_MIN_WORDS,
        };
        if !is_searched || words.is_empty() {
            return None;
        }
        // Numbers and codes are not searched by their parts.
        let is_code = whole.chars().any(char::is_numeric) && words.len() <= NAME_MAX_WORDS;
        let first_words = &words[..words.len().min(NAME_MAX_WORDS)];
        let parts =
            if kind == ValueKind::Name && !is_code { name_parts(&whole, first_words) } else { Vec::new() };
        let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
        Some(Self {
            squeezed: folded.concat(),
            in_one: fold_in_one(&whole),
            runs_on: words.iter().all(|word| word.runs_on),
            is_cut_off: end.is_some(),
            whole,
            folded,
            parts,
            is_candidate: false,
        })
    }

    /// Returns the whole value.
    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    /// Returns true if the value is unlikely to be a word of the kit.
    pub(super) fn is_distinct(&self) -> bool {
        self.folded.len() > 1 || self.runs_on && self.squeezed.chars().count() > 2
    }

    /// Returns the part of a text that matches the value or a word of it.
    pub(super) fn find_in<'t>(&self, text: &SearchedText<'t>, kit: &Vocabulary) -> Option<&'t str> {
        let (start, end) = self.find_whole(text, kit).or_else(|| self.find_part(text, kit))?;
        text.text.get(start..end)
    }

    fn find_whole(&self, text: &SearchedText<'_>, kit: &Vocabulary) -> Option<(usize, usize)> {
        let is_of_kit = matches!(text.kind, TextKind::OfKit | TextKind::Label);
        if is_of_kit && !self.is_distinct() && self.folded.iter().all(|word| kit.has(word)) {
            return None;
        }
        let is_common = !self.parts.is_empty() && self.parts.iter().all(|part| part.is_common(kit));
        // One word of a name is searched as a part, with regard to words of the language.
        if self.folded.len() > 1 || self.parts.is_empty() {
            // In small letters, a name of words of the language is no name. In the kit's own text neither is it at
            // the start of a sentence.
            let is_named = |words: &[FoldedWord]| match (is_common, is_of_kit) {
                (false, _) => true,
                (true, false) => words.iter().any(|word| word.is_capital),
                (true, true) => words.iter().all(|word| word.is_capital),
            };
            let is_found = |words: &&[FoldedWord]| self.is_sequence(words) && is_named(words);
            let found = text.words.windows(self.folded.len()).find(is_found);
            if let Some([first, .., last] | [first @ last]) = found {
                return Some((first.start, last.end));
            }
        }
        let letters = self.squeezed.chars().count();
        let is_long = letters >= SQUEEZED_MIN_LETTERS;
        let is_inner = |word: &FoldedWord| {
            !self.parts.is_empty()
                && letters >= INNER_MIN_LETTERS
                && word.folded.contains(&self.in_one)
                && !kit.has(&word.folded)
                && !common_words::contains(&word.folded)
        };
        let is_alone = |word: &&FoldedWord| {
            let is_run_on = self.runs_on && word.runs_on && word.folded.contains(&self.squeezed);
            let is_in_one = word.folded == self.in_one || is_inner(word);
            is_run_on || is_long && self.folded.len() > 1 && is_in_one
        };
        if let Some(word) = text.words.iter().find(is_alone) {
            return Some((word.start, word.end));
        }
        // A name that an engine drew letter by letter.
        let is_torn = text.kind == TextKind::Drawn
            && is_long
            && self.folded.len() > 1
            && !text.printed.is_some_and(|page| page.has_letters(&self.squeezed));
        (is_torn && squeeze(&text.words).contains(&self.squeezed)).then_some((0, 0))
    }

    fn is_sequence(&self, words: &[FoldedWord]) -> bool {
        let mut pairs = words.iter().zip(&self.folded).rev();
        let is_last = pairs.next().is_some_and(|(word, folded)| {
            word.folded == *folded || self.is_cut_off && word.folded.starts_with(folded.as_str())
        });
        is_last && pairs.rev().all(|(word, folded)| word.folded == *folded)
    }

    fn find_part(&self, text: &SearchedText<'_>, kit: &Vocabulary) -> Option<(usize, usize)> {
        let matches =
            |word: &FoldedWord| self.parts.iter().any(|part| part.matches(word, text.text, text.kind, kit));
        let mut counts: HashMap<(&str, bool), usize> = HashMap::new();
        for word in text.words.iter().filter(|word| matches(word)) {
            let count = counts.entry((word.folded.as_str(), word.is_capital)).or_default();
            *count += 1;
            if !text.printed.is_some_and(|page| page.has(word, *count)) {
                return Some((word.start, word.end));
            }
        }
        None
    }

    /// Returns a text without the value and the words of it, as far as they are written exactly so. None if it
    /// holds none of them.
    pub(super) fn cut_from(&self, text: &str, by: &str, kit: &Vocabulary) -> Option<String> {
        let is_one_word = self.folded.len() == 1 && !self.parts.is_empty();
        let mut out = if is_one_word { None } else { self.cut_whole_from(text, by) };
        for part in &self.parts {
            let is_common = part.is_common(kit);
            let is_word = |text: &str, range| is_common && common_words::is_modal_verb(text, range);
            // A word of the language in capitals would otherwise be refused for ever: `MAX(salary)`.
            let in_capitals = is_common.then(|| part.written.to_uppercase());
            for written in [Some(&part.written), in_capitals.as_ref()].into_iter().flatten() {
                let before = out.as_deref().unwrap_or(text);
                if let Some(less) = replace_exact(before, written, by, is_word) {
                    out = Some(less);
                }
            }
        }
        out
    }

    /// Returns a text without the whole value, as far as it is written exactly so.
    pub(super) fn cut_whole_from(&self, text: &str, by: &str) -> Option<String> {
        self.cut_written_from(text, &self.whole, by)
    }

    /// Returns a text without the whole value, which is written in this way.
    pub(super) fn cut_written_from(&self, text: &str, written: &str, by: &str) -> Option<String> {
        // Of a value that is cut off, the rest would stay.
        if self.is_cut_off { None } else { replace_exact(text, written, by, |_, _| false) }
    }
}

/// Returns a value composed and with single spaces.
fn normalize(value: &str) -> String {
    value.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the bytes of a text in every encoding in use.
pub(super) fn encodings(text: &str) -> Vec<Vec<u8>> {
    let units = || text.encode_utf16();
    let mut all = vec![
        text.as_bytes().to_vec(),
        units().flat_map(u16::to_be_bytes).collect(),
        units().flat_map(u16::to_le_bytes).collect(),
    ];
    let narrow: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    all.extend(narrow.filter(|narrow| narrow != text.as_bytes()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(value: &str) -> SearchTerm {
        SearchTerm::new(value, ValueKind::Name).unwrap()
    }

    #[track_caller]
    fn found(value: &str, text: &str) -> Option<String> {
        let text = SearchedText::new(text, TextKind::Written);
        term(value).find_in(&text, &Vocabulary::default()).map(str::to_owned)
    }

    #[test]
    fn a_name_is_found_as_a_whole_and_by_its_words() {
        assert_eq!(found("Łukasz Żółć", "as ŁUKASZ  żółć said").as_deref(), Some("ŁUKASZ  żółć"));
        assert_eq!(found("Łukasz Żółć", "Lukasz zapytany").as_deref(), Some("Lukasz"));
        assert_eq!(found("Łukasz Żółć", "Łukasza zapytano").as_deref(), Some("Łukasza"));
        assert_eq!(found("Ada Bo", "Ada, then").as_deref(), Some("Ada"));
        assert_eq!(found("Ada Bo", "mail adabo@host").as_deref(), Some("adabo"));
        assert_eq!(found("Ada Bo", "Adaptive, of bonds"), None);
        assert_eq!(found("REQ-7 x", "a REQ"), None);
        assert_eq!(found("REQ-7", "see req-7.").as_deref(), Some("req-7"));
        assert_eq!(found("Jürgen Weiß", "Juergen").as_deref(), Some("Juergen"));
        assert_eq!(found("Jürgen Weiß", "herr WEISS").as_deref(), Some("WEISS"));
    }

    #[test]
    fn a_name_in_a_script_without_spaces_is_found_inside_a_run() {
        assert_eq!(found("山田太郎", "山田太郎さんは").as_deref(), Some("山田太郎さんは"));
        assert_eq!(found("山田 太郎", "候補者山田太郎").as_deref(), Some("候補者山田太郎"));
        assert_eq!(found("山田太郎", "太郎さん").as_deref(), Some("太郎さん"));
        assert_eq!(found("김철수", "철수는 좋다").as_deref(), Some("철수는"));
        assert_eq!(found("Ada", "Adaさん").as_deref(), Some("Ada"));
        assert_eq!(
            term("山田太郎").cut_from("山田太郎さん", "N", &Vocabulary::default()).as_deref(),
            Some("Nさん")
        );
    }

    #[test]
    fn a_word_of_the_language_is_a_name_only_with_a_capital() {
        for word in ["will do", "a mark of", "marked", "marking it", "bakery", "will mark baker"] {
            assert_eq!(found("Will Mark Baker", word), None, "{word}");
        }
        assert_eq!(found("Will Mark", "as Will said").as_deref(), Some("Will"));
        let mut kit = Vocabulary::default();
        kit.add("which pandas to use");
        let text = SearchedText::new("uses pandas", TextKind::Written);
        assert_eq!(term("Ada Pandas").find_in(&text, &kit), None);
    }

    #[test]
    fn a_value_is_cut_out_as_it_is_written_only() {
        let kit = Vocabulary::default();
        let cut = |value: &str, text: &str| term(value).cut_from(text, "N", &kit);
        assert_eq!(cut("Ada  Bo", "Ada Bo and ada bo, Ada").as_deref(), Some("N and ada bo, N"));
        assert_eq!(cut("Ada  Bo", "ada and bo"), None);
        assert_eq!(term("Ada  Bo").cut_whole_from("Ada and Bo", "N"), None);
        assert_eq!(cut("Zoë", "with Zoe\u{308}.").as_deref(), Some("with N."));
    }

    #[test]
    fn the_cost_of_a_term_is_bounded_whatever_its_value() {
        for value in
            ["Ada Bo ".repeat(30_000), "山田".repeat(60_000), "A1 ".repeat(60_000), "Ada".repeat(60_000)]
        {
            let term = term(&value);
            let longest = term.whole.chars().count().max(term.squeezed.chars().count());
            assert!(longest <= TERM_MAX_CHARS && term.folded.len() <= TERM_MAX_CHARS);
            assert!(term.parts.len() <= 2 * NAME_MAX_WORDS, "{}", term.parts.len());
            // The start is found; the value is not cut, because its rest would stay.
            let text = SearchedText::new(&value, TextKind::Written);
            assert!(term.find_in(&text, &Vocabulary::default()).is_some());
            assert_eq!(term.cut_whole_from(&value, "N"), None);
        }
        assert_eq!(found(&"Wanda ".repeat(100), "with Wanda").as_deref(), Some("Wanda"));
    }

    #[test]
    fn prose_gives_no_single_words() {
        assert_eq!(SearchTerm::new("Hire", ValueKind::Text), None);
        let text = SearchTerm::new("knows python very well", ValueKind::Text).unwrap();
        let find = |text: &SearchTerm, other: &str| {
            let other = SearchedText::new(other, TextKind::Written);
            text.find_in(&other, &Vocabulary::default()).is_some()
        };
        assert!(!find(&text, "python") && find(&text, "Knows Python very well."));
        assert_eq!(SearchTerm::new("42", ValueKind::Reference), None);
    }
}
