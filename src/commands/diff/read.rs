//! What is compared: the kits of a lock, or the one kit of a PDF file.

use std::path::Path;

use anyhow::Result;

use crate::bank;
use crate::bank::Bank;
use crate::batch::{BatchLock, document};
use crate::commands::session::Session;
use crate::commands::standard_streams::input_name;
use crate::compare::{KitSnapshot, Side};
use crate::diag::codes;
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::read_lock_or_kit;
use crate::input::InputFile;
use crate::kit::{Lock, lock};
use crate::pdf::read::{self, Filled, ReadError};
use crate::wording::escape::escape_control;

/// One of the two that are compared.
pub(super) struct State {
    pub(super) side: Side,
    /// The part of a bank that a kit carries.
    pub(super) bank: Option<Bank>,
    /// Whether it is a candidate's kit, which does not tell how it was chosen.
    pub(super) is_candidates: bool,
}

/// Reads one, or tells why it cannot be.
pub(super) fn state(path: &Path, passwords: &[String], session: &mut Session) -> Result<Option<State>> {
    let (name, bytes) = (input_name(path), read_lock_or_kit(path)?);
    let read = if bytes[..bytes.len().min(1024)].windows(5).any(|part| part == b"%PDF-") {
        kit(&name, &bytes, passwords)
    } else {
        text(&name, bytes, session)
    };
    match read {
        Ok(state) => Ok(Some(state)),
        Err(finding) => {
            session.findings.push(finding);
            Ok(None)
        }
    }
}

fn kit(name: &str, bytes: &[u8], passwords: &[String]) -> Result<State, Diagnostic> {
    let filled = opened(bytes, passwords).map_err(|error| {
        let message = format!("cannot read the kit {name}: {error}");
        Diagnostic::error(error.code(), escape_control(&message)).help(error.help())
    })?;
    let no_lock = |why: String| {
        let message = format!("{name} does not say which kit it is: {why}");
        Diagnostic::error(&codes::kit::NO_LOCK, escape_control(&message))
            .help("give a kit that this program built; records and printed copies carry no lock")
    };
    let lock = document::lock_of(&filled).ok_or_else(|| no_lock("it carries no lock".to_owned()))?;
    let lock = lock.map_err(|why| no_lock(format!("its lock cannot be read: {why}")))?;
    let carried = filled.attached.into_iter().find(|file| file.name == document::BANK);
    let bank = carried.and_then(|file| {
        let file = InputFile { name: document::BANK.to_owned(), bytes: file.bytes };
        let loaded = bank::load(vec![file], &mut Sources::default());
        // A bank with mistakes in it is not what the program put there.
        (!loaded.has_errors()).then_some(loaded.bank)
    });
    single(name, &lock, bank)
}

/// Opens a kit with whichever password does.
fn opened(bytes: &[u8], passwords: &[String]) -> Result<Filled, ReadError> {
    let mut tried = read::read_with(bytes, None);
    for password in passwords {
        if !matches!(tried, Err(ReadError::Protected | ReadError::WrongPassword)) {
            break;
        }
        tried = read::read_with(bytes, Some(password));
    }
    tried
}

fn single(name: &str, lock: &Lock, bank: Option<Bank>) -> Result<State, Diagnostic> {
    if lock.schema != lock::SCHEMA_VERSION {
        let message = format!(
            "the lock of {name} is of form {}, this program knows form {}",
            lock.schema,
            lock::SCHEMA_VERSION
        );
        return Err(Diagnostic::error(&codes::lock::UNKNOWN_SCHEMA, escape_control(&message)));
    }
    let known = KitSnapshot::from_kit_lock(lock, bank.as_ref().map(|bank| &bank.scale));
    let is_candidates = known.asked.is_none();
    Ok(State { side: Side { kits: vec![known], is_single: true }, bank, is_candidates })
}

fn text(name: &str, bytes: Vec<u8>, session: &mut Session) -> Result<State, Diagnostic> {
    let help = "give a kits.lock as `interview-kit batch` writes it, or a kit as PDF";
    let Ok(text) = String::from_utf8(bytes) else {
        let message = format!("{name} is neither a lock nor a kit");
        return Err(Diagnostic::error(&codes::diff::NOT_A_LOCK, escape_control(&message)).help(help));
    };
    if text.trim().is_empty() {
        // As git hands over a file that was not there.
        return Ok(State { side: many(&BatchLock::new(Vec::new())), bank: None, is_candidates: false });
    }
    if text.trim_start().starts_with('{') {
        // What a PDF program saves of a kit's attachments.
        let lock: Lock = serde_json::from_str(&text).map_err(|error| {
            let message = format!("{name} is no lock of a kit: {error}");
            Diagnostic::error(&codes::diff::NOT_A_LOCK, escape_control(&message)).help(help)
        })?;
        return single(name, &lock, None);
    }
    let is_manifest = Path::new(name).extension().is_some_and(|end| end == "toml");
    let lock = BatchLock::read(name, text, &mut session.sources).map_err(|finding| {
        if is_manifest {
            finding.help("a manifest or bank? Give the lock beside the manifest: kits.lock")
        } else {
            finding
        }
    })?;
    Ok(State { side: many(&lock), bank: None, is_candidates: false })
}

fn many(lock: &BatchLock) -> Side {
    Side { kits: lock.kits().iter().map(KitSnapshot::from).collect(), is_single: false }
}
