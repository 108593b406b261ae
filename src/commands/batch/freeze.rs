//! Choosing the questions of all kits, and writing the lock that freezes them.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::args::BatchArgs;
use super::inputs::BatchInputs;
use super::run_context::RunContext;
use crate::batch::exposure::choose_bounded;
use crate::batch::freeze::{
    ChosenKit, KitRequest, choose_kits, freeze_buildable, report_created, report_missing_kit,
    report_unused_kits, unfrozen_kits,
};
use crate::batch::kit_notes::{note_choice, note_missing_fields, note_same_draws};
use crate::batch::{BatchLock, KitPlan, document};
use crate::commands::args::Findings;
use crate::commands::session::Session;
use crate::commands::show;
use crate::compare::lock_change::{report_stale, report_updates};
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::fs::read::{read_bank, read_if_exists, read_lock};
use crate::fs::write::write_lock;
use crate::fs::write_guard::WriteGuard;
use crate::kit::Kit;
use crate::pdf;

/// The pause between attempts to write the lock while another run writes it.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Chooses the questions of all kits, and writes the lock if it changed.
///
/// Returns `None` if the run must end; the findings say why.
pub(super) fn freeze_kits<'w>(
    context: &RunContext<'w>,
    session: &mut Session,
) -> Result<Option<Vec<ChosenKit<'w>>>> {
    let (args, path, before) = (context.args, context.args.lock_path(), session.findings.len());
    let mut text = read_lock(&path)?;
    let mut guard = None;
    // Runs at most twice: the guard keeps other runs from changing the lock again.
    loop {
        session.findings.truncate(before);
        let Ok(old) = parse_lock(args, &path, text.clone(), session) else { return Ok(None) };
        let Some(mut chosen) = choose(context, old.as_ref(), session)? else { return Ok(None) };
        let mut new = freeze_buildable(&mut chosen, old.as_ref(), |kit| can_be_set(context.inputs, kit));
        if let Some(old) = &old {
            if args.watch {
                // The author may be in the middle of an edit, so kits stay in the lock.
                new = new.with_missing_kits_of(old);
            } else {
                session.findings.extend(report_unused_kits(old, &chosen));
            }
        }
        session.findings.extend(find_missing_kits(args, &path, old.as_ref(), &chosen)?);
        let is_unchanged = old.as_ref().map_or(new.kits().is_empty(), |old| *old == new);
        if is_unchanged || (args.dry_run && !args.locked) {
            return Ok((!args.must_end(session)).then_some(chosen));
        }
        if args.locked || args.check {
            session.findings.push(report_stale(&path, old.as_ref(), &new, &args.command()));
            return Ok(args.check.then_some(chosen));
        }
        if args.denies(session) {
            return Ok(None);
        }
        if guard.is_none() {
            guard = wait_for_guard(context, &path)?;
            if guard.is_none() {
                return Ok(None);
            }
            let now = read_lock(&path)?;
            if now != text {
                text = now;
                continue;
            }
        }
        // A run with an older manifest would remove the kits that a newer run has frozen.
        for (path, bytes) in context.manifest_files {
            if read_bank(path)?.bytes != *bytes {
                bail!("{} has changed since this run read it: run again", path.display());
            }
        }
        write_lock(&path, &new.to_toml()?)?;
        match &old {
            Some(old) => session.findings.extend(report_updates(old, &new)),
            None => session.findings.push(report_created(&path, &new)),
        }
        return Ok(Some(chosen));
    }
}

/// Returns true if the fonts have every character of a kit. A kit that cannot be built must not be frozen.
fn can_be_set(inputs: &BatchInputs, ChosenKit { plan, kit, .. }: &ChosenKit<'_>) -> bool {
    inputs.fonts(plan).is_ok_and(|fonts| {
        let is_set = |style| document::find_missing_glyphs(kit, style, fonts).is_empty();
        plan.documents.iter().all(|document| is_set(&document.style))
    })
}

/// Waits until no other run writes the lock. Returns `None` if the user stops the run.
fn wait_for_guard(context: &RunContext<'_>, path: &Path) -> Result<Option<WriteGuard>> {
    let mut is_announced = context.args.findings == Findings::Json;
    let wait = || {
        if !is_announced {
            show::note(&format!("waiting for another run that writes {}", path.display()));
            is_announced = true;
        }
        std::thread::sleep(POLL_INTERVAL);
        !context.stop.is_requested()
    };
    WriteGuard::acquire(path, wait).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads the text of the present lock, if there is one. Its mistakes become findings.
fn parse_lock(
    args: &BatchArgs,
    path: &Path,
    text: Option<String>,
    session: &mut Session,
) -> Result<Option<BatchLock>, ()> {
    let read = text.map(|text| {
        let name = path.display().to_string();
        BatchLock::read_for_update(&name, text, &mut session.sources, |kit| args.updates(kit))
    });
    read.transpose().map_err(|finding| session.findings.push(finding))
}

/// Chooses the questions of all kits. Returns `None` if errors prevent it; they are among the findings.
fn choose<'w>(
    context: &RunContext<'w>,
    old: Option<&BatchLock>,
    session: &mut Session,
) -> Result<Option<Vec<ChosenKit<'w>>>> {
    let RunContext { args, manifest, inputs, stop, .. } = *context;
    let names = || manifest.kits.iter().map(|plan| plan.name.as_str());
    for name in args.update.iter().filter(|name| !name.is_empty()) {
        if !names().any(|known| known == name) {
            let meant = did_you_mean(nearest(name, names()));
            bail!("--update: the manifest has no kit `{name}`{meant}");
        }
    }
    let request =
        |plan: &'w KitPlan| Ok(KitRequest::new(plan, inputs.bank(plan)?, old, args.updates(&plan.name)));
    let requests: Vec<KitRequest<'_, '_>> = manifest.kits.iter().map(request).collect::<Result<_>>()?;
    let choices = match manifest.exposure_bound() {
        Some(bound) => choose_bounded(&requests, bound, || stop.is_requested()),
        None => choose_kits(&requests, || stop.is_requested()),
    };
    let Some(choices) = choices else { return Ok(None) };
    let start = session.findings.len();
    let mut chosen = Vec::with_capacity(choices.len());
    for choice in choices {
        session.findings.extend(choice.findings);
        if let Some(kit) = choice.kit {
            session.findings.extend(kit_notes(kit.plan, &kit.kit));
            chosen.push(kit);
        }
    }
    session.findings.splice(start..start, note_same_draws(&chosen));
    Ok((!session.has_errors()).then_some(chosen))
}

/// Returns the notes about a kit that `build` also makes.
fn kit_notes(plan: &KitPlan, kit: &Kit<'_>) -> impl Iterator<Item = Diagnostic> {
    let omits_fields = plan.documents.iter().all(|document| document.style.no_form);
    let notes = note_choice(kit, &plan.blueprint);
    let missing_fields = note_missing_fields(kit, omits_fields, "no-form = true");
    let add_kit = |finding: Diagnostic| {
        let message = format!("kit `{}`: {}", plan.name, finding.message);
        Diagnostic { message, ..finding }.at(plan.origin, "")
    };
    notes.into_iter().chain(missing_fields).map(add_kit)
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

/// Returns true if this program wrote the document, even if it was changed since.
fn is_ours(bytes: &[u8]) -> bool {
    pdf::is_ours(bytes) || pdf::read::read(bytes).is_ok_and(|filled| filled.is_ours)
}
