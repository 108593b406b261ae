//! `build`: choose questions and set them as a PDF kit.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::{BuildArgs, Findings};
use super::plan_table::plural;
use super::progress::Progress;
use super::{Outcome, files, identity, missing, plan_table, request, show};
use crate::bank;
use crate::compose::{self, Face};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::kit::{self, Blueprint, Kit, plan};
use crate::layout::{self, FontSet, Margins, MissingGlyph, Pages, Typesetter};
use crate::pdf;

/// Minutes without a question that are no surprise.
const SPARE: u32 = 5;

/// What is found on the way, shown together at the end.
#[derive(Default)]
struct Heard {
    sources: Sources,
    findings: Vec<Diagnostic>,
}

impl Heard {
    fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

pub(super) fn run(args: &BuildArgs) -> Result<Outcome> {
    let blueprint = request::blueprint(&args.filter, &args.draw)?;
    let target = target(args, &blueprint);
    check(args, &target)?;
    let mut heard = Heard::default();
    let made = make(args, &blueprint, &target, &mut heard);
    let json = args.bank.findings == Findings::Json;
    if let (Ok(Some(summary)), true) = (&made, json) {
        // Standard error is one array then, with nothing around it.
        heard.findings.push(Diagnostic::note("kit::made", summary));
    }
    if made.is_ok() || !heard.findings.is_empty() {
        show::findings(&heard.findings, &heard.sources, args.bank.findings);
    }
    let summary = made?;
    if heard.has_errors() {
        return Ok(Outcome::Findings);
    }
    if let (Some(summary), false) = (summary, json) {
        show::note(&summary);
    }
    if args.output.open {
        show::document(&target)?;
    }
    Ok(Outcome::Done)
}

/// Refuses what cannot end well, before any work is done.
fn check(args: &BuildArgs, target: &Path) -> Result<()> {
    if args.output.dry_run {
        if args.output.open {
            bail!("--dry-run writes nothing that --open could show");
        }
        return Ok(());
    }
    if args.output.open && target.as_os_str() == "-" {
        bail!("--open needs a file: name one with --out");
    }
    files::check_target(target, args.output.overwrite)
}

/// Makes the kit, or gathers what keeps it from being made; then says what was made.
fn make(args: &BuildArgs, blueprint: &Blueprint, target: &Path, heard: &mut Heard) -> Result<Option<String>> {
    let fonts = fonts(&args.page.font)?;
    let progress = Progress::start("reading the bank");
    let loaded = bank::load(files::banks(&args.bank.bank)?, &mut heard.sources);
    heard.findings.extend(loaded.findings);
    if heard.has_errors() {
        return Ok(None);
    }
    progress.step("choosing questions");
    let kit = match kit::select(&loaded.bank, blueprint) {
        Ok(kit) => kit,
        Err(errors) => {
            heard.findings.extend(errors.iter().map(Diagnostic::from));
            return Ok(None);
        }
    };
    heard.findings.extend(spare(&kit));
    if args.output.dry_run {
        drop(progress);
        show::result(&plan_table::text(&kit, args.output.format)?)?;
        return Ok(args.draw.shuffle.then(|| format!("seed {}", kit.seed)));
    }
    heard.findings.extend(not_fillable(&kit, args));
    progress.step("setting the pages");
    let pages = match set(&kit, args, &fonts) {
        Ok(pages) => pages,
        Err(lacking) => {
            let findings = missing::findings(&lacking, &heard.sources);
            heard.findings.extend(findings);
            return Ok(None);
        }
    };
    progress.step("writing the file");
    let lock = identity::lock(&kit, blueprint, &args.page, &fonts);
    let settings = identity::settings(&lock, &kit, &args.page, &loaded.bank)?;
    let bytes = pdf::write(&pages, &fonts, &settings).context("cannot make the PDF file")?;
    files::write(target, &bytes)?;
    Ok(Some(summary(target, &kit, &pages)))
}

/// Many minutes without a question are said: they may be wanted, or the choice too narrow.
fn spare(kit: &Kit<'_>) -> Option<Diagnostic> {
    let spare = plan::spare_minutes(kit);
    let message = format!("{spare} of {} have no question", plural(kit.minutes, "minute"));
    let help =
        format!("allow more levels, categories or questions, or ask for {} minutes", kit.minutes - spare);
    (spare > SPARE).then(|| Diagnostic::note("kit::spare-minutes", message).help(help))
}

/// Fields that are left out without being told to are said.
fn not_fillable(kit: &Kit<'_>, args: &BuildArgs) -> Option<Diagnostic> {
    let most = compose::MOST_FILLABLE;
    let message = format!("a kit of more than {most} questions has no fields to fill in");
    let is_told = args.page.no_form || kit.picks.len() <= most;
    (!is_told)
        .then(|| Diagnostic::note("kit::no-fields", message).help("`--no-form` says that this is meant"))
}

fn set(kit: &Kit<'_>, args: &BuildArgs, fonts: &FontSet) -> Result<Pages, Vec<MissingGlyph>> {
    let options = compose::Options {
        face: args.page.face.into(),
        author: args.page.author.clone(),
        form: !args.page.no_form,
    };
    let story = compose::compose(kit, &options);
    let mut setter = Typesetter::new(fonts);
    layout::lay_out(&story, args.page.paper.into(), Margins::default(), &mut setter)
}

pub(super) fn fonts(paths: &[PathBuf]) -> Result<FontSet> {
    let mut fonts = FontSet::bundled();
    for path in paths {
        fonts.add(files::font(path)?).with_context(|| format!("cannot use the font {}", path.display()))?;
    }
    Ok(fonts)
}

/// The file to write: the one named, or one named after the kit.
fn target(args: &BuildArgs, blueprint: &Blueprint) -> PathBuf {
    if let Some(out) = &args.output.out {
        return out.clone();
    }
    let mut parts: Vec<&str> = vec![blueprint.role.as_deref().unwrap_or("interview")];
    parts.extend(blueprint.levels().iter().map(|level| level.key()));
    if Face::from(args.page.face) == Face::Candidate {
        parts.push(Face::Candidate.key());
    }
    let name: String = parts.join("-");
    // A role's id holds nothing else; what was typed may, until the bank is read.
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(120).collect();
    PathBuf::from(format!("{safe}.pdf"))
}

fn summary(target: &Path, kit: &Kit<'_>, pages: &Pages) -> String {
    let place =
        if target.as_os_str() == "-" { "standard output".to_owned() } else { target.display().to_string() };
    let questions = plural(kit.picks.len() as u32, "question");
    let sheets = plural(pages.pages.len() as u32, "page");
    format!(
        "wrote {place}: {questions}, {}, {sheets}; seed {}, kit {}",
        plural(kit.minutes, "minute"),
        kit.seed,
        kit.fingerprint
    )
}
