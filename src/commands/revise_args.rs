//! The arguments of `flatten` and `redact`.

use std::path::PathBuf;

use clap::Args;

use super::args::{OverwriteArgs, PasswordArgs};

pub(super) const FLATTEN_EXAMPLES: &str = "\
Examples:
  Write filled-record.pdf beside the kit:
    interview-kit flatten filled.pdf
  Use a font for Arabic answers:
    interview-kit flatten filled.pdf --out record.pdf --font NotoNaskhArabic-Regular.ttf";

pub(super) const REDACT_EXAMPLES: &str = "\
Examples:
  Put a number in place of the candidate's name:
    interview-kit redact filled.pdf --out 7.pdf --replace candidate-7
  Also empty the takeaways, and keep your reference:
    interview-kit redact filled.pdf --out 7.pdf --field takeaways --keep reference
  Redact a kit that a program changed when it saved it:
    interview-kit redact filled.pdf --out 7.pdf --accept-altered";

/// Arguments of `flatten`.
#[derive(Debug, Args)]
pub(super) struct FlattenArgs {
    /// Kit, as any PDF program saved it, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// PDF file to write, a folder for it, or - for standard output [default: FILE-record.pdf beside FILE]
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// Make texts, ink, stamps and highlights that were added to the pages part of them
    #[arg(long)]
    pub(super) remarks: bool,
    /// Font file for characters that the built-in fonts lack; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

/// Arguments of `redact`.
#[derive(Debug, Args)]
pub(super) struct RedactArgs {
    /// Kit, as any PDF program saved it, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// PDF file to write, or - for standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// Also empty this field; `interview-kit inspect FILE` prints the names of fields; repeatable
    #[arg(long, value_name = "NAME")]
    pub(super) field: Vec<String>,
    /// Keep this field; repeatable
    #[arg(long, value_name = "NAME")]
    pub(super) keep: Vec<String>,
    /// Text to write in place of the candidate's name
    #[arg(long, value_name = "TEXT")]
    pub(super) replace: Option<String>,
    /// Redact a kit whose pages or fields are not those it was built with
    #[arg(long)]
    pub(super) accept_altered: bool,
    /// Leave the line on the pages that says who this copy is for
    #[arg(long)]
    pub(super) accept_recipient: bool,
    /// Write the file even if names are left in it
    #[arg(long)]
    pub(super) allow_rest: bool,
    /// Font file for characters of --replace that the built-in fonts lack; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}
