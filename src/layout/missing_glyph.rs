//! The findings about characters that no font has: one for each question.

use super::MissingGlyph;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Sources};

/// Characters that a finding lists; it counts the rest.
const MAX_LISTED_CHARACTERS: usize = 5;

/// Returns the findings about missing glyphs, in the order of the pages.
pub(crate) fn report_missing_glyphs(missing: &[MissingGlyph], sources: &Sources) -> Vec<Diagnostic> {
    missing.chunk_by(|a, b| a.subject == b.subject).map(|group| report_group(group, sources)).collect()
}

/// Returns the finding about the missing glyphs of one subject; `group` is not empty.
fn report_group(group: &[MissingGlyph], sources: &Sources) -> Diagnostic {
    let describe =
        |glyph: &MissingGlyph| format!("`{}` (U+{:04X})", glyph.character, u32::from(glyph.character));
    let mut listed: Vec<String> = group.iter().take(MAX_LISTED_CHARACTERS).map(describe).collect();
    if group.len() > MAX_LISTED_CHARACTERS {
        listed.push(format!("{} more", group.len() - MAX_LISTED_CHARACTERS));
    }
    let noun = if group.len() == 1 { "character" } else { "characters" };
    let subject = group[0].subject.as_deref().map_or(String::new(), |s| format!(", which {s} uses"));
    let message = format!("no font has the {noun} {}{subject}", listed.join(", "));
    let finding = Diagnostic::error(&codes::kit::MISSING_CHARACTER, message)
        .help("name a font file that has it: --font FILE (TrueType or OpenType)");
    match locate(&group[0], sources) {
        Some(origin) => finding.at(origin, ""),
        None => finding,
    }
}

/// Returns the place of the character in its source, or of the text around it if the source writes it as an escape.
fn locate(missing: &MissingGlyph, sources: &Sources) -> Option<Origin> {
    let origin = missing.origin?;
    let text = sources.file(origin.file).text.get(origin.range())?;
    let Some(at) = text.find(missing.character) else { return Some(origin) };
    let start = origin.start + at as u32;
    Some(Origin { start, end: start + missing.character.len_utf8() as u32, ..origin })
}
