//! Loading never panics, whatever the bytes, and each finding has a place that can be shown.

use interview_kit::bank::load;
use interview_kit::diag::{Diagnostic, Sources, render};
use proptest::prelude::*;

use super::{GOOD, load_bytes};

/// Loads a bank, renders its findings in every format and checks their places.
fn load_and_check_places(bytes: Vec<u8>) -> Vec<Diagnostic> {
    let (loaded, sources) = load_bytes(bytes);
    for finding in &loaded.findings {
        assert!(finding.origin().is_some(), "{finding:?}");
        for label in &finding.labels {
            let text = &sources.file(label.origin.file).text;
            assert!(text.get(label.origin.range()).is_some(), "{finding:?}");
        }
    }
    let shown = &loaded.findings[..loaded.findings.len().min(50)];
    assert_eq!(render::annotated(shown, &sources, true).is_empty(), shown.is_empty());
    assert_eq!(render::short(shown, &sources).lines().count(), shown.len());
    assert!(render::json(shown, &sources).ends_with(
        "]
"
    ));
    assert_eq!(render::github(shown, &sources).lines().count(), shown.len());
    loaded.findings
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        load_and_check_places(bytes);
    }

    #[test]
    fn text_that_looks_like_toml_never_panics(text in "([\\[\\]{}=\"'a-z.,#0-9\\\\ \t\r\n-]|\"\"\"|\\[\\[question\\]\\]\n|é|🦀){0,200}") {
        prop_assert!(!load_and_check_places(text.into_bytes()).is_empty());
    }

    #[test]
    fn a_good_bank_with_a_stretch_replaced_never_panics(
        at in 0..GOOD.len(),
        length in 0..80_usize,
        new in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'"'), Just(b'\n'), Just(b'['), Just(b'=')], 0..20),
    ) {
        let mut bytes = GOOD.as_bytes().to_vec();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, new);
        load_and_check_places(bytes);
    }
}

#[test]
fn a_good_bank_cut_anywhere_never_panics() {
    for end in 0..GOOD.len() {
        load_and_check_places(GOOD.as_bytes()[..end].to_vec());
    }
}

#[test]
fn the_built_in_bank_cut_anywhere_never_panics() {
    let bytes = interview_kit::bank::built_in_file().bytes;
    for end in (0..bytes.len()).step_by(6_007) {
        load_and_check_places(bytes[..end].to_vec());
    }
}

#[test]
fn hostile_input_ends_in_findings() {
    let deep = "a.".repeat(200_000) + "a = 1";
    let lists = format!("schema = {}", "[".repeat(200_000));
    let tables = format!("schema = {}", "{a=".repeat(100_000));
    let number = format!("schema = {}", "9".repeat(200_000));
    let floats = "schema = 1e999999999\nlanguage = -inf".to_owned();
    let dates = "schema = 9999-99-99\nlanguage = 2026-01-01T25:61:61Z".to_owned();
    let lines = "=\n".repeat(20_000);
    let duplicates = "schema = 1\n".repeat(20_000);
    let table = "a,b,c\n".repeat(100_000);
    for bomb in [deep, lists, tables, number, floats, dates, lines, duplicates, table] {
        assert!(!load_and_check_places(bomb.into_bytes()).is_empty());
    }
}

#[test]
fn every_text_of_the_built_in_bank_knows_its_place() {
    let mut sources = Sources::default();
    let bank = load(vec![interview_kit::bank::built_in_file()], &mut sources).bank;
    let mut seen = 0;
    for question in &bank.questions {
        let signs = question.listen_for.iter().map(|l| &l.text);
        let texts =
            signs.chain(&question.red_flags).chain(&question.follow_ups).chain(question.anchors.texts());
        for text in texts.chain([&question.prompt]) {
            let source = &sources.file(text.origin.file).text[text.origin.range()];
            if !source.contains('\\') {
                assert!(source.contains(&text.value), "{} in {source}", text.value);
                seen += 1;
            }
        }
    }
    assert!(seen > 1_000, "{seen} texts");
}

#[test]
fn line_breaks_without_line_feeds_are_read_in_linear_time() {
    let begin = std::time::Instant::now();
    let (loaded, _) = load_bytes("\r".repeat(4 << 20) + "[[question]]");
    assert!(loaded.has_errors());
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}
