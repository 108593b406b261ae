//! The questions of all kits, and the lock that freezes them.

use std::path::PathBuf;

use anyhow::{Error, Result, bail};

use super::args::BatchArgs;
use super::stock::Stock;
use crate::bank::Bank;
use crate::batch::{self, BatchLock, KitPlan, LockedKit, Manifest, Wanted};
use crate::commands::heard::Heard;
use crate::commands::{files, show};
use crate::diag::Diagnostic;
use crate::diag::suggest::{nearest, question};
use crate::kit::Kit;

/// Where the lock lies.
fn lock_path(args: &BatchArgs) -> PathBuf {
    args.manifest.with_extension("lock")
}

pub(super) fn old_lock(args: &BatchArgs, heard: &mut Heard) -> Result<Option<BatchLock>> {
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
pub(super) struct Chosen<'c> {
    pub(super) plan: &'c KitPlan,
    pub(super) bank: &'c Bank,
    pub(super) kit: Kit<'c>,
}

/// The questions of all kits, or none with the reasons told.
pub(super) fn choose<'c>(
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

/// The questions of all kits, frozen.
pub(super) fn frozen(chosen: &[Chosen<'_>]) -> BatchLock {
    let locked = |c: &Chosen<'_>| LockedKit::of(&c.plan.name, &c.plan.blueprint, &c.kit);
    BatchLock::new(chosen.iter().map(locked).collect())
}

/// Writes the lock where it changed, before the first document; says whether the work goes on.
pub(super) fn settle(
    args: &BatchArgs,
    chosen: &[Chosen<'_>],
    old: Option<&BatchLock>,
    heard: &mut Heard,
) -> Result<bool> {
    let new = frozen(chosen);
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
