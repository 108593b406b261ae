//! The findings that the loader reports for wrong bank files.

mod anchors;
mod files;
mod filing;
mod markdown;
mod mistakes;
mod people;
mod renderers;
mod robust;
mod rules;

use interview_kit::bank::{Loaded, load};
use interview_kit::diag::{Diagnostic, Sources};
use interview_kit::input::InputFile;

/// A correct bank; [`filing`] adds the keys of titles, groups, core categories and weights.
const GOOD: &str = r#"schema = 1
language = "en"

[[scale]]
score = 1
label = "Below"
description = "Shows parts of it."

[[scale]]
score = 3
label = "Meets"
description = "Shows it."

[[role]]
id = "developer"
name = "Developer"
categories = ["core", "past"]

[[category]]
id = "core"
name = "Core"
type = "technical"

[[category]]
id = "past"
name = "Past behaviour"
type = "behavioral"

[[competency]]
id = "ownership"
name = "Ownership"

[[question]]
id = "core-list"
category = "core"
seniority = ["junior", "mid"]
minutes = 5
prompt = "What is a *list*?"
listen_for = ["Ordered", { text = "Amortised growth", from = "senior" }]
red_flags = ["Says it is typed"]
follow_ups = ["And a tuple?"]
sample_answer = "A list is an ordered collection."
tags = ["builtin"]
status = "active"
authored = { by = "Ana", on = "2026-11-22" }
reviewed = { by = "Bob", on = 2026-11-23 }
code = { language = "python", source = "print([1])", output = "[1]" }

[question.anchors]
1 = "Knows nothing of it."
3 = "Uses it well."

[[question]]
id = "past-error"
category = "past"
competency = "ownership"
seniority = ["mid", "senior"]
minutes = 6
prompt = "Tell me of an error of yours."
listen_for = ["Names it"]
"#;

/// Loads one file called `bank.toml`.
fn load_bytes(bytes: impl Into<Vec<u8>>) -> (Loaded, Sources) {
    load_files(vec![("bank.toml", bytes.into())])
}

fn load_files(files: Vec<(&str, Vec<u8>)>) -> (Loaded, Sources) {
    let mut sources = Sources::default();
    let files = files.into_iter().map(|(name, bytes)| InputFile { name: name.to_owned(), bytes }).collect();
    (load(files, &mut sources), sources)
}

/// Returns `line code` for each finding.
fn finding_lines(loaded: &Loaded, sources: &Sources) -> Vec<String> {
    let line = |f: &Diagnostic| f.origin().map_or(0, |origin| sources.line_column(origin).0);
    loaded
        .findings
        .iter()
        .map(|f| format!("{} {}", line(f), f.code.id().trim_start_matches("bank::")))
        .collect()
}

#[test]
fn a_bank_that_uses_every_key_has_no_findings() {
    let (loaded, sources) = load_bytes(GOOD);
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    assert_eq!(loaded.bank.questions.len(), 2);
}

#[test]
fn the_built_in_bank_has_no_findings() {
    let mut sources = Sources::default();
    let loaded = load(vec![interview_kit::bank::built_in_file()], &mut sources);
    assert_eq!(finding_lines(&loaded, &sources), [""; 0]);
    assert!(loaded.bank.questions.len() >= 136, "{} questions", loaded.bank.questions.len());
}
