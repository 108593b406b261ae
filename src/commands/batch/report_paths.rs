//! Reports never go where something else is kept: the manifest, its lock, a bank, a font, a document, or a report
//! that is read. Not even `--force` is meant for these.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::report_to::ReportTo;
use crate::batch::{Manifest, names};
use crate::commands::batch::inputs::place;

/// Refuses reports that would go to one of these files, each with what it is.
pub(crate) fn reject_overlaps<'k>(
    reports: &[ReportTo],
    kept: impl IntoIterator<Item = (&'k str, PathBuf)>,
) -> Result<()> {
    let targets: Vec<(&Path, PathBuf)> = targets(reports);
    if targets.is_empty() {
        return Ok(());
    }
    for (what, path) in kept {
        let real = real(&path);
        for (named, target) in &targets {
            // Every such file in the folder of a bank is a part of it.
            let is_in_it =
                real.is_dir() && target.starts_with(&real) && target.extension().is_some_and(|e| e == "toml");
            if *target == real || is_in_it {
                bail!("the report cannot go to {}: that is {what}; choose another name", named.display());
            }
        }
    }
    Ok(())
}

/// Refuses reports that would go to what a manifest reads and makes.
pub(crate) fn reject_manifest_overlaps(
    reports: &[ReportTo],
    manifest: &Manifest,
    (path, out): (&Path, &Path),
) -> Result<()> {
    let targets = targets(reports);
    if targets.is_empty() {
        return Ok(());
    }
    let (mut banks, mut fonts) = (Vec::new(), Vec::new());
    for plan in &manifest.kits {
        for (texts, seen) in [(&plan.bank, &mut banks), (&plan.fonts, &mut fonts)] {
            if !seen.contains(&texts) {
                seen.push(texts);
            }
        }
    }
    let each = |what, lists: Vec<&Vec<String>>| -> Vec<(&'static str, PathBuf)> {
        lists.into_iter().flatten().map(|text| (what, place(path, text))).collect()
    };
    reject_overlaps(reports, each("a bank", banks).into_iter().chain(each("a font", fonts)))?;
    let outputs = manifest.kits.iter().flat_map(|plan| &plan.documents).map(|document| &document.output);
    let key = |path: &Path| path.file_name().map(|name| names::key(&name.to_string_lossy()));
    let names: Vec<_> = targets.iter().map(|(_, target)| key(target)).collect();
    // There may be very many: only those of the same name are looked at more closely.
    let near = outputs.filter(|output| names.contains(&key(Path::new(output))));
    reject_overlaps(reports, near.map(|output| ("a document that the manifest makes", out.join(output))))
}

/// The files that reports go to, as they are named and as the system knows them.
fn targets(reports: &[ReportTo]) -> Vec<(&Path, PathBuf)> {
    let files = reports.iter().filter_map(|report| report.file.as_deref());
    files.map(|file| (file, real(file))).collect()
}

/// A path without links, also where its last parts are not there yet.
fn real(path: &Path) -> PathBuf {
    let (mut at, mut rest) = (path, Vec::new());
    loop {
        let there = if at.as_os_str().is_empty() { Path::new(".") } else { at };
        if let Ok(real) = fs::canonicalize(there) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (at.file_name(), at.parent()) {
            (Some(name), Some(parent)) => (rest.push(name), at = parent),
            _ => return path.to_owned(),
        };
    }
}
