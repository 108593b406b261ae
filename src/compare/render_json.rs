//! The difference for programs.

use serde_json::{Map, Value, json};

use super::KitChange;
use super::narrate;
use super::narrate::Named;
use crate::compare::{Care, Changed, Difference, Effect, KitSnapshot, Placed, Verdict, Wordings};

pub(crate) fn json<'c>(
    said: &[KitChange<'c>],
    wordings: &Wordings<'c>,
    named: &Named,
    (old, new): &(String, String),
) -> Result<String, serde_json::Error> {
    let kit = |said: &KitChange<'c>| match said {
        KitChange::Added(kit) => whole("added", kit, wordings),
        KitChange::Removed(kit) => whole("removed", kit, wordings),
        KitChange::Both(difference) => both(difference, said.is_same(), named),
    };
    let kits: Vec<Value> = said.iter().map(kit).collect();
    let value = json!({ "old": old, "new": new, "kits": kits });
    Ok(format!("{}\n", serde_json::to_string_pretty(&value)?))
}

fn whole(state: &str, kit: &KitSnapshot, wordings: &Wordings<'_>) -> Value {
    let questions = kit.questions.iter().zip(1..);
    let placed = questions.map(|(q, number)| placed(&Placed { id: &q.id, number, wording: wordings.of(q) }));
    json!({ "name": kit.name, "state": state, "minutes": kit.minutes, "questions": placed.collect::<Vec<_>>() })
}

fn both(difference: &Difference<'_>, is_same: bool, named: &Named) -> Value {
    let Difference { old, new, asked, added, removed, moved, changed, verdict } = difference;
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
        "verdict": super::render_json::verdict(verdict, difference, named),
        "asked": asked,
        "minutes": then_and_now(old.minutes.into(), new.minutes.into()),
        "questions": then_and_now(old.questions.len().into(), new.questions.len().into()),
        "added": added.iter().map(placed).collect::<Vec<_>>(),
        "removed": removed.iter().map(placed).collect::<Vec<_>>(),
        "moved": moved,
        "changed": changed.iter().map(super::render_json::changed).collect::<Vec<_>>(),
    })
}

fn verdict(verdict: &Verdict, difference: &Difference<'_>, named: &Named) -> Value {
    let (care, on, unclear) = match verdict {
        Verdict::WithCare(care) => {
            (care.iter().map(|care| super::render_json::care(*care)).collect(), None, 0)
        }
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
        "text": narrate::verdict(difference, named),
    })
}

fn care(care: Care) -> &'static str {
    match care {
        Care::Notes => "notes",
        Care::Order => "order",
        Care::Length => "length",
        Care::Job => "job",
    }
}

fn placed(placed: &Placed<'_>) -> Value {
    json!({
        "id": placed.id,
        "number": placed.number,
        "minutes": placed.wording.map(|question| question.minutes),
        "prompt": placed.wording.map(|question| &question.prompt.value),
    })
}

fn changed(changed: &Changed<'_>) -> Value {
    let effect = |effect: Effect| match effect {
        Effect::None => "none",
        Effect::Care => "care",
        Effect::Breaks => "breaks",
    };
    let part = |part: &crate::compare::PartChange| {
        json!({
            "part": part.label,
            "effect": effect(part.effect),
            "removed": part.went,
            "added": part.came,
        })
    };
    json!({
        "id": changed.id,
        "number": changed.number,
        "effect": changed.effect().map(effect),
        "parts": changed.parts.iter().map(part).collect::<Vec<_>>(),
    })
}
