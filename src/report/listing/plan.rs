//! The plan of an interview: its questions with their minutes, and why each was chosen.

use serde_json::{Value, json};

use super::ListFormat;
use crate::kit::plan::PlanRow;
use crate::kit::{Kit, plan};
use crate::wording::plural::plural;
use crate::wording::table::{Table, TableError};

const HEAD: [&str; 7] = ["#", "question", "category", "level", "minutes", "clock", "why"];

/// Renders the plan of a kit.
pub(crate) fn render_plan(kit: &Kit<'_>, format: ListFormat) -> Result<String, TableError> {
    let rows = plan::plan_rows(kit);
    let values = rows.iter().map(row_json).collect();
    let cells: Vec<Vec<String>> = rows.into_iter().map(row_cells).collect();
    let list = format.render(Table { head: &HEAD, rows: &cells, right_aligned: &[0, 4, 5] }, values)?;
    Ok(if format == ListFormat::Table { format!("{list}\n{}\n", summarize_plan(kit)) } else { list })
}

fn row_json(row: &PlanRow) -> Value {
    json!({
        "number": row.number,
        "id": row.id,
        "category": row.category,
        "level": row.levels,
        "minutes": row.minutes,
        "clock": row.clock,
        "why": row.why,
    })
}

fn row_cells(row: PlanRow) -> Vec<String> {
    let PlanRow { number, id, category, levels, minutes, clock, why } = row;
    vec![number.to_string(), id, category, levels, minutes.to_string(), clock, why.to_owned()]
}

/// Returns the line below the table: minutes, seed and fingerprint.
fn summarize_plan(kit: &Kit<'_>) -> String {
    let asked: u32 = kit.picks.iter().map(|pick| pick.question.minutes).sum();
    let end = kit.picks.last().map_or(kit.opening, |pick| pick.starts_at + pick.question.minutes);
    format!(
        "{}: opening {}, questions {asked}, closing {} from {}; seed {}, kit {}",
        plural(kit.minutes, "minute"),
        kit.opening,
        kit.closing,
        plan::format_clock(end),
        kit.seed,
        kit.fingerprint,
    )
}
