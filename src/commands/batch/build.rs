//! Building the documents, and writing them to the output folder.

use std::cell::RefCell;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use super::args::BatchArgs;
use super::document_outcome::{DocumentOutcome, find_obstacle};
use super::out_folder::OutFolder;
use super::report_to::ReportTo;
use super::run_context::RunContext;
use crate::batch::tasks::Task;
use crate::batch::{self, RenderError, RenderJob, RenderPool, checksum};
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::compose::Prefill;
use crate::diag::Diagnostic;
use crate::fs::folder::create_parent_folder;
use crate::fs::read::{has_content, read_if_exists_into};
use crate::fs::stop::Stop;
use crate::fs::temporary;
use crate::fs::write::write_pdf;
use crate::report::{DocumentState, ProcessedDocument};
use crate::wording::escape::escape_control;

/// Builds documents on several threads.
struct DocumentBuilder<'b> {
    args: &'b BatchArgs,
    render_pools: Vec<(&'b Vec<String>, RenderPool<'b>)>,
    out_folder: OutFolder<'b>,
    stop: &'b Stop,
}

/// Builds the documents, and returns a row for each. Findings are in the order of the manifest.
pub(super) fn build_documents<'c>(
    context: &RunContext<'_>,
    tasks: &[Task<'c>],
    progress: &Progress,
    session: &mut Session,
) -> Vec<ProcessedDocument<'c>> {
    let RunContext { args, inputs, stop, .. } = *context;
    let outputs = tasks.iter().map(|task| task.document.output.as_str());
    let render_pools = inputs.fonts.iter().map(|(paths, fonts)| (paths, RenderPool::new(fonts))).collect();
    let builder =
        DocumentBuilder { args, render_pools, out_folder: OutFolder::new(&args.out, outputs), stop };
    if !args.writes_nothing() {
        builder.out_folder.remove_leftovers();
        temporary::remove_leftovers(temporary::parent_folder(&args.manifest));
    }
    progress.counted_step("documents", tasks.len());
    let outcomes = batch::on_all_cores(tasks, |task| {
        let began = Instant::now();
        let outcome = builder.build(task).unwrap_or_else(DocumentOutcome::failed);
        progress.finish_item();
        DocumentOutcome { took: began.elapsed(), ..outcome }
    });
    let mut rows = Vec::with_capacity(outcomes.len());
    for (task, outcome) in tasks.iter().zip(outcomes) {
        let file = args.out.join(&task.document.output);
        let findings = outcome.findings(&file, &session.sources);
        let reason = outcome.reason.or_else(|| join_messages(&findings, &file));
        session.findings.extend(findings);
        rows.push(ProcessedDocument {
            number: task.number,
            file,
            plan: task.kit.plan,
            document: task.document,
            kit: &task.kit.kit,
            pages: outcome.pages,
            state: outcome.state,
            reason,
            bytes: outcome.bytes,
            took: outcome.took,
        });
    }
    rows
}

impl DocumentBuilder<'_> {
    /// Builds a document, unless it is up to date.
    fn build(&self, task: &Task<'_>) -> Result<DocumentOutcome> {
        if self.stop.is_requested() {
            return Ok(DocumentOutcome::new(DocumentState::NotReached));
        }
        let (chosen, document) = (task.kit, task.document);
        let pool = self.render_pools.iter().find(|(paths, _)| **paths == chosen.plan.fonts);
        let (_, pool) = pool.context("a font was not read")?;
        let (kit, blueprint, bank) = (&chosen.kit, &chosen.plan.blueprint, chosen.bank);
        let prefill = &Prefill::default();
        let job = RenderJob { kit, blueprint, style: &document.style, prefill, bank, pool };
        if self.args.dry_run || chosen.is_refused {
            return Ok(DocumentOutcome::unbuilt(job.find_missing_glyphs(), chosen.is_refused));
        }
        let path = self.out_folder.path(&document.output)?;
        // Each thread reuses one buffer, because most runs read many files and write few.
        thread_local! {
            static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        let mut file = FILE.take();
        let outcome = self.build_file(&job, &path, &mut file);
        FILE.set(file);
        outcome
    }

    fn build_file(
        &self,
        job: &RenderJob<'_, '_>,
        path: &Path,
        file: &mut Vec<u8>,
    ) -> Result<DocumentOutcome> {
        let is_forced = self.args.overwrite.force;
        let is_found = !is_forced && read_if_exists_into(path, file)?;
        if is_found && job.is_up_to_date(file)? {
            return Ok(DocumentOutcome {
                bytes: self.measure(file),
                ..DocumentOutcome::new(DocumentState::Unchanged)
            });
        }
        let made = match job.render() {
            Ok(made) => made,
            Err(RenderError::MissingGlyphs(missing_glyphs)) => {
                return Ok(DocumentOutcome::without_glyphs(missing_glyphs));
            }
            Err(error) => return Err(error.into()),
        };
        let state = self.write(path, &made.bytes)?;
        let is_stale = state == DocumentState::Stale && (is_found || read_if_exists_into(path, file)?);
        let obstacle = if is_stale { find_obstacle(file) } else { None };
        let has_reason =
            state != DocumentState::Unchanged && self.args.report.iter().any(ReportTo::is_detailed);
        let reason = has_reason.then(|| match (&obstacle, is_found, is_forced) {
            (Some(obstacle), ..) => obstacle.reason.clone(),
            (None, true, _) => job.explain_difference(file),
            (None, false, true) => "--force".to_owned(),
            (None, false, false) => "there was no file".to_owned(),
        });
        Ok(DocumentOutcome {
            pages: Some(made.pages),
            reason,
            obstacle,
            bytes: self.measure(&made.bytes),
            ..DocumentOutcome::new(state)
        })
    }

    /// Returns the size and checksum of a document, if a report states them.
    fn measure(&self, bytes: &[u8]) -> Option<(u64, String)> {
        let has_checksums = self.args.report.iter().any(ReportTo::has_checksums);
        has_checksums.then(|| (bytes.len() as u64, checksum::sha256(bytes)))
    }

    /// Writes a document, unless its file has the same bytes; with `--check`, only compares them.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<DocumentState> {
        match has_content(path, bytes)? {
            Some(true) => return Ok(DocumentState::Unchanged),
            Some(false) if self.args.check => return Ok(DocumentState::Stale),
            None if self.args.check => return Ok(DocumentState::Missing),
            Some(false) | None => {}
        }
        create_parent_folder(path)?;
        write_pdf(path, bytes, self.args.overwrite.into(), None)?;
        Ok(DocumentState::Written)
    }
}

/// Joins the messages of findings about a document, without its name.
fn join_messages(findings: &[Diagnostic], file: &Path) -> Option<String> {
    let name = format!("{}: ", escape_control(&file.display().to_string()));
    let messages: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.strip_prefix(&name).unwrap_or(&finding.message))
        .collect();
    (!messages.is_empty()).then(|| messages.join("; "))
}
