//! The documents and findings in a report.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::batch::{DocumentPlan, KitPlan};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::kit::Kit;
use crate::wording::escape::escape_control;

/// The state of a document after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DocumentState {
    /// A run without `--dry-run` would make it.
    Planned,
    /// Its file is new.
    Written,
    /// Its file is up to date and was not touched.
    Unchanged,
    /// It has no file.
    Missing,
    /// Its file is out of date.
    Stale,
    /// It has characters that no font has.
    #[serde(rename = "failed", skip_deserializing)]
    MissingGlyphs,
    /// Its file cannot be read or written, or must be kept.
    Failed,
    /// The run was stopped before it.
    #[serde(rename = "left")]
    NotReached,
}

impl DocumentState {
    /// The words for all states, in the order of the summary.
    pub(super) const WORDS: [&str; 7] =
        ["planned", "written", "unchanged", "missing", "stale", "failed", "left"];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::MissingGlyphs | Self::Failed => "failed",
            Self::NotReached => "left",
        }
    }

    /// Returns true if the document is not as the manifest wants it.
    pub(super) fn is_bad(self) -> bool {
        self.is_failed() || matches!(self, Self::Missing | Self::Stale | Self::NotReached)
    }

    /// Returns true if the document could not be made or written.
    pub(super) fn is_failed(self) -> bool {
        matches!(self, Self::MissingGlyphs | Self::Failed)
    }
}

/// A document that the run has processed.
pub(crate) struct ProcessedDocument<'r> {
    /// Position in the manifest, from 1.
    pub(crate) number: usize,
    pub(crate) file: PathBuf,
    pub(crate) plan: &'r KitPlan,
    pub(crate) document: &'r DocumentPlan,
    pub(crate) kit: &'r Kit<'r>,
    pub(crate) pages: Option<usize>,
    pub(crate) state: DocumentState,
    pub(crate) reason: Option<String>,
    /// The size and the checksum of the file, or of the file that a run would write.
    pub(crate) bytes: Option<(u64, String)>,
    pub(crate) took: Duration,
}

/// A document in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentEntry {
    pub(super) number: usize,
    pub(super) file: String,
    pub(super) kit: String,
    pub(super) role: Option<String>,
    pub(super) seniority: Vec<String>,
    pub(super) face: String,
    pub(super) paper: String,
    pub(super) questions: usize,
    pub(super) minutes: u32,
    pub(super) pages: Option<usize>,
    pub(super) bytes: Option<u64>,
    pub(super) sha256: Option<String>,
    pub(super) fingerprint: String,
    #[serde(rename = "result")]
    pub(super) state: DocumentState,
    pub(super) reason: Option<String>,
    pub(super) milliseconds: f64,
}

/// A finding in the report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingEntry {
    pub(super) severity: String,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) help: Option<String>,
}

/// Rounds to the three decimals that the report states.
pub(super) fn round_thousandths(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

impl From<&ProcessedDocument<'_>> for DocumentEntry {
    fn from(processed: &ProcessedDocument<'_>) -> Self {
        let ProcessedDocument { kit, document, .. } = processed;
        Self {
            number: processed.number,
            file: processed.file.display().to_string(),
            kit: processed.plan.name.clone(),
            role: kit.role.map(|role| role.id.clone()),
            seniority: kit.seniority.iter().map(|level| level.key().to_owned()).collect(),
            face: document.style.face.key().to_owned(),
            paper: document.style.paper.key().to_owned(),
            questions: kit.picks.len(),
            minutes: kit.minutes,
            pages: processed.pages,
            bytes: processed.bytes.as_ref().map(|(bytes, _)| *bytes),
            sha256: processed.bytes.as_ref().map(|(_, hash)| hash.clone()),
            fingerprint: kit.fingerprint.clone(),
            state: processed.state,
            reason: processed.reason.clone(),
            milliseconds: round_thousandths(processed.took.as_secs_f64() * 1_000.0),
        }
    }
}

impl FindingEntry {
    /// Copies a finding with its place.
    pub(super) fn new(finding: &Diagnostic, sources: &Sources) -> Self {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = finding.origin().map(|origin| (sources.file(origin.file), sources.span(origin)));
        Self {
            severity: severity.to_owned(),
            code: finding.code.id().to_owned(),
            message: finding.message.clone(),
            file: place.as_ref().map(|(file, _)| file.name.clone()),
            line: place.as_ref().map(|(_, span)| span.line),
            column: place.as_ref().map(|(_, span)| span.column),
            help: finding.help.clone(),
        }
    }

    /// Returns the place and the message on one line.
    pub(super) fn line(&self) -> String {
        let mut text = String::new();
        if let Some(file) = &self.file {
            text += file;
            text.extend(self.line.map(|line| format!(":{line}")));
            text += ": ";
        }
        text += &self.message;
        escape_control(&text)
    }
}
