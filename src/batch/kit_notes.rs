//! Notes about a kit that can be built but may not be what its author wants.

use std::collections::HashMap;

use super::freeze::ChosenKit;
use super::manifest::KitPlan;
use crate::bank::Question;
use crate::compose;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::{Blueprint, Kit, Pick, PickReason, plan};
use crate::wording::plural::plural;

/// Questions that a note lists; the others are counted.
const MAX_LISTED_QUESTIONS: usize = 5;
/// Pairs of questions that are compared; a longer kit is a list to proofread.
const MAX_COMPARED_PAIRS: usize = 10_000;
/// Minutes without a question that need no note.
const MAX_SPARE_MINUTES: u32 = 5;

/// Returns the notes about the choice of the questions of a kit.
pub(crate) fn note_choice(kit: &Kit<'_>, blueprint: &Blueprint) -> Vec<Diagnostic> {
    let mut notes = note_other_categories(kit, blueprint);
    notes.extend(note_made_room(kit, blueprint));
    notes.extend(note_only(blueprint));
    notes.extend(note_left_out_core(kit, blueprint));
    notes.extend(note_other_levels(kit));
    notes.extend(note_rivals(kit));
    notes.extend(note_spare_minutes(kit));
    notes.extend(note_swaps(kit));
    notes
}

/// Returns a note for each kit that is drawn like an earlier one, for its role and levels and with its seed, and shares a
/// question with it.
pub(crate) fn note_same_draws(kits: &[ChosenKit<'_>]) -> Vec<Diagnostic> {
    // The first kit of each draw that has a question.
    let mut first: HashMap<_, &KitPlan> = HashMap::new();
    let mut notes = Vec::new();
    for ChosenKit { plan, kit, .. } in kits.iter().filter(|chosen| chosen.plan.blueprint.only.is_empty()) {
        let blueprint = &plan.blueprint;
        let draw = |id| (blueprint.role.as_deref(), blueprint.levels(), blueprint.seed_number(), id);
        let mut twin: Option<&KitPlan> = None;
        for pick in &kit.picks {
            let earlier = *first.entry(draw(pick.question.id.as_str())).or_insert(plan);
            twin = twin.or((earlier.name != plan.name).then_some(earlier));
        }
        let Some(earlier) = twin else { continue };
        let message = format!(
            "kits `{}` and `{}` are drawn for the same role and levels with the same seed, so they share questions",
            earlier.name, plan.name,
        );
        notes.push(
            Diagnostic::note(&codes::kit::SAME_DRAW, message)
                .at(plan.origin, "drawn like the earlier kit")
                .help("`seed = \"name\"` draws each kit by its own name; `not-in` leaves out the questions of another"),
        );
    }
    notes
}

/// Returns a note if many minutes of the interview have no question.
fn note_spare_minutes(kit: &Kit<'_>) -> Option<Diagnostic> {
    let spare = plan::spare_minutes(kit);
    let message = format!("{spare} of {} have no questions", plural(kit.minutes, "minute"));
    let help =
        format!("ask for more questions, levels or categories, or for {} minutes", kit.minutes - spare);
    (spare > MAX_SPARE_MINUTES).then(|| Diagnostic::note(&codes::kit::SPARE_MINUTES, message).help(help))
}

/// Returns a note if questions that were named by their ids are not for the levels of the kit.
fn note_other_levels(kit: &Kit<'_>) -> Option<Diagnostic> {
    let suits = |pick: &Pick<'_>| pick.question.seniority.iter().any(|level| kit.seniority.contains(level));
    let named = kit.picks.iter().filter(|pick| pick.reason == PickReason::Pinned);
    let others: Vec<&Pick<'_>> = named.filter(|pick| !kit.seniority.is_empty() && !suits(pick)).collect();
    let describe = |pick: &&Pick<'_>| {
        format!("`{}` ({})", pick.question.id, plan::format_levels(&pick.question.seniority))
    };
    let mut list: Vec<String> = others.iter().take(MAX_LISTED_QUESTIONS).map(describe).collect();
    if others.len() > MAX_LISTED_QUESTIONS {
        list.push(format!("{} more", others.len() - MAX_LISTED_QUESTIONS));
    }
    let asked = plan::format_levels(&kit.seniority);
    let these = if others.len() == 1 { "this question is" } else { "these questions are" };
    let message = format!("the kit is for {asked}, but {these} for other levels: {}", list.join(", "));
    (!others.is_empty()).then(|| {
        Diagnostic::note(&codes::kit::OTHER_LEVEL, message)
            .help("its described levels say what is expected at the level that a question is for")
    })
}

/// Returns a note for each category that a kit is topped up with although its role does not list it.
fn note_other_categories(kit: &Kit<'_>, blueprint: &Blueprint) -> Vec<Diagnostic> {
    let Some(role) = kit.role else { return Vec::new() };
    let others = blueprint
        .with
        .iter()
        .filter(|_| blueprint.only.is_empty())
        .map(|(id, _)| id)
        .filter(|id| !role.categories.contains(id));
    others
        .map(|id| {
            let message = format!("`{id}` is no category of the role `{}`; its questions are added", role.id);
            Diagnostic::note(&codes::kit::OTHER_CATEGORY, message)
                .help(format!("`interview-kit list categories {}` prints those of the role", role.id))
        })
        .collect()
}

/// Returns a note if questions of the normal interview made room for those that were asked for.
fn note_made_room(kit: &Kit<'_>, blueprint: &Blueprint) -> Option<Diagnostic> {
    let ids: Vec<&str> = kit.left_out.iter().map(|question| question.id.as_str()).collect();
    let mut list: Vec<String> = ids.iter().take(MAX_LISTED_QUESTIONS).map(|id| format!("`{id}`")).collect();
    if ids.len() > MAX_LISTED_QUESTIONS {
        list.push(format!("{} more", ids.len() - MAX_LISTED_QUESTIONS));
    }
    let message = format!("to make room, left out {}", list.join(", "));
    let more: u32 = kit.left_out.iter().map(|question| question.minutes).sum();
    let has_length = blueprint.interview_minutes().is_some();
    let mut needed: Vec<String> =
        has_length.then(|| plural(kit.minutes.saturating_add(more), "minute")).into_iter().collect();
    needed.extend(blueprint.count.map(|count| plural(count.saturating_add(ids.len() as u32), "question")));
    let these = if ids.len() == 1 { "it" } else { "them" };
    let mut help = format!("allow {} to keep {these}", needed.join(" and "));
    if ids.len() <= MAX_LISTED_QUESTIONS {
        help += ": add `--include ";
        help += &ids.join(",");
        help.push('`');
    }
    (!ids.is_empty()).then(|| Diagnostic::note(&codes::kit::MADE_ROOM, message).help(help))
}

/// Returns a note if numbers of questions are asked for that a list of questions makes meaningless.
fn note_only(blueprint: &Blueprint) -> Option<Diagnostic> {
    let has_numbers = blueprint.categories.iter().any(|(_, number)| number.is_some());
    let named = match (blueprint.with.is_empty(), has_numbers) {
        (true, false) => return None,
        (false, false) => "`with` adds none",
        (true, true) => "the numbers of `category` do not count",
        (false, true) => "`with` adds none, and the numbers of `category` do not count",
    };
    let message = format!("the kit has exactly the questions of `only`: {named}");
    (!blueprint.only.is_empty()).then(|| {
        Diagnostic::note(&codes::kit::ONLY_DECIDES, message)
            .help("`include` keeps the questions and lets others be drawn beside them")
    })
}

/// Returns a note if the categories that were named leave out core categories of the role.
fn note_left_out_core(kit: &Kit<'_>, blueprint: &Blueprint) -> Option<Diagnostic> {
    let role = kit.role.filter(|_| !blueprint.categories.is_empty() && blueprint.only.is_empty())?;
    let has = |id: &String| kit.picks.iter().any(|pick| pick.category.id == *id);
    let left_out: Vec<String> = role.core.iter().filter(|id| !has(id)).map(|id| format!("`{id}`")).collect();
    let message = format!("the kit leaves out the core of the role `{}`: {}", role.id, left_out.join(", "));
    (!left_out.is_empty()).then(|| {
        Diagnostic::note(&codes::kit::LEFT_OUT_CORE, message)
            .help("`--with` or the key `with` adds questions to a normal interview instead")
    })
}

/// Returns a note if two questions that were named by their ids exclude each other.
fn note_rivals(kit: &Kit<'_>) -> Option<Diagnostic> {
    let questions: Vec<&Question> = kit.picks.iter().map(|pick| pick.question).collect();
    let later = |number: usize| questions.iter().skip(number + 1);
    let pairs = questions.iter().enumerate().flat_map(|(n, one)| later(n).map(move |other| (one, other)));
    let (one, other) = pairs.take(MAX_COMPARED_PAIRS).find(|(one, other)| one.excludes(other))?;
    let message =
        format!("`{}` and `{}` ask about the same thing, or give each other away", one.id, other.id);
    Some(Diagnostic::note(&codes::kit::RIVALS, message).help(format!("leave `{}` out", other.id)))
}

/// Returns a note for each question that was swapped, with the one that took its place.
fn note_swaps(kit: &Kit<'_>) -> impl Iterator<Item = Diagnostic> {
    let swapped = kit.picks.iter().filter_map(|pick| Some((pick, pick.replaces?)));
    swapped.map(|(pick, replaced)| {
        let message = format!(
            "question {}: `{}` ({}) takes the place of `{}` ({})",
            pick.number,
            pick.question.id,
            pick.question.title_text(),
            replaced.id,
            replaced.title_text(),
        );
        Diagnostic::note(&codes::kit::SWAPPED, message)
    })
}

/// Returns a note if a kit is too long to have fields. `omits_fields` is true if its author asked for none, with the
/// option or key `setting`.
pub(crate) fn note_missing_fields(kit: &Kit<'_>, omits_fields: bool, setting: &str) -> Option<Diagnostic> {
    let most = compose::MAX_FILLABLE_QUESTIONS;
    let message = format!("a kit of more than {most} questions has no form fields");
    let help = format!("`{setting}` says that this is meant");
    (!omits_fields && kit.picks.len() > most)
        .then(|| Diagnostic::note(&codes::kit::NOT_FILLABLE, message).help(help))
}
