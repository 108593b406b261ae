//! The bank has the roles, categories and numbers of questions that the README promises.

use std::collections::{BTreeMap, BTreeSet};

use interview_kit::bank::{Bank, Question, QuestionType, Seniority, Status};

use super::assert_no_findings;
use crate::support::kits;

/// The levels that every category covers.
const LEVELS: [Seniority; 3] = [Seniority::Junior, Seniority::Mid, Seniority::Senior];

/// The categories for Python developers, with ten or more questions each.
const PYTHON: [&str; 12] = [
    "python-core",
    "collections",
    "functions",
    "oop",
    "packaging",
    "exceptions",
    "files-io",
    "advanced-python",
    "testing",
    "web",
    "data-science",
    "practice",
];

/// Every other role.
const FURTHER: [&str; 6] = [
    "rust-developer",
    "front-end-developer",
    "data-engineer",
    "site-reliability-engineer",
    "qa-engineer",
    "engineering-manager",
];

fn findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    let mut least = |what: String, number: usize, least: usize| {
        if number < least {
            found.push(format!("{what}: {number}, at least {least} are promised"));
        }
    };
    let active: Vec<&Question> = bank.questions.iter().filter(|q| q.status == Status::Active).collect();
    for category in PYTHON {
        least(category.to_owned(), active.iter().filter(|q| q.category == category).count(), 10);
    }
    let of = |role: &str, kind| -> Vec<&Question> {
        let categories = bank.role(role).map(|r| r.categories.as_slice()).unwrap_or_default();
        active.iter().copied().filter(|q| q.kind == kind && categories.contains(&q.category)).collect()
    };
    least(
        "python-developer, technical".to_owned(),
        of("python-developer", QuestionType::Technical).len(),
        130,
    );
    for role in FURTHER {
        let technical = of(role, QuestionType::Technical);
        let categories: BTreeSet<&str> = technical.iter().map(|q| q.category.as_str()).collect();
        least(format!("{role}, technical"), technical.len(), 36);
        least(format!("{role}, technical categories"), categories.len(), 6);
    }
    for role in &bank.roles {
        for (kind, number) in
            [(QuestionType::Behavioral, 40), (QuestionType::Situational, 20), (QuestionType::Ethics, 20)]
        {
            least(format!("{}, {kind}", role.id), of(&role.id, kind).len(), number);
        }
    }
    for category in &bank.categories {
        for level in LEVELS {
            let suits = |q: &&&Question| q.category == category.id && q.seniority.contains(&level);
            least(format!("{}, {level}", category.id), active.iter().filter(suits).count(), 3);
        }
    }
    for competency in &bank.competencies {
        let shows = |q: &&&Question| bank.competency_of(q).is_some_and(|shown| shown.id == competency.id);
        least(competency.id.clone(), active.iter().filter(shows).count(), 6);
    }
    let senior =
        active.iter().filter(|q| q.seniority.iter().any(|level| *level >= Seniority::Senior)).count();
    least("senior or lead".to_owned(), senior, active.len().div_ceil(3));
    let deep =
        |q: &&&Question| q.listen_for.iter().any(|l| l.from.is_some_and(|from| from >= Seniority::Senior));
    least("signs for seniors alone".to_owned(), active.iter().filter(deep).count(), active.len() / 4);
    least("snippets".to_owned(), active.iter().filter(|q| q.code.is_some()).count(), 40);
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for code in active.iter().filter_map(|q| q.code.as_ref()) {
        *languages.entry(code.language.as_str()).or_default() += 1;
    }
    for language in ["python", "rust", "javascript", "sql", "shell"] {
        least(format!("snippets in {language}"), languages.get(language).copied().unwrap_or_default(), 3);
    }
    found
}

#[test]
fn nothing_promised_is_missing() {
    assert_no_findings(&findings(&kits::built_in_bank()));
}

#[test]
fn seven_roles_and_no_category_without_questions() {
    let bank = kits::built_in_bank();
    let mut roles: Vec<&str> = bank.roles.iter().map(|r| r.id.as_str()).collect();
    let mut promised = vec!["python-developer"];
    promised.extend(FURTHER);
    roles.sort_unstable();
    promised.sort_unstable();
    assert_eq!(roles, promised);
    for category in &bank.categories {
        assert!(bank.questions.iter().any(|q| q.category == category.id), "{}", category.id);
    }
}

#[test]
fn a_missing_category_is_told() {
    for gone in ["oop", "ethics", "behavioral", "situational"] {
        let mut bank = kits::built_in_bank();
        bank.questions.retain(|q| q.category != gone);
        assert!(findings(&bank).iter().any(|f| f.contains(gone)), "{gone}");
    }
    let mut bank = kits::built_in_bank();
    for question in &mut bank.questions {
        question.code = None;
    }
    assert!(findings(&bank).iter().any(|f| f.starts_with("snippets: 0")));
}
