//! What is filled in beforehand: from arguments, or from the rows of a CSV file.

use std::ops::Range;

use anyhow::{Result, bail};

use super::args::PrefillArgs;
use crate::compose::{MOST_CHARACTERS, Prefill};
use crate::diag::codes;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, FileId, Origin, Sources, Text};
use crate::fs::read::{TABLE_MAX_BYTES, read_table};

/// Rows of a file at most.
const ROWS: usize = 10_000;
/// The columns a file may have.
pub(super) const COLUMNS: [&str; 4] = ["candidate", "interviewer", "date", "reference"];
/// What parts the values of a row, as programs that make tables save it.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Values of a row that are looked at.
const VALUES: usize = 256;
/// Findings in a table; a table with more has one mistake, not many.
const FINDINGS: usize = 100;
/// Characters of a name of a column that are shown.
const SHOWN: usize = 40;

/// What is filled into each kit: one of them without a file.
pub(super) fn all(
    args: &PrefillArgs,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Prefill>> {
    let of_all = Prefill {
        candidate: given("--candidate", args.candidate.as_ref(), sources)?,
        interviewer: given("--interviewer", args.interviewer.as_ref(), sources)?,
        date: given("--date", args.date.as_ref(), sources)?,
        reference: given("--reference", args.reference.as_ref(), sources)?,
    };
    let Some(path) = &args.prefill else { return Ok(vec![of_all]) };
    let (name, bytes) = read_table(path)?;
    let Some(file) = text(&name, bytes, sources, findings) else { return Ok(Vec::new()) };
    let mut rows = rows(&sources.file(file).text, file, findings);
    for row in &mut rows {
        row.interviewer = row.interviewer.take().or_else(|| of_all.interviewer.clone());
        row.date = row.date.take().or_else(|| of_all.date.clone());
    }
    Ok(rows)
}

/// A value that was typed. It is a source of its own, for findings that come up on the page.
fn given(name: &str, value: Option<&String>, sources: &mut Sources) -> Result<Option<Text>> {
    let Some(value) = value.map(|value| value.trim()).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if let Some((what, help)) = fault(value) {
        bail!("{name} {what}: {help}");
    }
    let origin = Origin::new(sources.add(name, value), &(0..value.len()));
    Ok(Some(Text { value: value.to_owned(), origin }))
}

/// What keeps a value from standing on one line, and what to do.
fn fault(value: &str) -> Option<(String, &'static str)> {
    let count = value.chars().count();
    if count > MOST_CHARACTERS {
        return Some((
            format!("has {count} characters, more than {MOST_CHARACTERS}"),
            "shorten it to what fits on a line",
        ));
    }
    let control = value.chars().find(|c| c.is_control())?;
    let name = match control {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        other => format!("the control character U+{:04X}", u32::from(other)),
    };
    Some((format!("holds {name}"), "write it on one line, in letters that can be seen"))
}

/// The text of a file, without the mark that some programs put before it.
fn text(name: &str, bytes: Vec<u8>, sources: &mut Sources, findings: &mut Vec<Diagnostic>) -> Option<FileId> {
    if bytes.len() > TABLE_MAX_BYTES {
        let most = TABLE_MAX_BYTES >> 20;
        findings.push(
            Diagnostic::error(&codes::prefill::FILE_TOO_LARGE, format!("{name} is larger than {most} MiB"))
                .help("give a CSV file with one row for each interview"),
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
                    .at(Origin::new(file, &(valid..valid)), "the first byte that is not")
                    .help("save it as “CSV UTF-8”"),
            );
            None
        }
    }
}

/// A value of a row and where it stands.
struct Value {
    text: String,
    range: Range<usize>,
}

/// The rows of a table, or what is wrong with it.
fn rows(text: &str, file: FileId, findings: &mut Vec<Diagnostic>) -> Vec<Prefill> {
    let mut records = records(text, delimiter(text));
    let Some(head) = records.next() else {
        let help = format!("write a row of names first: {}", COLUMNS.join(","));
        findings.push(
            Diagnostic::error(&codes::prefill::EMPTY, "the table is empty")
                .at(at(file, &(0..0)), "")
                .help(help),
        );
        return Vec::new();
    };
    let columns = columns(&head, file, findings);
    let mut rows = Vec::new();
    for record in records {
        if record.iter().all(|value| value.text.is_empty()) {
            continue;
        }
        if rows.len() == ROWS {
            let origin = at(file, &record[0].range);
            findings.push(
                Diagnostic::error(
                    &codes::prefill::TOO_MANY_ROWS,
                    format!("the table has more than {ROWS} rows"),
                )
                .at(origin, "the first that is too many")
                .help("part it into several files"),
            );
            break;
        }
        rows.push(row(&record, &columns, file, findings));
        if findings.len() > FINDINGS {
            findings.truncate(FINDINGS);
            findings.push(Diagnostic::note(
                &codes::prefill::STOPPED_READING,
                "the rest of the table was not read",
            ));
            break;
        }
    }
    if rows.is_empty() && findings.is_empty() {
        findings.push(
            Diagnostic::error(&codes::prefill::EMPTY, "the table has no row under its names")
                .at(at(file, &head[0].range), "")
                .help("write one row for each interview"),
        );
    }
    rows
}

fn at(file: FileId, range: &Range<usize>) -> Origin {
    Origin::new(file, range)
}

/// What each column is; none for one that is not known.
fn columns(head: &[Value], file: FileId, findings: &mut Vec<Diagnostic>) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = Vec::new();
    for value in head {
        let name = value.text.to_lowercase();
        let known = COLUMNS.iter().position(|column| *column == name);
        let shown: String = value.text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
        if known.is_some() && columns.contains(&known) {
            let message = format!("the column `{shown}` stands twice");
            findings.push(
                Diagnostic::error(&codes::prefill::DUPLICATE_COLUMN, message)
                    .at(at(file, &value.range), "")
                    .help("leave one of them out"),
            );
        } else if known.is_none() && !name.is_empty() {
            let list = COLUMNS.map(|column| format!("`{column}`")).join(", ");
            let help = match nearest(&name, COLUMNS) {
                Some(meant) => format!("did you mean `{meant}`? KitSnapshot: {list}"),
                None => format!("leave it out; known: {list}"),
            };
            findings.push(
                Diagnostic::error(
                    &codes::prefill::UNKNOWN_COLUMN,
                    format!("the column `{shown}` is not known"),
                )
                .at(at(file, &value.range), "")
                .help(help),
            );
        }
        columns.push(known);
    }
    columns
}

fn row(record: &[Value], columns: &[Option<usize>], file: FileId, findings: &mut Vec<Diagnostic>) -> Prefill {
    let mut texts: [Option<Text>; COLUMNS.len()] = [const { None }; COLUMNS.len()];
    for (n, value) in record.iter().enumerate().filter(|(_, value)| !value.text.is_empty()) {
        let origin = at(file, &value.range);
        let Some(column) = columns.get(n) else {
            let message =
                format!("the row has {} values, but there are {} columns", record.len(), columns.len());
            findings.push(
                Diagnostic::error(&codes::prefill::TOO_MANY_VALUES, message)
                    .at(origin, "the first that belongs to no column")
                    .help("put a value that holds what parts the columns in double quotes"),
            );
            break;
        };
        let Some(column) = *column else { continue };
        if let Some((what, help)) = fault(&value.text) {
            findings.push(
                Diagnostic::error(&codes::prefill::BAD_VALUE, format!("the {} {what}", COLUMNS[column]))
                    .at(origin, "")
                    .help(help),
            );
            continue;
        }
        texts[column] = Some(Text { value: value.text.clone(), origin });
    }
    let [candidate, interviewer, date, reference] = texts;
    Prefill { candidate, interviewer, date, reference }
}

/// What parts the values of the first row most often.
fn delimiter(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|byte| *byte == delimiter).count();
    // Of equally frequent ones the first.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The records of a table, their values trimmed. Lines without anything are none.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Vec<Value>> + '_ {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok).map(move |record| {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let count = record.len().min(VALUES);
        let ranges = ranges(text, start, delimiter, count);
        let value = |(value, range): (&str, Range<usize>)| Value { text: value.trim().to_owned(), range };
        record.iter().zip(ranges).map(value).collect()
    })
}

/// Where the values of a record stand, their quotes left out.
fn ranges(text: &str, start: usize, delimiter: u8, count: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    // The record of a text with empty lines before it starts at the first of them.
    let before = bytes.get(start..).unwrap_or_default().iter();
    let mut at = start + before.take_while(|byte| b"\r\n".contains(byte)).count();
    let mut ranges = Vec::with_capacity(count);
    for _ in 0..count {
        let is_quoted = bytes.get(at) == Some(&b'"');
        let from = at + usize::from(is_quoted);
        let mut inside = is_quoted;
        at = from;
        let mut to = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' if is_quoted => inside = !inside,
                byte if !inside && (*byte == delimiter || b"\r\n".contains(byte)) => break,
                _ => {}
            }
            at += 1;
            to = at;
        }
        if is_quoted && bytes[from..to].last() == Some(&b'"') {
            to -= 1;
        }
        ranges.push(from..to);
        at += 1;
    }
    ranges
}
