//! How a kit is protected: passwords from files, and what may be done without the owner's.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::args::{BuildArgs, PermitArg, ProtectionArgs};
use crate::fs::read::read_password;
use crate::kit::draw;
use crate::pdf::{Permissions, Protection};

/// Characters of the name of a recipient: what a line of the smallest sheet holds.
const RECIPIENT: usize = 60;

/// Refuses what goes together with nothing, before any work is done.
pub(super) fn check(args: &BuildArgs) -> Result<()> {
    let protection = &args.protection;
    let is_protected = protection.password_file.is_some() || protection.owner_password_file.is_some();
    if args.page.style.pdf_a && is_protected {
        bail!(
            "--pdf-a makes a file that everybody can open for good: the standard forbids passwords (ISO 19005-3, 6.1.3)"
        );
    }
    let is_stdin = |path: &&PathBuf| path.as_os_str() == "-";
    let passwords = [&protection.password_file, &protection.owner_password_file];
    let passwords = passwords.into_iter().flatten().filter(is_stdin).count();
    let others = args.bank.bank.iter().chain(&args.prefill.prefill).filter(is_stdin).count();
    if passwords > 1 || passwords == 1 && others > 0 {
        bail!("a password is to come from standard input, which can be read once: name files for the others");
    }
    match args.page.style.recipient.as_deref() {
        Some(name) if name.trim().is_empty() => bail!("--recipient is empty: name who gets this copy"),
        Some(name) if name.chars().count() > RECIPIENT => {
            bail!("--recipient has {} characters, {RECIPIENT} are allowed", name.chars().count())
        }
        Some(name) if name.chars().any(char::is_control) => {
            bail!("--recipient holds a control character: write it on one line, in letters that can be seen")
        }
        _ => Ok(()),
    }
}

/// What opens the kits of a run, if anything is needed to.
pub(super) struct Passwords(Option<(String, String, Permissions)>);

impl Passwords {
    pub(super) fn read(args: &ProtectionArgs) -> Result<Self> {
        let read = |path: Option<&Path>| path.map(read_password).transpose();
        let password = read(args.password_file.as_deref())?;
        let owner = read(args.owner_password_file.as_deref())?;
        if owner.is_some() && owner == password {
            bail!("both passwords are the same: with the owner's everything may be done");
        }
        let permissions = permissions(&args.permit);
        Ok(Self(match (password, owner) {
            (None, None) => None,
            (Some(password), None) => Some((password.clone(), password, permissions)),
            (password, Some(owner)) => Some((password.unwrap_or_default(), owner, permissions)),
        }))
    }

    /// What opens a file that an earlier run made.
    pub(super) fn opening(&self) -> Option<&str> {
        self.0.as_ref().map(|(password, ..)| password.as_str())
    }

    /// The protection of one file, with a key of its own.
    pub(super) fn fresh(&self) -> Result<Option<Protection>> {
        let Some((password, owner_password, permissions)) = self.0.clone() else { return Ok(None) };
        let key =
            draw::random_file_key().map_err(|e| anyhow!(e)).context("the system gave no random numbers")?;
        Ok(Some(Protection { password, owner_password, permissions, key }))
    }
}

/// What is permitted: everything, unless something is named.
fn permissions(named: &[PermitArg]) -> Permissions {
    if named.is_empty() {
        return Permissions::ALL;
    }
    let is_named = |right| named.contains(&right);
    Permissions {
        print: is_named(PermitArg::Print),
        copy: is_named(PermitArg::Copy),
        fill: is_named(PermitArg::Fill),
        comment: is_named(PermitArg::Comment),
        change: is_named(PermitArg::Change),
    }
}
