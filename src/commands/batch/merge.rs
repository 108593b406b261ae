//! `merge-reports`: the reports of all shards become one.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::report_paths;
use super::report_to::{self, ReportParser, ReportTo};
use crate::commands::{Outcome, show};
use crate::fs::stop;
use crate::report;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

pub(in crate::commands) const MERGE_EXAMPLES: &str = "\
Examples:
  What three machines did, as one table:
    interview-kit merge-reports shard-1.json shard-2.json shard-3.json
  As test results, and as the summary of a job:
    interview-kit merge-reports shard-1.json shard-2.json shard-3.json --report junit=kits.xml --report github";

/// Arguments of `merge-reports`.
#[derive(Debug, Args)]
pub(in crate::commands) struct MergeArgs {
    /// The reports of all shards, as `batch --shard … --report json` writes them
    #[arg(value_name = "FILE", required = true)]
    reports: Vec<PathBuf>,
    /// How the result is printed, or with =FILE written to a file; may be repeated
    #[arg(long, value_name = "FORM[=FILE]", value_parser = ReportParser, default_value = "table")]
    report: Vec<ReportTo>,
    /// Overwrite a file that is no report of this program
    #[arg(long)]
    force: bool,
}

/// Joins, shows, and ends as the whole batch would have.
pub(in crate::commands) fn run(args: &MergeArgs) -> Result<Outcome> {
    report_paths::reject_overlaps(
        &args.report,
        args.reports.iter().map(|path| ("a report that is read", path.clone())),
    )?;
    report_to::look(&args.report, args.force)?;
    let name = |path: &PathBuf| escape_control(&path.display().to_string());
    let read = args.reports.iter().map(|path| Ok((name(path), report::read(path)?)));
    let joined = report::join(read.collect::<Result<Vec<_>>>()?)?;
    report_to::give((&joined, true), &args.report, args.force)?;
    show::note(&report::summary(&joined));
    match (joined.status(), joined.failed()) {
        (0, _) => Ok(Outcome::Done),
        (1, _) => Ok(Outcome::Findings),
        (stop::STATUS, _) => Ok(Outcome::Stopped),
        (_, 0) => bail!("a batch could not be run: {}", joined.error().unwrap_or("it does not say why")),
        (_, failed) => bail!("{} could not be written", plural(failed as u32, "document")),
    }
}
