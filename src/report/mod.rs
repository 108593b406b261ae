//! What came of a batch: what all is to know of it, and of each document, in the order of the manifest.
//!
//! A report is plain data. `to` says in which forms it goes where, `plain`, `junit` and `github` are the forms
//! (JSON is the data itself), `apart` says where it must not go, `read` takes it out of a file again, and `join` makes one of the reports of all
//! shards.

mod form;
mod github;
mod join;
mod junit;
pub(crate) mod listing;
mod plain;
mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub(crate) use form::Form;
pub(crate) use join::join;
pub(crate) use plain::{on_terminal, summary};
pub(crate) use read::read;

use crate::batch::tasks::BatchHashes;
use crate::batch::{DocumentPlan, KitPlan, Manifest, Shard};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::kit::Kit;
use crate::pdf;
use crate::wording::escape::escape_control;

/// The number of the form that reports are written in.
const SCHEMA: u32 = 1;

/// What came of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It would be made.
    Planned,
    /// Its file is new.
    Written,
    /// Its file was the same, byte for byte, and was left alone.
    Unchanged,
    /// There is no such file.
    Missing,
    /// Its file is another.
    Stale,
    /// It has characters no font has.
    #[serde(rename = "failed", skip_deserializing)]
    Unset,
    /// Its file cannot be read or written, or must be kept.
    Failed,
    /// The run was stopped before.
    Left,
}

impl State {
    /// All that a document can come to, by the words for it.
    const WORDS: [&str; 7] = ["planned", "written", "unchanged", "missing", "stale", "failed", "left"];

    fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Unset | Self::Failed => "failed",
            Self::Left => "left",
        }
    }

    /// Whether it is not as it should be.
    fn is_bad(self) -> bool {
        matches!(self, Self::Missing | Self::Stale | Self::Unset | Self::Failed | Self::Left)
    }
}

/// A document that was dealt with.
pub(crate) struct Row<'r> {
    /// Its number in the manifest, from 1.
    pub(crate) number: usize,
    pub(crate) file: PathBuf,
    pub(crate) plan: &'r KitPlan,
    pub(crate) document: &'r DocumentPlan,
    pub(crate) kit: &'r Kit<'r>,
    pub(crate) pages: Option<usize>,
    pub(crate) state: State,
    pub(crate) reason: Option<String>,
    /// How many bytes its file has, or would have, and their checksum.
    pub(crate) bytes: Option<(u64, String)>,
    pub(crate) took: Duration,
}

/// What the program was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// Make what is not there.
    Make,
    /// See what is not there.
    Check,
    /// List.
    DryRun,
}

/// The run that a report is about.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) mode: Mode,
    /// The path of the manifest, as it was given.
    pub(crate) manifest: String,
    pub(crate) shard: Option<Shard>,
    /// Whether tables leave out up-to-date documents, for a run that watches.
    pub(crate) has_news_alone: bool,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct RunEnd {
    pub(crate) status: ExitStatus,
    /// Why the program could not run, if it could not.
    pub(crate) error: Option<String>,
}

/// What came of a batch, or of one part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    schema: u32,
    program: String,
    mode: Mode,
    manifest: String,
    /// Hashes of what the manifest asks for and of the questions that are frozen.
    plan: Option<String>,
    lock: Option<String>,
    shard: Option<Shard>,
    /// Kits and documents of the whole manifest; none if the run did not come to them.
    kits: usize,
    all: usize,
    /// The exit status.
    status: u8,
    /// Why the program could not run, if so.
    error: Option<String>,
    seconds: f64,
    /// How many documents came to what.
    counts: BTreeMap<String, usize>,
    /// What was found but of single documents: that is their reason.
    findings: Vec<Finding>,
    documents: Vec<Document>,
    /// Whether columns leave out what was there already: for who watches.
    #[serde(skip)]
    has_news_alone: bool,
    /// Whether it would go where something else is kept.
    #[serde(skip)]
    is_kept_back: bool,
    /// Which findings were those of documents.
    #[serde(skip)]
    of_documents: Range<usize>,
}

/// A document in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    number: usize,
    file: String,
    kit: String,
    role: Option<String>,
    seniority: Vec<String>,
    face: String,
    paper: String,
    questions: usize,
    minutes: u32,
    pages: Option<usize>,
    bytes: Option<u64>,
    sha256: Option<String>,
    fingerprint: String,
    result: State,
    reason: Option<String>,
    milliseconds: f64,
}

/// Something that was found on the way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    severity: String,
    code: String,
    message: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<String>,
}

impl Report {
    /// The report of a run that begins.
    pub(crate) fn new(run: Run) -> Self {
        let Run { mode, manifest, shard, has_news_alone } = run;
        Self {
            schema: SCHEMA,
            program: pdf::PROGRAM.to_owned(),
            mode,
            manifest,
            plan: None,
            lock: None,
            shard,
            kits: 0,
            all: 0,
            status: 0,
            error: None,
            seconds: 0.0,
            counts: BTreeMap::new(),
            findings: Vec::new(),
            documents: Vec::new(),
            has_news_alone,
            is_kept_back: false,
            of_documents: 0..0,
        }
    }

    /// Takes in what came of the documents of a manifest, or of those of one shard.
    pub(crate) fn fill(
        &mut self,
        rows: &[Row<'_>],
        manifest: &Manifest,
        hashes: Option<BatchHashes>,
        findings: Range<usize>,
    ) {
        self.kits = manifest.kits.len();
        self.all = manifest.kits.iter().map(|plan| plan.documents.len()).sum();
        (self.plan, self.lock) = hashes.map(|hashes| (hashes.plan, hashes.lock)).unzip();
        self.documents = rows.iter().map(Document::of).collect();
        self.of_documents = findings;
        self.count();
    }

    fn count(&mut self) {
        self.counts.clear();
        for document in &self.documents {
            *self.counts.entry(document.result.word().to_owned()).or_default() += 1;
        }
    }

    /// Takes in how the run ended, and what was found.
    pub(crate) fn end(&mut self, end: RunEnd, took: Duration, findings: &[Diagnostic], sources: &Sources) {
        self.status = end.status.code();
        self.error = end.error;
        self.seconds = rounded(took.as_secs_f64());
        let all = findings.iter().enumerate();
        let own = all.filter(|(n, _)| !self.of_documents.contains(n));
        self.findings = own.map(|(_, finding)| Finding::of(finding, sources)).collect();
    }

    /// How many documents there are in it that could not be made or written.
    pub(crate) fn failed(&self) -> usize {
        self.documents
            .iter()
            .filter(|document| matches!(document.result, State::Unset | State::Failed))
            .count()
    }

    /// Why the program could not run, if so.
    pub(crate) fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The exit status of the run.
    pub(crate) fn status(&self) -> ExitStatus {
        ExitStatus::from_code(self.status)
    }

    /// Keeps it from being given, where it would go to a file that is kept.
    pub(crate) fn keep_back(&mut self) {
        self.is_kept_back = true;
    }

    /// Returns true if the report must not be written.
    pub(crate) fn is_kept_back(&self) -> bool {
        self.is_kept_back
    }

    /// Whether all documents were there already.
    pub(crate) fn is_old_news(&self) -> bool {
        self.is_filled() && self.documents.iter().all(|document| document.result == State::Unchanged)
    }

    /// Whether it came to the documents.
    pub(crate) fn is_filled(&self) -> bool {
        self.all > 0
    }
}

/// As exact as anybody needs.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

impl Document {
    fn of(row: &Row<'_>) -> Self {
        let style = &row.document.style;
        Self {
            number: row.number,
            file: row.file.display().to_string(),
            kit: row.plan.name.clone(),
            role: row.kit.role.map(|role| role.id.clone()),
            seniority: row.kit.seniority.iter().map(|level| level.key().to_owned()).collect(),
            face: style.face.key().to_owned(),
            paper: style.paper.key().to_owned(),
            questions: row.kit.picks.len(),
            minutes: row.kit.minutes,
            pages: row.pages,
            bytes: row.bytes.as_ref().map(|(bytes, _)| *bytes),
            sha256: row.bytes.as_ref().map(|(_, hash)| hash.clone()),
            fingerprint: row.kit.fingerprint.clone(),
            result: row.state,
            reason: row.reason.clone(),
            milliseconds: rounded(row.took.as_secs_f64() * 1_000.0),
        }
    }
}

impl Finding {
    fn of(finding: &Diagnostic, sources: &Sources) -> Self {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = finding.place().map(|origin| (sources.file(origin.file), sources.span(origin)));
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

    /// In one line: where, what.
    fn line(&self) -> String {
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
