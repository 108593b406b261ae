//! A question as lines for a terminal.

use std::fmt::Write as _;

use super::entry::QuestionEntry;
use crate::bank::{Emphasis, Inline, Snippet, paragraphs};
use crate::wording::blank::is_tab_or_line_end;
use crate::wording::escape::escape_control;
use crate::wording::wrap::wrap_paragraph;

/// The width of a terminal, and whether it shows bold text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    pub(crate) columns: usize,
    pub(crate) has_style: bool,
}

/// Renders a question as lines for a terminal.
pub(super) fn render_text_entry(entry: &QuestionEntry<'_>, terminal: Terminal) -> String {
    let Terminal { columns, has_style } = terminal;
    let (bold, normal) = if has_style { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let wrap = |first: &str, text: &str| wrap_paragraph(&on_one_line(text), first, columns);
    let mut text = format!("{bold}{}{normal}\n", on_one_line(&entry.heading));
    text += &wrap("", &entry.facts);
    if !entry.question.tags.is_empty() {
        text += &wrap("", &format!("tags: {}", entry.question.tags.join(", ")));
    }
    text += &wrap("", &entry.place);
    for paragraph in paragraphs(&entry.question.prompt.value) {
        text.push('\n');
        text += &wrap("  ", &mark_code(&paragraph));
    }
    if let Some(code) = &entry.question.code {
        text += &render_code(code, (bold, normal));
    }
    for part in &entry.parts {
        let _ = write!(text, "\n{bold}{}{normal}\n", part.heading);
        for item in &part.entries {
            let mark = if item.mark.is_empty() { "  ".to_owned() } else { format!("  {} ", item.mark) };
            text += &wrap(&mark, &format!("{}{}", mark_code(&item.runs), item.describe_level()));
        }
    }
    text
}
/// Renders the code of a question, which keeps its lines.
fn render_code(code: &Snippet, (bold, normal): (&str, &str)) -> String {
    let indent = |text: &str| {
        let lines = text.lines().map(|line| escape_control(&line.replace('\t', "    ")));
        lines
            .flat_map(|line| [format!("    {line}").trim_end().to_owned(), "\n".to_owned()])
            .collect::<String>()
    };
    let mut text = format!("\n{}", indent(&code.source.value));
    if let Some(output) = &code.output {
        let _ = write!(text, "\n{bold}Output{normal}\n\n{}", indent(&output.value));
    }
    text
}

/// Joins runs of text, with code in backticks.
fn mark_code(runs: &[Inline]) -> String {
    let mark = |run: &Inline| match run.style {
        Emphasis::Code => format!("`{}`", run.text),
        _ => run.text.clone(),
    };
    runs.iter().map(mark).collect()
}

/// Puts a text on one line, with characters escaped that could move the cursor.
fn on_one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if is_tab_or_line_end(c) { ' ' } else { c }).collect();
    escape_control(&line)
}
