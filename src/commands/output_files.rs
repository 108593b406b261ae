//! The files that `build` writes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::batch::prefill::{FilePattern, UniqueNames, kit_name};
use crate::compose::{Face, Prefill};
use crate::kit::Blueprint;

/// Returns the file to write: the one named with `--out`, or one named after the kit.
pub(super) fn output_file(out: Option<&Path>, blueprint: &Blueprint, face: Face) -> PathBuf {
    out.map_or_else(|| PathBuf::from(format!("{}.pdf", kit_name(blueprint, face))), Path::to_owned)
}

/// Returns a file for each row: in the folder named with `--out`, or after the pattern named there.
pub(super) fn row_output_files(
    out: Option<&Path>,
    blueprint: &Blueprint,
    face: Face,
    rows: &[Prefill],
) -> Result<Vec<PathBuf>> {
    let pattern = read_pattern(out, &kit_name(blueprint, face), face)?;
    let mut names = UniqueNames::default();
    Ok((1..).zip(rows).map(|(number, row)| names.take(&pattern.fill(row, number))).collect())
}

/// Reads `--out` with `--prefill`: a folder or a pattern.
fn read_pattern(out: Option<&Path>, kit_name: &str, face: Face) -> Result<FilePattern> {
    let Some(out) = out else { return Ok(FilePattern::in_folder("", kit_name, face)) };
    let text = out.to_str().context("--out: a pattern must be Unicode text")?;
    if text == "-" {
        bail!("--prefill writes a file for each row: name a folder with --out, such as --out kits/");
    }
    if text.contains('{') {
        return FilePattern::parse(text).context("--out");
    }
    let has_separator = text.ends_with(std::path::is_separator);
    if !has_separator && !out.is_dir() {
        bail!(
            "--out {text} names one file, but --prefill writes a file for each row: name an existing folder, \
             {text}/, or a pattern such as {{candidate}}.pdf"
        );
    }
    let folder = if has_separator { text.to_owned() } else { format!("{text}/") };
    Ok(FilePattern::in_folder(&folder, kit_name, face))
}
