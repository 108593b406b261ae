//! Banks as people write them: mistakes of habit have a help line, and one cause is one finding.

use std::fmt::Write as _;

use interview_kit::diag::Severity;

use super::{GOOD, finding_lines, load_bytes};

/// Returns the only finding as `line code: help`.
fn only_help(bank: &str) -> String {
    let (loaded, sources) = load_bytes(bank);
    let lines = finding_lines(&loaded, &sources);
    assert_eq!(lines.len(), 1, "{lines:?}");
    format!("{}: {}", lines[0], loaded.findings[0].help.as_deref().unwrap_or("no help"))
}

#[test]
fn syntax_errors_of_habit_have_a_help_line() {
    let prompt = "prompt = \"What is a *list*?\"";
    let cases = [
        ("prompt = “What?”", "straight quotes"),
        ("prompt = ‘What?’", "straight quotes"),
        ("prompt = «What?»", "straight quotes"),
        ("prompt = \"See C:\\Users\\data\"", "backslash twice"),
        ("prompt = \"What does \\d+ match?\"", "backslash twice"),
        ("prompt = \"Say \"hello\" to them\"", "write a quote inside a text as"),
        ("prompt = 'What don't you like?'", "between double quotes"),
        ("prompt = What is a list?", "between double quotes"),
        ("prompt: \"What is a list?\"", "write `=`"),
        ("// a comment\nprompt = \"What?\"", "a comment starts with `#`"),
    ];
    for (line, help) in cases {
        assert_eq!(GOOD.matches(prompt).count(), 1);
        let found = only_help(&GOOD.replace(prompt, line));
        assert!(found.starts_with("38 syntax: ") && found.contains(help), "{line}: {found}");
    }
    for (line, help) in
        [("[“Says it is typed”]", "straight quotes"), ("[\"Says \"it\" is\"]", "a quote inside")]
    {
        let found = only_help(&GOOD.replace("[\"Says it is typed\"]", line));
        assert!(found.starts_with("40 syntax: ") && found.contains(help), "{line}: {found}");
    }
}

#[test]
fn keys_by_their_natural_names_name_the_right_key() {
    let cases = [
        ("prompt", "question", "`prompt`"),
        ("prompt", "text", "`prompt`"),
        ("seniority", "difficulty", "`seniority`"),
        ("seniority", "level", "`seniority`"),
        ("minutes", "time", "`minutes`"),
        ("sample_answer", "answer", "`sample_answer`"),
        ("sample_answer", "answers", "`sample_answer`"),
        ("sample_answer", "image", "pictures"),
        ("tags", "tag", "`tags`"),
        ("category", "topic", "`category`"),
        ("listen_for", "keywords", "`listen_for`"),
    ];
    for (key, name, help) in cases {
        let at = GOOD.find("id = \"core-list\"").unwrap();
        let question = GOOD[at..].replacen(&format!("{key} = "), &format!("{name} = "), 1);
        let found = only_help(&format!("{}{question}", &GOOD[..at]));
        assert!(found.contains("unknown-key") && found.contains(help), "{name}: {found}");
    }
}

#[test]
fn a_misspelled_header_is_one_finding() {
    for header in ["category", "competency", "scale", "role"] {
        let (old, new) = (format!("[[{header}]]"), format!("[[{header}x]]"));
        let (loaded, sources) = load_bytes(GOOD.replace(&old, &new));
        let lines = finding_lines(&loaded, &sources);
        let others = lines.iter().filter(|line| !line.ends_with("unknown-key")).count();
        assert_eq!(others, 0, "{header}: {lines:?}");
    }
}

#[test]
fn an_entry_that_is_no_table_is_one_finding() {
    let wrong = GOOD.replacen("[[scale]]", "category = [\"core\", \"past\"]\n[[scale]]", 1);
    let wrong = wrong.replace("[[category]]\nid = \"core\"\nname = \"Core\"\ntype = \"technical\"\n", "");
    let wrong =
        wrong.replace("[[category]]\nid = \"past\"\nname = \"Past behaviour\"\ntype = \"behavioral\"\n", "");
    let (loaded, sources) = load_bytes(wrong);
    assert_eq!(finding_lines(&loaded, &sources), ["4 wrong-type", "4 wrong-type"]);
}

#[test]
fn a_plain_list_of_questions_loads_with_one_warning() {
    let mut bank = GOOD.to_owned();
    for n in 0..130 {
        let _ = write!(bank, "[[question]]\nid = \"q{n}\"\ncategory = \"core\"\nseniority = [\"mid\"]\n");
        let _ = write!(bank, "minutes = 5\nprompt = \"What is number {n}?\"\n");
    }
    let (loaded, sources) = load_bytes(bank);
    assert_eq!(finding_lines(&loaded, &sources), ["66 missing-listen-for"]);
    assert_eq!(loaded.findings[0].severity, Severity::Warning);
    assert!(loaded.findings[0].message.starts_with("130 questions "));
    assert_eq!(loaded.bank.questions.len(), 132);
}

#[test]
fn questions_that_ask_the_same_are_named_with_both_lines() {
    let twin = |rest: &str| {
        format!(
            "{GOOD}[[question]]\nid = \"twin\"\ncategory = \"core\"\nseniority = [\"mid\"]\nminutes = 5\nprompt = \"Tell me of an  error of yours.\"\nlisten_for = [\"x\"]\n{rest}"
        )
    };
    let (loaded, sources) = load_bytes(twin(""));
    assert_eq!(finding_lines(&loaded, &sources), ["66 duplicate-prompt"]);
    assert_eq!(loaded.findings[0].severity, Severity::Warning);
    let places: Vec<_> =
        loaded.findings[0].labels.iter().map(|label| sources.line_column(label.origin).0).collect();
    assert_eq!(places, [66, 59]);
    // Another snippet makes another question, and a retired one is not asked.
    for rest in ["code = { language = \"c\", source = \"x\" }\n", "status = \"retired\"\n"] {
        let (loaded, sources) = load_bytes(twin(rest));
        assert_eq!(finding_lines(&loaded, &sources), [""; 0], "{rest}");
    }
}

#[test]
fn a_name_given_in_two_entries_is_a_duplicate_key() {
    for (more, line) in [("language = \"de\"\n", 3), ("scale = []\n", 4)] {
        let (loaded, sources) = load_bytes(GOOD.replacen("\n[[scale]]", &format!("{more}\n[[scale]]"), 1));
        let lines = finding_lines(&loaded, &sources);
        assert!(lines[0].ends_with("duplicate-key"), "{lines:?} {line}");
    }
}

#[test]
fn an_entry_of_endless_tokens_is_one_finding() {
    let dense = "a.".repeat(100_000);
    for bank in [format!("{GOOD}[[question]]\nx = {dense}"), dense] {
        let (loaded, sources) = load_bytes(bank);
        let lines = finding_lines(&loaded, &sources);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].ends_with("file-too-large"), "{lines:?}");
    }
    // An honest question with full lists is far below the limit.
    let list = format!("[{}]", "\"a sign\",\n".repeat(60));
    let full = GOOD.replace("[\"Says it is typed\"]", &list).replace("[\"And a tuple?\"]", &list);
    let (loaded, sources) = load_bytes(full);
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
}
