//! The characters of a whole bank that no font has: those of every kit that could be built from it.

use super::document;
use crate::bank::{Bank, Status};
use crate::compose::Style;
use crate::kit::{self, Blueprint, Kit, SelectError};
use crate::layout::{FontSet, MissingGlyph};

/// Returns the characters of the active questions, the roles and the scale that no font has.
pub(crate) fn find_missing_in_bank(
    bank: &Bank,
    fonts: &FontSet,
) -> Result<Vec<MissingGlyph>, Vec<SelectError>> {
    let active = bank.questions.iter().filter(|question| question.status == Status::Active);
    let only: Vec<String> = active.map(|question| question.id.clone()).collect();
    if only.is_empty() {
        return Ok(Vec::new());
    }
    let kit = kit::select(bank, &Blueprint { only, ..Blueprint::default() })?;
    let style = Style::default();
    let mut missing = document::find_missing_glyphs(&kit, &style, fonts);
    let mut cover = Kit { picks: Vec::new(), ..kit };
    for role in &bank.roles {
        cover.role = Some(role);
        let found = document::find_missing_glyphs(&cover, &style, fonts);
        missing.extend(found.into_iter().filter(|glyph| glyph.subject.is_none()));
    }
    let mut unique: Vec<MissingGlyph> = Vec::new();
    for glyph in missing {
        if !unique.contains(&glyph) {
            unique.push(glyph);
        }
    }
    Ok(unique)
}
