//! The report as the summary of a GitHub job: what went wrong or changed first, the rest folded.

use std::fmt::Write as _;

use super::{Document, Finding, Report, State, plain};
use crate::wording::escape::{escape_control, escape_markdown};
use crate::wording::plural::plural;

/// The first line, by which the file is known again.
pub(crate) const MARK: &str = "<!-- interview-kit batch -->";

/// A summary of more bytes than this is refused as a whole: 1 MiB for a step. Some room is left for what others
/// write into it.
const MOST: usize = 1_000_000;
/// Characters of one text.
const LONG: usize = 400;
/// Bytes of what was found at most; the tables are to have room.
const FOUND: usize = 200_000;

/// Text that never grows over a size.
struct Page {
    text: String,
    room: usize,
}

impl Page {
    /// Adds a part, if there is room for it.
    fn add(&mut self, part: &str) -> bool {
        let fits = part.len() <= self.room;
        if fits {
            self.text.push_str(part);
            self.room -= part.len();
        }
        fits
    }

    /// Adds as many parts as there is room for in so many bytes, then how many were left out.
    fn add_all(&mut self, most: usize, parts: &[String], what: &str) {
        let most = self.room.min(most);
        let fit = parts
            .iter()
            .scan(0, |size, part| {
                *size += part.len();
                Some(*size)
            })
            .take_while(|size| *size <= most)
            .count();
        self.add(&parts[..fit].concat());
        if fit < parts.len() {
            self.add(&format!("\n{} left out for want of room.\n", plural((parts.len() - fit) as u32, what)));
        }
    }

    /// A table of documents, if there are any.
    fn table(&mut self, documents: &[&Document]) {
        const HEAD: &str = "| file | result | why | questions | pages | ms |\n\
            | --- | --- | --- | ---: | ---: | ---: |\n";
        if documents.is_empty() || !self.add(HEAD) {
            return;
        }
        let rows: Vec<String> = documents.iter().copied().map(row).collect();
        self.add_all(MOST, &rows, "document");
        self.text.push('\n');
    }
}

fn row(document: &Document) -> String {
    let pages = document.pages.map_or_else(String::new, |pages| pages.to_string());
    format!(
        "| {} | {} | {} | {} | {pages} | {:.0} |\n",
        escaped(&document.file),
        document.result.word(),
        escaped(document.reason.as_deref().unwrap_or_default()),
        document.questions,
        document.milliseconds,
    )
}

fn found(finding: &Finding) -> String {
    format!("- **{}** {}: {}\n", escaped(&finding.severity), escaped(&finding.code), escaped(&finding.line()))
}

/// A text as it is, no markup, and not long.
fn escaped(text: &str) -> String {
    let mut text = escape_control(text);
    if let Some((end, _)) = text.char_indices().nth(LONG) {
        text.truncate(end);
        text.push('…');
    }
    escape_markdown(&text)
}

pub(crate) fn text(report: &Report) -> String {
    // Room for the ends of tables, which are always written.
    let mut page = Page { text: String::new(), room: MOST - 2_000 };
    let mark = if report.status == 0 { "✅" } else { "❌" };
    page.add(&format!("{MARK}\n### {mark} {}\n\n", escaped(&plain::summary(report))));
    if let Some(error) = &report.error {
        page.add(&format!("> **error:** {}\n\n", escaped(error)));
    }
    let found: Vec<String> = report.findings.iter().map(found).collect();
    page.add_all(FOUND, &found, "finding");
    page.add("\n");
    let of = |is_wanted: fn(State) -> bool| -> Vec<&Document> {
        report.documents.iter().filter(|document| is_wanted(document.result)).collect()
    };
    page.table(&of(State::is_bad));
    page.table(&of(|state| state == State::Written));
    for (state, word) in [(State::Unchanged, "unchanged"), (State::Planned, "planned")] {
        let documents: Vec<&Document> =
            report.documents.iter().filter(|document| document.result == state).collect();
        if !documents.is_empty() {
            let _ = writeln!(page.text, "<details><summary>{} {word}</summary>\n", documents.len());
            page.table(&documents);
            page.text += "</details>\n\n";
        }
    }
    let _ = writeln!(page.text, "<sub>{}, {}</sub>", escaped(&report.program), escaped(&report.manifest));
    page.text
}
