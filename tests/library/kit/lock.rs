//! The bank excerpt that a kit carries, and rebuilding a kit from its lock.

use std::sync::LazyLock;

use crate::support::kits;
use interview_kit::bank::{Bank, Question, excerpt};
use interview_kit::kit::{Blueprint, KitLock, RebuildError, content_hash, select};
use proptest::prelude::*;

/// The built-in bank with one question.
static SMALL: LazyLock<Bank> = LazyLock::new(|| {
    let mut bank = kits::built_in_bank();
    bank.questions.truncate(1);
    bank
});

fn all_questions(bank: &Bank) -> Vec<&Question> {
    bank.questions.iter().collect()
}

#[test]
fn the_whole_bank_survives_an_excerpt_unchanged() {
    let bank = kits::built_in_bank();
    for role in &bank.roles {
        let of_role: Vec<&Question> =
            bank.questions.iter().filter(|question| role.categories.contains(&question.category)).collect();
        let text = excerpt(&bank, Some(&role.id), &of_role);
        let again = kits::parse_bank(&text);
        assert_eq!(again.questions.len(), of_role.len());
        for (new, old) in again.questions.iter().zip(&of_role) {
            assert_eq!((content_hash(new), &new.id), (content_hash(old), &old.id));
        }
        assert_eq!(
            excerpt(&again, Some(&role.id), &all_questions(&again)),
            text,
            "the excerpt of an excerpt"
        );
    }
}

#[test]
fn an_excerpt_has_only_what_pages_show() {
    let bank = kits::built_in_bank();
    let one = excerpt(&bank, Some(kits::ROLE), &[&bank.questions[0]]);
    let again = kits::parse_bank(&one);
    assert_eq!((again.questions.len(), again.categories.len(), again.roles.len()), (1, 1, 1));
    for word in ["tags", "status", "authored", "reviewed"] {
        assert!(!one.contains(&format!("{word} =")), "{word}");
    }
    assert!(kits::parse_bank(&excerpt(&bank, None, &[&bank.questions[0]])).roles.is_empty());
}

proptest! {
    /// Any text of a bank survives the way into an excerpt and back.
    #[test]
    fn every_text_survives_an_excerpt(prompt in "[^\\p{Cc}]{1,60}", code in "(?s)[\\t\\n -~é\u{2028}]{1,80}") {
        // Loading removes line breaks from the end of a snippet.
        let code = code.trim_end_matches('\n').to_owned();
        prop_assume!(!prompt.trim().is_empty() && !code.trim().is_empty());
        let mut bank = SMALL.clone();
        let question = &mut bank.questions[0];
        question.prompt.value = prompt.clone();
        question.code.get_or_insert_with(|| interview_kit::bank::Snippet {
            language: "text".to_owned(),
            source: question.prompt.clone(),
            output: None,
        }).source.value = code.clone();
        let again = kits::parse_bank(&excerpt(&bank, None, &all_questions(&bank)));
        prop_assert_eq!(&again.questions[0].prompt.value, &prompt);
        prop_assert_eq!(&again.questions[0].code.as_ref().unwrap().source.value, &code);
    }
}

#[test]
fn a_lock_rebuilds_the_same_kit_from_a_larger_bank() {
    let bank = kits::built_in_bank();
    let blueprint = kits::blueprint(12, None, 7);
    let kit = kits::kit(&bank, &blueprint);
    let lock = KitLock::from_kit(&kit, Some(&blueprint), "test");
    let mut grown = bank.clone();
    let more =
        (0..bank.questions.len()).map(|n| Question { id: format!("new-{n}"), ..bank.questions[n].clone() });
    grown.questions.splice(0..0, more.collect::<Vec<_>>());
    // A new draw would give another kit.
    let anew = kits::kit(&grown, &blueprint);
    assert_ne!(anew.fingerprint, kit.fingerprint);
    let again = lock.rebuild(&grown).unwrap();
    let ids = |kit: &interview_kit::kit::Kit<'_>| -> Vec<String> {
        kit.picks.iter().map(|pick| pick.question.id.clone()).collect()
    };
    assert_eq!((ids(&again), &again.fingerprint), (ids(&kit), &kit.fingerprint));
    assert_eq!(KitLock::from_kit(&again, Some(&blueprint), "test"), lock);
}

#[test]
fn every_question_that_prevents_a_rebuild_is_reported() {
    let bank = kits::built_in_bank();
    let blueprint = Blueprint { count: Some(5), ..Blueprint::default() };
    let kit = select(&bank, &blueprint).unwrap();
    let lock = KitLock::from_kit(&kit, None, "test");
    let [gone, reworded] = [0, 1].map(|n| lock.questions[n].id.clone());
    let mut other = bank.clone();
    other.questions.retain(|question| question.id != gone);
    for question in other.questions.iter_mut().filter(|question| question.id == reworded) {
        question.prompt.value.push('?');
    }
    assert_eq!(
        lock.rebuild(&other),
        Err(vec![RebuildError::QuestionRemoved(gone), RebuildError::QuestionChanged(reworded)])
    );
    let future = KitLock { schema: 2, ..lock.clone() };
    assert_eq!(future.rebuild(&bank), Err(vec![RebuildError::UnknownSchema(2)]));
    let strange = KitLock { seniority: vec!["principal".to_owned()], ..lock };
    assert_eq!(strange.rebuild(&bank), Err(vec![RebuildError::UnknownLevel("principal".to_owned())]));
}

#[test]
fn only_json_of_a_lock_is_read_as_a_lock() {
    let bank = kits::built_in_bank();
    let kit = kits::kit(&bank, &kits::blueprint(3, None, 1));
    let lock = KitLock::from_kit(&kit, None, "test");
    let json = serde_json::to_string(&lock).unwrap();
    assert_eq!(serde_json::from_str::<KitLock>(&json).unwrap(), lock);
    let more = json.replacen('{', "{\"more\":1,", 1);
    assert!(serde_json::from_str::<KitLock>(&more).unwrap_err().to_string().contains("more"));
}
