//! A comparison for a terminal, and as Markdown. Texts from banks and locks are escaped.

use super::narrative::{Block, Narrative, NarrativeLine};
use super::sign::Sign;
use super::word_diff::wrap_words;
use crate::wording::escape::{escape_control, escape_markdown};

/// The escape sequences of bold and of plain text.
const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// The terminal that a text is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TerminalStyle {
    pub(crate) is_colored: bool,
    pub(crate) columns: usize,
}

impl TerminalStyle {
    fn paint(self, color: &str, text: &str) -> String {
        if self.is_colored && !color.is_empty() { format!("{color}{text}{RESET}") } else { text.to_owned() }
    }
}

/// Renders a comparison for a terminal.
pub(crate) fn render_terminal(narrative: &Narrative, style: TerminalStyle) -> String {
    let mut out = String::new();
    for Block { sign, name, verdict, lines } in &narrative.blocks {
        let name = style.paint(BOLD, &escape_control(name));
        out.extend([sign.mark(), " ", &name, "\n  ", verdict, "\n"]);
        for line in lines {
            push_line(line, 1, style, &mut out);
        }
        out.push('\n');
    }
    out.extend([narrative.summary.as_str(), "\n"]);
    out
}

fn push_line(line: &NarrativeLine, depth: usize, style: TerminalStyle, out: &mut String) {
    if !line.words.is_empty() {
        return push_words(line, depth, style, out);
    }
    let indent = "  ".repeat(depth);
    for (n, text) in line.text.split('\n').enumerate() {
        let mark = if n == 0 || line.sign != Sign::None { line.sign.mark() } else { " " };
        let text = format!("{mark} {}", escape_control(text));
        out.extend([format!("{indent}{}", style.paint(line.sign.color(), text.trim_end())).trim_end(), "\n"]);
    }
    for under in &line.under {
        push_line(under, depth + 1, style, out);
    }
}

/// Adds a text from a bank, wrapped, with a color for each word.
fn push_words(line: &NarrativeLine, depth: usize, style: TerminalStyle, out: &mut String) {
    let indent = "  ".repeat(depth);
    let is_marked = line.words.iter().any(|word| word.sign != Sign::None);
    let columns = style.columns.saturating_sub(indent.len() + 2);
    for (n, words) in wrap_words(&line.words, columns).into_iter().enumerate() {
        let mark = if n == 0 { line.sign.mark() } else { " " };
        out.extend([&indent, style.paint(line.sign.color(), mark).as_str(), " "]);
        let sign = |word: Sign| if is_marked { word } else { line.sign };
        out.extend(words.iter().map(|(word, text)| style.paint(sign(*word).color(), &escape_control(text))));
        out.push('\n');
    }
}

/// Renders a comparison as Markdown, for the description of a pull request.
pub(crate) fn render_markdown(narrative: &Narrative) -> String {
    let mut out = String::new();
    for Block { sign, name, verdict, lines } in &narrative.blocks {
        let state = match sign {
            Sign::Added => " (new)",
            Sign::Removed => " (gone)",
            _ => "",
        };
        out.extend(["### ", &escape_prose(name), state, "\n\n**", &escape_prose(verdict), "**\n\n"]);
        for line in lines {
            push_item(line, 0, &mut out);
        }
        if !lines.is_empty() {
            out.push('\n');
        }
    }
    out.extend([narrative.summary.as_str(), "\n"]);
    out
}

fn push_item(line: &NarrativeLine, depth: usize, out: &mut String) {
    if !line.words.is_empty() && !line.under.is_empty() {
        return line.under.iter().for_each(|under| push_item(under, depth, out));
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
        let fence = code_fence(&line.text);
        out.extend(["\n\n", &indent, "  ", &fence, "\n"]);
        for text in line.text.split('\n') {
            out.extend([&indent, "  ", &escape_control(text), "\n"]);
        }
        out.extend([&indent, "  ", &fence, "\n\n"]);
    } else {
        out.extend([&escape_prose(&line.text), "\n"]);
    }
    line.under.iter().for_each(|under| push_item(under, depth + 1, out));
}

fn escape_prose(text: &str) -> String {
    escape_markdown(&escape_control(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Returns a fence that does not occur in the code.
fn code_fence(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_add_nothing_to_the_signs() {
        let signs = [Sign::None, Sign::Added, Sign::Removed, Sign::Changed, Sign::Moved];
        let lines = signs.map(|sign| NarrativeLine::new(sign, "two\nlines \u{1b}[2J".to_owned())).into();
        let (name, verdict) = ("kit".to_owned(), "Scores compare.".to_owned());
        let narrative = Narrative {
            blocks: vec![Block { sign: Sign::Changed, name, verdict, lines }],
            summary: "1 kit".to_owned(),
        };
        let render = |is_colored| render_terminal(&narrative, TerminalStyle { is_colored, columns: 80 });
        let (plain, colored) = (render(false), render(true));
        let bare = ["0", "1", "31", "32", "33", "36"]
            .iter()
            .fold(colored.clone(), |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        assert_eq!(bare, plain);
        assert!(colored.contains("\u{1b}[32m+ two\u{1b}[0m\n") && !plain.contains('\u{1b}'), "{colored:?}");
    }

    #[test]
    fn code_cannot_end_its_fence() {
        assert_eq!((code_fence("a"), code_fence("a ```` b")), ("```".to_owned(), "`````".to_owned()));
    }
}
