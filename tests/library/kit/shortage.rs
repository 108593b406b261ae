//! What a choice that cannot be made says.

use crate::support::banks::{add, bank, dev, names, quotas, small};
use interview_kit::bank::QuestionType::{Ethics, Technical};
use interview_kit::bank::Seniority::{Junior, Lead, Mid, Senior};
use interview_kit::bank::{Bank, Status};
use interview_kit::diag::Diagnostic;
use interview_kit::kit::{Blueprint, select};

/// What a failed choice says: `code: message / help`.
fn says(bank: &Bank, blueprint: &Blueprint) -> Vec<String> {
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
fn a_short_quota_names_the_cheapest_change() {
    let mut bank = bank(&[("testing", Technical)]);
    add(&mut bank, "testing", 2, &[Mid], 5);
    add(&mut bank, "testing", 4, &[Senior], 5);
    add(&mut bank, "testing", 1, &[Junior], 5);
    let three = |seniority| Blueprint { seniority, categories: quotas(&[("testing", Some(3))]), ..dev() };
    assert_eq!(
        says(&bank, &three(vec![Mid])),
        ["select::too-few-in-category: `testing` has 2 mid-level questions, 3 were asked for / \
          lower the quota to 2, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        says(&bank, &three(vec![Lead])),
        ["select::too-few-in-category: `testing` has no lead-level questions, 3 were asked for / \
          leave the category out, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        says(&bank, &Blueprint { categories: quotas(&[("testing", Some(6))]), ..three(vec![Mid, Lead]) }),
        ["select::too-few-in-category: `testing` has 2 mid or lead questions, 6 were asked for / \
          lower the quota to 2, or allow `senior` (adds 4)"]
    );
    assert_eq!(
        says(&bank, &Blueprint { categories: quotas(&[("testing", Some(7))]), ..three(vec![Mid]) }),
        ["select::too-few-in-category: `testing` has 2 mid-level questions, 7 were asked for / \
          lower the quota to 2, or allow `junior` and `senior` (adds 5)"]
    );
}

#[test]
fn the_nearest_level_is_offered_and_few_levels_before_many() {
    let mut near = bank(&[("testing", Technical)]);
    add(&mut near, "testing", 1, &[Mid], 5);
    add(&mut near, "testing", 4, &[Senior], 5);
    let ask = |quota| Blueprint {
        seniority: vec![Junior],
        categories: quotas(&[("testing", Some(quota))]),
        ..dev()
    };
    assert!(says(&near, &ask(1))[0].ends_with("or allow `mid` (adds 1)"));
    let mut few = bank(&[("testing", Technical)]);
    for (level, number) in [(Mid, 1), (Senior, 1), (Lead, 2)] {
        add(&mut few, "testing", number, &[level], 5);
    }
    assert!(says(&few, &ask(2))[0].ends_with("or allow `lead` (adds 2)"));
    assert!(says(&few, &ask(5))[0].ends_with("leave the category out"));
}

#[test]
fn other_filters_are_named_when_levels_would_not_do() {
    let mut bank = small();
    bank.questions[0].tags = names(&["async"]);
    let tagged = Blueprint { tags: names(&["async"]), categories: quotas(&[("web", Some(3))]), ..dev() };
    assert_eq!(
        says(&bank, &tagged),
        ["select::too-few-in-category: `web` has 1 question, 3 were asked for / \
          lower the quota to 1, or ask for no tags (adds 4)"]
    );
    let typed = Blueprint { kinds: vec![Ethics], categories: quotas(&[("web", None)]), ..dev() };
    assert_eq!(
        says(&bank, &typed),
        ["select::too-few-in-category: `web` has no questions, 1 was asked for / \
          leave the category out, or allow all types (adds 5)"]
    );
    assert_eq!(
        says(&bank, &Blueprint { kinds: vec![Ethics], ..dev() }),
        ["select::no-match: no active question matches / allow all types (adds 18)"]
    );
}

#[test]
fn every_unknown_name_is_told_at_once_with_the_one_meant() {
    let bank = small();
    let blueprint = Blueprint {
        role: Some("deb".to_owned()),
        categories: quotas(&[("tesitng", None)]),
        tags: names(&["x"]),
        include: names(&["web-0"]),
        exclude: names(&["zzz"]),
        ..dev()
    };
    assert_eq!(
        says(&bank, &blueprint),
        [
            "select::unknown-role: unknown role `deb`, did you mean `dev`? / ",
            "select::unknown-category: unknown category `tesitng`, did you mean `testing`? / ",
            "select::unknown-tag: unknown tag `x` / run `interview-kit list questions --format json` to see every tag",
            "select::unknown-question: unknown question `zzz` / run `interview-kit list questions` to see every question",
            "select::unknown-question: unknown question `web-0`, did you mean `web-00`? / ",
        ]
    );
}

#[test]
fn contradictions_are_named() {
    let mut bank = small();
    bank.questions[1].status = Status::Draft;
    for (blueprint, said) in [
        (
            Blueprint { include: names(&["web-00"]), exclude: names(&["web-00"]), ..dev() },
            "select::included-and-excluded: question `web-00` is both asked for and excluded",
        ),
        (
            Blueprint { include: names(&["web-01"]), ..dev() },
            "select::inactive-question: question `web-01` is draft, and only active ones are used",
        ),
        (
            Blueprint { include: names(&["web-02"]), only: names(&["web-03"]), ..dev() },
            "select::include-not-in-only: question `web-02` is in `include`, but not in `only`",
        ),
        (
            Blueprint { count: Some(2), only: names(&["web-03"]), ..dev() },
            "select::count-differs-from-only: `count` asks for 2 questions, `only` lists 1",
        ),
        (
            Blueprint { categories: quotas(&[("web", None), ("web", Some(2))]), ..dev() },
            "select::duplicate-category: category `web` is asked for twice",
        ),
        (
            Blueprint {
                include: names(&["web-02", "web-03"]),
                categories: quotas(&[("web", Some(1))]),
                ..dev()
            },
            "select::includes-over-quota: `web` has a quota of 1, and 2 of its questions are asked for by id",
        ),
        (
            Blueprint { count: Some(1), categories: quotas(&[("web", Some(2)), ("oop", None)]), ..dev() },
            "select::count-below-requested: the categories ask for 3 questions, the kit for 1",
        ),
        (
            Blueprint { count: Some(1), include: names(&["web-02", "oop-01"]), ..dev() },
            "select::count-below-requested: 2 questions asked for by id, the kit holds 1",
        ),
        (
            Blueprint { count: Some(5), categories: quotas(&[("web", Some(2))]), ..dev() },
            "select::too-few-questions: the quotas add up to 2 questions, 5 were asked for",
        ),
    ] {
        let says = says(&bank, &blueprint);
        assert_eq!(says.len(), 1);
        assert!(says[0].starts_with(said), "{}", says[0]);
    }
}

#[test]
fn too_few_questions_and_too_few_minutes_are_told_with_what_would_do() {
    let bank = small();
    assert_eq!(
        says(&bank, &Blueprint { count: Some(30), ..dev() }),
        [
            "select::too-few-questions: there are 18 questions that match, 30 were asked for / ask for 18 questions"
        ]
    );
    assert_eq!(
        says(&bank, &Blueprint { minutes: Some(20), categories: quotas(&[("web", Some(3))]), ..dev() }),
        [
            "select::too-few-minutes: 20 minutes are too few: 10 for opening and closing and 15 for the shortest \
          choice of 3 questions / allow 25 minutes, or ask for 1 question fewer"
        ]
    );
    assert_eq!(
        says(&bank, &Blueprint { minutes: Some(8), ..dev() }),
        [
            "select::too-few-minutes: 8 minutes are too few: 10 for opening and closing and 5 for the shortest \
          choice of 1 question / allow 15 minutes"
        ]
    );
    assert_eq!(
        says(&bank, &Blueprint { minutes: Some(19), only: names(&["web-00", "web-01"]), ..dev() }),
        [
            "select::too-few-minutes: 19 minutes are too few: 10 for opening and closing and 10 for the shortest \
          choice of 2 questions / allow 20 minutes, or ask for 1 question fewer"
        ]
    );
}
