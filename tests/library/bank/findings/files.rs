//! Several files, and files as editors and other programs save them.

use interview_kit::diag::render;
use interview_kit::input::limits;

use super::{GOOD, finding_lines, load_bytes, load_files};

const MORE: &str = r#"schema = 1

[[question]]
id = "core-set"
category = "core"
seniority = ["mid"]
minutes = 5
prompt = "What is a set?"
listen_for = ["Unique"]
"#;

#[test]
fn files_are_merged_whatever_their_order() {
    for order in [[("a.toml", GOOD), ("b.toml", MORE)], [("b.toml", MORE), ("a.toml", GOOD)]] {
        let (loaded, sources) = load_files(order.map(|(n, t)| (n, t.into())).to_vec());
        assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
        assert_eq!(loaded.bank.questions.len(), 3);
        assert_eq!(loaded.bank.scale.levels.len(), 2);
    }
}

#[test]
fn an_id_in_two_files_is_reported_with_both_places() {
    let twin = MORE.replace("core-set", "core-list");
    let (loaded, sources) = load_files(vec![("a.toml", GOOD.into()), ("more/b.toml", twin.into())]);
    insta::assert_snapshot!("duplicate", render::annotated(&loaded.findings, &sources, false));
    assert_eq!(loaded.bank.questions.len(), 2);
}

#[test]
fn a_scale_or_language_in_two_files_is_reported_with_both_places() {
    let scale = format!("{MORE}\n[[scale]]\nscore = 1\nlabel = \"L\"\ndescription = \"D\"\n");
    let (loaded, sources) = load_files(vec![("a.toml", GOOD.into()), ("b.toml", scale.into())]);
    assert_eq!(finding_lines(&loaded, &sources), ["11 duplicate-scale"]);
    assert_eq!(loaded.findings[0].labels.len(), 2);

    let polish = MORE.replacen('\n', "\nlanguage = \"pl\"\n", 1);
    let (loaded, sources) = load_files(vec![("a.toml", GOOD.into()), ("b.toml", polish.into())]);
    assert_eq!(finding_lines(&loaded, &sources), ["2 two-languages"]);
    assert_eq!(loaded.findings[0].labels.len(), 2);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_no_place() {
    let wrong = GOOD
        .replace("\"What is a *list*?\"", "\"\"\"\nWhat is\na *list*?\"\"\"")
        .replace("minutes = 6", "minutes = 0");
    let (plain, plain_sources) = load_bytes(wrong.clone());
    let (windows, windows_sources) = load_bytes(format!("\u{FEFF}{}", wrong.replace('\n', "\r\n")));
    assert_eq!(finding_lines(&plain, &plain_sources), ["60 out-of-range"]);
    let short = |loaded: &super::Loaded, sources| render::short(&loaded.findings, sources);
    assert_eq!(short(&plain, &plain_sources), short(&windows, &windows_sources));
    assert_eq!(windows.bank.questions[0].prompt.value, "What is\na *list*?");
    assert_eq!(plain.bank.questions[0].prompt.value, windows.bank.questions[0].prompt.value);
}

#[test]
fn a_mark_before_the_first_character_takes_no_column() {
    let (loaded, sources) = load_bytes(format!("\u{FEFF}langauge = \"en\"\n{GOOD}"));
    assert_eq!(
        render::short(&loaded.findings, &sources),
        "bank.toml:1:1: error[bank::unknown-key]: unknown key `langauge` in the bank\n"
    );
}

#[test]
fn columns_count_characters_after_tabs_emoji_and_hebrew() {
    for before in ["\t\t", "  ", "\"שלום\", ", "\"🦀🦀\", ", "\"e\u{301}\", "] {
        let list = format!("red_flags = [{before}7]");
        let (loaded, sources) = load_bytes(GOOD.replace("red_flags = [\"Says it is typed\"]", &list));
        let place = loaded.findings[0].labels[0].origin;
        let column = 14 + before.chars().count();
        assert_eq!(sources.line_column(place), (40, column), "{before:?}");
        assert_eq!(&sources.file(place.file).text[place.range()], "7");
    }
}

#[test]
fn right_to_left_text_and_emoji_load_as_they_are() {
    let (loaded, sources) = load_bytes(GOOD.replace("What is a *list*?", "מה זה `list`? 🦀"));
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    assert_eq!(loaded.bank.questions[0].prompt.value, "מה זה `list`? 🦀");
}

#[test]
fn invalid_utf8_is_reported_at_its_line_and_the_rest_is_checked() {
    let mut bytes = GOOD.replace("minutes = 6", "minutes = 0").into_bytes();
    let at = GOOD.find("Ordered").unwrap();
    bytes[at] = 0xE9;
    let (loaded, sources) = load_bytes(bytes);
    assert_eq!(finding_lines(&loaded, &sources), ["39 not-utf8", "58 out-of-range"]);
    assert_eq!(sources.line_column(loaded.findings[0].labels[0].origin), (39, 16));
}

#[test]
fn a_file_of_another_kind_is_one_finding() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(GOOD.bytes().flat_map(|b| [b, 0])).collect();
    let table = "question,level\nWhat is a list?,mid\n".into();
    let cases = [
        (utf16, "1 not-text"),
        (b"MZ\0\0".to_vec(), "1 not-text"),
        (b"PK\x03\x04\0\0\0".to_vec(), "1 not-toml"),
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "1 not-toml"),
        (table, "1 not-toml"),
        (b"# Questions\n\n1. What is a list?\n".to_vec(), "1 not-toml"),
    ];
    for (bytes, expected) in cases {
        let (loaded, sources) = load_bytes(bytes);
        assert_eq!(finding_lines(&loaded, &sources), [expected]);
    }
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let (loaded, sources) = load_bytes(vec![b'#'; limits::FILE_MAX_BYTES + 1]);
    assert_eq!(finding_lines(&loaded, &sources), ["1 file-too-large"]);
    let (loaded, sources) = load_bytes(Vec::new());
    assert_eq!(finding_lines(&loaded, &sources), ["1 missing-key", "1 missing-scale"]);
}

#[test]
fn no_files_are_an_empty_bank() {
    let (loaded, _) = load_files(Vec::new());
    assert!(loaded.findings.is_empty() && loaded.bank.questions.is_empty());
}
