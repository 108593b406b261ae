//! Plain and inclusive words, and no sign that only repeats its prompt.

use std::collections::BTreeSet;

use interview_kit::bank::Bank;

use super::twins::stems;
use super::{assert_finds_spoilt_question, assert_no_findings, replace_code, texts};
use crate::support::kits;

/// Words that exclude somebody or do not belong in an interview.
const UNFIT: &[&str] = &[
    "he",
    "she",
    "him",
    "her",
    "his",
    "hers",
    "guys",
    "girls",
    "manpower",
    "mankind",
    "crazy",
    "insane",
    "dummy",
    "lame",
    "ninja",
    "rockstar",
    "guru",
    "whitelist",
    "blacklist",
    "grandfathered",
    "sanity",
    "cripple",
    "crippled",
    "husband",
    "wife",
    "married",
    "pregnant",
    "pregnancy",
    "religion",
    "religious",
    "nationality",
    "elderly",
    "retirement",
];

/// The largest share of a sign's words that may come from the prompt; above it, the sign repeats the prompt.
const ECHO: f64 = 0.75;

fn findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    for question in &bank.questions {
        for text in texts(question) {
            let words = replace_code(text).to_lowercase();
            let words = words.split(|c: char| !c.is_alphabetic());
            for word in words.filter(|word| UNFIT.contains(word)) {
                found.push(format!("{}: `{word}` in: {text}", question.id));
            }
        }
        let prompt: BTreeSet<String> = stems(&question.prompt.value).into_iter().collect();
        for sign in &question.listen_for {
            let words = stems(&sign.text.value);
            let echoed = words.iter().filter(|word| prompt.contains(*word)).count();
            if echoed as f64 > ECHO * words.len() as f64 {
                found.push(format!("{}: a sign repeats the prompt: {}", question.id, sign.text.value));
            }
        }
    }
    found
}

#[test]
fn words_are_fit_for_an_interview() {
    assert_no_findings(&findings(&kits::built_in_bank()));
}

#[test]
fn unfit_words_and_echoes_are_told() {
    assert_finds_spoilt_question(findings, |q| {
        q.sample_answer.as_mut().unwrap().value.push_str(" He agreed.");
    });
    assert_finds_spoilt_question(findings, |q| {
        q.red_flags[0].value = "Says that the guys know it".to_owned();
    });
    assert_finds_spoilt_question(findings, |q| q.listen_for[0].text.value.clone_from(&q.prompt.value));
}
