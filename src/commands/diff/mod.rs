//! `diff`: shows what changed between two locks or two kits, and whether scores still compare.
//!
//! | file | what it holds |
//! |---|---|
//! | `args` | the arguments of `diff` |
//! | `read` | reading a lock or a kit |

mod args;
mod read;

use std::path::PathBuf;

use anyhow::{Result, bail};

pub(super) use args::{DIFF_EXAMPLES, DiffArgs};
use args::{DenyChanges, DiffFormat};
use read::DiffInput;
pub(super) use read::read_input;

use super::session::Session;
use super::show;
use super::standard_streams::{input_name, is_standard_stream};
use crate::bank::{self, Bank};
use crate::compare::{
    BankNames, KitChange, Side, TerminalStyle, Wordings, narrate, pair_kits, render_json, render_markdown,
    render_terminal,
};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::fs::exit_status::ExitStatus;
use crate::fs::read::{read_banks, read_password};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// Kits that a finding lists; it counts the rest.
const MAX_LISTED_KITS: usize = 10;

pub(super) fn run(args: &DiffArgs) -> Result<ExitStatus> {
    let mut session = Session::default();
    let done = diff(args, &mut session);
    if done.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    done?;
    Ok(session.exit_status())
}

fn diff(args: &DiffArgs, session: &mut Session) -> Result<()> {
    check_arguments(args)?;
    let passwords: Vec<String> =
        args.password_file.iter().map(|path| read_password(path)).collect::<Result<_, _>>()?;
    let old = read::read_input(&args.old, &passwords, session)?;
    let new = read::read_input(&args.new, &passwords, session)?;
    let banks = load_banks(args, session)?;
    let (Some(mut old), Some(mut new), false) = (old, new, session.has_errors()) else { return Ok(()) };
    keep_named_kits(&mut old.side, &mut new.side, &args.kit)?;
    let mut wordings = Wordings::default();
    for bank in banks.iter().chain(&old.bank).chain(&new.bank) {
        wordings.add_bank(bank);
    }
    let Some(pairs) = pair_kits(&old.side, &new.side) else {
        let message = "the lock has no kit for the role and the levels of the kit it is compared with";
        session.findings.push(
            Diagnostic::error(&codes::diff::NO_MATCHING_KIT, message)
                .help("name the kit of the lock with --kit NAME"),
        );
        return Ok(());
    };
    let changes: Vec<KitChange<'_>> =
        pairs.into_iter().map(|pair| KitChange::from_pair(pair, &wordings)).collect();
    let names = BankNames::from_paths(&args.bank, &args.new_bank);
    let text = match args.format {
        DiffFormat::Text => {
            let style = TerminalStyle { is_colored: show::has_output_color(), columns: show::columns() };
            render_terminal(&narrate(&changes, &wordings, &names), style)
        }
        DiffFormat::Markdown => render_markdown(&narrate(&changes, &wordings, &names)),
        DiffFormat::Json => {
            render_json(&changes, &wordings, &names, &input_name(&args.old), &input_name(&args.new))?
        }
    };
    show::result(&text)?;
    session.findings.extend(note_candidate_kits(&old, &new));
    session.findings.extend(report_denied(args, &changes));
    Ok(())
}

/// Rejects two inputs from standard input.
fn check_arguments(args: &DiffArgs) -> Result<()> {
    let paths = [&args.old, &args.new].into_iter().chain(&args.bank).chain(&args.new_bank);
    let is_stdin = |path: &&PathBuf| is_standard_stream(path);
    if paths.chain(&args.password_file).filter(is_stdin).count() > 1 {
        bail!("standard input can be read once: name files for the others");
    }
    Ok(())
}

/// Loads the banks that are named, else the built-in bank.
fn load_banks(args: &DiffArgs, session: &mut Session) -> Result<Vec<Bank>> {
    let mut banks = Vec::new();
    let named = [&args.bank, &args.new_bank];
    for paths in named.into_iter().filter(|paths| !paths.is_empty() || named.iter().all(|p| p.is_empty())) {
        let loaded = bank::load(read_banks(paths)?, &mut session.sources);
        // Only the author of a bank needs its warnings.
        session.findings.extend(loaded.findings.into_iter().filter(Diagnostic::is_error));
        banks.push(loaded.bank);
        if paths.is_empty() {
            break;
        }
    }
    Ok(banks)
}

/// Keeps the kits named with `--kit`. A single kit is compared even if the other has another name.
fn keep_named_kits(old: &mut Side, new: &mut Side, names: &[String]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    for name in names {
        let known = || [&*old, &*new].into_iter().flat_map(|side| &side.kits).map(|kit| kit.name.as_str());
        if !known().any(|known| known == name) {
            let meant = did_you_mean(nearest(name, known()));
            bail!("--kit: neither side has a kit `{name}`{meant}");
        }
    }
    for side in [old, new].into_iter().filter(|side| !side.is_single) {
        side.kits.retain(|kit| names.contains(&kit.name));
        side.is_single = names.len() == 1 && side.kits.len() == 1;
    }
    Ok(())
}

/// Returns a note if a side is a candidate's kit, which holds less than the interviewer's.
fn note_candidate_kits(old: &DiffInput, new: &DiffInput) -> Option<Diagnostic> {
    let message = match (old.is_candidates, new.is_candidates) {
        (false, false) => return None,
        (true, true) => "both are candidates' kits",
        (true, false) => "the old one is a candidate's kit",
        (false, true) => "the new one is a candidate's kit",
    };
    let message = format!(
        "{message}, which does not say how its questions were chosen or on which scale they are rated"
    );
    Some(Diagnostic::note(&codes::diff::CANDIDATE_KIT, message).help("compare the interviewers' kits"))
}

/// Returns the error about changes that `--deny` forbids.
fn report_denied(args: &DiffArgs, changes: &[KitChange<'_>]) -> Option<Diagnostic> {
    let (code, is_denied): (_, fn(&KitChange<'_>) -> bool) = match args.deny? {
        DenyChanges::Changes => (&codes::diff::CHANGED, |change| !change.is_same()),
        DenyChanges::Incomparable => (&codes::diff::INCOMPARABLE, |change| change.is_incomparable()),
    };
    let names: Vec<String> = changes
        .iter()
        .filter(|change| is_denied(change))
        .map(|change| escape_control(change.name()))
        .collect();
    if names.is_empty() {
        return None;
    }
    let kits = plural(names.len() as u32, "kit");
    let more = names.len().saturating_sub(MAX_LISTED_KITS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let first = names[..names.len().min(MAX_LISTED_KITS)].join(", ");
    let message = match args.deny? {
        DenyChanges::Changes => format!("{kits} changed: {first}{more}"),
        DenyChanges::Incomparable => {
            format!(
                "with {kits}, candidates interviewed before do not compare on all questions: {first}{more}"
            )
        }
    };
    Some(Diagnostic::error(code, message))
}
