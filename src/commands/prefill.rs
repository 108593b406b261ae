//! The facts of the interview that are filled in beforehand: from arguments, or from the rows of a CSV file.

use anyhow::{Result, bail};

use super::args::PrefillArgs;
use super::session::Session;
use crate::batch::prefill::{InterviewRow, find_value_error, read_prefill_table};
use crate::compose::Prefill;
use crate::diag::{Diagnostic, Origin, Sources, Text, codes};
use crate::fs::read::read_table;
use crate::wording::escape::escape_control;

/// Returns the values to fill into each kit. There is one kit without `--prefill`. `kit` is the name of the kit that
/// is built from a lock; a row that names another is an error.
pub(super) fn read_prefills(
    args: &PrefillArgs,
    kit: Option<&str>,
    session: &mut Session,
) -> Result<Vec<Prefill>> {
    let sources = &mut session.sources;
    let shared = Prefill {
        candidate: read_value("--candidate", args.candidate.as_ref(), sources)?,
        interviewer: read_value("--interviewer", args.interviewer.as_ref(), sources)?,
        date: read_value("--date", args.date.as_ref(), sources)?,
        reference: read_value("--reference", args.reference.as_ref(), sources)?,
    };
    let Some(path) = &args.prefill else { return Ok(vec![shared]) };
    let (name, bytes) = read_table(path)?;
    let rows = read_prefill_table(&name, bytes, sources, &mut session.findings);
    session.findings.extend(check_kits(&rows, kit));
    let mut rows: Vec<Prefill> = rows.into_iter().map(|row| row.prefill).collect();
    for row in &mut rows {
        row.interviewer = row.interviewer.take().or_else(|| shared.interviewer.clone());
        row.date = row.date.take().or_else(|| shared.date.clone());
    }
    Ok(rows)
}

/// Reports rows that name another kit than the one that is built.
fn check_kits(rows: &[InterviewRow], kit: Option<&str>) -> Vec<Diagnostic> {
    let help = "`interview-kit batch --prefill FILE` builds for each row the kit that it names";
    let named = rows.iter().filter_map(|row| row.kit.as_ref());
    let Some(kit) = kit else {
        let note = |text: &Text| {
            let message = "the column `kit` is not used: without --lock, all rows get the same drawn kit";
            Diagnostic::note(&codes::prefill::UNUSED_KIT, message).at(text.origin, "").help(help)
        };
        return named.take(1).map(note).collect();
    };
    let others = named.filter(|text| text.value != kit);
    let error = |text: &Text| {
        let message = format!("the row is for kit `{}`, but kit `{kit}` is built", text.value);
        Diagnostic::error(&codes::prefill::OTHER_KIT, escape_control(&message)).at(text.origin, "").help(help)
    };
    others.map(error).collect()
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
