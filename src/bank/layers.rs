//! Lays added files over the files below: an entry with the id of another replaces it, and roles grow.

use std::collections::{BTreeMap, HashMap};

use super::draft::{BankDraft, DraftEntry, LevelEntry, RoleDraft};
use super::model::{Category, Competency, Question, Role};
use super::question_fields::QUESTION_FIELDS;
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog, Origin, Text};
use crate::input::hints::{hint, quoted};

/// Merges the layers of a draft, and notes what they replace. Repeated ids of one layer stay for a later check.
pub(super) fn merge_layers(draft: &mut BankDraft, findings: &mut FindingLog) {
    if draft.layer == 0 {
        return;
    }
    note_replaced_scale(&draft.scale, &draft.replaced_scale, findings);
    overlay("role", &mut draft.roles, grow_role, findings);
    overlay("category", &mut draft.categories, replace_category, findings);
    overlay("competency", &mut draft.competencies, replace_competency, findings);
    overlay("question", &mut draft.questions, replace_question, findings);
}

/// A value laid over another, and true if something of the one below is gone.
type Overlaid<T> = (T, bool);

/// The entries of one kind that a layer replaced.
struct Replaced {
    count: usize,
    id: String,
    new: Origin,
    old: Origin,
}

/// Lays each entry over that with the same id in a lower layer, in its place.
fn overlay<T>(
    what: &str,
    entries: &mut Vec<DraftEntry<T>>,
    lay: fn(&T, T) -> Overlaid<T>,
    findings: &mut FindingLog,
) {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(entries.len());
    let mut merged: Vec<DraftEntry<T>> = Vec::with_capacity(entries.len());
    let mut replaced: BTreeMap<usize, Replaced> = BTreeMap::new();
    for mut entry in std::mem::take(entries) {
        let id = entry.id.clone();
        let place = id.as_ref().and_then(|id| places.get(&id.value).copied());
        let below = place.and_then(|place| merged.get_mut(place)).filter(|below| below.layer < entry.layer);
        let (Some(below), Some(id)) = (below, &id) else {
            if let Some(id) = id {
                places.entry(id.value).or_insert(merged.len());
            }
            merged.push(entry);
            continue;
        };
        if let (Some(old), Some(new)) = (below.value.take(), entry.value.take()) {
            let (value, is_replaced) = lay(&old, new);
            entry.value = Some(value);
            if is_replaced {
                let old = below.id.as_ref().map_or(id.origin, |id| id.origin);
                let first = || Replaced { count: 0, id: id.value.clone(), new: id.origin, old };
                replaced.entry(entry.layer).or_insert_with(first).count += 1;
            }
        }
        if what == "role" {
            entry.links.append(&mut below.links);
        }
        *below = entry;
    }
    *entries = merged;
    for Replaced { count, id, new, old } in replaced.into_values() {
        let message = match count {
            1 => format!("the {what} {} is replaced", quoted(&id)),
            _ => format!("{count} entries `[[{what}]]` are replaced; the first is {}", quoted(&id)),
        };
        findings.push(
            Diagnostic::note(&codes::bank::REPLACED, message)
                .at(new, "the new one")
                .at(old, "replaces this one"),
        );
    }
}

fn note_replaced_scale(scale: &[LevelEntry], replaced: &[LevelEntry], findings: &mut FindingLog) {
    let texts = |levels: &[LevelEntry]| -> Vec<_> {
        let levels = levels.iter().filter_map(|entry| entry.level.as_ref());
        levels.map(|l| (l.score, l.label.value.clone(), l.description.value.clone())).collect()
    };
    if let (Some(new), Some(old)) = (scale.first(), replaced.first())
        && texts(scale) != texts(replaced)
    {
        let note = Diagnostic::note(&codes::bank::REPLACED, "the rating scale is replaced");
        findings.push(note.at(new.origin, "the new one").at(old.origin, "replaces this one"));
    }
}

/// Adds the categories and core of a role to those below. Its name, weights and share of soft questions take precedence.
fn grow_role(below: &RoleDraft, new: RoleDraft) -> Overlaid<RoleDraft> {
    let is_other = |old: Option<&Text>, new: &Text| old.is_some_and(|old| old.value != new.value);
    let is_renamed = new.name.as_ref().is_some_and(|name| is_other(below.name.as_ref(), name));
    let is_reweighed =
        new.weights.iter().any(|(id, weight)| below.weights.get(id).is_some_and(|w| w != weight));
    let is_shared_anew =
        new.soft_share.is_some() && below.soft_share.is_some() && new.soft_share != below.soft_share;
    let mut role = below.clone();
    add_missing(&mut role.categories, new.categories);
    add_missing(&mut role.core, new.core);
    role.weights.extend(new.weights);
    role.name = new.name.or(role.name);
    role.soft_share = new.soft_share.or(role.soft_share);
    (role, is_renamed || is_reweighed || is_shared_anew)
}

fn add_missing(ids: &mut Vec<Text>, more: Vec<Text>) {
    for id in more {
        if !ids.iter().any(|known| known.value == id.value) {
            ids.push(id);
        }
    }
}

fn replace_category(below: &Category, new: Category) -> Overlaid<Category> {
    let facts = |c: &Category| (c.name.value.clone(), c.kind, c.competency.clone());
    let is_replaced = facts(below) != facts(&new);
    (new, is_replaced)
}

fn replace_competency(below: &Competency, new: Competency) -> Overlaid<Competency> {
    let is_replaced = below.name.value != new.name.value;
    (new, is_replaced)
}

fn replace_question(below: &Question, new: Question) -> Overlaid<Question> {
    let is_replaced = QUESTION_FIELDS.iter().any(|field| !(field.value)(below).is_same((field.value)(&new)));
    (new, is_replaced)
}

/// Turns drafts of roles into roles. Reports a role that no layer describes whole, and core categories that are not
/// among its categories.
pub(super) fn finish_roles(
    drafts: Vec<DraftEntry<RoleDraft>>,
    findings: &mut FindingLog,
) -> Vec<DraftEntry<Role>> {
    let finish = |entry: DraftEntry<RoleDraft>| {
        let value = entry.value.and_then(|draft| finish_role(draft, findings));
        DraftEntry { id: entry.id, links: entry.links, value, layer: entry.layer }
    };
    drafts.into_iter().map(finish).collect()
}

fn finish_role(draft: RoleDraft, findings: &mut FindingLog) -> Option<Role> {
    let RoleDraft { id, name, categories, weights, core, soft_share, origin } = draft;
    let lacking = if name.is_none() { Some("name") } else { categories.is_empty().then_some("categories") };
    if let Some(key) = lacking {
        let message = format!("a role ({}) needs the key `{key}`", quoted(&id));
        let finding = Diagnostic::error(&codes::bank::MISSING_KEY, message).at(origin, "");
        findings.push(
            finding.help("no file below has this role: give `name` and `categories`, or correct its `id`"),
        );
        return None;
    }
    let is_listed = |id: &&Text| categories.iter().any(|category| category.value == id.value);
    let mut all_listed = true;
    for id in core.iter().filter(|id| !is_listed(id)) {
        let message =
            format!("the core category {} is not among the `categories` of the role", quoted(&id.value));
        let mut finding = Diagnostic::error(&codes::bank::CORE_CATEGORY, message).at(id.origin, "");
        finding.help = hint(&id.value, categories.iter().map(|category| category.value.as_str()));
        findings.push(finding);
        all_listed = false;
    }
    let values = |ids: Vec<Text>| ids.into_iter().map(|id| id.value).collect();
    let role = Role {
        id,
        name: name?,
        categories: values(categories),
        weights,
        core: values(core),
        soft_share,
        origin,
    };
    all_listed.then_some(role)
}
