//! `list`: the roles, categories, questions, tags and coverage of a bank.

use std::path::Path;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::args::{BankArgs, FilterArgs};
use super::bank_source::load_bank;
use super::kit_paths::read_kits;
use super::role_and_level::CommandSketch;
use super::session::Session;
use super::standard_streams::{check_single_stdin, is_standard_stream};
use super::{request, search, show};
use crate::bank::{Bank, Question};
use crate::batch::exposure::count_exposure;
use crate::compare::KitSnapshot;
use crate::diag::Diagnostic;
use crate::fs::exit_status::ExitStatus;
use crate::kit::{self, Blueprint};
use crate::report::listing::{self, ListFormat};
use crate::wording::escape::shell_quote;

pub(super) const LIST_EXAMPLES: &str = "\
Examples:
  interview-kit list roles
  interview-kit list coverage --bank our-questions/
  interview-kit list questions python-developer senior..lead
  interview-kit list questions --search \"joins index\"
  interview-kit list questions --type ethics --format csv > ethics.csv
  interview-kit list tags data-engineer";

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Kind of list
    #[arg(value_enum, ignore_case = true, default_value_t = Subject::Questions)]
    pub(super) subject: Subject,
    /// Format of the list
    #[arg(long, value_enum, ignore_case = true, value_name = "FORMAT", default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
    /// List questions that hold these words, the best match first
    ///
    /// Searches titles, prompts, signs, answers, code and tags. Other forms of a word are found too: `index` finds
    /// `indexes`.
    #[arg(long, value_name = "WORDS")]
    pub(super) search: Option<String>,
    /// Kits whose questions `list exposure` counts: a lock, a kit or a folder of kits; repeatable
    #[arg(long, value_name = "PATH")]
    pub(super) lock: Vec<String>,
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
    /// Tags, with the number of their questions and the roles that can draw them
    Tags,
    /// Questions by the number of kits that they stand in, with --lock
    Exposure,
}

impl Subject {
    /// Returns the word that is typed.
    fn key(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

pub(super) fn run(args: &ListArgs) -> Result<ExitStatus> {
    let mut blueprint = request::filter_blueprint(&args.filter)?;
    if args.search.is_some() && args.subject != Subject::Questions {
        bail!("--search finds questions: type `interview-kit list questions --search …`");
    }
    if args.lock.is_empty() == (args.subject == Subject::Exposure) {
        bail!(
            "`list exposure` counts the kits that --lock names: type `interview-kit list exposure --lock kits.lock`"
        );
    }
    let mut banks = args.bank.bank.iter().chain(&args.bank.add);
    let bank = banks.find(|path| is_standard_stream(path)).map(|path| ("a bank", path.as_path()));
    check_single_stdin(bank.into_iter().chain(args.lock.iter().map(|path| ("--lock -", Path::new(path)))))?;
    let words = args.search.as_deref().map(search::read_words).transpose()?;
    let mut session = Session::default();
    let loaded = load_bank(&args.bank, &mut session.sources)?;
    session.findings = loaded.findings;
    let bank = &loaded.bank;
    let command = format!("list {}", args.subject.key());
    let sketch = CommandSketch { command: &command, bank: &args.bank, needs_role: false };
    if !sketch.resolve_role(bank, &mut blueprint, &mut session)? {
        if args.subject == Subject::Questions
            && let (Some(finding), Some(words)) = (session.findings.last_mut(), &blueprint.role)
            && !finding.message.contains("did you mean")
        {
            let help = finding.help.take().unwrap_or_default();
            let words = shell_quote(words);
            finding.help =
                Some(format!("{help}; to search for words: `interview-kit list questions --search {words}`"));
        }
        show::findings(&session.findings, &session.sources, args.bank.findings);
        return Ok(session.exit_status());
    }
    match kit::matching_questions(bank, &blueprint) {
        Ok(questions) => {
            let found = match &words {
                Some(words) => search::search(bank, &questions, words, &mut session.findings),
                None => Some(questions),
            };
            if let Some(questions) = found {
                let list = match args.subject {
                    Subject::Exposure => list_exposure(args, bank, &blueprint, &questions, &mut session)?,
                    _ => render(args, bank, &blueprint, &questions)?,
                };
                show::result(&list)?;
            }
        }
        Err(errors) => session.findings.extend(errors.iter().map(Diagnostic::from)),
    }
    if args.subject == Subject::Coverage && args.format == ListFormat::Table {
        session.findings.extend(kit::similar_levels(bank, blueprint.role.as_deref()));
    }
    // The list is printed even if other parts of the bank have errors.
    show::findings(&session.findings, &session.sources, args.bank.findings);
    Ok(session.exit_status())
}

fn render(args: &ListArgs, bank: &Bank, blueprint: &Blueprint, questions: &[&Question]) -> Result<String> {
    // What a request leaves without questions says nothing. In the list of a whole bank it is a gap to fill.
    let omits_empty = *blueprint != Blueprint::default();
    Ok(match args.subject {
        Subject::Questions => listing::render_questions(bank, questions, args.format)?,
        Subject::Categories => listing::render_categories(bank, questions, omits_empty, args.format)?,
        Subject::Roles => listing::render_roles(bank, questions, omits_empty, args.format)?,
        Subject::Tags => listing::render_tags(bank, questions, args.format)?,
        Subject::Coverage => listing::render_coverage(bank, blueprint, questions, args.format)?,
        Subject::Exposure => String::new(),
    })
}

/// Lists the questions by the number of kits that they stand in. With filters, only questions that pass them.
fn list_exposure(
    args: &ListArgs,
    bank: &Bank,
    blueprint: &Blueprint,
    questions: &[&Question],
    session: &mut Session,
) -> Result<String> {
    let mut kits: Vec<KitSnapshot> = Vec::new();
    for path in &args.lock {
        for kit in read_kits(path, &[], session)? {
            // A kit counts once, although its lock and its documents may be named.
            if !kits.iter().any(|other| other.name == kit.name && other.questions == kit.questions) {
                kits.push(kit);
            }
        }
    }
    let ids = |kit: &'_ KitSnapshot| kit.questions.iter().map(|question| question.id.clone()).collect();
    let mut rows = count_exposure(kits.iter().map(|kit| (kit.name.clone(), ids(kit))));
    if *blueprint != Blueprint::default() {
        rows.retain(|row| questions.iter().any(|question| question.id == row.id));
    }
    Ok(listing::render_exposure(bank, &rows, kits.len(), args.format)?)
}
