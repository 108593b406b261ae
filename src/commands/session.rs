//! What a command finds on its way.

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Severity, Sources};
use crate::fs::stamp::Stamp;

/// A file or folder that is read, as it was just before.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
}

/// What is found on the way, shown together at the end.
#[derive(Default)]
pub(super) struct Session {
    pub(super) sources: Sources,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) inputs: Vec<Input>,
}

impl Session {
    /// Remembers what is about to be read, so that a change of it can be seen.
    pub(super) fn reads(&mut self, path: &Path) {
        if !self.inputs.iter().any(|input| input.path == path) {
            self.inputs.push(Input { path: path.to_owned(), stamp: Stamp::of(path) });
        }
    }

    /// Whether anything keeps the work from being done.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}
