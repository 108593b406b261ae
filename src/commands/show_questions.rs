//! The command `show`: whole questions, as they will stand in a kit.

use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};

use super::args::BankArgs;
use super::bank_source::load_bank;
use super::session::Session;
use super::show;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::kit;
use crate::report::listing::{QuestionContext, QuestionForm, render_whole_questions};

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
  Read a question before it is in a kit:
    interview-kit show py-core-slicing
  Two questions with the signs for a senior, for a document:
    interview-kit show py-core-slicing py-oop-super-mro --seniority senior --format markdown
  A question of your own bank:
    interview-kit show test-first --bank our-questions/";

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Questions to show, by id
    ///
    /// `interview-kit list questions` prints the ids of a bank.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Level of the job, which decides the signs to listen for: junior, mid, senior or lead; also a list or a range
    /// [default: the signs of all levels]
    #[arg(long, value_name = "LEVELS")]
    seniority: Option<String>,
    /// Format of the questions
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = ShowFormat::Text)]
    format: ShowFormat,
    #[command(flatten)]
    bank: BankArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// Lines for the terminal
    Text,
    /// JSON, for programs
    Json,
    /// Sections of a document
    Markdown,
}

pub(super) fn run(args: &ShowArgs) -> Result<ExitStatus> {
    let levels = match &args.seniority {
        Some(text) => kit::parse_seniority(text).map_err(|error| anyhow!("--seniority: {error}"))?,
        None => Vec::new(),
    };
    let mut session = Session::default();
    let loaded = load_bank(&args.bank, &mut session.sources)?;
    session.findings = loaded.findings;
    let (questions, errors) = kit::find_questions(&loaded.bank, &args.ids);
    if !questions.is_empty() {
        let form = match args.format {
            ShowFormat::Text => QuestionForm::Text(show::output_terminal()),
            ShowFormat::Json => QuestionForm::Json,
            ShowFormat::Markdown => QuestionForm::Markdown,
        };
        let context = QuestionContext { bank: &loaded.bank, sources: &session.sources, levels: &levels };
        show::result(&render_whole_questions(&context, &questions, form))?;
    }
    session.findings.extend(errors.iter().map(Diagnostic::from));
    show::findings(&session.findings, &session.sources, args.bank.findings);
    Ok(session.exit_status())
}
