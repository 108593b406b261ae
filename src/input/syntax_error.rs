//! Turns a syntax error of the parser into a finding, at the statement that causes it.

use std::ops::Range;

use toml::de::Error;

use super::hints::quoted;
use super::sink::Sink;
use super::statements;
use super::syntax_help::help_for_error;
use crate::diag::Diagnostic;

/// Returns the first byte of an error.
pub(crate) fn error_start(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// Returns the finding for a syntax error, with the message of the parser.
pub(crate) fn parser_finding(text: &str, error: &Error, sink: &Sink) -> Diagnostic {
    let at = error_start(error).min(text.len());
    let span = error.span().unwrap_or(at..at);
    if error.message() == "duplicate key" {
        return duplicate_key_finding(text, &span, sink);
    }
    let mut finding = Diagnostic::error(sink.format.codes.syntax, error.message()).at(sink.origin(&span), "");
    finding.help = help_for_error(text, &span, error.message()).map(str::to_owned);
    finding
}

/// Returns the finding for a syntax error, and the statement at fault. An unclosed list or text is reported where it
/// opens; the parser notices it only later.
pub(crate) fn locate_fault(text: &str, error: &Error, sink: &Sink) -> (Diagnostic, Range<usize>) {
    let at = error_start(error).min(text.len());
    let line = statements::line_at(text, at);
    let starts = |line: &Range<usize>| {
        statements::is_key_line(&text[line.clone()]) || statements::is_header_line(&text[line.clone()])
    };
    let message = error.message();
    let unclosed =
        message.starts_with("missing comma") && starts(&line) && text[line.start..at].trim().is_empty();
    if unclosed && line.start > 0 {
        let bad = statements::statement_around(text, line.start - 1);
        return (
            unclosed_finding(text, bad.start, "the list or table that starts here is not closed", sink),
            bad,
        );
    }
    if message.starts_with("invalid multi-line")
        && at >= text.trim_end().len()
        && let Some(bad) = unclosed_string(text, at)
    {
        return (unclosed_finding(text, bad.start, "the text that starts here is not closed", sink), bad);
    }
    (parser_finding(text, error, sink), nonblank_statement(text, statements::statement_around(text, at)))
}

/// Returns the finding about something unclosed, at the line that starts at `start`.
fn unclosed_finding(text: &str, start: usize, message: &str, sink: &Sink) -> Diagnostic {
    let line = statements::line_at(text, start);
    let end = line.start + text[line.clone()].trim_end().len();
    Diagnostic::error(sink.format.codes.syntax, message).at(sink.origin(&(line.start..end)), "")
}

/// Returns the statement whose multi-line string is unclosed at byte `at`: the nearest above that opens one.
fn unclosed_string(text: &str, at: usize) -> Option<Range<usize>> {
    let mut end = at;
    loop {
        let line = statements::line_at(text, end);
        let value = text[line.clone()].split_once('=').map_or("", |(_, value)| value.trim());
        let opens = |mark: &str| value.starts_with(mark) && value.matches(mark).count() == 1;
        if statements::is_key_line(&text[line.clone()]) && (opens("\"\"\"") || opens("'''")) {
            return Some(statements::statement_around(text, line.start));
        }
        end = line.start.checked_sub(1)?;
    }
}

/// Returns the range, or the nearest statement above it that is not blank.
fn nonblank_statement(text: &str, mut range: Range<usize>) -> Range<usize> {
    while text[range.clone()].trim().is_empty() && range.start > 0 {
        range = statements::statement_around(text, range.start - 1);
    }
    range
}

/// Returns the finding for a duplicate key, with both places if the first is on a line of its own.
fn duplicate_key_finding(text: &str, span: &Range<usize>, sink: &Sink) -> Diagnostic {
    let key = text.get(span.clone()).unwrap_or_default();
    let message = format!("the key {} is given twice", quoted(key));
    let finding = Diagnostic::error(sink.format.codes.duplicate_key, message).at(sink.origin(span), "");
    let mut at = 0;
    for line in text[..statements::line_at(text, span.start).start].split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return finding.at(sink.origin(&(at..at + key.len())), "first given here");
        }
        at += line.len();
    }
    finding
}
