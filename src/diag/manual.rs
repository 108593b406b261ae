//! The manual of finding codes, printed from the registry: entries and lists for people, Markdown and JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::codes::{Code, Example, FAMILIES, FOLDER, Family};
use crate::wording::wrap::wrap_paragraph;

/// Returns the entry of one code, wrapped to `columns`.
#[must_use]
pub fn entry(code: &Code, columns: usize) -> String {
    let example = match code.example() {
        Example::Bank(_) => "Example, in a bank:",
        Example::Manifest(_) => "Example, in a manifest:",
        Example::Commands(_) => "Example, on the command line:",
        Example::Case(_) => "Example:",
    };
    let mut text = format!("{code}\n{}\n{example}\n", wrapped(code.meaning(), columns));
    match code.example() {
        Example::Case(case) => text += &wrapped(case, columns),
        Example::Bank(_) | Example::Manifest(_) | Example::Commands(_) => {
            for line in code.example().lines() {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    let _ = write!(text, "\nWhat to do:\n{}", wrapped(code.remedy(), columns));
    text
}

/// Returns the codes of these families, each with its meaning, wrapped to `columns`.
#[must_use]
pub fn list(families: &[&Family], columns: usize) -> String {
    let mut text = String::new();
    for family in families {
        let _ = writeln!(text, "{}", family.title);
        for code in family.codes() {
            let _ = write!(text, "  {code}\n{}", wrap_paragraph(code.meaning(), "      ", columns));
        }
        text.push('\n');
    }
    text + "`interview-kit explain CODE` prints an example of a code and what to do about it.\n"
}

/// Returns these codes as a JSON array.
#[must_use]
pub fn json(codes: &[&Code]) -> String {
    let entry = |code: &&Code| {
        let kind = match code.example() {
            Example::Bank(_) => "bank",
            Example::Manifest(_) => "manifest",
            Example::Commands(_) => "commands",
            Example::Case(_) => "case",
        };
        let text = code.example().lines().collect::<Vec<_>>().join("\n");
        json!({
            "code": code.id(),
            "meaning": code.meaning(),
            "example": { "kind": kind, "text": text },
            "remedy": code.remedy(),
        })
    };
    format!("{:#}\n", codes.iter().map(entry).collect::<Value>())
}

/// Returns the reference page of all codes.
#[must_use]
pub fn markdown() -> String {
    let mut text = format!(
        "<!-- Written by `interview-kit explain --format markdown`. Do not edit. -->\n\n\
         # Finding codes\n\n\
         Every error, warning and note has a code that stays the same when its wording changes. \
         `interview-kit explain CODE` prints the entry of a code. Findings show their code in brackets, and \
         `--findings json` gives it as `code`.\n\n{FOLDER}\n"
    );
    for family in FAMILIES {
        let _ = write!(text, "\n## {}\n\n{}\n", family.title, family.about);
        for code in family.codes() {
            let _ = write!(text, "\n### `{code}`\n\n{}\n\n", code.meaning());
            let (fence, prompt) = match code.example() {
                Example::Bank(_) | Example::Manifest(_) => ("toml", ""),
                Example::Commands(_) => ("console", "$ "),
                Example::Case(case) => {
                    let _ = write!(text, "Example: {case}\n\n");
                    ("", "")
                }
            };
            if !fence.is_empty() {
                let lines = code.example().lines().map(|line| format!("{prompt}{line}\n"));
                let _ = write!(text, "```{fence}\n{}```\n\n", lines.collect::<String>());
            }
            let _ = writeln!(text, "What to do: {}", code.remedy());
        }
    }
    text
}

fn wrapped(text: &str, columns: usize) -> String {
    wrap_paragraph(text, "  ", columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_an_entry_is_longer_than_the_terminal_unless_it_is_code() {
        let code = &crate::diag::codes::bank::UNKNOWN_KEY;
        let text = entry(code, 40);
        assert!(text.lines().all(|line| line.chars().count() <= 40 || line.contains("folow_ups")), "{text}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
        assert!(words(&text).contains(&words(code.remedy())), "{text}");
    }
}
