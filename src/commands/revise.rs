//! The kits that `inspect`, `flatten` and `redact` read.

use std::path::Path;

use anyhow::{Result, bail};

use super::args::{Findings, PasswordArgs};
use super::show;
use super::standard_streams::is_standard_stream;
use crate::diag::{Diagnostic, Sources};
use crate::fs::read::{read_kit, read_password};
use crate::pdf::revise::SavedKit;

/// Reads a kit and its password.
pub(super) fn read_source(file: &Path, password: &PasswordArgs) -> Result<SavedKit> {
    Ok(SavedKit { password: read_kit_password(password, file)?, bytes: read_kit(file)? })
}

/// Reads the password of a kit, if one is given.
pub(super) fn read_kit_password(args: &PasswordArgs, kit: &Path) -> Result<Option<String>> {
    let Some(path) = &args.password_file else { return Ok(None) };
    if is_standard_stream(path) && is_standard_stream(kit) {
        bail!("the kit and its password cannot both come from standard input: name a file for one of them");
    }
    Ok(Some(read_password(path)?))
}

/// Shows findings that have no place in a file.
pub(super) fn show(findings: &[Diagnostic]) {
    show::findings(findings, &Sources::default(), Findings::Text);
}
