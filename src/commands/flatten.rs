//! `flatten`: makes a filled kit final.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::fonts::load_fonts;
use super::output_files::file_at;
use super::progress::Progress;
use super::replaced::note_replaced_file;
use super::revise_args::FlattenArgs;
use super::standard_streams::{input_name, is_standard_stream, output_name};
use super::{revise, show};
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::write::write_record;
use crate::pdf::revise::{Flattening, flatten};
use crate::report::revise_findings::{report_record, report_revise_error};
use crate::wording::plural::plural;

pub(super) fn run(args: &FlattenArgs) -> Result<ExitStatus> {
    let record = record_path(&args.file);
    let target = args.out.as_ref().map_or_else(|| record.clone(), |out| file_at(out, &record));
    check_target(&target, args.overwrite.into(), None)?;
    let fonts = load_fonts(&args.font)?;
    let source = revise::read_source(&args.file, &args.password)?;
    let name = input_name(&args.file);
    let progress = Progress::start("flattening the kit");
    let flattened = flatten(source, Flattening { burns_remarks: args.remarks }, fonts);
    drop(progress);
    let record = match flattened {
        Ok(record) => record,
        Err(error) => {
            revise::show(&report_revise_error(&error, &name, "flattened"));
            return Ok(ExitStatus::Findings);
        }
    };
    let replaced = note_replaced_file(&target, &record.bytes)?;
    write_record(&target, &record.bytes, args.overwrite.into())?;
    let mut findings = report_record(&record, &name);
    findings.extend(replaced);
    revise::show(&findings);
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
