//! The plan of an interview: its questions with their minutes, and why each was chosen.

use serde_json::{Value, json};

use super::ListFormat;
use super::question::{QuestionContext, QuestionForm, Terminal, question_value, render_numbered_questions};
use crate::bank::{Question, plain};
use crate::kit::plan::PlanRow;
use crate::kit::{Kit, Pick, plan};
use crate::wording::escape::escape_json;
use crate::wording::plural::plural;
use crate::wording::table::{Table, TableError};

/// The columns of a plan. A terminal has no room for those of [`WIDE_COLUMNS`].
const HEAD: [&str; 8] = ["#", "question", "title", "category", "level", "minutes", "clock", "why"];
const WIDE_COLUMNS: [&str; 2] = ["category", "level"];
/// The columns of numbers.
const NUMBER_COLUMNS: [&str; 3] = ["#", "minutes", "clock"];

/// Renders the plan of a kit.
pub(crate) fn render_plan(kit: &Kit<'_>, format: ListFormat) -> Result<String, TableError> {
    let rows = plan::plan_rows(kit);
    let values = plan_values(kit);
    let is_shown = |head: &str| format != ListFormat::Table || !WIDE_COLUMNS.contains(&head);
    let head: Vec<&str> = HEAD.into_iter().filter(|head| is_shown(head)).collect();
    let shown_cells = |row| {
        let cells = HEAD.into_iter().zip(row_cells(row)).filter(|(head, _)| is_shown(head));
        cells.map(|(_, cell)| cell).collect()
    };
    let cells: Vec<Vec<String>> = rows.into_iter().map(shown_cells).collect();
    let numbers = (0..head.len()).filter(|&column| NUMBER_COLUMNS.contains(&head[column]));
    let right_aligned: Vec<usize> = numbers.collect();
    let list = format.render(Table { head: &head, rows: &cells, right_aligned: &right_aligned }, values)?;
    Ok(if format == ListFormat::Table { format!("{list}\n{}\n", summarize_plan(kit)) } else { list })
}

/// Returns the plan of a kit as JSON values.
pub(super) fn plan_values(kit: &Kit<'_>) -> Vec<Value> {
    plan::plan_rows(kit).iter().map(row_json).collect()
}

/// Renders the plan of a kit with all that is asked, and what to listen for.
pub(crate) fn render_full_plan(
    kit: &Kit<'_>,
    context: &QuestionContext<'_>,
    format: ListFormat,
    terminal: Terminal,
) -> Result<String, TableError> {
    let rows = plan::plan_rows(kit);
    match format {
        ListFormat::Json => {
            let value = |(row, pick): (&PlanRow, &Pick<'_>)| {
                let mut value = row_json(row);
                value["question"] = question_value(context, pick.question);
                value
            };
            let values: Vec<Value> = rows.iter().zip(&kit.picks).map(value).collect();
            Ok(escape_json(&format!("{:#}\n", Value::Array(values))))
        }
        ListFormat::Csv => {
            let full_cells = |(row, pick): (PlanRow, &Pick<'_>)| {
                let signs = pick.question.signs_for(context.levels).map(|(_, sign)| plain(&sign.text.value));
                let more = [plain(&pick.question.prompt.value), signs.collect::<Vec<_>>().join("\n")];
                row_cells(row).into_iter().chain(more).collect()
            };
            let cells: Vec<Vec<String>> = rows.into_iter().zip(&kit.picks).map(full_cells).collect();
            let head: Vec<&str> = HEAD.into_iter().chain(["prompt", "listen for"]).collect();
            format.render(Table { head: &head, rows: &cells, right_aligned: &[] }, Vec::new())
        }
        ListFormat::Table | ListFormat::Markdown => {
            let form = match format {
                ListFormat::Markdown => QuestionForm::Markdown,
                _ => QuestionForm::Text(terminal),
            };
            let numbered: Vec<(Option<usize>, &Question)> =
                kit.picks.iter().map(|pick| (Some(pick.number), pick.question)).collect();
            Ok(format!(
                "{}\n{}",
                render_plan(kit, format)?,
                render_numbered_questions(context, &numbered, form)
            ))
        }
    }
}

fn row_json(row: &PlanRow) -> Value {
    json!({
        "number": row.number,
        "id": row.id,
        "title": row.title,
        "category": row.category,
        "level": row.levels,
        "minutes": row.minutes,
        "clock": row.clock,
        "why": row.why,
    })
}

fn row_cells(row: PlanRow) -> [String; HEAD.len()] {
    let PlanRow { number, id, title, category, levels, minutes, clock, why } = row;
    [number.to_string(), id, title, category, levels, minutes.to_string(), clock, why.to_owned()]
}

/// Returns the line below the table: minutes, seed and fingerprint.
fn summarize_plan(kit: &Kit<'_>) -> String {
    let asked: u32 = kit.picks.iter().map(|pick| pick.question.minutes).sum();
    let end = kit.picks.last().map_or(kit.opening, |pick| pick.starts_at + pick.question.minutes);
    let (end, spare) = match plan::spare_minutes(kit) {
        0 => (end, String::new()),
        spare => (end + spare, format!("to spare {spare}, ")),
    };
    format!(
        "{}: opening {}, questions {asked}, {spare}closing {} from {}; seed {}, kit {}",
        plural(kit.minutes, "minute"),
        kit.opening,
        kit.closing,
        plan::format_clock(end),
        kit.seed,
        kit.fingerprint,
    ) + &describe_competencies(kit)
}

/// Returns the line that names the competencies of a kit, or nothing if it covers none.
fn describe_competencies(kit: &Kit<'_>) -> String {
    let names = plan::covered_competencies(kit);
    match names.len() {
        0 => String::new(),
        1 => format!("\n1 competency: {}", names.join(", ")),
        number => format!("\n{number} competencies: {}", names.join(", ")),
    }
}
