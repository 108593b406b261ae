//! `batch`: the kits of a manifest.
//!
//! First all is read and chosen, and whatever is wrong with it is told before anything is written. Then the
//! documents are made on all cores; what goes wrong with one of them keeps no other from being made.

mod args;
mod freeze;
mod make;
mod report;
mod stock;

use anyhow::{Result, bail};

pub(super) use args::{BATCH_EXAMPLES, BatchArgs};
use freeze::{choose, old_lock, settle};
use make::make;
use report::State;
use stock::Stock;

use super::args::Findings;
use super::heard::Heard;
use super::plan_table::plural;
use super::progress::Progress;
use super::{Outcome, files, index, show};
use crate::batch::manifest;
use crate::diag::Diagnostic;

pub(super) fn run(args: &BatchArgs) -> Result<Outcome> {
    let mut heard = Heard::default();
    let done = batch(args, &mut heard);
    if done.is_ok() || !heard.findings.is_empty() {
        show::findings(&heard.findings, &heard.sources, args.findings);
    }
    let (failed, summary) = done?;
    if let (Some(summary), false) = (summary, args.findings == Findings::Json) {
        show::note(&summary);
    }
    if failed > 0 {
        bail!("{} could not be written", plural(failed as u32, "document"));
    }
    Ok(if heard.has_errors() { Outcome::Findings } else { Outcome::Done })
}

/// Does it all, and says how many documents could not be written, and what came of all.
fn batch(args: &BatchArgs, heard: &mut Heard) -> Result<(usize, Option<String>)> {
    let progress = Progress::start("reading the manifest and its banks");
    if args.out.exists() && !args.out.is_dir() {
        bail!("{} is not a folder", args.out.display());
    }
    let file = files::bank_file(&args.manifest)?;
    let read = manifest::load(file, &mut heard.sources);
    heard.findings.extend(read.findings.iter().cloned());
    if heard.has_errors() {
        return Ok((0, None));
    }
    let stock = Stock::read(&args.manifest, &read, heard)?;
    let old = old_lock(args, heard)?;
    if heard.has_errors() {
        return Ok((0, None));
    }
    progress.step("choosing questions");
    let Some(chosen) = choose(args, &read, (&stock, old.as_ref()), heard)? else { return Ok((0, None)) };
    if !settle(args, &chosen, old.as_ref(), heard)? {
        return Ok((0, None));
    }
    let rows = make(args, (&chosen, &stock), &progress, heard);
    if args.index.is_wanted && args.out.is_dir() {
        progress.step("making the index");
        let wanted = index::Wanted::of_batch(&args.out, args.check, args.overwrite.force);
        index::make(&wanted, &mut heard.findings)?;
    }
    drop(progress);
    show::result(&report::text(args.report, &rows)?)?;
    let summary = report::summary(&rows, chosen.len());
    if args.findings == Findings::Json {
        // Standard error is one array then, with nothing around it.
        heard.findings.push(Diagnostic::note("batch::done", summary.clone()));
    }
    Ok((rows.iter().filter(|row| row.state == State::Failed).count(), Some(summary)))
}
