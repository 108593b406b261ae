//! The differences between two states of a kit, and whether scores still compare.

use interview_kit::bank::{Bank, load};
use interview_kit::compare::{
    Care, Difference, KitPair, KitSnapshot, Side, Verdict, Wordings, compare, pair_kits,
};
use interview_kit::diag::Sources;
use interview_kit::input::InputFile;
use interview_kit::kit::{LockedQuestion, lock};
use proptest::prelude::*;

/// A question with described levels, which tests change.
const QUESTION: &str = "[[question]]\nid = \"a\"\ncategory = \"c\"\nseniority = [\"mid\"]\nminutes = 5\n\
    prompt = \"Why **this**?\"\nlisten_for = [\"one\", \"two\"]\nred_flags = [\"three\"]\nfollow_ups = [\"four\"]\n\
    anchors = { 1 = \"bad\", 3 = \"good\" }\nsample_answer = \"five\"\ntags = [\"t\"]\n\
    code = { language = \"rust\", source = \"fn  f() {}\", output = \"none\" }\n";

fn bank(questions: &str) -> Bank {
    let head = "schema = 1\n[[scale]]\nscore = 1\nlabel = \"Low\"\ndescription = \"Little.\"\n\
        [[scale]]\nscore = 3\nlabel = \"High\"\ndescription = \"Much.\"\n\
        [[category]]\nid = \"c\"\nname = \"C\"\ntype = \"technical\"\n[[category]]\nid = \"d\"\nname = \"D\"\ntype = \"technical\"\n\
        [[competency]]\nid = \"k\"\nname = \"K\"\n";
    let file = InputFile { name: "bank.toml".into(), bytes: format!("{head}{questions}").into() };
    let loaded = load(vec![file], &mut Sources::default());
    assert!(!loaded.has_errors(), "{:?}", loaded.findings);
    loaded.bank
}

fn snapshot(bank: &Bank) -> KitSnapshot {
    KitSnapshot {
        name: "k".into(),
        asked: Some([("role".to_owned(), "r".to_owned())].into()),
        minutes: Some(60),
        questions: bank.questions.iter().map(LockedQuestion::from_question).collect(),
        scale: Some(lock::scale_digest(&bank.scale)),
    }
}

/// Compares a kit before and after a change to its question: the verdict, and the parts that changed.
fn compare_change(from: &str, to: &str) -> (Verdict, String) {
    let (old, new) = (bank(QUESTION), bank(&QUESTION.replace(from, to)));
    let mut wordings = Wordings::default();
    wordings.add_bank(&old);
    wordings.add_bank(&new);
    let (old, new) = (snapshot(&old), snapshot(&new));
    let difference = compare(&old, &new, &wordings);
    let parts = difference.changed.iter().flat_map(|changed| &changed.parts);
    let parts = parts.map(|part| part.label).collect::<Vec<_>>().join("; ");
    (difference.verdict, parts)
}

/// Makes a kit whose questions are known by id and hash only.
fn kit_of_hashes(ids: &[&str]) -> KitSnapshot {
    let locked = |id: &&str| {
        let (id, hash) = id.split_once('=').unwrap_or((id, "1"));
        LockedQuestion { id: id.to_owned(), hash: hash.to_owned() }
    };
    KitSnapshot { questions: ids.iter().map(locked).collect(), ..snapshot(&bank(QUESTION)) }
}

fn compare_hashes<'k>(old: &'k KitSnapshot, new: &'k KitSnapshot) -> Difference<'k> {
    compare(old, new, &Wordings::default())
}

#[test]
fn another_prompt_code_or_level_makes_scores_incomparable() {
    for (from, to, part) in [
        ("Why **this**?", "Why **that**?", "what is asked"),
        ("fn  f() {}", "fn f() {}", "the code"),
        ("\"rust\"", "\"python\"", "the code"),
        ("\"good\"", "\"better\"", "the described levels"),
        (", 3 = \"good\"", "", "the described levels"),
    ] {
        assert_eq!(compare_change(from, to), (Verdict::Not, part.to_owned()), "{from} to {to}");
    }
}

#[test]
fn another_note_for_interviewers_is_milder() {
    for (from, to, part) in [
        ("\"two\"", "\"other\"", "what to listen for"),
        ("\"two\"", "{ text = \"two\", from = \"lead\" }", "what to listen for"),
        ("\"three\"", "\"other\"", "red flags"),
        ("\"four\"", "\"other\"", "follow-ups"),
        ("\"five\"", "\"other\"", "the sample answer"),
        ("\"none\"", "\"some\"", "what the code prints"),
        ("minutes = 5", "minutes = 6", "minutes"),
    ] {
        assert_eq!(
            compare_change(from, to),
            (Verdict::WithCare(vec![Care::Notes]), part.to_owned()),
            "{from} to {to}"
        );
    }
}

#[test]
fn layout_and_filing_change_nothing() {
    for (from, to, part) in [
        ("Why **this**?", "Why  *this*?", "what is asked"),
        ("\"two\"", "\"**two**\"", "what to listen for"),
        ("category = \"c\"", "category = \"d\"", "where it is filed"),
        ("minutes", "competency = \"k\"\nminutes", "where it is filed"),
        ("[\"mid\"]", "[\"mid\", \"lead\"]", "where it is filed"),
    ] {
        assert_eq!(compare_change(from, to), (Verdict::Comparable, part.to_owned()), "{from} to {to}");
    }
    assert_eq!(compare_change("[\"t\"]", "[\"u\"]"), (Verdict::Same, String::new()));
}

/// Compares two states of a question that seniors are rated on by other texts, asked by kits for these levels.
fn compare_for_levels(from: &str, to: &str, old: &str, new: &str) -> (Verdict, String) {
    let question = QUESTION.replace(
        "anchors = { 1 = \"bad\", 3 = \"good\" }",
        "anchors = { 1 = \"bad\", 3 = \"good\", senior = { 3 = \"far\" } }",
    );
    let question = question.replace("[\"mid\"]", "[\"mid\", \"senior\"]");
    let (old_bank, new_bank) = (bank(&question), bank(&question.replace(from, to)));
    let mut wordings = Wordings::default();
    wordings.add_bank(&old_bank);
    wordings.add_bank(&new_bank);
    let for_levels = |bank: &Bank, levels: &str| KitSnapshot {
        asked: Some([("seniority".to_owned(), levels.to_owned())].into()),
        ..snapshot(bank)
    };
    let (old, new) = (for_levels(&old_bank, old), for_levels(&new_bank, new));
    let difference = compare(&old, &new, &wordings);
    let parts = difference.changed.iter().flat_map(|changed| &changed.parts);
    let parts = parts.map(|part| part.label).collect::<Vec<_>>().join("; ");
    (difference.verdict, parts)
}

#[test]
fn a_described_level_counts_where_the_kit_shows_it() {
    let (shown, other) = ("the described levels", "the described levels for another seniority");
    for (from, to, level, verdict, part) in [
        ("\"far\"", "\"farther\"", "senior", Verdict::Not, shown),
        ("\"far\"", "\"farther\"", "mid,senior", Verdict::Not, shown),
        ("\"far\"", "\"farther\"", "", Verdict::Not, shown),
        ("\"far\"", "\"farther\"", "mid", Verdict::Comparable, other),
        ("\"good\"", "\"better\"", "mid", Verdict::Not, shown),
        ("\"good\"", "\"better\"", "senior", Verdict::Comparable, other),
        (", senior = { 3 = \"far\" }", "", "senior", Verdict::Not, shown),
        (", senior = { 3 = \"far\" }", "", "mid", Verdict::Comparable, other),
    ] {
        let found = compare_for_levels(from, to, level, level);
        assert_eq!(found, (verdict, part.to_owned()), "{from} to {to} for {level}");
    }
}

#[test]
fn kits_of_other_levels_do_not_compare_on_questions_with_other_described_levels() {
    let found = compare_for_levels("far", "far", "mid", "senior");
    assert_eq!(found, (Verdict::Not, "the described levels".to_owned()));
    let found = compare_for_levels("far", "far", "senior", "mid,senior");
    assert_eq!(found, (Verdict::WithCare(vec![Care::Job]), String::new()));
    // A candidate's kit states no levels.
    let (old, new) = (kit_of_hashes(&["a"]), KitSnapshot { asked: None, ..kit_of_hashes(&["a"]) });
    assert_eq!(compare_hashes(&old, &new).verdict, Verdict::Same);
}

/// Where no levels are described, marks are given by what is heard.
#[test]
fn without_described_levels_signs_decide_whether_scores_compare() {
    let bare = QUESTION.replace("anchors = { 1 = \"bad\", 3 = \"good\" }\n", "");
    let (old, new) = (bank(&bare), bank(&bare.replace("\"two\"", "\"other\"")));
    let mut wordings = Wordings::default();
    wordings.add_bank(&old);
    wordings.add_bank(&new);
    assert_eq!(compare(&snapshot(&old), &snapshot(&new), &wordings).verdict, Verdict::Not);
}

#[test]
fn hashes_alone_show_only_that_something_changed() {
    let (old, new) = (kit_of_hashes(&["a", "b", "c"]), kit_of_hashes(&["a", "b=2", "c"]));
    let difference = compare_hashes(&old, &new);
    assert_eq!(difference.changed[0].effect(), None);
    assert_eq!(difference.verdict, Verdict::Partly { on: 2, unclear: 1 });
    let (old, new) = (kit_of_hashes(&["a"]), kit_of_hashes(&["a=2"]));
    assert_eq!(compare_hashes(&old, &new).verdict, Verdict::Unclear(1));
}

#[test]
fn a_kit_compares_on_what_both_ask() {
    let (old, new) = (kit_of_hashes(&["a", "b", "c"]), kit_of_hashes(&["a", "d", "c", "e"]));
    let difference = compare_hashes(&old, &new);
    assert_eq!(difference.verdict, Verdict::Partly { on: 2, unclear: 0 });
    let added: Vec<_> = difference.added.iter().map(|placed| (placed.id, placed.number)).collect();
    assert_eq!((added, difference.removed[0].id), (vec![("d", 2), ("e", 4)], "b"));
    assert_eq!(compare_hashes(&kit_of_hashes(&["a"]), &kit_of_hashes(&["b"])).verdict, Verdict::Not);
    assert_eq!(compare_hashes(&kit_of_hashes(&[]), &kit_of_hashes(&[])).verdict, Verdict::Same);
    assert_eq!(compare_hashes(&kit_of_hashes(&["a"]), &kit_of_hashes(&[])).verdict, Verdict::Not);
}

#[test]
fn another_scale_makes_all_scores_incomparable_and_an_unknown_one_is_not_taken_for_another() {
    let old = kit_of_hashes(&["a"]);
    let other = KitSnapshot { scale: Some("other".into()), ..old.clone() };
    let unknown = KitSnapshot { scale: None, ..old.clone() };
    assert_eq!(compare_hashes(&old, &other).verdict, Verdict::OtherScale);
    assert_eq!(compare_hashes(&old, &unknown).verdict, Verdict::Same);
    assert_eq!(old.has_other_scale(&unknown), None);
}

#[test]
fn changes_of_order_length_and_role_are_reported() {
    let old = kit_of_hashes(&["a", "b", "c"]);
    let order = kit_of_hashes(&["b", "c", "a"]);
    let difference = compare_hashes(&old, &order);
    assert_eq!(difference.verdict, Verdict::WithCare(vec![Care::Order]));
    assert_eq!(difference.moved.iter().map(|m| (m.id, m.from, m.to)).collect::<Vec<_>>(), [("a", 1, 3)]);
    let longer = KitSnapshot { minutes: Some(90), ..old.clone() };
    assert_eq!(compare_hashes(&old, &longer).verdict, Verdict::WithCare(vec![Care::Length]));
    let job = KitSnapshot { asked: Some([("role".to_owned(), "s".to_owned())].into()), ..old.clone() };
    assert_eq!(compare_hashes(&old, &job).verdict, Verdict::WithCare(vec![Care::Job]));
}

#[test]
fn kits_are_paired_by_name_and_a_renamed_one_is_found() {
    let named =
        |name: &str, questions: &[&str]| KitSnapshot { name: name.to_owned(), ..kit_of_hashes(questions) };
    let side = |kits| Side { kits, is_single: false };
    let old = side(vec![named("a", &["1"]), named("b", &["2"]), named("gone", &["3"])]);
    let new = side(vec![named("a", &["9"]), named("c", &["2"]), named("new", &["4"])]);
    let found = pair_kits(&old, &new).unwrap();
    let told: Vec<String> = found
        .iter()
        .map(|pair| match pair {
            KitPair::Added(kit) => format!("+{}", kit.name),
            KitPair::Removed(kit) => format!("-{}", kit.name),
            KitPair::Both(old, new) => format!("{}={}", old.name, new.name),
        })
        .collect();
    assert_eq!(told, ["a=a", "b=c", "-gone", "+new"]);
}

#[test]
fn a_single_kit_finds_its_own_among_many() {
    let side = |kits, is_single| Side { kits, is_single };
    let one = side(vec![kit_of_hashes(&["a", "b"])], true);
    let many = side(
        vec![
            KitSnapshot { name: "x".into(), ..kit_of_hashes(&["a", "z"]) },
            KitSnapshot { name: "y".into(), ..kit_of_hashes(&["a", "b"]) },
        ],
        false,
    );
    assert!(matches!(pair_kits(&one, &many).unwrap()[..], [KitPair::Both(_, kit)] if kit.name == "y"));
    assert!(matches!(pair_kits(&many, &one).unwrap()[..], [KitPair::Both(kit, _)] if kit.name == "y"));
    let other = KitSnapshot {
        asked: Some([("role".to_owned(), "s".to_owned())].into()),
        ..kit_of_hashes(&["a", "b"])
    };
    assert_eq!(pair_kits(&side(vec![other], true), &many), None);
}

proptest! {
    /// Additions one way are removals the other way, and a kit does not differ from itself.
    #[test]
    fn differences_are_symmetric_and_complete(old in prop::collection::vec("[a-f]", 0..9), new in prop::collection::vec("[a-f](=2)?", 0..9)) {
        let list = |questions: &[String]| kit_of_hashes(&questions.iter().map(String::as_str).collect::<Vec<_>>());
        let (old, new) = (list(&old), list(&new));
        let (there, back) = (compare_hashes(&old, &new), compare_hashes(&new, &old));
        let names = |list: &[interview_kit::compare::PlacedQuestion<'_>]| {
            list.iter().map(|placed| placed.id.to_owned()).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&there.added), names(&back.removed));
        prop_assert_eq!(there.moved.len(), back.moved.len());
        prop_assert!(compare_hashes(&new, &new).is_none());
        let first = |kit: &KitSnapshot, id: &str| kit.questions.iter().position(|question| question.id == id);
        let told = |id: &str| there.moved.iter().any(|moved| moved.id == id);
        let stay: Vec<_> = new.questions.iter().map(|q| q.id.as_str())
            .filter(|id| first(&old, id).is_some() && !told(id)).collect();
        let mut places: Vec<_> = stay.iter().filter_map(|id| Some((first(&new, id)?, first(&old, id)?))).collect();
        places.sort_unstable();
        places.dedup();
        prop_assert!(places.windows(2).all(|pair| pair[0].1 < pair[1].1), "{places:?}");
    }
}
