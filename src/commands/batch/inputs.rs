//! The banks and fonts of a manifest, each read once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bank::{self, Bank};
use crate::batch::{KitPlan, Manifest};
use crate::commands::fonts::{font_file, load_fonts};
use crate::commands::kit_paths::{add_used_questions, reject_own_files};
use crate::commands::session::Session;
use crate::diag::{Diagnostic, codes};
use crate::fs::folder::resolve_links;
use crate::fs::read::{is_built_in, read_layers};
use crate::input::InputFile;
use crate::kit::{self, Blueprint, RoleNames};
use crate::layout::FontSet;
use crate::wording::escape::escape_control;

/// The banks and fonts that the kits of a manifest name, each list read once.
pub(super) struct BatchInputs {
    banks: Vec<BankInput>,
    pub(super) fonts: Vec<(Vec<String>, FontSet)>,
}

/// A bank, and the paths in the manifest that name it.
struct BankInput {
    paths: Vec<String>,
    added: Vec<String>,
    bank: Bank,
}

impl BankInput {
    fn is_of(&self, plan: &KitPlan) -> bool {
        self.paths == plan.bank && self.added == plan.added
    }
}

impl BatchInputs {
    pub(super) fn read(manifest_path: &Path, manifest: &Manifest, session: &mut Session) -> Result<Self> {
        let mut inputs = Self { banks: Vec::new(), fonts: Vec::new() };
        let resolve = |text: &String| resolve_path(manifest_path, text);
        for plan in &manifest.kits {
            if !inputs.banks.iter().any(|input| input.is_of(plan)) {
                let bank = read_bank(manifest_path, plan, session)?;
                inputs.banks.push(BankInput { paths: plan.bank.clone(), added: plan.added.clone(), bank });
            }
            if !inputs.fonts.iter().any(|(paths, _)| *paths == plan.fonts) {
                let paths: Vec<PathBuf> = plan.fonts.iter().map(resolve).collect();
                for path in &paths {
                    let file = font_file(path);
                    reject_special_file(&file)?;
                    session.add_input(&file);
                }
                inputs.fonts.push((plan.fonts.clone(), load_fonts(&paths)?));
            }
        }
        Ok(inputs)
    }

    /// Replaces the words for the role of every kit by its id. A kit without a role gets the only role of its bank.
    pub(super) fn resolve_roles(&self, manifest: &mut Manifest) -> Vec<Diagnostic> {
        let names: Vec<_> = self.banks.iter().map(|input| (input, RoleNames::new(&input.bank))).collect();
        let mut findings = Vec::new();
        for plan in &mut manifest.kits {
            let Some((_, names)) = names.iter().find(|(input, _)| input.is_of(plan)) else { continue };
            if let Err(error) = names.require_whole(&mut plan.blueprint) {
                let finding = error.finding(|id| format!("`role = \"{id}\"`"));
                let message = format!("kit `{}`: {}", plan.name, finding.message);
                findings.push(Diagnostic { message, ..finding }.at(plan.origin, "asked for here"));
            }
        }
        findings
    }

    pub(super) fn bank(&self, plan: &KitPlan) -> Result<&Bank> {
        let found = self.banks.iter().find(|input| input.is_of(plan));
        found.map(|input| &input.bank).context("a bank was not read")
    }

    pub(super) fn fonts(&self, plan: &KitPlan) -> Result<&FontSet> {
        let found = self.fonts.iter().find(|(paths, _)| *paths == plan.fonts);
        found.map(|(_, fonts)| fonts).context("a font was not read")
    }
}

/// Reads the kits whose questions the kits of a manifest leave out. `lock` and `out` are where the manifest writes.
pub(super) fn read_used_questions(
    manifest_path: &Path,
    (lock, out): (&Path, &Path),
    manifest: &mut Manifest,
    session: &mut Session,
) -> Result<()> {
    // Kits that leave out the same ones share what was read.
    let mut known: Vec<(Vec<String>, Blueprint)> = Vec::new();
    let out = resolve_links(out);
    let documents: Vec<PathBuf> = manifest
        .kits
        .iter()
        .flat_map(|plan| &plan.documents)
        .map(|document| out.join(&document.output))
        .collect();
    for plan in manifest.kits.iter_mut().filter(|plan| !plan.not_in.is_empty()) {
        let paths: Vec<String> = plan
            .not_in
            .iter()
            .map(|text| resolve_path(manifest_path, text).to_string_lossy().into_owned())
            .collect();
        if !known.iter().any(|(others, _)| *others == paths) {
            reject_own_files(&paths, lock, &documents)?;
            let mut used = Blueprint::default();
            add_used_questions(&mut used, &paths, &[], session)?;
            known.push((paths.clone(), used));
        }
        if let Some((_, used)) = known.iter().find(|(others, _)| *others == paths) {
            plan.blueprint.used.clone_from(&used.used);
            plan.blueprint.not_in.clone_from(&used.not_in);
        }
    }
    Ok(())
}

/// Reads and loads the bank of a kit, with the files laid over it.
fn read_bank(manifest_path: &Path, plan: &KitPlan, session: &mut Session) -> Result<Bank> {
    let resolve_one = |text: &String| {
        let path = PathBuf::from(text);
        // The built-in bank is in no folder.
        if is_built_in(&path) { path } else { resolve_path(manifest_path, text) }
    };
    let resolve = |texts: &[String]| -> Vec<PathBuf> { texts.iter().map(resolve_one).collect() };
    let (paths, added) = (resolve(&plan.bank), resolve(&plan.added));
    for path in paths.iter().chain(&added).filter(|path| !is_built_in(path)) {
        reject_special_file(path)?;
        session.add_input(path);
    }
    let mut files = read_layers(&paths, &added)?;
    for layer in std::iter::once(&mut files.base).chain(&mut files.layers) {
        let (banks, others) = std::mem::take(layer).into_iter().partition(|file| bank::is_bank(&file.bytes));
        *layer = banks;
        session.findings.extend(report_wrong_files(plan, others));
    }
    let mut loaded = bank::load_layers(files, &mut session.sources);
    session.findings.extend(loaded.findings);
    bank::cache_excerpts(&mut loaded.bank);
    kit::cache_content_hashes(&mut loaded.bank);
    Ok(loaded.bank)
}

/// Reports files that are no bank. No line of them is shown: a manifest may come from a stranger.
fn report_wrong_files(plan: &KitPlan, files: Vec<InputFile>) -> impl Iterator<Item = Diagnostic> {
    let origin = plan.origin;
    files.into_iter().map(move |file| {
        let message = escape_control(&format!("{} is not a bank of questions", file.name));
        Diagnostic::error(&codes::manifest::WRONG_FILE, message)
            .at(origin, "named here")
            .help("name a TOML file with entries such as `[[question]]`")
    })
}

/// Rejects a pipe or device, which could block the run.
fn reject_special_file(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            bail!("{} is neither a file nor a folder: name one of them", path.display())
        }
        _ => Ok(()),
    }
}

/// Resolves a path of a manifest, which is relative to the folder of the manifest.
pub(super) fn resolve_path(manifest: &Path, text: &str) -> PathBuf {
    let folder = manifest.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) => folder.join(text),
        // In a manifest, `-` is a file and not standard input.
        None if text == "-" => PathBuf::from("./-"),
        None => PathBuf::from(text),
    }
}
