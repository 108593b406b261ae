//! Makes the documents and puts them where they belong.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result};

use super::args::BatchArgs;
use super::part::Task;
use super::report::{ReportTo, Row, State};
use super::stock::Stock;
use crate::batch::{self, Failure, Job, Press, checksum};
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
    /// What was otherwise in the file that was there.
    reason: Option<String>,
    bytes: Option<(u64, String)>,
    took: Duration,
}

impl Came {
    fn to(state: State) -> Self {
        let took = Duration::ZERO;
        Self { pages: None, state, lacking: Vec::new(), error: None, reason: None, bytes: None, took }
    }

    fn failed(error: Error) -> Self {
        Self { error: Some(error), ..Self::to(State::Failed) }
    }
}

/// Makes all documents; the findings are in the order of the manifest, whichever was done first.
pub(super) fn make<'c>(
    args: &BatchArgs,
    (tasks, stock): (&[Task<'c>], &Stock),
    progress: &Progress,
    heard: &mut Heard,
) -> Vec<Row<'c>> {
    let presses: Vec<(&Vec<String>, Press<'_>)> =
        stock.fonts.iter().map(|(paths, fonts)| (paths, Press::new(fonts))).collect();
    progress.steps("documents", tasks.len());
    let results = batch::on_all_cores(tasks, |task| {
        let began = Instant::now();
        let press = presses.iter().find(|(paths, _)| **paths == task.chosen.plan.fonts);
        let came = press.context("a font was not read").and_then(|(_, press)| one(args, task, press));
        progress.one_done();
        Came { took: began.elapsed(), ..came.unwrap_or_else(Came::failed) }
    });
    let mut rows = Vec::with_capacity(results.len());
    for (task, came) in tasks.iter().zip(results) {
        let file = args.out.join(&task.document.output);
        let found = findings(&file, &came, &heard.sources);
        let reason = came.reason.or_else(|| failure(&found, &file));
        heard.findings.extend(found);
        rows.push(Row {
            number: task.number,
            file,
            plan: task.chosen.plan,
            document: task.document,
            kit: &task.chosen.kit,
            pages: came.pages,
            state: came.state,
            reason,
            bytes: came.bytes,
            took: came.took,
        });
    }
    rows
}

/// Makes a document, unless it lies where it belongs already.
fn one(args: &BatchArgs, task: &Task<'_>, press: &Press<'_>) -> Result<Came> {
    if args.dry_run {
        return Ok(Came::to(State::Planned));
    }
    let (chosen, document) = (task.chosen, task.document);
    let (kit, blueprint, bank) = (&chosen.kit, &chosen.plan.blueprint, chosen.bank);
    let path = args.out.join(&document.output);
    let job = Job { kit, blueprint, style: &document.style, bank, press };
    let has_checksums = args.report.iter().any(ReportTo::has_checksums);
    let sum = |bytes: &[u8]| has_checksums.then(|| (bytes.len() as u64, checksum::sha256(bytes)));
    let found = if args.overwrite.force { None } else { files::found(&path)? };
    if let Some(file) = &found
        && job.is_made(file)?
    {
        return Ok(Came { bytes: sum(file), ..Came::to(State::Unchanged) });
    }
    let made = match job.make() {
        Ok(made) => made,
        Err(Failure::Missing(lacking)) => return Ok(Came { lacking, ..Came::to(State::Unset) }),
        Err(Failure::Other(error)) => return Err(error),
    };
    let state = deliver(args, &path, &made.bytes)?;
    let is_told = state != State::Unchanged && args.report.iter().any(ReportTo::is_detailed);
    let reason = is_told.then(|| match &found {
        Some(file) => job.unlike(file),
        None if args.overwrite.force => "--force".to_owned(),
        None => "there was no file".to_owned(),
    });
    Ok(Came { pages: Some(made.pages), reason, bytes: sum(&made.bytes), ..Came::to(state) })
}

/// What was found of a document, without its name.
fn failure(found: &[Diagnostic], file: &Path) -> Option<String> {
    let name = format!("{}: ", show::harmless(&file.display().to_string()));
    let told = found.iter().map(|finding| finding.message.strip_prefix(&name).unwrap_or(&finding.message));
    let told: Vec<&str> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
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
