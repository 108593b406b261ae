//! Splits the text of a TOML file at the headers of its arrays of tables, and counts tokens.
//!
//! The TOML parser needs some hundred bytes of memory for a token. A file is therefore parsed entry by entry, and
//! an entry of too many tokens is refused before it is parsed. The lexer itself needs no memory.

use toml_parser::Source;
use toml_parser::lexer::{Lexer, Token, TokenKind};

/// A part of a file: the top, or a header such as `[[question]]` with all that belongs to it.
pub(crate) struct TokenSection<'t> {
    /// The first byte in the file.
    pub(crate) start: usize,
    /// The text, header included.
    pub(crate) text: &'t str,
    /// The name in the header; absent for the top.
    pub(crate) header: Option<&'static str>,
    /// The number of tokens.
    pub(crate) token_count: usize,
}

/// Returns the sections of a file, one for each header of an array in `known`. The first is the top, which may be
/// empty. Texts and comments that look like a header do not count.
pub(crate) fn sections<'t>(
    text: &'t str,
    known: &'static [&'static str],
) -> impl Iterator<Item = TokenSection<'t>> {
    Sections {
        text,
        known,
        lexer: Source::new(text).lex(),
        header: None,
        start: 0,
        token_count: 0,
        line: HeaderLine::default(),
        is_done: false,
    }
}

/// Returns the number of tokens of a text, or `max` if it has more.
pub(crate) fn count_tokens(text: &str, max: usize) -> usize {
    Source::new(text).lex().take(max).count()
}

struct Sections<'t> {
    text: &'t str,
    known: &'static [&'static str],
    lexer: Lexer<'t>,
    header: Option<&'static str>,
    start: usize,
    token_count: usize,
    line: HeaderLine,
    is_done: bool,
}

impl<'t> Iterator for Sections<'t> {
    type Item = TokenSection<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        for token in self.lexer.by_ref() {
            self.token_count += 1;
            let Some(name) = self.line.read(token, self.text) else { continue };
            let Some(header) = self.known.iter().copied().find(|known| *known == name) else { continue };
            let HeaderLine { start, token_count, .. } = self.line;
            let section = TokenSection {
                start: self.start,
                text: self.text.get(self.start..start).unwrap_or_default(),
                header: self.header,
                token_count: self.token_count - token_count,
            };
            (self.header, self.start, self.token_count) = (Some(header), start, token_count);
            return Some(section);
        }
        self.is_done = true;
        Some(TokenSection {
            start: self.start,
            text: self.text.get(self.start..).unwrap_or_default(),
            header: self.header,
            token_count: self.token_count,
        })
    }
}

/// The start of a line, as far as it can be a header.
#[derive(Clone, Copy, Default)]
struct HeaderLine {
    /// The first byte of the line.
    start: usize,
    /// The tokens of the line so far.
    token_count: usize,
    /// The bytes of the name.
    name: (usize, usize),
    step: Step,
}

/// The next token that makes the line a header.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    FirstOpen,
    SecondOpen,
    Name,
    FirstClose,
    SecondClose,
    /// The line is no header.
    Other,
}

impl HeaderLine {
    /// Reads the next token. Returns the name if the token completes a header.
    fn read<'t>(&mut self, token: Token, text: &'t str) -> Option<&'t str> {
        let (kind, span) = (token.kind(), token.span());
        if kind == TokenKind::Newline {
            *self = Self { start: span.end(), ..Self::default() };
            return None;
        }
        self.token_count += 1;
        self.step = match (self.step, kind) {
            (step @ (Step::FirstOpen | Step::Name | Step::FirstClose), TokenKind::Whitespace) => step,
            (Step::FirstOpen, TokenKind::LeftSquareBracket) => Step::SecondOpen,
            (Step::SecondOpen, TokenKind::LeftSquareBracket) => Step::Name,
            (Step::Name, TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString) => {
                self.name = (span.start(), span.end());
                Step::FirstClose
            }
            (Step::FirstClose, TokenKind::RightSquareBracket) => Step::SecondClose,
            (Step::SecondClose, TokenKind::RightSquareBracket) => {
                self.step = Step::Other;
                return text.get(self.name.0..self.name.1).map(|name| name.trim_matches(['"', '\'']));
            }
            _ => Step::Other,
        };
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["role", "question"];

    fn headers(text: &str) -> Vec<(usize, Option<&'static str>)> {
        sections(text, KNOWN).map(|section| (section.start, section.header)).collect()
    }

    #[test]
    fn a_section_starts_at_each_header_and_at_nothing_that_looks_like_one() {
        let text = "schema = 1\n[[role]]\nid = '''\n[[question]]\n'''\n# [[question]]\n [[ question ]] # x\n[question.code]\n";
        assert_eq!(headers(text), [(0, None), (11, Some("role")), (62, Some("question"))]);
        assert_eq!(headers("[[\"role\"]]"), [(0, None), (0, Some("role"))]);
        assert_eq!(headers("[[roles]]\n[role]\n[[role]\nx = [[role]]"), [(0, None)]);
        let whole: String = sections(text, KNOWN).map(|section| section.text).collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn tokens_are_counted_by_section() {
        let counts: Vec<usize> = sections("a = 1\n[[role]]\n", KNOWN).map(|s| s.token_count).collect();
        // The end of the file is a token.
        assert_eq!(counts, [6, 7]);
        assert_eq!(count_tokens("a = 1\n", 100), 7);
        assert_eq!(count_tokens("a = 1\n", 3), 3);
    }
}
