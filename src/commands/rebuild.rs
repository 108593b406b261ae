//! `inspect --rebuild`: builds a kit again from the lock it carries.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::fonts::load_fonts;
use super::inspect_args::InspectArgs;
use super::output_files::file_at;
use super::replaced::note_replaced_file;
use super::session::Session;
use super::standard_streams::{input_name, output_name};
use super::{revise, show};
use crate::bank::{self, Bank, Loaded};
use crate::batch::document;
use crate::compose::Prefill;
use crate::compose::document_settings::Style;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Sources, Text};
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::read::read_layers;
use crate::fs::write::write_pdf;
use crate::input::InputFile;
use crate::kit::{KitLock, RebuildError};
use crate::layout::{FontSet, Typesetter};
use crate::pdf;
use crate::pdf::read::{Filled, State, Value};
use crate::wording::escape::escape_control;

/// Rebuilds the kit, writes it if `--out` names a file, and reports whether it is the same as `file`.
pub(super) fn run(args: &InspectArgs, path: &Path, file: &[u8], filled: &Filled) -> Result<ExitStatus> {
    let name = &input_name(path);
    let target = args.out.as_ref().map(|out| file_at(out, path));
    if let Some(out) = &target {
        check_target(out, args.overwrite.into(), None)?;
    }
    let mut session = Session::default();
    let Some(bytes) = rebuild(args, name, filled, &mut session)? else {
        show::findings(&session.findings, &session.sources, args.findings);
        return Ok(ExitStatus::Findings);
    };
    let is_same = bytes == file;
    let verdict = describe_result(name, is_same, filled);
    if let Some(out) = &target {
        let replaced = note_replaced_file(out, &bytes)?;
        write_pdf(out, &bytes, args.overwrite.into(), None)?;
        if let Some(replaced) = replaced {
            revise::show(&[replaced]);
        }
        show::note(&format!("wrote {}: {verdict}", output_name(out)));
        return Ok(ExitStatus::Done);
    }
    show::note(&verdict);
    // A kit that was filled in or encrypted cannot be the same, so that is no finding.
    let may_differ = matches!(filled.state, State::SavedAnew | State::Record) || filled.is_protected;
    Ok(if is_same || may_differ { ExitStatus::Done } else { ExitStatus::Findings })
}

fn describe_result(name: &str, is_same: bool, filled: &Filled) -> String {
    if is_same {
        return format!("the rebuilt kit is the same as {name}, byte for byte");
    }
    if filled.is_protected {
        return format!("the rebuilt kit has no password; {name} has one, so the two cannot be compared");
    }
    let reason = match filled.state {
        State::SavedAnew => "which was saved since it was built",
        State::Record => "which was made final",
        State::AsBuilt => "which was built by another version of the program or with other fonts",
        State::Altered { .. } => "which was altered since it was built",
        State::Unknown => "which does not say how it was built",
    };
    format!("the rebuilt kit differs from {name}, {reason}")
}

/// Returns the bytes of the rebuilt kit, or `None` if the findings have errors.
fn rebuild(
    args: &InspectArgs,
    name: &str,
    filled: &Filled,
    session: &mut Session,
) -> Result<Option<Vec<u8>>> {
    let lock = match document::attached_lock(filled) {
        Some(Ok(lock)) => lock,
        Some(Err(error)) => {
            session.findings.push(report_no_lock(name, &format!("its lock cannot be read: {error}")));
            return Ok(None);
        }
        None => {
            session.findings.push(report_no_lock(name, "it carries no lock"));
            return Ok(None);
        }
    };
    let Some(style) = document::read_style(&lock) else {
        session.findings.push(report_no_lock(name, "its lock has settings that this version does not know"));
        return Ok(None);
    };
    let loaded = load_carried_or_named_banks(args, filled, &mut session.sources)?;
    if loaded.has_errors() {
        session.findings = loaded.findings;
        return Ok(None);
    }
    let fonts = load_locked_fonts(args, &lock)?;
    if lock.made_by != pdf::PROGRAM {
        show::note(&format!("built by {}, rebuilt by {}", lock.made_by, pdf::PROGRAM));
    }
    let Some(prefill) = read_prefill(&lock, filled, &mut session.sources) else {
        session.findings.push(report_lost_prefill(name));
        return Ok(None);
    };
    build(&lock, &loaded.bank, &prefill, &style, &fonts, session)
}

/// Loads the banks named with `--bank`, else the bank that the kit carries, else the built-in bank.
fn load_carried_or_named_banks(args: &InspectArgs, filled: &Filled, sources: &mut Sources) -> Result<Loaded> {
    let carried = filled.attached.iter().find(|file| file.name == document::BANK);
    Ok(match carried {
        Some(file) if args.bank.is_empty() && args.add.is_empty() => {
            let file = InputFile { name: document::BANK.to_owned(), bytes: file.bytes.clone() };
            bank::load_carried(file, sources)
        }
        _ => bank::load_layers(read_layers(&args.bank, &args.add)?, sources),
    })
}

/// Loads the fonts named with `--font`. Fails if they are not the fonts of the lock, which holds only their hashes.
fn load_locked_fonts(args: &InspectArgs, lock: &KitLock) -> Result<FontSet> {
    let fonts = load_fonts(&args.font)?;
    let named = document::font_digests(&fonts);
    let locked = lock.document.get("font").map_or("", String::as_str);
    if named.join(",") != locked {
        let locked = if locked.is_empty() { "none" } else { locked };
        bail!(
            "the kit was built with other fonts: name them with --font FILE, in the same order (their SHA-256 \
             hashes: {locked})"
        );
    }
    Ok(fonts)
}

fn build(
    lock: &KitLock,
    bank: &Bank,
    prefill: &Prefill,
    style: &Style,
    fonts: &FontSet,
    session: &mut Session,
) -> Result<Option<Vec<u8>>> {
    let kit = match lock.rebuild(bank) {
        Ok(kit) => kit,
        Err(errors) => {
            session.findings.extend(errors.iter().map(report_rebuild_error));
            return Ok(None);
        }
    };
    match document::lay_out(&kit, style, prefill, &mut Typesetter::new(fonts)) {
        Ok(pages) => {
            let settings = document::write_options(lock, &kit, style, bank)?;
            Ok(Some(pdf::write_document(&pages, fonts, &settings).context("cannot build the PDF file")?))
        }
        Err(missing) => {
            session.add_missing_glyphs(&missing);
            Ok(None)
        }
    }
}

/// Reads the values that were filled in beforehand from the fields, because locks hold no names of people.
fn read_prefill(lock: &KitLock, filled: &Filled, sources: &mut Sources) -> Option<Prefill> {
    let mut prefill = Prefill::default();
    let names = lock.document.get(document::PREFILL).map_or("", String::as_str);
    for name in names.split(',').filter(|name| !name.is_empty()) {
        let field = filled.fields.iter().find(|field| field.name == name)?;
        let Value::Text(value) = &field.value else { return None };
        let origin = Origin::new(sources.add(name, value), &(0..value.len()));
        let target = match name {
            "candidate" => &mut prefill.candidate,
            "interviewer" => &mut prefill.interviewer,
            "date" => &mut prefill.date,
            "reference" => &mut prefill.reference,
            _ => return None,
        };
        *target = Some(Text { value: value.clone(), origin });
    }
    Some(prefill)
}

fn report_no_lock(name: &str, reason: &str) -> Diagnostic {
    let message = escape_control(&format!("cannot rebuild {name}: {reason}"));
    Diagnostic::error(&codes::kit::NO_LOCK, message).help("give a kit that this program built")
}

fn report_lost_prefill(name: &str) -> Diagnostic {
    let message =
        format!("cannot rebuild {name}: the values filled in beforehand are no longer in its fields");
    Diagnostic::error(&codes::kit::LOST_PREFILL, escape_control(&message))
        .help("give the kit as it was built: names are stored nowhere else")
}

fn report_rebuild_error(error: &RebuildError) -> Diagnostic {
    let message = escape_control(&error.to_string());
    match error {
        RebuildError::UnknownSchema(_) | RebuildError::UnknownLevel(_) => {
            Diagnostic::error(&codes::lock::UNKNOWN_SCHEMA, message).help("update the program")
        }
        RebuildError::QuestionRemoved(_)
        | RebuildError::QuestionChanged(_)
        | RebuildError::SettingsChanged
        | RebuildError::Select(_) => Diagnostic::error(&codes::kit::CHANGED_BANK, message).help(
            "name the bank as it was with --bank, or leave --bank out if the kit carries its questions",
        ),
    }
}
