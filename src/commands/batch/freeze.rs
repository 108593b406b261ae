//! The questions of all kits, and the lock that freezes them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Error, Result, bail};

use super::args::BatchArgs;
use super::{Work, is_denied, must_end};
use crate::bank::Bank;
use crate::batch::{self, BatchLock, KitPlan, LockedKit, Wanted};
use crate::commands::args::Findings;
use crate::commands::heard::Heard;
use crate::commands::temporary::Turn;
use crate::commands::{files, remarks, show};
use crate::diag::Diagnostic;
use crate::diag::suggest::{nearest, question};
use crate::kit::Kit;

/// How often it is looked whether another run has written the lock.
const PATIENCE: Duration = Duration::from_millis(20);

/// Where the lock lies.
fn lock_path(args: &BatchArgs) -> PathBuf {
    args.manifest.with_extension("lock")
}

/// The questions of all kits, with the lock written where it changed, before the first document; or none with
/// the reasons told.
pub(super) fn freeze<'w>(work: &Work<'w>, heard: &mut Heard) -> Result<Option<Vec<Chosen<'w>>>> {
    let (args, path, before) = (work.args, lock_path(work.args), heard.findings.len());
    let mut text = files::lock(&path)?;
    let mut turn = None;
    // Once, and once more if another run has written the lock meanwhile; after that it cannot.
    loop {
        heard.findings.truncate(before);
        let Ok(old) = old_lock(&path, text.clone(), heard) else { return Ok(None) };
        let Some(chosen) = choose(work, old.as_ref(), heard)? else { return Ok(None) };
        let new = frozen(&chosen);
        heard.findings.extend(old.iter().flat_map(|old| unused(old, &chosen)));
        if old.as_ref() == Some(&new) || (args.dry_run && !args.locked) {
            return Ok((!must_end(args, heard)).then_some(chosen));
        }
        if args.locked || args.check {
            heard.findings.push(stale(&path, old.as_ref(), &new));
            return Ok(args.check.then_some(chosen));
        }
        if is_denied(args, heard) {
            return Ok(None);
        }
        if turn.is_none() {
            turn = take_turn(work, &path)?;
            if turn.is_none() {
                return Ok(None);
            }
            let now = files::lock(&path)?;
            if now != text {
                text = now;
                continue;
            }
        }
        // Of two runs the one with the older manifest would forget what the other has frozen.
        for (path, bytes) in work.written {
            if files::bank_file(path)?.bytes != *bytes {
                bail!("{} was changed since this run has read it: run again", path.display());
            }
        }
        files::write_text(&path, &new.text()?)?;
        heard.findings.extend(old.iter().flat_map(|old| changed(old, &new)));
        return Ok(Some(chosen));
    }
}

/// The questions of all kits, frozen.
pub(super) fn frozen(chosen: &[Chosen<'_>]) -> BatchLock {
    let locked = |c: &Chosen<'_>| LockedKit::of(&c.plan.name, &c.plan.blueprint, &c.kit);
    BatchLock::new(chosen.iter().map(locked).collect())
}

/// Waits until no other run writes the lock; nothing, if the user does not want to wait on.
fn take_turn(work: &Work<'_>, path: &Path) -> Result<Option<Turn>> {
    let mut is_told = work.args.findings == Findings::Json;
    let wait = || {
        if !is_told {
            show::note(&format!("waiting for another run, which writes {}", path.display()));
            is_told = true;
        }
        std::thread::sleep(PATIENCE);
        !work.stop.is_asked()
    };
    Turn::take(path, wait).with_context(|| format!("cannot write {}", path.display()))
}

/// The lock as it was; none where there is none.
fn old_lock(path: &Path, text: Option<String>, heard: &mut Heard) -> Result<Option<BatchLock>, ()> {
    let read = text.map(|text| BatchLock::read(&path.display().to_string(), text, &mut heard.sources));
    read.transpose().map_err(|finding| heard.findings.push(finding))
}

/// A kit with its questions.
pub(super) struct Chosen<'c> {
    pub(super) plan: &'c KitPlan,
    pub(super) bank: &'c Bank,
    pub(super) kit: Kit<'c>,
}

/// The questions of all kits, or none with the reasons told.
fn choose<'w>(
    work: &Work<'w>,
    old: Option<&BatchLock>,
    heard: &mut Heard,
) -> Result<Option<Vec<Chosen<'w>>>> {
    let (args, manifest, stock) = (work.args, work.manifest, work.stock);
    let names = || manifest.kits.iter().map(|plan| plan.name.as_str());
    for name in args.update.iter().filter(|name| !name.is_empty()) {
        if !names().any(|known| known == name) {
            let meant = question(nearest(name, names()));
            bail!("--update: the manifest has no kit `{name}`{meant}");
        }
    }
    let is_updated = |name: &String| args.update.iter().any(|update| update.is_empty() || update == name);
    let results = batch::on_all_cores(&manifest.kits, |plan| {
        if work.stop.is_asked() {
            return Ok(None);
        }
        let locked = old.and_then(|lock| lock.kit(&plan.name));
        let wanted = match locked {
            Some(locked) if is_updated(&plan.name) => Wanted::Anew(locked),
            Some(locked) => Wanted::Locked(locked),
            None => Wanted::New,
        };
        let bank = stock.bank(plan)?;
        Ok::<_, Error>(Some((plan, bank, batch::choose(plan, bank, wanted))))
    });
    let mut chosen = Vec::with_capacity(results.len());
    for result in results {
        let Some((plan, bank, choice)) = result? else { return Ok(None) };
        match choice {
            Ok((kit, said)) => {
                heard.findings.extend(said);
                heard.findings.extend(noted(plan, &kit));
                chosen.push(Chosen { plan, bank, kit });
            }
            Err(errors) => heard.findings.extend(errors),
        }
    }
    Ok((!heard.has_errors()).then_some(chosen))
}

/// What is noted of a kit, as `build` notes it.
fn noted(plan: &KitPlan, kit: &Kit<'_>) -> impl Iterator<Item = Diagnostic> {
    let is_told = plan.documents.iter().all(|document| document.style.no_form);
    let said = [remarks::spare(kit), remarks::not_fillable(kit, is_told, "no-form = true")];
    let of_kit = |finding: Diagnostic| {
        let message = format!("kit `{}`: {}", plan.name, finding.message);
        Diagnostic { message, ..finding }.at(plan.origin, "")
    };
    said.into_iter().flatten().map(of_kit)
}

/// That the lock would have to change, and for which kits.
fn stale(path: &Path, old: Option<&BatchLock>, new: &BatchLock) -> Diagnostic {
    let none = BatchLock::new(Vec::new());
    let unlike = old.unwrap_or(&none).unlike(new).join(", ");
    let name = show::harmless(&path.display().to_string());
    let message = match old {
        None => format!("{name} is missing: no questions are frozen yet"),
        Some(_) => format!("{name} would have to change for {unlike}"),
    };
    let help = "run `interview-kit batch` where the manifest and the bank are kept, and commit the lock";
    Diagnostic::error("lock::stale", message).help(help)
}

/// What the new lock changed of the kits of the old one.
fn changed(old: &BatchLock, new: &BatchLock) -> Vec<Diagnostic> {
    let note = |name: &str| {
        let what = batch::compare::in_a_line(old.kit(name)?, new.kit(name)?)?;
        Some(Diagnostic::note("lock::changed", format!("lock: {name}: {what}")))
    };
    old.unlike(new).into_iter().filter_map(note).collect()
}

/// Kits that the lock has and the manifest does not ask for: their questions would be forgotten unnoticed.
fn unused(old: &BatchLock, chosen: &[Chosen<'_>]) -> Vec<Diagnostic> {
    let is_asked = |name: &str| chosen.iter().any(|c| c.plan.name == name);
    let finding = |name: &str| {
        let message =
            format!("the manifest no longer asks for kit `{name}`, so its questions leave the lock");
        let help =
            "a kit that was given another name is drawn anew: give it its old name to keep its questions";
        Diagnostic::warning("lock::unused", show::harmless(&message)).help(help)
    };
    old.names().filter(|name| !is_asked(name)).map(finding).collect()
}
