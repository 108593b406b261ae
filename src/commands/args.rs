//! The arguments of the commands that build and show kits, and those that several commands share.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, ValueEnum};

use super::change_args::ChangeArgs;
use super::document_args::DocumentArgs;
use super::frozen_kit::LockArgs;
use super::typed_options::TypedOptions;
use crate::batch::manifest::{MINUTES, OPENING_MINUTES};
use crate::fs::overwrite::Overwrite;
use crate::kit;
use crate::report::listing::ListFormat;

/// The heading of arguments by position: the one that clap gives them.
const NO_HEADING: Option<&'static str> = None;

/// Reads a length that an option allows.
fn length(text: &str, allowed: &RangeInclusive<u32>) -> Result<u32, String> {
    let minutes = kit::parse_minutes(text)?;
    if allowed.contains(&minutes) {
        return Ok(minutes);
    }
    Err(format!("it must be {} to {} minutes", allowed.start(), allowed.end()))
}

/// The bank of questions.
#[derive(Debug, Args)]
pub(super) struct BankArgs {
    /// Bank of questions: a TOML file, a folder of them, builtin for the built-in bank, or - for standard input;
    /// repeatable [default: builtin]
    #[arg(long, short, value_name = "PATH")]
    pub(super) bank: Vec<PathBuf>,
    /// File or folder of questions to lay over the bank: adds its entries, and replaces those with the same id;
    /// repeatable
    ///
    /// A file with a single `[[question]]` will do. Roles get the categories that it names for them.
    #[arg(long, value_name = "PATH")]
    pub(super) add: Vec<PathBuf>,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
}

/// The questions to choose from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which questions")]
pub(super) struct FilterArgs {
    /// Role to interview for: its id or its name, such as python-developer or "Python developer"
    ///
    /// Questions come from its categories. `interview-kit list roles` prints the roles of a bank.
    #[arg(value_name = "ROLE", help_heading = NO_HEADING)]
    pub(super) role_word: Option<String>,
    /// Level of the job: junior, mid, senior or lead; also a list (mid,senior) or a range (mid..lead, mid..)
    #[arg(value_name = "LEVEL", help_heading = NO_HEADING)]
    pub(super) level_word: Option<String>,
    /// The other words of a role whose name is typed without quotes
    #[arg(hide = true)]
    pub(super) more_words: Vec<String>,
    /// The role as an option
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    /// The level as an option
    #[arg(long, value_name = "LEVEL", visible_alias = "level")]
    pub(super) seniority: Option<String>,
    /// Use only this category; with =N, exactly N of its questions; repeatable
    ///
    /// `interview-kit list categories` prints the categories of a bank.
    #[arg(long, short, value_name = "ID[=N]")]
    pub(super) category: Vec<String>,
    /// Use these types of question: technical, behavioral, situational, ethics (comma-separated)
    #[arg(long = "type", value_name = "TYPES")]
    pub(super) kind: Vec<String>,
    /// Use questions with at least one of these tags (comma-separated)
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub(super) tag: Vec<String>,
    /// Leave these questions out (comma-separated)
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(super) exclude: Vec<String>,
    /// Use exactly these questions, in this order (comma-separated)
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(super) only: Vec<String>,
}

/// The length of the interview, and the rules of the random choice.
#[derive(Debug, Args)]
#[command(next_help_heading = "How they are chosen")]
pub(super) struct DrawArgs {
    /// Length of the whole interview: 45, 90m, 1h or 1h30 [default: 1h, unless --count or --only is given]
    #[arg(long, short, value_name = "LENGTH", allow_negative_numbers = true, value_parser = |text: &str| length(text, &MINUTES))]
    pub(super) minutes: Option<u32>,
    /// Minutes for the opening
    #[arg(long, value_name = "LENGTH", default_value = "5", allow_negative_numbers = true, value_parser = |text: &str| length(text, &OPENING_MINUTES))]
    pub(super) opening: u32,
    /// Minutes for the closing
    #[arg(long, value_name = "LENGTH", default_value = "5", allow_negative_numbers = true, value_parser = |text: &str| length(text, &OPENING_MINUTES))]
    pub(super) closing: u32,
    /// Add N questions of this category to an otherwise normal interview; without =N, one; repeatable
    #[arg(long, short, value_name = "ID[=N]")]
    pub(super) with: Vec<String>,
    /// Number of questions [default: as many as fit the time]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub(super) count: Option<u32>,
    /// Include these questions, whatever else is chosen (comma-separated)
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(super) include: Vec<String>,
    /// Leave out the questions of these kits, and others of their groups: a kit, a lock (kits.lock), one kit of a lock
    /// (kits.lock#NAME) or a folder of kits; repeatable
    #[arg(long, value_name = "PATH")]
    pub(super) not_in: Vec<String>,
    /// Make N kits that share no question and match in categories, levels and minutes: NAME-a.pdf, NAME-b.pdf, …
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(2..=26),
        conflicts_with_all = ["prefill", "open", "lock", "only", "include"])]
    pub(super) forms: Option<u8>,
    /// Leave out behavioral questions, except those that --category or --type asks for
    #[arg(long, visible_alias = "no-behavioural")]
    pub(super) no_behavioral: bool,
    /// Greatest percentage of the question minutes for behavioural, situational and ethics questions [default: that of
    /// the role, or a third]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(super) soft_share: Option<u32>,
    /// Seed of the random choice: the same seed gives the same questions [default: derived from role and levels]
    #[arg(long, short, value_name = "N", allow_negative_numbers = true, conflicts_with = "shuffle")]
    pub(super) seed: Option<u64>,
    /// Choose at random each time; the seed is printed, so that you can repeat the choice with --seed
    #[arg(long)]
    pub(super) shuffle: bool,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    // The first field: the others take their values out of the matches.
    #[command(flatten)]
    pub(super) typed: TypedOptions,
    #[command(flatten)]
    pub(super) bank: BankArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) draw: DrawArgs,
    #[command(flatten)]
    pub(super) changes: ChangeArgs,
    #[command(flatten)]
    pub(super) frozen: LockArgs,
    #[command(flatten)]
    pub(super) page: DocumentArgs,
    #[command(flatten)]
    pub(super) prefill: PrefillArgs,
    #[command(flatten)]
    pub(super) protection: ProtectionArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The passwords of the kit.
#[derive(Debug, Args)]
#[command(
    next_help_heading = "Protection",
    group(ArgGroup::new("owner").args(["owner_password", "owner_password_file"]))
)]
pub(super) struct ProtectionArgs {
    /// Encrypt the kit (AES-256) with a password that you type twice
    #[arg(long, conflicts_with = "password_file")]
    pub(super) password: bool,
    /// Encrypt the kit (AES-256) with the password on the first line of this file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// Type the owner's password, which permits everything, twice
    #[arg(long)]
    pub(super) owner_password: bool,
    /// File whose first line is the owner's password, which permits everything
    #[arg(long, value_name = "FILE")]
    pub(super) owner_password_file: Option<PathBuf>,
    /// Rights of readers without the owner's password (comma-separated) [default: everything]
    #[arg(
        long,
        value_enum,
        ignore_case = true,
        value_name = "RIGHTS",
        value_delimiter = ',',
        requires = "owner"
    )]
    pub(super) permit: Vec<PermitArg>,
}

/// The facts of the interview that are filled in beforehand.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filled in beforehand")]
pub(super) struct PrefillArgs {
    /// CSV file with an interview in each row, or - for standard input; each row becomes a kit
    ///
    /// The first row names the columns: candidate or name, interviewer, date and reference. Other columns are ignored.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["candidate", "reference", "open"])]
    pub(super) prefill: Option<PathBuf>,
    /// Name of the candidate
    #[arg(long, value_name = "NAME")]
    pub(super) candidate: Option<String>,
    /// Name of the interviewer; with --prefill, for rows without one
    #[arg(long, value_name = "NAME")]
    pub(super) interviewer: Option<String>,
    /// Interview date, printed as given; with --prefill, for rows without one
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// Your own reference, for example an application number
    #[arg(long, value_name = "TEXT")]
    pub(super) reference: Option<String>,
}

/// The output of `build`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// PDF file to write, a folder such as kits/, or - for standard output [default: ROLE-LEVELS.pdf, or
    /// ROLE-LEVELS-CANDIDATE.pdf]
    ///
    /// Folders are created. With --prefill, a folder such as kits/, or a pattern such as
    /// kits/{reference}-{candidate}.pdf. In a pattern, {COLUMN} is a column of the table, and the letter n in braces
    /// is the number of the row.
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// Open the kit once it is written
    #[arg(long)]
    pub(super) open: bool,
    /// Print the plan of the interview and write nothing
    #[arg(long, short = 'n')]
    pub(super) dry_run: bool,
    /// Print with the plan all that is asked, and what to listen for
    #[arg(long, requires = "dry_run", conflicts_with = "forms")]
    pub(super) full: bool,
    /// Format of the plan that --dry-run prints
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = ListFormat::Table, requires = "dry_run")]
    pub(super) format: ListFormat,
}

/// The files that may be overwritten.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct OverwriteArgs {
    /// Overwrite a file that this program did not write
    #[arg(long)]
    pub(super) force: bool,
    /// Overwrite a kit that was filled in; its answers are lost
    #[arg(long)]
    pub(super) discard_answers: bool,
}

impl From<OverwriteArgs> for Overwrite {
    fn from(OverwriteArgs { force, discard_answers }: OverwriteArgs) -> Self {
        Self { force, discard_answers }
    }
}

/// The password of a protected kit.
#[derive(Debug, Args)]
pub(super) struct PasswordArgs {
    /// File whose first line is the password of the kit, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

impl ValueEnum for ListFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Table => ("table", "Aligned columns"),
            Self::Json => ("json", "JSON, for programs"),
            Self::Csv => ("csv", "For spreadsheets"),
            Self::Markdown => ("markdown", "A table for documents and pull requests"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Findings {
    /// The message, the line of the file, and what to do
    Text,
    /// One line each
    Short,
    /// JSON, for programs
    Json,
    /// Annotations in a GitHub workflow
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PermitArg {
    /// Print it
    Print,
    /// Copy its text
    Copy,
    /// Fill in its fields
    Fill,
    /// Add comments
    Comment,
    /// Change its pages
    Change,
}
