//! `explain`: the manual entry of a finding code.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{Outcome, show};
use crate::diag::codes::{self, Code, FAMILIES, Family};
use crate::diag::manual;
use crate::diag::suggest::nearest;

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  What a finding means, and what to do:
    interview-kit explain bank::unknown-key
  All codes that concern locks:
    interview-kit explain lock
  All codes:
    interview-kit explain";

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A code as findings show it (bank::unknown-key), or the word before its `::` [default: all codes]
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person
    Text,
    /// For programs
    Json,
    /// The page of all codes in the reference
    Markdown,
}

/// The entries that are asked for.
enum Entries {
    One(&'static Code),
    Families(Vec<&'static Family>),
}

pub(super) fn run(args: &ExplainArgs) -> Result<Outcome> {
    let entries = match args.code.as_deref() {
        None => Entries::Families(FAMILIES.to_vec()),
        Some(_) if args.format == Form::Markdown => {
            bail!("--format markdown prints the page of all codes: leave CODE out")
        }
        Some(name) => match FAMILIES.iter().find(|family| family.name == name) {
            Some(family) => Entries::Families(vec![*family]),
            None => Entries::One(code(name)?),
        },
    };
    let columns = show::columns();
    show::result(&match (&entries, args.format) {
        (_, Form::Markdown) => manual::markdown(),
        (Entries::One(code), Form::Text) => manual::entry(code, columns),
        (Entries::One(code), Form::Json) => manual::json(&[*code]),
        (Entries::Families(families), Form::Text) => manual::list(families, columns),
        (Entries::Families(families), Form::Json) => {
            manual::json(&families.iter().flat_map(|family| family.codes).copied().collect::<Vec<_>>())
        }
    })?;
    Ok(Outcome::Done)
}

/// The code with this id, or an error that names the codes that may be meant.
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
