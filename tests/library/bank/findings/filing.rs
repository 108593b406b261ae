//! The rules of titles, groups, competencies of categories, core categories and weights.

use interview_kit::bank::limits::{LIST_MAX_ENTRIES, TITLE_MAX_CHARS};
use interview_kit::diag::{Diagnostic, Severity};

use super::{GOOD, finding_lines, load_bytes};

/// The entries that make [`GOOD`] a bank with every key.
const MORE: &str = r#"title = "An `error` of yours"
group = "errors"
never_with = ["core-list"]

[[question]]
id = "past-habit"
category = "style"
seniority = ["mid"]
minutes = 4
prompt = "Which habit keeps you from errors?"
listen_for = ["Gives one"]
group = "errors"

[[category]]
id = "style"
name = "Style"
type = "situational"
competency = "ownership"

[[role]]
id = "lead"
name = "Lead"
categories = ["core", { id = "style", weight = 2 }]
core = ["core"]
soft_share = 40
"#;

/// The line and code of the only finding, the text of [`MORE`] to replace, and its replacement.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, &str, &str)] = &[
    ("61 too-long", "An `error` of yours", "An error of yours that others had to find and correct"),
    ("61 control-character", "An `error` of yours", "An error\\nof yours"),
    ("62 bad-id", "group = \"errors\"\nnever", "group = \"all errors\"\nnever"),
    ("69 single-group", "group = \"errors\"\nnever", "never"),
    ("63 unknown-question", "[\"core-list\"]", "[\"core-lits\"]"),
    ("63 never-with-itself", "[\"core-list\"]", "[\"past-error\"]"),
    ("63 repeated-entry", "[\"core-list\"]", "[\"core-list\", \"core-list\"]"),
    ("63 unknown-key", "never_with", "conflicts"),
    ("21 missing-competency", "\"situational\"", "\"technical\""),
    ("78 unknown-competency", "\"ownership\"\n\n[[role]]", "\"owner\"\n\n[[role]]"),
    ("83 out-of-range", "weight = 2", "weight = 11"),
    ("83 wrong-type", "{ id = \"style\", weight = 2 }", "7"),
    ("83 missing-key", "{ id = \"style\",", "{"),
    ("83 unknown-key", "weight = 2", "wieght = 2"),
    ("84 core-category", "core = [\"core\"]", "core = [\"style\"]"),
    ("84 core-category", "core = [\"core\"]", "core = [\"cor\"]"),
    ("84 repeated-entry", "core = [\"core\"]", "core = [\"core\", \"core\"]"),
    ("85 out-of-range", "soft_share = 40", "soft_share = 101"),
    ("85 unknown-key", "soft_share", "soft"),
    ("68 equal-titles", "category = \"style\"", "category = \"past\"\ntitle = \"an  error of *yours*\""),
];

/// Returns the bank with every key, after a change of its last entries.
fn changed_bank(old: &str, new: &str) -> String {
    assert_eq!(MORE.matches(old).count(), 1, "{old:?} stands once in the bank");
    format!("{GOOD}{}", MORE.replace(old, new))
}

#[test]
fn a_bank_with_every_key_has_no_findings() {
    let (loaded, sources) = load_bytes(changed_bank("errors?", "errors?"));
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    assert_eq!((loaded.bank.questions.len(), loaded.bank.roles.len()), (3, 2));
}

#[test]
fn each_rule_is_broken_by_its_bad_bank_and_by_nothing_else() {
    let mut shown = Vec::new();
    for (expected, old, new) in RULES {
        let (loaded, sources) = load_bytes(changed_bank(old, new));
        assert_eq!(finding_lines(&loaded, &sources), [*expected], "{old:?} replaced by {new:?}");
        let Diagnostic { severity, message, help, .. } = &loaded.findings[0];
        shown.push(format!("{expected} {severity:?}: {message}; {}", help.as_deref().unwrap_or("-")));
    }
    insta::assert_snapshot!("filing", shown.join("\n"));
}

#[test]
fn advice_leaves_nothing_out_and_an_error_leaves_out_its_entry() {
    for (code, old, new) in RULES {
        let (loaded, _) = load_bytes(changed_bank(old, new));
        let is_whole = loaded.bank.questions.len() == 3 && loaded.bank.roles.len() == 2;
        let is_advice = loaded.findings[0].severity == Severity::Warning;
        assert_eq!(is_whole, is_advice, "{code}: {new}");
    }
}

#[test]
fn a_mistake_in_one_question_of_a_group_is_one_finding() {
    let (loaded, sources) = load_bytes(changed_bank("minutes = 4", "minutes = 0"));
    assert_eq!(finding_lines(&loaded, &sources), ["69 out-of-range"]);
    let (loaded, sources) =
        load_bytes(changed_bank("\"Gives one\"]\n", "\"Gives one\"]\nstatus = \"draft\"\n"));
    assert_eq!(finding_lines(&loaded, &sources), ["59 single-group"]);
}

#[test]
fn a_title_without_a_prompt_is_told_from_it() {
    let (loaded, sources) = load_bytes(changed_bank("prompt =", "title ="));
    assert_eq!(finding_lines(&loaded, &sources), ["65 missing-key"]);
    assert!(loaded.findings[0].help.as_deref().unwrap().contains("what is asked as `prompt`"));
}

#[test]
fn titles_and_lists_of_the_greatest_length_are_taken() {
    let title = "ä".repeat(TITLE_MAX_CHARS);
    let (loaded, sources) = load_bytes(changed_bank("An `error` of yours", &title));
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    let ids: Vec<String> = (0..=LIST_MAX_ENTRIES).map(|n| format!("no-such-{n}")).collect();
    let (loaded, _) = load_bytes(changed_bank("[\"core-list\"]", &format!("{ids:?}")));
    let codes: Vec<&str> = loaded.findings.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes[0], "bank::too-many-entries");
    assert_eq!(codes.len(), LIST_MAX_ENTRIES + 1);
}
