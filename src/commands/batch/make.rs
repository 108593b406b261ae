//! Makes the documents and puts them where they belong.

use std::cell::RefCell;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result};

use super::Work;
use super::args::BatchArgs;
use super::out_folder::Place;
use super::report_to::ReportTo;
use crate::batch::tasks::Task;
use crate::batch::{self, Job, RenderError, RenderPool, checksum};
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::{has_content, read_if_exists_into};
use crate::fs::stop::Stop;
use crate::fs::temporary;
use crate::fs::write::write_pdf;
use crate::layout::{MissingGlyph, report_missing_glyphs};
use crate::pdf;
use crate::pdf::read::ReadError;
use crate::report::{DocumentState, ProcessedDocument};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// What came of making one document.
struct Came {
    pages: Option<usize>,
    state: DocumentState,
    lacking: Vec<MissingGlyph>,
    error: Option<Error>,
    /// What was otherwise in the file that was there.
    reason: Option<String>,
    /// What keeps the file that is there from being replaced by a plain run, and what to do.
    kept: Option<(String, &'static str)>,
    bytes: Option<(u64, String)>,
    took: Duration,
}

impl Came {
    fn to(state: DocumentState, pages: Option<usize>) -> Self {
        let took = Duration::ZERO;
        Self { pages, state, lacking: Vec::new(), error: None, reason: None, kept: None, bytes: None, took }
    }

    fn failed(error: Error) -> Self {
        Self { error: Some(error), ..Self::to(DocumentState::Failed, None) }
    }
}

/// What the making of every document needs.
struct Making<'m> {
    args: &'m BatchArgs,
    presses: Vec<(&'m Vec<String>, RenderPool<'m>)>,
    place: Place<'m>,
    stop: &'m Stop,
}

/// Makes all documents; the findings are in the order of the manifest, whichever was done first.
pub(super) fn make<'c>(
    work: &Work<'_>,
    tasks: &[Task<'c>],
    progress: &Progress,
    session: &mut Session,
) -> Vec<ProcessedDocument<'c>> {
    let Work { args, stock, stop, .. } = *work;
    let outputs = tasks.iter().map(|task| task.document.output.as_str());
    let presses = stock.fonts.iter().map(|(paths, fonts)| (paths, RenderPool::new(fonts))).collect();
    let making = Making { args, presses, place: Place::of(&args.out, outputs), stop };
    if !args.check && !args.dry_run {
        making.place.sweep();
        temporary::remove_leftovers(temporary::parent_folder(&args.manifest));
    }
    progress.steps("documents", tasks.len());
    let results = batch::on_all_cores(tasks, |task| {
        let began = Instant::now();
        let came = making.one(task).unwrap_or_else(Came::failed);
        progress.one_done();
        Came { took: began.elapsed(), ..came }
    });
    let mut rows = Vec::with_capacity(results.len());
    for (task, came) in tasks.iter().zip(results) {
        let file = args.out.join(&task.document.output);
        let found = findings(&file, &came, &session.sources);
        let reason = came.reason.or_else(|| failure(&found, &file));
        session.findings.extend(found);
        rows.push(ProcessedDocument {
            number: task.number,
            file,
            plan: task.kit.plan,
            document: task.document,
            kit: &task.kit.kit,
            pages: came.pages,
            state: came.state,
            reason,
            bytes: came.bytes,
            took: came.took,
        });
    }
    rows
}

impl Making<'_> {
    /// Makes a document, if it is still wanted and not there already.
    fn one(&self, task: &Task<'_>) -> Result<Came> {
        if self.stop.is_requested() {
            return Ok(Came::to(DocumentState::NotReached, None));
        }
        if self.args.dry_run {
            return Ok(Came::to(DocumentState::Planned, None));
        }
        let (chosen, document) = (task.kit, task.document);
        let press = self.presses.iter().find(|(paths, _)| **paths == chosen.plan.fonts);
        let (_, press) = press.context("a font was not read")?;
        let (kit, blueprint, bank) = (&chosen.kit, &chosen.plan.blueprint, chosen.bank);
        let job = Job { kit, blueprint, style: &document.style, bank, press };
        let path = self.place.path(&document.output)?;
        // One buffer for all files that a thread reads: most runs read many and make few.
        thread_local! {
            static FILE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        let mut file = FILE.take();
        let came = self.one_at(&job, &path, &mut file);
        FILE.set(file);
        came
    }

    fn one_at(&self, job: &Job<'_, '_>, path: &Path, file: &mut Vec<u8>) -> Result<Came> {
        let is_forced = self.args.overwrite.force;
        let is_found = !is_forced && read_if_exists_into(path, file)?;
        if is_found && job.is_made(file)? {
            return Ok(Came { bytes: self.sum(file), ..Came::to(DocumentState::Unchanged, None) });
        }
        let made = match job.make() {
            Ok(made) => made,
            Err(RenderError::MissingGlyphs(lacking)) => {
                return Ok(Came { lacking, ..Came::to(DocumentState::MissingGlyphs, None) });
            }
            Err(error) => return Err(error.into()),
        };
        let state = self.deliver(path, &made.bytes)?;
        let is_stale = state == DocumentState::Stale && (is_found || read_if_exists_into(path, file)?);
        let kept = if is_stale { kept(file) } else { None };
        let is_told = state != DocumentState::Unchanged && self.args.report.iter().any(ReportTo::is_detailed);
        let reason = is_told.then(|| match (&kept, is_found, is_forced) {
            (Some((why, _)), ..) => why.clone(),
            (None, true, _) => job.unlike(file),
            (None, false, true) => "--force".to_owned(),
            (None, false, false) => "there was no file".to_owned(),
        });
        let bytes = self.sum(&made.bytes);
        Ok(Came { reason, kept, bytes, ..Came::to(state, Some(made.pages)) })
    }

    /// What a report that has checksums tells of a file.
    fn sum(&self, bytes: &[u8]) -> Option<(u64, String)> {
        let is_wanted = self.args.report.iter().any(ReportTo::has_checksums);
        is_wanted.then(|| (bytes.len() as u64, checksum::sha256(bytes)))
    }

    /// Puts a document where it belongs, unless it is there already.
    fn deliver(&self, path: &Path, bytes: &[u8]) -> Result<DocumentState> {
        match has_content(path, bytes)? {
            Some(true) => return Ok(DocumentState::Unchanged),
            Some(false) if self.args.check => return Ok(DocumentState::Stale),
            None if self.args.check => return Ok(DocumentState::Missing),
            Some(false) | None => {}
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        write_pdf(path, bytes, self.args.overwrite.into(), None)?;
        Ok(DocumentState::Written)
    }
}

/// Why a plain run keeps a file, if it does, and what to do.
fn kept(file: &[u8]) -> Option<(String, &'static str)> {
    const ANSWERS: &str = "keep it where filled-in kits are kept; a run leaves it as it is";
    let foreign =
        || ("it is no document of this program".to_owned(), "move it away, or add --force to replace it");
    if pdf::is_as_written(file) {
        return None;
    }
    match pdf::read::read(file) {
        Err(ReadError::Protected | ReadError::WrongPassword) => {
            Some(("it is protected with a password and may have fields filled in".to_owned(), ANSWERS))
        }
        Ok(filled) if filled.answers() > 0 => {
            Some((format!("it has {} filled in", plural(filled.answers() as u32, "field")), ANSWERS))
        }
        Ok(filled) if filled.is_ours => None,
        Ok(_) | Err(_) => Some(foreign()),
    }
}

/// What was found of a document, without its name.
fn failure(found: &[Diagnostic], file: &Path) -> Option<String> {
    let name = format!("{}: ", escape_control(&file.display().to_string()));
    let told = found.iter().map(|finding| finding.message.strip_prefix(&name).unwrap_or(&finding.message));
    let told: Vec<&str> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// What is to be said of a document.
fn findings(file: &Path, came: &Came, sources: &Sources) -> Vec<Diagnostic> {
    let name = escape_control(&file.display().to_string());
    match came.state {
        DocumentState::Missing => {
            vec![Diagnostic::error(&codes::document::MISSING, format!("{name} is missing"))]
        }
        DocumentState::Stale => {
            let message = format!("{name} is not as it would be made now");
            vec![match &came.kept {
                Some((why, help)) => {
                    Diagnostic::error(&codes::document::STALE, format!("{message}: {why}")).help(*help)
                }
                None => Diagnostic::error(&codes::document::STALE, message),
            }]
        }
        DocumentState::MissingGlyphs => {
            let of_file = |finding: Diagnostic| {
                let message = format!("{name}: {}", finding.message);
                Diagnostic { message, ..finding }
            };
            report_missing_glyphs(&came.lacking, sources).into_iter().map(of_file).collect()
        }
        DocumentState::Failed => {
            let why = came.error.as_ref().map_or_else(String::new, |error| format!("{error:#}"));
            let message = escape_control(&why);
            vec![Diagnostic::error(&codes::document::FAILED, message)]
        }
        DocumentState::Planned
        | DocumentState::Written
        | DocumentState::Unchanged
        | DocumentState::NotReached => Vec::new(),
    }
}
