//! The built-in bank keeps its promises: it is complete, fair and large enough.
//!
//! Each check is a function from a bank to its errors. A second test spoils one question and shows that
//! the check finds it.

mod asking;
mod cells;
mod complete;
mod counts;
mod filing;
mod pages;
mod twins;
mod wording;

use std::sync::LazyLock;

use crate::support::kits;
use interview_kit::bank::{Bank, Question};

/// Fails if there are findings, and shows them.
#[track_caller]
fn assert_no_findings(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings\n{}", findings.len(), findings.join("\n"));
}

/// Spoils one question and asserts that the check reports it by its id, and nothing else.
#[track_caller]
fn assert_finds_spoilt_question(check: impl Fn(&Bank) -> Vec<String>, spoil: impl Fn(&mut Question)) {
    static BANK: LazyLock<Bank> = LazyLock::new(kits::built_in_bank);
    let mut bank = BANK.clone();
    bank.questions.iter_mut().filter(|q| q.id == "py-core-slicing").for_each(spoil);
    let found = check(&bank);
    assert!(
        !found.is_empty() && found.iter().all(|f| f.contains("py-core-slicing")),
        "the spoilt question gives {found:?}"
    );
}

/// Returns the texts of a question that people read, without code.
fn texts(question: &Question) -> Vec<&str> {
    let bullets = question.listen_for.iter().map(|l| &l.text);
    let bullets = bullets.chain(&question.red_flags).chain(&question.follow_ups);
    let all = bullets.chain(question.anchors.texts()).chain(&question.sample_answer);
    std::iter::once(&question.prompt).chain(all).map(|t| t.value.as_str()).collect()
}

/// Replaces inline code by one letter: a `?` in code ends no sentence, and `disabled` there describes no person.
fn replace_code(text: &str) -> String {
    text.split('`').enumerate().map(|(n, part)| if n % 2 == 0 { part } else { "X" }).collect()
}
