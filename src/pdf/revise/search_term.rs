//! What was removed, and where it still stands: whole values, and the words of names, in any case of
//! letters.

/// A value that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchTerm {
    /// It as a whole, with single spaces.
    whole: String,
    /// The words it has if it is a name. One of four letters or more is found with an ending, too.
    words: Vec<String>,
}

/// The shortest word that is looked for.
const SHORTEST: usize = 3;
/// Letters of a word that may have an ending.
const INFLECTED: usize = 4;

impl SearchTerm {
    /// None for a value that is nothing to look for.
    pub(super) fn new(value: &str) -> Option<Self> {
        let whole = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if whole.chars().count() < 2 {
            return None;
        }
        // A number or a code is not found by its parts.
        let is_code = whole.chars().any(char::is_numeric);
        let parts = whole.split(|c: char| !c.is_alphanumeric()).filter(|_| !is_code);
        let words = parts.filter(|part| part.chars().count() >= SHORTEST).map(str::to_owned).collect();
        Some(Self { whole, words })
    }

    /// The value as it is looked for.
    pub(super) fn whole(&self) -> &str {
        &self.whole
    }

    /// What of it stands in a text, as it stands there.
    pub(super) fn found<'t>(&self, text: &'t str) -> Option<&'t str> {
        let whole = find(text, &self.whole, false);
        let range = whole.or_else(|| {
            self.words.iter().find_map(|word| find(text, word, word.chars().count() >= INFLECTED))
        })?;
        text.get(range.0..range.1)
    }

    /// The value in a text, as it stands there.
    pub(super) fn found_whole<'t>(&self, text: &'t str) -> Option<&'t str> {
        find(text, &self.whole, false).and_then(|(start, end)| text.get(start..end))
    }

    /// Whether it is hardly in a text by chance.
    pub(super) fn is_distinct(&self) -> bool {
        self.whole.contains(' ')
    }

    /// A text with the whole value replaced; none if it is not in it.
    pub(super) fn replaced(&self, text: &str, by: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((start, end)) = find(rest, &self.whole, false) {
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

/// Where a text has a needle as a word or words of its own, with or without an ending.
fn find(text: &str, needle: &str, may_end_otherwise: bool) -> Option<(usize, usize)> {
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let begins = !before.is_some_and(char::is_alphanumeric);
        if begins && let Some(length) = starts_with(&text[at..], needle) {
            let after = text[at + length..].chars().next();
            if may_end_otherwise || !after.is_some_and(char::is_alphanumeric) {
                return Some((at, at + length));
            }
        }
        before = Some(c);
    }
    None
}

/// The length of a needle at the start of a text. One space stands for any white space.
fn starts_with(text: &str, needle: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in needle.chars() {
        if wanted == ' ' {
            rest.next_if(|(_, c)| c.is_whitespace())?;
            while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            continue;
        }
        rest.next_if(|(_, c)| *c == wanted || c.to_lowercase().eq(wanted.to_lowercase()))?;
    }
    Some(rest.peek().map_or(text.len(), |(at, _)| *at))
}

/// The bytes a text may be in a stream of, by the encodings in use.
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
        SearchTerm::new(value).and_then(|needle| needle.found(text).map(str::to_owned))
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
        let needle = SearchTerm::new("Ada  Bo").unwrap();
        assert_eq!(needle.replaced("Ada Bo and ada bo", "N").as_deref(), Some("N and N"));
        assert_eq!(needle.replaced("Ada and Bo", "N"), None);
    }
}
