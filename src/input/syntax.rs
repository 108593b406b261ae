//! Parses text to TOML tables, past every syntax error.
//!
//! The parser recovers within a line, but gives up the rest of a file after some errors. Therefore a
//! file with errors is split at its headers. In each section the statement with the first error is
//! overwritten with spaces, which keeps all spans, until the section parses.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use toml::de::{DeTable, Error};

use super::limits;
use super::sink::Sink;
use super::statements;
use super::statements::{Header, Section};
use super::syntax_error::{error_start, locate_fault, parser_finding};
use crate::diag::Diagnostic;

/// The greatest number of times a section is parsed; each time costs its length.
const MAX_PARSES: usize = 40;
/// A longer section is parsed only once.
const RECOVERY_MAX_BYTES: usize = 256 * 1024;

/// Calls `read` with each table of the file and `true` for the first, and reports the syntax errors.
/// `read` may stop the reading.
pub(crate) fn read_tables(
    text: &str,
    sink: &mut Sink,
    mut read: impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        sink.enter_part(0, false);
        return read(table.get_ref(), true, sink);
    }
    let before = sink.error_count();
    let mut recovery = SyntaxRecovery { reported: 0, lines: BTreeSet::new() };
    for (index, section) in statements::split_at_headers(text, sink.format.arrays).iter().enumerate() {
        recovery.read_section(section, index == 0, sink, &mut read)?;
    }
    if sink.error_count() == before {
        // Each section is valid alone, but not together.
        sink.enter_part(0, true);
        recovery.report_all(text, errors, sink);
    }
    ControlFlow::Continue(())
}

/// The text of a section with a correct header.
struct RepairedSection {
    text: String,
    /// The start of the text in the file.
    base: isize,
    has_errors: bool,
}

/// The recovery from the syntax errors of one file.
struct SyntaxRecovery {
    /// The number of errors reported.
    reported: usize,
    /// The lines with a reported error. A second error on a line mostly follows from the first.
    lines: BTreeSet<u32>,
}

impl SyntaxRecovery {
    fn read_section(
        &mut self,
        section: &Section<'_>,
        first: bool,
        sink: &mut Sink,
        read: &mut impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let RepairedSection { mut text, base, mut has_errors } = self.repair_header(section, sink);
        sink.enter_part(base, has_errors);
        for round in 1.. {
            let (table, errors) = DeTable::parse_recoverable(&text);
            let error = errors.iter().min_by_key(|error| error_start(error));
            let Some(error) = error else { return read(table.get_ref(), first, sink) };
            has_errors = true;
            sink.enter_part(base, has_errors);
            if self.reported >= limits::MAX_SYNTAX_ERRORS {
                self.report(&text, error_start(error), parser_finding(&text, error, sink), sink);
                return ControlFlow::Continue(());
            }
            if round == MAX_PARSES || text.len() > RECOVERY_MAX_BYTES {
                self.report_all(&text, errors, sink);
                return read(table.get_ref(), first, sink);
            }
            let (finding, bad) = locate_fault(&text, error, sink);
            self.report(&text, error_start(error), finding, sink);
            if text[bad.clone()].trim().is_empty() {
                return read(table.get_ref(), first, sink);
            }
            drop(table);
            text = blank_range(&text, bad);
        }
        ControlFlow::Continue(())
    }

    /// Corrects a misspelled header.
    fn repair_header(&mut self, section: &Section<'_>, sink: &mut Sink) -> RepairedSection {
        let start = section.start.cast_signed();
        let Some(Header { name, is_exact: false }) = section.header else {
            return RepairedSection { text: section.text.to_owned(), base: start, has_errors: false };
        };
        let line = statements::line_at(section.text, 0);
        let header = format!("[[{name}]]");
        let shown = section.text[line.clone()].trim_end();
        sink.enter_part(start, true);
        let finding = Diagnostic::error(sink.format.codes.syntax, format!("a {name} starts with `{header}`"))
            .at(sink.origin(&(0..shown.len())), "")
            .help(format!("write `{header}`"));
        self.push_counted(finding, sink);
        let base = start + line.end.cast_signed() - header.len().cast_signed();
        RepairedSection { text: header + &section.text[line.end..], base, has_errors: true }
    }

    /// Reports the first error on each line, without recovery.
    fn report_all(&mut self, text: &str, mut errors: Vec<Error>, sink: &mut Sink) {
        errors.sort_by_key(error_start);
        let mut past = 0;
        for error in &errors {
            if self.reported > limits::MAX_SYNTAX_ERRORS {
                break;
            }
            // Skipping by place avoids a scan of an endless line for each error.
            if error_start(error) >= past {
                self.report(text, error_start(error), parser_finding(text, error, sink), sink);
                past = statements::line_at(text, error_start(error)).end + 1;
            }
        }
    }

    /// Reports an error at byte `at`, unless an error of that line has been reported.
    fn report(&mut self, text: &str, at: usize, finding: Diagnostic, sink: &mut Sink) {
        let line = statements::line_at(text, at).start;
        if self.lines.insert(sink.origin(&(line..line)).start) {
            self.push_counted(finding, sink);
        }
    }

    /// Adds a finding, up to the limit.
    fn push_counted(&mut self, finding: Diagnostic, sink: &mut Sink) {
        self.reported += 1;
        match self.reported.cmp(&(limits::MAX_SYNTAX_ERRORS + 1)) {
            Ordering::Less => sink.push(finding),
            Ordering::Equal => sink.push(finding.help("more syntax errors follow: correct these first")),
            Ordering::Greater => {}
        }
    }
}

/// Overwrites a range with spaces, and keeps line breaks.
fn blank_range(text: &str, range: Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.extend(text[range.clone()].bytes().map(|b| if matches!(b, b'\n' | b'\r') { b as char } else { ' ' }));
    out.push_str(&text[range.end..]);
    out
}
