//! Writing beside the target and renaming: the target is the old file or the new one, never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::error::{FileError, IoContext};
use super::folder::create_parent_folder;
use super::overwrite::{Overwrite, check_own_file, check_target};
use super::temporary::{self, parent_folder};

/// The state of a file after a power failure that follows its writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// The file is there, whole, once it is reported as written.
    Synced,
    /// The file may be missing, empty or the old one. It can be built again.
    Unsynced,
}

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
    replace(path, bytes, Durability::Unsynced, |path| check_target(path, overwrite, password))
}

/// Writes a PDF file that cannot be built again, as [`write_pdf`] does. It survives a power failure.
pub(crate) fn write_record(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), FileError> {
    if path.as_os_str() == "-" {
        return write_pdf(path, bytes, overwrite, None);
    }
    replace(path, bytes, Durability::Synced, |path| check_target(path, overwrite, None))
}

/// Writes a report over any older one.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<(), FileError> {
    replace(path, text.as_bytes(), Durability::Unsynced, |_| Ok(()))
}

/// Writes a lock over any older one. It survives a power failure.
pub(crate) fn write_lock(path: &Path, text: &str) -> Result<(), FileError> {
    replace(path, text.as_bytes(), Durability::Synced, |_| Ok(()))
}

/// Writes a file of the program's own that is not a kit. Without `is_forced` it must replace no file but one
/// that `is_own` recognizes.
pub(crate) fn write_own_file(
    path: &Path,
    bytes: &[u8],
    is_forced: bool,
    is_own: impl Fn(&[u8]) -> bool,
) -> Result<(), FileError> {
    replace(path, bytes, Durability::Unsynced, |path| check_own_file(path, is_forced, is_own))
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
    durability: Durability,
    check: impl FnOnce(&Path) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    create_parent_folder(path)?;
    let mut file = temporary::create_beside(path).on("write", path)?;
    file.write_all(bytes).on("write", path)?;
    if durability == Durability::Synced {
        file.as_file().sync_all().on("write", path)?;
    }
    check(path)?;
    file.persist(path).map_err(|error| error.error).on("write", path)?;
    if durability == Durability::Synced { sync_folder(path) } else { Ok(()) }
}

/// Makes the new name of a file survive a power failure, on systems where folders can be synced.
fn sync_folder(path: &Path) -> Result<(), FileError> {
    const OPERATION: &str = "sync the folder";
    let folder = parent_folder(path);
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder).on(OPERATION, folder)?.sync_all() {
        // Some file systems do not sync folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        synced => synced.on(OPERATION, folder),
    }
}
