//! The plan of a kit as `--dry-run` prints it.

use anyhow::Result;
use serde_json::json;

use super::args::Format;
use super::show;
use crate::kit::{Kit, plan};
use crate::wording::plural::plural;
use crate::wording::table::Table;

const HEAD: [&str; 7] = ["#", "question", "category", "level", "minutes", "clock", "why"];

/// The plan in a form.
pub(super) fn text(kit: &Kit<'_>, form: Format) -> Result<String> {
    let rows = plan::plan_rows(kit);
    let values: Vec<_> = rows
        .iter()
        .map(|r| {
            json!({ "number": r.number, "id": r.id, "category": r.category, "level": r.levels,
                    "minutes": r.minutes, "clock": r.clock, "why": r.why })
        })
        .collect();
    let cells: Vec<Vec<String>> = rows
        .into_iter()
        .map(|r| {
            vec![
                r.number.to_string(),
                r.id,
                r.category,
                r.levels,
                r.minutes.to_string(),
                r.clock,
                r.why.into(),
            ]
        })
        .collect();
    let list = show::list(form, Table { head: &HEAD, rows: &cells, right_aligned: &[0, 4, 5] }, &values)?;
    if form != Format::Table {
        return Ok(list);
    }
    let asked: u32 = kit.picks.iter().map(|p| p.question.minutes).sum();
    let end = kit.picks.last().map_or(kit.opening, |p| p.starts_at + p.question.minutes);
    Ok(format!(
        "{list}\n{}: opening {}, questions {asked}, closing {} from {}; seed {}, kit {}\n",
        plural(kit.minutes, "minute"),
        kit.opening,
        kit.closing,
        plan::format_clock(end),
        kit.seed,
        kit.fingerprint,
    ))
}
