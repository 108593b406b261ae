//! A whole question as a section of a Markdown document.

use std::fmt::Write as _;

use super::entry::QuestionEntry;
use crate::bank::{Emphasis, Inline, paragraphs};
use crate::wording::escape::{escape_control, escape_markdown};

/// Renders a question as a section.
pub(super) fn render_markdown_entry(entry: &QuestionEntry<'_>) -> String {
    let question = entry.question;
    let mut text = format!("## {}\n\n", escape_line(&entry.heading));
    let _ = writeln!(text, "{}  ", escape_line(&entry.facts));
    if !question.tags.is_empty() {
        let _ = writeln!(text, "Tags: {}  ", escape_line(&question.tags.join(", ")));
    }
    let _ = writeln!(text, "{}", escape_line(&entry.place));
    for paragraph in paragraphs(&question.prompt.value) {
        let _ = write!(text, "\n{}\n", render_runs(&paragraph));
    }
    if let Some(code) = &question.code {
        let _ = write!(text, "\n{}", fence(&code.source.value, &code.language));
        if let Some(output) = &code.output {
            let _ = write!(text, "\n**Output**\n\n{}", fence(&output.value, "text"));
        }
    }
    for part in &entry.parts {
        let _ = write!(text, "\n**{}**\n\n", part.heading);
        for (number, entry) in part.entries.iter().enumerate() {
            // An entry with a tick box is a task; a score alone would start a numbered list.
            let mark = match entry.mark.as_str() {
                "[ ]" => "- [ ] ".to_owned(),
                "-" => "- ".to_owned(),
                "" if number > 0 => "\n".to_owned(),
                "" => String::new(),
                score => format!("- {score}: "),
            };
            let _ = writeln!(text, "{mark}{}{}", render_runs(&entry.runs), entry.describe_level());
        }
    }
    text
}

/// Renders runs of text with their emphasis.
fn render_runs(runs: &[Inline]) -> String {
    let render = |run: &Inline| match run.style {
        Emphasis::Plain => escape_line(&run.text),
        Emphasis::Emph => format!("*{}*", escape_line(&run.text)),
        Emphasis::Strong => format!("**{}**", escape_line(&run.text)),
        Emphasis::Code => code_span(&run.text),
    };
    let line: String = runs.iter().map(render).collect();
    escape_block_start(&line)
}

/// Puts code between backticks, more of them than the code has in a row.
fn code_span(code: &str) -> String {
    let ticks = "`".repeat(longest_run(code) + 1);
    let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{}{space}{ticks}", escape_control(code))
}

/// Puts lines of code between fences, longer than any row of backticks in the code.
fn fence(code: &str, language: &str) -> String {
    let ticks = "`".repeat((longest_run(code) + 1).max(3));
    let language: String = language.chars().filter(|c| c.is_alphanumeric() || "+-#".contains(*c)).collect();
    let lines: Vec<String> = code.lines().map(|line| escape_control(&line.replace('\t', "    "))).collect();
    format!("{ticks}{language}\n{}\n{ticks}\n", lines.join("\n"))
}

/// Returns the length of the longest row of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn escape_line(text: &str) -> String {
    escape_markdown(&text.split(['\n', '\t']).map(escape_control).collect::<Vec<_>>().join(" "))
}

/// Escapes the start of a line that Markdown would take for a list.
fn escape_block_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let is_bullet = number.is_empty() && rest.starts_with(['-', '+', '=']);
    let is_number = !number.is_empty() && rest.starts_with(['.', ')']);
    if is_bullet || is_number { format!("{number}\\{rest}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{fence, render_runs};
    use crate::bank::inline;

    #[test]
    fn text_of_a_bank_stays_text() {
        for (text, markdown) in [
            ("1. first", "1\\. first"),
            ("- dash", "\\- dash"),
            ("# no heading", "\\# no heading"),
            ("a < b & `x | y`", "a \\< b \\& `x | y`"),
            ("*so* and **so**", "*so* and **so**"),
            ("`` a`b ``", "``a`b``"),
        ] {
            assert_eq!(render_runs(&inline(text)), markdown);
        }
    }

    #[test]
    fn code_cannot_leave_its_fence() {
        assert_eq!(fence("a\n````\n\tb", "c++ `"), "`````c++\na\n````\n    b\n`````\n");
    }
}
