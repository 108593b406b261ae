//! Reads the values that only banks have: ids, lists without repeats, dates, language tags.

use serde_json::{Value, json};

use super::limits;
use crate::diag::codes;
use crate::diag::{Diagnostic, Text};
use crate::input::fields::Item;
use crate::input::hints::quoted;
use crate::input::sink::Sink;
use crate::input::text_rules;

/// Reads an id: 1 to 64 of `a-z`, `0-9` and `-`. A malformed id is reported and returned all the same, so
/// that its references are not errors too.
pub(super) fn read_id(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    let text = read_reference(item, sink)?;
    let value = &text.value;
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if value.is_empty() || value.len() > limits::ID_MAX_CHARS || !value.bytes().all(allowed) {
        let message = format!("{} is not an id", quoted(value));
        let help = format!("an id has 1 to {} of the characters `a-z`, `0-9` and `-`", limits::ID_MAX_CHARS);
        sink.push(item.error(&codes::bank::BAD_ID, message).help(help));
    }
    Some(text)
}

/// Returns the JSON Schema of an id.
pub(super) fn id_schema() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": limits::ID_MAX_CHARS })
}

/// Reads the id of another entry, which is looked up later.
pub(super) fn read_reference(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    Some(Text { value: item.str(sink)?.to_owned(), origin: item.origin })
}

/// Reads ids or tags. A repeated entry is reported and kept once.
pub(super) fn read_distinct(
    items: Vec<Item<'_>>,
    mut read: impl FnMut(Item<'_>, &mut Sink) -> Option<Text>,
    sink: &mut Sink,
) -> Vec<Text> {
    let mut out: Vec<Text> = Vec::with_capacity(items.len());
    for item in items {
        let Some(text) = read(item, sink) else { continue };
        match out.iter().find(|t| t.value == text.value) {
            Some(first) => {
                let message = format!("{} appears twice in `{}`", quoted(&text.value), item.key);
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

/// Reads a short text of one line.
pub(crate) fn read_short_text(item: Item<'_>, sink: &mut Sink) -> Option<String> {
    text_rules::read_text(item, limits::NAME_RULE, sink).map(|text| text.value)
}

/// Reads a calendar date, written as a string or as a TOML date.
pub(super) fn read_date(item: Item<'_>, sink: &mut Sink) -> Option<String> {
    let Some(written) = item.string_or_date() else {
        item.wrong_type("a date", sink);
        return None;
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

/// Reads a language tag such as `en` or `pt-BR`; only the shape is checked.
pub(super) fn read_language(item: Item<'_>, sink: &mut Sink) -> Option<Text> {
    let value = item.str(sink)?;
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let good = (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && value.len() <= limits::ID_MAX_CHARS;
    if !good {
        let message = format!("{} is not a language tag", quoted(value));
        sink.push(item.error(&codes::bank::BAD_LANGUAGE, message).help("write it as `en`, `pl` or `pt-BR`"));
        return None;
    }
    Some(Text { value: value.to_owned(), origin: item.origin })
}
