//! The findings and inputs of a run.

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Severity, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::stamp::Stamp;
use crate::layout::{MissingGlyph, report_missing_glyphs};

/// A file or folder that the run reads, with its state just before.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
}

/// The sources, findings and inputs of a run. The findings are shown together at the end.
#[derive(Default)]
pub(super) struct Session {
    pub(super) sources: Sources,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) inputs: Vec<Input>,
}

impl Session {
    /// Records a file or folder before it is read, so that `--watch` sees when it changes.
    pub(super) fn add_input(&mut self, path: &Path) {
        if !self.inputs.iter().any(|input| input.path == path) {
            self.inputs.push(Input { path: path.to_owned(), stamp: Stamp::from_path(path) });
        }
    }

    /// Adds the findings about characters that no font has.
    pub(super) fn add_missing_glyphs(&mut self, missing: &[MissingGlyph]) {
        self.findings.extend(report_missing_glyphs(missing, &self.sources));
    }

    /// Returns true if a finding is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Returns the exit status of a run that ended with these findings.
    pub(super) fn exit_status(&self) -> ExitStatus {
        if self.has_errors() { ExitStatus::Findings } else { ExitStatus::Done }
    }
}
