//! Reading the two sides of a comparison: the kits of a lock, or the kit of a PDF file.

use std::path::Path;

use anyhow::Result;

use crate::bank;
use crate::bank::Bank;
use crate::batch::{BatchLock, document};
use crate::commands::ask_password;
use crate::commands::session::Session;
use crate::commands::standard_streams::input_name;
use crate::compare::{KitSnapshot, Side};
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::read_lock_or_kit;
use crate::input::InputFile;
use crate::kit::{KitLock, lock};
use crate::pdf::read::{self, Filled, ReadError};
use crate::report::revise_findings::warn_recovered;
use crate::wording::escape::escape_control;

/// One side of a comparison.
pub(in crate::commands) struct DiffInput {
    pub(in crate::commands) side: Side,
    /// The part of the bank that a kit carries.
    pub(super) bank: Option<Bank>,
    /// True for a candidate's kit, which does not hold how its questions were chosen.
    pub(super) is_candidates: bool,
}

/// Reads a lock or a kit. Returns `None` if it cannot be read; the findings say why.
pub(in crate::commands) fn read_input(
    path: &Path,
    passwords: &[String],
    session: &mut Session,
) -> Result<Option<DiffInput>> {
    let (name, bytes) = (input_name(path), read_lock_or_kit(path)?);
    let read = if bytes[..bytes.len().min(1024)].windows(5).any(|part| part == b"%PDF-") {
        read_pdf(&name, &bytes, passwords, session)
    } else {
        read_text(&name, bytes, session)
    };
    match read {
        Ok(state) => Ok(Some(state)),
        Err(finding) => {
            session.findings.push(finding);
            Ok(None)
        }
    }
}

/// Reads the lock and the bank that a kit carries.
fn read_pdf(
    name: &str,
    bytes: &[u8],
    passwords: &[String],
    session: &mut Session,
) -> Result<DiffInput, Diagnostic> {
    let filled = open_kit(name, bytes, passwords).map_err(|error| report_unreadable(name, &error))?;
    session.findings.extend(warn_recovered(filled.is_recovered, name));
    let no_lock = || {
        let message = format!("{name} does not say which kit it is: it carries no lock");
        Diagnostic::error(&codes::kit::NO_LOCK, escape_control(&message))
            .help("give a kit that this program built; records and printed copies carry no lock")
    };
    let lock = document::attached_lock(&filled).ok_or_else(no_lock)?;
    let lock = lock.map_err(|why| {
        let message = format!("{name} does not say which kit it is: its lock cannot be read: {why}");
        Diagnostic::error(&codes::pdf::DAMAGED, escape_control(&message)).help(ReadError::Damaged.help())
    })?;
    let carried = filled.attached.into_iter().find(|file| file.name == document::BANK);
    let bank = carried.and_then(|file| {
        let file = InputFile { name: document::BANK.to_owned(), bytes: file.bytes };
        let loaded = bank::load_carried(file, &mut Sources::default());
        // The program writes no bank with errors, so somebody changed this one.
        (!loaded.has_errors()).then_some(loaded.bank)
    });
    side_of_kit(name, &lock, bank)
}

fn report_unreadable(name: &str, error: &ReadError) -> Diagnostic {
    let message = format!("cannot read the kit {name}: {error}");
    Diagnostic::error(error.code(), escape_control(&message)).help(error.help())
}

/// Opens a kit with the first password that fits. Without any, asks for one on the terminal.
fn open_kit(name: &str, bytes: &[u8], passwords: &[String]) -> Result<Filled, ReadError> {
    let mut result = read::read_with(bytes, None);
    for password in passwords {
        if !matches!(result, Err(ReadError::Protected | ReadError::WrongPassword)) {
            break;
        }
        result = read::read_with(bytes, Some(password));
    }
    if result == Err(ReadError::Protected)
        && ask_password::can_ask()
        && let Ok(password) = ask_password::ask(name)
    {
        result = read::read_with(bytes, Some(&password));
    }
    result
}

/// Returns the side of a single kit.
fn side_of_kit(name: &str, lock: &KitLock, bank: Option<Bank>) -> Result<DiffInput, Diagnostic> {
    if lock.schema != lock::SCHEMA_VERSION {
        let message = format!(
            "the lock of {name} has schema {}, but this program reads schema {}",
            lock.schema,
            lock::SCHEMA_VERSION
        );
        return Err(Diagnostic::error(&codes::lock::UNKNOWN_SCHEMA, escape_control(&message)));
    }
    let known = KitSnapshot::from_kit_lock(lock, bank.as_ref().map(|bank| &bank.scale));
    let is_candidates = known.asked.is_none();
    Ok(DiffInput { side: Side { kits: vec![known], is_single: true }, bank, is_candidates })
}

/// Reads a lock of kits, or the lock of one kit.
fn read_text(name: &str, bytes: Vec<u8>, session: &mut Session) -> Result<DiffInput, Diagnostic> {
    let help = "give a kits.lock as `interview-kit batch` writes it, or a kit as PDF";
    let Ok(text) = String::from_utf8(bytes) else {
        let message = format!("{name} is neither a lock nor a kit");
        return Err(Diagnostic::error(&codes::diff::NOT_A_LOCK, escape_control(&message)).help(help));
    };
    if Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf")) {
        return Err(report_unreadable(name, &ReadError::NotPdf));
    }
    if text.trim().is_empty() {
        // Git passes an empty file for one that did not exist.
        return Ok(DiffInput {
            side: side_of_lock(&BatchLock::new(Vec::new())),
            bank: None,
            is_candidates: false,
        });
    }
    if text.trim_start().starts_with('{') {
        // The lock that a PDF program saved from the attachments of a kit.
        let lock = KitLock::from_json(text.as_bytes()).map_err(|error| {
            let message = format!("{name} is not the lock of a kit: {error}");
            Diagnostic::error(&codes::diff::NOT_A_LOCK, escape_control(&message)).help(help)
        })?;
        return side_of_kit(name, &lock, None);
    }
    let is_manifest = Path::new(name).extension().is_some_and(|end| end == "toml");
    let lock = BatchLock::read(name, text, &mut session.sources).map_err(|finding| {
        if is_manifest {
            finding.help("this may be a manifest or a bank: give the lock beside the manifest, kits.lock")
        } else {
            finding
        }
    })?;
    Ok(DiffInput { side: side_of_lock(&lock), bank: None, is_candidates: false })
}

/// Returns the side of all kits of a lock.
fn side_of_lock(lock: &BatchLock) -> Side {
    Side { kits: lock.kits().iter().map(KitSnapshot::from).collect(), is_single: false }
}
