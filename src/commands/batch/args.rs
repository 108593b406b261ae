//! The arguments of `batch`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::ArgPredicate;
use clap::{Args, ValueEnum};

use super::report_to::{ReportParser, ReportTo};
use crate::batch::Shard;
use crate::commands::args::Findings;
use crate::commands::session::Session;
use crate::diag::{Diagnostic, Severity};
use crate::wording::escape::shell_quote;

pub(in crate::commands) const BATCH_EXAMPLES: &str = "\
Examples:
  Build every kit of kits.toml into dist/, and freeze their questions in kits.lock:
    interview-kit batch
  In CI, fail instead of changing what candidates are asked:
    interview-kit batch team/kits.toml --locked --out dist
  Check that the lock and all documents are up to date, and write nothing:
    interview-kit batch --check
  Build the second of five parts, and write a report for merge-reports:
    interview-kit batch --locked --shard 2/5 --report json=shard-2.json
  In CI, leave exactly the documents of the manifest in the folder:
    interview-kit batch --locked --prune --deny warnings
  While you write questions, rebuild the kits that each change affects:
    interview-kit batch --watch
  Choose new questions for one kit:
    interview-kit batch --update=python-developer-mid
  Build the frozen kit of each candidate in a table, which a column `kit` names:
    interview-kit batch --prefill candidates.csv --out people/";

/// The manifest, unless one is named.
pub(super) const MANIFEST: &str = "kits.toml";
/// The output folder, unless one is named.
const OUT_FOLDER: &str = "dist";
/// The output folder of kits for people, unless one is named. `--prune` removes kits from the other one.
const PEOPLE_FOLDER: &str = "people/";

const BUILD_HEADING: &str = "What to build";
const LOCK_HEADING: &str = "The lock";
const FILES_HEADING: &str = "Existing files";
const REPORTS_HEADING: &str = "Reports";

/// Findings that `--deny` treats as errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DenyFindings {
    /// Likely mistakes, and changes after which scores no longer compare
    Warnings,
}

/// Arguments of `batch`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag as it is typed")]
#[derive(Debug, Args)]
pub(in crate::commands) struct BatchArgs {
    /// Manifest that lists the kits to build; its lock has the same name, ending in .lock
    #[arg(value_name = "MANIFEST", default_value = MANIFEST)]
    pub(super) manifest: PathBuf,

    /// Folder for the kits
    ///
    /// With --prefill also a pattern, such as people/{kit}-{candidate}.pdf; {COLUMN} is a column of the table, {face}
    /// and {paper} are those of the document, and the letter n in braces is the number of the row. [default with
    /// --prefill: people/]
    #[arg(long, short, value_name = "FOLDER", default_value = OUT_FOLDER, help_heading = BUILD_HEADING,
        default_value_if("prefill", ArgPredicate::IsPresent, PEOPLE_FOLDER))]
    pub(super) out: PathBuf,
    /// Build kits for people instead: for each row of a CSV file, or - for standard input, its frozen kit
    ///
    /// The columns are those of `interview-kit build --prefill`, and `kit`, which names the kit of the row. The
    /// questions are those of the lock. Every document of the kit is built, with the values filled in.
    #[arg(long, value_name = "FILE", help_heading = BUILD_HEADING,
        conflicts_with_all = ["check", "watch", "shard", "is_wanted", "update", "prune", "report"])]
    pub(super) prefill: Option<PathBuf>,
    /// Write nothing; end with exit status 1 if the lock or a document is missing or out of date
    #[arg(long, conflicts_with_all = ["dry_run", "update"], help_heading = BUILD_HEADING)]
    pub(super) check: bool,
    /// Write nothing; list the documents of the manifest
    #[arg(long, short = 'n', help_heading = BUILD_HEADING)]
    pub(super) dry_run: bool,
    /// Run until Ctrl-C; rebuild the kits that each change to the manifest, a bank or a font affects
    #[arg(long, conflicts_with_all = ["check", "dry_run", "locked", "update"], help_heading = BUILD_HEADING)]
    pub(super) watch: bool,
    /// Build one part of the documents: 2/5 is the second of five
    ///
    /// Parts take about the same time, so that several machines can share the work. `interview-kit
    /// merge-reports` joins their reports.
    #[arg(long, value_name = "N/M", help_heading = BUILD_HEADING)]
    pub(super) shard: Option<Shard>,
    #[command(flatten)]
    pub(super) index: IndexFlag,

    /// Fail if the lock would change
    #[arg(long, conflicts_with = "update", help_heading = LOCK_HEADING)]
    pub(super) locked: bool,
    /// Choose new questions for KIT; without =KIT, for all kits; repeatable
    #[arg(long, value_name = "KIT", num_args = 0..=1, require_equals = true, default_missing_value = "",
        help_heading = LOCK_HEADING)]
    pub(super) update: Vec<String>,

    #[command(flatten)]
    pub(super) overwrite: BatchOverwriteArgs,
    /// Remove documents that the manifest no longer lists
    ///
    /// Removes only files that a batch wrote and that nobody has changed or filled in since.
    #[arg(long, help_heading = FILES_HEADING)]
    pub(super) prune: bool,

    /// Format of the report; with =FILE, write it to a file; repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = ReportParser, default_value = "table",
        help_heading = REPORTS_HEADING)]
    pub(super) report: Vec<ReportTo>,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = Findings::Text, help_heading = REPORTS_HEADING)]
    pub(super) findings: Findings,
    /// Treat findings of this kind as errors, and then write nothing
    #[arg(long, value_enum, ignore_case = true, value_name = "KIND", help_heading = REPORTS_HEADING)]
    pub(super) deny: Option<DenyFindings>,
}

/// The files that may be overwritten.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::commands) struct BatchOverwriteArgs {
    /// Rebuild documents that are up to date, and overwrite files that this program did not write
    #[arg(long, help_heading = FILES_HEADING)]
    pub(super) force: bool,
    /// Overwrite kits that were filled in; their answers are lost
    #[arg(long, help_heading = FILES_HEADING)]
    discard_answers: bool,
}

impl From<BatchOverwriteArgs> for crate::fs::overwrite::Overwrite {
    fn from(BatchOverwriteArgs { force, discard_answers }: BatchOverwriteArgs) -> Self {
        Self { force, discard_answers }
    }
}

impl BatchArgs {
    /// Returns the lock, which is beside the manifest.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.manifest.with_extension("lock")
    }

    /// Returns true if `--update` asks for new questions for a kit.
    pub(super) fn updates(&self, kit: &str) -> bool {
        self.update.iter().any(|update| update.is_empty() || update == kit)
    }

    /// Returns true if the run must not write anything.
    pub(super) fn writes_nothing(&self) -> bool {
        self.check || self.dry_run
    }

    /// Returns true if `--deny` makes an error of a finding.
    pub(super) fn denies(&self, session: &Session) -> bool {
        let is_warning = |finding: &Diagnostic| finding.severity == Severity::Warning;
        self.deny == Some(DenyFindings::Warnings) && session.findings.iter().any(is_warning)
    }

    /// Returns true if the findings end the run. A run that writes nothing continues after denied warnings, to
    /// report everything.
    pub(super) fn must_end(&self, session: &Session) -> bool {
        session.has_errors() || (self.denies(session) && !self.writes_nothing())
    }

    /// Returns the command that writes the lock and the documents of this manifest.
    pub(super) fn command(&self) -> String {
        command_with(&[("", &self.manifest, MANIFEST), (" --out", &self.out, OUT_FOLDER)])
    }

    /// Returns the command that writes the lock of this manifest, and the documents to the default folder.
    pub(super) fn freeze_command(&self) -> String {
        command_with(&[("", &self.manifest, MANIFEST)])
    }
}

/// The flag that adds an index to the folder.
#[derive(Debug, Args)]
pub(in crate::commands) struct IndexFlag {
    /// Also write index.html and SHA256SUMS, as `interview-kit index` does
    #[arg(long = "index", conflicts_with = "dry_run", help_heading = BUILD_HEADING)]
    pub(super) is_wanted: bool,
}

/// Returns a command that names the paths that are not the default.
fn command_with(paths: &[(&str, &PathBuf, &str)]) -> String {
    let mut command = "interview-kit batch".to_owned();
    for (before, path, default) in paths {
        if path.as_os_str() != *default {
            let _ = write!(command, "{before} {}", shell_quote(&path.display().to_string()));
        }
    }
    command
}
