//! What came of a batch: a row for each document, in the order of the manifest.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::batch::KitPlan;
use crate::commands::args::Format;
use crate::commands::plan_table::plural;
use crate::commands::show;
use crate::kit::Kit;

/// What came of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It would be made.
    Planned,
    /// Its file is new.
    Written,
    /// Its file was the same, byte for byte, and was left alone.
    Unchanged,
    /// There is no such file.
    Missing,
    /// Its file is another.
    Stale,
    /// It has characters no font has.
    Unset,
    /// Its file cannot be read or written, or must be kept.
    Failed,
    /// The run was stopped before.
    Left,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Unset | Self::Failed => "failed",
            Self::Left => "left",
        }
    }
}

/// A document in the report.
pub(super) struct Row<'r> {
    pub(super) file: PathBuf,
    pub(super) plan: &'r KitPlan,
    pub(super) kit: &'r Kit<'r>,
    pub(super) pages: Option<usize>,
    pub(super) state: State,
}

/// The report as it is printed.
pub(super) fn text(form: Format, rows: &[Row<'_>]) -> Result<String> {
    let head = ["file", "kit", "questions", "minutes", "pages", "fingerprint", "result"];
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let values: Vec<Value> = rows.iter().map(value).collect();
    show::list(form, &head, &cells, &[2, 3, 4], &values)
}

fn cells(row: &Row<'_>) -> Vec<String> {
    vec![
        show::harmless(&row.file.display().to_string()),
        row.plan.name.clone(),
        row.kit.picks.len().to_string(),
        row.kit.minutes.to_string(),
        row.pages.map_or_else(String::new, |pages| pages.to_string()),
        row.kit.fingerprint.clone(),
        row.state.word().to_owned(),
    ]
}

fn value(row: &Row<'_>) -> Value {
    json!({
        "file": row.file.display().to_string(),
        "kit": row.plan.name,
        "questions": row.kit.picks.len(),
        "minutes": row.kit.minutes,
        "pages": row.pages,
        "fingerprint": row.kit.fingerprint,
        "result": row.state.word(),
    })
}

/// One line: how many of each.
pub(super) fn summary(rows: &[Row<'_>], kits: usize) -> String {
    let mut text = format!("{} of {}", plural(rows.len() as u32, "document"), plural(kits as u32, "kit"));
    let words = ["planned", "written", "unchanged", "missing", "stale", "failed", "left"];
    let counts = words.map(|word| (word, rows.iter().filter(|row| row.state.word() == word).count()));
    for (n, (word, count)) in counts.into_iter().filter(|(_, count)| *count > 0).enumerate() {
        text.push_str(if n == 0 { ": " } else { ", " });
        let _ = write!(text, "{count} {word}");
    }
    text
}
