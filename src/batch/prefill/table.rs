//! The rows of a table of interviews, and its mistakes.

use super::columns::{column_index, read_columns};
use super::records::{CsvValue, find_delimiter, read_records};
use super::value::{COLUMNS, find_value_error};
use crate::compose::Prefill;
use crate::diag::codes;
use crate::diag::{Diagnostic, FileId, Origin, Severity, Sources, Text};
use crate::fs::read::TABLE_MAX_BYTES;

/// The most rows of a table.
const MAX_ROWS: usize = 10_000;
/// The most findings about a table: more of them have one cause.
const MAX_FINDINGS: usize = 100;
/// The most values of a row.
const MAX_ROW_VALUES: usize = 10_000;

/// A row of a table of interviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterviewRow {
    /// The values to fill in.
    pub prefill: Prefill,
    /// The name of its kit, if a column says so.
    pub kit: Option<Text>,
}

/// Reads a CSV table of interviews: the values of each row. Mistakes are added to `findings`.
pub fn read_prefill_table(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Vec<InterviewRow> {
    match add_source(name, bytes, sources, findings) {
        Some(file) => read_rows(&sources.file(file).text, file, findings),
        None => Vec::new(),
    }
}

/// Adds the text of a file to the sources, without a byte order mark.
fn add_source(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    if bytes.len() > TABLE_MAX_BYTES {
        let most = TABLE_MAX_BYTES >> 20;
        findings.push(
            Diagnostic::error(&codes::prefill::FILE_TOO_LARGE, format!("{name} is larger than {most} MiB"))
                .help("give a CSV file with one row for each interview"),
        );
        return None;
    }
    // Spreadsheet files are ZIP archives.
    if bytes.starts_with(b"PK\x03\x04") {
        let message = format!("{name} is a spreadsheet file, not CSV");
        findings.push(
            Diagnostic::error(&codes::prefill::NOT_UTF8, message)
                .help("save it as CSV (UTF-8), and name that file"),
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let file = sources.add(name, before);
            findings.push(
                Diagnostic::error(&codes::prefill::NOT_UTF8, format!("{name} is not UTF-8 text"))
                    .at(Origin::new(file, &(valid..valid)), "the first byte that is not UTF-8")
                    .help("save it as “CSV UTF-8”"),
            );
            None
        }
    }
}

/// Reads the rows of a table, and reports its mistakes.
fn read_rows(text: &str, file: FileId, findings: &mut Vec<Diagnostic>) -> Vec<InterviewRow> {
    let delimiter = find_delimiter(text);
    if let Some(line) = find_endless_row(text, delimiter) {
        let message = format!("a row has more than {MAX_ROW_VALUES} values");
        let help = "give a CSV file with one row for each interview";
        let origin = Origin::new(file, &(line..line));
        findings.push(Diagnostic::error(&codes::prefill::TOO_MANY_VALUES, message).at(origin, "").help(help));
        return Vec::new();
    }
    let mut records = read_records(text, delimiter);
    let Some(head) = records.next() else {
        let help = format!("begin with the names of the columns: {}", COLUMNS.join(","));
        findings.push(
            Diagnostic::error(&codes::prefill::EMPTY, "the table is empty")
                .at(Origin::new(file, &(0..0)), "")
                .help(help),
        );
        return Vec::new();
    };
    let columns = read_columns(&head, file, findings);
    let has_candidates = columns.contains(&column_index("candidate"));
    let mut rows = Vec::new();
    for record in records {
        if record.iter().all(|value| value.text.is_empty()) {
            continue;
        }
        if rows.len() == MAX_ROWS {
            let origin = Origin::new(file, &record[0].range);
            findings.push(
                Diagnostic::error(
                    &codes::prefill::TOO_MANY_ROWS,
                    format!("the table has more than {MAX_ROWS} rows"),
                )
                .at(origin, "the first row over the limit")
                .help("split it into several files"),
            );
            break;
        }
        let before = findings.len();
        let row = read_row(&record, &columns, file, findings);
        let is_nobody = row.prefill.candidate.is_none() && row.prefill.reference.is_none();
        if has_candidates && is_nobody && findings.len() == before {
            let message = format!("row {} names no candidate and no reference", rows.len() + 1);
            findings.push(
                Diagnostic::warning(&codes::prefill::NOBODY, message)
                    .at(Origin::new(file, &record[0].range), "")
                    .help("write the name, or remove the row"),
            );
        }
        rows.push(row);
        if findings.len() > MAX_FINDINGS {
            findings.truncate(MAX_FINDINGS);
            findings.push(Diagnostic::note(
                &codes::prefill::STOPPED_READING,
                "the table has many mistakes; the rest of it was not read",
            ));
            break;
        }
    }
    if rows.is_empty() && findings.iter().all(|finding| finding.severity == Severity::Note) {
        findings.push(
            Diagnostic::error(&codes::prefill::EMPTY, "the table has no row below the names of its columns")
                .at(Origin::new(file, &head[0].range), "")
                .help("write one row for each interview"),
        );
    }
    rows
}

/// Returns the start of the first line with far more values than columns, which would cost much memory.
fn find_endless_row(text: &str, delimiter: u8) -> Option<usize> {
    let mut start = 0;
    text.as_bytes().split(|byte| *byte == b'\n').find_map(|line| {
        let at = start;
        start += line.len() + 1;
        let values = memchr::memchr_iter(delimiter, line).count();
        (values > MAX_ROW_VALUES).then_some(at)
    })
}

fn read_row(
    record: &[CsvValue],
    columns: &[Option<usize>],
    file: FileId,
    findings: &mut Vec<Diagnostic>,
) -> InterviewRow {
    let mut texts: [Option<Text>; COLUMNS.len()] = [const { None }; COLUMNS.len()];
    for (n, value) in record.iter().enumerate().filter(|(_, value)| !value.text.is_empty()) {
        let origin = Origin::new(file, &value.range);
        let Some(column) = columns.get(n) else {
            let message =
                format!("the row has {} values, but there are {} columns", record.len(), columns.len());
            findings.push(
                Diagnostic::error(&codes::prefill::TOO_MANY_VALUES, message)
                    .at(origin, "the first value without a column")
                    .help("put values that contain the delimiter in double quotes"),
            );
            break;
        };
        let Some(column) = *column else { continue };
        if let Some((what, help)) = find_value_error(&value.text) {
            findings.push(
                Diagnostic::error(&codes::prefill::BAD_VALUE, format!("the {} {what}", COLUMNS[column]))
                    .at(origin, "")
                    .help(help),
            );
            continue;
        }
        texts[column] = Some(Text { value: value.text.clone(), origin });
    }
    let [candidate, interviewer, date, reference, kit] = texts;
    InterviewRow { prefill: Prefill { candidate, interviewer, date, reference }, kit }
}
