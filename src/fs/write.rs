//! Writing beside the target and renaming: the target is the old file or the new one, never a part.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::error::{FileError, IoContext};
use super::folder::create_parent_folder;
use super::overwrite::{Overwrite, check_own_file, check_target};
use super::temporary;

/// Writes a PDF file, or standard output for `-`. Checks at the last moment whether the old file may go,
/// because somebody may have filled it in meanwhile.
pub(crate) fn write_pdf(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
    password: Option<&str>,
) -> Result<(), FileError> {
    if path.as_os_str() == "-" {
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush()).map_err(FileError::StandardOutput);
    }
    replace(path, bytes, |path| check_target(path, overwrite, password))
}

/// Writes a text of the program's own, such as a lock, over any older one.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<(), FileError> {
    replace(path, text.as_bytes(), |_| Ok(()))
}

/// Writes a file of the program's own that is not a kit. Without `is_forced` it must replace no file but one
/// that `is_own` recognizes.
pub(crate) fn write_own_file(
    path: &Path,
    bytes: &[u8],
    is_forced: bool,
    is_own: impl Fn(&[u8]) -> bool,
) -> Result<(), FileError> {
    replace(path, bytes, |path| check_own_file(path, is_forced, is_own))
}

/// Writes a text to a new file and creates the folders above it. Returns false if the file exists.
pub(crate) fn write_new_text(path: &Path, text: &str) -> Result<bool, FileError> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    create_parent_folder(path)?;
    let mut file = temporary::create_beside(path).on("write", path)?;
    file.write_all(text.as_bytes()).on("write", path)?;
    match file.persist_noclobber(path) {
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        result => result.map(|_| true).map_err(|error| error.error).on("write", path),
    }
}

/// Replaces a file after a last `check` of it. If the path is a link, replaces the file it points to.
fn replace(
    path: &Path,
    bytes: &[u8],
    check: impl FnOnce(&Path) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    create_parent_folder(path)?;
    let mut file = temporary::create_beside(path).on("write", path)?;
    file.write_all(bytes).on("write", path)?;
    check(path)?;
    file.persist(path).map_err(|error| error.error).on("write", path)?;
    Ok(())
}
