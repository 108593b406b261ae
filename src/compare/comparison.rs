//! Comparing two states of a kit.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::difference::{ChangedQuestion, ChangedRequest, Difference, MovedQuestion, PlacedQuestion};
use super::question::{self, Effect, ShownQuestion};
use super::snapshot::{KitSnapshot, Wordings};
use super::verdict::{Care, Verdict};
use crate::kit::LockedQuestion;

/// Compares the old state of a kit with the new one.
#[must_use]
pub fn compare<'c>(old: &'c KitSnapshot, new: &'c KitSnapshot, wordings: &Wordings<'c>) -> Difference<'c> {
    let (old_numbers, new_numbers) = (by_id(&old.questions), by_id(&new.questions));
    let placed = |(locked, number): (&'c LockedQuestion, usize)| PlacedQuestion {
        id: &locked.id,
        number,
        wording: wordings.find(locked),
    };
    let added = numbered(&new.questions).filter(|(q, _)| !old_numbers.contains_key(q.id.as_str()));
    let removed = numbered(&old.questions).filter(|(q, _)| !new_numbers.contains_key(q.id.as_str()));
    let (new_kit, has_same_levels) = (new, old.levels() == new.levels());
    let changed = numbered(&new.questions).filter_map(|(new, number)| {
        let (locked, _) = old_numbers.get(new.id.as_str())?;
        // Kits of other levels may show other described levels of the same question.
        let is_same = locked.hash == new.hash;
        if (is_same && has_same_levels) || new_numbers.get(new.id.as_str())?.1 != number {
            return None;
        }
        let id = &new.id;
        let (old_wording, new_wording) = (wordings.find(locked), wordings.find(new));
        let parts = old_wording.zip(new_wording).map(|(old_wording, new_wording)| {
            let old = ShownQuestion { question: old_wording, kit: old };
            question::changed_parts(old, ShownQuestion { question: new_wording, kit: new_kit })
        });
        let parts = parts.unwrap_or_default();
        if is_same && parts.is_empty() {
            return None;
        }
        let (old, new) = (old_wording, new_wording);
        Some(ChangedQuestion { id, number, old, new, parts })
    });
    let mut difference = Difference {
        old,
        new,
        asked: changed_requests(old, new),
        added: added.map(placed).collect(),
        removed: removed.map(placed).collect(),
        moved: moved_questions(&new.questions, &old_numbers),
        changed: changed.collect(),
        verdict: Verdict::Same,
    };
    difference.verdict = judge(&difference);
    difference
}

fn numbered(questions: &[LockedQuestion]) -> impl Iterator<Item = (&LockedQuestion, usize)> {
    questions.iter().zip(1..)
}

/// Returns the questions with their numbers by id. Of two questions with one id, which only an edited lock has,
/// the first counts.
fn by_id(questions: &[LockedQuestion]) -> HashMap<&str, (&LockedQuestion, usize)> {
    let mut by_id = HashMap::with_capacity(questions.len());
    for (question, number) in numbered(questions) {
        by_id.entry(question.id.as_str()).or_insert((question, number));
    }
    by_id
}

fn changed_requests<'c>(old: &'c KitSnapshot, new: &'c KitSnapshot) -> Vec<ChangedRequest<'c>> {
    let (Some(old), Some(new)) = (&old.asked, &new.asked) else { return Vec::new() };
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let request = |key: &'c String| ChangedRequest {
        key,
        old: old.get(key).map(String::as_str),
        new: new.get(key).map(String::as_str),
    };
    keys.into_iter().map(request).filter(|request| request.old != request.new).collect()
}

/// Returns the questions outside the longest run that both states have in the same order.
fn moved_questions<'c>(
    new: &'c [LockedQuestion],
    old_numbers: &HashMap<&str, (&LockedQuestion, usize)>,
) -> Vec<MovedQuestion<'c>> {
    let mut seen = HashSet::new();
    let common: Vec<MovedQuestion<'c>> = numbered(new)
        .filter(|(question, _)| seen.insert(question.id.as_str()))
        .filter_map(|(question, to)| {
            let (_, from) = old_numbers.get(question.id.as_str())?;
            Some(MovedQuestion { id: &question.id, from: *from, to })
        })
        .collect();
    // `ends[n]`: the last question of the run of n + 1 questions that ends earliest.
    // `previous[n]`: the question before question n in its run.
    let (mut ends, mut previous) = (Vec::<usize>::new(), vec![None; common.len()]);
    for (at, question) in common.iter().enumerate() {
        let length = ends.partition_point(|end| common[*end].from < question.from);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut is_in_run = vec![false; common.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        is_in_run[at] = true;
        next = previous[at];
    }
    common.into_iter().zip(is_in_run).filter(|(_, is_in_run)| !is_in_run).map(|(moved, _)| moved).collect()
}

/// Decides whether scores given with the old kit compare with those given with the new one.
fn judge(difference: &Difference<'_>) -> Verdict {
    let Difference { old, new, changed, added, removed, .. } = difference;
    if old.has_other_scale(new) == Some(true) {
        return Verdict::OtherScale;
    }
    let count =
        |effect: Option<Effect>| changed.iter().filter(|question| question.effect() == effect).count();
    let (unclear, broken) = (count(None), count(Some(Effect::Breaks)));
    let on = new.questions.len() - added.len() - unclear - broken;
    if on + unclear == 0 && !(old.questions.is_empty() && new.questions.is_empty()) {
        return Verdict::Not;
    }
    if on == 0 && unclear > 0 {
        return Verdict::Unclear(unclear);
    }
    if unclear + broken + added.len() + removed.len() > 0 {
        return Verdict::Partly { on, unclear };
    }
    let cautions = cautions(difference);
    if !cautions.is_empty() {
        return Verdict::WithCare(cautions);
    }
    if changed.is_empty() { Verdict::Same } else { Verdict::Comparable }
}

fn cautions(difference: &Difference<'_>) -> Vec<Care> {
    let Difference { old, new, changed, moved, asked, .. } = difference;
    let has_notes = changed.iter().any(|question| question.effect() == Some(Effect::Care));
    let has_other_length = old.minutes.zip(new.minutes).is_some_and(|(old, new)| old != new);
    let has_other_job = asked.iter().any(|request| matches!(request.key, "role" | "seniority"));
    let cautions = [
        (has_notes, Care::Notes),
        (!moved.is_empty(), Care::Order),
        (has_other_length, Care::Length),
        (has_other_job, Care::Job),
    ];
    cautions.into_iter().filter(|(applies, _)| *applies).map(|(_, care)| care).collect()
}
