//! Reads the entries that questions refer to: levels of the scale, roles, categories, competencies.

use std::collections::BTreeMap;

use super::draft::{DraftEntry, LevelEntry, Link, RoleDraft};
use super::limits;
use super::model::{Category, Competency, Level, QuestionType};
use super::values;
use crate::diag::Text;
use crate::diag::codes;
use crate::input::fields::{Fields, Item};
use crate::input::sink::Sink;
use crate::input::text_rules;

// The keys of each entry.
pub(super) const ROLE_KEYS: [&str; 5] = ["id", "name", "categories", "core", "soft_share"];
pub(super) const ROLE_REQUIRED_KEYS: [&str; 3] = ["id", "name", "categories"];
pub(super) const ROLE_CATEGORY_KEYS: [&str; 2] = ["id", "weight"];
pub(super) const CATEGORY_KEYS: [&str; 4] = ["id", "name", "type", "competency"];
pub(super) const CATEGORY_REQUIRED_KEYS: [&str; 3] = ["id", "name", "type"];
pub(super) const COMPETENCY_KEYS: [&str; 2] = ["id", "name"];
pub(super) const LEVEL_KEYS: [&str; 3] = ["score", "label", "description"];

/// Reads a role. A layer need not repeat the keys of a role that it adds to.
pub(super) fn role(item: Item<'_>, is_layer: bool, sink: &mut Sink) -> Option<DraftEntry<RoleDraft>> {
    let before = sink.error_count();
    let fields = item.fields("a role", &ROLE_KEYS, sink)?;
    let id = id(&fields, sink);
    let get = |key, sink: &mut Sink| if is_layer { fields.get(key, sink) } else { fields.require(key, sink) };
    let name = get("name", sink).and_then(|i| text_rules::read_text(i, limits::NAME_RULE, sink));
    let RoleCategories { ids, weights } =
        get("categories", sink).map(|list| role_categories(list, sink)).unwrap_or_default();
    let core = fields.get("core", sink).map_or_else(Vec::new, |list| {
        values::read_distinct(list.array(limits::LIST_MAX_ENTRIES, sink), values::read_reference, sink)
    });
    let soft_share = fields.get("soft_share", sink).and_then(|i| i.integer(&limits::SOFT_SHARE_RANGE, sink));
    let links = ids.iter().cloned().map(Link::Category);
    let links = links.chain(core.iter().cloned().map(Link::Core)).collect();
    let role = || {
        let id = id.as_ref()?.value.clone();
        Some(RoleDraft { id, name, categories: ids, weights, core, soft_share, origin: fields.origin })
    };
    let value = if sink.error_count() == before { role() } else { None };
    Some(DraftEntry::new(id, links, value))
}

/// The categories of a role.
#[derive(Default)]
struct RoleCategories {
    ids: Vec<Text>,
    /// The weights of the entries that give one.
    weights: BTreeMap<String, u32>,
}

/// Reads the categories of a role: ids, or tables of an id and a weight.
fn role_categories(list: Item<'_>, sink: &mut Sink) -> RoleCategories {
    let items = list.array(limits::LIST_MAX_ENTRIES, sink);
    if items.is_empty() && list.value.is_array() {
        sink.push(list.error(&codes::bank::EMPTY_VALUE, "a role needs at least one category"));
    }
    let mut weights = BTreeMap::new();
    let read = |item: Item<'_>, sink: &mut Sink| {
        if item.value.is_str() {
            return values::read_reference(item, sink);
        }
        if !item.value.is_table() {
            item.wrong_type("an id or a table with `id` and `weight`", sink);
            return None;
        }
        let fields = item.fields("an entry of `categories`", &ROLE_CATEGORY_KEYS, sink)?;
        let id = fields.require("id", sink).and_then(|i| values::read_reference(i, sink))?;
        if let Some(weight) = fields.get("weight", sink).and_then(|i| i.integer(&limits::WEIGHT_RANGE, sink))
        {
            weights.entry(id.value.clone()).or_insert(weight);
        }
        Some(id)
    };
    let ids = values::read_distinct(items, read, sink);
    RoleCategories { ids, weights }
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
    let competency = fields.get("competency", sink).and_then(|i| values::read_reference(i, sink));
    let links = competency.iter().cloned().map(Link::Competency).collect();
    let category = || {
        Some(Category {
            id: id.as_ref()?.value.clone(),
            name: name?,
            kind: kind?,
            competency: competency.map(|id| id.value),
            origin: fields.origin,
        })
    };
    let value = if sink.error_count() == before { category() } else { None };
    Some(DraftEntry::new(id, links, value))
}

/// Reads a competency.
pub(super) fn competency(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Competency>> {
    let before = sink.error_count();
    let fields = item.fields("a competency", &COMPETENCY_KEYS, sink)?;
    let (id, name) = (id(&fields, sink), name(&fields, sink));
    let competency =
        || Some(Competency { id: id.as_ref()?.value.clone(), name: name?, origin: fields.origin });
    let value = if sink.error_count() == before { competency() } else { None };
    Some(DraftEntry::new(id, Vec::new(), value))
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
