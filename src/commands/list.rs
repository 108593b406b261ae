//! `list`: what is in a bank.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};

use super::args::{Format, ListArgs, Subject};
use super::{request, show};
use crate::bank::{self, Bank, Question, Seniority, plain};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_banks;
use crate::kit::coverage::{self, CoverageTable};
use crate::kit::{self, Blueprint, plan};
use crate::wording::table::Table;

pub(super) fn run(args: &ListArgs) -> Result<ExitStatus> {
    let blueprint = request::filter(&args.filter)?;
    let mut sources = Sources::default();
    let loaded = bank::load(read_banks(&args.bank.bank)?, &mut sources);
    let mut findings = loaded.findings;
    let bank = &loaded.bank;
    match kit::matching_questions(bank, &blueprint) {
        Ok(questions) => {
            let text = match args.subject {
                Subject::Questions => self::questions(bank, &questions, args.format)?,
                Subject::Categories => categories(bank, &questions, args.format)?,
                Subject::Roles => roles(bank, &questions, args.format)?,
                Subject::Coverage => coverage(bank, &blueprint, &questions, args.format)?,
            };
            show::result(&text)?;
        }
        Err(errors) => findings.extend(errors.iter().map(Diagnostic::from)),
    }
    // What could be read is shown even when other parts of the bank are wrong.
    show::findings(&findings, &sources, args.bank.findings);
    let clean = findings.iter().all(|f| f.severity < Severity::Error);
    Ok(if clean { ExitStatus::Done } else { ExitStatus::Findings })
}

fn questions(bank: &Bank, list: &[&Question], form: Format) -> Result<String> {
    let head = ["id", "category", "type", "level", "minutes", "status", "prompt"];
    let rows: Vec<Vec<String>> = list
        .iter()
        .map(|q| {
            let prompt = plain(&q.prompt.value);
            vec![
                q.id.clone(),
                q.category.clone(),
                q.kind.to_string(),
                plan::format_levels(&q.seniority),
                q.minutes.to_string(),
                q.status.key().to_owned(),
                if form == Format::Table { shortened(&prompt) } else { prompt },
            ]
        })
        .collect();
    let values: Vec<_> = list.iter().map(|q| bank::question_json(bank, q)).collect();
    show::list(form, Table { head: &head, rows: &rows, right_aligned: &[4] }, &values)
}

/// Enough of a prompt to know it again on one line of a terminal.
fn shortened(prompt: &str) -> String {
    const MOST: usize = 60;
    let line = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    format!("{}…", line.chars().take(MOST - 1).collect::<String>().trim_end())
}

/// How many questions suit each level.
fn by_level(list: &[&&Question]) -> [usize; 4] {
    Seniority::ALL.map(|level| list.iter().filter(|q| q.seniority.contains(&level)).count())
}

const COUNTS: [&str; 5] = ["questions", "junior", "mid", "senior", "lead"];

fn counts(list: &[&&Question]) -> Vec<String> {
    std::iter::once(list.len()).chain(by_level(list)).map(|n| n.to_string()).collect()
}

fn counts_value(list: &[&&Question]) -> Value {
    let levels: BTreeMap<&str, usize> = Seniority::ALL.iter().map(|s| s.key()).zip(by_level(list)).collect();
    json!({ "questions": list.len(), "by_level": levels })
}

fn categories(bank: &Bank, list: &[&Question], form: Format) -> Result<String> {
    let head = [&["id", "name", "type"][..], &COUNTS].concat();
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for category in &bank.categories {
        let inside: Vec<&&Question> = list.iter().filter(|q| q.category == category.id).collect();
        let mut row = vec![category.id.clone(), plain(&category.name.value), category.kind.to_string()];
        row.extend(counts(&inside));
        rows.push(row);
        let mut value =
            json!({ "id": category.id, "name": category.name.value, "type": category.kind.key() });
        merge(&mut value, counts_value(&inside));
        values.push(value);
    }
    show::list(form, Table { head: &head, rows: &rows, right_aligned: &[3, 4, 5, 6, 7] }, &values)
}

fn roles(bank: &Bank, list: &[&Question], form: Format) -> Result<String> {
    let head = [&["id", "name", "categories"][..], &COUNTS].concat();
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for role in &bank.roles {
        let inside: Vec<&&Question> = list.iter().filter(|q| role.categories.contains(&q.category)).collect();
        let mut row = vec![role.id.clone(), plain(&role.name.value), role.categories.len().to_string()];
        row.extend(counts(&inside));
        rows.push(row);
        let mut value = json!({ "id": role.id, "name": role.name.value, "categories": role.categories });
        merge(&mut value, counts_value(&inside));
        values.push(value);
    }
    show::list(form, Table { head: &head, rows: &rows, right_aligned: &[2, 3, 4, 5, 6, 7] }, &values)
}

fn merge(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}

fn coverage(bank: &Bank, asked: &Blueprint, list: &[&Question], format: Format) -> Result<String> {
    let CoverageTable { rows, values } = coverage::coverage_table(bank, asked, list);
    let table = Table { head: &coverage::COLUMN_HEADINGS, rows: &rows, right_aligned: &[2, 3, 4, 5, 6, 7] };
    show::list(format, table, &values)
}
