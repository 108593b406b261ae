//! Roles know what matters, every question counts under a competency, and groups hold questions that could meet.

use std::collections::{BTreeMap, BTreeSet};

use interview_kit::bank::{Bank, Question, QuestionType, Role, Seniority, Status};

use super::{assert_finds_spoilt_question, assert_no_findings};
use crate::support::kits;

/// The fewest technical competencies of a role: an interview of an hour names up to eight.
const MIN_COMPETENCIES: usize = 8;
/// The fewest competencies in the core of a role. A kit covers four of them at most, so a role with
/// five would often leave one out that its core names.
const MIN_CORE_COMPETENCIES: usize = 4;
/// The fewest questions of a level in the core of a role.
const MIN_CORE_QUESTIONS: usize = 20;
/// The most questions of a group: a larger one keeps too many questions out.
const MAX_GROUP: usize = 6;

fn active(bank: &Bank) -> impl Iterator<Item = &Question> {
    bank.questions.iter().filter(|q| q.status == Status::Active)
}

/// Returns the errors in the competencies of single questions.
fn competency_findings(bank: &Bank) -> Vec<String> {
    let is_technical = |q: &&Question| q.kind == QuestionType::Technical;
    let soft: BTreeSet<&str> =
        active(bank).filter(|q| !is_technical(q)).filter_map(|q| q.competency.as_deref()).collect();
    let technical = active(bank).filter(is_technical);
    technical
        .filter_map(|q| match bank.competency_of(q) {
            None => Some(format!("{} has no competency", q.id)),
            Some(own) if soft.contains(own.id.as_str()) => {
                Some(format!("{}: `{}` is no technical competency", q.id, own.id))
            }
            Some(_) => None,
        })
        .collect()
}

/// Returns the errors in the core and the competencies of roles.
fn role_findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    for role in &bank.roles {
        let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<&Question> {
            let is_wanted = |q: &&Question| role.categories.contains(&q.category) && wanted(&q.category);
            active(bank).filter(|q| q.kind == QuestionType::Technical).filter(is_wanted).collect()
        };
        let competencies = |questions: &[&Question]| -> usize {
            let ids = questions.iter().filter_map(|q| bank.competency_of(q)).map(|c| c.id.as_str());
            ids.collect::<BTreeSet<_>>().len()
        };
        let (core, all) = (of(&|id| role.is_core(id)), of(&|_| true));
        if competencies(&all) < MIN_COMPETENCIES {
            found.push(format!("{}: {} technical competencies", role.id, competencies(&all)));
        }
        if competencies(&core) < MIN_CORE_COMPETENCIES {
            found.push(format!("{}: {} competencies in its core", role.id, competencies(&core)));
        }
        for level in [Seniority::Junior, Seniority::Mid, Seniority::Senior] {
            let suiting = core.iter().filter(|q| q.seniority.contains(&level)).count();
            if suiting < MIN_CORE_QUESTIONS {
                found.push(format!("{}, {level}: {suiting} core questions", role.id));
            }
        }
    }
    found
}

/// Returns the errors in groups and in questions that no kit holds together.
fn group_findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    let mut groups: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    for question in active(bank) {
        if let Some(group) = &question.group {
            groups.entry(group).or_default().push(question);
        }
    }
    let can_meet = |one: &Question, other: &Question| {
        let asks_both = |role: &Role| {
            role.categories.contains(&one.category) && role.categories.contains(&other.category)
        };
        one.seniority.iter().any(|level| other.seniority.contains(level)) && bank.roles.iter().any(asks_both)
    };
    for (group, members) in &groups {
        if members.len() > MAX_GROUP {
            found.push(format!("group {group} has {} questions", members.len()));
        }
        for one in members {
            if !members.iter().any(|other| other.id != one.id && can_meet(one, other)) {
                found.push(format!("{} meets no other question of the group {group}", one.id));
            }
        }
    }
    for one in active(bank) {
        for other in active(bank).filter(|other| one.never_with.contains(&other.id)) {
            if !can_meet(one, other) || (one.group.is_some() && one.group == other.group) {
                found.push(format!("{} and {} are apart anyway", one.id, other.id));
            }
        }
    }
    found
}

#[test]
fn every_technical_question_counts_under_a_technical_competency() {
    assert_no_findings(&competency_findings(&kits::built_in_bank()));
}

#[test]
fn every_role_has_a_core_that_fills_interviews() {
    assert_no_findings(&role_findings(&kits::built_in_bank()));
}

#[test]
fn questions_of_a_group_could_meet_in_a_kit() {
    assert_no_findings(&group_findings(&kits::built_in_bank()));
}

#[test]
fn wrong_competencies_roles_and_groups_are_reported() {
    assert_finds_spoilt_question(competency_findings, |q| q.competency = Some("ownership".to_owned()));
    assert_finds_spoilt_question(competency_findings, |q| q.competency = Some("no-such".to_owned()));
    assert_finds_spoilt_question(group_findings, |q| q.group = Some("scoping".to_owned()));
    assert_finds_spoilt_question(group_findings, |q| q.never_with = vec!["rs-own-loop-moves".to_owned()]);
    let mut bank = kits::built_in_bank();
    bank.roles[0].core.truncate(1);
    let found = role_findings(&bank);
    assert!(found.len() >= 2 && found.iter().all(|f| f.starts_with("python-developer")), "{found:?}");
    for category in &mut bank.categories {
        category.competency = None;
    }
    assert!(role_findings(&bank).iter().any(|f| f.contains("technical competencies")));
}
