//! Text on the terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::args::Findings;
use crate::diag::{Diagnostic, Severity, Sources, render};
use crate::wording::escape::escape_control;

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
    if form == Findings::Text && io::stderr().is_terminal() {
        explanation(findings).iter().for_each(|line| say(&format!("\n{line}\n")));
    }
}

/// How to read more about the first error, or about the first warning where there is no error.
fn explanation(findings: &[Diagnostic]) -> Option<String> {
    let first = |severity| findings.iter().find(|finding| finding.severity == severity);
    let code = first(Severity::Error).or_else(|| first(Severity::Warning))?.code;
    let example = format!("`interview-kit explain {code}`");
    Some(if findings.iter().all(|finding| finding.code == code) {
        format!("For an explanation, run {example}.")
    } else {
        format!("For an explanation, run `interview-kit explain CODE`, for example {example}.")
    })
}

/// Shows why the program could not run.
pub(super) fn error(error: &anyhow::Error) {
    let (bold, plain) = if color() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    say(&format!("{bold}error{plain}: {}\n", escape_control(&format!("{error:#}"))));
}

/// Says something on standard error.
pub(super) fn note(text: &str) {
    say(&format!("{}\n", escape_control(text)));
}

/// Writes on standard error. Where nobody can hear it, the exit status still tells how it went.
fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
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
