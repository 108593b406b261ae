//! Banks made as data, for tests of the selection.

use std::collections::BTreeMap;

use interview_kit::bank::{
    Bank, Category, Competency, Level, ListenFor, Question, QuestionType, RatingScale, Role, Seniority,
};
use interview_kit::diag::{FileId, Origin, Text};
use interview_kit::kit::Blueprint;

const NOWHERE: Origin = Origin { file: FileId(0), start: 0, end: 0 };

pub(crate) fn bank_text(value: &str) -> Text {
    Text { value: value.to_owned(), origin: NOWHERE }
}

/// Makes a bank without questions: these categories, and the role `dev` that has them all.
pub(crate) fn bank_with(categories: &[(&str, QuestionType)]) -> Bank {
    let ids = categories.iter().map(|(id, _)| (*id).to_owned()).collect();
    let level = |score, label: &str| Level { score, label: bank_text(label), description: bank_text("…") };
    Bank {
        language: "en".to_owned(),
        roles: vec![Role {
            id: "dev".to_owned(),
            name: bank_text("Developer"),
            categories: ids,
            weights: BTreeMap::new(),
            core: Vec::new(),
            soft_share: None,
            origin: NOWHERE,
        }],
        categories: categories
            .iter()
            .map(|(id, kind)| Category {
                id: (*id).to_owned(),
                name: bank_text(&id.to_uppercase()),
                kind: *kind,
                competency: None,
                origin: NOWHERE,
            })
            .collect(),
        competencies: vec![Competency {
            id: "ownership".to_owned(),
            name: bank_text("Ownership"),
            origin: NOWHERE,
        }],
        scale: RatingScale { levels: vec![level(1, "Below"), level(3, "Meets"), level(5, "Above")] },
        questions: Vec::new(),
    }
}

/// Makes an active question in a category of the bank.
pub(crate) fn question(
    bank: &Bank,
    category: &str,
    id: &str,
    levels: &[Seniority],
    minutes: u32,
) -> Question {
    let Some(Category { kind, .. }) = bank.category(category) else { panic!("no category `{category}`") };
    Question {
        id: id.to_owned(),
        category: category.to_owned(),
        kind: *kind,
        seniority: levels.to_vec(),
        minutes,
        prompt: bank_text(&format!("Tell me about {id}.")),
        listen_for: vec![ListenFor { text: bank_text("Sense"), from: None }],
        ..Question::empty(NOWHERE)
    }
}

/// Adds `number` questions named `{category}-00`, `{category}-01` … of the same levels and minutes.
pub(crate) fn add_questions(
    bank: &mut Bank,
    category: &str,
    number: usize,
    levels: &[Seniority],
    minutes: u32,
) {
    for _ in 0..number {
        let next = bank.questions.iter().filter(|question| question.category == category).count();
        let made = question(bank, category, &format!("{category}-{next:02}"), levels, minutes);
        bank.questions.push(made);
    }
}

/// Makes a bank like the built-in one: twelve technical categories and three others.
pub(crate) fn bank_like_the_built_in(questions_each: usize) -> Bank {
    use QuestionType::{Behavioral, Ethics, Situational, Technical};
    let technical: Vec<String> = (0..12).map(|number| format!("tech-{number:02}")).collect();
    let mut categories: Vec<(&str, QuestionType)> =
        technical.iter().map(|id| (id.as_str(), Technical)).collect();
    categories.extend([("situations", Situational), ("ethics", Ethics), ("behavior", Behavioral)]);
    let mut made = bank_with(&categories);
    let levels: [&[Seniority]; 4] = [
        &[Seniority::Junior, Seniority::Mid],
        &[Seniority::Mid, Seniority::Senior],
        &Seniority::ALL,
        &[Seniority::Senior, Seniority::Lead],
    ];
    for (id, _) in &categories {
        for number in 0..questions_each {
            let minutes = [5, 5, 4, 6, 5, 4, 3][number % 7];
            add_questions(&mut made, id, 1, levels[number % 4], minutes);
        }
    }
    made
}

/// Returns the default blueprint for the role `dev`.
pub(crate) fn dev_blueprint() -> Blueprint {
    Blueprint { role: Some("dev".to_owned()), ..Blueprint::default() }
}

pub(crate) fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

pub(crate) fn quotas(quotas: &[(&str, Option<u32>)]) -> Vec<(String, Option<u32>)> {
    quotas.iter().map(|(id, quota)| ((*id).to_owned(), *quota)).collect()
}

/// Makes a bank of three technical categories with five questions and a behavioural one with three;
/// all questions suit every level and take five minutes.
pub(crate) fn small_bank() -> Bank {
    use QuestionType::{Behavioral, Technical};
    let mut made =
        bank_with(&[("web", Technical), ("oop", Technical), ("testing", Technical), ("past", Behavioral)]);
    for category in ["web", "oop", "testing"] {
        add_questions(&mut made, category, 5, &Seniority::ALL, 5);
    }
    add_questions(&mut made, "past", 3, &Seniority::ALL, 5);
    made
}
