//! `list`: the roles, categories, questions and coverage of a bank.

use anyhow::Result;

use super::args::{ListArgs, Subject};
use super::session::Session;
use super::{request, show};
use crate::bank;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::read_banks;
use crate::kit;
use crate::report::listing;

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
