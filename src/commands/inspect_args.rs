//! The arguments of `inspect`.

use std::path::PathBuf;

use clap::Args;

use super::args::{Findings, OverwriteArgs, PasswordArgs};
use crate::report::listing::ListFormat;

pub(super) const INSPECT_EXAMPLES: &str = "\
Examples:
  Print which kit it is, and the answers:
    interview-kit inspect filled.pdf
  Save the answers for a spreadsheet:
    interview-kit inspect filled.pdf --format csv > filled.csv
  Save the answers of a panel in one table:
    interview-kit inspect ada.pdf grace.pdf --format csv > panel.csv
  Build the empty kit again:
    interview-kit inspect kit.pdf --rebuild --out as-built.pdf
  Write the questions of the kit to a file to edit:
    interview-kit inspect kit.pdf --bank-out questions.toml";

/// The heading of the options that only `--rebuild` uses.
const REBUILDING: &str = "Rebuilding";

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// Kits, as any PDF program saved them, or - for standard input; several become one table
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Format of the answers
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
    /// Build the kit again, and report whether FILE equals it byte for byte
    #[arg(long, conflicts_with = "format", help_heading = REBUILDING)]
    pub(super) rebuild: bool,
    /// PDF file to write the rebuilt kit to, or - for standard output
    #[arg(long, short, value_name = "FILE", requires = "rebuild", help_heading = REBUILDING)]
    pub(super) out: Option<PathBuf>,
    /// Bank to rebuild from, or builtin; repeatable [default: the questions stored in the kit, else the built-in bank]
    #[arg(long, value_name = "PATH", requires = "rebuild", help_heading = REBUILDING)]
    pub(super) bank: Vec<PathBuf>,
    /// File to lay over that bank, as `build --add` does; repeatable
    #[arg(long, value_name = "PATH", requires = "rebuild", help_heading = REBUILDING)]
    pub(super) add: Vec<PathBuf>,
    /// Font file that the kit was built with; repeat it in the order used to build the kit
    #[arg(long, value_name = "FILE", requires = "rebuild", help_heading = REBUILDING)]
    pub(super) font: Vec<PathBuf>,
    /// TOML file to write the questions to that the kit carries, or - for standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rebuild", "format"])]
    pub(super) bank_out: Option<PathBuf>,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
    #[command(flatten, next_help_heading = REBUILDING)]
    pub(super) overwrite: OverwriteArgs,
}
