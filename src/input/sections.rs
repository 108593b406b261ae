//! Splits the text of a TOML file at the headers of its arrays of tables, and bounds the tokens of a section.
//!
//! The TOML parser needs some hundred bytes of memory for a token. A file is therefore parsed entry by entry, and
//! an entry of too many tokens is refused before it is parsed.

mod headers;

use toml_parser::Source;

use headers::{HeaderPlace, Headers};

/// A part of a file: the top, or a header such as `[[question]]` with all that belongs to it.
pub(crate) struct TokenSection<'t> {
    /// The first byte in the file.
    pub(crate) start: usize,
    /// The text, header included.
    pub(crate) text: &'t str,
    /// The name in the header; absent for the top.
    pub(crate) header: Option<&'static str>,
    /// True for the last section of the file.
    is_last: bool,
}

impl TokenSection<'_> {
    /// Returns true if the section has more than `max` tokens. The end of the file is a token of the last section.
    pub(crate) fn exceeds_tokens(&self, max: usize) -> bool {
        // Every token but the end has a byte, so most sections need no counting.
        if self.text.len() < max {
            return false;
        }
        // The lexer ends each text with a token.
        let max = if self.is_last { max } else { max + 1 };
        count_tokens(self.text, max + 1) > max
    }
}

/// Returns the sections of a file, one for each header of an array in `known`. The first is the top, which may be
/// empty. Texts and comments that look like a header do not count.
pub(crate) fn sections<'t>(
    text: &'t str,
    known: &'static [&'static str],
) -> impl Iterator<Item = TokenSection<'t>> {
    let mut headers = Headers::new(text, known);
    let mut next = Some(HeaderPlace { start: 0, name: None });
    std::iter::from_fn(move || {
        let HeaderPlace { start, name } = next.take()?;
        next = headers.next();
        let end = next.as_ref().map_or(text.len(), |header| header.start);
        let text = text.get(start..end).unwrap_or_default();
        Some(TokenSection { start, text, header: name, is_last: next.is_none() })
    })
}

/// Returns the number of tokens of a text, or `max` if it has more.
pub(crate) fn count_tokens(text: &str, max: usize) -> usize {
    Source::new(text).lex().take(max).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml_parser::lexer::TokenKind;

    use super::headers::HeaderLine;
    use super::*;

    const KNOWN: &[&str] = &["role", "question"];

    fn headers(text: &str) -> Vec<(usize, Option<&'static str>)> {
        sections(text, KNOWN).map(|section| (section.start, section.header)).collect()
    }

    /// Returns the number of tokens, as the bound tells it.
    fn count_by_bound(section: &TokenSection<'_>) -> usize {
        (0..=section.text.len() + 1).find(|max| !section.exceeds_tokens(*max)).unwrap()
    }

    /// Returns the start, the header and the number of tokens of each section by lexing the whole file.
    fn lex_sections(text: &str) -> Vec<(usize, Option<&'static str>, usize)> {
        let mut sections = vec![(0, None, 0)];
        let (mut line, mut start, mut line_tokens) = (HeaderLine::default(), 0, 0);
        for token in Source::new(text).lex() {
            sections.last_mut().unwrap().2 += 1;
            line_tokens += 1;
            if token.kind() == TokenKind::Newline {
                (line, start, line_tokens) = (HeaderLine::default(), token.span().end(), 0);
            } else if let Some(name) = line.read(token, text)
                && let Some(known) = KNOWN.iter().find(|known| **known == name)
            {
                sections.last_mut().unwrap().2 -= line_tokens;
                sections.push((start, Some(*known), line_tokens));
            }
        }
        sections
    }

    /// Compares the sections with those of a lexer that reads the whole file.
    fn check_sections(text: &str) {
        let fast: Vec<_> = sections(text, KNOWN).map(|s| (s.start, s.header, count_by_bound(&s))).collect();
        assert_eq!(fast, lex_sections(text), "{text:?}");
        let whole: String = sections(text, KNOWN).map(|section| section.text).collect();
        assert_eq!(whole, text);
    }

    const PIECES: [&str; 30] = [
        "[[role]]",
        "[[question]]",
        "[[ \"role\" ]]",
        "[[other]]",
        "[[role]",
        "[[",
        "]]",
        "[",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\"\"\"",
        "'''",
        "\"",
        "'",
        "\\",
        "#",
        " ",
        "\t",
        "a",
        "=",
        ",",
        ".",
        "{",
        "}",
        "\u{FEFF}",
        "é",
        "x = [\n",
        "x = \"\"\"\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn the_sections_of_any_text_are_those_of_the_lexer(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)
        ) {
            check_sections(&pieces.concat());
        }
    }

    #[test]
    fn strings_and_line_breaks_hide_headers_as_the_lexer_has_it() {
        for text in [
            "x = \"\"\"\n[[role]]\n",
            "x = '''\n[[role]]\n'''\n[[role]]\n",
            "[[role]] \"\"\"\n[[question]]\n\"\"\"\n[[question]]",
            "x = [\n[[role]]\n]\n",
            "x = \"a\\\n[[role]]\n",
            "x = \"a\r[[role]]\n",
            "x = 1\r[[role]]\r[[question]]\r",
            "a'''\n[[role]]\n'''\n[[role]]\n",
            "# '''\n[[role]]\n",
            "\u{FEFF}[[role]]\n\u{FEFF}[[role]]\n",
            "\"\"\"\\\"\"\"\n[[role]]\n\"\"\"\"\"\n[[role]]",
            "\r\r\r[[role]]",
        ] {
            check_sections(text);
        }
    }

    #[test]
    fn a_section_of_as_many_tokens_as_bytes_is_bounded_exactly() {
        for (text, count) in [("[[role]]\n....\n[[role]]", 11), ("", 1), ("....", 5)] {
            let section = sections(text, KNOWN).max_by_key(|section| section.text.len()).unwrap();
            assert!(section.exceeds_tokens(count - 1), "{text:?}");
            assert!(!section.exceeds_tokens(count), "{text:?}");
        }
    }

    #[test]
    fn a_section_starts_at_each_header_and_at_nothing_that_looks_like_one() {
        let text = "schema = 1\n[[role]]\nid = '''\n[[question]]\n'''\n# [[question]]\n [[ question ]] # x\n[question.code]\n";
        assert_eq!(headers(text), [(0, None), (11, Some("role")), (61, Some("question"))]);
        assert_eq!(headers("[[\"role\"]]"), [(0, None), (0, Some("role"))]);
        assert_eq!(headers("[[roles]]\n[role]\n[[role]\nx = [[role]]"), [(0, None)]);
        let whole: String = sections(text, KNOWN).map(|section| section.text).collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn tokens_are_counted_by_section() {
        let text = "a = 1\n[[role]]\n";
        let counts = sections(text, KNOWN).map(|section| count_by_bound(&section)).collect::<Vec<_>>();
        // The end of the file is a token.
        assert_eq!(counts, [6, 7]);
        assert_eq!(count_tokens("a = 1\n", 100), 7);
        assert_eq!(count_tokens("a = 1\n", 3), 3);
    }
}
