//! The facts of the interview that are filled in beforehand: from arguments, or from the rows of a CSV file.

use anyhow::{Result, bail};

use super::args::PrefillArgs;
use super::session::Session;
use crate::batch::prefill::{find_value_error, read_prefill_table};
use crate::compose::Prefill;
use crate::diag::{Origin, Sources, Text};
use crate::fs::read::read_table;

/// Returns the values to fill into each kit. There is one kit without `--prefill`.
pub(super) fn read_prefills(args: &PrefillArgs, session: &mut Session) -> Result<Vec<Prefill>> {
    let sources = &mut session.sources;
    let shared = Prefill {
        candidate: read_value("--candidate", args.candidate.as_ref(), sources)?,
        interviewer: read_value("--interviewer", args.interviewer.as_ref(), sources)?,
        date: read_value("--date", args.date.as_ref(), sources)?,
        reference: read_value("--reference", args.reference.as_ref(), sources)?,
    };
    let Some(path) = &args.prefill else { return Ok(vec![shared]) };
    let (name, bytes) = read_table(path)?;
    let mut rows = read_prefill_table(&name, bytes, sources, &mut session.findings);
    for row in &mut rows {
        row.interviewer = row.interviewer.take().or_else(|| shared.interviewer.clone());
        row.date = row.date.take().or_else(|| shared.date.clone());
    }
    Ok(rows)
}

/// Reads a value that was typed. It becomes a source, so that later findings can point at it.
fn read_value(option: &str, value: Option<&String>, sources: &mut Sources) -> Result<Option<Text>> {
    let Some(value) = value.map(|value| value.trim()).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if let Some((error, help)) = find_value_error(value) {
        bail!("{option} {error}: {help}");
    }
    let origin = Origin::new(sources.add(option, value), &(0..value.len()));
    Ok(Some(Text { value: value.to_owned(), origin }))
}
