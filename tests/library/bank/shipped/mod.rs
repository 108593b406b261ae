//! The built-in bank is what its users are promised: complete, fair and large enough.
//!
//! Each check is a function from a bank to what is wrong with it, so that it can be shown to find
//! what it looks for: a bank with one thing spoilt must be told.

mod cells;
mod complete;
mod counts;
mod pages;
mod twins;
mod wording;

use std::sync::LazyLock;

use crate::support::kits;
use interview_kit::bank::{Bank, Question};

/// Fails with all findings.
#[track_caller]
fn quiet(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings\n{}", findings.len(), findings.join("\n"));
}

/// That a check tells of a question that was spoilt, by its id, and of nothing else.
#[track_caller]
fn tells(check: impl Fn(&Bank) -> Vec<String>, spoil: impl Fn(&mut Question)) {
    static BANK: LazyLock<Bank> = LazyLock::new(kits::built_in);
    let mut bank = BANK.clone();
    bank.questions.iter_mut().filter(|q| q.id == "py-core-slicing").for_each(spoil);
    let found = check(&bank);
    assert!(
        !found.is_empty() && found.iter().all(|f| f.contains("py-core-slicing")),
        "the spoilt question gives {found:?}"
    );
}

/// All texts of a question a person reads, code left out.
fn texts(question: &Question) -> Vec<&str> {
    let bullets = question.listen_for.iter().map(|l| &l.text);
    let bullets = bullets.chain(&question.red_flags).chain(&question.follow_ups);
    let all = bullets.chain(question.anchors.values()).chain(&question.sample_answer);
    std::iter::once(&question.prompt).chain(all).map(|t| t.value.as_str()).collect()
}

/// A text whose code is one letter: a `?` in it ends no sentence, and `disabled` is not of a person.
fn prose(text: &str) -> String {
    text.split('`').enumerate().map(|(n, part)| if n % 2 == 0 { part } else { "X" }).collect()
}
