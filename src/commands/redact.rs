//! `redact`: removes names from a filled kit.

use anyhow::{Result, bail};

use super::fonts::load_fonts;
use super::kit_source::kit_source;
use super::progress::Progress;
use super::replaced::note_replaced_file;
use super::revise_args::RedactArgs;
use super::standard_streams::{input_name, output_name};
use super::{revise, show};
use crate::batch::document;
use crate::compose;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::write::write_record;
use crate::pdf::revise::{Redacted, Redaction, redact};
use crate::report::redact_findings::{Accepted, report_obstacles, report_remaining_names};
use crate::report::revise_findings::{list_fields, note_lost_password, report_revise_error, warn_recovered};
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
    let accepted = Accepted { rest: args.allow_rest, altered: args.accept_altered };
    let mut findings = report_obstacles(&redacted.obstacles, &name, accepted);
    findings.extend(report_remaining_names(&redacted.rest, args.allow_rest));
    if findings.iter().any(Diagnostic::is_error) {
        revise::show(&findings);
        return Ok(ExitStatus::Findings);
    }
    let replaced = note_replaced_file(&args.out, &redacted.bytes)?;
    write_record(&args.out, &redacted.bytes, args.overwrite.into())?;
    findings.extend(warn_recovered(redacted.is_recovered, &name));
    findings.extend(note_lost_password(redacted.was_protected));
    findings.extend(replaced);
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
    Ok(Redaction {
        fields: args.field.clone(),
        keep: args.keep.clone(),
        replacement: args.replace.clone(),
        recipient_of: |filled| document::attached_lock(filled)?.ok()?.document.get("recipient").cloned(),
        recipient_line: compose::recipient_line(),
        accepts_recipient: args.accept_recipient,
        kit_attachments: &[document::LOCK, document::BANK],
        source_of: kit_source,
    })
}

/// Returns the line that reports what was removed.
fn summarize(args: &RedactArgs, redacted: &Redacted) -> String {
    let emptied = if redacted.removed.is_empty() {
        "no field that was to be emptied had anything in it".to_owned()
    } else {
        format!("emptied {}", list_fields(&redacted.removed))
    };
    let mut parts = vec![emptied];
    if !redacted.cut_fields.is_empty() {
        parts.push(format!("cut names from {}", list_fields(&redacted.cut_fields)));
    }
    if redacted.cut > 0 {
        let others = plural(redacted.cut as u32, "other part");
        parts.push(format!("removed what they held from {others} of the file"));
    }
    if redacted.remarks > 0 {
        parts.push(format!("removed {}", plural(redacted.remarks as u32, "comment")));
    }
    if redacted.attachments > 0 {
        parts.push(format!("removed {}", plural(redacted.attachments as u32, "attachment")));
    }
    format!("wrote {}: {}", output_name(&args.out), parts.join("; "))
}
