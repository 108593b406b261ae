//! The commands, their descriptions and their examples.

use clap::{Parser, Subcommand};

use super::args::BuildArgs;
use super::batch::{BATCH_EXAMPLES, BatchArgs, MERGE_EXAMPLES, MergeArgs};
use super::check::{CHECK_EXAMPLES, CheckArgs};
use super::completions::{COMPLETIONS_EXAMPLES, CompletionArgs, MAN_EXAMPLES, ManArgs};
use super::diff::{DIFF_EXAMPLES, DiffArgs};
use super::explain::{EXPLAIN_EXAMPLES, ExplainArgs};
use super::export::{EXPORT_EXAMPLES, ExportArgs};
use super::index::{INDEX_EXAMPLES, IndexArgs};
use super::init::{INIT_EXAMPLES, InitArgs};
use super::inspect_args::{INSPECT_EXAMPLES, InspectArgs};
use super::list::{LIST_EXAMPLES, ListArgs};
use super::revise_args::{FLATTEN_EXAMPLES, FlattenArgs, REDACT_EXAMPLES, RedactArgs};
use super::schema::{SCHEMA_EXAMPLES, SchemaArgs};
use super::show_questions::{SHOW_EXAMPLES, ShowArgs};
use crate::fs::exit_status::EXIT_STATUS_HELP;

/// Builds interview kits as PDF from a bank of questions
///
/// A kit holds the questions of one interview and, for each of them, what to listen for, follow-ups,
/// a rating scale and room for notes. Print it, or fill it in on screen. A bank for seven roles is
/// built in; you can write your own.
#[derive(Debug, Parser)]
#[command(name = "interview-kit", version, max_term_width = 100, after_help = format!("{EXAMPLES}\n\n{EXIT_STATUS_HELP}"))]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  Build a kit for one hour with a mid-level Python developer:
    interview-kit build python-developer mid --minutes 60
  Print the plan only, with two more questions about SQL:
    interview-kit build python-developer mid --with sql=2 --dry-run
  Use your own bank, and write to standard output:
    interview-kit build analyst --bank our-questions/ --out - > kit.pdf
  Print the answers of a filled kit:
    interview-kit inspect filled.pdf
  Build the kits of a whole team:
    interview-kit init
    interview-kit batch kits.toml --out dist";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Choose questions and build a kit
    ///
    /// Chooses questions for a role and a level, and writes them as a PDF kit for the interviewer or
    /// for the candidate. The choice is random but can be repeated: the same options, seed and bank
    /// give the same kit.
    #[command(after_help = BUILD_EXAMPLES)]
    Build(Box<BuildArgs>),
    /// List the roles, categories, questions or tags of a bank
    #[command(after_help = LIST_EXAMPLES)]
    List(ListArgs),
    /// Show whole questions, as they will stand in a kit
    ///
    /// Prints what is asked, what to listen for, red flags, follow-ups, the described levels and a sample answer, and
    /// where the question is written.
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Check a bank: its mistakes, and the characters that no font has
    ///
    /// Writes nothing. A bank that passes can be built with the same fonts.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Write a bank as a file to edit: all of it, or the questions that you choose
    ///
    /// The file is TOML with comments. Build from it with --bank, or keep what you change and lay it over the bank
    /// with --add. An existing file is kept.
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Show which kit a PDF file is, and the answers filled in
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Make a filled kit final: its answers become part of the pages
    ///
    /// Writes a record that cannot be filled in any more. Answers are printed as large as their fields
    /// allow, and attached as JSON. Links, attachments, comments and drawings stay.
    ///
    /// A record of a kit that was altered keeps that mark.
    ///
    /// A screen reader reads the name of every box, whether it is ticked, and the chosen rating.
    #[command(after_help = FLATTEN_EXAMPLES)]
    Flatten(FlattenArgs),
    /// Remove names from a filled kit
    ///
    /// Empties the fields candidate, interviewer, reference and signature. Cuts the names out of notes, the title and
    /// the metadata. Removes comments, attachments, scripts and earlier versions.
    ///
    /// Then searches the file for the names and the words in them, with or without capitals, accents and blanks.
    /// Nicknames and initials are not found. If a name is left, or may be left because the kit was altered, it writes
    /// nothing and ends with exit status 1. Empty a field with --field, accept an altered kit with --accept-altered,
    /// or write the file anyway with --allow-rest.
    #[command(after_help = REDACT_EXAMPLES)]
    Redact(RedactArgs),
    /// Write a manifest and a CI workflow to start from
    ///
    /// The manifest (kits.toml) lists the kits of a team. Existing files are kept.
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Build every kit of a manifest, and freeze the questions of each
    ///
    /// A manifest (kits.toml) lists kits; each becomes one or more documents, for example one for the interviewer
    /// and one for the candidate. The lock (kits.lock) freezes their questions: later runs keep the same questions
    /// for every candidate. Keep both files under version control.
    ///
    /// Documents that are up to date are skipped.
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(BatchArgs),
    /// Compare two locks or two kits, and report whether scores still compare
    ///
    /// A lock (kits.lock) records the questions that `interview-kit batch` froze.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Write a web page that lists the kits in a folder
    ///
    /// Writes index.html, checksums (SHA256SUMS) and pictures of first pages (index-pictures/) into the
    /// folder.
    #[command(after_help = INDEX_EXAMPLES)]
    Index(IndexArgs),
    /// Join the reports of a batch that ran in parts
    #[command(after_help = MERGE_EXAMPLES)]
    MergeReports(MergeArgs),
    /// Explain the code of a message, and what to do about it
    ///
    /// Messages show a code in brackets, for example `error[bank::unknown-key]`.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Print a JSON Schema of manifests or banks, for your editor
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArgs),
    /// Print completions for your shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionArgs),
    /// Print a manual page (roff)
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

const BUILD_EXAMPLES: &str = "\
Examples:
  One hour with a mid-level Python developer:
    interview-kit build python-developer mid --minutes 60 --seed 7 --out kit.pdf
  The same questions, to hand to the candidate:
    interview-kit build python-developer mid --minutes 60 --seed 7 --face candidate
  Forty-five minutes with two more questions about SQL, the plan only:
    interview-kit build python-developer mid -m 45 -w sql=2 -n
  Only testing and the web, with three questions about testing:
    interview-kit build python-developer mid --category testing=3 --category web --out topics.pdf
  Questions of your own, laid over the built-in bank:
    interview-kit build python-developer mid --add our-questions.toml
  Exactly these two questions:
    interview-kit build --only py-core-slicing,py-oop-super-mro --out two.pdf
  One kit for each candidate in a table, with names and dates filled in:
    interview-kit build python-developer mid --prefill candidates.csv --out kits/
  The questions that a lock froze, for each candidate:
    interview-kit build --lock kits.lock --kit python-developer-mid --prefill candidates.csv --out kits/";
