//! `batch`: the kits of a manifest.
//!
//! First all is read and chosen, and whatever is wrong with it is told before anything is written. Then the
//! documents are made on all cores; what goes wrong with one of them keeps no other from being made.

mod args;
mod freeze;
mod inputs;
mod make;
mod manifests;
mod merge;
mod out_folder;
mod prune;
mod report_paths;
mod report_to;
mod watch;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::report::{self, DocumentState, Mode, ProcessedDocument, Report, Run, RunEnd};
use args::Deny;
pub(super) use args::{BATCH_EXAMPLES, BatchArgs};
use freeze::freeze_kits;
use inputs::BatchInputs;
use make::make;
pub(super) use merge::{MERGE_EXAMPLES, MergeArgs, run as merge};
use prune::prune;
use report_to::ReportTo;

use super::args::Findings;
use super::progress::Progress;
use super::session::Session;
use super::{index, show};
use crate::batch::Manifest;
use crate::batch::freeze::freeze;
use crate::batch::tasks::{BatchHashes, tasks};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Severity};
use crate::fs::exit_status::ExitStatus;
use crate::fs::stop::Stop;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// What a run works with, once all is read.
struct Work<'w> {
    args: &'w BatchArgs,
    manifest: &'w Manifest,
    /// The manifest and those it names, as they were read.
    written: &'w [(PathBuf, Vec<u8>)],
    stock: &'w BatchInputs,
    stop: &'w Stop,
}

/// What came of a run.
#[derive(Default)]
struct Came {
    /// How many documents could not be written.
    failed: usize,
    /// How many could not be removed.
    not_removed: usize,
    /// Whether it was stopped before all was done.
    is_stopped: bool,
    /// What is to be said at the end, with codes for programs.
    said: Vec<(&'static Code, String)>,
}

impl Came {
    /// Stopped, after what was done.
    fn stopped(after: &str) -> Self {
        let said = format!("stopped {after}; run again to go on");
        Self { is_stopped: true, said: vec![(&codes::run::STOPPED, said)], ..Self::default() }
    }
}

pub(super) fn run(args: &BatchArgs) -> Result<ExitStatus> {
    let stop = Stop::listen()?;
    let kept = [("the manifest", args.manifest.clone()), ("the lock", freeze::lock_path(args))];
    report_paths::reject_overlaps(&args.report, kept)?;
    report_to::look(&args.report, args.overwrite.force)?;
    if let Some(hint) = manifests::meant_for_update(args) {
        bail!(hint);
    }
    if args.watch { watch::watch(args, &stop) } else { round(args, &stop, &mut Session::default()) }
}

/// Does it all once, and shows what came of it.
fn round(args: &BatchArgs, stop: &Stop, session: &mut Session) -> Result<ExitStatus> {
    let began = Instant::now();
    let mut report = Report::new(report_run(args));
    let mut came = batch(args, stop, session, &mut report);
    if is_denied(args, session) {
        let so = if report.has_documents() { "" } else { ", so nothing is written" };
        let message = format!("warnings are errors here (`--deny warnings`){so}");
        session.findings.push(Diagnostic::error(&codes::run::WARNINGS_DENIED, message));
    }
    report.end(run_end(&came, session), began.elapsed(), &session.findings, &session.sources);
    let is_told = !args.watch || !report.is_unchanged();
    let given = report_to::give((&report, is_told), &args.report, args.overwrite.force);
    if let (Ok(came), true) = (&mut came, report.has_documents()) {
        came.said.insert(0, (&codes::run::BATCH_DONE, report::render_summary(&report)));
    }
    let json = args.findings == Findings::Json;
    if let (Ok(came), true) = (&came, json) {
        // Standard error is one array then, with nothing around it.
        session.findings.extend(came.said.iter().map(|(code, text)| Diagnostic::note(code, text.clone())));
    }
    if came.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    let came = came?;
    given?;
    if !json {
        came.said.iter().for_each(|(_, text)| show::note(text));
    }
    if came.is_stopped {
        return Ok(ExitStatus::Stopped);
    }
    if came.failed > 0 {
        bail!("{} could not be written", plural(came.failed as u32, "document"));
    }
    if came.not_removed > 0 {
        bail!("{} could not be removed", plural(came.not_removed as u32, "document"));
    }
    Ok(session.exit_status())
}

/// Returns the part of the arguments that the report states.
fn report_run(args: &BatchArgs) -> Run {
    let mode = match (args.check, args.dry_run) {
        (true, _) => Mode::Check,
        (_, true) => Mode::DryRun,
        _ => Mode::Make,
    };
    Run {
        mode,
        manifest: args.manifest.display().to_string(),
        shard: args.shard,
        omits_unchanged: args.watch,
    }
}

/// Returns how the run ended, as the report states it.
fn run_end(came: &Result<Came>, session: &Session) -> RunEnd {
    let status = match came {
        Ok(came) if came.is_stopped => ExitStatus::Stopped,
        Ok(came) if came.failed == 0 && came.not_removed == 0 => session.exit_status(),
        _ => ExitStatus::Failed,
    };
    let error = match came {
        Err(error) => Some(escape_control(&format!("{error:#}"))),
        Ok(came) if came.not_removed > 0 => Some("not all that is to go could be removed".to_owned()),
        Ok(_) => None,
    };
    RunEnd { status, error }
}

/// Whether there are findings that are taken for errors.
fn is_denied(args: &BatchArgs, session: &Session) -> bool {
    let is_warning = |finding: &Diagnostic| finding.severity == Severity::Warning;
    args.deny == Some(Deny::Warnings) && session.findings.iter().any(is_warning)
}

/// Whether what was found keeps the work from going on. What writes nothing goes on to tell all.
fn must_end(args: &BatchArgs, session: &Session) -> bool {
    session.has_errors() || (is_denied(args, session) && !args.check && !args.dry_run)
}

/// Does it all.
fn batch(args: &BatchArgs, stop: &Stop, session: &mut Session, report: &mut Report) -> Result<Came> {
    let progress = Progress::start("reading the manifest and its banks");
    if args.out.exists() && !args.out.is_dir() {
        bail!("{} is not a folder", args.out.display());
    }
    let (read, written) = manifests::read(&args.manifest, session)?;
    let named = written.iter().map(|(path, _)| ("a manifest", path.clone()));
    let places = (args.manifest.as_path(), args.out.as_path());
    let apart = report_paths::reject_overlaps(&args.report, named);
    if let Err(error) =
        apart.and_then(|()| report_paths::reject_manifest_overlaps(&args.report, &read, places))
    {
        report.withhold();
        return Err(error);
    }
    if session.has_errors() {
        return Ok(Came::default());
    }
    let stock = BatchInputs::read(&args.manifest, &read, session)?;
    if must_end(args, session) {
        return Ok(Came::default());
    }
    progress.step("choosing questions");
    let work = Work { args, manifest: &read, written: &written, stock: &stock, stop };
    let chosen = freeze_kits(&work, session)?;
    if stop.is_requested() {
        return Ok(Came::stopped("before the first document"));
    }
    let Some(chosen) = chosen else { return Ok(Came::default()) };
    let (tasks, before) = (tasks(&chosen, args.shard), session.findings.len());
    let rows = make(&work, &tasks, &progress, session);
    drop(progress);
    let has_checksums = args.report.iter().any(ReportTo::has_checksums);
    let hash = || freeze(&chosen).to_toml().map(|lock| BatchHashes::new(&chosen, &lock));
    let hashes = has_checksums.then(hash);
    report.add_documents(&rows, &read, hashes.transpose()?, before..session.findings.len());
    let left = rows.iter().filter(|row| row.state == DocumentState::NotReached).count();
    let mut came = Came::default();
    if left > 0 {
        let (done, all) = (rows.len() - left, plural(rows.len() as u32, "document"));
        came = Came::stopped(&format!("after {done} of {all}"));
    }
    came.failed = rows.iter().filter(|row| row.state == DocumentState::Failed).count();
    if args.prune && !came.is_stopped {
        clear(&work, &rows, &mut came, session)?;
    }
    if args.index.is_wanted && args.out.is_dir() && !came.is_stopped {
        let wanted = index::Wanted::of_batch(&args.out, args.check, args.overwrite.force, stop);
        if let Some(said) = index::make(&wanted, &mut session.findings)? {
            came.said.push((&codes::run::INDEXED, said));
        } else {
            came.said.extend(Came::stopped("before the index was made").said);
            came.is_stopped = true;
        }
    }
    Ok(came)
}

/// Removes what the manifest no longer makes, once all it makes is there.
fn clear(
    work: &Work<'_>,
    rows: &[ProcessedDocument<'_>],
    came: &mut Came,
    session: &mut Session,
) -> Result<()> {
    if rows.iter().any(|row| matches!(row.state, DocumentState::Failed | DocumentState::MissingGlyphs)) {
        let said = "nothing is removed, because not all documents could be made".to_owned();
        came.said.push((&codes::run::NOT_PRUNED, said));
        return Ok(());
    }
    let pruned = prune(work)?;
    session.findings.extend(pruned.findings);
    came.not_removed = pruned.failed;
    if pruned.count > 0 {
        let what = if work.args.check || work.args.dry_run { "not wanted any more" } else { "removed" };
        came.said.push((&codes::run::PRUNED, format!("{} {what}", plural(pruned.count as u32, "document"))));
    }
    if pruned.is_stopped {
        came.said.extend(Came::stopped("before all was removed").said);
        came.is_stopped = true;
    }
    Ok(())
}
