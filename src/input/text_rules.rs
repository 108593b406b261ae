//! Reads single values by a rule: texts, and words of a list.

use super::fields::Item;
use super::hints::{hint, quoted};
use super::sink::Sink;
use crate::diag::Text;
use crate::diag::codes::Code;
use crate::wording::blank::is_tab_or_line_end;

/// The rule of a text: its length and its line breaks.
#[derive(Clone, Copy)]
pub(crate) struct TextRule {
    /// The greatest number of characters.
    pub(crate) max_chars: usize,
    /// Allows line breaks, tabs and other control characters that are blanks.
    pub(crate) allows_lines: bool,
}

/// Reads a text. Blank texts, long texts and control characters are errors.
pub(crate) fn read_text(item: Item<'_>, rule: TextRule, sink: &mut Sink) -> Option<Text> {
    let value = item.str(sink)?;
    let value = if value.contains('\r') { value.replace("\r\n", "\n") } else { value.to_owned() };
    if value.trim().is_empty() {
        sink.push(item.error(sink.format.codes.empty_value, format!("{} is empty", item.describe())));
        return None;
    }
    // Bytes bound the characters from above, so most texts need no counting.
    let length = if value.len() > rule.max_chars { value.chars().count() } else { 0 };
    if length > rule.max_chars {
        let (key, max) = (item.describe(), rule.max_chars);
        let message = format!("{key} has {length} characters; at most {max} are allowed");
        sink.push(item.error(sink.format.codes.too_long, message));
        return None;
    }
    if let Some(character) = forbidden_control(&value, rule) {
        let name = match character {
            '\n' => "a line break".to_owned(),
            '\t' => "a tab".to_owned(),
            _ => format!("the control character U+{:04X}", u32::from(character)),
        };
        let message = format!("{} contains {name}", item.describe());
        sink.push(item.error(sink.format.codes.control_character, message));
        return None;
    }
    Some(Text { value, origin: item.origin })
}

/// Returns the first control character that the rule forbids.
fn forbidden_control(text: &str, rule: TextRule) -> Option<char> {
    // A control character in UTF-8 is one of these bytes, or starts with 0xC2. Most texts have none,
    // and a search without an early exit examines many bytes at a time.
    let is_suspect = |b: u8| b < b' ' || b == 0x7F || b == 0xC2;
    if !text.bytes().fold(false, |any, b| any | is_suspect(b)) {
        return None;
    }
    text.chars().find(|c| c.is_control() && !(rule.allows_lines && is_tab_or_line_end(*c) && *c != '\r'))
}

/// Reads one of the words in `known`. An unknown word is reported with `code`, as an unknown `noun`.
pub(crate) fn read_choice<T: Copy>(
    item: Item<'_>,
    known: &[(&'static str, T)],
    code: &'static Code,
    noun: &str,
    sink: &mut Sink,
) -> Option<T> {
    let value = item.str(sink)?;
    if let Some((_, choice)) = known.iter().find(|(key, _)| *key == value) {
        return Some(*choice);
    }
    let mut finding = item.error(code, format!("unknown {noun} {}", quoted(value)));
    finding.help = hint(value, known.iter().map(|(key, _)| *key));
    sink.push(finding);
    None
}
