//! `batch`: the kits of a manifest.
//!
//! First all is read and chosen, and whatever is wrong with it is told before anything is written. Then the
//! documents are made on all cores; what goes wrong with one of them keeps no other from being made.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Error, Result, bail};

use super::args::Findings;
use super::batch_args::BatchArgs;
use super::batch_report::{self, Row, State};
use super::heard::Heard;
use super::plan_table::plural;
use super::progress::Progress;
use super::{Outcome, build, files, missing, show};
use crate::bank::{self, Bank};
use crate::batch::{
    self, BatchLock, DocumentPlan, Failure, Job, KitPlan, LockedKit, Manifest, Press, Wanted, manifest,
};
use crate::diag::suggest::{nearest, question};
use crate::diag::{Diagnostic, Sources};
use crate::kit::Kit;
use crate::layout::{FontSet, MissingGlyph};

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
    drop(progress);
    show::result(&batch_report::text(args.report, &rows)?)?;
    let summary = batch_report::summary(&rows, chosen.len());
    if args.findings == Findings::Json {
        // Standard error is one array then, with nothing around it.
        heard.findings.push(Diagnostic::note("batch::done", summary.clone()));
    }
    Ok((rows.iter().filter(|row| row.state == State::Failed).count(), Some(summary)))
}

/// What kits share: each bank and each set of fonts that any of them names, read once.
struct Stock {
    banks: Vec<(Vec<String>, Bank)>,
    fonts: Vec<(Vec<String>, FontSet)>,
}

impl Stock {
    fn read(manifest_path: &Path, manifest: &Manifest, heard: &mut Heard) -> Result<Self> {
        let mut stock = Self { banks: Vec::new(), fonts: Vec::new() };
        let place = |text: &String| place(manifest_path, text);
        for plan in &manifest.kits {
            if !stock.banks.iter().any(|(paths, _)| *paths == plan.bank) {
                let paths: Vec<PathBuf> = plan.bank.iter().map(place).collect();
                let loaded = bank::load(files::banks(&paths)?, &mut heard.sources);
                heard.findings.extend(loaded.findings);
                stock.banks.push((plan.bank.clone(), loaded.bank));
            }
            if !stock.fonts.iter().any(|(paths, _)| *paths == plan.fonts) {
                let paths: Vec<PathBuf> = plan.fonts.iter().map(place).collect();
                stock.fonts.push((plan.fonts.clone(), build::fonts(&paths)?));
            }
        }
        Ok(stock)
    }

    fn bank(&self, plan: &KitPlan) -> Result<&Bank> {
        let found = self.banks.iter().find(|(paths, _)| *paths == plan.bank);
        found.map(|(_, bank)| bank).context("a bank was not read")
    }
}

/// A path of a manifest, which stands beside it.
fn place(manifest: &Path, text: &str) -> PathBuf {
    let folder = manifest.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) => folder.join(text),
        // A file of this name, not standard input.
        None if text == "-" => PathBuf::from("./-"),
        None => PathBuf::from(text),
    }
}

/// Where the lock lies.
fn lock_path(args: &BatchArgs) -> PathBuf {
    args.manifest.with_extension("lock")
}

fn old_lock(args: &BatchArgs, heard: &mut Heard) -> Result<Option<BatchLock>> {
    let path = lock_path(args);
    let Some(text) = files::lock(&path)? else { return Ok(None) };
    match BatchLock::read(&path.display().to_string(), text, &mut heard.sources) {
        Ok(lock) => Ok(Some(lock)),
        Err(finding) => {
            heard.findings.push(finding);
            Ok(None)
        }
    }
}

/// A kit with its questions.
struct Chosen<'c> {
    plan: &'c KitPlan,
    bank: &'c Bank,
    kit: Kit<'c>,
}

/// The questions of all kits, or none with the reasons told.
fn choose<'c>(
    args: &BatchArgs,
    manifest: &'c Manifest,
    (stock, old): (&'c Stock, Option<&BatchLock>),
    heard: &mut Heard,
) -> Result<Option<Vec<Chosen<'c>>>> {
    let names = || manifest.kits.iter().map(|plan| plan.name.as_str());
    for name in args.update.iter().filter(|name| !name.is_empty()) {
        if !names().any(|known| known == name) {
            let meant = question(nearest(name, names()));
            bail!("--update: the manifest has no kit `{name}`{meant}");
        }
    }
    let is_updated = |name: &String| args.update.iter().any(|update| update.is_empty() || update == name);
    let results = batch::on_all_cores(&manifest.kits, |plan| {
        let locked = old.and_then(|lock| lock.kit(&plan.name));
        let wanted = match locked {
            Some(locked) if is_updated(&plan.name) => Wanted::Anew(locked),
            Some(locked) => Wanted::Locked(locked),
            None => Wanted::New,
        };
        let bank = stock.bank(plan)?;
        Ok::<_, Error>((plan, bank, batch::choose(plan, bank, wanted)))
    });
    let mut chosen = Vec::with_capacity(results.len());
    for result in results {
        let (plan, bank, choice) = result?;
        match choice {
            Ok((kit, said)) => {
                heard.findings.extend(said);
                chosen.push(Chosen { plan, bank, kit });
            }
            Err(errors) => heard.findings.extend(errors),
        }
    }
    Ok((!heard.has_errors()).then_some(chosen))
}

/// Writes the lock where it changed, before the first document; says whether the work goes on.
fn settle(
    args: &BatchArgs,
    chosen: &[Chosen<'_>],
    old: Option<&BatchLock>,
    heard: &mut Heard,
) -> Result<bool> {
    let locked = |c: &Chosen<'_>| LockedKit::of(&c.plan.name, &c.plan.blueprint, &c.kit);
    let new = BatchLock::new(chosen.iter().map(locked).collect());
    heard.findings.extend(old.into_iter().flat_map(|old| unused(old, chosen)));
    if old == Some(&new) || (args.dry_run && !args.locked) {
        return Ok(true);
    }
    let path = lock_path(args);
    if !args.locked && !args.check {
        files::write_text(&path, &new.text()?)?;
        return Ok(true);
    }
    let none = BatchLock::new(Vec::new());
    let unlike = old.unwrap_or(&none).unlike(&new).join(", ");
    let name = show::harmless(&path.display().to_string());
    let message = match old {
        None => format!("{name} is missing: no questions are frozen yet"),
        Some(_) => format!("{name} would have to change for {unlike}"),
    };
    let help = "run `interview-kit batch` where the manifest and the bank are kept, and commit the lock";
    heard.findings.push(Diagnostic::error("lock::stale", message).help(help));
    Ok(args.check)
}

/// Kits that the lock has and the manifest does not ask for: their questions would be forgotten unnoticed.
fn unused(old: &BatchLock, chosen: &[Chosen<'_>]) -> Vec<Diagnostic> {
    let is_asked = |name: &str| chosen.iter().any(|c| c.plan.name == name);
    let finding = |name: &str| {
        let message = format!("the manifest asks for kit `{name}` no more, so its questions leave the lock");
        let help =
            "a kit that was given another name is drawn anew: give it its old name to keep its questions";
        Diagnostic::warning("lock::unused", show::harmless(&message)).help(help)
    };
    old.names().filter(|name| !is_asked(name)).map(finding).collect()
}

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
fn make<'c>(
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
