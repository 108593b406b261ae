//! What may be typed for the commands that make other files of filled kits.

use std::path::PathBuf;

use clap::Args;

use super::args::{OverwriteArgs, PasswordArgs};

pub(super) const FLATTEN_EXAMPLES: &str = "\
Examples:
  interview-kit flatten filled.pdf
  interview-kit flatten filled.pdf --out record.pdf --font NotoNaskhArabic-Regular.ttf

What is typed is set anew, as large as its field allows; a box says `[x]` or `[ ]` in the text of \
the page, and a chosen circle `(x)`. A screen reader hears the name of a box and `ticked` or `not \
ticked`; circles that are not chosen stay silent. Links, attachments and what else was drawn on the \
pages stay.";

pub(super) const REDACT_EXAMPLES: &str = "\
Examples:
  interview-kit redact filled.pdf --out 7.pdf --replace candidate-7
  interview-kit redact filled.pdf --out 7.pdf --field takeaways --keep reference

Emptied are the fields candidate, interviewer, reference and signature, and what repeats them: what \
fields draw, older states of the file, its title and metadata, remarks. Then the whole file is \
searched, but for pictures and text that is drawn. Where a name or a word of one is left, in notes for \
instance, nothing is written, and the exit status is 1: empty that field too with --field, or say \
--allow-rest.";

/// Arguments of `flatten`.
#[derive(Debug, Args)]
pub(super) struct FlattenArgs {
    /// A kit as a PDF program saved it, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The PDF file, or - for standard output [default: FILE-record.pdf beside FILE]
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// A font file for characters the bundled fonts lack; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}

/// Arguments of `redact`.
#[derive(Debug, Args)]
pub(super) struct RedactArgs {
    /// A kit as a PDF program saved it, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The PDF file, or - for standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) overwrite: OverwriteArgs,
    /// Empty this field too, by its name as `inspect` prints it; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) field: Vec<String>,
    /// Leave this field as it is; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) keep: Vec<String>,
    /// Write this into the field of the candidate's name
    #[arg(long, value_name = "TEXT")]
    pub(super) replace: Option<String>,
    /// Write the file even where names are left in it
    #[arg(long)]
    pub(super) allow_rest: bool,
    /// A font file for characters of --replace the bundled fonts lack; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) password: PasswordArgs,
}
