//! `build`: choose questions and set them as a PDF kit.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::args::{BuildArgs, Findings, Format};
use super::fonts::load_fonts;
use super::passwords::Passwords;
use super::progress::Progress;
use super::session::Session;
use super::source_date::source_date;
use super::{missing, passwords, plan_table, prefill, remarks, request, show, targets};
use crate::bank;
use crate::batch::document::{self, Style};
use crate::compose::Prefill;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::read::read_banks;
use crate::fs::write::write_pdf;
use crate::kit::{self, Blueprint, Kit};
use crate::layout::{MissingGlyph, Typesetter};
use crate::pdf;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// A file to make, and what is filled in there.
struct Job {
    target: PathBuf,
    prefill: Prefill,
}

pub(super) fn run(args: &BuildArgs) -> Result<ExitStatus> {
    let blueprint = request::blueprint(&args.filter, &args.draw)?;
    check(args)?;
    let mut session = Session::default();
    let passwords = Passwords::read(&args.protection)?;
    let jobs = jobs(args, &blueprint, &passwords, &mut session)?;
    let made = make(args, &blueprint, (&jobs, &passwords), &mut session);
    let json = args.bank.findings == Findings::Json;
    if let (Ok(Some(summary)), true) = (&made, json) {
        // Standard error is one array then, with nothing around it.
        session.findings.push(Diagnostic::note(&codes::run::BUILT, summary));
    }
    if made.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.bank.findings);
    }
    let summary = made?;
    if session.has_errors() {
        return Ok(ExitStatus::Findings);
    }
    if let (Some(summary), false) = (summary, json) {
        show::note(&summary);
    }
    if let (true, [job]) = (args.output.open, jobs.as_slice()) {
        show::document(&job.target)?;
    }
    Ok(ExitStatus::Done)
}

/// Refuses what cannot end well, before any work is done.
fn check(args: &BuildArgs) -> Result<()> {
    if args.output.dry_run && args.output.open {
        bail!("--dry-run writes nothing that --open could show");
    }
    if args.output.open && args.output.out.as_ref().is_some_and(|out| out.as_os_str() == "-") {
        bail!("--open needs a file: name one with --out");
    }
    passwords::check(args)?;
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if args.prefill.prefill.as_ref().is_some_and(is_stdin) && args.bank.bank.iter().any(is_stdin) {
        bail!("--bank - and --prefill - both stand there, and standard input can be read once");
    }
    Ok(())
}

/// What to make; no file of it is one that must be kept.
fn jobs(
    args: &BuildArgs,
    blueprint: &Blueprint,
    passwords: &Passwords,
    session: &mut Session,
) -> Result<Vec<Job>> {
    let rows = prefill::all(&args.prefill, &mut session.sources, &mut session.findings)?;
    let (face, out) = (args.page.face.into(), args.output.out.as_deref());
    let targets = match args.prefill.prefill {
        Some(_) => targets::each(out, blueprint, face, &rows)?,
        None => vec![targets::one(out, blueprint, face)],
    };
    if !args.output.dry_run && !session.has_errors() {
        let (overwrite, password) = (args.output.overwrite.into(), passwords.opening());
        targets.iter().try_for_each(|target| check_target(target, overwrite, password))?;
    }
    Ok(targets.into_iter().zip(rows).map(|(target, prefill)| Job { target, prefill }).collect())
}

/// Makes the kits, or gathers what keeps them from being made; then says what was made.
fn make(
    args: &BuildArgs,
    blueprint: &Blueprint,
    (jobs, passwords): (&[Job], &Passwords),
    session: &mut Session,
) -> Result<Option<String>> {
    let fonts = load_fonts(&args.page.font)?;
    let progress = Progress::start("reading the bank");
    let loaded = bank::load(read_banks(&args.bank.bank)?, &mut session.sources);
    session.findings.extend(loaded.findings);
    if session.has_errors() {
        return Ok(None);
    }
    progress.step("choosing questions");
    let kit = match kit::select(&loaded.bank, blueprint) {
        Ok(kit) => kit,
        Err(errors) => {
            session.findings.extend(errors.iter().map(Diagnostic::from));
            return Ok(None);
        }
    };
    session.findings.extend(remarks::spare(&kit));
    if args.output.dry_run {
        drop(progress);
        plan(args, &kit, jobs, session)?;
        return Ok(args.draw.shuffle.then(|| format!("seed {}", kit.seed)));
    }
    session.findings.extend(remarks::not_fillable(&kit, args.page.no_form, "--no-form"));
    let mut setter = Typesetter::new(&fonts);
    let lacking = lacking(args, jobs, &mut setter);
    if !lacking.is_empty() {
        let findings = missing::findings(&lacking, &session.sources);
        session.findings.extend(findings);
        return Ok(None);
    }
    let (style, mut sheets) = (Style { date: source_date()?, ..Style::from(&args.page) }, 0);
    for (n, job) in jobs.iter().enumerate() {
        let of_many =
            if jobs.len() > 1 { format!(", kit {} of {}", n + 1, jobs.len()) } else { String::new() };
        progress.step(&format!("setting the pages{of_many}"));
        let pages = match document::set(&kit, &style, &job.prefill, &mut setter) {
            Ok(pages) => pages,
            Err(lacking) => {
                let findings = missing::findings(&lacking, &session.sources);
                session.findings.extend(findings);
                return Ok(None);
            }
        };
        progress.step(&format!("writing the file{of_many}"));
        let lock = document::lock(&kit, blueprint, &style, (&fonts, &job.prefill));
        let settings = document::settings(&lock, &kit, &style, &loaded.bank)?;
        let settings = pdf::Settings { protection: passwords.fresh()?, ..settings };
        let bytes = pdf::write_document(&pages, &fonts, &settings).context("cannot make the PDF file")?;
        write_pdf(&job.target, &bytes, args.output.overwrite.into(), passwords.opening())?;
        sheets = pages.pages.len();
    }
    Ok(Some(summary(jobs, &kit, sheets)))
}

/// Prints the plan, and the files that would be made of a table.
fn plan(args: &BuildArgs, kit: &Kit<'_>, jobs: &[Job], session: &mut Session) -> Result<()> {
    let mut text = plan_table::text(kit, args.output.format)?;
    if args.prefill.prefill.is_some() {
        let names = jobs.iter().map(|job| escape_control(&job.target.display().to_string()));
        if args.output.format == Format::Table {
            text.extend(["\n".to_owned()].into_iter().chain(names.map(|name| format!("{name}\n"))));
        } else {
            let note = |name| Diagnostic::note(&codes::run::WOULD_WRITE, format!("would write {name}"));
            session.findings.extend(names.map(note));
        }
    }
    show::result(&text)
}

/// The characters of values that no font has. They are known before the first file is written.
fn lacking(args: &BuildArgs, jobs: &[Job], setter: &mut Typesetter<'_>) -> Vec<MissingGlyph> {
    for (n, job) in jobs.iter().enumerate() {
        setter.subject = args.prefill.prefill.as_ref().map(|_| format!("row {}", n + 1));
        for (_, value) in job.prefill.shown(args.page.face.into()) {
            setter.check_characters(&value.value, value.origin);
        }
    }
    setter.subject = None;
    std::mem::take(&mut setter.missing)
}

fn summary(jobs: &[Job], kit: &Kit<'_>, sheets: usize) -> String {
    let place = match jobs {
        [job] if job.target.as_os_str() == "-" => "standard output".to_owned(),
        [job] => job.target.display().to_string(),
        [] | [_, _, ..] => plural(jobs.len() as u32, "kit"),
    };
    let sheets = plural(sheets as u32, "page");
    format!(
        "wrote {place}: {}, {}, {sheets}{}; seed {}, kit {}",
        plural(kit.picks.len() as u32, "question"),
        plural(kit.minutes, "minute"),
        if jobs.len() > 1 { " each" } else { "" },
        kit.seed,
        kit.fingerprint
    )
}
