//! Where the findings of one file gather.

use std::ops::Range;

use super::suggest::hint;
use crate::diag::codes::Code;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, FileId, Origin, Severity};

/// What reading a TOML file needs to know of its format.
pub(crate) struct Format {
    /// What the file is, with an article.
    pub(crate) what: &'static str,
    /// The names of its arrays of tables.
    pub(crate) arrays: &'static [&'static str],
    /// Keys of its top, which end up in the table above them when written further down.
    pub(crate) top_keys: &'static [&'static str],
    /// Keys that have a meaning elsewhere, with the help for who writes them here.
    pub(crate) misplaced: &'static [Misplaced],
    /// The codes of mistakes in such a file.
    pub(crate) codes: FaultCodes,
}

/// A key that has a meaning in another table, in another file or on the command line.
pub(crate) struct Misplaced {
    pub(crate) key: &'static str,
    /// The table in which the key is misplaced, with its article; any table if absent.
    pub(crate) table: Option<&'static str>,
    pub(crate) help: &'static str,
}

/// The registered code of every kind of mistake that a TOML file of any format can have.
pub(crate) struct FaultCodes {
    pub(crate) syntax: &'static Code,
    pub(crate) duplicate_key: &'static Code,
    pub(crate) unknown_key: &'static Code,
    pub(crate) missing_key: &'static Code,
    pub(crate) unknown_schema: &'static Code,
    pub(crate) wrong_type: &'static Code,
    pub(crate) out_of_range: &'static Code,
    pub(crate) too_many_entries: &'static Code,
    pub(crate) empty_value: &'static Code,
    pub(crate) too_long: &'static Code,
    pub(crate) control_character: &'static Code,
    pub(crate) file_too_large: &'static Code,
    pub(crate) not_text: &'static Code,
    pub(crate) not_utf8: &'static Code,
}

impl Format {
    /// Returns the help for the unknown key `name` in the table `table`, which has the keys `known`.
    pub(crate) fn help_for_key(&self, table: &str, name: &str, known: &[&str]) -> Option<String> {
        let is_misplaced =
            |m: &&Misplaced| m.key == name && m.table.is_none_or(|misplaced_in| misplaced_in == table);
        if let Some(misplaced) = self.misplaced.iter().find(is_misplaced) {
            return Some(misplaced.help.to_owned());
        }
        if self.top_keys.contains(&name) && nearest(name, known.iter().copied()).is_none() {
            return Some(format!("`{name}` belongs at the top of the file, before the first `[[…]]`"));
        }
        hint(name, known.iter().copied())
    }
}

/// The findings of one file, and how places in its text are told.
pub(crate) struct Sink {
    /// What the file is.
    pub(crate) format: &'static Format,
    /// The file.
    pub(crate) file: FileId,
    /// All findings so far.
    pub(crate) findings: Vec<Diagnostic>,
    /// Where the part being read starts in the file.
    base: isize,
    /// Whether the part being read had syntax errors.
    mended: bool,
    errors: usize,
}

impl Sink {
    pub(crate) fn new(file: FileId, format: &'static Format) -> Self {
        Self { format, file, findings: Vec::new(), base: 0, mended: false, errors: 0 }
    }

    /// From here on spans are relative to `base`.
    pub(crate) fn enter(&mut self, base: isize, mended: bool) {
        self.base = base;
        self.mended = mended;
    }

    /// Whether the part being read had syntax errors, so that its entry is not whole.
    pub(crate) fn mended(&self) -> bool {
        self.mended
    }

    /// The place of a span of the part being read.
    pub(crate) fn origin(&self, span: &Range<usize>) -> Origin {
        let shift = |at: usize| at.saturating_add_signed(self.base);
        Origin::new(self.file, &(shift(span.start)..shift(span.end)))
    }

    /// The start of the file.
    pub(crate) fn top(&self) -> Origin {
        Origin::new(self.file, &(0..0))
    }

    /// Takes a finding.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.errors += usize::from(finding.severity == Severity::Error);
        self.findings.push(finding);
    }

    /// Takes a finding that something is absent. In a part of the file that had a syntax error the finding is dropped:
    /// what seems absent may only not have been understood.
    pub(crate) fn push_absence(&mut self, finding: Diagnostic) {
        if !self.mended {
            self.push(finding);
        }
    }

    /// How many errors there are. An entry is good if this did not grow while it was read.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }
}
