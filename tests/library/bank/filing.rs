//! Titles, groups, competencies of categories, and what roles say of their categories.

use std::fmt::Write as _;

use interview_kit::bank::limits::{DEFAULT_WEIGHT, TITLE_MAX_CHARS};
use interview_kit::bank::{Bank, Question, QuestionType, Seniority, excerpt, load, question_json};
use interview_kit::diag::Sources;
use interview_kit::input::InputFile;
use interview_kit::kit::{Blueprint, content_hash, select};
use proptest::prelude::*;

use crate::support::banks::{bank_text, bank_with, question, small_bank};

const TOP: &str = r#"schema = 1
[[scale]]
score = 1
label = "Below"
description = "Needs help."
[[scale]]
score = 3
label = "Meets"
description = "Does it alone."
[[role]]
id = "dev"
name = "Developer"
categories = ["web", { id = "sql", weight = 1 }, { id = "past" }]
core = ["web", "sql"]
soft_share = 50
[[category]]
id = "web"
name = "Web"
type = "technical"
competency = "design"
[[category]]
id = "sql"
name = "SQL"
type = "technical"
competency = "data"
[[category]]
id = "past"
name = "Past"
type = "behavioral"
[[competency]]
id = "design"
name = "Design"
[[competency]]
id = "data"
name = "Data"
[[competency]]
id = "care"
name = "Care"
"#;

/// Returns the bank of [`TOP`] with questions: id, category, further lines.
fn bank_of(questions: &[(&str, &str, &str)]) -> Bank {
    let mut text = TOP.to_owned();
    for (id, category, more) in questions {
        let _ = write!(
            text,
            "[[question]]\nid = \"{id}\"\ncategory = \"{category}\"\nseniority = [\"mid\"]\nminutes = 5\n\
             prompt = \"What of {id}?\"\nlisten_for = [\"It\"]\n{more}\n"
        );
    }
    load_clean(&text)
}

/// Loads a bank that must have no findings.
fn load_clean(text: &str) -> Bank {
    let file = InputFile { name: "bank.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    let loaded = load(vec![file], &mut Sources::default());
    assert!(loaded.findings.is_empty(), "{text}\n{:#?}", loaded.findings);
    loaded.bank
}

fn titled(prompt: &str, title: Option<&str>) -> String {
    let bank = bank_with(&[("web", QuestionType::Technical)]);
    let made = question(&bank, "web", "q", &Seniority::ALL, 5);
    Question { prompt: bank_text(prompt), title: title.map(bank_text), ..made }.title_text()
}

#[test]
fn a_title_is_shown_without_markup_and_a_prompt_stands_in_for_it() {
    assert_eq!(titled("What is a list?", Some("A `list` and *its* copy")), "A list and its copy");
    assert_eq!(titled("What is a *list*,\nand why?", None), "What is a list, and why?");
    let exact = "A prompt of exactly forty-eight characters, yes!";
    assert_eq!(exact.chars().count(), TITLE_MAX_CHARS);
    assert_eq!(titled(exact, None), exact);
    assert_eq!(titled(&format!("{exact} No."), None), "A prompt of exactly forty-eight characters…");
    assert_eq!(
        titled("How would you find the slow query, given only the log of a day?", None),
        "How would you find the slow query, given only…"
    );
    assert_eq!(titled(&"x".repeat(60), None), format!("{}…", "x".repeat(47)));
    assert_eq!(
        titled("Say when, and by whom – as far as it is known – (it failed, and why.", None),
        "Say when, and by whom – as far as it is known…"
    );
}

proptest! {
    #[test]
    fn a_title_is_one_short_line(prompt in "[ -~äß–\\n]{0,120}", title in proptest::option::of("[ -~ä]{1,48}")) {
        let shown = titled(&prompt, title.as_deref());
        prop_assert!(shown.chars().count() <= TITLE_MAX_CHARS, "{shown:?}");
        prop_assert!(!shown.contains('\n') && !shown.contains("  "), "{shown:?}");
        prop_assert_eq!(shown.trim(), &shown);
    }
}

#[test]
fn questions_exclude_each_other_by_group_and_by_name_in_both_directions() {
    let bank = bank_of(&[
        ("one", "web", "group = \"pages\""),
        ("two", "sql", "group = \"pages\"\nnever_with = [\"four\"]"),
        ("three", "web", ""),
        ("four", "web", ""),
    ]);
    let excluded: Vec<(usize, usize)> = (0..4)
        .flat_map(|one| (0..4).map(move |other| (one, other)))
        .filter(|(one, other)| one != other && bank.questions[*one].excludes(&bank.questions[*other]))
        .collect();
    assert_eq!(excluded, [(0, 1), (1, 0), (1, 3), (3, 1)]);
}

#[test]
fn a_role_weighs_its_categories_and_names_its_core() {
    let role = &bank_of(&[]).roles[0];
    let weights = ["web", "sql", "past"].map(|id| role.weight(id));
    assert_eq!(weights, [DEFAULT_WEIGHT, 1, DEFAULT_WEIGHT]);
    assert_eq!(["web", "sql", "past"].map(|id| role.is_core(id)), [true, true, false]);
    assert_eq!(role.soft_share, Some(50));
}

#[test]
fn a_question_has_the_competency_of_its_category_unless_it_names_one() {
    let bank = bank_of(&[("one", "web", ""), ("two", "web", "competency = \"care\""), ("three", "past", "")]);
    let only = ["one", "two", "three"].map(str::to_owned).to_vec();
    let kit = select(&bank, &Blueprint { only, ..Blueprint::default() }).unwrap();
    let names: Vec<Option<&str>> = kit.picks.iter().map(|pick| pick.competency).collect();
    assert_eq!(names, [Some("Design"), Some("Care"), None]);
    let json: Vec<_> =
        bank.questions.iter().map(|question| question_json(&bank, question)["competency"].clone()).collect();
    assert_eq!(question_json(&bank, &bank.questions[0])["title"], "What of one?");
    assert_eq!(json, ["design".into(), "care".into(), serde_json::Value::Null]);
}

#[test]
fn the_bank_that_a_kit_carries_loads_again_with_all_that_the_kit_shows() {
    let bank = bank_of(&[
        ("one", "web", "title = \"First\"\ngroup = \"pages\"\nnever_with = [\"three\"]"),
        ("two", "past", "competency = \"care\"\ngroup = \"pages\""),
        ("three", "sql", ""),
    ]);
    let questions: Vec<&Question> = bank.questions.iter().take(2).collect();
    let carried = load_clean(&excerpt(&bank, Some("dev"), &questions));
    let role = &carried.roles[0];
    assert_eq!(role.categories, ["web", "past"]);
    assert_eq!((role.core.as_slice(), role.soft_share), (&["web".to_owned()][..], Some(50)));
    assert_eq!(carried.competency_of(&carried.questions[0]).unwrap().id, "design");
    assert_eq!(carried.questions[0].title_text(), "First");
    for (old, new) in bank.questions.iter().zip(&carried.questions) {
        assert_eq!(content_hash(old), content_hash(new), "{}", old.id);
    }
    let sql: Vec<&Question> = bank.questions.iter().skip(2).collect();
    let carried = load_clean(&excerpt(&bank, Some("dev"), &sql));
    assert_eq!(carried.roles[0].weight("sql"), 1);
}

#[test]
fn a_title_counts_as_printed_and_a_rule_between_questions_does_not() {
    let bank = small_bank();
    let hash = |change: fn(&mut Question)| {
        let mut question = bank.questions[0].clone();
        change(&mut question);
        content_hash(&question)
    };
    let plain = hash(|_| {});
    assert_ne!(hash(|question| question.title = Some(bank_text("Pages"))), plain);
    assert_eq!(hash(|question| question.group = Some("pages".to_owned())), plain);
    assert_eq!(hash(|question| question.never_with = vec!["web-01".to_owned()]), plain);
}
