//! A folder of kits: which there are, and the files of the program's own beside them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, bail};

use super::files::{kit, replace};
use super::temporary::parent;

/// Writes a file of the program's own that is no kit; never over another's, unless that is said.
pub(crate) fn write_own(
    path: &Path,
    bytes: &[u8],
    is_forced: bool,
    is_ours: impl Fn(&[u8]) -> bool,
) -> Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(path, bytes, || check_own(path, is_forced, is_ours))
}

/// Refuses to write over another's file, before any work is done.
pub(crate) fn check_own(path: &Path, is_forced: bool, is_ours: impl Fn(&[u8]) -> bool) -> Result<()> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(found) if !found.is_file() => bail!("{} is not an ordinary file", path.display()),
        _ if is_forced || is_ours(&kit(path)?) => Ok(()),
        _ => bail!("{} exists and is not as this program wrote it: move it, or add --force", path.display()),
    }
}

/// Removes the files of a folder that this program wrote and that are not among these, by their path from the
/// folder above. A folder that is empty then goes too.
pub(crate) fn remove_others(
    folder: &Path,
    kept: &BTreeSet<String>,
    is_ours: impl Fn(&[u8]) -> bool,
) -> Result<()> {
    let cannot = || format!("cannot tidy the folder {}", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(cannot)?,
    };
    let above = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in entries {
        let entry = entry.with_context(cannot)?;
        let name = format!("{above}/{}", entry.file_name().to_string_lossy());
        let is_file = entry.file_type().with_context(cannot)?.is_file();
        if is_file && !kept.contains(&name) && is_ours(&kit(&entry.path())?) {
            fs::remove_file(entry.path()).with_context(cannot)?;
        }
    }
    // It stays where anything is left in it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// Makes the folder of a file, and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    let folder = parent(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// The PDF files in a folder and the folders in it, by their path from there, in the order of their names.
/// What is hidden is not looked at, nor are links, which may lead elsewhere or in a circle. Beside them those
/// folders that may not be looked into.
pub(crate) fn documents(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut found, mut closed, mut waiting) = (Vec::new(), Vec::new(), vec![PathBuf::new()]);
    // It ends when all folders were looked at; none is there twice.
    while let Some(inner) = waiting.pop() {
        let path = folder.join(&inner);
        let cannot = || format!("cannot read the folder {}", path.display());
        let entries = match fs::read_dir(&path) {
            Err(error)
                if error.kind() == io::ErrorKind::PermissionDenied && !inner.as_os_str().is_empty() =>
            {
                closed.push(path);
                continue;
            }
            entries => entries.with_context(cannot)?,
        };
        for entry in entries {
            let entry = entry.with_context(cannot)?;
            let name = entry.file_name();
            let (whole, bytes) = (inner.join(&name), name.as_encoded_bytes());
            let is_pdf = bytes.len() > 4 && bytes[bytes.len() - 4..].eq_ignore_ascii_case(b".pdf");
            if bytes.starts_with(b".") {
                continue;
            }
            let kind = entry.file_type().with_context(cannot)?;
            if kind.is_dir() {
                waiting.push(whole);
            } else if is_pdf && kind.is_file() {
                found.push(whole);
            }
        }
    }
    found.sort();
    closed.sort();
    Ok((found, closed))
}

/// A path as it stands in lists and addresses on every system.
pub(crate) fn with_slashes(path: &Path) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.iter().map(OsStr::as_encoded_bytes).collect();
    parts.join(&b'/')
}
