//! `inspect`: which kit a file is, and its answers.

use anyhow::Result;

use super::inspect_args::InspectArgs;
use super::standard_streams::input_name;
use super::{rebuild, revise, show};
use crate::batch::document;
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_kit;
use crate::pdf::read::{self, Filled, ReadError};
use crate::report::listing::{ListFormat, render_answers};
use crate::report::revise_findings::warn_recovered;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

pub(super) fn run(args: &InspectArgs) -> Result<ExitStatus> {
    let password = revise::read_kit_password(&args.password, &args.file)?;
    let bytes = read_kit(&args.file)?;
    let name = input_name(&args.file);
    let read = read::read_with(&bytes, password.as_deref());
    let is_recovered = read.as_ref().is_ok_and(|filled| filled.is_recovered);
    let mut findings: Vec<Diagnostic> = warn_recovered(is_recovered, &name).into_iter().collect();
    match read {
        Ok(filled) if args.rebuild => {
            if is_recovered {
                show::findings(&findings, &Sources::default(), args.findings);
            }
            return rebuild::run(args, &name, &bytes, &filled);
        }
        Ok(filled) if filled.fields.is_empty() && !has_summary(&filled, args.format) => {
            findings.push(report_no_fields(&name, &filled));
        }
        Ok(filled) => {
            show::result(&render_answers(&filled, args.format)?)?;
            if is_recovered {
                show::findings(&findings, &Sources::default(), args.findings);
            }
            return Ok(ExitStatus::Done);
        }
        Err(error) => findings.push(report_unreadable(&name, &error)),
    }
    show::findings(&findings, &Sources::default(), args.findings);
    Ok(ExitStatus::Findings)
}

/// Returns true if the output says which kit a file without fields is.
fn has_summary(filled: &Filled, format: ListFormat) -> bool {
    matches!(format, ListFormat::Table | ListFormat::Json) && document::attached_lock(filled).is_some()
}

fn report_unreadable(name: &str, error: &ReadError) -> Diagnostic {
    Diagnostic::error(error.code(), escape_control(&format!("cannot read the answers in {name}: {error}")))
        .help(error.help())
}

fn report_no_fields(name: &str, filled: &Filled) -> Diagnostic {
    let pages = plural(filled.pages as u32, "page");
    let message = format!("{name} ({pages}) has no fields, so there are no answers to read");
    Diagnostic::error(&codes::pdf::NO_FIELDS, escape_control(&message)).help(
        "give the file as it was filled in: printing to PDF turns answers into drawings, \
         and --no-form makes kits without fields",
    )
}
