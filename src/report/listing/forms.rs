//! Forms of one request: their plans, and how closely they match.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ListFormat;
use super::plan::{plan_values, render_plan};
use crate::kit::Kit;
use crate::kit::forms::{FormCell, form_cell, form_name};
use crate::wording::table::{Table, TableError, TableFormat};

/// The questions and minutes of a cell in one form.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    questions: usize,
    minutes: u32,
}

/// The shares of each cell, form by form, in the order of the kit.
fn shares(forms: &[Kit<'_>]) -> Vec<(FormCell, String, Vec<Share>)> {
    let mut rows: Vec<(FormCell, String, Vec<Share>)> = Vec::new();
    let mut places: BTreeMap<FormCell, usize> = BTreeMap::new();
    for (at, kit) in forms.iter().enumerate() {
        for pick in &kit.picks {
            let cell = form_cell(pick.question, &kit.seniority);
            let place = *places.entry(cell.clone()).or_insert(rows.len());
            if place == rows.len() {
                let name = pick.category.name.value.clone();
                rows.push((cell, name, vec![Share::default(); forms.len()]));
            }
            let share = &mut rows[place].2[at];
            share.questions += 1;
            share.minutes += pick.question.minutes;
        }
    }
    rows
}

/// Renders the table that shows how closely forms match.
pub(crate) fn render_form_match(forms: &[Kit<'_>], format: TableFormat) -> Result<String, TableError> {
    let mut head = vec!["category".to_owned(), "level".to_owned()];
    for at in 0..forms.len() {
        let name = form_name(at);
        head.extend([format!("{name}: questions"), format!("{name}: minutes")]);
    }
    let cells = |shares: &[Share]| -> Vec<String> {
        shares.iter().flat_map(|share| [share.questions.to_string(), share.minutes.to_string()]).collect()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (cell, name, shares) in shares(forms) {
        rows.push([vec![name, level_fit(&cell).to_owned()], cells(&shares)].concat());
    }
    let total = |kit: &Kit<'_>| Share {
        questions: kit.picks.len(),
        minutes: kit.picks.iter().map(|pick| pick.question.minutes).sum(),
    };
    let totals: Vec<Share> = forms.iter().map(total).collect();
    rows.push([vec!["all".to_owned(), String::new()], cells(&totals)].concat());
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let right: Vec<usize> = (2..head.len()).collect();
    Table { head: &head, rows: &rows, right_aligned: &right }.render(format)
}

/// Returns how the questions of a cell fit the levels asked for.
fn level_fit(cell: &FormCell) -> &'static str {
    if cell.is_own_level { "these alone" } else { "others too" }
}

/// Renders the plans of forms, and how closely they match.
pub(crate) fn render_forms(forms: &[Kit<'_>], format: ListFormat) -> Result<String, TableError> {
    let table_format = match format {
        ListFormat::Json => return Ok(format!("{:#}\n", Value::Array(form_values(forms)))),
        ListFormat::Table => TableFormat::Columns,
        ListFormat::Csv => return render_form_match(forms, TableFormat::Csv),
        ListFormat::Markdown => TableFormat::Markdown,
    };
    let mut text = String::new();
    for (at, kit) in forms.iter().enumerate() {
        let name = form_name(at);
        let heading = if format == ListFormat::Markdown { "## Form" } else { "form" };
        let plan = render_plan(kit, format)?;
        text.extend([heading, " ", &name, "\n\n", &plan, "\n"]);
    }
    text.push_str(&render_form_match(forms, table_format)?);
    Ok(text)
}

/// Returns the forms as JSON values.
fn form_values(forms: &[Kit<'_>]) -> Vec<Value> {
    let shares = shares(forms);
    let value = |(at, kit): (usize, &Kit<'_>)| {
        let cells = shares.iter().map(|(cell, _, shares)| {
            let share = shares.get(at).copied().unwrap_or_default();
            json!({
                "category": cell.category,
                "only_these_levels": cell.is_own_level,
                "questions": share.questions,
                "minutes": share.minutes,
            })
        });
        json!({
            "form": form_name(at),
            "kit": kit.fingerprint,
            "minutes": kit.picks.iter().map(|pick| pick.question.minutes).sum::<u32>(),
            "cells": cells.collect::<Vec<_>>(),
            "plan": plan_values(kit),
        })
    };
    forms.iter().enumerate().map(value).collect()
}
