//! Rules for single values: texts, ids, words of a list, dates.

use toml::de::DeValue;

use super::fields::Item;
use super::limits;
use super::sink::Sink;
use super::suggest::{hint, quoted};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Text};

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

/// An id: 1 to 64 of `a-z`, `0-9` and `-`. A string that breaks this is told of, and given all the
/// same: whatever refers to it is not wrong as well.
pub(crate) fn id(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    let text = reference(item, sink)?;
    let value = &text.value;
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if value.is_empty() || value.len() > limits::ID || !value.bytes().all(allowed) {
        let message = format!("{} is not an id", quoted(value));
        let help = format!("an id has 1 to {} of the characters `a-z`, `0-9` and `-`", limits::ID);
        sink.push(item.error(&codes::bank::BAD_ID, message).help(help));
    }
    Some(text)
}

/// The id of something else, which is looked up later.
pub(crate) fn reference(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    Some(Text { value: item.str(sink)?.to_owned(), origin: item.origin })
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

/// Ids or tags; an entry given twice is told and taken once.
pub(crate) fn distinct(
    items: Vec<Item<'_>>,
    read: fn(Item<'_>, &mut Sink) -> Option<Text>,
    sink: &mut Sink,
) -> Vec<Text> {
    let mut out: Vec<Text> = Vec::with_capacity(items.len());
    for item in items {
        let Some(text) = read(item, sink) else { continue };
        match out.iter().find(|t| t.value == text.value) {
            Some(first) => {
                let message = format!("{} stands twice in `{}`", quoted(&text.value), item.key);
                sink.push(
                    Diagnostic::warning(&codes::bank::REPEATED_ENTRY, message)
                        .at(item.origin, "")
                        .at(first.origin, "first here"),
                );
            }
            None => out.push(text),
        }
    }
    out
}

/// A calendar date, written as a string or as a TOML date.
pub(crate) fn date(item: Item<'_>, sink: &mut Sink) -> Option<String> {
    let written = match item.value {
        DeValue::String(value) => value.to_string(),
        DeValue::Datetime(value) => value.to_string(),
        _ => {
            item.wrong_type("a date", sink);
            return None;
        }
    };
    if is_date(&written) {
        return Some(written);
    }
    let message = format!("{} is not a calendar date", quoted(&written));
    sink.push(item.error(&codes::bank::BAD_DATE, message).help("write a date as `2026-11-22`"));
    None
}

fn is_date(written: &str) -> bool {
    let bytes = written.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return false;
    }
    let number = |range: std::ops::Range<usize>| written[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A language tag such as `en` or `pt-BR`, by its shape.
pub(crate) fn language(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    let value = item.str(sink)?;
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let good = (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && value.len() <= limits::ID;
    if !good {
        let message = format!("{} is not a language tag", quoted(value));
        sink.push(item.error(&codes::bank::BAD_LANGUAGE, message).help("write it as `en`, `pl` or `pt-BR`"));
        return None;
    }
    Some(Text { value: value.to_owned(), origin: item.origin })
}
