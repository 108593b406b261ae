//! Stand-ins for characters that no font has, so that a reader sees that one is missing.

use super::field_text::clean_text;
use super::overflow::ANSWER_MAX_CHARS;
use crate::document::{Align, ColorRole, FontStyle, RichText, TextStyle};
use crate::layout::{FontSet, MissingGlyph, Typesetter};
use crate::pdf::read::{Filled, Kind, Value};

/// The stand-ins, the first that a font has is drawn.
const STAND_INS: [char; 4] = ['\u{fffd}', '\u{25a1}', '\u{25a0}', '?'];
/// A line that no text fills.
const ENDLESS: f32 = 1e9;

/// The answers of a kit as they are drawn.
pub(super) struct DrawableAnswers {
    /// The answers, with stand-ins for characters that no font has.
    pub(super) filled: Filled,
    /// The characters that no font has.
    pub(super) missing: Vec<MissingGlyph>,
}

/// Replaces the characters of answers that no font has.
pub(super) fn drawable_answers(filled: &Filled, fonts: &FontSet) -> DrawableAnswers {
    let mut typesetter = Typesetter::new(fonts);
    let (mut filled, mut missing) = (filled.clone(), Vec::new());
    for field in &mut filled.fields {
        if let (Kind::Text, Value::Text(text)) = (&field.kind, &mut field.value) {
            typesetter.subject = Some(format!("the field `{}`", field.name));
            *text = replace_missing(&mut typesetter, text, &mut missing);
        }
    }
    DrawableAnswers { filled, missing }
}

/// Returns a text with stand-ins for the characters that no font has, and adds these to `missing`.
pub(super) fn replace_missing(
    typesetter: &mut Typesetter<'_>,
    text: &str,
    missing: &mut Vec<MissingGlyph>,
) -> String {
    // A longer text is rejected before it is drawn.
    if text.is_ascii() || text.chars().count() > ANSWER_MAX_CHARS {
        return text.to_owned();
    }
    let lacking = lacking(typesetter, &clean_text(text, true));
    if lacking.is_empty() {
        return text.to_owned();
    }
    let stand_in = STAND_INS.into_iter().find(|c| self::lacking(typesetter, &c.to_string()).is_empty());
    let stand_in = stand_in.unwrap_or('?');
    let replaced =
        text.chars().map(|c| if lacking.iter().any(|glyph| glyph.character == c) { stand_in } else { c });
    let replaced = replaced.collect();
    missing.extend(lacking);
    replaced
}

/// Returns the characters of a text that no font has.
fn lacking(typesetter: &mut Typesetter<'_>, text: &str) -> Vec<MissingGlyph> {
    let before = std::mem::take(&mut typesetter.missing);
    let style = TextStyle { size: 10.0, leading: 10.0, color: ColorRole::Text, align: Align::Start };
    for paragraph in text.split('\n') {
        typesetter.break_lines(&RichText::new(paragraph, FontStyle::Regular), &style, ENDLESS);
    }
    std::mem::replace(&mut typesetter.missing, before)
}
