//! Where the findings of one file gather.

use std::ops::Range;

use super::format::Format;
use crate::diag::{Diagnostic, FileId, Origin, Severity};

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
