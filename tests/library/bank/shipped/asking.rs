//! A prompt asks one thing, a sign can be heard, and the highest described level is more than an addition.

use interview_kit::bank::{Bank, Status};

use super::{assert_finds_spoilt_question, assert_no_findings, replace_code};
use crate::support::kits;

/// First words of signs that nobody can hear: they say what goes on in a mind.
const UNHEARD: [&str; 10] = [
    "Sees",
    "Knows",
    "Prefers",
    "Considers",
    "Understands",
    "Thinks",
    "Realises",
    "Recognises",
    "Notices",
    "Wants",
];

/// The score of the highest described level.
const HIGHEST: u8 = 5;

fn findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    for question in bank.questions.iter().filter(|question| question.status == Status::Active) {
        let marks = replace_code(&question.prompt.value).matches('?').count();
        if marks > 1 {
            found.push(format!("{}: its prompt asks {marks} things", question.id));
        }
        let signs = question.listen_for.iter().map(|sign| &sign.text.value);
        for sign in signs.filter(|sign| UNHEARD.contains(&sign.split(' ').next().unwrap_or_default())) {
            found.push(format!("{}: nobody hears this sign: {sign}", question.id));
        }
        let highest = question.anchors.entries().filter(|(_, score, _)| *score == HIGHEST);
        for (.., text) in highest.filter(|(.., text)| text.value.starts_with("Also")) {
            found.push(format!("{}: the highest level only adds to another: {}", question.id, text.value));
        }
    }
    found
}

#[test]
fn questions_ask_one_thing_and_are_rated_by_what_is_heard() {
    assert_no_findings(&findings(&kits::built_in_bank()));
}

#[test]
fn two_questions_unheard_signs_and_additions_are_reported() {
    assert_finds_spoilt_question(findings, |q| q.prompt.value.push_str(" Why? And how?"));
    assert_finds_spoilt_question(findings, |q| {
        "Knows that the copy is shallow".clone_into(&mut q.listen_for[0].text.value);
    });
    assert_finds_spoilt_question(findings, |q| {
        let mut added = q.anchors.base[&HIGHEST].clone();
        "Also says what a copy costs".clone_into(&mut added.value);
        let level = *q.seniority.last().unwrap();
        q.anchors.overrides.entry(level).or_default().insert(HIGHEST, added);
    });
}
