//! The questions of all kits, and the lock that freezes them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::args::BatchArgs;
use super::{Work, is_denied, must_end};
use crate::batch::freeze::{
    ChosenKit, KitRequest, choose_kits, freeze, report_created, report_missing_kit, report_unused_kits,
    unfrozen_kits,
};
use crate::batch::kit_notes;
use crate::batch::{BatchLock, KitPlan};
use crate::commands::args::Findings;
use crate::commands::session::Session;
use crate::commands::show;
use crate::compare::lock_change::{report_stale, report_updates};
use crate::diag::Diagnostic;
use crate::diag::suggest::{nearest, question};
use crate::fs::read::{read_bank, read_if_exists, read_lock};
use crate::fs::temporary::WriteGuard;
use crate::fs::write::write_text;
use crate::kit::Kit;
use crate::pdf;

/// How often it is looked whether another run has written the lock.
const PATIENCE: Duration = Duration::from_millis(20);

/// Where the lock lies.
pub(super) fn lock_path(args: &BatchArgs) -> PathBuf {
    args.manifest.with_extension("lock")
}

/// The questions of all kits, with the lock written where it changed, before the first document; or none with
/// the reasons told.
pub(super) fn freeze_kits<'w>(work: &Work<'w>, session: &mut Session) -> Result<Option<Vec<ChosenKit<'w>>>> {
    let (args, path, before) = (work.args, lock_path(work.args), session.findings.len());
    let mut text = read_lock(&path)?;
    let mut turn = None;
    // Once, and once more if another run has written the lock meanwhile; after that it cannot.
    loop {
        session.findings.truncate(before);
        let Ok(old) = old_lock(&path, text.clone(), session) else { return Ok(None) };
        let Some(chosen) = choose(work, old.as_ref(), session)? else { return Ok(None) };
        let mut new = freeze(&chosen);
        if let Some(old) = &old {
            if args.watch {
                // What is missing may be back with the author's next word.
                new = new.with_rest_of(old);
            } else {
                session.findings.extend(report_unused_kits(old, &chosen));
            }
        }
        session.findings.extend(find_missing_kits(args, &path, old.as_ref(), &chosen)?);
        if old.as_ref() == Some(&new) || (args.dry_run && !args.locked) {
            return Ok((!must_end(args, session)).then_some(chosen));
        }
        if args.locked || args.check {
            session.findings.push(report_stale(&path, old.as_ref(), &new, &args.command()));
            return Ok(args.check.then_some(chosen));
        }
        if is_denied(args, session) {
            return Ok(None);
        }
        if turn.is_none() {
            turn = take_turn(work, &path)?;
            if turn.is_none() {
                return Ok(None);
            }
            let now = read_lock(&path)?;
            if now != text {
                text = now;
                continue;
            }
        }
        // Of two runs the one with the older manifest would forget what the other has frozen.
        for (path, bytes) in work.written {
            if read_bank(path)?.bytes != *bytes {
                bail!("{} was changed since this run has read it: run again", path.display());
            }
        }
        write_text(&path, &new.to_toml()?)?;
        match &old {
            Some(old) => session.findings.extend(report_updates(old, &new)),
            None => session.findings.push(report_created(&path, &new)),
        }
        return Ok(Some(chosen));
    }
}

/// Waits until no other run writes the lock; nothing, if the user does not want to wait on.
fn take_turn(work: &Work<'_>, path: &Path) -> Result<Option<WriteGuard>> {
    let mut is_told = work.args.findings == Findings::Json;
    let wait = || {
        if !is_told {
            show::note(&format!("waiting for another run, which writes {}", path.display()));
            is_told = true;
        }
        std::thread::sleep(PATIENCE);
        !work.stop.is_requested()
    };
    WriteGuard::acquire(path, wait).with_context(|| format!("cannot write {}", path.display()))
}

/// The lock as it was; none where there is none.
fn old_lock(path: &Path, text: Option<String>, session: &mut Session) -> Result<Option<BatchLock>, ()> {
    let read = text.map(|text| BatchLock::read(&path.display().to_string(), text, &mut session.sources));
    read.transpose().map_err(|finding| session.findings.push(finding))
}

/// Chooses the questions of all kits. Returns `None` if errors prevent it; they are among the findings.
fn choose<'w>(
    work: &Work<'w>,
    old: Option<&BatchLock>,
    session: &mut Session,
) -> Result<Option<Vec<ChosenKit<'w>>>> {
    let (args, manifest, stock) = (work.args, work.manifest, work.stock);
    let names = || manifest.kits.iter().map(|plan| plan.name.as_str());
    for name in args.update.iter().filter(|name| !name.is_empty()) {
        if !names().any(|known| known == name) {
            let meant = question(nearest(name, names()));
            bail!("--update: the manifest has no kit `{name}`{meant}");
        }
    }
    let is_updated = |name: &String| args.update.iter().any(|update| update.is_empty() || update == name);
    let request =
        |plan: &'w KitPlan| Ok(KitRequest::new(plan, stock.bank(plan)?, old, is_updated(&plan.name)));
    let requests: Vec<KitRequest<'_, '_>> = manifest.kits.iter().map(request).collect::<Result<_>>()?;
    let Some(choices) = choose_kits(&requests, || work.stop.is_requested()) else { return Ok(None) };
    let mut chosen = Vec::with_capacity(choices.len());
    for choice in choices {
        session.findings.extend(choice.findings);
        if let Some(kit) = choice.kit {
            session.findings.extend(noted(kit.plan, &kit.kit));
            chosen.push(kit);
        }
    }
    Ok((!session.has_errors()).then_some(chosen))
}

/// What is noted of a kit, as `build` notes it.
fn noted(plan: &KitPlan, kit: &Kit<'_>) -> impl Iterator<Item = Diagnostic> {
    let is_told = plan.documents.iter().all(|document| document.style.no_form);
    let said =
        [kit_notes::note_spare_minutes(kit), kit_notes::note_missing_fields(kit, is_told, "no-form = true")];
    let of_kit = |finding: Diagnostic| {
        let message = format!("kit `{}`: {}", plan.name, finding.message);
        Diagnostic { message, ..finding }.at(plan.origin, "")
    };
    said.into_iter().flatten().map(of_kit)
}

/// Finds kits that no lock freezes although documents of them exist.
fn find_missing_kits(
    args: &BatchArgs,
    path: &Path,
    old: Option<&BatchLock>,
    chosen: &[ChosenKit<'_>],
) -> Result<Vec<Diagnostic>> {
    let mut findings = Vec::new();
    for ChosenKit { plan, .. } in unfrozen_kits(old, chosen) {
        for document in &plan.documents {
            let file = args.out.join(&document.output);
            if read_if_exists(&file)?.is_some_and(|bytes| is_ours(&bytes)) {
                findings.push(report_missing_kit(plan, &file, path));
                break;
            }
        }
    }
    Ok(findings)
}

/// Whether a file is a document of this program, whatever was done to it since.
fn is_ours(bytes: &[u8]) -> bool {
    pdf::is_ours(bytes) || pdf::read::read(bytes).is_ok_and(|filled| filled.is_ours)
}
