//! `flatten`: makes a filled kit final.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::fonts::load_fonts;
use super::progress::Progress;
use super::revise_args::FlattenArgs;
use super::standard_streams::{input_name, is_standard_stream, output_name};
use super::{revise, show};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::write::write_pdf;
use crate::pdf::revise::{Record, flatten};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

pub(super) fn run(args: &FlattenArgs) -> Result<ExitStatus> {
    let target = args.out.clone().unwrap_or_else(|| record_path(&args.file));
    check_target(&target, args.overwrite.into(), None)?;
    let fonts = load_fonts(&args.font)?;
    let source = revise::source(&args.file, &args.password)?;
    let name = input_name(&args.file);
    let progress = Progress::start("flattening the kit");
    let flattened = flatten(source, fonts);
    drop(progress);
    let record = match flattened {
        Ok(record) => record,
        Err(error) => {
            revise::show(&revise::findings(&error, &name, "flattened"));
            return Ok(ExitStatus::Findings);
        }
    };
    write_pdf(&target, &record.bytes, args.overwrite.into(), None)?;
    revise::show(&report_record(&record, &name));
    let fields = plural(record.fields as u32, "field");
    show::note(&format!("wrote {}: {} of {fields} filled in", output_name(&target), record.filled));
    Ok(ExitStatus::Done)
}

/// Returns `NAME-record.pdf` beside the kit, or standard output for a kit from standard input.
fn record_path(file: &Path) -> PathBuf {
    if is_standard_stream(file) {
        return file.to_owned();
    }
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push("-record.pdf");
    file.with_file_name(name)
}

/// Returns warnings and notes about a record.
fn report_record(record: &Record, name: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if !record.in_doubt.is_empty() {
        let message = format!(
            "{} two answers in {name}; the record has the one that is shown",
            revise::hold(&record.in_doubt)
        );
        findings.push(Diagnostic::warning(&codes::flatten::TWO_ANSWERS, escape_control(&message)));
    }
    if !record.is_tagged {
        let message = format!(
            "{name} lost its tags, or a part of them, when it was saved: the record cannot be read aloud as the kit could"
        );
        findings.push(Diagnostic::warning(&codes::flatten::LOST_TAGS, escape_control(&message)));
    }
    if record.more > 0 {
        let pages = plural(record.more as u32, "page");
        let message = format!("{pages} at the end hold what is too long for its field");
        findings.push(Diagnostic::note(&codes::flatten::CONTINUATION_PAGES, message));
    }
    if record.added > 0 {
        let remarks = plural(record.added as u32, "remark");
        let message = format!(
            "{remarks} or drawings that were added to the pages stay as they are and can still be changed"
        );
        findings.push(Diagnostic::note(&codes::flatten::REMARKS_KEPT, message));
    }
    findings.extend(note_lost_password(record.was_protected));
    findings
}

/// Returns a note if the kit has a password: the new file has none.
pub(super) fn note_lost_password(was_protected: bool) -> Option<Diagnostic> {
    was_protected.then(|| {
        Diagnostic::note(
            &codes::pdf::PASSWORD_DROPPED,
            "the kit is protected with a password, and the new file is not",
        )
    })
}
