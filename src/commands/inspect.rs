//! `inspect`: which kits files are, and their answers and remarks.

use std::path::Path;

use anyhow::{Result, bail};

use super::export::write_carried_bank;
use super::inspect_args::InspectArgs;
use super::standard_streams::{input_name, is_standard_stream};
use super::{rebuild, revise, show};
use crate::batch::document;
use crate::diag::{Diagnostic, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_kit;
use crate::pdf::read::{self, FileShape, Filled, ReadError};
use crate::report::inspect_findings::{report_doubts, report_no_fields, report_unreadable};
use crate::report::listing::{InspectedFile, ListFormat, render_answers};
use crate::report::revise_findings::warn_recovered;

pub(super) fn run(args: &InspectArgs) -> Result<ExitStatus> {
    if args.rebuild {
        return run_rebuild(args);
    }
    if let Some(target) = &args.bank_out {
        return run_bank_out(args, target);
    }
    if args.files.iter().filter(|file| is_standard_stream(file)).count() > 1 {
        bail!("standard input can be read only once: give - only once");
    }
    let (mut inspected, mut findings) = (Vec::new(), Vec::new());
    for file in &args.files {
        let (name, result, _) = read_filled(args, file)?;
        findings.extend(warn_if_recovered(&name, &result));
        match result {
            Err(error) => findings.push(report_unreadable(&name, &error)),
            Ok(filled) if !has_content(&filled, args.format) => {
                findings.push(report_no_fields(&name, &filled));
            }
            Ok(filled) => {
                findings.extend(report_doubts(&name, &filled));
                inspected.push(InspectedFile { name, filled });
            }
        }
    }
    if !inspected.is_empty() {
        show::result(&render_answers(&inspected, args.format)?)?;
    }
    show::findings(&findings, &Sources::default(), args.findings);
    let is_done = findings.iter().all(|finding| !finding.is_error());
    Ok(if is_done { ExitStatus::Done } else { ExitStatus::Findings })
}

fn run_rebuild(args: &InspectArgs) -> Result<ExitStatus> {
    let [file] = args.files.as_slice() else {
        bail!("--rebuild builds one kit again: give one FILE");
    };
    match read_filled(args, file)? {
        (name, Ok(filled), bytes) => {
            if filled.is_recovered {
                let warning: Vec<Diagnostic> = warn_recovered(true, &name).into_iter().collect();
                show::findings(&warning, &Sources::default(), args.findings);
            }
            rebuild::run(args, file, &bytes, &filled)
        }
        (name, Err(error), _) => {
            show::findings(&[report_unreadable(&name, &error)], &Sources::default(), args.findings);
            Ok(ExitStatus::Findings)
        }
    }
}

fn run_bank_out(args: &InspectArgs, target: &Path) -> Result<ExitStatus> {
    let [file] = args.files.as_slice() else {
        bail!("--bank-out writes the questions of one kit: give one FILE");
    };
    let (name, result, _) = read_filled(args, file)?;
    let mut sources = Sources::default();
    let findings = match &result {
        Ok(filled) => {
            let mut findings: Vec<Diagnostic> =
                warn_recovered(filled.is_recovered, &name).into_iter().collect();
            findings.extend(write_carried_bank(target, args.overwrite.force, &name, filled, &mut sources)?);
            findings
        }
        Err(error) => vec![report_unreadable(&name, error)],
    };
    show::findings(&findings, &sources, args.findings);
    let is_done = findings.iter().all(|finding| !finding.is_error());
    Ok(if is_done { ExitStatus::Done } else { ExitStatus::Findings })
}

/// Returns a warning about a file that was damaged and could be read all the same.
fn warn_if_recovered(name: &str, result: &Result<Filled, ReadError>) -> Option<Diagnostic> {
    warn_recovered(result.as_ref().is_ok_and(|filled| filled.is_recovered), name)
}

/// Reads a file; also returns its name and its bytes.
fn read_filled(args: &InspectArgs, file: &Path) -> Result<(String, Result<Filled, ReadError>, Vec<u8>)> {
    let password = revise::read_kit_password(&args.password, file)?;
    let bytes = read_kit(file)?;
    let password = revise::ask_if_needed(password, &bytes, file)?;
    let filled = read::read_with(&bytes, password.as_deref());
    Ok((input_name(file), filled, bytes))
}

/// Returns true if there is something to show of a file: answers, remarks, or which kit it is.
fn has_content(filled: &Filled, format: ListFormat) -> bool {
    let shows_kit = matches!(format, ListFormat::Table | ListFormat::Json);
    let is_known =
        shows_kit && filled.shape != FileShape::Portfolio && document::attached_lock(filled).is_some();
    !filled.fields.is_empty() || !filled.remarks.is_empty() || is_known
}
