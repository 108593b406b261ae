//! `list`: the roles, categories, questions and coverage of a bank.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::args::{BankArgs, FilterArgs};
use super::session::Session;
use super::{request, show};
use crate::bank;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_banks;
use crate::kit;
use crate::report::listing::{self, ListFormat};

pub(super) const LIST_EXAMPLES: &str = "\
Examples:
  interview-kit list roles
  interview-kit list coverage --bank our-questions/
  interview-kit list questions --role python-developer --seniority senior..lead
  interview-kit list questions --type ethics --format csv > ethics.csv";

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Kind of list
    #[arg(value_enum, default_value_t = Subject::Questions)]
    pub(super) subject: Subject,
    /// Format of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
    #[command(flatten)]
    pub(super) bank: BankArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Subject {
    /// Roles, with the number of questions for each level
    Roles,
    /// Categories, with the number of questions for each level
    Categories,
    /// Questions
    Questions,
    /// Questions of each role by type and level: where a bank has gaps
    Coverage,
}

pub(super) fn run(args: &ListArgs) -> Result<ExitStatus> {
    let blueprint = request::filter_blueprint(&args.filter)?;
    let mut session = Session::default();
    let loaded = bank::load(read_banks(&args.bank.bank)?, &mut session.sources);
    session.findings = loaded.findings;
    let bank = &loaded.bank;
    match kit::matching_questions(bank, &blueprint) {
        Ok(questions) => {
            let list = match args.subject {
                Subject::Questions => listing::render_questions(bank, &questions, args.format)?,
                Subject::Categories => listing::render_categories(bank, &questions, args.format)?,
                Subject::Roles => listing::render_roles(bank, &questions, args.format)?,
                Subject::Coverage => listing::render_coverage(bank, &blueprint, &questions, args.format)?,
            };
            show::result(&list)?;
        }
        Err(errors) => session.findings.extend(errors.iter().map(Diagnostic::from)),
    }
    // The list is printed even if other parts of the bank have errors.
    show::findings(&session.findings, &session.sources, args.bank.findings);
    Ok(session.exit_status())
}
