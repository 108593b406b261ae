//! Every role, type and level has enough questions for three interviews of an hour that share none.

use interview_kit::bank::{Bank, QuestionType, Seniority};
use interview_kit::kit::{Blueprint, select};

use super::assert_no_findings;
use crate::support::kits;

/// The levels for which the bank promises this.
const LEVELS: [Seniority; 3] = [Seniority::Junior, Seniority::Mid, Seniority::Senior];
/// Interviews that share no question with each other.
const KITS: usize = 3;
/// The least minutes of questions in a kit; an hour leaves 50 for them.
const USED: u32 = 45;

/// Returns the first kit that the bank cannot fill, or none.
fn shortage(bank: &Bank, blueprint: &Blueprint) -> Option<String> {
    let mut blueprint = blueprint.clone();
    for number in 1..=KITS {
        let Ok(kit) = select(bank, &blueprint) else { return Some(format!("kit {number} cannot be drawn")) };
        let minutes: u32 = kit.picks.iter().map(|p| p.question.minutes).sum();
        if minutes < USED {
            return Some(format!("kit {number} has questions for {minutes} minutes only"));
        }
        blueprint.exclude.extend(kit.picks.iter().map(|p| p.question.id.clone()));
    }
    None
}

/// Finds roles and levels with too few questions: for an hour of one type, and for an hour by default.
fn thin_cells(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    for role in &bank.roles {
        for level in LEVELS {
            let hour = Blueprint {
                role: Some(role.id.clone()),
                seniority: vec![level],
                minutes: Some(60),
                ..Blueprint::default()
            };
            let of_a_type =
                QuestionType::ALL.map(|kind| (kind.key(), Blueprint { kinds: vec![kind], ..hour.clone() }));
            for (what, blueprint) in of_a_type.into_iter().chain([("any type", hour.clone())]) {
                found.extend(
                    shortage(bank, &blueprint).map(|why| format!("{}, {what}, {level}: {why}", role.id)),
                );
            }
        }
    }
    found
}

#[test]
fn every_role_type_and_level_fills_three_hours() {
    assert_no_findings(&thin_cells(&kits::built_in_bank()));
}

#[test]
fn a_type_without_questions_for_a_level_is_reported() {
    let mut bank = kits::built_in_bank();
    for question in bank.questions.iter_mut().filter(|q| q.kind == QuestionType::Ethics) {
        question.seniority.retain(|level| *level != Seniority::Junior);
    }
    bank.questions.retain(|q| !q.seniority.is_empty());
    let found = thin_cells(&bank);
    assert_eq!(found.len(), bank.roles.len(), "{found:?}");
    assert!(found.iter().all(|f| f.contains("ethics, junior: kit 1 cannot be drawn")), "{found:?}");
}

#[test]
fn too_few_questions_are_reported() {
    let mut bank = kits::built_in_bank();
    let (one, others): (Vec<_>, Vec<_>) =
        bank.roles.iter().partition(|role| role.id == "front-end-developer");
    let shared = |id: &String| others.iter().any(|role| role.categories.contains(id));
    let own: Vec<String> = one[0].categories.iter().filter(|id| !shared(id)).cloned().collect();
    let mut left = 5;
    bank.questions.retain(|q| {
        let is_own = own.contains(&q.category);
        left -= i32::from(is_own);
        !is_own || left >= 0
    });
    let found = thin_cells(&bank);
    assert!(!found.is_empty() && found.iter().all(|f| f.starts_with("front-end-developer")), "{found:?}");
}
