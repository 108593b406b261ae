//! Text on the terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::args::{Findings, Format};
use crate::diag::{Diagnostic, Sources, render, turns};

/// Whether standard error takes colours: a terminal whose user has not said no.
fn color() -> bool {
    io::stderr().is_terminal() && takes_colours()
}

/// Whether standard output does.
pub(super) fn is_painted() -> bool {
    io::stdout().is_terminal() && takes_colours()
}

fn takes_colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// How wide standard output is: the terminal, or as wide as help is where it is none.
pub(super) fn columns() -> usize {
    terminal_columns().unwrap_or(100)
}

/// How wide the terminal is that standard output is, if it is one.
pub(super) fn terminal_columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    said.or_else(seen).filter(|columns| *columns > 0)
}

/// Shows findings on standard error.
pub(super) fn findings(findings: &[Diagnostic], sources: &Sources, form: Findings) {
    if findings.is_empty() && form != Findings::Json {
        return;
    }
    let text = match form {
        Findings::Text => render::text(findings, sources, color()),
        Findings::Short => render::short(findings, sources),
        Findings::Json => render::json(findings, sources),
        Findings::Github => render::github(findings, sources),
    };
    say(&format!("{}\n", text.trim_end()));
}

/// Shows why the program could not run.
pub(super) fn error(error: &anyhow::Error) {
    let (bold, plain) = if color() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    say(&format!("{bold}error{plain}: {}\n", harmless(&format!("{error:#}"))));
}

/// Says something on standard error.
pub(super) fn note(text: &str) {
    say(&format!("{}\n", harmless(text)));
}

/// Writes on standard error. Where nobody can hear it, the exit status still tells how it went.
fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// What a file's name or content cannot do to a terminal: control characters, and those that turn the order
/// of what follows, are shown, not sent.
pub(super) fn harmless(text: &str) -> String {
    let shown =
        |c: char| if c.is_control() || turns(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// A word as it is typed after a command: in quotes, unless it needs none.
pub(super) fn typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:\\".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Prints the result of a command on standard output.
pub(super) fn result(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write standard output")
}

/// Whether the reader of standard output went away, which is no error (`… | head`).
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Shows a file with the program the system has for its kind.
pub(super) fn document(path: &Path) -> Result<()> {
    // The whole path cannot be taken for an option (`-x.pdf`) or an address (`mailto:x.pdf`).
    std::path::absolute(path)
        .map_err(anyhow::Error::from)
        .and_then(|whole| Ok(opener::open(whole)?))
        .with_context(|| format!("wrote {}, but cannot show it", path.display()))
}

/// Columns, as wide as they need; columns named in `right` stand at their right end.
fn table(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let width = |n: usize| rows.iter().map(|r| r[n].width()).chain([head[n].width()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let mut text = String::new();
        for (n, cell) in cells.into_iter().enumerate() {
            let pad = " ".repeat(widths[n].saturating_sub(cell.width()));
            let (before, after) = if right.contains(&n) { (pad.as_str(), "") } else { ("", pad.as_str()) };
            text.extend([before, cell, after, "  "]);
        }
        format!("{}\n", text.trim_end())
    };
    let mut text = line(head.to_vec());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

/// Rows as CSV.
fn csv(head: &[&str], rows: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)?)
}

/// Rows as a table of Markdown, as a report or a README takes it.
fn markdown(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let ends = (0..head.len()).map(|n| if right.contains(&n) { "---:" } else { "---" });
    let mut text = line(&mut head.iter().map(|&cell| cell.to_owned()));
    text.push_str(&line(&mut ends.map(str::to_owned)));
    for row in rows {
        text.push_str(&line(&mut row.iter().map(|cell| in_markdown(cell))));
    }
    text
}

/// A text that stands in a cell as it is: what would end the cell or be read as markup is escaped.
pub(super) fn in_markdown(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~' | '#' => text.extend(['\\', c]),
            '\n' | '\r' => text.push(' '),
            _ => text.push(c),
        }
    }
    text
}

/// A list in the form asked for: the columns for people and spreadsheets, the values for programs.
pub(super) fn list(
    form: Format,
    head: &[&str],
    rows: &[Vec<String>],
    right: &[usize],
    values: &[Value],
) -> Result<String> {
    match form {
        Format::Table => Ok(table(head, rows, right)),
        Format::Markdown => Ok(markdown(head, rows, right)),
        Format::Csv => csv(head, rows),
        Format::Json => Ok(format!("{}\n", serde_json::to_string_pretty(values)?)),
    }
}
