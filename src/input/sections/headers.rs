//! Finds the headers of arrays of tables in the text of a TOML file.
//!
//! Lexing a whole file is slow. Only lines with `[[` or three quotes are lexed. On any other line each token ends
//! before the line break, so the next line starts outside of strings and comments.

use memchr::memmem::Finder;
use memchr::memrchr;
use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// The place and name of a header.
pub(super) struct HeaderPlace {
    /// The first byte of its line.
    pub(super) start: usize,
    /// The name; absent for the top of a file.
    pub(super) name: Option<&'static str>,
}

/// The headers of a file that open an array in `known`.
pub(super) struct Headers<'t> {
    text: &'t str,
    known: &'static [&'static str],
    /// The start of a line outside of strings. All before it is read.
    at: usize,
    /// The signs of lines that must be lexed: headers, and strings of several lines.
    signs: [SignSearch; 3],
}

impl<'t> Headers<'t> {
    pub(super) fn new(text: &'t str, known: &'static [&'static str]) -> Self {
        let signs = ["[[", "\"\"\"", "'''"].map(|sign| SignSearch::new(sign, text));
        Self { text, known, at: 0, signs }
    }

    /// Reads the line at byte `start` and the strings that start on it. Returns its header.
    fn read_line(&mut self, start: usize) -> Option<HeaderPlace> {
        // The lexer skips a byte-order mark at the start of its text, so it starts at the line break before.
        let base = start.saturating_sub(1);
        let rest = self.text.get(base..).unwrap_or_default();
        let (mut line, mut start, mut header) = (HeaderLine::default(), start, None);
        for token in Source::new(rest).lex().skip(start - base) {
            if token.kind() == TokenKind::Newline {
                self.at = base + token.span().end();
                let is_line_feed = rest.as_bytes().get(token.span().end() - 1) == Some(&b'\n');
                if is_line_feed || header.is_some() {
                    return header;
                }
                // A carriage return alone is a line break, but within a string on one line it is none.
                (line, start) = (HeaderLine::default(), self.at);
            } else if let Some(name) = line.read(token, rest) {
                let name = self.known.iter().copied().find(|known| *known == name);
                header = name.map(|name| HeaderPlace { start, name: Some(name) });
            }
        }
        self.at = self.text.len();
        header
    }
}

impl Iterator for Headers<'_> {
    type Item = HeaderPlace;

    fn next(&mut self) -> Option<HeaderPlace> {
        let bytes = self.text.as_bytes();
        loop {
            let [header, quotes @ ..] = self.signs.each_mut().map(|sign| sign.find_from(bytes, self.at));
            // Without `[[` in the rest there is no header.
            let sign = quotes.into_iter().flatten().chain(header).min().filter(|_| header.is_some())?;
            let before = bytes.get(self.at..sign).unwrap_or_default();
            let start = self.at + memrchr(b'\n', before).map_or(0, |line_break| line_break + 1);
            let header = self.read_line(start);
            if header.is_some() {
                return header;
            }
        }
    }
}

/// The search for a sign in a file. It reads the file once.
struct SignSearch {
    finder: Finder<'static>,
    /// The first sign after the last place that was asked for.
    next: Option<usize>,
}

impl SignSearch {
    fn new(sign: &'static str, text: &str) -> Self {
        let finder = Finder::new(sign);
        let next = finder.find(text.as_bytes());
        Self { finder, next }
    }

    /// Returns the first sign from byte `at` on. `at` must not fall from call to call.
    fn find_from(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        if self.next.is_some_and(|next| next < at) {
            let rest = bytes.get(at..).unwrap_or_default();
            self.next = self.finder.find(rest).map(|next| at + next);
        }
        self.next
    }
}

/// The start of a line, as far as it can be a header.
#[derive(Default)]
pub(super) struct HeaderLine {
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
    pub(super) fn read<'t>(&mut self, token: Token, text: &'t str) -> Option<&'t str> {
        let (kind, span) = (token.kind(), token.span());
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
