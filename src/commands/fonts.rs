//! The fonts that `--font` and manifests name: a file, or a face of a collection (`fonts.ttc#2`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::fs::read::read_font;
use crate::layout::FontSet;

/// Loads the built-in fonts, and the fonts at `paths` after them.
pub(super) fn load_fonts(paths: &[PathBuf]) -> Result<FontSet> {
    let mut fonts = FontSet::bundled();
    for path in paths {
        let (file, index) = split_face_number(path)?;
        let added = fonts.add_face(read_font(&file)?, index);
        added.with_context(|| format!("cannot use the font {}", path.display()))?;
    }
    Ok(fonts)
}

/// Returns the file of a font.
pub(super) fn font_file(path: &Path) -> PathBuf {
    split_face_number(path).map_or_else(|_| path.to_owned(), |(file, _)| file)
}

/// Splits `fonts.ttc#2` into the file and the index of the face, which counts from 0. A file whose own name ends so
/// is taken as it is.
fn split_face_number(path: &Path) -> Result<(PathBuf, u32)> {
    let parts = path.to_str().and_then(|text| text.rsplit_once('#'));
    let Some((file, number)) = parts.filter(|(file, _)| !file.is_empty() && !path.exists()) else {
        return Ok((path.to_owned(), 0));
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok((path.to_owned(), 0));
    }
    match number.parse::<u32>() {
        Ok(number @ 1..) => Ok((PathBuf::from(file), number - 1)),
        _ => bail!("{}: faces are counted from 1: {file}#1 is the first", path.display()),
    }
}
