//! The reports of all shards become the one that the whole batch would have given.

use std::collections::HashSet;

use anyhow::{Result, bail};

use super::{Document, Report};
use crate::batch::shard;

/// Joins reports, each with the name of its file.
pub(crate) fn join(mut reports: Vec<(String, Report)>) -> Result<Report> {
    if reports.len() == 1 && reports[0].1.shard.is_none() {
        let (name, mut report) = reports.remove(0);
        complete(&name, &report)?;
        report.status = report.least_status();
        return Ok(report);
    }
    every_shard(&reports)?;
    for pair in reports.windows(2) {
        alike(&pair[0], &pair[1])?;
    }
    let Some((_, first)) = reports.first() else { bail!("there is no report to join") };
    let mut joined =
        Report { shard: None, seconds: 0.0, findings: Vec::new(), documents: Vec::new(), ..first.clone() };
    let mut names: Vec<&str> = vec![""; joined.all];
    let mut told = HashSet::new();
    for (name, report) in &reports {
        for document in &report.documents {
            let number = document.number;
            let Some(before) = number.checked_sub(1).and_then(|at| names.get_mut(at)) else {
                bail!("{name} has document {number}, but the manifest has {} documents", joined.all);
            };
            if !before.is_empty() {
                bail!("{name} has document {number}, which {before} has, too");
            }
            *before = name;
        }
        joined.status = joined.status.max(report.least_status());
        // They are made at the same time.
        joined.seconds = joined.seconds.max(report.seconds);
        for finding in &report.findings {
            // What is wrong with the manifest or the bank, every shard has told.
            if told.insert(finding) {
                joined.findings.push(finding.clone());
            }
        }
    }
    if let Some(at) = names.iter().position(|name| name.is_empty()) {
        bail!("no report has document {} of {}", at + 1, joined.all);
    }
    joined.error = reports.iter().find_map(|(_, report)| report.error.clone());
    joined.documents = reports.into_iter().flat_map(|(_, report)| report.documents).collect();
    joined.documents.sort_by_key(|document| document.number);
    joined.count();
    Ok(joined)
}

/// Whether the report of a whole batch has all documents.
fn complete(name: &str, report: &Report) -> Result<()> {
    let numbers = report.documents.iter().map(|document| document.number);
    if !numbers.eq(1..=report.all) {
        bail!("{name} has not each of its {} documents once, in their order", report.all);
    }
    Ok(())
}

/// Whether each shard is there exactly once.
fn every_shard(reports: &[(String, Report)]) -> Result<()> {
    let mut of = None;
    let mut names: Vec<Option<&str>> = Vec::new();
    for (name, report) in reports {
        let Some(shard) = report.shard else {
            bail!("{name} is the report of a whole batch: there is nothing to join it with");
        };
        let (first, all) = *of.get_or_insert((name, shard.of));
        if all != shard.of {
            bail!("{name} is of shard {shard}, but {first} is of one of {all}");
        }
        names.resize(all.min(shard::MOST), None);
        if let Some(before) = names[shard.number - 1].replace(name) {
            bail!("{before} and {name} are both of shard {shard}");
        }
    }
    let missing: Vec<String> =
        (1..).zip(&names).filter(|(_, name)| name.is_none()).map(|(n, _)| n.to_string()).collect();
    match missing.as_slice() {
        [] => Ok(()),
        [one] => bail!("there is no report of shard {one}/{}", names.len()),
        several => bail!("there are no reports of the shards {} of {}", several.join(", "), names.len()),
    }
}

/// Whether two reports are of the same batch.
fn alike((before, one): &(String, Report), (name, other): &(String, Report)) -> Result<()> {
    if one.program != other.program {
        bail!("{name} is of {}, {before} is of {}", other.program, one.program);
    }
    if one.mode != other.mode {
        bail!("{name} and {before} are not both of batches that were made, of --check, or of --dry-run");
    }
    for ((name, report), (_, other)) in [((name, other), (before, one)), ((before, one), (name, other))] {
        if !report.is_filled() && other.is_filled() {
            let why =
                report.error.as_deref().or(report.findings.first().map(|finding| finding.message.as_str()));
            bail!("{name}: its run ended before the documents: {}", why.unwrap_or("it does not say why"));
        }
    }
    if (&one.plan, one.kits, one.all) != (&other.plan, other.kits, other.all) {
        bail!("{name} is of another manifest, or of another SOURCE_DATE_EPOCH, than {before}");
    }
    if one.lock != other.lock {
        bail!("{name} is of other questions than {before}: they were made with different locks or banks");
    }
    Ok(())
}

impl Report {
    /// The exit status it tells of, and at least what its documents tell.
    fn least_status(&self) -> u8 {
        let is_bad = |document: &Document| document.result.is_bad();
        self.status.max(u8::from(self.documents.iter().any(is_bad)))
    }
}
