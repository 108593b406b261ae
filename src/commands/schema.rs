//! `schema`: prints the JSON Schema of a manifest or a bank.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::show;
use crate::bank;
use crate::batch::manifest;
use crate::fs::exit_status::ExitStatus;

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  interview-kit schema manifest > kits.schema.json
  interview-kit schema bank > bank.schema.json";

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Kind of file
    #[arg(value_enum, ignore_case = true, value_name = "FILE")]
    pub(super) file: FileArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FileArg {
    /// The kits to build (kits.toml)
    Manifest,
    /// Questions, categories, roles and the rating scale
    Bank,
}

pub(super) fn run(args: &SchemaArgs) -> Result<ExitStatus> {
    let schema = match args.file {
        FileArg::Manifest => manifest::schema(),
        FileArg::Bank => bank::schema(),
    };
    show::result(&format!("{}\n", serde_json::to_string_pretty(&schema)?))?;
    Ok(ExitStatus::Done)
}
