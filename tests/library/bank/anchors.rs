//! Described levels that differ by seniority: the texts that a kit shows, and the texts that bank files keep.

use interview_kit::bank::{Bank, Export, Question, Seniority, excerpt, question_json};
use interview_kit::compose::{Face, compose};
use interview_kit::kit::{Blueprint, content_hash};
use serde_json::json;

use crate::support::kits;

const BANK: &str = r#"
schema = 1
[[scale]]
score = 1
label = "Below"
description = "Needs help."
[[scale]]
score = 3
label = "Meets"
description = "Does it alone."
[[category]]
id = "web"
name = "Web"
type = "technical"

[[question]]
id = "one"
category = "web"
seniority = ["junior", "mid", "senior", "lead"]
minutes = 5
prompt = "What is cached?"
listen_for = ["Names headers", { text = "Weighs staleness", from = "senior" }]

[question.anchors]
1 = "Guesses."
3 = "Names a header."

[question.anchors.mid]
3 = "Compares two headers."

[question.anchors.lead]
1 = "Lists headers."
"#;

fn shown_at(question: &Question, levels: &[Seniority]) -> Vec<String> {
    question.anchors_for(levels).into_iter().map(|(score, text)| format!("{score} {}", text.value)).collect()
}

#[test]
fn each_score_has_the_text_of_the_highest_level_shown() {
    use Seniority::{Junior, Lead, Mid, Senior};
    let bank = kits::parse_bank(BANK);
    let question = &bank.questions[0];
    for (levels, low, high) in [
        (&[Junior][..], "1 Guesses.", "3 Names a header."),
        (&[Mid], "1 Guesses.", "3 Compares two headers."),
        (&[Senior], "1 Guesses.", "3 Compares two headers."),
        (&[Lead], "1 Lists headers.", "3 Compares two headers."),
        // The highest level decides, as it does for signs.
        (&[Senior, Junior], "1 Guesses.", "3 Compares two headers."),
        (&[], "1 Lists headers.", "3 Compares two headers."),
    ] {
        assert_eq!(shown_at(question, levels), [low, high], "{levels:?}");
    }
}

#[test]
fn pages_show_the_described_levels_of_the_seniority() {
    let bank = kits::parse_bank(BANK);
    let story = |level: Seniority, face: Face| {
        let blueprint = Blueprint { seniority: vec![level], ..Blueprint::default() };
        format!("{:?}", compose(&kits::kit(&bank, &blueprint), &kits::options(face)))
    };
    for (level, shown, hidden) in [
        (Seniority::Junior, ["Guesses.", "Names a header."], ["Lists headers.", "Compares two headers."]),
        (Seniority::Lead, ["Lists headers.", "Compares two headers."], ["Guesses.", "Names a header."]),
    ] {
        let text = story(level, Face::Interviewer);
        assert!(shown.iter().all(|shown| text.contains(shown)), "{level}");
        assert!(!hidden.iter().any(|hidden| text.contains(hidden)), "{level}");
        let candidate = story(level, Face::Candidate);
        assert!(!shown.iter().chain(&hidden).any(|secret| candidate.contains(secret)), "{level}");
    }
}

#[test]
fn bank_files_keep_the_texts_of_every_level() {
    let bank = kits::parse_bank(BANK);
    let questions: Vec<&Question> = bank.questions.iter().collect();
    let carried = excerpt(&bank, None, &questions);
    let exported = Export { bank: &bank, questions: &questions, role: None, is_whole: true, title: "All" };
    for text in [carried.clone(), exported.to_toml()] {
        let again = kits::parse_bank(&text);
        assert_eq!(question_json(&again, &again.questions[0]), question_json(&bank, &bank.questions[0]));
        assert_eq!(content_hash(&again.questions[0]), content_hash(&bank.questions[0]));
        assert_eq!(excerpt(&again, None, &again.questions.iter().collect::<Vec<_>>()), carried);
    }
    assert_eq!(
        question_json(&bank, &bank.questions[0])["anchors"],
        json!({
            "1": "Guesses.", "3": "Names a header.",
            "mid": { "3": "Compares two headers." }, "lead": { "1": "Lists headers." },
        })
    );
}

#[test]
fn the_hash_depends_on_each_text_and_its_level() {
    let hash = |old: &str, new: &str| {
        assert!(BANK.contains(old), "{old}");
        let bank: Bank = kits::parse_bank(&BANK.replace(old, new));
        content_hash(&bank.questions[0])
    };
    let unchanged = hash("anchors.mid", "anchors.mid");
    let mut hashes = vec![unchanged];
    for (old, new) in [
        ("Compares two", "Compares three"),
        ("anchors.mid", "anchors.senior"),
        ("\n[question.anchors.lead]\n1 = \"Lists headers.\"\n", ""),
    ] {
        let changed = hash(old, new);
        assert!(!hashes.contains(&changed), "{old}");
        hashes.push(changed);
    }
}
