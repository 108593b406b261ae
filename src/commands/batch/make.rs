//! Makes the documents and puts them where they belong.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Error, Result};

use super::Work;
use super::args::BatchArgs;
use super::freeze::Chosen;
use super::place::Place;
use super::report::{Row, State};
use crate::batch::{self, DocumentPlan, Failure, Job, Press};
use crate::commands::heard::Heard;
use crate::commands::progress::Progress;
use crate::commands::stop::Stop;
use crate::commands::{files, missing, show, temporary};
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
    fn to(state: State, pages: Option<usize>) -> Self {
        Self { pages, state, lacking: Vec::new(), error: None }
    }

    fn failed(error: Error) -> Self {
        Self { error: Some(error), ..Self::to(State::Failed, None) }
    }
}

/// A document of a kit.
type Document<'c> = (&'c Chosen<'c>, &'c DocumentPlan);

/// What the making of every document needs.
struct Making<'m> {
    args: &'m BatchArgs,
    presses: Vec<(&'m Vec<String>, Press<'m>)>,
    place: Place<'m>,
    stop: &'m Stop,
}

/// Makes all documents; the findings are in the order of the manifest, whichever was done first.
pub(super) fn make<'c>(
    work: &Work<'_>,
    chosen: &'c [Chosen<'c>],
    progress: &Progress,
    heard: &mut Heard,
) -> Vec<Row<'c>> {
    let Work { args, stock, stop, .. } = *work;
    let documents: Vec<Document<'_>> =
        chosen.iter().flat_map(|c| c.plan.documents.iter().map(move |document| (c, document))).collect();
    let outputs = documents.iter().map(|(_, document)| document.output.as_str());
    let presses = stock.fonts.iter().map(|(paths, fonts)| (paths, Press::new(fonts))).collect();
    let making = Making { args, presses, place: Place::of(&args.out, outputs), stop };
    if !args.check && !args.dry_run {
        making.place.sweep();
        temporary::sweep(temporary::parent(&args.manifest));
    }
    let (started, all) = (AtomicUsize::new(0), documents.len());
    let results = batch::on_all_cores(&documents, |document| {
        let number = started.fetch_add(1, Ordering::Relaxed) + 1;
        progress.step(&format!("document {number} of {all}"));
        making.one(document)
    });
    let mut rows = Vec::with_capacity(results.len());
    for ((chosen, document), came) in documents.into_iter().zip(results) {
        let file = args.out.join(&document.output);
        heard.findings.extend(findings(&file, &came, &heard.sources));
        rows.push(Row { file, plan: chosen.plan, kit: &chosen.kit, pages: came.pages, state: came.state });
    }
    rows
}

impl Making<'_> {
    /// Makes a document, if it is still wanted and not there already.
    fn one(&self, (chosen, document): &Document<'_>) -> Came {
        if self.stop.is_asked() {
            return Came::to(State::Left, None);
        }
        if self.args.dry_run {
            return Came::to(State::Planned, None);
        }
        let press = self.presses.iter().find(|(paths, _)| **paths == chosen.plan.fonts);
        let Some((_, press)) = press else { return Came::failed(Error::msg("a font was not read")) };
        let (kit, blueprint, bank) = (&chosen.kit, &chosen.plan.blueprint, chosen.bank);
        let job = Job { kit, blueprint, style: &document.style, bank, press };
        let path = match self.place.path(&document.output) {
            Ok(path) => path,
            Err(error) => return Came::failed(error),
        };
        match self.is_there(&job, &path) {
            Ok(true) => return Came::to(State::Unchanged, None),
            Ok(false) => {}
            Err(error) => return Came::failed(error),
        }
        match job.make() {
            Ok(made) => match self.deliver(&path, &made.bytes) {
                Ok(state) => Came::to(state, Some(made.pages)),
                Err(error) => Came::failed(error),
            },
            Err(Failure::Missing(lacking)) => Came { lacking, ..Came::to(State::Unset, None) },
            Err(Failure::Other(error)) => Came::failed(error),
        }
    }

    /// Whether a document lies where it belongs, so that it need not be made.
    fn is_there(&self, job: &Job<'_, '_>, path: &Path) -> Result<bool> {
        if self.args.overwrite.force {
            return Ok(false);
        }
        files::found(path)?.map_or(Ok(false), |file| job.is_made(&file))
    }

    /// Puts a document where it belongs, unless it is there already.
    fn deliver(&self, path: &Path, bytes: &[u8]) -> Result<State> {
        match files::holds(path, bytes)? {
            Some(true) => return Ok(State::Unchanged),
            Some(false) if self.args.check => return Ok(State::Stale),
            None if self.args.check => return Ok(State::Missing),
            Some(false) | None => {}
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        files::write(path, bytes, self.args.overwrite, None)?;
        Ok(State::Written)
    }
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
        State::Planned | State::Written | State::Unchanged | State::Left => Vec::new(),
    }
}
