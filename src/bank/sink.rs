//! Where the findings of one file gather.

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Origin, Severity};

/// Codes that say something is not there. In a part of a file that had a syntax error, it may be
/// there and was only not understood.
const ABSENCES: [&str; 3] = ["bank::missing-key", "bank::no-listen-for", "bank::missing-schema"];

/// The findings of one file, and how places in its text are told.
pub(super) struct Sink {
    /// The file.
    pub(super) file: FileId,
    /// All findings so far.
    pub(super) findings: Vec<Diagnostic>,
    /// Where the part being read starts in the file.
    base: isize,
    /// Whether the part being read had syntax errors.
    mended: bool,
    errors: usize,
}

impl Sink {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, findings: Vec::new(), base: 0, mended: false, errors: 0 }
    }

    /// From here on spans are relative to `base`.
    pub(super) fn enter(&mut self, base: isize, mended: bool) {
        self.base = base;
        self.mended = mended;
    }

    /// Whether the part being read had syntax errors, so that its entry is not whole.
    pub(super) fn mended(&self) -> bool {
        self.mended
    }

    /// The place of a span of the part being read.
    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        let shift = |at: usize| at.saturating_add_signed(self.base);
        Origin::new(self.file, &(shift(span.start)..shift(span.end)))
    }

    /// The start of the file.
    pub(super) fn top(&self) -> Origin {
        Origin::new(self.file, &(0..0))
    }

    /// Takes a finding.
    pub(super) fn push(&mut self, diag: Diagnostic) {
        if self.mended && ABSENCES.contains(&diag.code) {
            return;
        }
        self.errors += usize::from(diag.severity == Severity::Error);
        self.findings.push(diag);
    }

    /// How many errors there are. An entry is good if this did not grow while it was read.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }
}
