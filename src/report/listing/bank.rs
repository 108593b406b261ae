//! The roles, categories, questions and coverage of a bank.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ListFormat;
use crate::bank::{self, Bank, Question, Seniority, plain};
use crate::kit::coverage::{self, CoverageTable};
use crate::kit::{Blueprint, plan};
use crate::wording::table::{Table, TableError};

/// Renders a list of questions.
pub(crate) fn render_questions(
    bank: &Bank,
    list: &[&Question],
    format: ListFormat,
) -> Result<String, TableError> {
    let is_table = format == ListFormat::Table;
    // People look for a title; programs get the prompt too.
    let mut head = vec!["id", "category", "type", "level", "minutes", "status", "title"];
    head.extend((!is_table).then_some("prompt"));
    let rows: Vec<Vec<String>> = list
        .iter()
        .map(|q| {
            let mut row = vec![
                q.id.clone(),
                q.category.clone(),
                q.kind.to_string(),
                plan::format_levels(&q.seniority),
                q.minutes.to_string(),
                q.status.key().to_owned(),
                q.title_text(),
            ];
            row.extend((!is_table).then(|| plain(&q.prompt.value)));
            row
        })
        .collect();
    let values: Vec<_> = list.iter().map(|q| bank::question_json(bank, q)).collect();
    format.render(Table { head: &head, rows: &rows, right_aligned: &[4] }, values)
}

/// Counts the questions that suit each level.
fn count_by_level(list: &[&&Question]) -> [usize; 4] {
    Seniority::ALL.map(|level| list.iter().filter(|q| q.seniority.contains(&level)).count())
}

/// The columns that count questions.
const COUNT_COLUMNS: [&str; 5] = ["questions", "junior", "mid", "senior", "lead"];

/// Returns the cells of the columns that count questions.
fn count_cells(list: &[&&Question]) -> Vec<String> {
    std::iter::once(list.len()).chain(count_by_level(list)).map(|n| n.to_string()).collect()
}

fn counts_json(list: &[&&Question]) -> Value {
    let levels: BTreeMap<&str, usize> =
        Seniority::ALL.iter().map(|s| s.key()).zip(count_by_level(list)).collect();
    json!({ "questions": list.len(), "by_level": levels })
}

/// Renders the categories of a bank, with the number of these questions in each. `omits_empty` leaves out those without
/// any.
pub(crate) fn render_categories(
    bank: &Bank,
    list: &[&Question],
    omits_empty: bool,
    format: ListFormat,
) -> Result<String, TableError> {
    let head = [&["id", "name", "type"][..], &COUNT_COLUMNS].concat();
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for category in &bank.categories {
        let inside: Vec<&&Question> = list.iter().filter(|q| q.category == category.id).collect();
        if omits_empty && inside.is_empty() {
            continue;
        }
        let mut row = vec![category.id.clone(), plain(&category.name.value), category.kind.to_string()];
        row.extend(count_cells(&inside));
        rows.push(row);
        let mut value = json!({
            "id": category.id,
            "name": category.name.value,
            "type": category.kind.key(),
            "competency": category.competency,
        });
        add_members(&mut value, counts_json(&inside));
        values.push(value);
    }
    format.render(Table { head: &head, rows: &rows, right_aligned: &[3, 4, 5, 6, 7] }, values)
}

/// Renders the roles of a bank, with the number of these questions for each. `omits_empty` leaves out those without
/// any.
pub(crate) fn render_roles(
    bank: &Bank,
    list: &[&Question],
    omits_empty: bool,
    format: ListFormat,
) -> Result<String, TableError> {
    let head = [&["id", "name", "categories"][..], &COUNT_COLUMNS].concat();
    let mut rows = Vec::new();
    let mut values = Vec::new();
    for role in &bank.roles {
        let inside: Vec<&&Question> = list.iter().filter(|q| role.categories.contains(&q.category)).collect();
        if omits_empty && inside.is_empty() {
            continue;
        }
        let mut row = vec![role.id.clone(), plain(&role.name.value), role.categories.len().to_string()];
        row.extend(count_cells(&inside));
        rows.push(row);
        let weights: BTreeMap<&str, u32> =
            role.categories.iter().map(|id| (id.as_str(), role.weight(id))).collect();
        let mut value = json!({
            "id": role.id,
            "name": role.name.value,
            "categories": role.categories,
            "weights": weights,
            "core": role.core,
            "soft_share": role.soft_share,
        });
        add_members(&mut value, counts_json(&inside));
        values.push(value);
    }
    format.render(Table { head: &head, rows: &rows, right_aligned: &[2, 3, 4, 5, 6, 7] }, values)
}

/// Adds the members of one JSON object to another.
fn add_members(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}

/// Renders the questions of each role by type and level, for a request.
pub(crate) fn render_coverage(
    bank: &Bank,
    blueprint: &Blueprint,
    list: &[&Question],
    format: ListFormat,
) -> Result<String, TableError> {
    let CoverageTable { rows, values } = coverage::coverage_table(bank, blueprint, list);
    let table = Table { head: &coverage::COLUMN_HEADINGS, rows: &rows, right_aligned: &[2, 3, 4, 5, 6, 7] };
    format.render(table, values)
}
