//! Reads one file into the draft of the bank.

use std::ops::ControlFlow;

use toml::Spanned;
use toml::de::DeValue;

use super::draft::{BankDraft, DraftEntry, LevelEntry};
use super::groups;
use super::natural_names::NATURAL_NAMES;
use super::question::read_question;
use super::values;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin};
use crate::input::fields::{Fields, Item};
use crate::input::format::{FaultCodes, Format};
use crate::input::sink::Sink;
use crate::input::syntax;

/// The version of the bank format.
const SCHEMA: u32 = 1;

/// The kind of file that a bank is made of.
pub(super) static FORMAT: Format = Format {
    what: "a bank",
    arrays: &["scale", "role", "category", "competency", "question"],
    top_keys: &["schema", "language"],
    misplaced: &NATURAL_NAMES,
    codes: FaultCodes {
        syntax: &codes::bank::SYNTAX,
        duplicate_key: &codes::bank::DUPLICATE_KEY,
        unknown_key: &codes::bank::UNKNOWN_KEY,
        missing_key: &codes::bank::MISSING_KEY,
        unknown_schema: &codes::bank::UNKNOWN_SCHEMA,
        wrong_type: &codes::bank::WRONG_TYPE,
        out_of_range: &codes::bank::OUT_OF_RANGE,
        too_many_entries: &codes::bank::TOO_MANY_ENTRIES,
        empty_value: &codes::bank::EMPTY_VALUE,
        too_long: &codes::bank::TOO_LONG,
        control_character: &codes::bank::CONTROL_CHARACTER,
        file_too_large: &codes::bank::FILE_TOO_LARGE,
        not_text: &codes::bank::NOT_TEXT,
        not_utf8: &codes::bank::NOT_UTF8,
        not_toml: &codes::bank::NOT_TOML,
    },
};

pub(super) const KEYS: [&str; 7] =
    ["schema", "language", "scale", "role", "category", "competency", "question"];

/// Reads a file. Returns false if its format is unknown and the file was not read to its end.
pub(super) fn read_file(text: &str, draft: &mut BankDraft, sink: &mut Sink) -> bool {
    // A layer may replace the scale below it.
    let is_in_layer = draft.scale_layer == draft.layer;
    let scale_of_others = draft.scale.first().map(|level| level.origin).filter(|_| is_in_layer);
    let read = syntax::read_tables(text, sink, |table, first, sink| {
        let origin = sink.top();
        let top = Fields::new("the bank", table, origin, &KEYS, sink);
        if first {
            // A layer may be a single question.
            if draft.layer == 0 || top.get("schema", sink).is_some() {
                top.check_schema(SCHEMA, sink)?;
            }
            draft.languages.extend(top.get("language", sink).and_then(|i| values::read_language(i, sink)));
        }
        for &key in FORMAT.arrays {
            if top.is_misspelled(key) {
                draft.incomplete.insert(key);
            }
            let Some(item) = top.get(key, sink) else { continue };
            if key == "scale" {
                read_scale(item, scale_of_others, draft, sink);
            } else {
                read_entries(item, draft, sink);
            }
        }
        ControlFlow::Continue(())
    });
    if read.is_break() || sink.has_unread_part() {
        draft.incomplete.extend(FORMAT.arrays);
    }
    read.is_continue()
}

/// Reads the scale, which may be in one file of each layer only.
fn read_scale(item: Item<'_>, others: Option<Origin>, draft: &mut BankDraft, sink: &mut Sink) {
    let items = tables(item, draft, sink);
    if draft.scale_layer < draft.layer && !items.is_empty() {
        draft.scale_layer = draft.layer;
        draft.replaced_scale = std::mem::take(&mut draft.scale);
    }
    if let (Some(first), Some(second)) = (others, items.first()) {
        sink.push(
            Diagnostic::error(&codes::bank::DUPLICATE_SCALE, "the scale is given twice")
                .at(second.origin, "given again here")
                .at(first, "first given here")
                .help("keep the scale in one file: it holds for all files"),
        );
        return;
    }
    for item in items {
        let has_syntax_errors = sink.has_syntax_errors();
        draft.scale.extend(
            groups::level(item, sink)
                .map(|entry| LevelEntry { level: entry.level.filter(|_| !has_syntax_errors), ..entry }),
        );
    }
}

/// Reads an array of roles, categories, competencies or questions.
fn read_entries(item: Item<'_>, draft: &mut BankDraft, sink: &mut Sink) {
    let (layer, has_syntax_errors) = (draft.layer, sink.has_syntax_errors());
    for item in tables(item, draft, sink) {
        let is_read = match item.key {
            "role" => add(&mut draft.roles, groups::role(item, layer > 0, sink), layer, has_syntax_errors),
            "category" => add(&mut draft.categories, groups::category(item, sink), layer, has_syntax_errors),
            "competency" => {
                add(&mut draft.competencies, groups::competency(item, sink), layer, has_syntax_errors)
            }
            _ => add(&mut draft.questions, read_question(item, sink), layer, has_syntax_errors),
        };
        if !is_read {
            draft.incomplete.insert(item.key);
        }
    }
}

/// Adds an entry to the draft, if it could be read.
fn add<T>(
    entries: &mut Vec<DraftEntry<T>>,
    entry: Option<DraftEntry<T>>,
    layer: usize,
    has_syntax_errors: bool,
) -> bool {
    let is_read = entry.is_some();
    entries.extend(entry.map(|entry| DraftEntry { layer, ..entry.without_value_if(has_syntax_errors) }));
    is_read
}

/// Returns the tables of an array of tables, up to the limit of the bank. A single table is reported, and
/// read as the only entry.
fn tables<'t>(item: Item<'t>, draft: &mut BankDraft, sink: &mut Sink) -> Vec<Item<'t>> {
    if item.value.is_table() {
        let message = format!("`{}` must be a list of tables", item.key);
        sink.push(item.error(&codes::bank::WRONG_TYPE, message).help(format!("write `[[{}]]`", item.key)));
        return vec![item];
    }
    let Some(array) = item.value.as_array() else {
        item.wrong_type("a list of tables", sink);
        return Vec::new();
    };
    let (have, most) = draft.count_and_limit(item.key);
    let left = most.saturating_sub(have);
    if array.len() > left && !draft.full.contains(&item.key) {
        draft.full.push(item.key);
        let at = sink.origin(&array[left].span());
        let message = format!("the bank has more than {most} `[[{}]]`", item.key);
        sink.push(
            Diagnostic::error(&codes::bank::TOO_MANY_ENTRIES, message).at(at, "the first one over the limit"),
        );
    }
    let entry = |value: &'t Spanned<DeValue<'t>>| Item {
        key: item.key,
        is_entry: true,
        value: value.get_ref(),
        origin: sink.origin(&value.span()),
    };
    array.iter().take(left).map(entry).collect()
}
