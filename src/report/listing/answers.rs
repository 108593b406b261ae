//! The answers of filled kits as one table, or as JSON.

use serde_json::{Value as Json, json};

use super::ListFormat;
use super::answer_rows::{AnswerRow, Entry, answer_rows};
use super::kit_summary::{on_one_line, render_summary, summary_json};
use crate::batch::document;
use crate::pdf::read::{Field, Filled, Kind, Remark, Value};
use crate::wording::escape::{escape_control, escape_json};
use crate::wording::table::{Table, TableError};

/// A file and what it holds.
pub(crate) struct InspectedFile {
    /// The name of the file, as it was given.
    pub(crate) name: String,
    pub(crate) filled: Filled,
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    File,
    Kit,
    Question,
    Field,
    Kind,
    Value,
    Doubt,
    Page,
    Author,
}

impl Column {
    /// The columns of CSV, in their order. Other tables leave out those that say nothing.
    const ALL: [Self; 9] = [
        Self::File,
        Self::Kit,
        Self::Question,
        Self::Field,
        Self::Kind,
        Self::Value,
        Self::Doubt,
        Self::Page,
        Self::Author,
    ];

    fn heading(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Kit => "kit",
            Self::Question => "question",
            Self::Field => "field",
            Self::Kind => "kind",
            Self::Value => "value",
            Self::Doubt => "doubt",
            Self::Page => "page",
            Self::Author => "author",
        }
    }

    fn cell(self, file: &InspectedFile, kit: &str, row: &AnswerRow<'_>) -> String {
        match self {
            Self::File => file.name.clone(),
            Self::Kit => describe_kit(&file.filled, kit, row.kit),
            Self::Question => row.question.to_owned(),
            Self::Field => row.field().to_owned(),
            Self::Kind => row.kind(),
            Self::Value => row.value().to_owned(),
            Self::Doubt => row.doubt(),
            Self::Page => row.page(),
            Self::Author => row.author().to_owned(),
        }
    }

    /// Returns true if the column says something about files in a table that people read.
    fn is_needed(self, files: &[InspectedFile], rows: &[Vec<AnswerRow<'_>>]) -> bool {
        let mut rows = rows.iter().flatten();
        match self {
            Self::Question | Self::Field | Self::Kind | Self::Value => true,
            Self::File => files.len() > 1,
            Self::Kit => files.iter().any(|file| file.filled.is_merged()),
            Self::Doubt => rows.any(|row| !row.doubt().is_empty()),
            Self::Page => rows.any(AnswerRow::needs_page),
            Self::Author => rows.any(|row| !row.author().is_empty()),
        }
    }
}

/// Returns the mark of a kit; in a file of several kits its number, because a file has one lock only.
fn describe_kit(filled: &Filled, kit: &str, number: usize) -> String {
    match filled.kit_pages.len() {
        count @ 2.. => format!("{} of {count}", number + 1),
        _ => kit.to_owned(),
    }
}

/// Renders the answers of kits; the table and JSON also say which kit each file is.
pub(crate) fn render_answers(files: &[InspectedFile], format: ListFormat) -> Result<String, TableError> {
    match format {
        ListFormat::Json => Ok(escape_json(&match files {
            [file] => format!("{:#}\n", file_json(file)),
            files => format!("{:#}\n", files.iter().map(file_json).collect::<Json>()),
        })),
        // Only a cell of a spreadsheet shows several lines.
        ListFormat::Csv => render_table(files, format, escape_lines),
        ListFormat::Markdown => render_table(files, format, on_one_line),
        ListFormat::Table => {
            let blocks: Result<Vec<String>, TableError> =
                files.iter().map(|file| render_block(file, files.len())).collect();
            Ok(blocks?.join("\n"))
        }
    }
}

/// Renders a file for people: which kit it is, then its answers.
fn render_block(file: &InspectedFile, files: usize) -> Result<String, TableError> {
    let mut text = if files > 1 { format!("{}\n", on_one_line(&file.name)) } else { String::new() };
    text.push_str(&render_summary(&file.filled));
    if !file.filled.fields.is_empty() || !file.filled.remarks.is_empty() {
        text.push('\n');
        text.push_str(&render_table(std::slice::from_ref(file), ListFormat::Table, on_one_line)?);
    }
    Ok(text)
}

fn render_table(
    files: &[InspectedFile],
    format: ListFormat,
    escape: fn(&str) -> String,
) -> Result<String, TableError> {
    let rows: Vec<Vec<AnswerRow<'_>>> = files.iter().map(|file| answer_rows(&file.filled)).collect();
    let is_shown = |column: &Column| format == ListFormat::Csv || column.is_needed(files, &rows);
    let columns: Vec<Column> = Column::ALL.into_iter().filter(is_shown).collect();
    let mut cells = Vec::new();
    for (file, rows) in files.iter().zip(&rows) {
        let kit = document::attached_lock(&file.filled)
            .and_then(Result::ok)
            .map_or_else(String::new, |lock| lock.kit);
        for row in rows {
            cells.push(columns.iter().map(|column| escape(&column.cell(file, &kit, row))).collect());
        }
    }
    let head: Vec<&str> = columns.iter().map(|column| column.heading()).collect();
    format.render(Table { head: &head, rows: &cells, right_aligned: &[] }, Vec::new())
}

/// Escapes control characters, and keeps line breaks.
fn escape_lines(text: &str) -> String {
    text.split('\n').map(escape_control).collect::<Vec<_>>().join("\n")
}

fn file_json(file: &InspectedFile) -> Json {
    let rows = answer_rows(&file.filled);
    let mut json = summary_json(&file.filled);
    json["file"] = file.name.as_str().into();
    json["fields"] = rows.iter().filter_map(field_json).collect();
    json["remarks"] = rows.iter().filter_map(remark_json).collect();
    json
}

fn field_json(row: &AnswerRow<'_>) -> Option<Json> {
    let Entry::Field(field, part) = row.entry else { return None };
    let (kind, states) = match &field.kind {
        Kind::Check => ("tick", None),
        Kind::Choice(states) => ("choice", Some(states)),
        Kind::Text => ("text", None),
        Kind::Signature => ("signature", None),
    };
    Some(json!({
        "name": field.name,
        "kit": row.kit + 1,
        "page": field.page,
        "question": question_json(row),
        "field": part,
        "kind": kind,
        "states": states,
        "value": value_json(field),
        "in_doubt": field.is_in_doubt,
        "other_values": field.other_values,
        "detached": field.is_reassembled,
    }))
}

fn question_json(row: &AnswerRow<'_>) -> Option<String> {
    Some(row.question.to_owned()).filter(|question| !question.is_empty())
}

fn value_json(field: &Field) -> Json {
    match (&field.value, &field.kind) {
        (Value::Set, _) => Json::Bool(true),
        (Value::Empty, Kind::Check | Kind::Signature) => Json::Bool(false),
        (Value::Empty, _) => Json::Null,
        (Value::Text(text), _) => Json::from(text.as_str()),
    }
}

fn remark_json(row: &AnswerRow<'_>) -> Option<Json> {
    let Entry::Remark(Remark { page, kind, author, text, .. }) = row.entry else { return None };
    Some(json!({
        "kit": row.kit + 1,
        "page": page,
        "question": question_json(row),
        "type": kind,
        "author": author,
        "text": text,
    }))
}
