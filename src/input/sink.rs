//! Where the findings of one file gather.

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Origin, Severity};

/// Codes that say something is not there. In a part of a file that had a syntax error, it may be
/// there and was only not understood.
const ABSENCES: [&str; 3] = ["bank::missing-key", "bank::no-listen-for", "bank::missing-schema"];

/// What a file is, as far as reading its keys needs to know.
pub(crate) struct Format {
    /// What it is, with an article.
    pub(crate) what: &'static str,
    /// The names of its arrays of tables.
    pub(crate) arrays: &'static [&'static str],
    /// Keys of its top, which end up in the table above them when written further down.
    pub(crate) top_keys: &'static [&'static str],
    /// The code of a finding in such a file, for the code in a bank.
    pub(crate) code: fn(&'static str) -> &'static str,
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
    pub(crate) fn push(&mut self, mut diag: Diagnostic) {
        if self.mended && ABSENCES.contains(&diag.code) {
            return;
        }
        self.errors += usize::from(diag.severity == Severity::Error);
        diag.code = (self.format.code)(diag.code);
        self.findings.push(diag);
    }

    /// How many errors there are. An entry is good if this did not grow while it was read.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }
}
