//! The kits that `inspect`, `flatten` and `redact` read.

use std::path::Path;

use anyhow::{Result, bail};

use super::args::{Findings, PasswordArgs};
use super::standard_streams::{input_name, is_standard_stream};
use super::{ask_password, show};
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::{read_kit, read_password};
use crate::pdf::read::{self, ReadError};
use crate::pdf::revise::SavedKit;

/// Reads a kit and its password.
pub(super) fn read_source(file: &Path, password: &PasswordArgs) -> Result<SavedKit> {
    let typed = read_kit_password(password, file)?;
    let bytes = read_kit(file)?;
    Ok(SavedKit { password: ask_if_needed(typed, &bytes, file)?, bytes })
}

/// Reads the password of a kit, if one is given.
pub(super) fn read_kit_password(args: &PasswordArgs, kit: &Path) -> Result<Option<String>> {
    let Some(path) = &args.password_file else { return Ok(None) };
    if is_standard_stream(path) && is_standard_stream(kit) {
        bail!("the kit and its password cannot both come from standard input: name a file for one of them");
    }
    Ok(Some(read_password(path)?))
}

/// Asks for the password of a protected kit, if none is given and somebody can type it.
pub(super) fn ask_if_needed(password: Option<String>, kit: &[u8], file: &Path) -> Result<Option<String>> {
    let is_asked = password.is_none()
        && ask_password::can_ask()
        && read::may_be_encrypted(kit)
        && read::read(kit) == Err(ReadError::Protected);
    if is_asked { ask_password::ask(&input_name(file)).map(Some) } else { Ok(password) }
}

/// Shows findings that have no place in a file.
pub(super) fn show(findings: &[Diagnostic]) {
    show::findings(findings, &Sources::default(), Findings::Text);
}
