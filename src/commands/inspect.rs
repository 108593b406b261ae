//! `inspect`: what a kit is, and what is filled into it.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::about::{self, on_one_line};
use super::args::{Format, InspectArgs};
use super::{rebuild, revise, show};
use crate::batch::document;
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_kit;
use crate::pdf::read::{self, Field, Filled, Kind, ReadError, Value};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;
use crate::wording::table::Table;

const HEAD: [&str; 4] = ["question", "field", "kind", "value"];

pub(super) fn run(args: &InspectArgs) -> Result<ExitStatus> {
    let password = revise::password(&args.password, &args.file)?;
    let bytes = read_kit(&args.file)?;
    let name = if args.file.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        args.file.display().to_string()
    };
    let finding = match read::read_with(&bytes, password.as_deref()) {
        Ok(filled) if args.rebuild => return rebuild::run(args, &name, &bytes, &filled),
        Ok(filled) if filled.fields.is_empty() && !tells(&filled, args.format) => no_fields(&name, &filled),
        Ok(filled) => {
            show::result(&text(&filled, args.format)?)?;
            return Ok(ExitStatus::Done);
        }
        Err(error) => unread(&name, &error),
    };
    show::findings(&[finding], &Sources::default(), args.findings);
    Ok(ExitStatus::Findings)
}

/// Whether a file without fields has something else to tell: what kit it is.
fn tells(filled: &Filled, form: Format) -> bool {
    matches!(form, Format::Table | Format::Json) && document::lock_of(filled).is_some()
}

fn unread(name: &str, error: &ReadError) -> Diagnostic {
    Diagnostic::error(
        error.code(),
        escape_control(&format!("cannot read what is filled into {name}: {error}")),
    )
    .help(error.help())
}

fn no_fields(name: &str, filled: &Filled) -> Diagnostic {
    let pages = plural(filled.pages as u32, "page");
    let message = format!("{name} ({pages}) has no fields, so nothing can be read from it");
    Diagnostic::error(&codes::pdf::NO_FIELDS, escape_control(&message)).help(
        "give the file as it was filled in: printing to PDF turns answers into drawings, \
         and --no-form makes kits without fields",
    )
}

/// A field with the question it belongs to; those of the whole interview belong to none.
struct Row<'f> {
    question: &'f str,
    part: &'f str,
    field: &'f Field,
}

/// The fields of the whole interview, then those of each question, in the order of the kit.
fn rows(filled: &Filled) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = filled.fields.iter().map(row).collect();
    let mut places: std::collections::HashMap<&str, usize> = std::collections::HashMap::from([("", 0)]);
    for row in &rows {
        let next = places.len();
        places.entry(row.question).or_insert(next);
    }
    rows.sort_by_key(|row| places.get(row.question).copied());
    rows
}

fn row(field: &Field) -> Row<'_> {
    match field.name.split_once('/') {
        Some((question, part)) if is_of_question(part) => Row { question, part, field },
        _ => Row { question: "", part: &field.name, field },
    }
}

fn is_of_question(part: &str) -> bool {
    matches!(part, "rating" | "notes") || part.starts_with("listen-") || part.starts_with("follow-up-")
}

fn text(filled: &Filled, form: Format) -> Result<String> {
    let rows = rows(filled);
    if form == Format::Json {
        return Ok(format!("{}\n", serde_json::to_string_pretty(&json(filled, &rows))?));
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let value = match &row.field.value {
                Value::Empty => String::new(),
                Value::Set => "yes".to_owned(),
                Value::Text(text) => text.clone(),
            };
            let cells = [row.question, row.part, &kind(row.field), &value];
            // Lines stay in a spreadsheet; all others take one line for each field.
            cells.map(if form == Format::Csv { on_its_lines } else { on_one_line }).to_vec()
        })
        .collect();
    let list = show::list(form, Table { head: &HEAD, rows: &cells, right_aligned: &[] }, &[])?;
    let is_alone = filled.fields.is_empty();
    Ok(match form {
        Format::Table if is_alone => about::text(filled),
        Format::Table => format!("{}\n{list}", about::text(filled)),
        _ => list,
    })
}

fn on_its_lines(text: &str) -> String {
    text.split('\n').map(escape_control).collect::<Vec<_>>().join("\n")
}

fn kind(field: &Field) -> String {
    match &field.kind {
        Kind::Check => "tick".to_owned(),
        Kind::Choice(states) => states.join(" | "),
        Kind::Text => "text".to_owned(),
        Kind::Signature => "signature".to_owned(),
    }
}

fn json(filled: &Filled, rows: &[Row<'_>]) -> Json {
    let field = |row: &Row<'_>| {
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
    let mut json = about::json(filled);
    json["fields"] = rows.iter().map(field).collect();
    json
}
