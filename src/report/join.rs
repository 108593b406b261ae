//! Joins the reports of all shards into the one that the whole batch would have given.

use std::collections::HashSet;

use super::Report;
use super::error::JoinError;
use super::format::ReportFormat;
use super::read::{NamedReport, parse};
use crate::batch::shard;

/// Joins the JSON reports of shards as `merge-reports` does, and renders the result in every format, for the fuzz
/// targets.
///
/// # Errors
///
/// Returns the error of a file that is no report, and of reports that do not belong together.
pub fn render_joined(files: &[&[u8]]) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let parse_named = |(at, bytes): (usize, &&[u8])| {
        let name = format!("{at}.json");
        parse(&name, bytes).map(|report| NamedReport { name, report })
    };
    let joined = join(files.iter().enumerate().map(parse_named).collect::<Result<_, _>>()?)?;
    Ok(ReportFormat::ALL.map(|format| format.render(&joined)).into_iter().collect::<Result<_, _>>()?)
}

/// Joins reports of the same batch.
pub(crate) fn join(reports: Vec<NamedReport>) -> Result<Report, JoinError> {
    let Some(NamedReport { report: first, .. }) = reports.first() else { return Err(JoinError::NoReport) };
    if reports.len() == 1 && first.shard.is_none() {
        return join_single(reports.into_iter().next().ok_or(JoinError::NoReport)?);
    }
    check_shards(&reports)?;
    for pair in reports.windows(2) {
        check_same_batch(&pair[0], &pair[1])?;
    }
    check_documents(&reports, first.document_count)?;
    let mut joined =
        Report { shard: None, seconds: 0.0, findings: Vec::new(), documents: Vec::new(), ..first.clone() };
    // Every shard reports the same findings about the manifest and the bank.
    let mut known = HashSet::new();
    for NamedReport { report, .. } in &reports {
        joined.status = joined.status.max(report.least_status());
        // Shards run at the same time.
        joined.seconds = joined.seconds.max(report.seconds);
        joined.findings.extend(report.findings.iter().filter(|finding| known.insert(*finding)).cloned());
    }
    joined.error = reports.iter().find_map(|named| named.report.error.clone());
    joined.documents = reports.into_iter().flat_map(|named| named.report.documents).collect();
    joined.documents.sort_by_key(|document| document.number);
    joined.update_counts();
    Ok(joined)
}

/// Accepts the report of a whole batch if it has every document.
fn join_single(NamedReport { name, mut report }: NamedReport) -> Result<Report, JoinError> {
    let numbers = report.documents.iter().map(|document| document.number);
    if !numbers.eq(1..=report.document_count) {
        return Err(JoinError::MissingDocuments { name, count: report.document_count });
    }
    report.status = report.least_status();
    Ok(report)
}

/// Rejects reports unless they have each of `count` documents exactly once.
fn check_documents(reports: &[NamedReport], count: usize) -> Result<(), JoinError> {
    let mut owners: Vec<Option<&str>> = vec![None; count];
    for NamedReport { name, report } in reports {
        for number in report.documents.iter().map(|document| document.number) {
            let Some(owner) = number.checked_sub(1).and_then(|at| owners.get_mut(at)) else {
                return Err(JoinError::UnknownDocument { name: name.clone(), number, count });
            };
            if let Some(first) = owner.replace(name) {
                let (name, first_name) = (name.clone(), first.to_owned());
                return Err(JoinError::SameDocument { name, number, first_name });
            }
        }
    }
    match owners.iter().position(Option::is_none) {
        Some(at) => Err(JoinError::MissingDocument { number: at + 1, count }),
        None => Ok(()),
    }
}

/// Rejects reports unless they are of each shard exactly once.
fn check_shards(reports: &[NamedReport]) -> Result<(), JoinError> {
    let mut first = None;
    let mut owners: Vec<Option<&str>> = Vec::new();
    for NamedReport { name, report } in reports {
        let Some(shard) = report.shard else { return Err(JoinError::NotAShard { name: name.clone() }) };
        let (first_name, count) = *first.get_or_insert((name, shard.count));
        if count != shard.count {
            let (name, first_name) = (name.clone(), first_name.clone());
            return Err(JoinError::OtherShardCount { name, shard, first_name, count });
        }
        owners.resize(count.min(shard::MAX_SHARDS), None);
        if let Some(first) = owners[shard.number - 1].replace(name) {
            let (name, first_name) = (name.clone(), first.to_owned());
            return Err(JoinError::SameShard { name, first_name, shard });
        }
    }
    let count = owners.len();
    let missing: Vec<usize> =
        (1..).zip(&owners).filter(|(_, name)| name.is_none()).map(|(number, _)| number).collect();
    match *missing {
        [] => Ok(()),
        [number] => Err(JoinError::MissingShard { number, count }),
        _ => {
            let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
            Err(JoinError::MissingShards { numbers: numbers.join(", "), count })
        }
    }
}

/// Rejects two reports of different batches.
fn check_same_batch(first: &NamedReport, second: &NamedReport) -> Result<(), JoinError> {
    let (one, other) = (&first.report, &second.report);
    let (name, first_name) = (second.name.clone(), first.name.clone());
    if one.program != other.program {
        let (program, first_program) = (other.program.clone(), one.program.clone());
        return Err(JoinError::OtherProgram { name, program, first_name, first_program });
    }
    if one.mode != other.mode {
        return Err(JoinError::OtherMode { name, first_name });
    }
    if one.has_documents() != other.has_documents() {
        let NamedReport { name, report } = if one.has_documents() { second } else { first };
        let finding = || report.findings.first().map(|finding| finding.message.as_str());
        let reason = report.error.as_deref().or_else(finding).unwrap_or("it does not say why");
        return Err(JoinError::NoDocuments { name: name.clone(), reason: reason.to_owned() });
    }
    let manifest = |report: &Report| (report.plan.clone(), report.kit_count, report.document_count);
    if manifest(one) != manifest(other) {
        return Err(JoinError::OtherManifest { name, first_name });
    }
    if one.lock != other.lock {
        return Err(JoinError::OtherQuestions { name, first_name });
    }
    Ok(())
}

impl Report {
    /// Returns the stated exit status, raised to 1 if a document is bad.
    fn least_status(&self) -> u8 {
        self.status.max(u8::from(self.documents.iter().any(|document| document.state.is_bad())))
    }
}
