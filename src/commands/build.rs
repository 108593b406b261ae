//! `build`: chooses questions and writes them as PDF kits.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Command};

use super::args::{BuildArgs, Findings};
use super::bank_source::load_bank;
use super::fonts::load_fonts;
use super::frozen_kit::{note_lock_beside, read_locked_kit};
use super::kit_paths::{add_used_questions, reject_replaced_kits};
use super::output_files::{form_output_files, has_default_names, output_file, row_output_files};
use super::passwords::{self, Passwords};
use super::prefill::read_prefills;
use super::progress::Progress;
use super::replaced::note_replaced_kit;
use super::role_and_level::CommandSketch;
use super::session::Session;
use super::source_date::source_date;
use super::standard_streams::{is_standard_stream, output_name};
use super::{request, show};
use crate::bank::Bank;
use crate::batch::frozen::{FrozenKit, WordingSource, take_frozen};
use crate::batch::prefill::{interview_name, kit_name, locked_kit_name};
use crate::batch::{LockedKit, document, kit_notes};
use crate::compose::document_settings::Style;
use crate::compose::{Face, Prefill};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::document::RichText;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::read::read_if_exists;
use crate::fs::write::write_pdf;
use crate::kit::forms::{form_name, select_forms};
use crate::kit::{Blueprint, Kit, settings};
use crate::layout::{self, FontSet, MissingGlyph, Typesetter};
use crate::pdf;
use crate::report::listing::{self, ListFormat, QuestionContext};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;
use crate::wording::table::TableFormat;

/// A kit to write, with the values filled in beforehand.
struct Job {
    target: PathBuf,
    prefill: Prefill,
}

/// A checked request: what to choose and what to write.
struct BuildPlan<'a> {
    args: &'a BuildArgs,
    bank: &'a Bank,
    blueprint: Blueprint,
    /// The lock entry whose questions to use, instead of choosing.
    locked: Option<LockedKit>,
    passwords: Passwords,
    jobs: Vec<Job>,
}

/// The result of a build.
struct Built {
    /// The lines that report what was written.
    lines: Vec<String>,
    /// The file that was written, if it is the only one.
    document: Option<PathBuf>,
}

pub(super) fn run(args: &BuildArgs) -> Result<ExitStatus> {
    let mut blueprint = request::draw_blueprint(&args.filter, &args.draw)?;
    blueprint.changes.clone_from(&args.changes.changes);
    check_arguments(args)?;
    let mut session = Session::default();
    let built = build(args, blueprint, &mut session);
    let is_json = args.bank.findings == Findings::Json;
    if is_json && let Ok(Some(built)) = &built {
        // Standard error holds one JSON array and nothing else.
        session.findings.extend(built.lines.iter().map(|line| Diagnostic::note(&codes::run::BUILT, line)));
    }
    if built.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.bank.findings);
    }
    let built = built?;
    if session.has_errors() {
        return Ok(ExitStatus::Findings);
    }
    let Some(Built { lines, document }) = built else { return Ok(ExitStatus::Done) };
    if !is_json {
        for line in &lines {
            show::note(line);
        }
    }
    if args.output.open
        && let Some(document) = document
    {
        show::document(&document)?;
    }
    Ok(ExitStatus::Done)
}

/// Reads the bank, then chooses the questions and writes the kits. Returns `None` if the findings have errors.
fn build(args: &BuildArgs, mut blueprint: Blueprint, session: &mut Session) -> Result<Option<Built>> {
    let locked = read_locked_kit(&args.frozen, session)?;
    let progress = Progress::start("reading the bank");
    let loaded = load_bank(&args.bank, &mut session.sources)?;
    drop(progress);
    session.findings.extend(loaded.findings);
    let bank = &loaded.bank;
    if session.has_errors() {
        return Ok(None);
    }
    let name = if let Some(locked) = &locked {
        locked_kit_name(&locked.name, args.page.style.face)
    } else {
        let sketch = CommandSketch { command: "build", bank: &args.bank, needs_role: true };
        if !sketch.resolve_role(bank, &mut blueprint, session)? {
            return Ok(None);
        }
        kit_name(&blueprint, args.page.style.face)
    };
    let passwords = Passwords::read(&args.protection)?;
    let rows = read_prefills(&args.prefill, locked.as_ref().map(|locked| locked.name.as_str()), session)?;
    let jobs = plan_jobs(args, &name, rows, &passwords, session)?;
    let targets: Vec<PathBuf> = jobs.iter().map(|job| job.target.clone()).collect();
    add_used_questions(&mut blueprint, &args.draw.not_in, &targets, session)?;
    if session.has_errors() {
        return Ok(None);
    }
    let mut plan = BuildPlan { args, bank, blueprint, locked, passwords, jobs };
    let Some(lines) = plan.build(session)? else { return Ok(None) };
    let document = if let [job] = plan.jobs.as_slice() { Some(job.target.clone()) } else { None };
    Ok(Some(Built { lines, document }))
}

/// Rejects arguments that contradict each other.
fn check_arguments(args: &BuildArgs) -> Result<()> {
    if args.output.dry_run && args.output.open {
        bail!("--dry-run writes no kit that --open could show: leave one of them out");
    }
    if args.output.open && args.output.out.as_deref().is_some_and(is_standard_stream) {
        bail!("--open cannot show standard output: name a file with --out");
    }
    passwords::check_protection(args)?;
    let value = [("--candidate", &args.prefill.candidate), ("--reference", &args.prefill.reference)];
    if args.draw.forms.is_some()
        && let Some((option, _)) = value.into_iter().find(|(_, value)| value.is_some())
    {
        bail!(
            "--forms cannot be used with {option}: its kits are for several people. Leave {option} out and type it \
             into each form, or build a kit for each person, with --not-in and the file of the kit before"
        );
    }
    if args.frozen.kit.is_some() && args.frozen.lock.is_none() {
        bail!("--kit names a kit of a lock: add --lock and its file, for example --lock kits.lock");
    }
    Ok(())
}

/// Returns the kits to write. Fails if one of them would overwrite a file that must be kept.
fn plan_jobs(
    args: &BuildArgs,
    kit_name: &str,
    rows: Vec<Prefill>,
    passwords: &Passwords,
    session: &Session,
) -> Result<Vec<Job>> {
    let out = args.output.out.as_deref();
    let targets = match (args.prefill.prefill.as_ref(), args.draw.forms) {
        (Some(_), _) => row_output_files(out, kit_name, &args.page.style, &rows)?,
        (None, Some(forms)) => form_output_files(out, kit_name, usize::from(forms))?,
        (None, None) => {
            let one = |row: &Prefill| output_file(out, &interview_name(kit_name, args.page.style.face, row));
            rows.iter().map(one).collect()
        }
    };
    let rows: Vec<Prefill> =
        if args.draw.forms.is_some() { rows.into_iter().cycle().take(targets.len()).collect() } else { rows };
    if !args.output.dry_run && !session.has_errors() {
        let (overwrite, password) = (args.output.overwrite.into(), passwords.existing_password());
        targets.iter().try_for_each(|target| check_target(target, overwrite, password))?;
        reject_replaced_kits(&targets, &args.draw.not_in)?;
    }
    Ok(targets.into_iter().zip(rows).map(|(target, prefill)| Job { target, prefill }).collect())
}

impl BuildPlan<'_> {
    /// Chooses the questions, then prints the plan or writes the kits.
    ///
    /// Returns the lines of a summary, or `None` if the findings have errors.
    fn build(&mut self, session: &mut Session) -> Result<Option<Vec<String>>> {
        let (args, bank) = (self.args, self.bank);
        let fonts = load_fonts(&args.page.font)?;
        let progress = Progress::start("choosing questions");
        let kits = match self.choose(bank) {
            Ok(kits) => kits,
            Err(errors) => {
                session.findings.extend(errors);
                return Ok(None);
            }
        };
        // One kit for all files, or a form for each.
        let Some(kit) = kits.first() else { return Ok(None) };
        let kit_of = |position: usize| kits.get(position).unwrap_or(kit);
        if self.locked.is_none() {
            session.findings.extend(note_lock_beside(&self.blueprint, kit));
        }
        session.findings.extend(kit_notes::note_choice(kit, &self.blueprint));
        if args.output.dry_run {
            drop(progress);
            self.print_plan(&kits, session)?;
            for kit in &kits {
                session.add_missing_glyphs(&self.find_missing_glyphs(kit, &fonts));
            }
            return Ok(Some(args.draw.shuffle.then(|| format!("seed {}", kit.seed)).into_iter().collect()));
        }
        session.findings.extend(kit_notes::note_missing_fields(kit, args.page.style.no_form, "--no-form"));
        let missing: Vec<MissingGlyph> =
            kits.iter().flat_map(|kit| self.find_missing_glyphs(kit, &fonts)).collect();
        if !missing.is_empty() {
            session.add_missing_glyphs(&missing);
            return Ok(None);
        }
        if has_default_names(args.output.out.as_deref()) && !args.output.overwrite.force {
            let mut jobs = self.jobs.iter().enumerate();
            jobs.try_for_each(|(at, job)| self.reject_other_kit(&job.target, kit_of(at)))?;
        }
        let mut typesetter = Typesetter::new(&fonts);
        let (style, mut page_count) = (Style { date: source_date()?, ..args.page.style.clone() }, 0);
        for (number, job) in (1..).zip(&self.jobs) {
            let (kit, position) = (kit_of(number - 1), self.describe_position(number));
            progress.step(&format!("setting the pages{position}"));
            let pages = match document::lay_out(kit, &style, &job.prefill, &mut typesetter) {
                Ok(pages) => pages,
                Err(missing) => {
                    session.add_missing_glyphs(&missing);
                    return Ok(None);
                }
            };
            progress.step(&format!("writing the file{position}"));
            let mut lock = document::freeze_kit(kit, &self.blueprint, &style, (&fonts, &job.prefill));
            lock.blueprint.extend(self.form_settings(number - 1));
            let settings = document::write_options(&lock, kit, &style, bank)?;
            let settings = pdf::WriteOptions { protection: self.passwords.new_protection()?, ..settings };
            let bytes =
                pdf::write_document(&pages, &fonts, &settings).context("cannot build the PDF file")?;
            self.passwords.check_opens(&bytes)?;
            let password = self.passwords.existing_password();
            let replaced = note_replaced_kit(&job.target, &bytes, kit, password)?;
            write_pdf(&job.target, &bytes, args.output.overwrite.into(), password)?;
            session.findings.extend(replaced);
            page_count = pages.pages.len();
        }
        if args.draw.forms.is_some() {
            show::result(&listing::render_form_match(&kits, TableFormat::Columns)?)?;
        }
        Ok(Some(self.summarize(kit, page_count)))
    }

    /// Returns the settings by which the lock of a form says which one it is. A candidate's lock does not.
    fn form_settings(&self, position: usize) -> Vec<(String, String)> {
        match self.args.draw.forms {
            Some(forms) if self.args.page.style.face == Face::Interviewer => {
                vec![("form".to_owned(), form_name(position)), ("forms".to_owned(), forms.to_string())]
            }
            _ => Vec::new(),
        }
    }

    /// Takes the questions of the lock, or chooses them. Returns one kit, or the forms.
    fn choose<'b>(&mut self, bank: &'b Bank) -> Result<Vec<Kit<'b>>, Vec<Diagnostic>> {
        let Some(locked) = &self.locked else {
            let forms = self.args.draw.forms.map_or(1, usize::from);
            let kits = select_forms(bank, &self.blueprint, forms).map_err(|error| Vec::from(&error))?;
            // The lock names swapped and moved questions by id, whatever was typed.
            if let [kit] = kits.as_slice() {
                self.blueprint.changes.clone_from(&kit.changes);
            }
            return Ok(kits);
        };
        let is_named = !self.args.bank.bank.is_empty();
        let source = if is_named { WordingSource::Named } else { WordingSource::BuiltIn };
        let FrozenKit { blueprint, kit } = take_frozen(locked, bank, source)?;
        self.blueprint = blueprint;
        Ok(vec![kit])
    }

    /// Rejects a file that holds the kit of another seed. Its name was not typed, so nobody asked to replace it.
    fn reject_other_kit(&self, target: &Path, kit: &Kit<'_>) -> Result<()> {
        let Some(bytes) = read_if_exists(target)? else { return Ok(()) };
        let filled = pdf::read::read_with(&bytes, self.passwords.existing_password());
        let Some(Ok(lock)) = filled.ok().and_then(|filled| document::attached_lock(&filled)) else {
            return Ok(());
        };
        let not_in = settings::selection_settings(&self.blueprint);
        // The lock of a candidate's kit does not hold the seed.
        let is_same = match self.args.page.style.face {
            Face::Interviewer => {
                lock.seed == kit.seed && lock.blueprint.get("not-in") == not_in.get("not-in")
            }
            Face::Candidate => lock.kit == kit.fingerprint,
        };
        if !is_same {
            bail!(
                "{} is another kit ({}): name a file with --out, or add --force to overwrite it",
                target.display(),
                lock.kit
            );
        }
        Ok(())
    }

    /// Prints the plan of the interview and the command that makes it again, and with `--prefill` the files that would
    /// be written.
    fn print_plan(&self, kits: &[Kit<'_>], session: &mut Session) -> Result<()> {
        let format = self.args.output.format;
        let mut text = match kits {
            [kit] if self.args.output.full => {
                let (bank, sources) = (self.bank, &session.sources);
                let context = QuestionContext { bank, sources, levels: &kit.seniority };
                listing::render_full_plan(kit, &context, format, show::output_terminal())?
            }
            [kit] => listing::render_plan(kit, format)?,
            forms => listing::render_forms(forms, format)?,
        };
        let seed = kits.first().filter(|_| self.locked.is_none()).map(|kit| kit.seed);
        let definition = BuildArgs::augment_args(Command::new("build"));
        if format == ListFormat::Table
            && let Some(command) = self.args.typed.command("build", &definition, seed)
        {
            text.extend(["\nThe same kit again:\n  ", &command, "\n"]);
        }
        if self.args.prefill.prefill.is_some() {
            let names = self.jobs.iter().map(|job| escape_control(&job.target.display().to_string()));
            if format == ListFormat::Table {
                text.push('\n');
                text.extend(names.map(|name| format!("{name}\n")));
            } else {
                let note = |name| Diagnostic::note(&codes::run::WOULD_WRITE, format!("would write {name}"));
                session.findings.extend(names.map(note));
            }
        }
        show::result(&text)
    }

    /// Returns the characters that no font has: of the questions once, and of the values of each row.
    fn find_missing_glyphs(&self, kit: &Kit<'_>, fonts: &FontSet) -> Vec<MissingGlyph> {
        let style = &self.args.page.style;
        let mut missing = document::find_missing_glyphs(kit, style, fonts);
        for (number, job) in (1..).zip(&self.jobs) {
            let subject = self.args.prefill.prefill.as_ref().map(|_| format!("row {number}"));
            for (_, value) in job.prefill.shown(style.face) {
                let value = RichText { origin: Some(value.origin), ..RichText::from(value.value.as_str()) };
                missing.extend(layout::find_missing_in(&value, subject.as_deref(), fonts));
            }
        }
        missing
    }

    /// Returns `, kit 2 of 5` if there are several kits.
    fn describe_position(&self, number: usize) -> String {
        let count = self.jobs.len();
        if count > 1 { format!(", kit {number} of {count}") } else { String::new() }
    }

    /// Returns the lines that report what was written.
    fn summarize(&self, kit: &Kit<'_>, page_count: usize) -> Vec<String> {
        let is_many = self.jobs.len() > 1;
        let written = match self.jobs.as_slice() {
            [job] => output_name(&job.target),
            jobs => plural(jobs.len() as u32, "kit"),
        };
        let summary = format!(
            "wrote {written}: {}, {}, {}{}; seed {}, kit {}",
            plural(kit.picks.len() as u32, "question"),
            plural(kit.minutes, "minute"),
            plural(page_count as u32, "page"),
            if is_many { " each" } else { "" },
            kit.seed,
            kit.fingerprint
        );
        let files = self.jobs.iter().filter(|_| is_many).map(|job| format!("wrote {}", job.target.display()));
        std::iter::once(summary).chain(files).collect()
    }
}
