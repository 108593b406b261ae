//! The fonts that `--font` names.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::fs::read::read_font;
use crate::layout::FontSet;

/// Loads the built-in fonts, and the font files at `paths` after them.
pub(super) fn load_fonts(paths: &[PathBuf]) -> Result<FontSet> {
    let mut fonts = FontSet::bundled();
    for path in paths {
        fonts.add(read_font(path)?).with_context(|| format!("cannot use the font {}", path.display()))?;
    }
    Ok(fonts)
}
