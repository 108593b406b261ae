//! Lines for a terminal, and as Markdown. What stands in them is other people's.

use super::narrate::{Block, Line, Sign, Words};
use super::word_diff::wrapped;
use crate::wording::escape::{escape_control, escape_markdown};

impl Sign {
    fn mark(self) -> &'static str {
        match self {
            Self::None => " ",
            Self::Added => "+",
            Self::Removed => "-",
            Self::Changed => "~",
            Self::Moved => ">",
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Added => "\u{1b}[32m",
            Self::Removed => "\u{1b}[31m",
            Self::Changed => "\u{1b}[33m",
            Self::Moved => "\u{1b}[36m",
        }
    }
}

/// As it is read on a terminal.
pub(crate) fn text(words: &Words, is_painted: bool, columns: usize) -> String {
    let mut out = String::new();
    for block in &words.blocks {
        let (bold, plain) = if is_painted { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let Block { sign, name, verdict, lines } = block;
        out.extend([sign.mark(), " ", bold, &escape_control(name), plain, "\n  ", verdict, "\n"]);
        for line in lines {
            in_text(line, 1, (is_painted, columns), &mut out);
        }
        out.push('\n');
    }
    out.extend([words.summary.as_str(), "\n"]);
    out
}

fn in_text(line: &Line, depth: usize, (is_painted, columns): (bool, usize), out: &mut String) {
    if !line.words.is_empty() {
        return prose(line, depth, (is_painted, columns), out);
    }
    let painted = if is_painted { line.sign.colour() } else { "" };
    let plain = if painted.is_empty() { "" } else { "\u{1b}[0m" };
    let indent = "  ".repeat(depth);
    for (n, text) in line.text.split('\n').enumerate() {
        let mark = if n == 0 || line.sign != Sign::None { line.sign.mark() } else { " " };
        let text = format!("{indent}{painted}{mark} {}", escape_control(text));
        out.extend([text.trim_end(), plain, "\n"]);
    }
    for under in &line.under {
        in_text(under, depth + 1, (is_painted, columns), out);
    }
}

/// A text of others in lines of the terminal; each word has a colour of its own.
fn prose(line: &Line, depth: usize, (is_painted, columns): (bool, usize), out: &mut String) {
    let indent = "  ".repeat(depth);
    let paint = |sign: Sign, text: &str| {
        let colour = if is_painted { sign.colour() } else { "" };
        let plain = if colour.is_empty() { "" } else { "\u{1b}[0m" };
        format!("{colour}{}{plain}", escape_control(text))
    };
    let is_marked = line.words.iter().any(|word| word.sign != Sign::None);
    for (n, words) in wrapped(&line.words, columns.saturating_sub(indent.len() + 2)).into_iter().enumerate() {
        let mark = if n == 0 { line.sign.mark() } else { " " };
        out.extend([&indent, paint(line.sign, mark).as_str(), " "]);
        let of = |sign| if is_marked { sign } else { line.sign };
        out.extend(words.iter().map(|(sign, text)| paint(of(*sign), text)));
        out.push('\n');
    }
}

/// As a description of a merge takes it.
pub(crate) fn markdown(words: &Words) -> String {
    let mut out = String::new();
    for Block { sign, name, verdict, lines } in &words.blocks {
        let what = match sign {
            Sign::Added => " (new)",
            Sign::Removed => " (gone)",
            _ => "",
        };
        out.extend(["### ", &escaped(name), what, "\n\n**", &escaped(verdict), "**\n\n"]);
        for line in lines {
            item(line, 0, &mut out);
        }
        if !lines.is_empty() {
            out.push('\n');
        }
    }
    out.extend([words.summary.as_str(), "\n"]);
    out
}

fn item(line: &Line, depth: usize, out: &mut String) {
    if !line.words.is_empty() && !line.under.is_empty() {
        return line.under.iter().for_each(|under| item(under, depth, out));
    }
    let indent = "  ".repeat(depth);
    let mark = match line.sign {
        Sign::None => "",
        Sign::Added => "**added** ",
        Sign::Removed => "**removed** ",
        Sign::Changed => "**changed** ",
        Sign::Moved => "**moved** ",
    };
    out.extend([&indent, "- ", mark]);
    if line.is_code {
        let fence = fence(&line.text);
        out.extend(["\n\n", &indent, "  ", &fence, "\n"]);
        for text in line.text.split('\n') {
            out.extend([&indent, "  ", &escape_control(text), "\n"]);
        }
        out.extend([&indent, "  ", &fence, "\n\n"]);
    } else {
        out.extend([&escaped(&line.text), "\n"]);
    }
    line.under.iter().for_each(|under| item(under, depth + 1, out));
}

fn escaped(text: &str) -> String {
    escape_markdown(&escape_control(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// A fence that the code does not hold.
fn fence(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colours say nothing that signs do not.
    #[test]
    fn without_its_colours_a_painted_text_is_the_plain_one() {
        let line = |sign, text: &str| Line {
            sign,
            text: text.to_owned(),
            is_code: false,
            words: Vec::new(),
            under: Vec::new(),
        };
        let signs = [Sign::None, Sign::Added, Sign::Removed, Sign::Changed, Sign::Moved];
        let lines = signs.map(|sign| line(sign, "two\nlines \u{1b}[2J")).into();
        let (name, verdict) = ("kit".to_owned(), "Scores compare.".to_owned());
        let words = Words {
            blocks: vec![Block { sign: Sign::Changed, name, verdict, lines }],
            summary: "1 kit".to_owned(),
        };
        let (plain, painted) = (text(&words, false, 80), text(&words, true, 80));
        let bare = ["0", "1", "31", "32", "33", "36"]
            .iter()
            .fold(painted.clone(), |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        assert_eq!(bare, plain);
        assert!(painted.contains("\u{1b}[32m+ two\u{1b}[0m\n") && !plain.contains('\u{1b}'), "{painted:?}");
    }

    #[test]
    fn code_cannot_end_its_fence() {
        assert_eq!((fence("a"), fence("a ```` b")), ("```".to_owned(), "`````".to_owned()));
    }
}
