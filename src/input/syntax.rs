//! Parses text to TOML tables, past every syntax error.
//!
//! A file is parsed entry by entry, so that memory is bounded by the largest entry. The parser recovers within a
//! line, but gives up the rest of its text after some errors. Therefore an entry with errors is split at everything
//! that looks like a header. In each section the statement with the first error is overwritten with spaces, which
//! keeps all spans, until the section parses.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{ControlFlow, Range};

use toml::de::{DeTable, Error};

use super::foreign::recognize_text;
use super::hints::quoted;
use super::limits;
use super::sections::{TokenSection, count_tokens, sections};
use super::sink::Sink;
use super::statements;
use super::statements::{Header, Section};
use super::syntax_error::{error_start, locate_fault, parser_finding};
use crate::diag::{Diagnostic, Origin};

/// The greatest number of times a section is parsed; each time costs its length.
const MAX_PARSES: usize = 40;
/// A longer section is parsed only once.
const RECOVERY_MAX_BYTES: usize = 256 * 1024;
/// The greatest number of names at the top of a file that are compared. No format has as many.
const MAX_TOP_NAMES: usize = 1_000;

/// Calls `read` with the table of each entry and `true` for the first, and reports the syntax errors. `read` may stop
/// the reading. An entry with too many tokens also stops it.
pub(crate) fn read_tables(
    text: &str,
    sink: &mut Sink,
    mut read: impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut recovery = SyntaxRecovery { reported: 0, lines: BTreeSet::new() };
    let mut names = TopNames::default();
    for (index, section) in sections(text, sink.format.arrays).enumerate() {
        let is_first = index == 0;
        sink.enter_part(section.start.cast_signed(), false);
        let table = if section.exceeds_tokens(limits::ENTRY_MAX_TOKENS) {
            None
        } else {
            DeTable::parse(section.text).ok()
        };
        match table {
            Some(table) => {
                names.check(table.get_ref(), section.header, sink);
                read(table.get_ref(), is_first, sink)?;
            }
            None if is_first && let Some(other) = recognize_text(section.text) => {
                let finding = sink.format.foreign_finding(sink.format.codes.not_toml, other);
                let at = sink.origin(&statements::line_at(text, 0));
                sink.push(finding.at(at, ""));
                sink.skip_part();
                return ControlFlow::Break(());
            }
            None => recovery.read_damaged(&section, is_first, sink, &mut read)?,
        }
    }
    ControlFlow::Continue(())
}

/// The names at the top of a file so far. The parser sees one entry at a time, so it misses a name that is given
/// in two.
#[derive(Default)]
struct TopNames {
    /// The place of each name, and true if a header `[[name]]` gave it.
    known: BTreeMap<String, (Origin, bool)>,
}

impl TopNames {
    /// Reports each name that is given twice other than by headers.
    fn check(&mut self, table: &DeTable<'_>, header: Option<&str>, sink: &mut Sink) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            let (origin, is_header) = (sink.origin(&key.span()), header == Some(name));
            match self.known.get(name) {
                Some((first, was_header)) if !(is_header && *was_header) => {
                    let message = format!("the key {} is given twice", quoted(name));
                    let code = sink.format.codes.duplicate_key;
                    sink.push(Diagnostic::error(code, message).at(origin, "").at(*first, "first given here"));
                }
                None if self.known.len() < MAX_TOP_NAMES => {
                    self.known.insert(name.to_owned(), (origin, is_header));
                }
                _ => {}
            }
        }
    }
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
    /// Reads an entry that the parser rejects or that is too long for it, section by section.
    fn read_damaged(
        &mut self,
        entry: &TokenSection<'_>,
        is_first: bool,
        sink: &mut Sink,
        read: &mut impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let before = sink.error_count();
        let parts = statements::split_at_headers(entry.text, sink.format.arrays);
        // An entry starts with its header, so that its first section is empty.
        let parts = parts.into_iter().filter(|part| is_first || !part.text.is_empty());
        for (index, part) in parts.enumerate() {
            let part = Section { start: entry.start + part.start, ..part };
            self.read_section(&part, is_first && index == 0, sink, read)?;
        }
        if sink.error_count() == before
            && !entry.exceeds_tokens(limits::ENTRY_MAX_TOKENS)
            && let Err(error) = DeTable::parse(entry.text)
        {
            // Each section is valid alone, but not together.
            sink.enter_part(entry.start.cast_signed(), true);
            self.report(entry.text, error_start(&error), parser_finding(entry.text, &error, sink), sink);
        }
        ControlFlow::Continue(())
    }

    /// Reports an entry with too many tokens.
    fn refuse(text: &str, sink: &mut Sink) -> ControlFlow<()> {
        let message = format!(
            "more than {} names, values, signs and line breaks follow without a `[[…]]` between them",
            limits::ENTRY_MAX_TOKENS
        );
        let line = statements::line_at(text, 0);
        let help = format!(
            "check that the right file was named; {} has an entry under each `[[…]]`",
            sink.format.what
        );
        let finding = Diagnostic::error(sink.format.codes.file_too_large, message);
        sink.push(finding.at(sink.origin(&line), "").help(help));
        sink.skip_part();
        ControlFlow::Break(())
    }

    fn read_section(
        &mut self,
        section: &Section<'_>,
        first: bool,
        sink: &mut Sink,
        read: &mut impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let RepairedSection { mut text, base, mut has_errors } = self.repair_header(section, sink);
        sink.enter_part(base, has_errors);
        let token_count = count_tokens(&text, limits::ENTRY_MAX_TOKENS + 1);
        if token_count > limits::ENTRY_MAX_TOKENS {
            return Self::refuse(&text, sink);
        }
        if token_count > limits::RECOVERY_MAX_TOKENS {
            return self.read_long_section(&text, first, sink, read);
        }
        for round in 1.. {
            let (table, errors) = DeTable::parse_recoverable(&text);
            let error = errors.iter().min_by_key(|error| error_start(error));
            let Some(error) = error else { return read(table.get_ref(), first, sink) };
            has_errors = true;
            sink.enter_part(base, has_errors);
            if self.reported >= limits::MAX_SYNTAX_ERRORS {
                sink.skip_part();
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

    /// Reads a section in which the parser would need too much memory for all errors, up to the first.
    fn read_long_section(
        &mut self,
        text: &str,
        first: bool,
        sink: &mut Sink,
        read: &mut impl FnMut(&DeTable<'_>, bool, &mut Sink) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match DeTable::parse(text) {
            Ok(table) => read(table.get_ref(), first, sink),
            Err(error) => {
                sink.skip_part();
                let finding = parser_finding(text, &error, sink);
                self.report(
                    text,
                    error_start(&error),
                    finding.help("the rest of this entry was not read"),
                    sink,
                );
                ControlFlow::Continue(())
            }
        }
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
