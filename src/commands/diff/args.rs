//! The arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::args::Findings;

pub(in crate::commands) const DIFF_EXAMPLES: &str = "\
Examples:
  Show what changed, and whether scores given before still compare:
    interview-kit diff old.lock kits.lock
  Also show the changed wording, from the old and the new bank:
    interview-kit diff old.lock kits.lock --bank old.toml --new-bank our-questions/
  Compare two kits, for the description of a pull request:
    interview-kit diff old.pdf new.pdf --format markdown
  In CI, fail if scores given before no longer compare:
    interview-kit diff old.lock kits.lock --deny incomparable

The exit status is 0 whatever changed, except with --deny.";

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(in crate::commands) struct DiffArgs {
    /// Old lock (kits.lock) or old kit (PDF), or - for standard input
    ///
    /// An empty file counts as a lock without kits: git passes one for a file that did not exist.
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// New lock or new kit, or - for standard input
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// Compare only the kit with this name in the lock; repeatable
    #[arg(long, value_name = "NAME")]
    pub(super) kit: Vec<String>,
    /// Bank with the old wording of questions; repeatable [default: the built-in bank]
    ///
    /// A lock names questions but does not hold their text. An interviewer's kit holds both.
    #[arg(long, value_name = "PATH")]
    pub(super) bank: Vec<PathBuf>,
    /// Bank with the new wording, if it differs from --bank; repeatable
    #[arg(long, value_name = "PATH")]
    pub(super) new_bank: Vec<PathBuf>,
    /// Format of the comparison
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// End with exit status 1 if a change of this kind is found
    #[arg(long, value_enum, ignore_case = true, value_name = "CHANGE")]
    pub(super) deny: Option<DenyChanges>,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
    /// File whose first line is the password of a kit, or - for standard input; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Sentences for the terminal
    Text,
    /// JSON, for programs
    Json,
    /// For the description of a pull request
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DenyChanges {
    /// Any change
    Changes,
    /// A change after which scores of at least one question no longer compare
    Incomparable,
}
