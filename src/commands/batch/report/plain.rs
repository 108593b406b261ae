//! The forms that tell nothing of time, so that the same run gives the same text: columns for a person, CSV,
//! Markdown; and the line at the end.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Document, Report, State};
use crate::commands::args::Format;
use crate::commands::plan_table::plural;
use crate::commands::show;

/// The columns.
pub(super) const HEAD: [&str; 7] = ["file", "kit", "questions", "minutes", "pages", "fingerprint", "result"];

pub(super) fn text(form: Format, report: &Report) -> Result<String> {
    let is_shown = |document: &&Document| !report.has_news_alone || document.result != State::Unchanged;
    let cells: Vec<Vec<String>> = report.documents.iter().filter(is_shown).map(cells).collect();
    show::list(form, &HEAD, &cells, &[2, 3, 4], &[])
}

fn cells(document: &Document) -> Vec<String> {
    vec![
        show::harmless(&document.file),
        document.kit.clone(),
        document.questions.to_string(),
        document.minutes.to_string(),
        document.pages.map_or_else(String::new, |pages| pages.to_string()),
        document.fingerprint.clone(),
        document.result.word().to_owned(),
    ]
}

/// From how many documents on it is told how many were made a second.
const MANY: usize = 10;

/// How many of each: what is the same whenever the same is done.
fn counts(report: &Report) -> String {
    if !report.is_filled() {
        return "no documents were made".to_owned();
    }
    let documents = plural(report.all as u32, "document");
    let kits = plural(report.kits as u32, "kit");
    let mut text = match report.shard {
        None => format!("{documents} of {kits}"),
        Some(shard) => {
            format!("shard {shard}: {} of {documents} of {kits}", report.documents.len())
        }
    };
    if report.documents.is_empty() {
        text.push_str(": nothing to do");
    }
    let count = |word| report.documents.iter().filter(|document| document.result.word() == word).count();
    let counts = State::WORDS.map(|word| (word, count(word))).into_iter().filter(|(_, count)| *count > 0);
    for (n, (word, count)) in counts.enumerate() {
        text.push_str(if n == 0 { ": " } else { ", " });
        let _ = write!(text, "{count} {word}");
    }
    text
}

/// One line: how many of each, and how long it took.
pub(in crate::commands::batch) fn summary(report: &Report) -> String {
    let (counts, count) = (counts(report), report.documents.len() as f64);
    let seconds = match report.seconds {
        seconds if seconds < 1.0 => format!("{seconds:.2} s"),
        seconds if seconds < 120.0 => format!("{seconds:.1} s"),
        seconds => format!("{:.0} min {:02.0} s", (seconds / 60.0).floor(), (seconds % 60.0).floor()),
    };
    // A rate says nothing of a few.
    if report.seconds < 0.001 || report.documents.len() < MANY {
        return format!("{counts}, in {seconds}");
    }
    format!("{counts}, in {seconds} ({:.0} a second)", count / report.seconds)
}
