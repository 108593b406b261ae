//! From text to TOML tables, past every syntax error.
//!
//! The parser recovers within a line, but gives up the rest of a file after some errors. So a file
//! with errors is cut at its headers, and in each part the statement with the first error is
//! blanked, in place so that spans stay right, until the part parses.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use toml::de::{DeTable, Error};

use super::limits;
use super::parts::{self, Part};
use super::sink::Sink;
use crate::diag::Diagnostic;

/// A part is parsed at most this often; each time costs its length.
const ROUNDS: usize = 40;
/// A part longer than this is parsed once.
const MENDABLE: usize = 256 * 1024;

/// Calls `read` with each table of the file and whether it is the first; told syntax errors are in
/// `sink`. `read` may break off.
pub(super) fn each_table(
    text: &str,
    sink: &mut Sink,
    mut read: impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        sink.enter(0, false);
        return read(table.get_ref(), true, sink);
    }
    let before = sink.errors();
    let mut mender = Mender { told: 0, lines: BTreeSet::new() };
    for (index, part) in parts::parts(text).iter().enumerate() {
        mender.part(part, index == 0, sink, &mut read)?;
    }
    if sink.errors() == before {
        // The parts are right each by itself and wrong together.
        sink.enter(0, true);
        for error in &errors {
            mender.tell(text, error, sink);
        }
    }
    ControlFlow::Continue(())
}

/// Counts what has been told.
struct Mender {
    told: usize,
    /// Lines of which an error was told: a second error on a line mostly follows from the first.
    lines: BTreeSet<u32>,
}

impl Mender {
    fn part(
        &mut self,
        part: &Part<'_>,
        first: bool,
        sink: &mut Sink,
        read: &mut impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (mut text, base, mut mended) = self.opened(part, sink);
        sink.enter(base, mended);
        for round in 1.. {
            let (table, errors) = DeTable::parse_recoverable(&text);
            let error = errors.iter().min_by_key(|error| start(error));
            let Some(error) = error else { return read(table.get_ref(), first, sink) };
            mended = true;
            sink.enter(base, mended);
            if round == ROUNDS || text.len() > MENDABLE || self.told >= limits::SYNTAX_ERRORS {
                for error in &errors {
                    self.tell(&text, error, sink);
                }
                return read(table.get_ref(), first, sink);
            }
            let Some(bad) = self.tell(&text, error, sink) else {
                return read(table.get_ref(), first, sink);
            };
            drop(table);
            text = blanked(&text, bad);
        }
        ControlFlow::Continue(())
    }

    /// The text of a part with its header put right, and where it starts in the file.
    fn opened(&mut self, part: &Part<'_>, sink: &mut Sink) -> (String, isize, bool) {
        let start = part.start.cast_signed();
        let Some((name, false)) = part.header else { return (part.text.to_owned(), start, false) };
        let line = parts::line_at(part.text, 0);
        let header = format!("[[{name}]]");
        let shown = part.text[line.clone()].trim_end();
        sink.enter(start, true);
        self.told += 1;
        sink.push(
            Diagnostic::error("bank::syntax", format!("a {name} starts with `{header}`"))
                .at(sink.origin(&(0..shown.len())), "")
                .help(format!("write `{header}`")),
        );
        let base = start + line.end.cast_signed() - header.len().cast_signed();
        (header + &part.text[line.end..], base, true)
    }

    /// Tells of an error, and says which statement is at fault if that is not blank already.
    fn tell(&mut self, text: &str, error: &Error, sink: &mut Sink) -> Option<Range<usize>> {
        let at = start(error);
        let (finding, bad) = worded(text, error, sink);
        let line = parts::line_at(text, at).start;
        let line = sink.origin(&(line..line)).start;
        if self.lines.insert(line) {
            self.told += 1;
            match self.told.cmp(&(limits::SYNTAX_ERRORS + 1)) {
                std::cmp::Ordering::Less => sink.push(finding),
                std::cmp::Ordering::Equal => sink.push(finding.help("more syntax errors follow")),
                std::cmp::Ordering::Greater => {}
            }
        }
        (!text[bad.clone()].trim().is_empty()).then_some(bad)
    }
}

fn start(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The finding for a syntax error, and the statement at fault.
fn worded(text: &str, error: &Error, sink: &Sink) -> (Diagnostic, Range<usize>) {
    let at = start(error).min(text.len());
    let line = parts::line_at(text, at);
    let starts =
        |line: &Range<usize>| parts::is_key(&text[line.clone()]) || parts::is_header(&text[line.clone()]);
    let message = error.message();
    let unclosed =
        message.starts_with("missing comma") && starts(&line) && text[line.start..at].trim().is_empty();
    if unclosed && line.start > 0 {
        let bad = parts::statement(text, line.start - 1);
        return (open(text, bad.start, "the list or table that starts here is not closed", sink), bad);
    }
    if message.starts_with("invalid multi-line")
        && at >= text.trim_end().len()
        && let Some(bad) = open_string(text, at)
    {
        return (open(text, bad.start, "the text that starts here is not closed", sink), bad);
    }
    let span = error.span().unwrap_or(at..at);
    let bad = nonblank(text, parts::statement(text, at));
    if message == "duplicate key" {
        return (duplicate(text, &span, sink), bad);
    }
    (Diagnostic::error("bank::syntax", message).at(sink.origin(&span), ""), bad)
}

/// A finding at the line that starts at `start`.
fn open(text: &str, start: usize, message: &str, sink: &Sink) -> Diagnostic {
    let line = parts::line_at(text, start);
    let end = line.start + text[line.clone()].trim_end().len();
    Diagnostic::error("bank::syntax", message).at(sink.origin(&(line.start..end)), "")
}

/// The statement whose multi-line string is open at byte `at`: the last above that starts one.
fn open_string(text: &str, at: usize) -> Option<Range<usize>> {
    let mut end = at;
    loop {
        let line = parts::line_at(text, end);
        let value = text[line.clone()].split_once('=').map_or("", |(_, value)| value.trim());
        let opens = |mark: &str| value.starts_with(mark) && value.matches(mark).count() == 1;
        if parts::is_key(&text[line.clone()]) && (opens("\"\"\"") || opens("'''")) {
            return Some(parts::statement(text, line.start));
        }
        end = line.start.checked_sub(1)?;
    }
}

/// The range, or the nearest statement above it that is not blank.
fn nonblank(text: &str, mut range: Range<usize>) -> Range<usize> {
    while text[range.clone()].trim().is_empty() && range.start > 0 {
        range = parts::statement(text, range.start - 1);
    }
    range
}

/// A key given twice in one table, with both places where the first is a line of its own.
fn duplicate(text: &str, span: &Range<usize>, sink: &Sink) -> Diagnostic {
    let key = text.get(span.clone()).unwrap_or_default();
    let message = format!("the key {} is given twice", super::suggest::quoted(key));
    let finding = Diagnostic::error("bank::duplicate-key", message).at(sink.origin(span), "");
    let mut at = 0;
    for line in text[..parts::line_at(text, span.start).start].split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return finding.at(sink.origin(&(at..at + key.len())), "first here");
        }
        at += line.len();
    }
    finding
}

/// `text` with spaces in place of `range`; line breaks stay.
fn blanked(text: &str, range: Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.extend(text[range.clone()].bytes().map(|b| if matches!(b, b'\n' | b'\r') { b as char } else { ' ' }));
    out.push_str(&text[range.end..]);
    out
}
