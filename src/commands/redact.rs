//! `redact`: removes names from a filled kit.

use anyhow::{Result, bail};

use super::fonts::load_fonts;
use super::progress::Progress;
use super::revise_args::RedactArgs;
use super::standard_streams::{input_name, output_name};
use super::{revise, show};
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::write::write_pdf;
use crate::pdf::revise::{NAME_FIELDS, Redacted, Redaction, redact};
use crate::report::revise_findings::{
    list_fields, note_lost_password, report_remaining_names, report_revise_error, warn_recovered,
};
use crate::wording::plural::plural;

pub(super) fn run(args: &RedactArgs) -> Result<ExitStatus> {
    check_target(&args.out, args.overwrite.into(), None)?;
    let redaction = read_redaction(args)?;
    let fonts = load_fonts(&args.font)?;
    let source = revise::read_source(&args.file, &args.password)?;
    let name = input_name(&args.file);
    let progress = Progress::start("removing names from the kit");
    let result = redact(source, redaction, fonts);
    drop(progress);
    let redacted = match result {
        Ok(redacted) => redacted,
        Err(error) => {
            revise::show(&report_revise_error(&error, &name, "removed"));
            return Ok(ExitStatus::Findings);
        }
    };
    let mut findings = report_remaining_names(&redacted.rest, args.allow_rest);
    if !redacted.rest.is_empty() && !args.allow_rest {
        revise::show(&findings);
        return Ok(ExitStatus::Findings);
    }
    write_pdf(&args.out, &redacted.bytes, args.overwrite.into(), None)?;
    findings.extend(warn_recovered(redacted.is_recovered, &name));
    findings.extend(note_lost_password(redacted.was_protected));
    revise::show(&findings);
    show::note(&summarize(args, &redacted));
    Ok(ExitStatus::Done)
}

/// Returns what to remove.
fn read_redaction(args: &RedactArgs) -> Result<Redaction> {
    if let Some(both) = args.field.iter().find(|name| args.keep.contains(name)) {
        bail!("--field and --keep both name `{both}`: leave one of them out");
    }
    if args.replace.is_some() && args.keep.iter().any(|name| name == "candidate") {
        bail!(
            "--replace writes into the field `candidate`, which --keep candidate keeps: leave one of them out"
        );
    }
    let names = NAME_FIELDS.into_iter().map(str::to_owned).filter(|name| !args.keep.contains(name));
    Ok(Redaction {
        fields: names.chain(args.field.iter().cloned()).collect(),
        asked_for: args.field.iter().chain(&args.keep).cloned().collect(),
        replacement: args.replace.clone(),
    })
}

/// Returns the line that reports what was removed.
fn summarize(args: &RedactArgs, redacted: &Redacted) -> String {
    let emptied = if redacted.removed.is_empty() {
        "no field that was to be emptied had anything in it".to_owned()
    } else {
        format!("emptied {}", list_fields(&redacted.removed))
    };
    let removed = match redacted.cut {
        0 => String::new(),
        n => format!("; removed what they held from {} of the file", plural(n as u32, "other part")),
    };
    format!("wrote {}: {emptied}{removed}", output_name(&args.out))
}
