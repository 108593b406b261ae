//! The full-text search of questions.

use interview_kit::bank::search::{SearchResult, search_questions, search_words};
use interview_kit::bank::{Bank, Question, QuestionType, Seniority, built_in_file, load};
use interview_kit::diag::Sources;

use crate::support::banks::{bank_text, bank_with, question};

/// Makes a bank whose questions have these prompts.
fn bank_of(prompts: &[&str]) -> Bank {
    let mut bank = bank_with(&[("web", QuestionType::Technical)]);
    for (number, prompt) in prompts.iter().enumerate() {
        let made = question(&bank, "web", &format!("q{number}"), &[Seniority::Mid], 5);
        bank.questions.push(Question { prompt: bank_text(prompt), ..made });
    }
    bank
}

fn search<'b>(bank: &'b Bank, text: &str) -> SearchResult<'b> {
    let all: Vec<&Question> = bank.questions.iter().collect();
    search_questions(bank, &all, &search_words(text))
}

fn found_ids<'b>(result: &SearchResult<'b>) -> Vec<&'b str> {
    result.questions.iter().map(|question| question.id.as_str()).collect()
}

#[test]
fn questions_with_more_of_the_words_come_alone_and_short_ones_first() {
    let bank = bank_of(&[
        "An index is read before the table, and here are many words more about the same table.",
        "Which joins use an index?",
        "Joining tables: when does an index on both of them help, and when does it cost more than it brings?",
        "What is a cache?",
    ]);
    let result = search(&bank, "joins index");
    assert_eq!(found_ids(&result), ["q1", "q2"]);
    assert!(result.has_all_words && result.unknown_words.is_empty());
    let partial = search(&bank, "cache joins");
    assert_eq!(found_ids(&partial), ["q3", "q1", "q2"]);
    assert!(!partial.has_all_words);
}

#[test]
fn a_rare_word_weighs_more_than_a_common_one() {
    let mut prompts = vec!["A lock on a row."; 20];
    prompts.extend(["A deadlock of a row.", "A lock on a table."]);
    let bank = bank_of(&prompts);
    assert_eq!(found_ids(&search(&bank, "deadlock lock"))[0], "q20");
}

#[test]
fn tags_weigh_more_than_a_mention() {
    let mut bank = bank_of(&["We also cache it here.", "What is stored where, and why?"]);
    bank.questions[1].tags = vec!["caching".to_owned()];
    assert_eq!(found_ids(&search(&bank, "caches")), ["q1", "q0"]);
}

#[test]
fn equal_matches_keep_their_order_and_every_run_is_the_same() {
    let bank = bank_of(&["Same words here."; 50]);
    let expected: Vec<String> = (0..50).map(|number| format!("q{number}")).collect();
    for _ in 0..3 {
        assert_eq!(found_ids(&search(&bank, "words")), expected);
    }
}

#[test]
fn a_filter_limits_the_result_and_not_the_words_that_are_known() {
    let bank = bank_of(&["About joins.", "About caches."]);
    let among = [&bank.questions[1]];
    let result = search_questions(&bank, &among, &search_words("joins"));
    assert!(result.questions.is_empty() && result.unknown_words.is_empty());
    assert_eq!(result.known_words, ["joins"]);
}

#[test]
fn a_word_that_is_nowhere_is_named_with_the_nearest_one() {
    let bank = bank_of(&["Tell me about deadlocks."]);
    let result = search(&bank, "deadlokcs tell zzzz");
    let unknown: Vec<_> =
        result.unknown_words.iter().map(|u| (u.word.as_str(), u.similar.as_deref())).collect();
    assert_eq!(unknown, [("deadlokcs", Some("deadlocks")), ("zzzz", None)]);
    assert_eq!(found_ids(&result), ["q0"]);
    assert!(result.has_all_words, "of the words that the bank has");
}

#[test]
fn words_are_found_in_every_language_and_script() {
    for (language, prompt, word) in [
        ("de", "Welche Häuser kennen Sie?", "haus"),
        ("ar", "ما هي الكتب التي قرأتها؟", "الكتب"),
        ("he", "מה הם אינדקסים?", "אינדקסים"),
        ("ja", "索引とは何ですか", "索引"),
        ("tlh", "nuqneH", "NUQNEH"),
    ] {
        let bank = Bank { language: language.to_owned(), ..bank_of(&[prompt, "—"]) };
        assert_eq!(found_ids(&search(&bank, word)), ["q0"], "{language}");
    }
}

#[test]
fn a_bank_without_questions_finds_nothing() {
    let bank = bank_of(&[]);
    let result = search(&bank, "anything");
    assert!(result.questions.is_empty() && result.unknown_words.len() == 1);
}

#[test]
fn the_built_in_bank_answers_what_people_search_for() {
    let bank = load(vec![built_in_file()], &mut Sources::default()).bank;
    for (words, expected) in [
        ("decorators", "py-func-decorators"),
        ("slicing lists", "py-core-slicing"),
        ("ownership borrow", "rs-own"),
        ("flaky tests", "qa-auto-repeat"),
    ] {
        let result = search(&bank, words);
        let first: Vec<&str> = found_ids(&result).into_iter().take(3).collect();
        assert!(first.iter().any(|id| id.contains(expected)), "{words}: {first:?}");
    }
}
