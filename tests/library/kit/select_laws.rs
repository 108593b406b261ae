//! Laws of the selection, checked on generated banks.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::banks;
use interview_kit::bank::{Bank, Competency, QuestionType, Seniority, Status};
use interview_kit::kit::draw::DrawKeys;
use interview_kit::kit::{
    Blueprint, BlueprintChange, Kit, Pick, PickReason, SelectError, Suggestion, select,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select as one_of, subsequence};

const CATEGORIES: [(&str, QuestionType); 6] = [
    ("web", QuestionType::Technical),
    ("oop", QuestionType::Technical),
    ("testing", QuestionType::Technical),
    ("cases", QuestionType::Situational),
    ("ethics", QuestionType::Ethics),
    ("past", QuestionType::Behavioral),
];

/// A question to generate: category, levels, minutes, tag, and true if it is active.
type Draft = (usize, Vec<Seniority>, u32, bool, bool);

fn draft() -> impl Strategy<Value = Draft> {
    let levels = subsequence(Seniority::ALL.to_vec(), 1..=4);
    let active = prop::bool::weighted(0.9);
    (0..CATEGORIES.len(), levels, 2..12_u32, prop::bool::weighted(0.7), active)
}

fn build_bank(drafts: &[Draft]) -> Bank {
    let mut bank = banks::bank_with(&CATEGORIES);
    for (number, (category, levels, minutes, tagged, active)) in drafts.iter().enumerate() {
        let id = format!("q{number:03}");
        let mut question = banks::question(&bank, CATEGORIES[*category].0, &id, levels, *minutes);
        question.tags.extend(tagged.then(|| "tag".to_owned()));
        question.status = if *active { Status::Active } else { Status::Retired };
        bank.questions.push(question);
    }
    bank
}

/// Makes a bank whose role may have a core and weights, and whose categories may have competencies.
fn bank() -> impl Strategy<Value = Bank> {
    let core = subsequence(CATEGORIES[..3].iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>(), 0..=2);
    let weights = vec(1..6_u32, CATEGORIES.len());
    let competencies = vec(option::of(0..3_usize), 3);
    (vec(draft(), 1..60), core, weights, competencies).prop_map(|(drafts, core, weights, competencies)| {
        let mut bank = build_bank(&drafts);
        bank.roles[0].core = core;
        bank.roles[0].weights = CATEGORIES.iter().map(|(id, _)| (*id).to_owned()).zip(weights).collect();
        bank.competencies = (0..3)
            .map(|number| Competency { id: format!("c{number}"), ..bank.competencies[0].clone() })
            .collect();
        for (category, competency) in bank.categories.iter_mut().zip(competencies) {
            category.competency = competency.map(|number| format!("c{number}"));
        }
        bank
    })
}

fn categories() -> impl Strategy<Value = Vec<(String, Option<u32>)>> {
    let ids = subsequence(CATEGORIES.map(|(id, _)| id.to_owned()).to_vec(), 0..=3);
    let quotas = vec(option::of(1..4_u32), 3);
    (ids, quotas).prop_map(|(ids, quotas)| ids.into_iter().zip(quotas).collect())
}

fn blueprint() -> impl Strategy<Value = Blueprint> {
    let pins = vec((0..60_usize).prop_map(|number| format!("q{number:03}")), 0..3);
    let filters = (
        subsequence(Seniority::ALL.to_vec(), 0..=2),
        prop_oneof![9 => Just(vec![]), 1 => subsequence(QuestionType::ALL.to_vec(), 1..=2)],
        prop_oneof![3 => Just(vec![]), 1 => Just(vec!["tag".to_owned()])],
    );
    let size = (option::of(1..15_u32), option::of(10..120_u32), 0..10_u32, 0..10_u32);
    (
        one_of(vec![None, Some("dev".to_owned())]),
        categories(),
        filters,
        size,
        pins.clone(),
        pins,
        any::<bool>(),
        0..50_u64,
    )
        .prop_map(
            |(role, categories, (seniority, kinds, tags), size, include, exclude, behavioral, seed)| {
                Blueprint {
                    role,
                    categories,
                    kinds,
                    seniority,
                    tags,
                    count: size.0,
                    minutes: size.1,
                    opening: size.2,
                    closing: size.3,
                    include,
                    exclude,
                    only: Vec::new(),
                    behavioral,
                    seed: seed.into(),
                    ..Blueprint::default()
                }
            },
        )
}

/// Removes names from a blueprint that the bank does not have.
fn drop_unknown_names(bank: &Bank, mut blueprint: Blueprint) -> Blueprint {
    let drawable = |id: &String| {
        bank.questions.iter().any(|question| question.id == *id && question.status == Status::Active)
    };
    blueprint.include.retain(drawable);
    blueprint.exclude.retain(drawable);
    blueprint.exclude.retain(|id| !blueprint.include.contains(id));
    if !bank.questions.iter().any(|question| !question.tags.is_empty()) {
        blueprint.tags.clear();
    }
    blueprint
}

fn bank_and_blueprint() -> impl Strategy<Value = (Bank, Blueprint)> {
    (bank(), blueprint()).prop_map(|(bank, blueprint)| {
        let blueprint = drop_unknown_names(&bank, blueprint);
        (bank, blueprint)
    })
}

fn total_minutes(kit: &Kit<'_>) -> u32 {
    kit.picks.iter().map(|pick| pick.question.minutes).sum()
}

fn by_category<'b>(kit: &Kit<'b>) -> BTreeMap<&'b str, BTreeSet<&'b str>> {
    let mut cells: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for pick in &kit.picks {
        cells.entry(&pick.question.category).or_default().insert(&pick.question.id);
    }
    cells
}

fn passes(pick: &interview_kit::kit::Pick<'_>, blueprint: &Blueprint) -> bool {
    let question = pick.question;
    let (kinds, tags, levels) = (&blueprint.kinds, &blueprint.tags, &blueprint.seniority);
    let named = &blueprint.categories;
    question.status == Status::Active
        && (kinds.is_empty() || kinds.contains(&question.kind))
        && (tags.is_empty() || tags.iter().any(|tag| question.tags.contains(tag)))
        && (levels.is_empty() || levels.iter().any(|level| question.seniority.contains(level)))
        && (named.is_empty() || named.iter().any(|(id, _)| *id == question.category))
        && !blueprint.exclude.contains(&question.id)
}

/// Returns true if the selection really fails and the suggested change makes it succeed.
fn is_correct_refusal(error: &SelectError, bank: &Bank, blueprint: &Blueprint) -> bool {
    let chosen = |blueprint: Blueprint| select(bank, &blueprint).is_ok();
    let in_minutes = |minutes: u64| chosen(Blueprint { minutes: Some(minutes as u32), ..blueprint.clone() });
    match error {
        SelectError::TooFewMinutes { needed, minutes, .. } => {
            *needed > u64::from(*minutes) && in_minutes(*needed) && !in_minutes(needed - 1)
        }
        SelectError::TooFewQuestions { have, count, .. } => {
            let count_of = |count: usize| {
                chosen(Blueprint { count: Some(count as u32), minutes: Some(100_000), ..blueprint.clone() })
            };
            *have < *count as usize && (*have == 0 || count_of(*have)) && !count_of(have + 1)
        }
        SelectError::TooFewInCategory { category, have, asked, suggestion, .. } => {
            let alone = Blueprint {
                categories: vec![(category.clone(), Some(*asked as u32))],
                count: None,
                minutes: None,
                ..blueprint.clone()
            };
            *have < *asked
                && suggestion.as_ref().is_none_or(|suggestion| chosen(apply_suggestion(alone, suggestion)))
        }
        SelectError::CountBelowRequested { count, pins, quotas } => pins + quotas > *count as usize,
        SelectError::IncludesOverQuota { quota, pins, .. } => pins > quota,
        SelectError::NoMatch { suggestion } => {
            let relieved = |suggestion| apply_suggestion(blueprint.clone(), suggestion);
            let long = |blueprint| Blueprint { count: None, minutes: Some(100_000), ..blueprint };
            !chosen(long(blueprint.clone()))
                && suggestion.as_ref().is_none_or(|suggestion| chosen(long(relieved(suggestion))))
        }
        _ => false,
    }
}

fn apply_suggestion(mut blueprint: Blueprint, suggestion: &Suggestion) -> Blueprint {
    match &suggestion.change {
        BlueprintChange::Allow(levels) => blueprint.seniority.extend(levels),
        BlueprintChange::DropTags => blueprint.tags.clear(),
        BlueprintChange::DropExclusions => blueprint.exclude.clear(),
        BlueprintChange::DropTypes => {
            blueprint.kinds.clear();
            blueprint.behavioral = true;
        }
    }
    blueprint
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_bank_changes_nothing((bank, blueprint) in bank_and_blueprint(), by in any::<u64>()) {
        let mut shuffled = bank.clone();
        let keys = DrawKeys::new(by, None, &[]);
        shuffled.questions.sort_by_key(|question| keys.question(&question.id));
        prop_assert_eq!(select(&bank, &blueprint), select(&shuffled, &blueprint));
    }

    #[test]
    fn the_order_of_options_changes_nothing((bank, blueprint) in bank_and_blueprint()) {
        let mut other = blueprint.clone();
        other.categories.reverse();
        other.include.reverse();
        other.seniority.reverse();
        prop_assert_eq!(select(&bank, &blueprint), select(&bank, &other));
    }

    #[test]
    fn no_question_comes_twice_and_every_one_passes_unless_pinned((bank, blueprint) in bank_and_blueprint()) {
        let Ok(kit) = select(&bank, &blueprint) else { return Ok(()) };
        let ids: BTreeSet<&str> = kit.picks.iter().map(|pick| pick.question.id.as_str()).collect();
        prop_assert_eq!(ids.len(), kit.picks.len());
        prop_assert!(blueprint.include.iter().all(|id| ids.contains(id.as_str())));
        for pick in &kit.picks {
            let pinned = blueprint.include.contains(&pick.question.id);
            prop_assert_eq!(pinned, pick.reason == PickReason::Pinned);
            prop_assert!(pinned || passes(pick, &blueprint), "{pick:?}");
        }
    }

    #[test]
    fn count_minutes_quotas_and_categories_are_met((bank, blueprint) in bank_and_blueprint()) {
        let Ok(kit) = select(&bank, &blueprint) else { return Ok(()) };
        prop_assert!(!kit.picks.is_empty());
        prop_assert!(blueprint.count.is_none_or(|count| kit.picks.len() == count as usize));
        prop_assert!(kit.opening + total_minutes(&kit) + kit.closing <= kit.minutes);
        prop_assert!(blueprint.minutes.is_none_or(|minutes| kit.minutes == minutes));
        let cells = by_category(&kit);
        for (id, quota) in &blueprint.categories {
            let served = cells.get(id.as_str()).map_or(0, BTreeSet::len);
            prop_assert!(quota.map_or(served > 0, |quota| served == quota as usize), "{id} {served}");
        }
    }

    #[test]
    fn a_refusal_is_correct_and_its_suggestion_works((bank, blueprint) in bank_and_blueprint()) {
        let Err(errors) = select(&bank, &blueprint) else { return Ok(()) };
        prop_assert!(!errors.is_empty());
        for error in &errors {
            prop_assert!(is_correct_refusal(error, &bank, &blueprint), "{error:?}");
        }
    }

    /// With a number of questions and without minutes. (Under minutes a question of another length
    /// moves all that comes after it.)
    #[test]
    fn an_added_question_displaces_at_most_one(
        (mut bank, blueprint) in bank_and_blueprint(),
        more in draft(),
        count in 1..25_u32,
    ) {
        let quotas_only = !blueprint.categories.is_empty() && blueprint.categories.iter().all(|(_, quota)| quota.is_some());
        let count = (!quotas_only).then_some(count);
        let blueprint = Blueprint { minutes: None, count, ..blueprint };
        let mut larger = bank.clone();
        let (category, levels, minutes, tagged, _) = more;
        let mut question = banks::question(&bank, CATEGORIES[category].0, "new", &levels, minutes);
        question.tags.extend((tagged && blueprint.tags.len() == 1).then(|| "tag".to_owned()));
        larger.questions.push(question);
        bank.questions.reverse();
        let (Ok(before), Ok(after)) = (select(&bank, &blueprint), select(&larger, &blueprint)) else {
            return Ok(());
        };
        let ids = |kit: &Kit<'_>| -> BTreeSet<String> {
            kit.picks.iter().map(|pick| pick.question.id.clone()).collect()
        };
        let (old, new) = (ids(&before), ids(&after));
        prop_assert!(new.difference(&old).all(|id| id == "new"), "{old:?} {new:?}");
        prop_assert!(old.difference(&new).count() <= 1, "{old:?} {new:?}");
    }

    #[test]
    fn behavioural_questions_are_there_unless_told_otherwise((bank, blueprint) in bank_and_blueprint()) {
        let blueprint = Blueprint { include: vec![], categories: vec![], kinds: vec![], ..blueprint };
        let Ok(kit) = select(&bank, &blueprint) else { return Ok(()) };
        let budget = kit.minutes - kit.opening - kit.closing;
        if blueprint.count.is_some() || kit.minutes < 45 {
            return Ok(());
        }
        let all = Blueprint { kinds: vec![QuestionType::Behavioral], count: None, minutes: Some(100_000), ..blueprint.clone() };
        let shortest = select(&bank, &all).ok().and_then(|kit| kit.picks.iter().map(|pick| pick.question.minutes).min());
        let has = kit.picks.iter().any(|pick| pick.question.kind == QuestionType::Behavioral);
        prop_assert_eq!(has, blueprint.behavioral && shortest.is_some_and(|shortest| shortest <= budget));
    }

    #[test]
    fn without_a_count_the_minutes_are_used((bank, blueprint) in bank_and_blueprint()) {
        let blueprint = Blueprint { categories: vec![], count: None, behavioral: true, ..blueprint };
        let Ok(kit) = select(&bank, &blueprint) else { return Ok(()) };
        let left = kit.minutes - kit.opening - kit.closing - total_minutes(&kit);
        let ids: BTreeSet<&str> = kit.picks.iter().map(|pick| pick.question.id.as_str()).collect();
        let all = Blueprint { minutes: Some(100_000), ..blueprint.clone() };
        let all = select(&bank, &all).expect("more minutes, more questions");
        let is_technical = |pick: &&Pick<'_>| pick.question.kind == QuestionType::Technical;
        let limits_soft = blueprint.kinds.is_empty() && kit.picks.iter().any(|pick| is_technical(&pick));
        let unused = all.picks.iter().filter(|pick| !ids.contains(pick.question.id.as_str()));
        for pick in unused.filter(|pick| !limits_soft || is_technical(pick)) {
            prop_assert!(left <= 4 || pick.question.minutes > left, "{left} {pick:?}");
        }
    }

    #[test]
    fn the_clock_runs_and_the_categories_stand_together((bank, blueprint) in bank_and_blueprint()) {
        let Ok(kit) = select(&bank, &blueprint) else { return Ok(()) };
        let mut clock = kit.opening;
        for (place, pick) in kit.picks.iter().enumerate() {
            prop_assert_eq!((pick.number, pick.starts_at), (place + 1, clock));
            clock += pick.question.minutes;
        }
        let place = |id: &str| CATEGORIES.iter().position(|(other, _)| *other == id);
        let order = |pick: &interview_kit::kit::Pick<'_>| {
            let question = pick.question;
            (place(&question.category), question.seniority[0], question.minutes, question.id.clone())
        };
        prop_assert!(kit.picks.is_sorted_by_key(order));
    }
}
