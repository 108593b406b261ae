//! The forms that tell nothing of time, so that the same run gives the same text: columns for a person, CSV,
//! Markdown; and the line at the end.

use std::fmt::Write as _;

use anyhow::Result;
use unicode_width::UnicodeWidthStr;

use super::{Document, Report, State};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;
use crate::wording::table::{Table, TableFormat};

/// The columns.
pub(crate) const HEAD: [&str; 7] = ["file", "kit", "questions", "minutes", "pages", "fingerprint", "result"];

pub(crate) fn text(format: TableFormat, report: &Report) -> Result<String> {
    let is_shown = |document: &&Document| !report.has_news_alone || document.result != State::Unchanged;
    let cells: Vec<Vec<String>> = report.documents.iter().filter(is_shown).map(cells).collect();
    Ok(Table { head: &HEAD, rows: &cells, right_aligned: &[2, 3, 4] }.render(format)?)
}

/// Columns that go first where a terminal is narrow; the name of the kit is in the name of the file.
const LESS: [&str; 2] = ["fingerprint", "kit"];
/// So many documents that are as they were are listed on a terminal; more would only hide the others.
const UNCHANGED: usize = 30;

/// The table as a person reads it on a terminal that is so wide.
pub(crate) fn on_terminal(report: &Report, columns: usize) -> Result<String> {
    let is_unchanged = |document: &&Document| document.result == State::Unchanged;
    let unchanged = report.documents.iter().filter(is_unchanged).count();
    let hides = report.has_news_alone || unchanged > UNCHANGED;
    let shown = report.documents.iter().filter(|document| !hides || !is_unchanged(document));
    let rows: Vec<Vec<String>> = shown.map(cells).collect();
    let mut text = if rows.is_empty() && hides { String::new() } else { narrowed(&rows, columns)? };
    if unchanged > UNCHANGED && !report.has_news_alone {
        let _ = writeln!(
            text,
            "{unchanged} unchanged documents are not listed (`--report table=FILE` lists all)"
        );
    }
    Ok(text)
}

/// A table without the columns that it is too wide with.
fn narrowed(rows: &[Vec<String>], columns: usize) -> Result<String> {
    let (mut head, mut rows) = (HEAD.to_vec(), rows.to_vec());
    let mut less = LESS.into_iter();
    // Each round takes a column away, or is the last.
    loop {
        let right =
            ["questions", "minutes", "pages"].map(|name| head.iter().position(|column| *column == name));
        let right: Vec<usize> = right.into_iter().flatten().collect();
        let text = Table { head: &head, rows: &rows, right_aligned: &right }.render(TableFormat::Columns)?;
        let is_narrow = text.lines().all(|line| line.width() <= columns);
        let Some(at) =
            less.next().filter(|_| !is_narrow).and_then(|name| head.iter().position(|c| *c == name))
        else {
            return Ok(text);
        };
        head.remove(at);
        for row in &mut rows {
            row.remove(at);
        }
    }
}

fn cells(document: &Document) -> Vec<String> {
    vec![
        escape_control(&document.file),
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
pub(crate) fn summary(report: &Report) -> String {
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

#[cfg(test)]
mod tests {
    use crate::wording::table::TableFormat;

    use super::{Report, UNCHANGED, on_terminal, text};

    fn report() -> Report {
        serde_json::from_str(include_str!("../../tests/cli/reports/1.json")).unwrap()
    }

    #[test]
    fn a_narrow_terminal_gets_fewer_columns() {
        let report = report();
        let whole = text(TableFormat::Columns, &report).unwrap();
        let wide = whole.lines().map(str::len).max().unwrap();
        assert_eq!(on_terminal(&report, wide).unwrap(), whole);
        let head = |columns| {
            let text = on_terminal(&report, columns).unwrap();
            text.lines().next().unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(head(wide - 1), ["file", "kit", "questions", "minutes", "pages", "result"]);
        assert_eq!(head(1), ["file", "questions", "minutes", "pages", "result"]);
    }

    #[test]
    fn many_unchanged_documents_do_not_hide_the_others() {
        let mut report = report();
        let mut unchanged = report.documents[0].clone();
        unchanged.result = super::State::Unchanged;
        let written = super::Document { result: super::State::Written, ..unchanged.clone() };
        report.documents = vec![unchanged.clone(); UNCHANGED];
        report.documents.push(written);
        assert_eq!(on_terminal(&report, 500).unwrap(), text(TableFormat::Columns, &report).unwrap());
        report.documents.push(unchanged);
        let shown = on_terminal(&report, 500).unwrap();
        assert_eq!(shown.lines().count(), 3, "{shown}");
        assert!(shown.contains("written\n31 unchanged documents are not listed"), "{shown}");
        report.documents.retain(|document| document.result == super::State::Unchanged);
        assert_eq!(on_terminal(&report, 500).unwrap().lines().count(), 1);
    }
}
