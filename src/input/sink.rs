//! Collects the findings of one file.

use std::ops::Range;

use super::format::Format;
use crate::diag::{Diagnostic, FileId, FindingLog, Origin, Severity};

/// The findings of one file, and the conversion of spans to places.
pub(crate) struct Sink {
    /// The kind of file.
    pub(crate) format: &'static Format,
    /// The file.
    pub(crate) file: FileId,
    /// All findings so far.
    pub(crate) findings: FindingLog,
    /// The start in the file of the part being read.
    base: isize,
    /// True if the part being read had syntax errors.
    has_syntax_errors: bool,
    /// True if a part of the file was not read.
    has_unread_part: bool,
    error_count: usize,
}

impl Sink {
    pub(crate) fn new(file: FileId, format: &'static Format) -> Self {
        let findings = FindingLog::default();
        Self {
            format,
            file,
            findings,
            base: 0,
            has_syntax_errors: false,
            has_unread_part: false,
            error_count: 0,
        }
    }

    /// Starts a part of the file. Its spans are relative to `base`.
    pub(crate) fn enter_part(&mut self, base: isize, has_syntax_errors: bool) {
        self.base = base;
        self.has_syntax_errors = has_syntax_errors;
    }

    /// Returns true if the part being read had syntax errors, so that its entry is incomplete.
    pub(crate) fn has_syntax_errors(&self) -> bool {
        self.has_syntax_errors
    }

    /// Records that a part of the file is not read, after a finding that says why.
    pub(crate) fn skip_part(&mut self) {
        self.has_unread_part = true;
    }

    /// Returns true if a part of the file was not read. Something that seems absent may be there.
    pub(crate) fn has_unread_part(&self) -> bool {
        self.has_unread_part
    }

    /// Returns the place of a span of the part being read.
    pub(crate) fn origin(&self, span: &Range<usize>) -> Origin {
        let shift = |at: usize| at.saturating_add_signed(self.base);
        Origin::new(self.file, &(shift(span.start)..shift(span.end)))
    }

    /// Returns the start of the file.
    pub(crate) fn top(&self) -> Origin {
        Origin::new(self.file, &(0..0))
    }

    /// Adds a finding.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.error_count += usize::from(finding.severity == Severity::Error);
        self.findings.push(finding);
    }

    /// Adds a finding about something absent. A part with syntax errors drops it, because the recovery may have
    /// skipped the absent key.
    pub(crate) fn push_absence(&mut self, finding: Diagnostic) {
        if !self.has_syntax_errors {
            self.push(finding);
        }
    }

    /// Returns the number of errors so far. An entry is valid if the number did not grow while it was read.
    pub(crate) fn error_count(&self) -> usize {
        self.error_count
    }
}
