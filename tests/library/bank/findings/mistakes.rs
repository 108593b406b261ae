//! A bank full of mistakes: one run reports all of them, each at its line.

use super::{finding_lines, load_bytes};

const MISTAKES: &str = include_str!("mistakes.toml");

#[test]
fn one_run_reports_every_mistake_at_its_line() {
    let (loaded, sources) = load_bytes(MISTAKES);
    #[rustfmt::skip]
    let expected = [
        "2 unknown-key", "17 unknown-category", "22 unknown-type", "25 bad-id", "26 empty-value",
        "36 unknown-key", "40 unknown-category", "41 unknown-key",
        "42 out-of-range", "44 wrong-type", "44 unknown-key", "47 duplicate-id",
        "49 unknown-competency", "50 unknown-seniority", "51 wrong-type", "52 control-character",
        "54 unknown-status", "55 bad-date", "56 missing-key", "57 repeated-entry",
        "60 unknown-score", "61 unknown-score", "68 syntax", "69 syntax", "70 wrong-type", "72 syntax",
        "75 syntax", "78 syntax", "83 duplicate-key", "84 syntax", "86 empty-value", "96 unknown-key",
    ];
    assert_eq!(finding_lines(&loaded, &sources), expected);
}

#[test]
fn good_questions_load_from_a_bank_full_of_mistakes() {
    let (loaded, _) = load_bytes(MISTAKES);
    let ids: Vec<_> = loaded.bank.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(ids, ["q-five"]);
    assert!(loaded.has_errors());
}

#[test]
fn a_syntax_error_hides_no_mistake_below_it() {
    let text = super::GOOD.replace("red_flags", "oops\nred_flags").replace("minutes = 6", "minutes = 0");
    let (loaded, sources) = load_bytes(text);
    assert_eq!(finding_lines(&loaded, &sources), ["40 syntax", "59 out-of-range"]);
}

#[test]
fn an_unclosed_list_is_reported_once_where_it_starts() {
    let text = super::GOOD.replace("\"Says it is typed\"]", "\n  \"Says it is typed\",\n  \"Shrugs\"");
    let (loaded, sources) = load_bytes(text);
    assert_eq!(finding_lines(&loaded, &sources), ["40 syntax"]);
    assert_eq!(loaded.bank.questions.len(), 1);
}

#[test]
fn an_unclosed_text_is_reported_once_where_it_starts() {
    let text = super::GOOD.replace("\"What is a *list*?\"", "\"\"\"What is a *list*?");
    let (loaded, sources) = load_bytes(text);
    assert_eq!(finding_lines(&loaded, &sources), ["38 syntax"]);
    assert_eq!(loaded.bank.questions.len(), 1);
}

#[test]
fn a_header_of_an_array_inside_code_is_no_header() {
    let code = "'''\n[[question]]\nid = 1\n'''";
    let (loaded, sources) = load_bytes(super::GOOD.replace("\"print([1])\"", code));
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    let code = loaded.bank.questions[0].code.as_ref().map(|c| c.source.value.as_str());
    assert_eq!(code, Some("[[question]]\nid = 1"));
}

#[test]
fn reports_of_syntax_errors_stop_at_a_limit() {
    let broken = "[[question]]\nid 1\n".repeat(5_000);
    let (loaded, _) = load_bytes(format!("{}{broken}", super::GOOD));
    let syntax = loaded.findings.iter().filter(|f| f.code.id() == "bank::syntax").count();
    assert_eq!(syntax, interview_kit::input::limits::MAX_SYNTAX_ERRORS + 1);
}
