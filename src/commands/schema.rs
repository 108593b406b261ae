//! `schema`: prints the JSON Schema of a manifest or a bank.

use anyhow::Result;

use super::args::{FileArg, SchemaArgs};
use super::show;
use crate::bank;
use crate::batch::manifest;
use crate::fs::exit_status::ExitStatus;

pub(super) fn run(args: &SchemaArgs) -> Result<ExitStatus> {
    let schema = match args.file {
        FileArg::Manifest => manifest::schema(),
        FileArg::Bank => bank::schema(),
    };
    show::result(&format!("{}\n", serde_json::to_string_pretty(&schema)?))?;
    Ok(ExitStatus::Done)
}
