//! The values of a CSV file with their places.

use std::ops::Range;

use crate::wording::cell::restore_cell;

/// The delimiters that spreadsheet programs write.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// The most values that are read of a row.
const MAX_VALUES: usize = 256;

/// A value of a row, and its byte range in the file.
pub(super) struct CsvValue {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// Returns the delimiter that occurs most often in the first row.
pub(super) fn find_delimiter(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|byte| *byte == delimiter).count();
    // `max_by_key` returns the last of equals, so the order is reversed to prefer the first.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// Returns the records of a table with their values trimmed; empty lines are skipped.
pub(super) fn read_records(text: &str, delimiter: u8) -> impl Iterator<Item = Vec<CsvValue>> + '_ {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok).map(move |record| {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let count = record.len().min(MAX_VALUES);
        let ranges = value_ranges(text, start, delimiter, count);
        let value = |(value, range): (&str, Range<usize>)| {
            // Tables of this program mark cells that a spreadsheet program would run.
            CsvValue { text: restore_cell(value.trim()).into_owned(), range }
        };
        record.iter().zip(ranges).map(value).collect()
    })
}

/// Returns the byte ranges of the values of a record, without their quotes.
fn value_ranges(text: &str, start: usize, delimiter: u8, count: usize) -> Vec<Range<usize>> {
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
