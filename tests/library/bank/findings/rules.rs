//! Every rule with a bank that breaks only this rule; [`GOOD`] is the bank that keeps them all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use interview_kit::bank::limits;
use interview_kit::diag::codes::FAMILIES;
use interview_kit::diag::render;

use super::{GOOD, anchors, filing, finding_lines, load_bytes};

/// The line and code of the only finding, the text of [`GOOD`] to replace, and its replacement.
#[rustfmt::skip]
const RULES: &[(&str, &str, &str)] = &[
    ("1 missing-key", "schema = 1\n", "\n"),
    ("1 wrong-type", "schema = 1\n", "schema = \"1\"\n"),
    ("1 unknown-schema", "schema = 1\n", "schema = 99999999999999999999\n"),
    ("2 bad-language", "\"en\"", "\"english please\""),
    ("3 unknown-key", "language = \"en\"\n", "\nsource = \"mine\"\n"),
    ("5 out-of-range", "score = 1", "score = 0"),
    ("9 scale-order", "score = 3\nlabel", "score = 1\nlabel"),
    ("9 missing-key", "label = \"Meets\"\n", ""),
    ("15 bad-id", "id = \"developer\"", "id = \"Développeur\""),
    ("16 empty-value", "\"Developer\"", "\" \""),
    ("16 control-character", "\"Developer\"", "\"Dev\\neloper\""),
    ("16 wrong-type", "\"Developer\"", "[\"Developer\"]"),
    ("17 empty-value", "[\"core\", \"past\"]", "[]"),
    ("17 unknown-category", "\"past\"]", "\"past\", \"pats\"]"),
    ("17 repeated-entry", "\"past\"]", "\"past\", \"past\"]"),
    ("22 unknown-type", "\"technical\"", "\"Technical\""),
    ("25 duplicate-id", "id = \"past\"\nname", "id = \"core\"\nname = \"Twin\"\ntype = \"ethics\"\n[[category]]\nid = \"past\"\nname"),
    ("29 wrong-type", "[[competency]]", "[competency]"),
    ("41 unknown-key", "follow_ups", "folow_ups"),
    ("35 unknown-category", "category = \"core\"\nseniority", "category = \"cor\"\nseniority"),
    ("36 empty-value", "[\"junior\", \"mid\"]", "[]"),
    ("36 unknown-seniority", "\"junior\"", "\"junor\""),
    ("36 wrong-type", "[\"junior\", \"mid\"]", "\"mid\""),
    ("37 out-of-range", "minutes = 5", "minutes = 241"),
    ("37 wrong-type", "minutes = 5", "minutes = 5.5"),
    ("37 out-of-range", "minutes = 5", "minutes = 999999999999999999999999999999"),
    ("33 missing-key", "minutes = 5\n", ""),
    ("38 syntax", "\"What is a *list*?\"", "\"What is a \\d list?\""),
    ("38 empty-value", "\"What is a *list*?\"", "\"\""),
    ("39 wrong-type", "[\"Ordered\",", "[true,"),
    ("39 unknown-seniority", "\"senior\" }", "\"seniour\" }"),
    ("39 unknown-key", "from =", "form ="),
    ("38 missing-listen-for", "[\"Ordered\", { text = \"Amortised growth\", from = \"senior\" }]", "[]"),
    ("41 duplicate-key", "follow_ups =", "red_flags ="),
    ("44 unknown-status", "\"active\"", "\"retird\""),
    ("45 bad-date", "\"2026-11-22\"", "\"22.11.2026\""),
    ("45 bad-date", "\"2026-11-22\"", "2026-11-22T10:00:00Z"),
    ("45 missing-key", "by = \"Ana\", ", ""),
    ("47 wrong-type", "\"print([1])\"", "7"),
    ("51 unknown-score", "3 = \"Uses", "5 = \"Uses"),
    ("51 unknown-score", "3 = \"Uses", "high = \"Uses"),
    ("56 unknown-competency", "competency = \"ownership\"", "competency = \"owner\""),
    ("38 unsupported-markup", "What is a *list*?", "What is `a`?<br>"),
    ("55 unused-category", "categories = [\"core\", \"past\"]", "categories = [\"core\"]"),
];

/// Returns the bank that breaks a rule.
fn broken_bank(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old:?} stands once in the good bank");
    GOOD.replace(old, new)
}

#[test]
fn each_rule_is_broken_by_its_bad_bank_and_by_nothing_else() {
    let (mut shown, mut wrong) = (String::new(), String::new());
    for (expected, old, new) in RULES {
        let (loaded, sources) = load_bytes(broken_bank(old, new));
        shown.push_str(&render::annotated(&loaded.findings, &sources, false));
        let told = finding_lines(&loaded, &sources);
        if told != [*expected] {
            let _ = writeln!(wrong, "{old:?} replaced by {new:?}: {told:?}, expected {expected:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::assert_snapshot!("rules", shown);
}

#[test]
fn only_the_question_with_an_error_is_left_out() {
    for (old, new) in [("minutes = 5", "minutes = 0"), ("\"Ordered\"", "\"\""), ("3 = \"Uses", "5 = \"Uses")]
    {
        let (loaded, _) = load_bytes(broken_bank(old, new));
        let ids: Vec<_> = loaded.bank.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids, ["past-error"], "{new}");
    }
}

#[test]
fn a_warning_leaves_nothing_out() {
    let (loaded, _) = load_bytes(broken_bank("[\"core\", \"past\"]", "[\"core\"]"));
    assert_eq!(loaded.bank.questions.len(), 2);
    assert!(!loaded.has_errors());
}

#[test]
fn a_draft_needs_no_signs() {
    let draft = broken_bank("status = \"active\"", "status = \"draft\"");
    let (loaded, sources) = load_bytes(draft.replace("listen_for = [\"Ordered\", {", "red_flags = [{"));
    assert!(!finding_lines(&loaded, &sources).iter().any(|l| l.ends_with("missing-listen-for")));
}

/// A function that makes a bank with `n` of something, the limit, and the finding beyond it.
type Case<'a> = (&'a dyn Fn(usize) -> String, usize, &'a str);

#[test]
fn limits_hold_at_their_edge_and_break_beyond_it() {
    let prompt = |n: usize| broken_bank("What is a *list*?", &"ä".repeat(n));
    let bullet = |n: usize| broken_bank("Says it is typed", &"x".repeat(n));
    let list = |n: usize| {
        broken_bank("[\"builtin\"]", &format!("{:?}", (0..n).map(|i| i.to_string()).collect::<Vec<_>>()))
    };
    let id = |n: usize| broken_bank("core-list", &"a".repeat(n));
    let source = |n: usize| broken_bank("print([1])", &"x".repeat(n));
    let cases: [Case<'_>; 5] = [
        (&prompt, limits::PROMPT_MAX_CHARS, "38 too-long"),
        (&bullet, limits::BULLET_MAX_CHARS, "40 too-long"),
        (&list, limits::LIST_MAX_ENTRIES, "43 too-many-entries"),
        (&id, limits::ID_MAX_CHARS, "34 bad-id"),
        (&source, limits::SOURCE_MAX_CHARS, "47 too-long"),
    ];
    for (text, limit, expected) in cases {
        let (loaded, sources) = load_bytes(text(limit));
        assert_eq!(finding_lines(&loaded, &sources), [""; 0], "{expected}");
        let (loaded, sources) = load_bytes(text(limit + 1));
        assert_eq!(finding_lines(&loaded, &sources), [expected]);
    }
}

#[test]
fn a_scale_has_two_to_seven_levels() {
    let level = "[[scale]]\nscore = 3\nlabel = \"Meets\"\ndescription = \"Shows it.\"\n";
    let (loaded, sources) = load_bytes(broken_bank(level, "").replace("3 = \"Uses it well.\"\n", ""));
    assert_eq!(finding_lines(&loaded, &sources), ["4 scale-size"]);
    let (loaded, sources) = load_bytes("schema = 1\n");
    assert_eq!(finding_lines(&loaded, &sources), ["1 missing-scale"]);
}

#[test]
fn the_number_of_questions_has_a_limit() {
    let mut text = GOOD.to_owned();
    for n in 2..=limits::MAX_QUESTIONS {
        let _ = write!(text, "[[question]]\nid = \"q{n}\"\ncategory = \"core\"\nseniority = [\"mid\"]\n");
        let _ = write!(text, "minutes = 1\nprompt = \"P{n}\"\nlisten_for = [\"L\"]\n");
    }
    let (loaded, sources) = load_bytes(text);
    let last = 61 + 7 * (limits::MAX_QUESTIONS - 2);
    assert_eq!(finding_lines(&loaded, &sources), [format!("{last} too-many-entries")]);
    assert_eq!(loaded.bank.questions.len(), limits::MAX_QUESTIONS);
}

/// Codes that need several files or bytes that are no text; they are broken in `files.rs`.
const OF_FILES: [&str; 6] =
    ["file-too-large", "not-text", "not-toml", "not-utf8", "duplicate-scale", "two-languages"];

#[test]
fn every_code_of_banks_has_a_bank_that_breaks_it() {
    let family = FAMILIES.iter().find(|family| family.name == "bank").unwrap();
    let codes: BTreeSet<_> = family.codes().map(|code| code.id().trim_start_matches("bank::")).collect();
    let broken = RULES.iter().chain(filing::RULES).chain(anchors::RULES);
    let broken = broken.filter_map(|(expected, ..)| expected.split(' ').nth(1));
    let elsewhere = [
        "too-long",
        "too-many-entries",
        "scale-size",
        "missing-scale",
        "duplicate-prompt",
        "replaced",
        "similar-levels",
    ];
    let tested: BTreeSet<_> = broken.chain(OF_FILES).chain(elsewhere).collect();
    assert_eq!(codes, tested);
}
