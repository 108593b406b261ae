//! Banks written as TOML to edit are the same bank once they are loaded again.

use interview_kit::bank::{Bank, Export, Question, Snippet, load, question_json};
use interview_kit::diag::Sources;
use interview_kit::input::InputFile;
use interview_kit::kit::content_hash;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::banks::{bank_text, small_bank};
use crate::support::kits;

/// Loads the text of a bank that must have no findings.
fn load_clean(text: &str) -> Bank {
    let file = InputFile { name: "bank.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    let loaded = load(vec![file], &mut Sources::default());
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    loaded.bank
}

fn export(bank: &Bank) -> String {
    let questions: Vec<&Question> = bank.questions.iter().collect();
    Export { bank, questions: &questions, role: None, is_whole: true, title: "All" }.to_toml()
}

/// Returns everything that a bank says, without places in files.
fn content(bank: &Bank) -> Value {
    let roles = bank.roles.iter().map(|role| {
        json!([role.id, role.name.value, role.categories, role.weights, role.core, role.soft_share])
    });
    let categories = bank.categories.iter().map(|c| json!([c.id, c.name.value, c.kind.key(), c.competency]));
    let competencies = bank.competencies.iter().map(|c| json!([c.id, c.name.value]));
    let scale = bank.scale.levels.iter().map(|l| json!([l.score, l.label.value, l.description.value]));
    let questions = bank.questions.iter().map(|q| {
        json!([question_json(bank, q), content_hash(q), q.competency, q.title.as_ref().map(|t| &t.value)])
    });
    json!({
        "language": bank.language,
        "scale": scale.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
        "categories": categories.collect::<Vec<_>>(),
        "competencies": competencies.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
    })
}

#[test]
fn the_built_in_bank_is_the_same_after_a_round_trip() {
    let bank = kits::built_in_bank();
    let text = export(&bank);
    let again = load_clean(&text);
    assert_eq!(content(&again), content(&bank));
    assert_eq!(export(&again), text);
    assert!(text.starts_with("# All\n") && text.contains("# ---- Functions and methods: "));
    assert!(bank.roles.iter().any(|role| role.soft_share.is_some() && !role.weights.is_empty()));
}

#[test]
fn a_selection_loads_alone_and_says_which_rules_it_left_out() {
    let bank = kits::built_in_bank();
    let ids = ["py-coll-copy-list", "py-adv-gil-and-locks", "beh-upkeep"];
    let questions: Vec<&Question> = bank.questions.iter().filter(|q| ids.contains(&q.id.as_str())).collect();
    let role = Some("python-developer");
    let text = Export { bank: &bank, questions: &questions, role, is_whole: false, title: "Three" }.to_toml();
    let again = load_clean(&text);
    assert_eq!(again.questions.len(), 3);
    assert_eq!(again.roles.len(), 1);
    assert_eq!(again.roles[0].categories, ["collections", "advanced-python", "behavioral"]);
    assert_eq!(again.roles[0].core, ["advanced-python", "collections"]);
    for question in &again.questions {
        let old = bank.questions.iter().find(|q| q.id == question.id).unwrap();
        assert_eq!(content_hash(old), content_hash(question));
        assert_eq!(again.competency_of(question).unwrap().id, bank.competency_of(old).unwrap().id);
    }
    assert!(text.contains("\n# group = \"copies\"\n"), "{text}");
    assert!(text.contains("\n# never_with = [\"py-adv-concurrency-choice\"]\n"), "{text}");
}

#[test]
fn every_question_of_the_built_in_bank_can_be_exported_alone() {
    let bank = kits::built_in_bank();
    for question in bank.questions.iter().step_by(7) {
        let questions = [question];
        let text = Export { bank: &bank, questions: &questions, role: None, is_whole: false, title: "One" }
            .to_toml();
        assert_eq!(load_clean(&text).questions.len(), 1);
    }
}

#[test]
fn a_title_of_several_lines_stays_a_comment() {
    let bank = kits::built_in_bank();
    let questions = [&bank.questions[0]];
    let title = "kit\n[[question]]\nid = \"x\"";
    let text = Export { bank: &bank, questions: &questions, role: None, is_whole: false, title }.to_toml();
    assert_eq!(load_clean(&text).questions.len(), 1);
}

proptest! {
    #[test]
    fn any_text_survives_a_round_trip(
        prompt in "[ -~äß\\n\\t'\"\\\\\u{2028}\u{202e}\u{85}\u{b}\u{c}]{1,60}",
        sign in "[ -~'\"\\\\\\n]{1,40}",
        source in "[ -~'\"\\\\\\n]{1,80}",
    ) {
        let mut bank = small_bank();
        bank.questions.truncate(1);
        let is_text = |text: &str| !text.trim().is_empty();
        prop_assume!(is_text(&prompt) && is_text(&sign) && is_text(&source) && !source.ends_with('\n'));
        let question = &mut bank.questions[0];
        question.prompt = bank_text(&prompt);
        question.listen_for[0].text = bank_text(&sign);
        question.red_flags = vec![bank_text(&sign), bank_text("\"\"\"'''")];
        question.anchors.base.insert(1, bank_text(&sign));
        question.code = Some(Snippet {
            language: "a'''\"b".to_owned(),
            source: bank_text(&source),
            output: Some(bank_text(source.trim_end())),
        });
        question.tags = vec!["it's \"\"\"".to_owned()];
        let file = InputFile { name: "bank.toml".to_owned(), bytes: export(&bank).into_bytes() };
        let again = load(vec![file], &mut Sources::default());
        prop_assert!(!again.has_errors(), "{:#?}", again.findings);
        let (old, new) = (&bank.questions[0], &again.bank.questions[0]);
        prop_assert_eq!(content_hash(old), content_hash(new));
        prop_assert_eq!(&old.tags, &new.tags);
    }
}
