//! Checks that no report overwrites an input or a document: not even with `--force`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::inputs::resolve_path;
use super::report_to::ReportTo;
use crate::batch::{Manifest, names};
use crate::fs::folder::resolve_links;

/// Rejects reports that would overwrite one of these files. Each file comes with a description.
pub(super) fn reject_overlaps<'k>(
    reports: &[ReportTo],
    kept: impl IntoIterator<Item = (&'k str, PathBuf)>,
) -> Result<()> {
    let targets: Vec<(&Path, PathBuf)> = report_files(reports);
    if targets.is_empty() {
        return Ok(());
    }
    for (description, path) in kept {
        let real = resolve_links(&path);
        for (named, target) in &targets {
            // Every TOML file in the folder of a bank is a part of it.
            let is_in_it =
                real.is_dir() && target.starts_with(&real) && target.extension().is_some_and(|e| e == "toml");
            if *target == real || is_in_it {
                bail!(
                    "the report cannot go to {}: that is {description}; choose another name",
                    named.display()
                );
            }
        }
    }
    Ok(())
}

/// Rejects reports that would overwrite an input or a document of the manifest.
pub(super) fn reject_manifest_overlaps(
    reports: &[ReportTo],
    manifest: &Manifest,
    manifest_path: &Path,
    out: &Path,
) -> Result<()> {
    let targets = report_files(reports);
    if targets.is_empty() {
        return Ok(());
    }
    let (mut banks, mut added, mut fonts) = (Vec::new(), Vec::new(), Vec::new());
    for plan in &manifest.kits {
        let of_kind = [(&plan.bank, &mut banks), (&plan.added, &mut added), (&plan.fonts, &mut fonts)];
        for (texts, seen) in of_kind {
            if !seen.contains(&texts) {
                seen.push(texts);
            }
        }
    }
    let inputs = |description, lists: Vec<&Vec<String>>| -> Vec<(&'static str, PathBuf)> {
        lists.into_iter().flatten().map(|text| (description, resolve_path(manifest_path, text))).collect()
    };
    banks.append(&mut added);
    reject_overlaps(reports, inputs("a bank", banks).into_iter().chain(inputs("a font", fonts)))?;
    let outputs = manifest.kits.iter().flat_map(|plan| &plan.documents).map(|document| &document.output);
    let key = |path: &Path| path.file_name().map(|name| names::collision_key(&name.to_string_lossy()));
    let names: Vec<_> = targets.iter().map(|(_, target)| key(target)).collect();
    // There may be very many documents, so only those with the name of a report are resolved.
    let similar = outputs.filter(|output| names.contains(&key(Path::new(output))));
    reject_overlaps(reports, similar.map(|output| ("a document that the manifest makes", out.join(output))))
}

/// Returns the files of reports, each as it was typed and without links.
fn report_files(reports: &[ReportTo]) -> Vec<(&Path, PathBuf)> {
    let files = reports.iter().filter_map(|report| report.file.as_deref());
    files.map(|file| (file, resolve_links(file))).collect()
}
