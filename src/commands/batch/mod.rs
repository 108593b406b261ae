//! `batch`: the kits of a manifest.
//!
//! First all is read and chosen, and whatever is wrong with it is told before anything is written. Then the
//! documents are made on all cores; what goes wrong with one of them keeps no other from being made.

mod args;
mod freeze;
mod make;
mod merge;
mod part;
mod report;
mod stock;

use std::time::Instant;

use anyhow::{Result, bail};

pub(super) use args::{BATCH_EXAMPLES, BatchArgs};
use freeze::{choose, frozen, old_lock, settle};
use make::make;
pub(super) use merge::{MERGE_EXAMPLES, MergeArgs, run as merge};
use part::{hashes, tasks};
use report::{Report, ReportTo, State};
use stock::Stock;

use super::args::Findings;
use super::heard::Heard;
use super::plan_table::plural;
use super::progress::Progress;
use super::{Outcome, files, show};
use crate::batch::manifest;
use crate::diag::Diagnostic;

pub(super) fn run(args: &BatchArgs) -> Result<Outcome> {
    let began = Instant::now();
    report::look(&args.report, args.overwrite.force)?;
    let (mut heard, mut report) = (Heard::default(), Report::of(args));
    let done = batch(args, &mut heard, &mut report);
    let status = match &done {
        Ok(0) => u8::from(heard.has_errors()),
        _ => 2,
    };
    let error = done.as_ref().err().map(|error| show::harmless(&format!("{error:#}")));
    report.end(status, error, began.elapsed());
    let given = report::give(&report, &args.report, args.overwrite.force);
    if report.is_filled() && args.findings == Findings::Json {
        // Standard error is one array then, with nothing around it.
        heard.findings.push(Diagnostic::note("batch::done", report::summary(&report)));
    }
    if done.is_ok() || !heard.findings.is_empty() {
        show::findings(&heard.findings, &heard.sources, args.findings);
    }
    let failed = done?;
    given?;
    if report.is_filled() && args.findings != Findings::Json {
        show::note(&report::summary(&report));
    }
    if failed > 0 {
        bail!("{} could not be written", plural(failed as u32, "document"));
    }
    Ok(if heard.has_errors() { Outcome::Findings } else { Outcome::Done })
}

/// Does it all, and says how many documents could not be written.
fn batch(args: &BatchArgs, heard: &mut Heard, report: &mut Report) -> Result<usize> {
    let progress = Progress::start("reading the manifest and its banks");
    let done = documents(args, &progress, heard, report);
    if !report.is_filled() {
        report.find(heard);
    }
    done
}

fn documents(args: &BatchArgs, progress: &Progress, heard: &mut Heard, report: &mut Report) -> Result<usize> {
    if args.out.exists() && !args.out.is_dir() {
        bail!("{} is not a folder", args.out.display());
    }
    let file = files::bank_file(&args.manifest)?;
    let read = manifest::load(file, &mut heard.sources);
    heard.findings.extend(read.findings.iter().cloned());
    if heard.has_errors() {
        return Ok(0);
    }
    let stock = Stock::read(&args.manifest, &read, heard)?;
    let old = old_lock(args, heard)?;
    if heard.has_errors() {
        return Ok(0);
    }
    progress.step("choosing questions");
    let Some(chosen) = choose(args, &read, (&stock, old.as_ref()), heard)? else { return Ok(0) };
    if !settle(args, &chosen, old.as_ref(), heard)? {
        return Ok(0);
    }
    report.find(heard);
    let tasks = tasks(&chosen, args.shard);
    let rows = make(args, (&tasks, &stock), progress, heard);
    let all = chosen.iter().map(|c| c.plan.documents.len()).sum();
    let has_hashes = args.report.iter().any(ReportTo::has_checksums);
    let hashes = has_hashes.then(|| hashes(&chosen, &frozen(&chosen))).transpose()?;
    report.fill(&rows, (all, chosen.len()), hashes);
    Ok(rows.iter().filter(|row| row.state == State::Failed).count())
}
