//! The rules of described levels that differ by seniority.

use interview_kit::diag::{Diagnostic, Severity};

use super::{GOOD, finding_lines, load_bytes};

/// A question after [`GOOD`] whose described levels differ for seniors.
const MORE: &str = r#"
[[question]]
id = "core-copy"
category = "core"
seniority = ["mid", "senior"]
minutes = 5
prompt = "What does a copy cost?"
listen_for = ["Names a case"]

[question.anchors]
1 = "Guesses."
3 = "Names a case."

[question.anchors.senior]
3 = "Names every case."
"#;

/// The line and code of the only finding, the text of [`MORE`] to replace, and its replacement.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, &str, &str)] = &[
    ("74 idle-anchors", "[\"mid\", \"senior\"]", "[\"mid\"]"),
    ("74 idle-anchors", "[\"mid\", \"senior\"]", "[\"senior\", \"lead\"]"),
    ("75 equal-anchor", "every case", "a case"),
    ("74 unreplaced-anchor", "3 = \"Names a case.\"\n", ""),
    ("74 unknown-seniority", "anchors.senior", "anchors.seniour"),
    ("74 unknown-seniority", "anchors.senior", "anchors.\"0\""),
    ("75 unknown-score", "3 = \"Names every", "high = \"Names every"),
    ("75 unknown-score", "3 = \"Names every", "03 = \"Names every"),
    ("75 wrong-type", "\"Names every case.\"", "5"),
    ("75 empty-value", "\"Names every case.\"", "\"\""),
    ("74 wrong-type", "[question.anchors.senior]\n3", "senior"),
    ("71 wrong-type", "\"Guesses.\"", "{ 1 = \"Guesses.\" }"),
];

/// Returns the bank after a change of its last question.
fn changed_bank(old: &str, new: &str) -> String {
    assert_eq!(MORE.matches(old).count(), 1, "{old:?} stands once in the question");
    format!("{GOOD}{}", MORE.replace(old, new))
}

#[test]
fn described_levels_may_differ_by_seniority() {
    let (loaded, sources) = load_bytes(changed_bank("Guesses.", "Guesses."));
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    assert_eq!(loaded.bank.questions[2].anchors.texts().count(), 3);
}

#[test]
fn each_rule_is_broken_by_its_bad_bank_and_by_nothing_else() {
    let mut shown = Vec::new();
    for (expected, old, new) in RULES {
        let (loaded, sources) = load_bytes(changed_bank(old, new));
        assert_eq!(finding_lines(&loaded, &sources), [*expected], "{old:?} replaced by {new:?}");
        let Diagnostic { severity, message, help, .. } = &loaded.findings[0];
        shown.push(format!("{expected} {severity:?}: {message}; {}", help.as_deref().unwrap_or("-")));
        let is_advice = *severity == Severity::Warning;
        assert_eq!(loaded.bank.questions.len() == 3, is_advice, "{expected}: {new}");
    }
    insta::assert_snapshot!("anchors", shown.join("\n"));
}

/// A score of the scale that the base does not describe has one finding, and so does one that the scale lacks.
#[test]
fn a_score_for_some_levels_only_is_one_finding() {
    for score in ["1", "5"] {
        let (loaded, sources) = load_bytes(
            changed_bank("1 = \"Guesses.\"\n", "")
                .replace("3 = \"Names every", &format!("{score} = \"Names every")),
        );
        assert_eq!(finding_lines(&loaded, &sources), ["74 unreplaced-anchor"]);
    }
}
