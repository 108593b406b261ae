//! A comparison as JSON, for programs.

use serde_json::{Map, Value, json};

use super::change::KitChange;
use super::difference::{ChangedQuestion, Difference, PlacedQuestion};
use super::question::{Effect, PartChange};
use super::snapshot::{KitSnapshot, Wordings};
use super::verdict::{Care, Verdict};
use super::verdict_text::{BankNames, describe_verdict};

/// Renders the changes between two states, whose files have these names.
pub(crate) fn render_json<'c>(
    changes: &[KitChange<'c>],
    wordings: &Wordings<'c>,
    banks: &BankNames,
    old: &str,
    new: &str,
) -> Result<String, serde_json::Error> {
    let kit = |change: &KitChange<'c>| match change {
        KitChange::Added(kit) => single_kit("added", kit, wordings),
        KitChange::Removed(kit) => single_kit("removed", kit, wordings),
        KitChange::Both(difference) => changed_kit(difference, change.is_same(), banks),
    };
    let kits: Vec<Value> = changes.iter().map(kit).collect();
    let value = json!({ "old": old, "new": new, "kits": kits });
    Ok(format!("{}\n", serde_json::to_string_pretty(&value)?))
}

fn single_kit(state: &str, kit: &KitSnapshot, wordings: &Wordings<'_>) -> Value {
    let questions = kit.questions.iter().zip(1..);
    let placed = questions
        .map(|(q, number)| placed_question(&PlacedQuestion { id: &q.id, number, wording: wordings.find(q) }));
    json!({ "name": kit.name, "state": state, "minutes": kit.minutes, "questions": placed.collect::<Vec<_>>() })
}

fn changed_kit(difference: &Difference<'_>, is_same: bool, banks: &BankNames) -> Value {
    let Difference { old, new, asked, added, removed, moved, changed, .. } = difference;
    let then_and_now = |old: Value, new: Value| json!({ "old": old, "new": new });
    let asked: Map<String, Value> = asked
        .iter()
        .map(|asked| (asked.key.to_owned(), then_and_now(asked.old.into(), asked.new.into())))
        .collect();
    let moved: Vec<Value> = moved.iter().map(|m| json!({ "id": m.id, "from": m.from, "to": m.to })).collect();
    json!({
        "name": new.name,
        "state": if is_same { "same" } else { "changed" },
        "was_called": (old.name != new.name && !difference.is_of_two_roles()).then_some(&old.name),
        "verdict": verdict_json(difference, banks),
        "asked": asked,
        "minutes": then_and_now(old.minutes.into(), new.minutes.into()),
        "questions": then_and_now(old.questions.len().into(), new.questions.len().into()),
        "added": added.iter().map(placed_question).collect::<Vec<_>>(),
        "removed": removed.iter().map(placed_question).collect::<Vec<_>>(),
        "moved": moved,
        "changed": changed.iter().map(changed_question).collect::<Vec<_>>(),
    })
}

fn verdict_json(difference: &Difference<'_>, banks: &BankNames) -> Value {
    let verdict = &difference.verdict;
    let (care, on, unclear) = match verdict {
        Verdict::WithCare(care) => (care.iter().map(|care| care_key(*care)).collect(), None, 0),
        Verdict::Partly { on, unclear } => (Vec::new(), Some(*on), *unclear),
        Verdict::Unclear(unclear) => (Vec::new(), Some(0), *unclear),
        Verdict::Not | Verdict::OtherScale => (Vec::new(), Some(0), 0),
        Verdict::Same | Verdict::Comparable => (Vec::new(), None, 0),
    };
    json!({
        "comparable": verdict.key(),
        "on": on.unwrap_or(difference.new.questions.len()),
        "unclear": unclear,
        "care": care,
        "other_scale": difference.old.has_other_scale(difference.new),
        "text": describe_verdict(difference, banks),
    })
}

fn care_key(care: Care) -> &'static str {
    match care {
        Care::Notes => "notes",
        Care::Order => "order",
        Care::Length => "length",
        Care::Job => "job",
    }
}

fn placed_question(question: &PlacedQuestion<'_>) -> Value {
    json!({
        "id": question.id,
        "number": question.number,
        "minutes": question.wording.map(|wording| wording.minutes),
        "prompt": question.wording.map(|wording| &wording.prompt.value),
    })
}

fn changed_question(question: &ChangedQuestion<'_>) -> Value {
    let effect = |effect: Effect| match effect {
        Effect::None => "none",
        Effect::Care => "care",
        Effect::Breaks => "breaks",
    };
    let part = |part: &PartChange| {
        json!({
            "part": part.label,
            "effect": effect(part.effect),
            "removed": part.removed,
            "added": part.added,
        })
    };
    json!({
        "id": question.id,
        "number": question.number,
        "effect": question.effect().map(effect),
        "parts": question.parts.iter().map(part).collect::<Vec<_>>(),
    })
}
