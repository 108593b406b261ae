//! Rust source to tokens, without comments, strings and characters: enough to find paths.

/// An identifier, `::`, `->`, `=>` or one other character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Whether it is an identifier or a keyword.
    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(is_word_start)
    }
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The tokens of `text`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0, line: 1, out: Vec::new() };
    while let Some(c) = lexer.peek(0) {
        lexer.step(c);
    }
    lexer.out
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    out: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == Some('\n') {
                self.line += 1;
            }
            self.at += 1;
        }
    }

    fn push(&mut self, text: impl Into<String>) {
        self.out.push(Token { text: text.into(), line: self.line });
    }

    fn step(&mut self, c: char) {
        match (c, self.peek(1)) {
            ('/', Some('/')) => self.skip_while(|c| c != '\n'),
            ('/', Some('*')) => self.skip_block_comment(),
            ('"', _) => self.skip_string(),
            ('\'', _) => self.skip_character_or_lifetime(),
            _ if is_word_start(c) => self.word(),
            _ if c.is_ascii_digit() => self.skip_while(is_word_part),
            _ if c.is_whitespace() => self.skip(1),
            (':', Some(':')) => self.pair("::"),
            ('-', Some('>')) => self.pair("->"),
            ('=', Some('>')) => self.pair("=>"),
            _ => {
                self.push(c);
                self.skip(1);
            }
        }
    }

    fn pair(&mut self, text: &str) {
        self.push(text);
        self.skip(2);
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.skip(1);
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                }
                (Some(_), _) => self.skip(1),
                (None, _) => return,
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.skip(1);
        while let Some(c) = self.peek(0) {
            self.skip(if c == '\\' { 2 } else { 1 });
            if c == '"' {
                return;
            }
        }
    }

    fn skip_raw_string(&mut self, hashes: usize) {
        self.skip(hashes + 1);
        while let Some(c) = self.peek(0) {
            self.skip(1);
            if c == '"' && (0..hashes).all(|n| self.peek(n) == Some('#')) {
                self.skip(hashes);
                return;
            }
        }
    }

    fn skip_character_or_lifetime(&mut self) {
        let character = self.peek(1) == Some('\\') || self.peek(2) == Some('\'');
        self.skip(1);
        if !character {
            self.skip_while(is_word_part);
            return;
        }
        self.skip(if self.peek(0) == Some('\\') { 2 } else { 1 });
        self.skip_while(|c| c != '\'');
        self.skip(1);
    }

    fn word(&mut self) {
        let mut word = String::new();
        let mut length = 0;
        while let Some(c) = self.peek(length).filter(|c| is_word_part(*c)) {
            word.push(c);
            length += 1;
        }
        let hashes = self.chars[self.at + length..].iter().take_while(|c| **c == '#').count();
        let quoted = self.peek(length + hashes) == Some('"');
        match word.as_str() {
            "r" | "br" | "cr" if quoted => {
                self.skip(length);
                self.skip_raw_string(hashes);
            }
            "b" | "c" if quoted && hashes == 0 => self.skip(length),
            _ => {
                self.push(word);
                self.skip(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().filter(Token::is_word).map(|t| t.text).collect()
    }

    #[test]
    fn comments_and_strings_hold_no_words() {
        let text = "a // b\n/* c /* d */ e */ f \"g \\\" h\" r#\"i \" j\"# b\"k\" br\"l\" m";
        assert_eq!(words(text), ["a", "f", "m"]);
    }

    #[test]
    fn characters_are_told_from_lifetimes() {
        assert_eq!(
            words("a '\"' b '\\'' c 'x' d &'life e '\\u{41}' f b'\"' g"),
            ["a", "b", "c", "d", "e", "f", "b", "g"]
        );
    }

    #[test]
    fn lines_are_counted_through_comments_and_strings() {
        let found = tokens("/*\n*/ \"\n\" r\"\n\"\nlast");
        assert_eq!(found, [Token { text: "last".into(), line: 5 }]);
    }
}
