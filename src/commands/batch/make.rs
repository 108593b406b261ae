//! Makes the documents and puts them where they belong.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Error, Result};

use super::args::BatchArgs;
use super::freeze::Chosen;
use super::report::{Row, State};
use super::stock::Stock;
use crate::batch::{self, DocumentPlan, Failure, Job, Press};
use crate::commands::heard::Heard;
use crate::commands::progress::Progress;
use crate::commands::{files, missing, show};
use crate::diag::{Diagnostic, Sources};
use crate::layout::MissingGlyph;

/// What came of making one document.
struct Came {
    pages: Option<usize>,
    state: State,
    lacking: Vec<MissingGlyph>,
    error: Option<Error>,
}

impl Came {
    fn to(state: State, pages: usize) -> Self {
        Self { pages: Some(pages), state, lacking: Vec::new(), error: None }
    }

    fn failed(error: Error) -> Self {
        Self { pages: None, state: State::Failed, lacking: Vec::new(), error: Some(error) }
    }
}

/// Makes all documents; the findings are in the order of the manifest, whichever was done first.
pub(super) fn make<'c>(
    args: &BatchArgs,
    (chosen, stock): (&'c [Chosen<'c>], &Stock),
    progress: &Progress,
    heard: &mut Heard,
) -> Vec<Row<'c>> {
    let presses: Vec<(&Vec<String>, Press<'_>)> =
        stock.fonts.iter().map(|(paths, fonts)| (paths, Press::new(fonts))).collect();
    let documents: Vec<(&Chosen<'_>, &DocumentPlan)> =
        chosen.iter().flat_map(|c| c.plan.documents.iter().map(move |document| (c, document))).collect();
    let (started, all) = (AtomicUsize::new(0), documents.len());
    let results = batch::on_all_cores(&documents, |(chosen, document)| {
        if args.dry_run {
            return Came { pages: None, state: State::Planned, lacking: Vec::new(), error: None };
        }
        let number = started.fetch_add(1, Ordering::Relaxed) + 1;
        progress.step(&format!("document {number} of {all}"));
        let press = presses.iter().find(|(paths, _)| **paths == chosen.plan.fonts);
        let Some((_, press)) = press else { return Came::failed(Error::msg("a font was not read")) };
        let (kit, blueprint, bank) = (&chosen.kit, &chosen.plan.blueprint, chosen.bank);
        let path = args.out.join(&document.output);
        let job = Job { kit, blueprint, style: &document.style, bank, press };
        match is_there(args, &job, &path) {
            Ok(true) => {
                return Came { pages: None, state: State::Unchanged, lacking: Vec::new(), error: None };
            }
            Ok(false) => {}
            Err(error) => return Came::failed(error),
        }
        match job.make() {
            Ok(made) => match deliver(args, &path, &made.bytes) {
                Ok(state) => Came::to(state, made.pages),
                Err(error) => Came::failed(error),
            },
            Err(Failure::Missing(lacking)) => Came { pages: None, state: State::Unset, lacking, error: None },
            Err(Failure::Other(error)) => Came::failed(error),
        }
    });
    let mut rows = Vec::with_capacity(results.len());
    for ((chosen, document), came) in documents.into_iter().zip(results) {
        let file = args.out.join(&document.output);
        heard.findings.extend(findings(&file, &came, &heard.sources));
        rows.push(Row { file, plan: chosen.plan, kit: &chosen.kit, pages: came.pages, state: came.state });
    }
    rows
}

/// Whether a document lies where it belongs, so that it need not be made.
fn is_there(args: &BatchArgs, job: &Job<'_, '_>, path: &Path) -> Result<bool> {
    if args.overwrite.force {
        return Ok(false);
    }
    files::found(path)?.map_or(Ok(false), |file| job.is_made(&file))
}

/// Puts a document where it belongs, unless it is there already.
fn deliver(args: &BatchArgs, path: &Path, bytes: &[u8]) -> Result<State> {
    let is_same = files::holds(path, bytes)?;
    match is_same {
        Some(true) => return Ok(State::Unchanged),
        Some(false) if args.check => return Ok(State::Stale),
        None if args.check => return Ok(State::Missing),
        Some(false) | None => {}
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    files::write(path, bytes, args.overwrite, None)?;
    Ok(State::Written)
}

/// What is to be said of a document.
fn findings(file: &Path, came: &Came, sources: &Sources) -> Vec<Diagnostic> {
    let name = show::harmless(&file.display().to_string());
    match came.state {
        State::Missing => vec![Diagnostic::error("batch::missing", format!("{name} is missing"))],
        State::Stale => {
            vec![Diagnostic::error("batch::stale", format!("{name} is not as it would be made now"))]
        }
        State::Unset => {
            let of_file = |finding: Diagnostic| {
                let message = format!("{name}: {}", finding.message);
                Diagnostic { message, ..finding }
            };
            missing::findings(&came.lacking, sources).into_iter().map(of_file).collect()
        }
        State::Failed => {
            let why = came.error.as_ref().map_or_else(String::new, |error| format!("{error:#}"));
            let message = show::harmless(&why);
            vec![Diagnostic::error("batch::failed", message)]
        }
        State::Planned | State::Written | State::Unchanged => Vec::new(),
    }
}
