//! The questions of all kits, and the lock that freezes them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Error, Result, bail};

use super::args::BatchArgs;
use super::{Work, is_denied, must_end};
use crate::bank::Bank;
use crate::batch::{self, BatchLock, KitPlan, LockedKit, Wanted};
use crate::commands::args::Findings;
use crate::commands::session::Session;
use crate::commands::{remarks, show};
use crate::compare::lock_change::explain_lock_change;
use crate::compare::summarize;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::diag::suggest::{nearest, question};
use crate::fs::files;
use crate::fs::temporary::Turn;
use crate::kit::Kit;
use crate::pdf;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// How often it is looked whether another run has written the lock.
const PATIENCE: Duration = Duration::from_millis(20);

/// Where the lock lies.
pub(super) fn lock_path(args: &BatchArgs) -> PathBuf {
    args.manifest.with_extension("lock")
}

/// The questions of all kits, with the lock written where it changed, before the first document; or none with
/// the reasons told.
pub(super) fn freeze<'w>(work: &Work<'w>, heard: &mut Session) -> Result<Option<Vec<Chosen<'w>>>> {
    let (args, path, before) = (work.args, lock_path(work.args), heard.findings.len());
    let mut text = files::lock(&path)?;
    let mut turn = None;
    // Once, and once more if another run has written the lock meanwhile; after that it cannot.
    loop {
        heard.findings.truncate(before);
        let Ok(old) = old_lock(&path, text.clone(), heard) else { return Ok(None) };
        let Some(chosen) = choose(work, old.as_ref(), heard)? else { return Ok(None) };
        let mut new = frozen(&chosen);
        if let Some(old) = &old {
            if args.watch {
                // What is missing may be back with the author's next word.
                new = new.with_rest_of(old);
            } else {
                heard.findings.extend(unused(old, &chosen));
            }
        }
        heard.findings.extend(thawed(args, &path, old.as_ref(), &chosen)?);
        if old.as_ref() == Some(&new) || (args.dry_run && !args.locked) {
            return Ok((!must_end(args, heard)).then_some(chosen));
        }
        if args.locked || args.check {
            heard.findings.push(stale(args, &path, old.as_ref(), &new));
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
        match &old {
            Some(old) => heard.findings.extend(changed(old, &new)),
            None => heard.findings.push(written(&path, &new)),
        }
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
fn old_lock(path: &Path, text: Option<String>, heard: &mut Session) -> Result<Option<BatchLock>, ()> {
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
    heard: &mut Session,
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

/// That the lock would have to change, for which kits and why.
fn stale(args: &BatchArgs, path: &Path, old: Option<&BatchLock>, new: &BatchLock) -> Diagnostic {
    /// Kits that are told why; the rest are counted.
    const TOLD: usize = 20;
    let name = path.display();
    let message = match old {
        None => format!("{name} is missing: no questions are frozen yet"),
        Some(old) => {
            let unlike = old.unlike(new);
            let why = |kit: &&str| match (old.kit(kit), new.kit(kit)) {
                (Some(old), Some(new)) => format!("{kit} ({})", explain_lock_change(old, new)),
                (Some(_), None) => format!("{kit} (no longer in the manifest)"),
                (None, _) => format!("{kit} (not in the lock)"),
            };
            let mut told: Vec<String> = unlike.iter().take(TOLD).map(why).collect();
            if unlike.len() > TOLD {
                told.push(format!("{} more", unlike.len() - TOLD));
            }
            format!("{name} would have to change for {}", told.join(", "))
        }
    };
    let help =
        format!("run `{}` where the manifest and the bank are kept, and commit the lock", args.command());
    Diagnostic::error(&codes::lock::STALE, escape_control(&message)).help(escape_control(&help))
}

/// That there is a lock from now on.
fn written(path: &Path, new: &BatchLock) -> Diagnostic {
    let kits = plural(new.kits().len() as u32, "kit");
    let message = format!("wrote {}: {kits} frozen; keep it under version control", path.display());
    Diagnostic::note(&codes::lock::CREATED, escape_control(&message))
}

/// Kits that are in no lock, while documents of them were made before: what those ask is frozen no more.
fn thawed(
    args: &BatchArgs,
    path: &Path,
    old: Option<&BatchLock>,
    chosen: &[Chosen<'_>],
) -> Result<Vec<Diagnostic>> {
    let mut found = Vec::new();
    for c in chosen.iter().filter(|c| old.is_none_or(|old| old.kit(&c.plan.name).is_none())) {
        for document in &c.plan.documents {
            let file = args.out.join(&document.output);
            if !files::found(&file)?.is_some_and(|bytes| is_ours(&bytes)) {
                continue;
            }
            let (name, file, lock) = (&c.plan.name, file.display(), path.display());
            let message = format!(
                "kit `{name}`: {file} was made before, of questions that no lock freezes any more; it is drawn anew"
            );
            let help = format!(
                "to ask the same as before, take {lock} as it was out of version control: \
                 `git log -- {lock}` lists its versions, `git checkout COMMIT -- {lock}` takes one"
            );
            let finding = Diagnostic::warning(&codes::lock::MISSING_KIT, escape_control(&message));
            found.push(finding.at(c.plan.origin, "").help(escape_control(&help)));
            break;
        }
    }
    Ok(found)
}

/// Whether a file is a document of this program, whatever was done to it since.
fn is_ours(bytes: &[u8]) -> bool {
    pdf::is_ours(bytes) || pdf::read::read(bytes).is_ok_and(|filled| filled.is_ours)
}

/// What the new lock changed of the kits of the old one, and which it adds.
fn changed(old: &BatchLock, new: &BatchLock) -> Vec<Diagnostic> {
    let note = |name: &str| match (old.kit(name), new.kit(name)?) {
        (None, _) => Some(Diagnostic::note(
            &codes::lock::ADDED_KIT,
            format!("kit `{name}` is new: its questions are frozen"),
        )),
        (Some(old), new) => {
            let what = summarize(old, new)?;
            Some(Diagnostic::note(&codes::lock::UPDATED_KIT, format!("lock: {name}: {what}")))
        }
    };
    old.unlike(new).into_iter().filter_map(note).collect()
}

/// Kits that the lock has and the manifest does not ask for: their questions would be forgotten unnoticed.
fn unused(old: &BatchLock, chosen: &[Chosen<'_>]) -> Vec<Diagnostic> {
    let asked: HashSet<&str> = chosen.iter().map(|c| c.plan.name.as_str()).collect();
    let finding = |name: &str| {
        let message =
            format!("the manifest no longer asks for kit `{name}`, so its questions leave the lock");
        let help =
            "a kit that was given another name is drawn anew: give it its old name to keep its questions";
        Diagnostic::warning(&codes::lock::UNUSED_KIT, escape_control(&message)).help(help)
    };
    old.names().filter(|name| !asked.contains(name)).map(finding).collect()
}
