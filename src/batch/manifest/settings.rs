//! The settings of a kit in a manifest, named like the long options of `build`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use super::name_pattern::{FILE_PLACEHOLDERS, KIT_PLACEHOLDERS, NamePattern};
use crate::bank::{BUILT_IN_NAME, QuestionType, Seniority, limits, read_short_text};
use crate::compose::document_settings::{DOCUMENT_SETTINGS, DocumentSetting, ON, SettingShape, find_choice};
use crate::diag::Text;
use crate::diag::codes;
use crate::input::fields::{Fields, Item};
use crate::input::sink::Sink;
use crate::input::text_rules;
use crate::kit::{self, Change};

/// Keys that choose the questions or name files; those of documents follow in [`setting_keys`].
#[rustfmt::skip]
pub(super) const REQUEST_KEYS: [&str; 23] = [
    "name", "output", "bank", "add", "role", "category", "with", "type", "seniority", "tag", "exclude", "only", "not-in",
    "minutes",
    "opening", "closing", "count", "include", "no-behavioral", "soft-share", "seed", "changes", "font",
];

/// Returns the keys of `[defaults]` and of a `[[kit]]`.
pub(super) fn setting_keys() -> Vec<&'static str> {
    REQUEST_KEYS.into_iter().chain(DOCUMENT_SETTINGS.iter().map(|setting| setting.key)).collect()
}

/// Returns true if a list for this key makes a kit, or a document, for each of its entries.
pub(super) fn is_multiplied(key: &str) -> bool {
    let is_choice = |setting: &DocumentSetting| matches!(setting.shape, SettingShape::Choice { .. });
    ["role", "seniority"].contains(&key)
        || DOCUMENT_SETTINGS.iter().any(|setting| setting.key == key && is_choice(setting))
}

/// The allowed minutes of an interview.
pub(crate) const MINUTES: RangeInclusive<u32> = 1..=1440;
/// The allowed minutes of the opening, or of the closing.
pub(crate) const OPENING_MINUTES: RangeInclusive<u32> = 0..=240;
/// The allowed numbers of questions in a kit.
pub(super) const COUNT: RangeInclusive<u32> = 1..=20_000;

/// The most paths of a list.
pub(super) const MAX_PATHS: usize = 1_000;

/// The seed of a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeedSetting {
    /// Derived from the name of the kit, its role and its levels.
    ByName,
    Number(u64),
}

/// The text that derives the seed from the name of the kit.
pub(super) const SEED_BY_NAME: &str = "name";

/// The settings of a `[[kit]]` or of `[defaults]`, as far as they are given.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    pub(super) name: Option<NamePattern>,
    pub(super) output: Option<NamePattern>,
    pub(super) bank: Option<Vec<String>>,
    pub(super) add: Option<Vec<String>>,
    /// A kit for each.
    pub(super) role: Option<Vec<String>>,
    pub(super) category: Option<Vec<(String, Option<u32>)>>,
    pub(super) with: Option<Vec<(String, u32)>>,
    pub(super) changes: Option<Vec<Change>>,
    pub(super) kind: Option<Vec<QuestionType>>,
    /// A kit for each; a kit may be for several levels.
    pub(super) seniority: Option<Vec<Vec<Seniority>>>,
    pub(super) tag: Option<Vec<String>>,
    pub(super) exclude: Option<Vec<String>>,
    pub(super) only: Option<Vec<String>>,
    pub(super) include: Option<Vec<String>>,
    /// Paths of the kits whose questions are left out.
    pub(super) not_in: Option<Vec<String>>,
    pub(super) minutes: Option<u32>,
    pub(super) opening: Option<u32>,
    pub(super) closing: Option<u32>,
    pub(super) count: Option<u32>,
    pub(super) seed: Option<SeedSetting>,
    pub(super) no_behavioral: Option<bool>,
    pub(super) soft_share: Option<u32>,
    pub(super) font: Option<Vec<String>>,
    /// The settings of documents, as [`DocumentSetting`] writes them; several values make a document for each.
    pub(super) document: BTreeMap<&'static str, Vec<String>>,
}

impl Settings {
    /// Reads the settings of a table in a file of the folder `base`.
    pub(super) fn read(fields: &Fields<'_>, base: &Path, sink: &mut Sink) -> Self {
        let path = |item: Item<'_>, sink: &mut Sink| path(item, sink).map(|text| beside(base, &text));
        // The built-in bank is in no folder.
        let bank = |item: Item<'_>, sink: &mut Sink| {
            if item.value.as_str() == Some(BUILT_IN_NAME) {
                Some(BUILT_IN_NAME.to_owned())
            } else {
                path(item, sink)
            }
        };
        let minutes =
            |key, range, sink: &mut Sink| fields.get(key, sink).and_then(|i| length(i, &range, sink));
        let flag = |key, sink: &mut Sink| fields.get(key, sink).and_then(|i| boolean(i, sink));
        Self {
            name: fields.get("name", sink).and_then(|i| NamePattern::read(i, &KIT_PLACEHOLDERS, sink)),
            output: fields.get("output", sink).and_then(|i| NamePattern::read(i, &FILE_PLACEHOLDERS, sink)),
            bank: list(fields, "bank", MAX_PATHS, sink, bank),
            add: list(fields, "add", MAX_PATHS, sink, bank),
            role: list(fields, "role", limits::LIST_MAX_ENTRIES, sink, read_short_text),
            category: list(fields, "category", limits::MAX_GROUPS, sink, |item, sink| {
                parsed(item, kit::parse_category, sink)
            }),
            changes: list(fields, "changes", kit::MAX_CHANGES, sink, |item, sink| {
                parsed(item, Change::parse, sink)
            }),
            with: list(fields, "with", limits::MAX_GROUPS, sink, |item, sink| {
                parsed(item, kit::parse_with, sink)
            }),
            kind: list(fields, "type", limits::LIST_MAX_ENTRIES, sink, kinds).map(|kinds| kinds.concat()),
            seniority: list(fields, "seniority", limits::LIST_MAX_ENTRIES, sink, |item, sink| {
                parsed(item, kit::parse_seniority, sink)
            }),
            tag: list(fields, "tag", limits::LIST_MAX_ENTRIES, sink, read_short_text),
            exclude: list(fields, "exclude", limits::MAX_QUESTIONS, sink, read_short_text),
            only: list(fields, "only", limits::MAX_QUESTIONS, sink, read_short_text),
            include: list(fields, "include", limits::MAX_QUESTIONS, sink, read_short_text),
            not_in: list(fields, "not-in", MAX_PATHS, sink, path),
            minutes: minutes("minutes", MINUTES, sink),
            opening: minutes("opening", OPENING_MINUTES, sink),
            closing: minutes("closing", OPENING_MINUTES, sink),
            count: fields.get("count", sink).and_then(|i| i.integer(&COUNT, sink)),
            seed: fields.get("seed", sink).and_then(|i| seed(i, sink)),
            no_behavioral: flag("no-behavioral", sink),
            soft_share: fields
                .get("soft-share", sink)
                .and_then(|i| i.integer(&limits::SOFT_SHARE_RANGE, sink)),
            font: list(fields, "font", MAX_PATHS, sink, path),
            document: document_settings(fields, sink),
        }
    }

    /// Returns these settings, with the missing ones taken from `others`.
    pub(super) fn over(self, others: &Self) -> Self {
        let others = others.clone();
        Self {
            name: self.name.or(others.name),
            output: self.output.or(others.output),
            bank: self.bank.or(others.bank),
            add: self.add.or(others.add),
            role: self.role.or(others.role),
            category: self.category.or(others.category),
            with: self.with.or(others.with),
            changes: self.changes.or(others.changes),
            kind: self.kind.or(others.kind),
            seniority: self.seniority.or(others.seniority),
            tag: self.tag.or(others.tag),
            exclude: self.exclude.or(others.exclude),
            only: self.only.or(others.only),
            include: self.include.or(others.include),
            not_in: self.not_in.or(others.not_in),
            minutes: self.minutes.or(others.minutes),
            opening: self.opening.or(others.opening),
            closing: self.closing.or(others.closing),
            count: self.count.or(others.count),
            seed: self.seed.or(others.seed),
            no_behavioral: self.no_behavioral.or(others.no_behavioral),
            soft_share: self.soft_share.or(others.soft_share),
            font: self.font.or(others.font),
            document: others.document.into_iter().chain(self.document).collect(),
        }
    }
}

/// Reads one value, or a list of values.
pub(super) fn list<T>(
    fields: &Fields<'_>,
    key: &'static str,
    most: usize,
    sink: &mut Sink,
    read: impl Fn(Item<'_>, &mut Sink) -> Option<T>,
) -> Option<Vec<T>> {
    let item = fields.get(key, sink)?;
    let items = if item.value.is_array() { item.array(most, sink) } else { vec![item] };
    if items.is_empty() && is_multiplied(key) {
        let message = format!("`{key}` is empty, so no kit would be built");
        sink.push(item.error(&codes::manifest::EMPTY_VALUE, message).help("leave the key out"));
    }
    Some(items.into_iter().filter_map(|item| read(item, sink)).collect())
}

fn boolean(item: Item<'_>, sink: &mut Sink) -> Option<bool> {
    let value = item.value.as_bool();
    if value.is_none() {
        item.wrong_type("true or false", sink);
    }
    value
}

/// Reads a length: a number of minutes, or a text as on the command line (`"1h30"`).
fn length(item: Item<'_>, allowed: &RangeInclusive<u32>, sink: &mut Sink) -> Option<u32> {
    if item.value.as_str().is_none() {
        return item.integer(allowed, sink);
    }
    let minutes = parsed(item, kit::parse_minutes, sink)?;
    if !allowed.contains(&minutes) {
        let (least, most) = (allowed.start(), allowed.end());
        let message = format!("{} must be between {least} and {most} minutes", item.describe());
        sink.push(item.error(&codes::manifest::OUT_OF_RANGE, message));
        return None;
    }
    Some(minutes)
}

/// Reads a whole number without a sign, or `"name"`.
fn seed(item: Item<'_>, sink: &mut Sink) -> Option<SeedSetting> {
    if item.value.as_str() == Some(SEED_BY_NAME) {
        return Some(SeedSetting::ByName);
    }
    let Some(integer) = item.value.as_integer() else {
        item.wrong_type("a whole number or \"name\"", sink);
        return None;
    };
    let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok();
    if number.is_none() {
        let message = format!("{} must be between 0 and {}", item.describe(), u64::MAX);
        sink.push(item.error(&codes::manifest::OUT_OF_RANGE, message));
    }
    number.map(SeedSetting::Number)
}

/// Reads a value written as on the command line.
fn parsed<T>(item: Item<'_>, parse: fn(&str) -> Result<T, String>, sink: &mut Sink) -> Option<T> {
    let Text { value, .. } = text_rules::read_text(item, limits::BULLET_RULE, sink)?;
    parse(&value).map_err(|error| sink.push(item.error(&codes::manifest::BAD_VALUE, error))).ok()
}

fn kinds(item: Item<'_>, sink: &mut Sink) -> Option<Vec<QuestionType>> {
    parsed(item, kit::parse_types, sink)
}

/// Reads the settings of documents, by key.
fn document_settings(fields: &Fields<'_>, sink: &mut Sink) -> BTreeMap<&'static str, Vec<String>> {
    let mut settings = BTreeMap::new();
    for setting in &DOCUMENT_SETTINGS {
        let values = if is_multiplied(setting.key) {
            list(fields, setting.key, limits::LIST_MAX_ENTRIES, sink, |item, sink| {
                setting_value(setting, item, sink)
            })
        } else {
            fields.get(setting.key, sink).and_then(|item| Some(vec![setting_value(setting, item, sink)?]))
        };
        settings.extend(values.map(|values| (setting.key, values)));
    }
    settings
}

/// Reads one value of a setting.
fn setting_value(setting: &DocumentSetting, item: Item<'_>, sink: &mut Sink) -> Option<String> {
    match setting.shape {
        SettingShape::Choice { choices, unknown, .. } => {
            if let Some(choice) = item.value.as_str().and_then(|word| find_choice(choices, word)) {
                return Some(choice.to_owned());
            }
            let known: Vec<_> = choices.iter().map(|choice| (choice.key, choice.key)).collect();
            text_rules::read_choice(item, &known, unknown, setting.key, sink).map(str::to_owned)
        }
        SettingShape::Flag => {
            let is_on = boolean(item, sink)?;
            Some(if is_on { ON.to_owned() } else { String::new() })
        }
        SettingShape::Text { .. } => read_short_text(item, sink),
    }
}

/// Joins `path` to `base`, the folder of its manifest as seen from the folder of the first manifest.
pub(super) fn beside(base: &Path, path: &str) -> String {
    base.join(path).to_string_lossy().into_owned()
}

/// Reads a path as written.
pub(super) fn path(item: Item<'_>, sink: &mut Sink) -> Option<String> {
    text_rules::read_text(item, limits::PROMPT_RULE, sink).map(|text| text.value)
}
