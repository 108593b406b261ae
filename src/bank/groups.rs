//! Reads the entries that questions refer to: levels of the scale, roles, categories, competencies.

use super::draft::{DraftEntry, LevelEntry, Link};
use super::limits;
use super::model::{Category, Competency, Level, QuestionType, Role};
use super::values;
use crate::diag::Text;
use crate::diag::codes;
use crate::input::fields::{Fields, Item};
use crate::input::sink::Sink;
use crate::input::text_rules;

// The keys of each entry; all are required.
pub(super) const ROLE_KEYS: [&str; 3] = ["id", "name", "categories"];
pub(super) const CATEGORY_KEYS: [&str; 3] = ["id", "name", "type"];
pub(super) const COMPETENCY_KEYS: [&str; 2] = ["id", "name"];
pub(super) const LEVEL_KEYS: [&str; 3] = ["score", "label", "description"];

/// Reads a role.
pub(super) fn role(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Role>> {
    let before = sink.error_count();
    let fields = item.fields("a role", &ROLE_KEYS, sink)?;
    let (id, name) = (id(&fields, sink), name(&fields, sink));
    let categories = fields.require("categories", sink).map_or_else(Vec::new, |list| {
        let items = list.array(limits::LIST_MAX_ENTRIES, sink);
        if items.is_empty() && list.value.is_array() {
            sink.push(list.error(&codes::bank::EMPTY_VALUE, "a role needs at least one category"));
        }
        values::read_distinct(items, values::read_reference, sink)
    });
    let links = categories.iter().cloned().map(Link::Category).collect();
    let role = || {
        let categories = categories.into_iter().map(|c| c.value).collect();
        Some(Role { id: id.as_ref()?.value.clone(), name: name?, categories, origin: fields.origin })
    };
    let value = if sink.error_count() == before { role() } else { None };
    Some(DraftEntry { id, links, value })
}

/// Reads a category.
pub(super) fn category(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Category>> {
    let before = sink.error_count();
    let fields = item.fields("a category", &CATEGORY_KEYS, sink)?;
    let (id, name) = (id(&fields, sink), name(&fields, sink));
    let types = QuestionType::ALL.map(|t| (t.key(), t));
    let kind = fields.require("type", sink);
    let kind =
        kind.and_then(|i| text_rules::read_choice(i, &types, &codes::bank::UNKNOWN_TYPE, "type", sink));
    let category =
        || Some(Category { id: id.as_ref()?.value.clone(), name: name?, kind: kind?, origin: fields.origin });
    let value = if sink.error_count() == before { category() } else { None };
    Some(DraftEntry { id, links: Vec::new(), value })
}

/// Reads a competency.
pub(super) fn competency(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Competency>> {
    let before = sink.error_count();
    let fields = item.fields("a competency", &COMPETENCY_KEYS, sink)?;
    let (id, name) = (id(&fields, sink), name(&fields, sink));
    let competency =
        || Some(Competency { id: id.as_ref()?.value.clone(), name: name?, origin: fields.origin });
    let value = if sink.error_count() == before { competency() } else { None };
    Some(DraftEntry { id, links: Vec::new(), value })
}

/// Reads a level of the scale.
pub(super) fn level(item: Item<'_>, sink: &mut Sink) -> Option<LevelEntry> {
    let before = sink.error_count();
    let fields = item.fields("a level of the scale", &LEVEL_KEYS, sink)?;
    let score = fields.require("score", sink).and_then(|i| i.integer(&limits::SCORE_RANGE, sink));
    let label = fields.require("label", sink).and_then(|i| text_rules::read_text(i, limits::NAME_RULE, sink));
    let description =
        fields.require("description", sink).and_then(|i| text_rules::read_text(i, limits::BULLET_RULE, sink));
    let level =
        || Some(Level { score: u8::try_from(score?).ok()?, label: label?, description: description? });
    let level = if sink.error_count() == before { level() } else { None };
    Some(LevelEntry { level, origin: fields.origin })
}

/// Reads the id of an entry.
pub(super) fn id(fields: &Fields<'_>, sink: &mut Sink) -> Option<Text> {
    fields.require("id", sink).and_then(|i| values::read_id(i, sink))
}

fn name(fields: &Fields<'_>, sink: &mut Sink) -> Option<Text> {
    fields.require("name", sink).and_then(|i| text_rules::read_text(i, limits::NAME_RULE, sink))
}
