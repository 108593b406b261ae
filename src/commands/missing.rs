//! Characters that no font has, as findings: one for each question.

use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Sources};
use crate::layout::MissingGlyph;

/// So many characters are named; the rest are counted.
const NAMED: usize = 5;

/// The findings, in the order of the pages.
pub(super) fn findings(missing: &[MissingGlyph], sources: &Sources) -> Vec<Diagnostic> {
    missing.chunk_by(|a, b| a.subject == b.subject).map(|group| finding(group, sources)).collect()
}

fn finding(group: &[MissingGlyph], sources: &Sources) -> Diagnostic {
    let name = |m: &MissingGlyph| format!("`{}` (U+{:04X})", m.character, u32::from(m.character));
    let mut names: Vec<String> = group.iter().take(NAMED).map(name).collect();
    if group.len() > NAMED {
        names.push(format!("{} more", group.len() - NAMED));
    }
    let noun = if group.len() == 1 { "character" } else { "characters" };
    let user = group[0].subject.as_deref().map_or(String::new(), |s| format!(", which {s} uses"));
    let message = format!("no font has the {noun} {}{user}", names.join(", "));
    let finding = Diagnostic::error(&codes::kit::MISSING_CHARACTER, message)
        .help("name a font file that has it: --font FILE (TrueType or OpenType)");
    match place(&group[0], sources) {
        Some(place) => finding.at(place, ""),
        None => finding,
    }
}

/// The character itself, where it stands in the source as it is; else the text it is in.
fn place(missing: &MissingGlyph, sources: &Sources) -> Option<Origin> {
    let origin = missing.origin?;
    let text = sources.file(origin.file).text.get(origin.range())?;
    let Some(at) = text.find(missing.character) else { return Some(origin) };
    let start = origin.start + at as u32;
    Some(Origin { start, end: start + missing.character.len_utf8() as u32, ..origin })
}
