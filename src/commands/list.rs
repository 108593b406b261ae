//! `list`: what is in a bank.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};

use super::args::{Format, ListArgs, Subject};
use super::{request, show};
use crate::bank::{self, Bank, Credit, Question, Seniority, Snippet, plain};
use crate::diag::{Diagnostic, Severity, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::files;
use crate::kit::coverage::{self, CoverageTable};
use crate::kit::{self, Blueprint, plan};
use crate::wording::table::Table;

pub(super) fn run(args: &ListArgs) -> Result<ExitStatus> {
    let blueprint = request::filter(&args.filter)?;
    let mut sources = Sources::default();
    let loaded = bank::load(files::banks(&args.bank.bank)?, &mut sources);
    let mut findings = loaded.findings;
    let bank = &loaded.bank;
    match kit::matching(bank, &blueprint) {
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
                plan::levels(&q.seniority),
                q.minutes.to_string(),
                q.status.key().to_owned(),
                if form == Format::Table { shortened(&prompt) } else { prompt },
            ]
        })
        .collect();
    let values: Vec<_> = list.iter().map(|q| question_value(bank, q)).collect();
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

fn question_value(bank: &Bank, q: &Question) -> Value {
    let listen_for: Vec<Value> = q
        .listen_for
        .iter()
        .map(|l| json!({ "text": l.text.value, "from": l.from.map(Seniority::key) }))
        .collect();
    let texts = |list: &[crate::diag::Text]| list.iter().map(|t| t.value.clone()).collect::<Vec<_>>();
    let anchors: BTreeMap<String, &str> =
        q.anchors.iter().map(|(score, text)| (score.to_string(), text.value.as_str())).collect();
    let code = |c: &Snippet| json!({ "language": c.language, "source": c.source.value, "output": c.output.as_ref().map(|o| &o.value) });
    let credit = |c: &Credit| json!({ "by": c.by, "on": c.on });
    let roles: Vec<&str> =
        bank.roles.iter().filter(|r| r.categories.contains(&q.category)).map(|r| r.id.as_str()).collect();
    json!({
        "id": q.id,
        "category": q.category,
        "type": q.kind.key(),
        "competency": q.competency,
        "roles": roles,
        "seniority": q.seniority.iter().map(|s| s.key()).collect::<Vec<_>>(),
        "minutes": q.minutes,
        "prompt": q.prompt.value,
        "listen_for": listen_for,
        "red_flags": texts(&q.red_flags),
        "follow_ups": texts(&q.follow_ups),
        "anchors": anchors,
        "sample_answer": q.sample_answer.as_ref().map(|t| &t.value),
        "code": q.code.as_ref().map(code),
        "tags": q.tags,
        "status": q.status.key(),
        "authored": q.authored.as_ref().map(credit),
        "reviewed": q.reviewed.as_ref().map(credit),
    })
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
    let CoverageTable { rows, values } = coverage::coverage(bank, asked, list);
    let table = Table { head: &coverage::HEAD, rows: &rows, right_aligned: &[2, 3, 4, 5, 6, 7] };
    show::list(format, table, &values)
}
