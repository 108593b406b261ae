//! `check`: the mistakes of a bank, and its characters that no font has.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::args::{BankArgs, Findings};
use super::bank_source::load_bank;
use super::fonts::load_fonts;
use super::session::Session;
use super::show;
use crate::batch::find_missing_in_bank;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::kit;
use crate::wording::plural::plural;

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  interview-kit check --bank our-questions/
  interview-kit check --bank questions.toml --font NotoSansHebrew.ttf --findings short";

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) bank: BankArgs,
    /// Font file for characters that the built-in fonts lack; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) font: Vec<PathBuf>,
}

pub(super) fn run(args: &CheckArgs) -> Result<ExitStatus> {
    let fonts = load_fonts(&args.font)?;
    let mut session = Session::default();
    let loaded = load_bank(&args.bank, &mut session.sources)?;
    session.findings = loaded.findings;
    match find_missing_in_bank(&loaded.bank, &fonts) {
        Ok(missing) => session.add_missing_glyphs(&missing),
        // Without its mistakes, a bank is too incomplete for a kit.
        Err(_) if session.has_errors() => {}
        Err(errors) => session.findings.extend(errors.iter().map(Diagnostic::from)),
    }
    session.findings.extend(kit::similar_levels(&loaded.bank, None));
    show::findings(&session.findings, &session.sources, args.bank.findings);
    if !session.has_errors() && args.bank.findings != Findings::Json {
        let count = plural(loaded.bank.questions.len() as u32, "question");
        show::note(&format!("checked {count}: every kit can be set"));
    }
    Ok(session.exit_status())
}
