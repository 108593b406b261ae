//! A finding as a value.

use super::Origin;
use super::codes::Code;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information; nothing is wrong.
    Note,
    /// Worth a look; the work goes on.
    Warning,
    /// The input cannot be used as it is.
    Error,
}

/// A place of a finding, with an optional text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub origin: Origin,
    /// The text at the place; may be empty.
    pub text: String,
}

/// A finding. The first label is the place that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of finding, with a stable id such as `bank::unknown-key`.
    pub code: &'static Code,
    /// The severity.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The places, the main one first.
    pub labels: Vec<Label>,
    /// The advice for the user.
    pub help: Option<String>,
    /// The number of findings that this one stands for.
    pub count: usize,
}

impl Diagnostic {
    /// Makes an error.
    #[must_use]
    pub fn error(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            count: 1,
        }
    }

    /// Makes a warning.
    #[must_use]
    pub fn warning(code: &'static Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Makes a note.
    #[must_use]
    pub fn note(code: &'static Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, origin: Origin, text: impl Into<String>) -> Self {
        self.labels.push(Label { origin, text: text.into() });
        self
    }

    /// Sets the advice for the user.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns true for an error, which keeps the input from being used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns the main place, if the finding has one.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        self.labels.first().map(|label| label.origin)
    }

    /// Sorts findings by place: those without a place first, then file by file from the top. Findings at
    /// the same place keep their order.
    pub fn sort_by_place(findings: &mut [Self]) {
        findings.sort_by_key(Self::origin);
    }
}
