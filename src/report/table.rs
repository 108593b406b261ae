//! The formats without times, so that the same run gives the same text: columns for a person, CSV, Markdown. The
//! summary line of a run.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::Report;
use super::entry::{DocumentEntry, DocumentState};
use super::error::RenderReportError;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;
use crate::wording::table::{Table, TableFormat};

/// The columns of a table.
pub(super) const COLUMNS: [&str; 7] =
    ["file", "kit", "questions", "minutes", "pages", "fingerprint", "result"];

/// Renders the documents as a table.
pub(super) fn render_table(format: TableFormat, report: &Report) -> Result<String, RenderReportError> {
    let is_shown = |document: &&DocumentEntry| !report.omits_unchanged || !is_unchanged(document);
    let rows: Vec<Vec<String>> = report.documents.iter().filter(is_shown).map(cells).collect();
    Ok(Table { head: &COLUMNS, rows: &rows, right_aligned: &[2, 3, 4] }.render(format)?)
}

/// The columns that a narrow terminal omits first. The file name contains the name of the kit.
const OPTIONAL_COLUMNS: [&str; 2] = ["fingerprint", "kit"];
/// The most up-to-date documents that a terminal lists, because more would hide the others.
const MAX_UNCHANGED_ROWS: usize = 30;
/// The fewest documents whose summary states a rate.
const RATE_MIN_DOCUMENTS: usize = 10;

/// Renders the documents as a table for a terminal with this many columns of text.
pub(crate) fn render_for_terminal(report: &Report, columns: usize) -> Result<String, RenderReportError> {
    let unchanged = report.documents.iter().filter(|document| is_unchanged(document)).count();
    let omits_unchanged = report.omits_unchanged || unchanged > MAX_UNCHANGED_ROWS;
    let shown = report.documents.iter().filter(|document| !omits_unchanged || !is_unchanged(document));
    let rows: Vec<Vec<String>> = shown.map(cells).collect();
    let mut text =
        if rows.is_empty() && omits_unchanged { String::new() } else { render_narrow(rows, columns)? };
    if unchanged > MAX_UNCHANGED_ROWS && !report.omits_unchanged {
        let _ = writeln!(
            text,
            "{unchanged} unchanged documents are not listed (`--report table=FILE` lists all)"
        );
    }
    Ok(text)
}

fn is_unchanged(document: &DocumentEntry) -> bool {
    document.state == DocumentState::Unchanged
}

/// Renders a table without the optional columns that would make it too wide.
fn render_narrow(mut rows: Vec<Vec<String>>, columns: usize) -> Result<String, RenderReportError> {
    let mut head = COLUMNS.to_vec();
    let mut optional = OPTIONAL_COLUMNS.into_iter();
    // Ends because each round but the last removes a column.
    loop {
        let right =
            ["questions", "minutes", "pages"].map(|name| head.iter().position(|column| *column == name));
        let right: Vec<usize> = right.into_iter().flatten().collect();
        let text = Table { head: &head, rows: &rows, right_aligned: &right }.render(TableFormat::Columns)?;
        let is_narrow = text.lines().all(|line| line.width() <= columns);
        let Some(at) =
            optional.next().filter(|_| !is_narrow).and_then(|name| head.iter().position(|c| *c == name))
        else {
            return Ok(text);
        };
        head.remove(at);
        for row in &mut rows {
            row.remove(at);
        }
    }
}

fn cells(document: &DocumentEntry) -> Vec<String> {
    vec![
        escape_control(&document.file),
        document.kit.clone(),
        document.questions.to_string(),
        document.minutes.to_string(),
        document.pages.map_or_else(String::new, |pages| pages.to_string()),
        document.fingerprint.clone(),
        document.state.word().to_owned(),
    ]
}

/// Counts the documents in each state, which is the same for the same run.
fn render_counts(report: &Report) -> String {
    if !report.has_documents() {
        return "no documents were made".to_owned();
    }
    let documents = plural(report.document_count as u32, "document");
    let kits = plural(report.kit_count as u32, "kit");
    let mut text = match report.shard {
        None => format!("{documents} of {kits}"),
        Some(shard) => {
            format!("shard {shard}: {} of {documents} of {kits}", report.documents.len())
        }
    };
    if report.documents.is_empty() {
        text.push_str(": nothing to do");
    }
    let count = |word| report.documents.iter().filter(|document| document.state.word() == word).count();
    let counts =
        DocumentState::WORDS.map(|word| (word, count(word))).into_iter().filter(|(_, count)| *count > 0);
    for (n, (word, count)) in counts.enumerate() {
        text.push_str(if n == 0 { ": " } else { ", " });
        let _ = write!(text, "{count} {word}");
    }
    text
}

/// Renders the summary line: the number of documents in each state, the time, and the rate.
pub(crate) fn render_summary(report: &Report) -> String {
    let (counts, count) = (render_counts(report), report.documents.len() as f64);
    let seconds = match report.seconds {
        seconds if seconds < 1.0 => format!("{seconds:.2} s"),
        seconds if seconds < 120.0 => format!("{seconds:.1} s"),
        seconds => format!("{:.0} min {:02.0} s", (seconds / 60.0).floor(), (seconds % 60.0).floor()),
    };
    if report.seconds < 0.001 || report.documents.len() < RATE_MIN_DOCUMENTS {
        return format!("{counts}, in {seconds}");
    }
    format!("{counts}, in {seconds} ({:.0} a second)", count / report.seconds)
}

#[cfg(test)]
mod tests {
    use crate::wording::table::TableFormat;

    use super::{MAX_UNCHANGED_ROWS, Report, render_for_terminal, render_table};
    use crate::report::entry::{DocumentEntry, DocumentState};

    fn report() -> Report {
        serde_json::from_str(include_str!("../../tests/cli/reports/1.json")).unwrap()
    }

    #[test]
    fn a_narrow_terminal_gets_fewer_columns() {
        let report = report();
        let whole = render_table(TableFormat::Columns, &report).unwrap();
        let wide = whole.lines().map(str::len).max().unwrap();
        assert_eq!(render_for_terminal(&report, wide).unwrap(), whole);
        let head = |columns| {
            let text = render_for_terminal(&report, columns).unwrap();
            text.lines().next().unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(head(wide - 1), ["file", "kit", "questions", "minutes", "pages", "result"]);
        assert_eq!(head(1), ["file", "questions", "minutes", "pages", "result"]);
    }

    #[test]
    fn many_unchanged_documents_do_not_hide_the_others() {
        let mut report = report();
        let mut unchanged = report.documents[0].clone();
        unchanged.state = DocumentState::Unchanged;
        let written = DocumentEntry { state: DocumentState::Written, ..unchanged.clone() };
        report.documents = vec![unchanged.clone(); MAX_UNCHANGED_ROWS];
        report.documents.push(written);
        assert_eq!(
            render_for_terminal(&report, 500).unwrap(),
            render_table(TableFormat::Columns, &report).unwrap()
        );
        report.documents.push(unchanged);
        let shown = render_for_terminal(&report, 500).unwrap();
        assert_eq!(shown.lines().count(), 3, "{shown}");
        assert!(shown.contains("written\n31 unchanged documents are not listed"), "{shown}");
        report.documents.retain(|document| document.state == DocumentState::Unchanged);
        assert_eq!(render_for_terminal(&report, 500).unwrap().lines().count(), 1);
    }
}
