//! The answers of a filled kit.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::ListFormat;
use super::kit_summary::{on_one_line, render_summary, summary_json};
use crate::pdf::read::{Field, Filled, Kind, Value};
use crate::wording::escape::escape_control;
use crate::wording::table::{Table, TableError};

const HEAD: [&str; 4] = ["question", "field", "kind", "value"];

/// A field and its question; the question is empty for fields of the whole interview.
struct AnswerRow<'f> {
    question: &'f str,
    part: &'f str,
    field: &'f Field,
}

/// Returns the fields of the whole interview, then the fields of each question, in the order of the kit.
fn answer_rows(filled: &Filled) -> Vec<AnswerRow<'_>> {
    let mut rows: Vec<AnswerRow<'_>> = filled.fields.iter().map(answer_row).collect();
    let mut places: HashMap<&str, usize> = HashMap::from([("", 0)]);
    for row in &rows {
        let next = places.len();
        places.entry(row.question).or_insert(next);
    }
    rows.sort_by_key(|row| places.get(row.question).copied());
    rows
}

fn answer_row(field: &Field) -> AnswerRow<'_> {
    match field.name.split_once('/') {
        Some((question, part)) if is_question_field(part) => AnswerRow { question, part, field },
        _ => AnswerRow { question: "", part: &field.name, field },
    }
}

fn is_question_field(part: &str) -> bool {
    matches!(part, "rating" | "notes") || part.starts_with("listen-") || part.starts_with("follow-up-")
}

/// Renders the answers of a kit; the table and JSON also say which kit it is.
pub(crate) fn render_answers(filled: &Filled, format: ListFormat) -> Result<String, TableError> {
    let rows = answer_rows(filled);
    if format == ListFormat::Json {
        return Ok(format!("{:#}\n", answers_json(filled, &rows)));
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let value = match &row.field.value {
                Value::Empty => String::new(),
                Value::Set => "yes".to_owned(),
                Value::Text(text) => text.clone(),
            };
            let cells = [row.question, row.part, &describe_kind(row.field), &value];
            // Only a cell of a spreadsheet shows several lines.
            cells.map(if format == ListFormat::Csv { escape_lines } else { on_one_line }).to_vec()
        })
        .collect();
    let list = format.render(Table { head: &HEAD, rows: &cells, right_aligned: &[] }, Vec::new())?;
    let is_alone = filled.fields.is_empty();
    Ok(match format {
        ListFormat::Table if is_alone => render_summary(filled),
        ListFormat::Table => format!("{}\n{list}", render_summary(filled)),
        _ => list,
    })
}

/// Escapes control characters, and keeps line breaks.
fn escape_lines(text: &str) -> String {
    text.split('\n').map(escape_control).collect::<Vec<_>>().join("\n")
}

fn describe_kind(field: &Field) -> String {
    match &field.kind {
        Kind::Check => "tick".to_owned(),
        Kind::Choice(states) => states.join(" | "),
        Kind::Text => "text".to_owned(),
        Kind::Signature => "signature".to_owned(),
    }
}

fn answers_json(filled: &Filled, rows: &[AnswerRow<'_>]) -> Json {
    let field = |row: &AnswerRow<'_>| {
        let (kind, states) = match &row.field.kind {
            Kind::Check => ("tick", None),
            Kind::Choice(states) => ("choice", Some(states)),
            Kind::Text => ("text", None),
            Kind::Signature => ("signature", None),
        };
        let value = match (&row.field.value, &row.field.kind) {
            (Value::Set, _) => Json::Bool(true),
            (Value::Empty, Kind::Check | Kind::Signature) => Json::Bool(false),
            (Value::Empty, _) => Json::Null,
            (Value::Text(text), _) => Json::from(text.as_str()),
        };
        let question = Some(row.question).filter(|question| !question.is_empty());
        json!({
            "name": row.field.name,
            "question": question,
            "field": row.part,
            "kind": kind,
            "states": states,
            "value": value,
            "in_doubt": row.field.is_in_doubt,
        })
    };
    let mut json = summary_json(filled);
    json["fields"] = rows.iter().map(field).collect();
    json
}
