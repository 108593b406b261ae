//! Paths that stand for standard input or standard output.

use std::path::Path;

use anyhow::{Result, bail};

/// Returns true if the path is `-`: standard input for a file that is read, standard output for one that is written.
pub(super) fn is_standard_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns the name of an input file in messages.
pub(super) fn input_name(path: &Path) -> String {
    if is_standard_stream(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Returns the name of an output file in messages.
pub(super) fn output_name(path: &Path) -> String {
    if is_standard_stream(path) { "standard output".to_owned() } else { path.display().to_string() }
}

/// Rejects a second input that would be read from standard input. Each input has its name in the message.
pub(super) fn check_single_stdin<'p>(inputs: impl IntoIterator<Item = (&'p str, &'p Path)>) -> Result<()> {
    let mut names = inputs.into_iter().filter(|(_, path)| is_standard_stream(path)).map(|(name, _)| name);
    match (names.next(), names.next()) {
        (Some(first), Some(second)) => {
            bail!("{first} and {second} cannot both read standard input: name a file for one of them")
        }
        _ => Ok(()),
    }
}
