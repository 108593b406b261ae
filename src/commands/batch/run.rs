//! One run of a batch.

use std::time::Instant;

use anyhow::{Result, bail};

use super::args::BatchArgs;
use super::build::build_documents;
use super::freeze::freeze_kits;
use super::inputs::{BatchInputs, read_used_questions};
use super::prune::prune;
use super::report_to::{self, ReportTo};
use super::run_context::RunContext;
use super::run_outcome::RunOutcome;
use super::{manifests, report_paths};
use crate::batch::freeze::{ChosenKit, freeze};
use crate::batch::names::collision_key;
use crate::batch::tasks::{BatchHashes, Task, tasks};
use crate::commands::args::Findings;
use crate::commands::index::{IndexRequest, check_index_files, write_index};
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::commands::show;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::stop::Stop;
use crate::index;
use crate::report::{self, DocumentState, Mode, ProcessedDocument, Report, Run, RunEnd};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// Builds the kits once, then writes the reports and shows the findings.
pub(super) fn run_once(args: &BatchArgs, stop: &Stop, session: &mut Session) -> Result<ExitStatus> {
    let began = Instant::now();
    let mut report = Report::new(describe_run(args));
    let mut outcome = build_kits(args, stop, session, &mut report);
    if args.denies(session) {
        let consequence = if report.has_documents() { "" } else { ", so nothing is written" };
        let message = format!("there are warnings, and --deny warnings makes them errors{consequence}");
        session.findings.push(Diagnostic::error(&codes::run::WARNINGS_DENIED, message));
    }
    report.end(describe_end(&outcome, session), began.elapsed(), &session.findings, &session.sources);
    let is_shown = !args.watch || !report.is_unchanged();
    let written = report_to::write_reports(&report, is_shown, &args.report, args.overwrite.force);
    if report.has_documents()
        && let Ok(outcome) = &mut outcome
    {
        outcome.messages.insert(0, (&codes::run::BATCH_DONE, report::render_summary(&report)));
    }
    let is_json = args.findings == Findings::Json;
    if is_json && let Ok(outcome) = &outcome {
        // Standard error holds one JSON array and nothing else.
        let notes = outcome.messages.iter().map(|(code, text)| Diagnostic::note(code, text.clone()));
        session.findings.extend(notes);
    }
    if outcome.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    let outcome = outcome?;
    written?;
    if !is_json {
        outcome.messages.iter().for_each(|(_, text)| show::note(text));
    }
    if !outcome.is_stopped && outcome.failed > 0 {
        bail!("{} could not be written", plural(outcome.failed as u32, "document"));
    }
    if !outcome.is_stopped && outcome.not_removed > 0 {
        bail!("{} could not be removed", plural(outcome.not_removed as u32, "document"));
    }
    Ok(outcome.exit_status(session))
}

/// Returns the part of the arguments that the report states.
fn describe_run(args: &BatchArgs) -> Run {
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
fn describe_end(outcome: &Result<RunOutcome>, session: &Session) -> RunEnd {
    let status = outcome.as_ref().map_or(ExitStatus::Failed, |outcome| outcome.exit_status(session));
    let error = match outcome {
        Err(error) => Some(escape_control(&format!("{error:#}"))),
        Ok(outcome) if outcome.not_removed > 0 => Some("some documents could not be removed".to_owned()),
        Ok(_) => None,
    };
    RunEnd { status, error }
}

/// Reads the inputs, freezes the questions and builds the documents.
fn build_kits(
    args: &BatchArgs,
    stop: &Stop,
    session: &mut Session,
    report: &mut Report,
) -> Result<RunOutcome> {
    let progress = Progress::start("reading the manifest and its banks");
    if args.out.exists() && !args.out.is_dir() {
        bail!("{} is not a folder: name another folder with --out", args.out.display());
    }
    let (mut manifest, manifest_files) = manifests::read(&args.manifest, session)?;
    let named = manifest_files.iter().map(|(path, _)| ("a manifest", path.clone()));
    let checked = report_paths::reject_overlaps(&args.report, named).and_then(|()| {
        report_paths::reject_manifest_overlaps(&args.report, &manifest, &args.manifest, &args.out)
    });
    if let Err(error) = checked {
        report.withhold();
        return Err(error);
    }
    if session.has_errors() {
        return Ok(RunOutcome::default());
    }
    read_used_questions(&args.manifest, (&args.lock_path(), &args.out), &mut manifest, session)?;
    let inputs = BatchInputs::read(&args.manifest, &manifest, session)?;
    if !session.has_errors() {
        session.findings.extend(inputs.resolve_roles(&mut manifest));
    }
    if args.must_end(session) {
        return Ok(RunOutcome::default());
    }
    progress.step("choosing questions");
    let context =
        RunContext { args, manifest: &manifest, manifest_files: &manifest_files, inputs: &inputs, stop };
    let kits = freeze_kits(&context, session)?;
    if stop.is_requested() {
        return Ok(RunOutcome::stopped("before the first document"));
    }
    let Some(kits) = kits else { return Ok(RunOutcome::default()) };
    let (tasks, before) = (tasks(&kits, args.shard), session.findings.len());
    if args.index.is_wanted {
        check_index_target(args, &tasks)?;
    }
    let rows = build_documents(&context, &tasks, &progress, session);
    drop(progress);
    report.add_documents(&rows, &manifest, hash_batch(args, &kits)?, before..session.findings.len());
    finish(&context, &rows, session)
}

/// Fails before any document is built if the index could not be written beside them.
fn check_index_target(args: &BatchArgs, tasks: &[Task<'_>]) -> Result<()> {
    let key = |name: &str| collision_key(name.split('/').next().unwrap_or_default());
    for name in [index::PAGE_NAME, index::CHECKSUMS_NAME] {
        if let Some(task) = tasks.iter().find(|task| key(&task.document.output) == key(name)) {
            bail!(
                "--index writes {name} into {}, where the folder of the document {} would be: give that document \
                 another name",
                args.out.display(),
                task.document.output
            );
        }
    }
    if args.check { Ok(()) } else { check_index_files(&args.out, args.overwrite.force) }
}

/// Returns the checksums of the batch, if a report states them.
fn hash_batch(args: &BatchArgs, kits: &[ChosenKit<'_>]) -> Result<Option<BatchHashes>> {
    if !args.report.iter().any(ReportTo::has_checksums) {
        return Ok(None);
    }
    Ok(Some(BatchHashes::new(kits, &freeze(kits).to_toml()?)))
}

/// Removes stray documents and writes the index, once the documents are built.
fn finish(
    context: &RunContext<'_>,
    rows: &[ProcessedDocument<'_>],
    session: &mut Session,
) -> Result<RunOutcome> {
    let args = context.args;
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    let mut outcome = RunOutcome { failed: count(DocumentState::Failed), ..RunOutcome::default() };
    let left = count(DocumentState::NotReached);
    if left > 0 {
        let all = plural(rows.len() as u32, "document");
        outcome.stop(&format!("after {} of {all}", rows.len() - left));
        return Ok(outcome);
    }
    if args.prune {
        prune_documents(context, rows, &mut outcome, session)?;
    }
    if args.index.is_wanted && args.out.is_dir() && !outcome.is_stopped {
        let request = IndexRequest::for_batch(&args.out, args.check, args.overwrite.force, context.stop);
        match write_index(&request, &mut session.findings)? {
            Some(message) => outcome.messages.push((&codes::run::INDEXED, message)),
            None => outcome.stop("before the index was written"),
        }
    }
    Ok(outcome)
}

/// Removes the documents that the manifest no longer lists, if all listed ones could be built.
fn prune_documents(
    context: &RunContext<'_>,
    rows: &[ProcessedDocument<'_>],
    outcome: &mut RunOutcome,
    session: &mut Session,
) -> Result<()> {
    if rows.iter().any(|row| matches!(row.state, DocumentState::Failed | DocumentState::MissingGlyphs)) {
        let message = "nothing is removed, because not all documents could be built".to_owned();
        outcome.messages.push((&codes::run::NOT_PRUNED, message));
        return Ok(());
    }
    let pruned = prune(context)?;
    session.findings.extend(pruned.findings);
    outcome.not_removed = pruned.failed;
    if pruned.count > 0 {
        let verb = if context.args.writes_nothing() { "no longer in the manifest" } else { "removed" };
        let message = format!("{} {verb}", plural(pruned.count as u32, "document"));
        outcome.messages.push((&codes::run::PRUNED, message));
    }
    if pruned.is_stopped {
        outcome.stop("before all stray documents were removed");
    }
    Ok(())
}
