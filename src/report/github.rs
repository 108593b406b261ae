//! The report as the summary of a GitHub job: errors and changes first, the rest folded.

use std::fmt::Write as _;

use super::entry::{DocumentEntry, DocumentState, FindingEntry};
use super::{Report, table};
use crate::wording::escape::{escape_control, escape_markdown};
use crate::wording::plural::plural;

/// The first line, by which `--report` recognizes its own file.
pub(super) const MARKER: &str = "<!-- interview-kit batch -->";

/// The largest summary. GitHub rejects summaries over 1 MiB for a step; other programs of the step need some of
/// that.
const SUMMARY_MAX_BYTES: usize = 1_000_000;
/// The room for the ends of tables and the counts of omitted parts, which are always written.
const RESERVED_BYTES: usize = 2_000;
/// The longest text in a summary.
const TEXT_MAX_CHARS: usize = 400;
/// The most room that findings take from the tables.
const FINDINGS_MAX_BYTES: usize = 200_000;

/// The longest line that counts what was left out.
const REST_BYTES: usize = 80;

/// A text that never grows over a size.
struct BoundedText {
    text: String,
    /// Bytes that still fit.
    room: usize,
}

impl BoundedText {
    /// Adds a part if it fits, and returns true then.
    fn add(&mut self, part: &str) -> bool {
        let fits = part.len() <= self.room;
        if fits {
            self.text.push_str(part);
            self.room -= part.len();
        }
        fits
    }

    /// Adds the parts that fit in `max_bytes`, and counts the others by their `noun`.
    fn add_all(&mut self, max_bytes: usize, parts: &[String], noun: &str) {
        let max_bytes = self.room.min(max_bytes);
        let is_whole = parts.iter().map(String::len).sum::<usize>() <= max_bytes;
        // The line that counts the others needs room of its own.
        let max_bytes = if is_whole { max_bytes } else { max_bytes.saturating_sub(REST_BYTES) };
        let fitting = parts
            .iter()
            .scan(0, |size, part| {
                *size += part.len();
                Some(*size)
            })
            .take_while(|size| *size <= max_bytes)
            .count();
        self.add(&parts[..fitting].concat());
        if fitting < parts.len() {
            // Goes into the reserved bytes: the parts may have left no room.
            let omitted = plural((parts.len() - fitting) as u32, noun);
            let _ = write!(self.text, "\n{omitted} left out for want of room.\n");
        }
    }

    /// Adds a table of documents, if there are any.
    fn add_table(&mut self, documents: &[&DocumentEntry]) {
        const HEAD: &str = "| file | result | why | questions | pages | ms |\n\
            | --- | --- | --- | ---: | ---: | ---: |\n";
        if documents.is_empty() || !self.add(HEAD) {
            return;
        }
        let rows: Vec<String> = documents.iter().copied().map(render_row).collect();
        self.add_all(SUMMARY_MAX_BYTES, &rows, "document");
        self.text.push('\n');
    }
}

fn render_row(document: &DocumentEntry) -> String {
    let pages = document.pages.map_or_else(String::new, |pages| pages.to_string());
    format!(
        "| {} | {} | {} | {} | {pages} | {:.0} |\n",
        escape(&document.file),
        document.state.word(),
        escape(document.reason.as_deref().unwrap_or_default()),
        document.questions,
        document.milliseconds,
    )
}

fn render_finding(finding: &FindingEntry) -> String {
    format!("- **{}** {}: {}\n", escape(&finding.severity), escape(&finding.code), escape(&finding.line()))
}

/// Escapes and shortens a text.
fn escape(text: &str) -> String {
    let mut text = escape_control(text);
    if let Some((end, _)) = text.char_indices().nth(TEXT_MAX_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    escape_markdown(&text)
}

/// Renders a report as Markdown for the summary of a job.
pub(super) fn render_github(report: &Report) -> String {
    let mut page = BoundedText { text: String::new(), room: SUMMARY_MAX_BYTES - RESERVED_BYTES };
    let mark = if report.status == 0 { "✅" } else { "❌" };
    page.add(&format!("{MARKER}\n### {mark} {}\n\n", escape(&table::render_summary(report))));
    if let Some(error) = &report.error {
        page.add(&format!("> **error:** {}\n\n", escape(error)));
    }
    let findings: Vec<String> = report.findings.iter().map(render_finding).collect();
    page.add_all(FINDINGS_MAX_BYTES, &findings, "finding");
    page.add("\n");
    let select = |is_wanted: &dyn Fn(DocumentState) -> bool| -> Vec<&DocumentEntry> {
        report.documents.iter().filter(|document| is_wanted(document.state)).collect()
    };
    page.add_table(&select(&DocumentState::is_bad));
    page.add_table(&select(&|state| state == DocumentState::Written));
    for folded in [DocumentState::Unchanged, DocumentState::Planned] {
        let documents = select(&|state| state == folded);
        if !documents.is_empty() {
            let _ =
                writeln!(page.text, "<details><summary>{} {}</summary>\n", documents.len(), folded.word());
            page.add_table(&documents);
            page.text += "</details>\n\n";
        }
    }
    let _ = writeln!(page.text, "<sub>{}, {}</sub>", escape(&report.program), escape(&report.manifest));
    page.text
}
