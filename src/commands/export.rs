//! `export`: a bank, or a selection of its questions, as TOML to edit; and `inspect --bank-out`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::args::{BankArgs, FilterArgs};
use super::bank_source::load_bank;
use super::role_and_level::CommandSketch;
use super::session::Session;
use super::standard_streams::is_standard_stream;
use super::{request, show};
use crate::bank::{self, Bank, Export};
use crate::batch::document;
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::exit_status::ExitStatus;
use crate::fs::folder::names_folder;
use crate::fs::write::{write_new_text, write_own_file};
use crate::input::InputFile;
use crate::kit::{self, Blueprint};
use crate::pdf;
use crate::pdf::read::Filled;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
  The built-in bank as a file to edit:
    interview-kit export --out questions.toml
  The questions about SQL only:
    interview-kit export --category sql --out sql.toml
  One question, to change it and lay it over the built-in bank:
    interview-kit export --only sql-null-logic --out mine.toml
    interview-kit build --add mine.toml --role data-engineer";

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// TOML file to write, or - for standard output, which is the default
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite a file that exists
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bank: BankArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

pub(super) fn run(args: &ExportArgs) -> Result<ExitStatus> {
    let mut blueprint = request::filter_blueprint(&args.filter)?;
    let target = args.out.as_deref();
    check_target(target, args.force)?;
    let mut session = Session::default();
    let loaded = load_bank(&args.bank, &mut session.sources)?;
    session.findings = loaded.findings;
    let mut note = None;
    let sketch = CommandSketch { command: "export", bank: &args.bank, needs_role: false };
    // An entry with a mistake would be missing in the file.
    if !session.has_errors() && sketch.resolve_role(&loaded.bank, &mut blueprint, &mut session)? {
        match kit::matching_questions(&loaded.bank, &blueprint) {
            Ok(questions) => {
                let export = Export {
                    bank: &loaded.bank,
                    questions: &questions,
                    role: blueprint.role.as_deref(),
                    is_whole: blueprint == Blueprint::default(),
                    title: &format!("Questions for interviews, exported by {}.", pdf::PROGRAM),
                };
                note = write(target, args.force, export)?;
            }
            Err(errors) => session.findings.extend(errors.iter().map(Diagnostic::from)),
        }
    }
    show::findings(&session.findings, &session.sources, args.bank.findings);
    if let Some(note) = note {
        show::note(&note);
    }
    Ok(session.exit_status())
}

/// Writes the bank that a kit carries. Returns the findings.
pub(super) fn write_carried_bank(
    target: &Path,
    is_forced: bool,
    name: &str,
    filled: &Filled,
    sources: &mut Sources,
) -> Result<Vec<Diagnostic>> {
    check_target(Some(target), is_forced)?;
    let Some(file) = filled.attached.iter().find(|file| file.name == document::BANK) else {
        let message = escape_control(&format!("{name} carries no questions"));
        let finding = Diagnostic::error(&codes::kit::NO_BANK, message);
        return Ok(vec![finding.help("give the interviewer's kit: a candidate's kit has no wordings")]);
    };
    let file = InputFile { name: document::BANK.to_owned(), bytes: file.bytes.clone() };
    let loaded = bank::load_carried(file, sources);
    if loaded.has_errors() {
        return Ok(loaded.findings);
    }
    let bank: &Bank = &loaded.bank;
    let questions: Vec<_> = bank.questions.iter().collect();
    let title = &format!("The questions of {}.", escape_control(name));
    let export = Export { bank, questions: &questions, role: None, is_whole: true, title };
    if let Some(note) = write(Some(target), is_forced, export)? {
        show::note(&note);
    }
    Ok(loaded.findings)
}

/// Rejects a target that exists, before any work is done.
fn check_target(target: Option<&Path>, is_forced: bool) -> Result<()> {
    let Some(path) = target.filter(|path| !is_standard_stream(path)) else { return Ok(()) };
    if path.is_dir() || names_folder(path) {
        bail!("{} is a folder: name a file in it, such as questions.toml", path.display());
    }
    if path.exists() && !is_forced {
        bail!("{} exists and is kept: name another file, or overwrite it with --force", path.display());
    }
    Ok(())
}

/// Writes the export, and returns a note about the file.
fn write(target: Option<&Path>, is_forced: bool, export: Export<'_>) -> Result<Option<String>> {
    let text = export.to_toml();
    let Some(path) = target.filter(|path| !is_standard_stream(path)) else {
        show::result(&text)?;
        return Ok(None);
    };
    let name = path.display();
    if is_forced {
        write_own_file(path, text.as_bytes(), true, |_| true)?;
    } else if !write_new_text(path, &text)? {
        bail!("{name} exists and is kept: name another file, or overwrite it with --force");
    }
    let count = plural(export.questions.len() as u32, "question");
    Ok(Some(format!("wrote {name}: {count}; edit it, then type `interview-kit check --bank {name}`")))
}
