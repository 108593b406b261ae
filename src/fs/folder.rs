//! Folders: finding the documents in one, creating one, and removing outdated files of the program's own.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::error::{FileError, IoContext};
use super::read::read_kit;
use super::temporary::parent_folder;

/// The documents found in a folder.
#[derive(Debug, Default)]
pub(crate) struct FoundDocuments {
    /// The PDF files by their path from the folder, sorted.
    pub(crate) documents: Vec<PathBuf>,
    /// The folders inside that must not be read.
    pub(crate) closed_folders: Vec<PathBuf>,
}

/// Finds the PDF files in a folder and in the folders inside. Skips hidden entries and links, which may lead
/// elsewhere or in a circle.
pub(crate) fn find_documents(folder: &Path) -> Result<FoundDocuments, FileError> {
    const OPERATION: &str = "read the folder";
    let (mut found, mut waiting) = (FoundDocuments::default(), vec![PathBuf::new()]);
    // Ends because the folders form a tree.
    while let Some(inner) = waiting.pop() {
        let path = folder.join(&inner);
        let entries = match fs::read_dir(&path) {
            Err(error)
                if error.kind() == io::ErrorKind::PermissionDenied && !inner.as_os_str().is_empty() =>
            {
                found.closed_folders.push(path);
                continue;
            }
            entries => entries.on(OPERATION, &path)?,
        };
        for entry in entries {
            let entry = entry.on(OPERATION, &path)?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type().on(OPERATION, &path)?;
            if kind.is_dir() {
                waiting.push(inner.join(&name));
            } else if kind.is_file() && strip_pdf_ending(name.as_encoded_bytes()).is_some() {
                found.documents.push(inner.join(&name));
            }
        }
    }
    found.documents.sort();
    found.closed_folders.sort();
    Ok(found)
}

/// Returns the name of a PDF file without `.pdf`, or `None` if the name has another ending.
pub(crate) fn strip_pdf_ending(name: &[u8]) -> Option<&[u8]> {
    let (stem, ending) = name.split_last_chunk::<4>()?;
    (!stem.is_empty() && ending.eq_ignore_ascii_case(b".pdf")).then_some(stem)
}

/// Returns true if a path ends as only folders do.
pub(crate) fn names_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

/// Rejects a file whose folder cannot be created, because a file is in the way.
pub(super) fn check_parent_folder(path: &Path) -> Result<(), FileError> {
    let existing = path.ancestors().skip(1).find(|folder| folder.symlink_metadata().is_ok());
    match existing {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(FileError::NotAFolder(folder.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Creates the folder of a file, and the folders above it.
pub(crate) fn create_parent_folder(path: &Path) -> Result<(), FileError> {
    let folder = parent_folder(path);
    fs::create_dir_all(folder).on("make the folder", folder)
}

/// Removes the program's own files from a folder, except those `kept` by their path from the folder above.
/// Removes the folder, too, if it is then empty.
pub(crate) fn remove_other_files(
    folder: &Path,
    kept: &BTreeSet<String>,
    is_own: impl Fn(&[u8]) -> bool,
) -> Result<(), FileError> {
    const OPERATION: &str = "tidy the folder";
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.on(OPERATION, folder)?,
    };
    let above = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in entries {
        let entry = entry.on(OPERATION, folder)?;
        let name = format!("{above}/{}", entry.file_name().to_string_lossy());
        let is_file = entry.file_type().on(OPERATION, folder)?.is_file();
        if is_file && !kept.contains(&name) && is_own(&read_kit(&entry.path())?) {
            fs::remove_file(entry.path()).on(OPERATION, folder)?;
        }
    }
    // Fails, as it should, if other files are left in it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// Returns a path with slashes, as lists and addresses have it on every system.
pub(crate) fn slash_path(path: &Path) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.iter().map(OsStr::as_encoded_bytes).collect();
    parts.join(&b'/')
}

/// Resolves the links of a path, even if its last parts do not exist yet.
pub(crate) fn resolve_links(path: &Path) -> PathBuf {
    let (mut at, mut rest) = (path, Vec::new());
    loop {
        let there = if at.as_os_str().is_empty() { Path::new(".") } else { at };
        if let Ok(real) = fs::canonicalize(there) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (at.file_name(), at.parent()) {
            (Some(name), Some(parent)) => (rest.push(name), at = parent),
            _ => return path.to_owned(),
        };
    }
}
