//! The errors of a selection that the bank cannot satisfy, and the changes they suggest.

use crate::support::banks::{add_questions, bank_with, dev_blueprint, quotas, small_bank, strings};
use interview_kit::bank::QuestionType::{Ethics, Technical};
use interview_kit::bank::Seniority::{Junior, Lead, Mid, Senior};
use interview_kit::bank::{Bank, Status};
use interview_kit::diag::Diagnostic;
use interview_kit::kit::{Blueprint, select};

/// Returns the errors of a failed selection as `code: message / help`.
fn shortage_messages(bank: &Bank, blueprint: &Blueprint) -> Vec<String> {
    let Err(errors) = select(bank, blueprint) else { panic!("a kit") };
    errors
        .iter()
        .map(|error| {
            let Diagnostic { code, message, help, .. } = Diagnostic::from(error);
            format!("{code}: {message} / {}", help.unwrap_or_default())
        })
        .collect()
}

#[test]
fn an_unmet_quota_suggests_the_smallest_change() {
    let mut bank = bank_with(&[("testing", Technical)]);
    add_questions(&mut bank, "testing", 2, &[Mid], 5);
    add_questions(&mut bank, "testing", 4, &[Senior], 5);
    add_questions(&mut bank, "testing", 1, &[Junior], 5);
    let three =
        |seniority| Blueprint { seniority, categories: quotas(&[("testing", Some(3))]), ..dev_blueprint() };
    assert_eq!(
        shortage_messages(&bank, &three(vec![Mid])),
        ["select::too-few-in-category: `testing` has 2 mid-level questions, but 3 were requested / \
          ask for 2 of them, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        shortage_messages(&bank, &three(vec![Lead])),
        ["select::too-few-in-category: `testing` has no lead-level questions, but 3 were requested / \
          leave the category out, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        shortage_messages(
            &bank,
            &Blueprint { categories: quotas(&[("testing", Some(6))]), ..three(vec![Mid, Lead]) }
        ),
        ["select::too-few-in-category: `testing` has 2 mid or lead questions, but 6 were requested / \
          ask for 2 of them, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        shortage_messages(
            &bank,
            &Blueprint { categories: quotas(&[("testing", Some(7))]), ..three(vec![Mid]) }
        ),
        ["select::too-few-in-category: `testing` has 2 mid-level questions, but 7 were requested / \
          ask for 2 of them, or allow `junior` and `senior` (adds 5)"]
    );
}

#[test]
fn suggestions_prefer_the_nearest_level_and_few_levels() {
    let mut near = bank_with(&[("testing", Technical)]);
    add_questions(&mut near, "testing", 1, &[Mid], 5);
    add_questions(&mut near, "testing", 4, &[Senior], 5);
    let ask = |quota| Blueprint {
        seniority: vec![Junior],
        categories: quotas(&[("testing", Some(quota))]),
        ..dev_blueprint()
    };
    assert!(shortage_messages(&near, &ask(1))[0].ends_with("or allow `mid` (adds 1)"));
    let mut few = bank_with(&[("testing", Technical)]);
    for (level, number) in [(Mid, 1), (Senior, 1), (Lead, 2)] {
        add_questions(&mut few, "testing", number, &[level], 5);
    }
    assert!(shortage_messages(&few, &ask(2))[0].ends_with("or allow `lead` (adds 2)"));
    assert!(shortage_messages(&few, &ask(5))[0].ends_with("leave the category out"));
}

#[test]
fn other_filters_are_suggested_where_levels_do_not_help() {
    let mut bank = small_bank();
    bank.questions[0].tags = strings(&["async"]);
    let tagged =
        Blueprint { tags: strings(&["async"]), categories: quotas(&[("web", Some(3))]), ..dev_blueprint() };
    assert_eq!(
        shortage_messages(&bank, &tagged),
        ["select::too-few-in-category: `web` has 1 question, but 3 were requested / \
          ask for 1 of them, or remove the tags (adds 4)"]
    );
    let typed = Blueprint { kinds: vec![Ethics], categories: quotas(&[("web", None)]), ..dev_blueprint() };
    assert_eq!(
        shortage_messages(&bank, &typed),
        ["select::too-few-in-category: `web` has no questions, but 1 was requested / \
          leave the category out, or allow all types (adds 5)"]
    );
    assert_eq!(
        shortage_messages(&bank, &Blueprint { kinds: vec![Ethics], ..dev_blueprint() }),
        ["select::no-match: no active question matches / allow all types (adds 18)"]
    );
}

#[test]
fn all_unknown_names_are_reported_together_with_suggestions() {
    let bank = small_bank();
    let blueprint = Blueprint {
        role: Some("deb".to_owned()),
        categories: quotas(&[("tesitng", None)]),
        tags: strings(&["x"]),
        include: strings(&["web-0"]),
        exclude: strings(&["zzz"]),
        ..dev_blueprint()
    };
    assert_eq!(
        shortage_messages(&bank, &blueprint),
        [
            "select::unknown-role: unknown role `deb`, did you mean `dev`? / ",
            "select::unknown-category: unknown category `tesitng`, did you mean `testing`? / ",
            "select::unknown-tag: unknown tag `x` / run `interview-kit list tags` to see every tag",
            "select::unknown-question: unknown question `zzz` / run `interview-kit list questions` to see every question",
            "select::unknown-question: unknown question `web-0`, did you mean `web-00`? / ",
        ]
    );
}

#[test]
fn contradictory_options_are_reported() {
    let mut bank = small_bank();
    bank.questions[1].status = Status::Draft;
    for (blueprint, said) in [
        (
            Blueprint { include: strings(&["web-00"]), exclude: strings(&["web-00"]), ..dev_blueprint() },
            "select::included-and-excluded: question `web-00` is both included and excluded",
        ),
        (
            Blueprint { include: strings(&["web-01"]), ..dev_blueprint() },
            "select::inactive-question: question `web-01` is draft, but only active questions can be used",
        ),
        (
            Blueprint { include: strings(&["web-02"]), only: strings(&["web-03"]), ..dev_blueprint() },
            "select::include-not-in-only: question `web-02` is in `include`, but not in `only`",
        ),
        (
            Blueprint { count: Some(2), only: strings(&["web-03"]), ..dev_blueprint() },
            "select::count-differs-from-only: `count` asks for 2 questions, but `only` lists 1",
        ),
        (
            Blueprint { categories: quotas(&[("web", None), ("web", Some(2))]), ..dev_blueprint() },
            "select::duplicate-category: category `web` is requested twice",
        ),
        (
            Blueprint {
                include: strings(&["web-02", "web-03"]),
                categories: quotas(&[("web", Some(1))]),
                ..dev_blueprint()
            },
            "select::includes-over-quota: 1 of `web` requested, but 2 of its questions are included by id",
        ),
        (
            Blueprint {
                count: Some(1),
                categories: quotas(&[("web", Some(2)), ("oop", None)]),
                ..dev_blueprint()
            },
            "select::count-below-requested: the categories ask for 3 questions, but the kit for 1",
        ),
        (
            Blueprint { count: Some(1), include: strings(&["web-02", "oop-01"]), ..dev_blueprint() },
            "select::count-below-requested: 2 questions included by id, but the kit has 1",
        ),
        (
            Blueprint { count: Some(5), categories: quotas(&[("web", Some(2))]), ..dev_blueprint() },
            "select::too-few-questions: the categories together allow 2 questions, but 5 were requested",
        ),
    ] {
        let says = shortage_messages(&bank, &blueprint);
        assert_eq!(says.len(), 1);
        assert!(says[0].starts_with(said), "{}", says[0]);
    }
}

#[test]
fn too_few_questions_and_too_few_minutes_are_reported_with_a_fix() {
    let bank = small_bank();
    assert_eq!(
        shortage_messages(&bank, &Blueprint { count: Some(30), ..dev_blueprint() }),
        ["select::too-few-questions: 18 questions match, but 30 were requested / ask for 18 questions"]
    );
    assert_eq!(
        shortage_messages(
            &bank,
            &Blueprint { minutes: Some(20), categories: quotas(&[("web", Some(3))]), ..dev_blueprint() }
        ),
        ["select::too-few-minutes: 20 minutes are too few: opening and closing take 10, and the shortest \
          choice of 3 questions takes 15 / allow 25 minutes, or ask for 1 question fewer"]
    );
    assert_eq!(
        shortage_messages(&bank, &Blueprint { minutes: Some(8), ..dev_blueprint() }),
        ["select::too-few-minutes: 8 minutes are too few: opening and closing take 10, and the shortest \
          choice of 1 question takes 5 / allow 15 minutes"]
    );
    assert_eq!(
        shortage_messages(
            &bank,
            &Blueprint { minutes: Some(19), only: strings(&["web-00", "web-01"]), ..dev_blueprint() }
        ),
        ["select::too-few-minutes: 19 minutes are too few: opening and closing take 10, and the shortest \
          choice of 2 questions takes 10 / allow 20 minutes, or ask for 1 question fewer"]
    );
}
