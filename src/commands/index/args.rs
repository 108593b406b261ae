//! The arguments of `index`.

use std::path::PathBuf;

use clap::Args;

use crate::commands::args::Findings;

pub(in crate::commands) const INDEX_EXAMPLES: &str = "\
Examples:
  List the kits in dist/:
    interview-kit index
  Give the page a heading of your own:
    interview-kit index dist --title Autumn
  Check that the page is up to date, and write nothing:
    interview-kit index dist --check";

/// Arguments of `index`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag as it is typed")]
#[derive(Debug, Args)]
pub(in crate::commands) struct IndexArgs {
    /// Folder whose kits are listed, with those in its subfolders
    #[arg(value_name = "FOLDER", default_value = "dist")]
    pub(super) folder: PathBuf,
    /// Heading of the page [default: its present heading, else "Interview kits"]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Leave out the pictures of first pages, now and in later runs
    #[arg(long)]
    pub(super) no_pictures: bool,
    /// Show pictures again, after --no-pictures
    #[arg(long, conflicts_with = "no_pictures")]
    pub(super) pictures: bool,
    /// Write nothing; end with exit status 1 if the page is missing or out of date
    #[arg(long)]
    pub(super) check: bool,
    /// Overwrite an index.html or SHA256SUMS that this program did not write
    #[arg(long)]
    pub(super) force: bool,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = Findings::Text)]
    pub(super) findings: Findings,
}
