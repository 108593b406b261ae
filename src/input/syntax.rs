//! From text to TOML tables, past every syntax error.
//!
//! The parser recovers within a line, but gives up the rest of a file after some errors. So a file
//! with errors is cut at its headers, and in each part the statement with the first error is
//! blanked, in place so that spans stay right, until the part parses.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use toml::de::{DeTable, Error};

use super::limits;
use super::sink::Sink;
use super::statements;
use super::statements::Part;
use super::syntax_error::{fault, plain, start};
use crate::diag::Diagnostic;

/// A part is parsed at most this often; each time costs its length.
const ROUNDS: usize = 40;
/// A part longer than this is parsed once.
const MENDABLE: usize = 256 * 1024;

/// Calls `read` with each table of the file and whether it is the first; told syntax errors are in
/// `sink`. `read` may break off.
pub(crate) fn each_table(
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
    let mut mender = SyntaxRecovery { told: 0, lines: BTreeSet::new() };
    for (index, part) in statements::parts(text, sink.format.arrays).iter().enumerate() {
        mender.part(part, index == 0, sink, &mut read)?;
    }
    if sink.errors() == before {
        // The parts are right each by itself and wrong together.
        sink.enter(0, true);
        mender.tell_all(text, errors, sink);
    }
    ControlFlow::Continue(())
}

/// Counts what has been told.
struct SyntaxRecovery {
    told: usize,
    /// Lines of which an error was told: a second error on a line mostly follows from the first.
    lines: BTreeSet<u32>,
}

impl SyntaxRecovery {
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
            if self.told >= limits::SYNTAX_ERRORS {
                self.tell(&text, start(error), plain(&text, error, sink), sink);
                return ControlFlow::Continue(());
            }
            if round == ROUNDS || text.len() > MENDABLE {
                self.tell_all(&text, errors, sink);
                return read(table.get_ref(), first, sink);
            }
            let (finding, bad) = fault(&text, error, sink);
            self.tell(&text, start(error), finding, sink);
            if text[bad.clone()].trim().is_empty() {
                return read(table.get_ref(), first, sink);
            }
            drop(table);
            text = blanked(&text, bad);
        }
        ControlFlow::Continue(())
    }

    /// The text of a part with its header put right, and where it starts in the file.
    fn opened(&mut self, part: &Part<'_>, sink: &mut Sink) -> (String, isize, bool) {
        let start = part.start.cast_signed();
        let Some((name, false)) = part.header else { return (part.text.to_owned(), start, false) };
        let line = statements::line_at(part.text, 0);
        let header = format!("[[{name}]]");
        let shown = part.text[line.clone()].trim_end();
        sink.enter(start, true);
        let finding = Diagnostic::error(sink.format.codes.syntax, format!("a {name} starts with `{header}`"))
            .at(sink.origin(&(0..shown.len())), "")
            .help(format!("write `{header}`"));
        self.count(finding, sink);
        let base = start + line.end.cast_signed() - header.len().cast_signed();
        (header + &part.text[line.end..], base, true)
    }

    /// Tells of the first error on each line, without trying to mend.
    fn tell_all(&mut self, text: &str, mut errors: Vec<Error>, sink: &mut Sink) {
        errors.sort_by_key(start);
        let mut past = 0;
        for error in &errors {
            if self.told > limits::SYNTAX_ERRORS {
                break;
            }
            // Skipping by place keeps a file of one endless line from being read for each error.
            if start(error) >= past {
                self.tell(text, start(error), plain(text, error, sink), sink);
                past = statements::line_at(text, start(error)).end + 1;
            }
        }
    }

    /// Takes the finding of an error at byte `at`, unless one of that line has been told.
    fn tell(&mut self, text: &str, at: usize, finding: Diagnostic, sink: &mut Sink) {
        let line = statements::line_at(text, at).start;
        if self.lines.insert(sink.origin(&(line..line)).start) {
            self.count(finding, sink);
        }
    }

    /// Takes a finding, as long as there are not too many.
    fn count(&mut self, finding: Diagnostic, sink: &mut Sink) {
        self.told += 1;
        match self.told.cmp(&(limits::SYNTAX_ERRORS + 1)) {
            Ordering::Less => sink.push(finding),
            Ordering::Equal => sink.push(finding.help("more syntax errors follow")),
            Ordering::Greater => {}
        }
    }
}

/// `text` with spaces in place of `range`; line breaks stay.
fn blanked(text: &str, range: Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.extend(text[range.clone()].bytes().map(|b| if matches!(b, b'\n' | b'\r') { b as char } else { ' ' }));
    out.push_str(&text[range.end..]);
    out
}
