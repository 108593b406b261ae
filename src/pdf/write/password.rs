//! Passwords as PDF programs compare them: prepared with `SASLprep`, and at most 127 bytes long (ISO 32000-2, 7.6.4.3.3).

use std::borrow::Cow;

use thiserror::Error;

/// The greatest length of a prepared password. Programs cut longer ones, or fail.
pub const PASSWORD_MAX_BYTES: usize = 127;

/// The reason why a password cannot protect a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordFault {
    /// Nothing is left of the password: anybody could open the file.
    #[error("is empty")]
    Empty,
    /// The password is too long.
    #[error("has {0} bytes in UTF-8, and PDF allows {PASSWORD_MAX_BYTES}: choose a shorter one")]
    TooLong(usize),
    /// The password has characters that PDF programs do not accept in passwords.
    #[error(
        "has a character that PDF programs do not accept in passwords, such as a control character, or mixes \
         directions of writing: choose another one"
    )]
    Forbidden,
}

/// Returns a password as PDF programs compare it.
pub fn prepare_password(password: &str) -> Result<Cow<'_, str>, PasswordFault> {
    let prepared = stringprep::saslprep(password).map_err(|_| PasswordFault::Forbidden)?;
    match prepared.len() {
        0 => Err(PasswordFault::Empty),
        length if length > PASSWORD_MAX_BYTES => Err(PasswordFault::TooLong(length)),
        _ => Ok(prepared),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_prepared_and_measured_in_bytes() {
        assert_eq!(prepare_password("e\u{301}"), Ok("\u{e9}".into()));
        assert_eq!(prepare_password(&"x".repeat(127)).map(|password| password.len()), Ok(127));
        assert_eq!(prepare_password(&"x".repeat(128)), Err(PasswordFault::TooLong(128)));
        // Decomposed letters are shorter once they are prepared, ligatures are longer.
        assert_eq!(prepare_password(&"e\u{301}".repeat(63)).map(|password| password.len()), Ok(126));
        assert_eq!(prepare_password(&"\u{fdfa}".repeat(5)), Err(PasswordFault::TooLong(165)));
        assert_eq!(prepare_password("\u{ad}"), Err(PasswordFault::Empty));
        assert_eq!(prepare_password("a\tb"), Err(PasswordFault::Forbidden));
    }
}
