//! Passwords that are typed on the terminal, which does not show them.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};
use console::Term;

/// Returns true if somebody sits at a terminal to type a password.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for the password of a kit that exists.
pub(super) fn ask(kit: &str) -> Result<String> {
    type_password(&format!("Password of {kit}: "), "--password-file")
}

/// Asks for a new password, twice. `option` names a file with it instead.
pub(super) fn ask_twice(what: &str, option: &str) -> Result<String> {
    let password = type_password(&format!("{what}: "), option)?;
    if password.is_empty() {
        bail!("the password is empty, so anybody could open the kit: type at least one character");
    }
    if type_password(&format!("{what}, once more: "), option)? != password {
        bail!("the two passwords differ: run the command again, and type the same password twice");
    }
    Ok(password)
}

fn type_password(prompt: &str, option: &str) -> Result<String> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        bail!(
            "there is no terminal to type the password on: write it to the first line of a file and name the file \
             with {option} FILE, or write {option} - to read it from standard input"
        );
    }
    terminal.write_str(prompt).and_then(|()| terminal.read_secure_line()).with_context(|| {
        format!("cannot read the password from the terminal: name a file with {option} FILE instead")
    })
}
