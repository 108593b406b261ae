//! `inspect --rebuild`: the kit that a file says it is, made again.

use anyhow::{Context, Result, bail};

use super::args::InspectArgs;
use super::fonts::load_fonts;
use super::show;
use super::standard_streams::output_name;
use crate::bank;
use crate::bank::Bank;
use crate::batch::document;
use crate::compose::Prefill;
use crate::compose::document_settings::Style;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Sources, Text};
use crate::fs::exit_status::ExitStatus;
use crate::fs::overwrite::check_target;
use crate::fs::read::read_banks;
use crate::fs::write::write_pdf;
use crate::input::InputFile;
use crate::kit::{Lock, RebuildError, lock};
use crate::layout::{FontSet, Typesetter, report_missing_glyphs};
use crate::pdf;
use crate::pdf::read::{Filled, State, Value};
use crate::wording::escape::escape_control;

/// Makes the kit again, writes it where it is wanted, and says whether it is the file at hand.
pub(super) fn run(args: &InspectArgs, name: &str, file: &[u8], filled: &Filled) -> Result<ExitStatus> {
    if let Some(out) = &args.out {
        check_target(out, args.overwrite.into(), None)?;
    }
    let mut sources = Sources::default();
    let bytes = match make(args, name, filled, &mut sources)? {
        Ok(bytes) => bytes,
        Err(findings) => {
            show::findings(&findings, &sources, args.findings);
            return Ok(ExitStatus::Findings);
        }
    };
    let is_same = bytes == file;
    if let Some(out) = &args.out {
        write_pdf(out, &bytes, args.overwrite.into(), None)?;
        show::note(&format!("wrote {}: {}", output_name(out), verdict(name, is_same, filled)));
    } else {
        show::note(&verdict(name, is_same, filled));
    }
    // A file that was filled in is not what was built, and need not be; nor is one that is encrypted.
    let is_as_wanted =
        is_same || matches!(filled.state, State::SavedAnew | State::Record) || filled.is_protected;
    Ok(if is_as_wanted || args.out.is_some() { ExitStatus::Done } else { ExitStatus::Findings })
}

fn verdict(name: &str, is_same: bool, filled: &Filled) -> String {
    if is_same {
        return format!("the kit made again is {name}, byte for byte");
    }
    if filled.is_protected {
        return format!("the kit made again has no password; {name} has, and so cannot be compared with it");
    }
    let why = match filled.state {
        State::SavedAnew => "which was saved since it was built",
        State::Record => "which was made final",
        State::AsBuilt => "which another version of the program or of its fonts built",
        State::Altered { .. } => "which was altered since it was built",
        State::Unknown => "which does not say what it was built with",
    };
    format!("the kit made again is not byte for byte {name}, {why}")
}

/// The bytes of the kit, or what keeps it from being made.
fn make(
    args: &InspectArgs,
    name: &str,
    filled: &Filled,
    sources: &mut Sources,
) -> Result<Result<Vec<u8>, Vec<Diagnostic>>> {
    let lock = match document::lock_of(filled) {
        Some(Ok(lock)) => lock,
        Some(Err(why)) => return Ok(Err(vec![no_lock(name, &format!("its lock cannot be read: {why}"))])),
        None => return Ok(Err(vec![no_lock(name, "it carries no lock")])),
    };
    let Some(style) = document::style(&lock) else {
        return Ok(Err(vec![no_lock(name, "its lock names settings this version does not know")]));
    };
    let loaded = bank::load(banks(args, filled)?, sources);
    if loaded.has_errors() {
        return Ok(Err(loaded.findings));
    }
    let fonts = named_fonts(args, &lock)?;
    if lock.made_by != pdf::PROGRAM {
        show::note(&format!("built by {}, made again by {}", lock.made_by, pdf::PROGRAM));
    }
    let Some(prefill) = prefill(&lock, filled, sources) else {
        let message =
            format!("cannot make {name} again: what was filled in beforehand is not in its fields any more");
        return Ok(Err(vec![
            Diagnostic::error(&codes::kit::LOST_PREFILL, escape_control(&message))
                .help("give the kit as it was built: names are kept in no other place"),
        ]));
    };
    again(&lock, (&loaded.bank, &prefill), &style, &fonts, sources)
}

/// The bank that is named, else the part of it that the file carries, else the built-in one.
fn banks(args: &InspectArgs, filled: &Filled) -> Result<Vec<InputFile>> {
    let carried = filled.attached.iter().find(|file| file.name == document::BANK);
    match carried {
        Some(file) if args.bank.is_empty() => {
            Ok(vec![InputFile { name: document::BANK.to_owned(), bytes: file.bytes.clone() }])
        }
        _ => Ok(read_banks(&args.bank)?),
    }
}

/// The fonts of the lock, which are to be named again: a lock knows their hashes only.
fn named_fonts(args: &InspectArgs, lock: &Lock) -> Result<FontSet> {
    let fonts = load_fonts(&args.font)?;
    let given: Vec<String> = fonts.added().map(lock::file_digest).collect();
    let asked = lock.document.get("font").map_or("", String::as_str);
    if given.join(",") != asked {
        let asked = if asked.is_empty() { "none" } else { asked };
        bail!("the kit was set with other fonts: name them with --font, in the same order (hashes: {asked})");
    }
    Ok(fonts)
}

fn again(
    lock: &Lock,
    (bank, prefill): (&Bank, &Prefill),
    style: &Style,
    fonts: &FontSet,
    sources: &Sources,
) -> Result<Result<Vec<u8>, Vec<Diagnostic>>> {
    let kit = match lock.rebuild(bank) {
        Ok(kit) => kit,
        Err(errors) => return Ok(Err(errors.iter().map(changed).collect())),
    };
    match document::set(&kit, style, prefill, &mut Typesetter::new(fonts)) {
        Ok(pages) => {
            let settings = document::settings(lock, &kit, style, bank)?;
            Ok(Ok(pdf::write_document(&pages, fonts, &settings).context("cannot make the PDF file")?))
        }
        Err(lacking) => Ok(Err(report_missing_glyphs(&lacking, sources))),
    }
}

/// What was filled in beforehand, from the fields: no lock holds names of people.
fn prefill(lock: &Lock, filled: &Filled, sources: &mut Sources) -> Option<Prefill> {
    let mut prefill = Prefill::default();
    let names = lock.document.get(document::PREFILL).map_or("", String::as_str);
    for name in names.split(',').filter(|name| !name.is_empty()) {
        let field = filled.fields.iter().find(|field| field.name == name)?;
        let Value::Text(value) = &field.value else { return None };
        let origin = Origin::new(sources.add(name, value), &(0..value.len()));
        let place = match name {
            "candidate" => &mut prefill.candidate,
            "interviewer" => &mut prefill.interviewer,
            "date" => &mut prefill.date,
            "reference" => &mut prefill.reference,
            _ => return None,
        };
        *place = Some(Text { value: value.clone(), origin });
    }
    Some(prefill)
}

fn no_lock(name: &str, why: &str) -> Diagnostic {
    let message = escape_control(&format!("cannot make {name} again: {why}"));
    Diagnostic::error(&codes::kit::NO_LOCK, message)
        .help("give a kit that this program built, as it was saved")
}

fn changed(error: &RebuildError) -> Diagnostic {
    let message = escape_control(&error.to_string());
    match error {
        RebuildError::UnknownSchema(_) | RebuildError::UnknownLevel(_) => {
            Diagnostic::error(&codes::lock::UNKNOWN_SCHEMA, message).help("update the program")
        }
        RebuildError::QuestionRemoved(_)
        | RebuildError::QuestionChanged(_)
        | RebuildError::SettingsChanged
        | RebuildError::Select(_) => Diagnostic::error(&codes::kit::CHANGED_BANK, message)
            .help("name the bank as it was with --bank, or leave that out where the kit carries its own"),
    }
}
