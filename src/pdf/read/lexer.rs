//! The tokens of a damaged file, as far as finding its objects needs them.
//!
//! Every step is linear in the bytes that it passes, and no byte is passed more than a few times.

use std::ops::Range;

/// The longest literal string that the lexer skips as one token.
const MAX_STRING_BYTES: usize = 1 << 20;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// `<<` or `[`.
    Open,
    /// `>>` or `]`.
    Close,
    /// A name; its range starts after the slash.
    Name,
    /// A number or keyword.
    Word,
    /// A string, or a byte that fits nowhere.
    Other,
}

/// Reads tokens at any place of a file.
pub(super) struct Lexer<'b> {
    pub(super) bytes: &'b [u8],
    /// Parentheses before this place open no string: the string has no end.
    no_strings_before: usize,
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, no_strings_before: 0 }
    }

    /// Returns the next token from `at` on, after white space and comments.
    pub(super) fn next_token(&mut self, at: usize) -> Option<(Token, Range<usize>)> {
        let start = self.skip_space(at);
        let rest = self.bytes.get(start..)?;
        let (token, length) = match rest {
            [] => return None,
            [b'<', b'<', ..] | [b'>', b'>', ..] => {
                (if rest[0] == b'<' { Token::Open } else { Token::Close }, 2)
            }
            [b'[', ..] => (Token::Open, 1),
            [b']', ..] => (Token::Close, 1),
            [b'/', name @ ..] => {
                let length = name.iter().take_while(|byte| is_regular(**byte)).count();
                return Some((Token::Name, start + 1..start + 1 + length));
            }
            [b'(', ..] => (Token::Other, self.string_end(start).map_or(1, |end| end - start)),
            [b'<', digits @ ..] => {
                let digits =
                    digits.iter().take_while(|byte| byte.is_ascii_hexdigit() || is_space(**byte)).count();
                (Token::Other, if rest.get(1 + digits) == Some(&b'>') { digits + 2 } else { 1 })
            }
            [byte, ..] if is_regular(*byte) => {
                (Token::Word, rest.iter().take_while(|byte| is_regular(**byte)).count())
            }
            _ => (Token::Other, 1),
        };
        Some((token, start..start + length))
    }

    /// Returns the end of white space and comments.
    pub(super) fn skip_space(&self, at: usize) -> usize {
        let mut is_comment = false;
        let rest = self.bytes.get(at..).unwrap_or_default();
        let skipped = rest.iter().take_while(|byte| {
            is_comment = if is_comment { !b"\r\n".contains(byte) } else { **byte == b'%' };
            is_comment || is_space(**byte)
        });
        at + skipped.count()
    }

    /// Returns the end of a literal string. A string never reaches past the end of its object.
    fn string_end(&mut self, start: usize) -> Option<usize> {
        if start < self.no_strings_before {
            return None;
        }
        let (mut depth, mut at) = (0_usize, start);
        while at - start < MAX_STRING_BYTES {
            match self.bytes.get(at)? {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' if depth == 1 => return Some(at + 1),
                b')' => depth -= 1,
                b'\r' | b'\n' if self.bytes[at + 1..].starts_with(b"endobj") => break,
                _ => {}
            }
            at += 1;
            if at >= self.bytes.len() {
                break;
            }
        }
        self.no_strings_before = at;
        None
    }

    pub(super) fn word(&self, range: &Range<usize>) -> &'b [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    b" \t\n\r\0\x0C".contains(&byte)
}

pub(super) fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// Returns the number that a word of digits stands for.
pub(super) fn parse_number<N: std::str::FromStr>(word: &[u8]) -> Option<N> {
    std::str::from_utf8(word).ok().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}
