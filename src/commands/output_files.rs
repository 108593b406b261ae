//! The files that `build` writes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::standard_streams::is_standard_stream;
use crate::batch::prefill::{FilePattern, NamedDocument, UniqueNames};
use crate::compose::document_settings::Style;
use crate::compose::{Face, Prefill};
use crate::fs::folder::names_folder;
use crate::kit::forms::form_name;

/// Returns the file to write: the one named with `--out`, or one named after the kit, in the folder named there.
pub(super) fn output_file(out: Option<&Path>, kit_name: &str) -> PathBuf {
    let name = format!("{kit_name}.pdf");
    out.map_or_else(|| PathBuf::from(&name), |out| file_at(out, Path::new(&name)))
}

/// Returns a file for each form: that of the kit, with the letter of the form before the ending.
pub(super) fn form_output_files(out: Option<&Path>, kit_name: &str, forms: usize) -> Result<Vec<PathBuf>> {
    if out.is_some_and(is_standard_stream) {
        bail!("--forms writes several files: name a folder with --out, such as --out kits/");
    }
    let file = output_file(out, kit_name);
    let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = match file_name.split_at_checked(file_name.len().saturating_sub(4)) {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(".pdf") => stem,
        _ => &file_name,
    };
    Ok((0..forms).map(|at| file.with_file_name(format!("{stem}-{}.pdf", form_name(at)))).collect())
}

/// Returns the file that `--out` names; in a folder, the file of this name.
pub(super) fn file_at(out: &Path, name: &Path) -> PathBuf {
    match name.file_name() {
        Some(base) if !is_standard_stream(out) && !is_standard_stream(name) && is_folder(out) => {
            out.join(base)
        }
        _ => out.to_owned(),
    }
}

/// Returns true if the program gives the files named by `--out` their names.
pub(super) fn has_default_names(out: Option<&Path>) -> bool {
    out.is_none_or(is_folder)
}

fn is_folder(out: &Path) -> bool {
    names_folder(out) || out.is_dir()
}

/// Returns a file for each row: in the folder named with `--out`, or after the pattern named there.
pub(super) fn row_output_files(
    out: Option<&Path>,
    kit: &str,
    style: &Style,
    rows: &[Prefill],
) -> Result<Vec<PathBuf>> {
    let pattern = read_pattern(out, kit, style.face)?;
    let mut names = UniqueNames::default();
    let document = |row| NamedDocument { row, kit, style };
    Ok((1..).zip(rows).map(|(number, row)| names.take(&pattern.fill(row, document(number)))).collect())
}

/// Reads `--out` with `--prefill`: a folder or a pattern. In a folder, names begin with that of the kit.
pub(super) fn read_pattern(out: Option<&Path>, kit_name: &str, face: Face) -> Result<FilePattern> {
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
            "--out {text} names one file, but --prefill writes a file for each row: name a folder, {text}/, \
             or a pattern such as {{candidate}}.pdf"
        );
    }
    let folder = if has_separator { text.to_owned() } else { format!("{text}/") };
    Ok(FilePattern::in_folder(&folder, kit_name, face))
}
