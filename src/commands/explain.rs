//! `explain`: prints the manual entry of a finding code.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::show;
use crate::diag::codes::{self, Code, FAMILIES, Family};
use crate::diag::manual;
use crate::diag::suggest::nearest;
use crate::fs::exit_status::ExitStatus;

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  Explain one code:
    interview-kit explain bank::unknown-key
  List the codes about locks:
    interview-kit explain lock
  List all codes:
    interview-kit explain";

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Code to explain, such as `bank::unknown-key`, or its first word to list a group [default: all codes]
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// Format of the explanation
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// Sentences for the terminal
    Text,
    /// JSON, for programs
    Json,
    /// The reference page of all codes
    Markdown,
}

/// The entries to print.
enum ExplainedCodes {
    One(&'static Code),
    Families(Vec<&'static Family>),
}

pub(super) fn run(args: &ExplainArgs) -> Result<ExitStatus> {
    let entries = match args.code.as_deref() {
        None => ExplainedCodes::Families(FAMILIES.to_vec()),
        Some(_) if args.format == ExplainFormat::Markdown => {
            bail!("--format markdown prints the page of all codes: leave CODE out")
        }
        Some(name) => match FAMILIES.iter().find(|family| family.name == name) {
            Some(family) => ExplainedCodes::Families(vec![*family]),
            None => ExplainedCodes::One(code(name)?),
        },
    };
    let columns = show::columns();
    show::result(&match (&entries, args.format) {
        (_, ExplainFormat::Markdown) => manual::markdown(),
        (ExplainedCodes::One(code), ExplainFormat::Text) => manual::entry(code, columns),
        (ExplainedCodes::One(code), ExplainFormat::Json) => manual::json(&[*code]),
        (ExplainedCodes::Families(families), ExplainFormat::Text) => manual::list(families, columns),
        (ExplainedCodes::Families(families), ExplainFormat::Json) => {
            manual::json(&families.iter().flat_map(|family| family.codes()).collect::<Vec<_>>())
        }
    })?;
    Ok(ExitStatus::Done)
}

/// Returns the code with this id, or an error that names the codes that may be meant.
fn code(id: &str) -> Result<&'static Code> {
    if let Some(code) = codes::find(id) {
        return Ok(code);
    }
    let tail = |id: &str| id.rsplit("::").next().map(str::to_owned);
    let ids = || codes::all().map(Code::id);
    let mut meant: Vec<&str> = ids().filter(|known| tail(known) == tail(id)).collect();
    if meant.is_empty() {
        meant.extend(nearest(id, ids()));
    }
    if meant.is_empty() {
        bail!("there is no code `{id}`: `interview-kit explain` lists all codes");
    }
    bail!("there is no code `{id}`, did you mean `{}`?", meant.join("` or `"));
}
