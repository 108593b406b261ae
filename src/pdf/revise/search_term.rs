//! Search terms for removed values: whole values and the words of names, in any letter case.

/// A removed value to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchTerm {
    /// The whole value, with single spaces.
    whole: String,
    /// The words of a name. A word of four letters or more is also found with an ending.
    words: Vec<String>,
}

/// The least length of a word, in letters.
const WORD_MIN_LETTERS: usize = 3;
/// The least length of a word that may have an ending, in letters.
const INFLECTED_MIN_LETTERS: usize = 4;

impl SearchTerm {
    /// Returns the search term of a value; none if there is nothing to search for.
    pub(super) fn new(value: &str) -> Option<Self> {
        let whole = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if whole.chars().count() < 2 {
            return None;
        }
        // Numbers and codes are not searched by their parts.
        let is_code = whole.chars().any(char::is_numeric);
        let parts = whole.split(|c: char| !c.is_alphanumeric()).filter(|_| !is_code);
        let words =
            parts.filter(|part| part.chars().count() >= WORD_MIN_LETTERS).map(str::to_owned).collect();
        Some(Self { whole, words })
    }

    /// Returns the whole value.
    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    /// Returns the part of a text that matches the value or a word of it.
    pub(super) fn find_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let whole = find_word(text, &self.whole, false);
        let range = whole.or_else(|| {
            self.words
                .iter()
                .find_map(|word| find_word(text, word, word.chars().count() >= INFLECTED_MIN_LETTERS))
        })?;
        text.get(range.0..range.1)
    }

    /// Returns the part of a text that matches the whole value.
    pub(super) fn find_whole_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        find_word(text, &self.whole, false).and_then(|(start, end)| text.get(start..end))
    }

    /// Returns true if the value is unlikely to appear by chance.
    pub(super) fn is_distinct(&self) -> bool {
        self.whole.contains(' ')
    }

    /// Returns a text with the whole value replaced; none if it does not hold the value.
    pub(super) fn replace_in(&self, text: &str, by: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((start, end)) = find_word(rest, &self.whole, false) {
            out.push_str(&rest[..start]);
            out.push_str(by);
            rest = &rest[end..];
        }
        if rest.len() == text.len() {
            return None;
        }
        out.push_str(rest);
        Some(out)
    }
}

/// Finds a term in a text as whole words, with or without an ending.
fn find_word(text: &str, term: &str, may_end_otherwise: bool) -> Option<(usize, usize)> {
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let begins = !before.is_some_and(char::is_alphanumeric);
        if begins && let Some(length) = starts_with(&text[at..], term) {
            let after = text[at + length..].chars().next();
            if may_end_otherwise || !after.is_some_and(char::is_alphanumeric) {
                return Some((at, at + length));
            }
        }
        before = Some(c);
    }
    None
}

/// Returns the length of a term at the start of a text. A space matches any white space.
fn starts_with(text: &str, term: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in term.chars() {
        if wanted == ' ' {
            rest.next_if(|(_, c)| c.is_whitespace())?;
            while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            continue;
        }
        rest.next_if(|(_, c)| *c == wanted || c.to_lowercase().eq(wanted.to_lowercase()))?;
    }
    Some(rest.peek().map_or(text.len(), |(at, _)| *at))
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

    #[track_caller]
    fn found(value: &str, text: &str) -> Option<String> {
        SearchTerm::new(value).and_then(|term| term.find_in(text).map(str::to_owned))
    }

    #[test]
    fn a_name_is_found_as_a_whole_and_by_its_words() {
        assert_eq!(found("Łukasz Żółć", "as ŁUKASZ  żółć said").as_deref(), Some("ŁUKASZ  żółć"));
        assert_eq!(found("Łukasz Żółć", "Łukasza zapytano").as_deref(), Some("Łukasz"));
        assert_eq!(found("Ada Bo", "Ada, then").as_deref(), Some("Ada"));
        assert_eq!(found("Ada Bo", "Adaptive, of Bo"), None);
        assert_eq!(found("REQ-7 x", "a REQ"), None);
        assert_eq!(found("REQ-7", "see req-7."), Some("req-7".to_owned()));
    }

    #[test]
    fn a_value_is_cut_out_wherever_it_stands() {
        let term = SearchTerm::new("Ada  Bo").unwrap();
        assert_eq!(term.replace_in("Ada Bo and ada bo", "N").as_deref(), Some("N and N"));
        assert_eq!(term.replace_in("Ada and Bo", "N"), None);
    }
}
