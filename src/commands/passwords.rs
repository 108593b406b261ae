//! The passwords of a kit, and what readers may do without the owner's password.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::args::{BuildArgs, PermitArg, ProtectionArgs};
use super::ask_password::ask_twice;
use super::standard_streams::{check_single_stdin, is_standard_stream};
use crate::fs::read::read_password;
use crate::kit::draw;
use crate::pdf::read;
use crate::pdf::{Permissions, Protection, prepare_password};

/// The longest name of a recipient: a line of the smallest paper holds it.
const RECIPIENT_MAX_CHARS: usize = 60;

/// Rejects arguments that contradict each other, before any work is done.
pub(super) fn check_protection(args: &BuildArgs) -> Result<()> {
    let protection = &args.protection;
    let is_protected = protection.password
        || protection.owner_password
        || protection.password_file.is_some()
        || protection.owner_password_file.is_some();
    if args.page.style.pdf_a && is_protected {
        bail!(
            "--pdf-a and a password exclude each other, because PDF/A forbids passwords (ISO 19005-3, 6.1.3): leave one of \
             them out"
        );
    }
    check_inputs(args)?;
    match args.page.style.recipient.as_deref() {
        Some(name) if name.trim().is_empty() => {
            bail!("--recipient is empty: name the person who gets this copy")
        }
        Some(name) if name.chars().count() > RECIPIENT_MAX_CHARS => {
            bail!(
                "--recipient has {} characters, and {RECIPIENT_MAX_CHARS} are allowed: shorten it",
                name.chars().count()
            )
        }
        Some(name) if name.chars().any(char::is_control) => {
            bail!("--recipient holds a control character: type it as visible text on one line")
        }
        _ => Ok(()),
    }
}

/// Rejects arguments of which several would read standard input.
fn check_inputs(args: &BuildArgs) -> Result<()> {
    // Reading the bank reports `-` for two files of it.
    let is_stdin = |path: &&PathBuf| is_standard_stream(path);
    let bank =
        args.bank.bank.iter().chain(&args.bank.add).find(is_stdin).map(|path| ("a bank", path.as_path()));
    let files = [
        ("--prefill -", &args.prefill.prefill),
        ("--password-file -", &args.protection.password_file),
        ("--owner-password-file -", &args.protection.owner_password_file),
    ];
    let files = files.into_iter().filter_map(|(name, path)| Some((name, path.as_deref()?)));
    let kits = args.draw.not_in.iter().map(|path| ("--not-in -", Path::new(path)));
    check_single_stdin(bank.into_iter().chain(kits).chain(files))
}

/// The passwords of the kits of a run, if they have any.
pub(super) struct Passwords(Option<PasswordSet>);

/// The passwords of a kit, and what its readers may do.
#[derive(Clone)]
struct PasswordSet {
    password: String,
    owner_password: String,
    permissions: Permissions,
}

impl Passwords {
    pub(super) fn read(args: &ProtectionArgs) -> Result<Self> {
        let password =
            read_or_ask(args.password, args.password_file.as_deref(), "Password", "--password-file")?;
        let owner = read_or_ask(
            args.owner_password,
            args.owner_password_file.as_deref(),
            "Owner's password",
            "--owner-password-file",
        )?;
        let prepare = |password: &Option<String>| {
            password.as_deref().map(|password| prepare_password(password).map(Cow::into_owned)).transpose()
        };
        if owner.is_some() && prepare(&owner)? == prepare(&password)? {
            bail!(
                "both passwords are the same, so every reader would have the owner's rights: choose different ones"
            );
        }
        let permissions = permissions(&args.permit);
        Ok(Self(match (password, owner) {
            (None, None) => None,
            (Some(password), None) => {
                Some(PasswordSet { owner_password: password.clone(), password, permissions })
            }
            (password, Some(owner_password)) => {
                Some(PasswordSet { password: password.unwrap_or_default(), owner_password, permissions })
            }
        }))
    }

    /// Returns the password that opens a kit of an earlier run.
    pub(super) fn existing_password(&self) -> Option<&str> {
        self.0.as_ref().map(|set| set.password.as_str())
    }

    /// Opens a protected file with its password, before anybody gets it.
    pub(super) fn check_opens(&self, file: &[u8]) -> Result<()> {
        let Some(set) = &self.0 else { return Ok(()) };
        match read::read_with(file, Some(&set.password)) {
            Ok(filled) if filled.is_protected => Ok(()),
            Ok(_) => {
                bail!("the kit is not encrypted, so it is not written: report this as a fault of the program")
            }
            Err(error) => bail!("the kit does not open with its password, so it is not written: {error}"),
        }
    }

    /// Returns the protection of one file, with a key of its own.
    pub(super) fn new_protection(&self) -> Result<Option<Protection>> {
        let Some(PasswordSet { password, owner_password, permissions }) = self.0.clone() else {
            return Ok(None);
        };
        let key =
            draw::random_file_key().map_err(|e| anyhow!(e)).context("the system gives no random numbers")?;
        Ok(Some(Protection { password, owner_password, permissions, key }))
    }
}

/// Reads a password from its file, or asks for it on the terminal.
fn read_or_ask(is_asked: bool, file: Option<&Path>, what: &str, option: &str) -> Result<Option<String>> {
    let (password, place) = match file {
        Some(path) => (read_password(path)?, format!("in {}", path.display())),
        None if is_asked => (ask_twice(what, option)?, "that was typed".to_owned()),
        None => return Ok(None),
    };
    // The message must not repeat a part of the password.
    prepare_password(&password).map_err(|fault| anyhow!("the password {place} {fault}"))?;
    Ok(Some(password))
}

/// Returns the rights of readers: all of them, unless some are named.
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
