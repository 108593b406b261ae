//! The report of a run as plain data, which its JSON format states as it is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::entry::{DocumentEntry, DocumentState, FindingEntry, ProcessedDocument, round_thousandths};
use crate::batch::tasks::BatchHashes;
use crate::batch::{Manifest, Shard};
use crate::diag::{Diagnostic, Sources, shorten_findings};
use crate::fs::exit_status::ExitStatus;
use crate::pdf;

/// The version of the JSON format.
pub(super) const SCHEMA: u32 = 1;

/// The kind of run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// Makes missing and outdated documents.
    Make,
    /// Reports them and makes none.
    Check,
    /// Lists all documents.
    DryRun,
}

/// The run that a report is about.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) mode: Mode,
    /// The path of the manifest, as it was given.
    pub(crate) manifest: String,
    pub(crate) shard: Option<Shard>,
    /// Leaves up-to-date documents out of tables, for a run that watches.
    pub(crate) omits_unchanged: bool,
}

/// The end of a run.
#[derive(Debug)]
pub(crate) struct RunEnd {
    pub(crate) status: ExitStatus,
    /// The reason why the program could not run, if it could not.
    pub(crate) error: Option<String>,
}

/// The report of a batch, or of one shard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    pub(super) schema: u32,
    pub(super) program: String,
    pub(super) mode: Mode,
    pub(super) manifest: String,
    /// The hash of everything the manifest asks for.
    pub(super) plan: Option<String>,
    /// The hash of the frozen questions.
    pub(super) lock: Option<String>,
    pub(super) shard: Option<Shard>,
    /// Kits of the whole manifest; zero if the run ended before the documents.
    #[serde(rename = "kits")]
    pub(super) kit_count: usize,
    /// Documents of the whole manifest; zero if the run ended before them.
    #[serde(rename = "all")]
    pub(super) document_count: usize,
    /// The number of the exit status.
    pub(super) status: u8,
    /// The reason why the program could not run, if it could not.
    pub(super) error: Option<String>,
    pub(super) seconds: f64,
    /// The number of documents in each state.
    pub(super) counts: BTreeMap<String, usize>,
    /// The findings about the whole run. A finding about one document is the reason of that document.
    pub(super) findings: Vec<FindingEntry>,
    pub(super) documents: Vec<DocumentEntry>,
    #[serde(skip)]
    pub(super) omits_unchanged: bool,
    /// The report would overwrite a file that must be kept.
    #[serde(skip)]
    pub(super) is_withheld: bool,
    /// The positions of the findings about single documents.
    #[serde(skip)]
    pub(super) document_findings: Range<usize>,
}

impl Report {
    /// Begins the report of a run.
    pub(crate) fn new(run: Run) -> Self {
        let Run { mode, manifest, shard, omits_unchanged } = run;
        Self {
            schema: SCHEMA,
            program: pdf::PROGRAM.to_owned(),
            mode,
            manifest,
            plan: None,
            lock: None,
            shard,
            kit_count: 0,
            document_count: 0,
            status: 0,
            error: None,
            seconds: 0.0,
            counts: BTreeMap::new(),
            findings: Vec::new(),
            documents: Vec::new(),
            omits_unchanged,
            is_withheld: false,
            document_findings: 0..0,
        }
    }

    /// Adds the documents of the manifest, or of one shard. `findings` are the positions of the findings about
    /// them.
    pub(crate) fn add_documents(
        &mut self,
        documents: &[ProcessedDocument<'_>],
        manifest: &Manifest,
        hashes: Option<BatchHashes>,
        findings: Range<usize>,
    ) {
        self.kit_count = manifest.kits.len();
        self.document_count = manifest.kits.iter().map(|plan| plan.documents.len()).sum();
        (self.plan, self.lock) = hashes.map(|hashes| (hashes.plan, hashes.lock)).unzip();
        self.documents = documents.iter().map(DocumentEntry::from).collect();
        self.document_findings = findings;
        self.update_counts();
    }

    pub(super) fn update_counts(&mut self) {
        self.counts.clear();
        for document in &self.documents {
            *self.counts.entry(document.state.word().to_owned()).or_default() += 1;
        }
    }

    /// Adds the end of the run and its findings.
    pub(crate) fn end(&mut self, end: RunEnd, took: Duration, findings: &[Diagnostic], sources: &Sources) {
        self.status = end.status.code();
        self.error = end.error;
        self.seconds = round_thousandths(took.as_secs_f64());
        let general = findings.iter().enumerate().filter(|(n, _)| !self.document_findings.contains(n));
        let general: Vec<Diagnostic> = general.map(|(_, finding)| finding.clone()).collect();
        self.findings =
            shorten_findings(&general).iter().map(|finding| FindingEntry::new(finding, sources)).collect();
    }

    /// Counts the documents that could not be made or written.
    pub(crate) fn failed_count(&self) -> usize {
        self.documents.iter().filter(|document| document.state.is_failed()).count()
    }

    /// Returns the reason why the program could not run, if it could not.
    pub(crate) fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Returns the exit status of the run.
    pub(crate) fn status(&self) -> ExitStatus {
        ExitStatus::from_code(self.status)
    }

    /// Keeps the report from being written, because it would overwrite a file that must be kept.
    pub(crate) fn withhold(&mut self) {
        self.is_withheld = true;
    }

    /// Returns true if the report must not be written.
    pub(crate) fn is_withheld(&self) -> bool {
        self.is_withheld
    }

    /// Returns true if all documents were up to date.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.has_documents()
            && self.documents.iter().all(|document| document.state == DocumentState::Unchanged)
    }

    /// Returns true if the run reached the documents.
    pub(crate) fn has_documents(&self) -> bool {
        self.document_count > 0
    }
}
