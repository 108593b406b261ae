//! What may be typed after `batch`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::report_to::{ReportParser, ReportTo};
use crate::batch::Shard;
use crate::commands::args::Findings;
use crate::wording::escape::shell_quote;

pub(in crate::commands) const BATCH_EXAMPLES: &str = "\
Examples:
  Every kit of kits.toml, into dist/:
    interview-kit batch
  In a build that must not change what candidates are asked:
    interview-kit batch team/kits.toml --locked --out dist
  Whether all is up to date, and nothing written:
    interview-kit batch --check
  On the second of five machines, and what came of it in a file:
    interview-kit batch --locked --shard 2/5 --report json=shard-2.json
  In a build that wants the folder to be just what the manifest makes:
    interview-kit batch --locked --prune --deny warnings
  While you write questions, every kit that a change is in:
    interview-kit batch --watch
  New questions for one kit, out of the bank as it is now:
    interview-kit batch --update=python-developer-mid";

/// The manifest of who names none.
pub(super) const MANIFEST: &str = "kits.toml";
/// The folder of who names none.
const OUT: &str = "dist";

/// Headings of the options.
const MADE: &str = "What is made";
const LOCK: &str = "The lock";
const FILES: &str = "Files that are there";
const REPORTS: &str = "Reports and findings";

/// Findings that are taken for errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// What may be wrong, or is not comparable with candidates interviewed before
    Warnings,
}

/// Arguments of `batch`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag as it is typed")]
#[derive(Debug, Args)]
pub(in crate::commands) struct BatchArgs {
    /// The manifest; its lock lies beside it under the same name: kits.lock
    #[arg(value_name = "MANIFEST", default_value = MANIFEST)]
    pub(super) manifest: PathBuf,

    /// The folder the kits go to
    #[arg(long, short, value_name = "FOLDER", default_value = OUT, help_heading = MADE)]
    pub(super) out: PathBuf,
    /// Write nothing; list what is missing or not as it would be made, and end with status 1 if anything is
    #[arg(long, conflicts_with_all = ["dry_run", "update"], help_heading = MADE)]
    pub(super) check: bool,
    /// Write nothing and make nothing; list what would be made
    #[arg(long, help_heading = MADE)]
    pub(super) dry_run: bool,
    /// Make the kits again whenever the manifest, a bank or a font changes, until Ctrl-C (status 0)
    #[arg(long, conflicts_with_all = ["check", "dry_run", "locked", "update"], help_heading = MADE)]
    pub(super) watch: bool,
    /// Make only this part of the documents, 2/5 being the second of five parts of about the same cost
    #[arg(long, value_name = "N/M", help_heading = MADE)]
    pub(super) shard: Option<Shard>,
    #[command(flatten)]
    pub(super) index: IndexFlag,

    /// Fail if the lock would have to change
    #[arg(long, conflicts_with = "update", help_heading = LOCK)]
    pub(super) locked: bool,
    /// Draw the questions of this kit anew, or of all kits; may be repeated
    #[arg(long, value_name = "KIT", num_args = 0..=1, require_equals = true, default_missing_value = "",
        help_heading = LOCK)]
    pub(super) update: Vec<String>,

    #[command(flatten)]
    pub(super) overwrite: Overwrite,
    /// Remove the documents that the manifest no longer makes; only what a batch made, as it was made
    #[arg(long, help_heading = FILES)]
    pub(super) prune: bool,

    /// How the result is printed, or with =FILE written to a file; may be repeated
    #[arg(long, value_name = "FORM[=FILE]", value_parser = ReportParser, default_value = "table",
        help_heading = REPORTS)]
    pub(super) report: Vec<ReportTo>,
    /// How findings in the input are shown
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Findings::Text, help_heading = REPORTS)]
    pub(super) findings: Findings,
    /// Take findings of this kind for errors: nothing is written then
    #[arg(long, value_enum, value_name = "KIND", help_heading = REPORTS)]
    pub(super) deny: Option<Deny>,
}

/// What may be written over.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::commands) struct Overwrite {
    /// Make every document again, also those that are up to date; and overwrite files that this program did
    /// not write
    #[arg(long, help_heading = FILES)]
    pub(super) force: bool,
    /// Overwrite a file that has fields filled in; what is filled in is lost
    #[arg(long, help_heading = FILES)]
    discard_answers: bool,
}

impl From<Overwrite> for crate::fs::files::Overwrite {
    fn from(Overwrite { force, discard_answers }: Overwrite) -> Self {
        Self { force, discard_answers }
    }
}

impl BatchArgs {
    /// What to type to write the lock of this manifest, and its documents where they belong.
    pub(super) fn command(&self) -> String {
        let mut command = "interview-kit batch".to_owned();
        for (before, path, default) in [("", &self.manifest, MANIFEST), (" --out", &self.out, OUT)] {
            if path.as_os_str() != default {
                let _ = write!(command, "{before} {}", shell_quote(&path.display().to_string()));
            }
        }
        command
    }
}

/// Whether the folder gets an index.
#[derive(Debug, Args)]
pub(in crate::commands) struct IndexFlag {
    /// Make the folder's index.html and SHA256SUMS as well, as `interview-kit index` does
    #[arg(long = "index", conflicts_with = "dry_run", help_heading = MADE)]
    pub(super) is_wanted: bool,
}
