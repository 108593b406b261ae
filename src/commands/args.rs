//! What may be typed, for more than one command or for those that make and show kits.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::batch::document::AUTHOR;
use crate::fs::files::Overwrite;

/// Where the questions come from.
#[derive(Debug, Args)]
pub(super) struct BankArgs {
    /// A bank file, a folder of them, or - for standard input; may be repeated [default: the built-in bank]
    #[arg(long, value_name = "PATH")]
    pub(super) bank: Vec<PathBuf>,
    /// How findings in the input are shown
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
}

/// Which questions are meant.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which questions")]
pub(super) struct FilterArgs {
    /// The role; its categories are drawn from
    #[arg(long, value_name = "ID")]
    pub(super) role: Option<String>,
    /// A category, with =N exactly N of its questions; may be repeated
    #[arg(long, value_name = "ID[=N]")]
    pub(super) category: Vec<String>,
    /// technical, behavioral, situational or ethics; several with commas
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) kind: Vec<String>,
    /// A level (mid), several (mid,senior) or a range (junior..senior, mid..)
    #[arg(long, value_name = "LEVELS")]
    pub(super) seniority: Option<String>,
    /// A tag questions must carry; with several, one of them
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(super) tag: Vec<String>,
    /// Leave this question out; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(super) exclude: Vec<String>,
    /// Exactly these questions, in this order
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(super) only: Vec<String>,
}

/// How the draw goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "How they are drawn")]
pub(super) struct DrawArgs {
    /// Length of the whole interview [default: 60, unless --count or --only decide]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub(super) minutes: Option<u32>,
    /// Minutes kept for the opening
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=240))]
    pub(super) opening: u32,
    /// Minutes kept for the closing
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=240))]
    pub(super) closing: u32,
    /// The number of questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub(super) count: Option<u32>,
    /// A question that must be in the kit; may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(super) include: Vec<String>,
    /// Draw no behavioural questions unless their category or type is asked for
    #[arg(long)]
    pub(super) no_behavioral: bool,
    /// The seed of the draw: the same seed, the same questions [default: 1]
    #[arg(long, value_name = "N", conflicts_with = "shuffle")]
    pub(super) seed: Option<u64>,
    /// Draw with a fresh seed, which is printed so that the kit can be made again
    #[arg(long)]
    pub(super) shuffle: bool,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) bank: BankArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) draw: DrawArgs,
    #[command(flatten)]
    pub(super) page: PageArgs,
    #[command(flatten)]
    pub(super) prefill: PrefillArgs,
    #[command(flatten)]
    pub(super) protection: ProtectionArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// How the kit is protected.
#[derive(Debug, Args)]
#[command(next_help_heading = "Protection")]
pub(super) struct ProtectionArgs {
    /// A file whose first line is the password that opens the kit (AES-256)
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// A file whose first line is the password that gives all rights
    #[arg(long, value_name = "FILE")]
    pub(super) owner_password_file: Option<PathBuf>,
    /// All that may be done without the owner's password; several with commas [default: everything]
    #[arg(long, value_enum, value_name = "RIGHT", value_delimiter = ',', requires = "owner_password_file")]
    pub(super) permit: Vec<PermitArg>,
}

/// What is known of the interview beforehand.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filled in beforehand")]
pub(super) struct PrefillArgs {
    /// A kit for each row of a CSV file with the columns candidate, interviewer, date and reference;
    /// - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["candidate", "reference", "open"])]
    pub(super) prefill: Option<PathBuf>,
    /// The candidate's name
    #[arg(long, value_name = "NAME")]
    pub(super) candidate: Option<String>,
    /// The interviewer's name; with --prefill, for rows that give none
    #[arg(long, value_name = "NAME")]
    pub(super) interviewer: Option<String>,
    /// The date, as it is to be read; with --prefill, for rows that give none
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// By what others know the interview, as the number of an application
    #[arg(long, value_name = "TEXT")]
    pub(super) reference: Option<String>,
}

/// How the kit looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "The document")]
pub(super) struct PageArgs {
    /// Who it is for
    #[arg(long, value_enum, value_name = "FACE", default_value_t = FaceArg::Interviewer)]
    pub(super) face: FaceArg,
    /// The sheet
    #[arg(long, value_enum, value_name = "SHEET", default_value_t = PaperArg::A4)]
    pub(super) paper: PaperArg,
    /// Leave out the fields that can be filled in on a screen; the pages look the same
    #[arg(long)]
    pub(super) no_form: bool,
    /// Make a file to be kept: PDF/A-3, level A
    #[arg(long)]
    pub(super) pdf_a: bool,
    /// A font file for characters the bundled fonts lack; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
    /// Whom this copy is for: a line at the foot of every page says so
    #[arg(long, value_name = "NAME")]
    pub(super) recipient: Option<String>,
    /// Author in the document's metadata
    #[arg(long, value_name = "NAME", default_value = AUTHOR)]
    pub(super) author: String,
}

/// Where the kit goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// The PDF file, or - for standard output [default: ROLE-LEVELS.pdf here]; with --prefill a folder,
    /// or a pattern as kits/{reference}-{candidate}.pdf
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// Show the kit when it is done
    #[arg(long)]
    pub(super) open: bool,
    /// Print the plan and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How --dry-run prints the plan
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Table, requires = "dry_run")]
    pub(super) format: Format,
}

/// What may be written over.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct OverwriteArgs {
    /// Overwrite a file this program did not write
    #[arg(long)]
    pub(super) force: bool,
    /// Overwrite a file that has fields filled in; what is filled in is lost
    #[arg(long)]
    pub(super) discard_answers: bool,
}

impl From<OverwriteArgs> for Overwrite {
    fn from(OverwriteArgs { force, discard_answers }: OverwriteArgs) -> Self {
        Self { force, discard_answers }
    }
}

/// How a protected kit is opened.
#[derive(Debug, Args)]
pub(super) struct PasswordArgs {
    /// A file whose first line is the password of the kit
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The manifest
    #[arg(value_name = "MANIFEST", default_value = "kits.toml")]
    pub(super) manifest: PathBuf,
    /// The system whose workflow is written as well
    #[arg(long, value_enum, value_name = "SYSTEM", default_value_t = CiArg::Github)]
    pub(super) ci: CiArg,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// What to list
    #[arg(value_enum, default_value_t = Subject::Questions)]
    pub(super) subject: Subject,
    #[command(flatten)]
    pub(super) bank: BankArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Table)]
    pub(super) format: Format,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// A kit as a PDF program saved it, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Make the kit again as it was built, and say whether it is this file
    #[arg(long, conflicts_with = "format", help_heading = "Making it again")]
    pub(super) rebuild: bool,
    /// The file that the kit made again is written to, or - for standard output
    #[arg(long, short, value_name = "FILE", requires = "rebuild", help_heading = "Making it again")]
    pub(super) out: Option<PathBuf>,
    /// The bank to make it from [default: what the kit carries, else the built-in bank]
    #[arg(long, value_name = "PATH", requires = "rebuild", help_heading = "Making it again")]
    pub(super) bank: Vec<PathBuf>,
    /// A font file it was set with; in the order it was built with
    #[arg(long, value_name = "FILE", requires = "rebuild", help_heading = "Making it again")]
    pub(super) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// How findings in the input are shown
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file
    #[arg(value_enum, value_name = "FILE")]
    pub(super) file: FileArg,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command to describe [default: the whole program]
    pub(super) command: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CiArg {
    /// .github/workflows/interview-kits.yml
    Github,
    /// .gitlab/interview-kits.yml, for .gitlab-ci.yml to include
    Gitlab,
    /// No workflow
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FileArg {
    /// Which kits there are to be: kits.toml
    Manifest,
    /// Questions, and what they refer to
    Bank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Subject {
    /// Roles, and how much there is for each
    Roles,
    /// Categories, and how much is in each
    Categories,
    /// Questions, as they are drawn from
    Questions,
    /// What kits of each role can be drawn from, by type and level: the holes in a bank
    Coverage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns for a person
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
    /// For reports and READMEs
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Findings {
    /// With the source line underlined
    Text,
    /// One line each
    Short,
    /// For programs
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FaceArg {
    /// Everything: what to listen for, ratings, notes, score sheet
    Interviewer,
    /// Prompts and code alone, to hand out
    Candidate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperArg {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 inches
    Letter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PermitArg {
    /// Print it
    Print,
    /// Copy its text
    Copy,
    /// Fill in its fields
    Fill,
    /// Add remarks
    Comment,
    /// Change its pages
    Change,
}
