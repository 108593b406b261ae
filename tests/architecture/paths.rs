//! Tokens to the paths they name, each made absolute.

use crate::lexer::{Token, tokens};

/// A path as written (`toml::from_str`) or, inside this crate, from its root (`crate`, `bank`, `Bank`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

/// What a source names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Paths of two segments or more, and whatever stands in a `use`.
    pub(crate) paths: Vec<Path>,
    /// Single words.
    pub(crate) words: Vec<Token>,
    /// Macros called, by name.
    pub(crate) macros: Vec<Token>,
}

/// The names in `text`, the source of the module at `module` (`["kit", "draw"]`).
pub(crate) fn names(module: &[String], text: &str) -> Names {
    let mut reader =
        Reader { tokens: tokens(text), module: module.to_vec(), braces: Vec::new(), names: Names::default() };
    reader.read();
    reader.names
}

struct Reader {
    tokens: Vec<Token>,
    module: Vec<String>,
    /// For each open brace whether a module written in place began there.
    braces: Vec<bool>,
    names: Names,
}

impl Reader {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.read_one(at);
        }
    }

    /// Reads what stands at `at` and says where to go on, always further along.
    fn read_one(&mut self, at: usize) -> usize {
        let before = if at == 0 { "" } else { self.text(at - 1) };
        match self.text(at) {
            "{" => self.braces.push(false),
            "}" => {
                let ends_module = self.braces.pop().unwrap_or(false);
                let depth = self.module.len() - usize::from(ends_module);
                self.module.truncate(depth);
            }
            "mod" if self.is_word(at + 1) && self.text(at + 2) == "{" => {
                let name = self.text(at + 1).to_owned();
                self.module.push(name);
                self.braces.push(true);
                return at + 3;
            }
            "use" | "crate" if self.text(at) == "use" || before == "extern" => {
                let start = if self.text(at + 1) == "::" { at + 2 } else { at + 1 };
                return self.tree(start, &[]).max(at + 1);
            }
            "::" if !(before == ">" || at > 0 && self.is_word(at - 1)) => return self.tree(at + 1, &[]),
            _ if self.is_word(at) => {
                if self.text(at + 1) == "!" {
                    self.names.macros.push(self.tokens[at].clone());
                } else if self.text(at + 1) == "::" && before != "." && before != "::" {
                    return self.tree(at, &[]);
                }
                self.names.words.push(self.tokens[at].clone());
            }
            _ => {}
        }
        at + 1
    }

    /// Reads `a::b`, `a::{b, c::d}`, `a::*`, after `prefix`; returns the place behind it.
    fn tree(&mut self, mut at: usize, prefix: &[String]) -> usize {
        let mut segments = prefix.to_vec();
        let line = self.tokens.get(at).map_or(0, |t| t.line);
        loop {
            if self.text(at) == "{" {
                return self.group(at + 1, &segments);
            }
            if !self.is_word(at) && self.text(at) != "*" {
                break;
            }
            self.names.words.push(self.tokens[at].clone());
            segments.push(self.text(at).to_owned());
            at += 1;
            if self.text(at) == "!" {
                self.names.macros.push(self.tokens[at - 1].clone());
            }
            if self.text(at) != "::" {
                break;
            }
            at += 1;
        }
        let segments = self.absolute(&segments);
        self.names.paths.push(Path { segments, line });
        at
    }

    fn group(&mut self, mut at: usize, prefix: &[String]) -> usize {
        while at < self.tokens.len() {
            match self.text(at) {
                "}" => return at + 1,
                "as" => at += 2,
                "," => at += 1,
                _ => at = self.tree(at, prefix).max(at + 1),
            }
        }
        at
    }

    /// `self`, `super` and this crate's own name, resolved against the module they stand in.
    fn absolute(&self, written: &[String]) -> Vec<String> {
        let mut rest = written.iter().map(String::as_str).peekable();
        let mut base = match rest.peek() {
            Some(&"crate" | &"interview_kit") => {
                rest.next();
                Vec::new()
            }
            Some(&"self" | &"super") => self.module.clone(),
            _ => return written.to_vec(),
        };
        while let Some(word) = rest.next_if(|w| matches!(*w, "self" | "super")) {
            if word == "super" {
                base.pop();
            }
        }
        let mut whole = vec!["crate".to_owned()];
        whole.append(&mut base);
        whole.extend(rest.filter(|w| *w != "self").map(str::to_owned));
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(module: &[&str], text: &str) -> Vec<String> {
        let module: Vec<String> = module.iter().map(|m| (*m).to_owned()).collect();
        names(&module, text).paths.into_iter().map(|p| p.segments.join("::")).collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        assert_eq!(
            found(&[], "use a::{self, b::{c as d, e}, f::*}; use {g, crate::h::I};"),
            ["a::self", "a::b::c", "a::b::e", "a::f::*", "g", "crate::h::I"]
        );
    }

    #[test]
    fn super_and_self_are_resolved_in_modules_written_in_place() {
        let text = "use super::x; mod tests { use super::{y, super::z}; fn f() { self::g(); } } use self::w;";
        assert_eq!(
            found(&["kit", "draw"], text),
            [
                "crate::kit::x",
                "crate::kit::draw::y",
                "crate::kit::z",
                "crate::kit::draw::tests::g",
                "crate::kit::draw::w"
            ]
        );
    }

    #[test]
    fn paths_in_types_and_expressions_are_found() {
        let text = "fn f() -> ::toml::Value { Vec::<crate::bank::Bank>::new(); x.y::<rand::Rng>(); }";
        assert_eq!(found(&[], text), ["toml::Value", "Vec", "crate::bank::Bank", "rand::Rng"]);
    }
}
