//! The commands, as they are typed.

use clap::{Parser, Subcommand};

use super::args::{BuildArgs, CompletionArgs, InitArgs, InspectArgs, ListArgs, ManArgs, SchemaArgs};
use super::batch::{BATCH_EXAMPLES, BatchArgs, MERGE_EXAMPLES, MergeArgs};
use super::diff::{DIFF_EXAMPLES, DiffArgs};
use super::explain::{EXPLAIN_EXAMPLES, ExplainArgs};
use super::index::{INDEX_EXAMPLES, IndexArgs};
use super::revise_args::{FLATTEN_EXAMPLES, FlattenArgs, REDACT_EXAMPLES, RedactArgs};

/// Builds structured interview kits as PDF from a bank of questions.
#[derive(Debug, Parser)]
#[command(name = "interview-kit", version, about, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  interview-kit build --role python-developer --seniority mid --minutes 60
  interview-kit build --role python-developer --category testing=3 --category web --dry-run
  interview-kit build --bank our-questions/ --role analyst --out - > kit.pdf
  interview-kit list questions --category testing --seniority senior --format json
  interview-kit inspect filled.pdf
  interview-kit flatten filled.pdf --out record.pdf
  interview-kit init
  interview-kit batch kits.toml --out dist
  interview-kit index dist
  interview-kit diff old.lock kits.lock

Exit status: 0 done, 1 the input has findings, 2 could not run, 130 stopped (Ctrl-C).";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Choose questions and set them as a PDF kit
    #[command(after_help = BUILD_EXAMPLES)]
    Build(Box<BuildArgs>),
    /// Make the kits of a manifest, and freeze their questions
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(BatchArgs),
    /// Join the reports of a batch that was cut into shards
    #[command(after_help = MERGE_EXAMPLES)]
    MergeReports(MergeArgs),
    /// Show what changed between two locks or two kits, and whether scores still compare
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// List the kits of a folder on a page, with pictures and checksums
    #[command(after_help = INDEX_EXAMPLES)]
    Index(IndexArgs),
    /// Write a manifest and a CI workflow to start from; a file that is there is kept
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Show the roles, categories or questions of a bank
    #[command(after_help = LIST_EXAMPLES)]
    List(ListArgs),
    /// Show what a kit is and what is filled into it, or make it again
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Make a filled kit final for the record: what is filled in becomes part of the pages
    #[command(after_help = FLATTEN_EXAMPLES)]
    Flatten(FlattenArgs),
    /// Take names out of a filled kit
    #[command(after_help = REDACT_EXAMPLES)]
    Redact(RedactArgs),
    /// Explain the code of a finding: what it means, an example, what to do
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Print the form of manifests or banks as JSON Schema, for editors
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionArgs),
    /// Print the manual page (roff)
    Man(ManArgs),
}

const BUILD_EXAMPLES: &str = "\
Examples:
  One hour for a mid-level Python developer, always the same questions:
    interview-kit build --role python-developer --seniority mid --minutes 60 --seed 7 --out kit.pdf
  The same questions, to hand to the candidate:
    interview-kit build --role python-developer --seniority mid --minutes 60 --seed 7 --face candidate
  Three questions on testing, two on the web, no past behaviour, and see the plan only:
    interview-kit build --role python-developer --category testing=3 --category web=2 --dry-run
  Exactly these, in this order:
    interview-kit build --only py-core-slicing,py-oop-super-mro --out two.pdf
  One kit for every candidate of a list, with names and dates filled in:
    interview-kit build --role python-developer --seniority mid --prefill candidates.csv --out kits/";

const INIT_EXAMPLES: &str = "\
Examples:
  kits.toml, and a workflow of GitHub that makes its kits:
    interview-kit init
  The manifest of one team, and a workflow of GitLab:
    interview-kit init team/kits.toml --ci gitlab
  A manifest alone:
    interview-kit init --ci none";

const LIST_EXAMPLES: &str = "\
Examples:
  interview-kit list roles
  interview-kit list coverage --bank our-questions/
  interview-kit list questions --role python-developer --seniority senior..lead
  interview-kit list questions --type ethics --format csv > ethics.csv";

const INSPECT_EXAMPLES: &str = "\
Examples:
  interview-kit inspect filled.pdf
  interview-kit inspect filled.pdf --format csv > filled.csv
  interview-kit inspect kit.pdf --rebuild --out as-built.pdf";
