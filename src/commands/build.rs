//! `build`: choose questions and set them as a PDF kit.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::BuildArgs;
use super::plan_table::plural;
use super::progress::Progress;
use super::{Outcome, files, missing, plan_table, request, show};
use crate::bank;
use crate::compose::{self, Face};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::kit::{self, Blueprint, Kit};
use crate::layout::{self, FontSet, Margins, MissingGlyph, Pages, Typesetter};
use crate::pdf;

pub(super) fn run(args: &BuildArgs) -> Result<Outcome> {
    let blueprint = request::blueprint(&args.filter, &args.draw)?;
    let target = target(args, &blueprint);
    if args.output.dry_run {
        if args.output.open {
            bail!("--dry-run writes nothing that --open could show");
        }
    } else {
        files::check_target(&target, args.output.force)?;
        if args.output.open && target.as_os_str() == "-" {
            bail!("--open needs a file: name one with --out");
        }
    }
    let fonts = fonts(&args.page.font)?;
    let progress = Progress::start("reading the bank");
    let mut sources = Sources::default();
    let loaded = bank::load(files::banks(&args.bank.bank)?, &mut sources);
    if !report(&loaded.findings, &sources, args) {
        return Ok(Outcome::Findings);
    }
    progress.step("choosing questions");
    let kit = match kit::select(&loaded.bank, &blueprint) {
        Ok(kit) => kit,
        Err(errors) => {
            drop(progress);
            let findings: Vec<Diagnostic> = errors.iter().map(Diagnostic::from).collect();
            report(&findings, &sources, args);
            return Ok(Outcome::Findings);
        }
    };
    if args.output.dry_run {
        drop(progress);
        show::result(&plan_table::text(&kit, args.output.format)?)?;
        if args.draw.shuffle {
            show::note(&format!("seed {}", kit.seed));
        }
        return Ok(Outcome::Done);
    }
    progress.step("setting the pages");
    let pages = match set(&kit, args, &fonts) {
        Ok(pages) => pages,
        Err(lacking) => {
            drop(progress);
            report(&missing::findings(&lacking, &sources), &sources, args);
            return Ok(Outcome::Findings);
        }
    };
    progress.step("writing the file");
    let bytes = pdf::write(&pages, &fonts).context("cannot make the PDF file")?;
    files::write(&target, &bytes)?;
    drop(progress);
    show::note(&summary(&target, &kit, &pages));
    if args.output.open {
        opener::open(&target).with_context(|| format!("wrote {}, but cannot show it", target.display()))?;
    }
    Ok(Outcome::Done)
}

fn set(kit: &Kit<'_>, args: &BuildArgs, fonts: &FontSet) -> Result<Pages, Vec<MissingGlyph>> {
    let options = compose::Options { face: args.page.face.into(), author: args.page.author.clone() };
    let story = compose::compose(kit, &options);
    let mut setter = Typesetter::new(fonts);
    layout::lay_out(&story, args.page.paper.into(), Margins::default(), &mut setter)
}

fn fonts(paths: &[PathBuf]) -> Result<FontSet> {
    let mut fonts = FontSet::bundled();
    for path in paths {
        fonts.add(files::font(path)?).with_context(|| format!("cannot use the font {}", path.display()))?;
    }
    Ok(fonts)
}

/// Shows findings; `true` when none of them is an error.
fn report(findings: &[Diagnostic], sources: &Sources, args: &BuildArgs) -> bool {
    show::findings(findings, sources, args.bank.findings);
    findings.iter().all(|f| f.severity < Severity::Error)
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
