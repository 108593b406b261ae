//! `merge-reports`: joins the reports of all shards.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::report_paths;
use super::report_to::{self, ReportParser, ReportTo};
use crate::commands::show;
use crate::fs::exit_status::ExitStatus;
use crate::report;
use crate::wording::plural::plural;

pub(in crate::commands) const MERGE_EXAMPLES: &str = "\
Examples:
  Join the reports of three machines, and print a table:
    interview-kit merge-reports shard-1.json shard-2.json shard-3.json
  Write test results for the build server, and print the summary of a GitHub job:
    interview-kit merge-reports shard-1.json shard-2.json shard-3.json --report junit=kits.xml --report github";

/// Arguments of `merge-reports`.
#[derive(Debug, Args)]
pub(in crate::commands) struct MergeArgs {
    /// Report of a part, from `interview-kit batch --shard N/M --report json=FILE`; name those of all parts
    #[arg(value_name = "FILE", required = true)]
    reports: Vec<PathBuf>,
    /// Format of the joined report; with =FILE, write it to a file; repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = ReportParser, default_value = "table")]
    report: Vec<ReportTo>,
    /// Overwrite a file that is not a report of this program
    #[arg(long)]
    force: bool,
}

/// Joins the reports, and ends with the status that the whole batch would have had.
pub(in crate::commands) fn run(args: &MergeArgs) -> Result<ExitStatus> {
    report_paths::reject_overlaps(
        &args.report,
        args.reports.iter().map(|path| ("a report that is read", path.clone())),
    )?;
    report_to::check_reports(&args.report, args.force)?;
    let reports = args.reports.iter().map(|path| report::read(path)).collect::<Result<Vec<_>, _>>()?;
    let joined = report::join(reports)?;
    report_to::write_reports(&joined, true, &args.report, args.force)?;
    show::note(&report::render_summary(&joined));
    match (joined.status(), joined.failed_count()) {
        (ExitStatus::Failed, 0) => {
            bail!("a batch could not run: {}", joined.error().unwrap_or("its report does not say why"))
        }
        (ExitStatus::Failed, failed) => bail!("{} could not be written", plural(failed as u32, "document")),
        (status, _) => Ok(status),
    }
}
