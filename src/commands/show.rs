//! Output on the terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::args::Findings;
use crate::diag::{Diagnostic, Severity, Sources, render, shorten_findings};
use crate::report::listing::Terminal;
use crate::wording::escape::escape_control;

/// The width of the help.
const HELP_COLUMNS: usize = 100;

/// Returns true if standard error takes colors.
fn has_color() -> bool {
    io::stderr().is_terminal() && wants_color()
}

/// Returns true if standard output takes colors.
pub(super) fn has_output_color() -> bool {
    io::stdout().is_terminal() && wants_color()
}

/// Returns false if `NO_COLOR` or `TERM=dumb` is set.
fn wants_color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Returns the width of the terminal, or the width of the help if standard output is no terminal.
pub(super) fn columns() -> usize {
    terminal_columns().unwrap_or(HELP_COLUMNS)
}

/// Returns the width of standard output, and whether it shows bold text.
pub(super) fn output_terminal() -> Terminal {
    Terminal { columns: columns(), has_style: has_output_color() }
}

/// Returns the width of the terminal, if standard output is one.
pub(super) fn terminal_columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measure = || console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    set.or_else(measure).filter(|columns| *columns > 0)
}

/// Shows findings on standard error.
pub(super) fn findings(findings: &[Diagnostic], sources: &Sources, format: Findings) {
    if findings.is_empty() && format != Findings::Json {
        return;
    }
    let findings = &shorten_findings(findings);
    let text = match format {
        Findings::Text => render::annotated(findings, sources, has_color()),
        Findings::Short => render::short(findings, sources),
        Findings::Json => render::json(findings, sources),
        Findings::Github => render::github(findings, sources),
    };
    write_stderr(&format!("{}\n", text.trim_end()));
    if format == Findings::Text
        && io::stderr().is_terminal()
        && let Some(line) = suggest_explanation(findings)
    {
        write_stderr(&format!("\n{line}\n"));
    }
}

/// Returns the command that explains the first error, or without errors the first warning.
fn suggest_explanation(findings: &[Diagnostic]) -> Option<String> {
    let first = |severity| findings.iter().find(|finding| finding.severity == severity);
    let code = first(Severity::Error).or_else(|| first(Severity::Warning))?.code;
    let example = format!("`interview-kit explain {code}`");
    Some(if findings.iter().all(|finding| finding.code == code) {
        format!("For an explanation, run {example}.")
    } else {
        format!("For an explanation, run `interview-kit explain CODE`, for example {example}.")
    })
}

/// Shows the error that ended the program.
pub(super) fn error(error: &anyhow::Error) {
    let (bold, plain) = if has_color() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    write_stderr(&format!("{bold}error{plain}: {}\n", escape_control(&format!("{error:#}"))));
    if is_out_of_descriptors(error) {
        write_stderr(TOO_FEW_DESCRIPTORS);
    }
}

/// The help of an error that comes from a limit on open files.
const TOO_FEW_DESCRIPTORS: &str = "\
help: the system lets this program open too few files at the same time: raise the limit, for example with \
`ulimit -n 1024`, or close other programs\n";

/// Returns true if the process or the whole system has no file descriptor left.
fn is_out_of_descriptors(error: &anyhow::Error) -> bool {
    // ENFILE and EMFILE.
    let codes = [23, 24];
    let is_limit = |e: &io::Error| e.raw_os_error().is_some_and(|code| codes.contains(&code));
    cfg!(unix) && error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(is_limit)
}

/// Shows a line on standard error.
pub(super) fn note(text: &str) {
    write_stderr(&format!("{}\n", escape_control(text)));
}

/// Writes to standard error. Errors are ignored, because the exit status reports the result anyway.
fn write_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints the result of a command on standard output.
pub(super) fn result(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write standard output")
}

/// Returns true if the reader of standard output closed it, which is no error (`… | head`).
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Opens a file in the system's program for its type.
pub(super) fn document(path: &Path) -> Result<()> {
    // A relative path could be taken for an option (`-x.pdf`) or an address (`mailto:x.pdf`).
    std::path::absolute(path)
        .map_err(anyhow::Error::from)
        .and_then(|whole| Ok(opener::open(whole)?))
        .with_context(|| format!("wrote {}, but cannot open it: open it yourself", path.display()))
}
