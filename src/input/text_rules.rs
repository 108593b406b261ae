//! Rules for single values: texts and words of a list.

use super::fields::Item;
use super::limits;
use super::sink::Sink;
use super::suggest::{hint, quoted};
use crate::diag::Text;
use crate::diag::codes::Code;

/// What a text may hold.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    /// Characters at most.
    pub(crate) most: usize,
    /// Whether line breaks and tabs may stand in it.
    pub(crate) lines: bool,
}

impl Rule {
    /// A name: one line.
    pub(crate) const NAME: Self = Self { most: limits::NAME, lines: false };
    /// A sign, a flag, a follow-up, a described level.
    pub(crate) const BULLET: Self = Self { most: limits::BULLET, lines: true };
    /// A prompt or sample answer.
    pub(crate) const PROMPT: Self = Self { most: limits::PROMPT, lines: true };
    /// A snippet's source.
    pub(crate) const SOURCE: Self = Self { most: limits::SOURCE, lines: true };
    /// A snippet's output.
    pub(crate) const OUTPUT: Self = Self { most: limits::OUTPUT, lines: true };
}

/// A text that is not blank, not too long and free of control characters.
pub(crate) fn text(item: Item<'_>, rule: Rule, sink: &mut Sink) -> Option<Text> {
    let value = item.str(sink)?;
    let value = if value.contains('\r') { value.replace("\r\n", "\n") } else { value.to_owned() };
    let key = item.name();
    if value.trim().is_empty() {
        sink.push(item.error(sink.format.codes.empty_value, format!("{key} is empty")));
        return None;
    }
    // Bytes bound the characters from above, so most texts need no counting.
    let length = if value.len() > rule.most { value.chars().count() } else { 0 };
    if length > rule.most {
        let message = format!("{key} has {length} characters, {} are allowed", rule.most);
        sink.push(item.error(sink.format.codes.too_long, message));
        return None;
    }
    if let Some(found) = control(&value, rule) {
        let name = match found {
            '\n' => "a line break".to_owned(),
            '\t' => "a tab".to_owned(),
            _ => format!("the control character U+{:04X}", u32::from(found)),
        };
        sink.push(item.error(sink.format.codes.control_character, format!("{key} holds {name}")));
        return None;
    }
    Some(Text { value, origin: item.origin })
}

/// The first control character of a text that the rule does not allow.
fn control(text: &str, rule: Rule) -> Option<char> {
    // In UTF-8 a control character is one of these bytes, or has 0xC2 for its first. Few texts hold
    // one, and counting, which has no way out on the way, looks at many bytes at a time.
    let suspects = text.bytes().filter(|b| *b < b' ' || *b == 0x7F || *b == 0xC2).count();
    if suspects == 0 {
        return None;
    }
    text.chars().find(|c| c.is_control() && !(rule.lines && matches!(c, '\n' | '\t')))
}

/// A string that is only data, not set on a page.
pub(crate) fn word(item: Item<'_>, sink: &mut Sink) -> Option<String> {
    text(item, Rule::NAME, sink).map(|text| text.value)
}

/// One of the words in `known`; `code` and `what` word the finding.
pub(crate) fn choice<T: Copy>(
    item: Item<'_>,
    known: &[(&'static str, T)],
    code: &'static Code,
    what: &str,
    sink: &mut Sink,
) -> Option<T> {
    let value = item.str(sink)?;
    if let Some((_, found)) = known.iter().find(|(key, _)| *key == value) {
        return Some(*found);
    }
    let mut finding = item.error(code, format!("unknown {what} {}", quoted(value)));
    finding.help = hint(value, known.iter().map(|(key, _)| *key));
    sink.push(finding);
    None
}
