//! What a command finds on its way.

use crate::diag::{Diagnostic, Severity, Sources};

/// What is found on the way, shown together at the end.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) sources: Sources,
    pub(super) findings: Vec<Diagnostic>,
}

impl Heard {
    /// Whether anything keeps the work from being done.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}
