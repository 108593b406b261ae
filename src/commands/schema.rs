//! `schema`: the form of a file as JSON Schema, for editors.

use anyhow::Result;

use super::args::{FileArg, SchemaArgs};
use super::{Outcome, show};
use crate::bank;
use crate::batch::manifest;

pub(super) fn run(args: &SchemaArgs) -> Result<Outcome> {
    let schema = match args.file {
        FileArg::Manifest => manifest::schema(),
        FileArg::Bank => bank::schema(),
    };
    show::result(&format!("{}\n", serde_json::to_string_pretty(&schema)?))?;
    Ok(Outcome::Done)
}
