//! `inspect`: what is filled into a kit.

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::{Findings, Format, InspectArgs};
use super::plan_table::plural;
use super::{Outcome, files, revise, show};
use crate::diag::{Diagnostic, Sources};
use crate::pdf::read::{self, Field, Filled, Kind, ReadError, Value};

const HEAD: [&str; 4] = ["question", "field", "kind", "value"];

pub(super) fn run(args: &InspectArgs) -> Result<Outcome> {
    let password = revise::password(&args.password, &args.file)?;
    let bytes = files::kit(&args.file)?;
    let name = if args.file.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        args.file.display().to_string()
    };
    let finding = match read::read_with(&bytes, password.as_deref()) {
        Ok(filled) if filled.fields.is_empty() => no_fields(&name, &filled),
        Ok(filled) => {
            show::result(&text(&filled, args.format)?)?;
            return Ok(Outcome::Done);
        }
        Err(error) => unread(&name, &error),
    };
    show::findings(&[finding], &Sources::default(), Findings::Text);
    Ok(Outcome::Findings)
}

fn unread(name: &str, error: &ReadError) -> Diagnostic {
    Diagnostic::error(
        error.code(),
        show::harmless(&format!("cannot read what is filled into {name}: {error}")),
    )
    .help(error.help())
}

fn no_fields(name: &str, filled: &Filled) -> Diagnostic {
    let pages = plural(filled.pages as u32, "page");
    let message = format!("{name} ({pages}) has no fields, so nothing can be read from it");
    Diagnostic::error("pdf::no-fields", show::harmless(&message)).help(
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
        Some((question, part)) if matches!(part, "rating" | "notes") || part.starts_with("listen-") => {
            Row { question, part, field }
        }
        _ => Row { question: "", part: &field.name, field },
    }
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
    let list = show::list(form, &HEAD, &cells, &[], &[])?;
    Ok(if form == Format::Table { format!("{}\n{list}", about(filled)) } else { list })
}

/// What the file is, in a few lines.
fn about(filled: &Filled) -> String {
    let title = if filled.title.is_empty() { "(without a title)" } else { &filled.title };
    let creator = if filled.creator.is_empty() { "an unknown program" } else { &filled.creator };
    let mut by = format!("built by {creator}");
    if !filled.is_ours {
        by.push_str(", not by interview-kit");
    }
    if !filled.producer.is_empty() && filled.producer != filled.creator {
        by.extend([", saved by ", &filled.producer]);
    }
    let pages = plural(filled.pages as u32, "page");
    let counts = format!("{} of {}", filled.filled(), plural(filled.fields.len() as u32, "field"));
    let by = format!("{pages}, {by}");
    let lines = [title, &by, &format!("{counts} filled in")].map(on_one_line);
    format!("{}\n", lines.join("\n"))
}

fn on_its_lines(text: &str) -> String {
    text.split('\n').map(show::harmless).collect::<Vec<_>>().join("\n")
}

/// A terminal gets nothing that steers it.
fn on_one_line(text: &str) -> String {
    show::harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
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
    json!({
        "title": filled.title,
        "pages": filled.pages,
        "is_kit": filled.is_ours,
        "creator": filled.creator,
        "producer": filled.producer,
        "filled": filled.filled(),
        "fields": rows.iter().map(field).collect::<Vec<_>>(),
    })
}
