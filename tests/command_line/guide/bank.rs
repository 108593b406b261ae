//! The keys of a bank, the effects of a change, and the limits in the guide are those of the program.

use interview_kit::bank::{QUESTION_FIELDS, QuestionPart, ScoreEffect, limits, load};
use interview_kit::diag::{Sources, render};
use interview_kit::input::{self, InputFile};

use super::page::Page;

#[test]
fn the_bank_of_the_guide_uses_every_key() {
    let page = Page::read("docs/your-own-bank.md");
    let bank = page.marked_block("file: our-questions/bank.toml");
    let question = page.marked_block("file: our-questions/more.toml");
    let mut sources = Sources::default();
    let files =
        [&bank, &question].map(|text| InputFile { name: "bank".into(), bytes: text.as_bytes().into() });
    let loaded = load(files.into(), &mut sources);
    assert!(loaded.findings.is_empty(), "{}", render::annotated(&loaded.findings, &sources, false));
    let table: toml::Table = question.parse().unwrap();
    let question = table["question"][0].as_table().unwrap();
    for field in &QUESTION_FIELDS {
        assert!(question.contains_key(field.key), "the question lacks `{}`", field.key);
        let needed_cell = key_row(&page, field.key).split('|').nth(4).unwrap().trim();
        assert_eq!(needed_cell, if field.is_required { "yes" } else { "" }, "{}", field.key);
    }
    assert_eq!(question.len(), QUESTION_FIELDS.len());
}

#[test]
fn the_guide_says_which_changes_end_a_comparison() {
    let page = Page::read("docs/interviewers.md");
    let section = page.section("## Do scores still compare?");
    for field in
        QUESTION_FIELDS.iter().filter(|field| field.part != QuestionPart::Record && field.key != "id")
    {
        let mut rows = section.lines().filter(|line| line.starts_with("| "));
        let verdict = rows.find_map(|row| {
            let (changes, verdict) = row.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
            changes.split(", ").any(|change| change.starts_with(field.label)).then_some(verdict)
        });
        let expected = match field.effect {
            ScoreEffect::None => "yes",
            ScoreEffect::Care => "with care",
            ScoreEffect::Signs => "with care; no, if the question describes no levels",
            ScoreEffect::Breaks => "no",
        };
        assert_eq!(verdict, Some(expected), "{}", field.label);
    }
}

/// Returns the row of a table that describes a key.
fn key_row<'p>(page: &'p Page, key: &str) -> &'p str {
    let mut rows = page.text.lines().filter(|line| line.starts_with("| "));
    let found =
        rows.find(|line| line.split(" | ").nth(1).is_some_and(|cell| cell.contains(&format!("`{key}`"))));
    found.unwrap_or_else(|| panic!("{} has no row for `{key}`", page.path))
}

fn has_number(text: &str, number: usize) -> bool {
    let shown = with_thousands(number);
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == ','));
    words.map(|word| word.trim_matches(',')).any(|word| word == shown)
}

/// Formats a number as `4,000`.
fn with_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

#[test]
fn the_limits_of_keys_are_those_of_the_program() {
    let page = Page::read("docs/your-own-bank.md");
    for (key, limit) in [
        ("label", limits::NAME_MAX_CHARS),
        ("description", limits::BULLET_MAX_CHARS),
        ("prompt", limits::PROMPT_MAX_CHARS),
        ("sample_answer", limits::PROMPT_MAX_CHARS),
        ("listen_for", limits::BULLET_MAX_CHARS),
        ("listen_for", limits::LIST_MAX_ENTRIES),
        ("red_flags", limits::BULLET_MAX_CHARS),
        ("anchors", limits::BULLET_MAX_CHARS),
        ("code", limits::SOURCE_MAX_CHARS),
        ("code", limits::OUTPUT_MAX_CHARS),
        ("tags", limits::NAME_MAX_CHARS),
        ("authored", limits::NAME_MAX_CHARS),
        ("minutes", *limits::MINUTES_RANGE.end() as usize),
        ("score", *limits::SCORE_RANGE.end() as usize),
        ("score", *limits::SCALE_SIZE_RANGE.end()),
    ] {
        assert!(has_number(key_row(&page, key), limit), "{key}: {limit}");
    }
    assert!(page.text.contains(&format!("1 to {} of `a-z`", limits::ID_MAX_CHARS)));
}

#[test]
fn the_limits_of_the_reference_are_those_of_the_program() {
    use interview_kit::batch::{names, shard};
    use interview_kit::compose::{MAX_FILLABLE_QUESTIONS, PREFILL_MAX_CHARS};
    use interview_kit::layout::FontSet;
    use interview_kit::pdf::read::limits as read;
    let page = Page::read("docs/reference/limits.md");
    for (section, start, limit) in [
        ("## Banks", "a file", input::limits::FILE_MAX_BYTES >> 20),
        ("## Banks", "questions", limits::MAX_QUESTIONS),
        ("## Banks", "roles", limits::MAX_GROUPS),
        ("## Banks", "syntax errors", input::limits::MAX_SYNTAX_ERRORS),
        ("## Kits", "questions", MAX_FILLABLE_QUESTIONS),
        ("## Kits", "a name", PREFILL_MAX_CHARS),
        ("## Kits", "fonts added", FontSet::MAX_ADDED),
        ("## Manifests", "the path", names::NAME_MAX_BYTES),
        ("## Manifests", "shards", shard::MAX_SHARDS),
        ("## Kits that are read back", "a file", read::FILE_BYTES >> 20),
        ("## Kits that are read back", "fields", read::MAX_FIELDS),
        ("## Kits that are read back", "fields", read::MAX_DEPTH),
        ("## Kits that are read back", "text of a field", read::TEXT_BYTES >> 20),
    ] {
        let mut rows = page.section(section).lines();
        let row = rows.find(|line| line.starts_with(&format!("| {start}")));
        let row = row.unwrap_or_else(|| panic!("{section} has no row `{start}`"));
        assert!(has_number(row, limit), "{limit}: {row}");
    }
}
