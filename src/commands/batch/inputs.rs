//! What the kits of a manifest share, read once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bank::{self, Bank};
use crate::batch::{KitPlan, Manifest};
use crate::commands::fonts::load_fonts;
use crate::commands::session::Session;
use crate::fs::read::read_banks;
use crate::kit;
use crate::layout::FontSet;

/// What kits share: each bank and each set of fonts that any of them names, read once.
pub(super) struct BatchInputs {
    banks: Vec<(Vec<String>, Bank)>,
    pub(super) fonts: Vec<(Vec<String>, FontSet)>,
}

impl BatchInputs {
    pub(super) fn read(manifest_path: &Path, manifest: &Manifest, session: &mut Session) -> Result<Self> {
        let mut stock = Self { banks: Vec::new(), fonts: Vec::new() };
        let place = |text: &String| place(manifest_path, text);
        for plan in &manifest.kits {
            if !stock.banks.iter().any(|(paths, _)| *paths == plan.bank) {
                let paths: Vec<PathBuf> = plan.bank.iter().map(place).collect();
                for path in &paths {
                    ordinary(path)?;
                    session.add_input(path);
                }
                let mut loaded = bank::load(read_banks(&paths)?, &mut session.sources);
                session.findings.extend(loaded.findings);
                bank::keep_excerpts(&mut loaded.bank);
                kit::cache_content_hashes(&mut loaded.bank);
                stock.banks.push((plan.bank.clone(), loaded.bank));
            }
            if !stock.fonts.iter().any(|(paths, _)| *paths == plan.fonts) {
                let paths: Vec<PathBuf> = plan.fonts.iter().map(place).collect();
                for path in &paths {
                    ordinary(path)?;
                    session.add_input(path);
                }
                stock.fonts.push((plan.fonts.clone(), load_fonts(&paths)?));
            }
        }
        Ok(stock)
    }

    pub(super) fn bank(&self, plan: &KitPlan) -> Result<&Bank> {
        let found = self.banks.iter().find(|(paths, _)| *paths == plan.bank);
        found.map(|(_, bank)| bank).context("a bank was not read")
    }
}

/// Refuses what keeps its reader waiting, as a pipe does.
fn ordinary(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            bail!("{} is neither a file nor a folder", path.display())
        }
        _ => Ok(()),
    }
}

/// A path of a manifest, which stands beside it.
pub(super) fn place(manifest: &Path, text: &str) -> PathBuf {
    let folder = manifest.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) => folder.join(text),
        // A file of this name, not standard input.
        None if text == "-" => PathBuf::from("./-"),
        None => PathBuf::from(text),
    }
}
