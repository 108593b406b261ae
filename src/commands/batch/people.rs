//! `batch --prefill`: builds the frozen kit of each row of a table.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::BatchArgs;
use super::inputs::{BatchInputs, read_used_questions};
use super::manifests;
use crate::batch::frozen::{FrozenKit, WordingSource, take_frozen};
use crate::batch::people::{assign_kits, find_frozen};
use crate::batch::prefill::{
    FilePattern, InterviewRow, NamedDocument, UniqueNames, locked_kit_name, read_prefill_table,
};
use crate::batch::{
    BatchLock, DocumentPlan, KitPlan, Manifest, RenderError, RenderJob, RenderPool, document, on_all_cores,
};
use crate::commands::args::Findings;
use crate::commands::output_files::{has_default_names, read_pattern};
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::commands::show;
use crate::compose::Prefill;
use crate::diag::{Diagnostic, codes};
use crate::document::RichText;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::read::{read_if_exists, read_lock, read_table};
use crate::fs::stop::Stop;
use crate::fs::write::write_pdf;
use crate::kit::Kit;
use crate::layout;
use crate::pdf;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// A document for a person.
struct PersonDocument<'p> {
    target: PathBuf,
    row: usize,
    prefill: &'p Prefill,
    /// The position of its kit.
    kit: usize,
    document: &'p DocumentPlan,
}

/// Builds the kits of a table, and shows the findings.
pub(super) fn run_people(args: &BatchArgs, table: &Path, stop: &Stop) -> Result<ExitStatus> {
    let mut session = Session::default();
    let built = build_people(args, table, stop, &mut session);
    let is_json = args.findings == Findings::Json;
    if is_json && let Ok(Some(summary)) = &built {
        session.findings.push(Diagnostic::note(&codes::run::BATCH_DONE, summary));
    }
    if built.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    let summary = built?;
    if !is_json && let Some(summary) = &summary {
        show::note(summary);
    }
    let is_stopped = stop.is_requested() && !session.has_errors();
    Ok(if is_stopped { ExitStatus::Stopped } else { session.exit_status() })
}

/// Reads the inputs and builds the documents. Returns a summary, or `None` if the findings have errors.
fn build_people(
    args: &BatchArgs,
    table: &Path,
    stop: &Stop,
    session: &mut Session,
) -> Result<Option<String>> {
    let progress = Progress::start("reading the manifest and the table");
    let (mut manifest, _) = manifests::read(&args.manifest, session)?;
    read_used_questions(&args.manifest, (&args.lock_path(), &args.out), &mut manifest, session)?;
    let (name, bytes) = read_table(table)?;
    let rows = read_prefill_table(&name, bytes, &mut session.sources, &mut session.findings);
    let Some(lock) = read_frozen(args, session)? else { return Ok(None) };
    if session.has_errors() {
        return Ok(None);
    }
    let assigned = match assign_kits(&rows, &manifest.kits) {
        Ok(assigned) => assigned,
        Err(errors) => {
            session.findings.extend(errors);
            return Ok(None);
        }
    };
    // The banks of kits that no row names are not read.
    let wanted: HashSet<usize> = assigned.iter().copied().collect();
    let kits: Vec<usize> = (0..manifest.kits.len()).filter(|kit| wanted.contains(kit)).collect();
    let mut used =
        Manifest { kits: kits.iter().map(|&kit| manifest.kits[kit].clone()).collect(), ..manifest };
    let inputs = BatchInputs::read(&args.manifest, &used, session)?;
    if !session.has_errors() {
        session.findings.extend(inputs.resolve_roles(&mut used));
    }
    if args.must_end(session) {
        return Ok(None);
    }
    progress.step("taking the frozen questions");
    let Some(frozen) = take_all(args, &used.kits, &lock, &inputs, session)? else { return Ok(None) };
    let assigned = assigned.iter().filter_map(|kit| kits.binary_search(kit).ok()).collect::<Vec<_>>();
    let documents = plan_documents(args, &rows, &assigned, &used.kits)?;
    find_missing_glyphs(&documents, &used.kits, &frozen, &inputs, session)?;
    if session.has_errors() {
        return Ok(None);
    }
    if args.dry_run {
        drop(progress);
        let lines = documents
            .iter()
            .map(|document| format!("{}\n", escape_control(&document.target.display().to_string())));
        show::result(&lines.collect::<String>())?;
        return Ok(Some(format!("{} would be written", plural(documents.len() as u32, "document"))));
    }
    check_targets(args, &documents, &frozen)?;
    progress.counted_step("documents", documents.len());
    let pools: Vec<RenderPool<'_>> =
        used.kits.iter().map(|plan| inputs.fonts(plan).map(RenderPool::new)).collect::<Result<_>>()?;
    let results = on_all_cores(&documents, |job| -> Result<bool> {
        if stop.is_requested() {
            return Ok(false);
        }
        let (plan, FrozenKit { kit, blueprint }) = (&used.kits[job.kit], &frozen[job.kit]);
        let render = RenderJob {
            kit,
            blueprint,
            style: &job.document.style,
            prefill: job.prefill,
            bank: inputs.bank(plan)?,
            pool: &pools[job.kit],
        };
        let made = render.render().map_err(|error| match error {
            RenderError::MissingGlyphs(_) => anyhow::anyhow!("row {}: a character has no font", job.row),
            error => error.into(),
        })?;
        write_pdf(&job.target, &made.bytes, args.overwrite.into(), None)?;
        progress.finish_item();
        Ok(true)
    });
    drop(progress);
    let is_written: Vec<bool> = results.iter().map(|result| matches!(result, Ok(true))).collect();
    let written = is_written.iter().filter(|is_written| **is_written).count();
    let mut failures = results.into_iter().filter_map(Result::err);
    if let Some(error) = failures.next() {
        let more = failures.count();
        let rest = if more > 0 { format!(" (and {more} more failed)") } else { String::new() };
        return Err(
            error.context(format!("wrote {written} of {}{rest}", plural(documents.len() as u32, "document")))
        );
    }
    for (job, _) in documents.iter().zip(&is_written).filter(|(_, is_written)| **is_written) {
        let message = format!("wrote {}", escape_control(&job.target.display().to_string()));
        if args.findings == Findings::Json {
            session.findings.push(Diagnostic::note(&codes::run::BUILT, message));
        } else {
            show::note(&message);
        }
    }
    let people = plural(rows.len() as u32, "person").replace("persons", "people");
    let unfinished = if written < documents.len() { "; stopped, run again to continue" } else { "" };
    Ok(Some(format!("wrote {} for {people}{unfinished}", plural(written as u32, "document"))))
}

/// Reads the lock. Its mistakes become findings.
fn read_frozen(args: &BatchArgs, session: &mut Session) -> Result<Option<BatchLock>> {
    let path = args.lock_path();
    let Some(text) = read_lock(&path)? else {
        bail!(
            "there is no lock {}, so no questions are frozen: run `{}` first",
            path.display(),
            args.freeze_command()
        );
    };
    let read = BatchLock::read(&path.display().to_string(), text, &mut session.sources);
    Ok(read.map_err(|finding| session.findings.push(finding)).ok())
}

/// Takes the frozen questions of all kits. Returns `None` if the findings have errors.
fn take_all<'i>(
    args: &BatchArgs,
    plans: &[KitPlan],
    lock: &BatchLock,
    inputs: &'i BatchInputs,
    session: &mut Session,
) -> Result<Option<Vec<FrozenKit<'i>>>> {
    let mut frozen = Vec::with_capacity(plans.len());
    for plan in plans {
        let bank = inputs.bank(plan)?;
        match find_frozen(plan, lock, &args.freeze_command()) {
            Err(finding) => session.findings.push(finding),
            Ok(locked) => match take_frozen(locked, bank, WordingSource::Manifest) {
                Err(findings) => session.findings.extend(findings),
                Ok(kit) => frozen.push(kit),
            },
        }
    }
    Ok((!session.has_errors()).then_some(frozen))
}

/// Returns the documents to build, row by row, with the names that `build --prefill` gives.
fn plan_documents<'p>(
    args: &BatchArgs,
    rows: &'p [InterviewRow],
    assigned: &[usize],
    plans: &'p [KitPlan],
) -> Result<Vec<PersonDocument<'p>>> {
    let mut names = UniqueNames::default();
    let mut documents = Vec::new();
    for ((number, row), &kit) in (1..).zip(rows).zip(assigned) {
        let plan = &plans[kit];
        let mut of_row: Vec<String> = Vec::new();
        for document in &plan.documents {
            let pattern = name_pattern(args, plan, document)?;
            let facts = NamedDocument { row: number, kit: &plan.name, style: &document.style };
            let name = pattern.fill(&row.prefill, facts);
            if of_row.contains(&name) {
                bail!(
                    "--out gives several documents of kit `{}` the name {name}: add {{face}} or {{paper}}",
                    plan.name
                );
            }
            let target = names.take(&name);
            of_row.push(name);
            documents.push(PersonDocument { target, row: number, prefill: &row.prefill, kit, document });
        }
    }
    Ok(documents)
}

/// Returns the pattern of file names for a document. In a folder, the paper is named if the kit has several.
fn name_pattern(args: &BatchArgs, plan: &KitPlan, document: &DocumentPlan) -> Result<FilePattern> {
    let style = &document.style;
    let mut name = locked_kit_name(&plan.name, style.face);
    if plan.documents.iter().any(|other| other.style.paper != style.paper) {
        name = format!("{name}-{}", style.paper.key());
    }
    read_pattern(Some(&args.out), &name, style.face)
}

/// Rejects files that must be kept, before anything is written. A default name never replaces another kit.
fn check_targets(args: &BatchArgs, documents: &[PersonDocument<'_>], frozen: &[FrozenKit<'_>]) -> Result<()> {
    for job in documents {
        check_target(&job.target, args.overwrite.into(), None)?;
        if has_default_names(Some(&args.out)) && !args.overwrite.force {
            reject_other_kit(&job.target, &frozen[job.kit].kit)?;
        }
    }
    Ok(())
}

/// Rejects a file that holds another kit.
fn reject_other_kit(target: &Path, kit: &Kit<'_>) -> Result<()> {
    let Some(bytes) = read_if_exists(target)? else { return Ok(()) };
    let filled = pdf::read::read_with(&bytes, None).ok();
    match filled.and_then(|filled| document::attached_lock(&filled)?.ok()) {
        Some(lock) if lock.kit != kit.fingerprint => bail!(
            "{} is another kit ({}): name another folder with --out, or add --force to overwrite it",
            target.display(),
            lock.kit
        ),
        _ => Ok(()),
    }
}

/// Adds the characters that no font has: of each document once, and of the values of each row.
fn find_missing_glyphs(
    documents: &[PersonDocument<'_>],
    plans: &[KitPlan],
    frozen: &[FrozenKit<'_>],
    inputs: &BatchInputs,
    session: &mut Session,
) -> Result<()> {
    let mut missing = Vec::new();
    for (plan, FrozenKit { kit, .. }) in plans.iter().zip(frozen) {
        let fonts = inputs.fonts(plan)?;
        for document in &plan.documents {
            missing.extend(document::find_missing_glyphs(kit, &document.style, fonts));
        }
    }
    for job in documents {
        let fonts = plans.get(job.kit).map(|plan| inputs.fonts(plan)).context("a kit was not read")??;
        for (_, value) in job.prefill.shown(job.document.style.face) {
            let text = RichText { origin: Some(value.origin), ..RichText::from(value.value.as_str()) };
            missing.extend(layout::find_missing_in(&text, Some(&format!("row {}", job.row)), fonts));
        }
    }
    session.add_missing_glyphs(&missing);
    Ok(())
}
