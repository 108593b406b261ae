//! The files that must not be overwritten: filled-in kits, and files of other programs.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use super::error::FileError;
use super::folder::{check_parent_folder, names_folder};
use super::read::{read_kit, read_target};
use crate::pdf;
use crate::pdf::read::{ReadError, State};

/// The files a command may overwrite.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overwrite {
    /// Files that this program did not write.
    pub(crate) force: bool,
    /// Files with fields filled in, whose answers are then lost.
    pub(crate) discard_answers: bool,
}

/// Rejects a target that holds answers or is not from this program, before any work is done. `password` opens
/// a protected file.
pub(crate) fn check_target(
    path: &Path,
    overwrite: Overwrite,
    password: Option<&str>,
) -> Result<(), FileError> {
    if path.as_os_str() == "-" {
        return if io::stdout().is_terminal() { Err(FileError::Terminal) } else { Ok(()) };
    }
    if let Ok(metadata) = fs::metadata(path) {
        if metadata.is_dir() {
            return Err(FileError::FolderAsTarget(path.to_owned()));
        }
        // Even with --force: renaming would replace a device by a file, and reading a pipe would block.
        if !metadata.is_file() {
            return Err(FileError::SpecialTarget(path.to_owned()));
        }
    }
    if names_folder(path) {
        return Err(FileError::FolderAsTarget(path.to_owned()));
    }
    check_parent_folder(path)?;
    match read_target(path)? {
        // A power failure can leave an empty file, which holds nothing.
        Some(bytes) if bytes.is_empty() => Ok(()),
        Some(bytes) => check_content(path, &bytes, overwrite, password),
        None => Ok(()),
    }
}

fn check_content(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
    password: Option<&str>,
) -> Result<(), FileError> {
    let content = examine(bytes, password);
    let path = path.to_owned();
    match content.entries {
        Some(UserEntries::Protected) if !overwrite.discard_answers => Err(FileError::ProtectedTarget(path)),
        Some(UserEntries::Unreadable(reason)) if !overwrite.discard_answers => {
            Err(FileError::UnreadableTarget { path, reason })
        }
        Some(UserEntries::Recovered) if !overwrite.discard_answers => Err(FileError::DamagedTarget(path)),
        Some(UserEntries::Altered) if !overwrite.discard_answers => Err(FileError::AlteredTarget(path)),
        Some(UserEntries::Answers(answers)) if !overwrite.discard_answers => {
            Err(FileError::AnsweredTarget { path, answers })
        }
        Some(UserEntries::Remarks(remarks)) if !overwrite.discard_answers => {
            Err(FileError::AnnotatedTarget { path, remarks })
        }
        _ if !overwrite.force && !content.is_ours => Err(FileError::ForeignTarget(path)),
        _ => Ok(()),
    }
}

/// The content of a file that a run may overwrite.
pub(crate) struct TargetContent {
    /// The entries of people that would be lost.
    pub(crate) entries: Option<UserEntries>,
    /// True if this program wrote the file.
    pub(crate) is_ours: bool,
}

/// The entries of people in a file.
pub(crate) enum UserEntries {
    /// The file is protected with a password, so it may hold answers.
    Protected,
    /// The file cannot be read for this reason, and this program may have written it, so it may hold answers.
    Unreadable(ReadError),
    /// The file is a damaged kit, so it may hold more answers than are found.
    Recovered,
    /// Another program changed pages or fields of the kit, so answers may have become a part of its pages.
    Altered,
    /// The number of fields filled in.
    Answers(usize),
    /// The number of remarks on the pages.
    Remarks(usize),
}

/// Returns what overwriting a file would lose. `password` opens a protected file.
pub(crate) fn examine(bytes: &[u8], password: Option<&str>) -> TargetContent {
    // A kit as it was built holds no answer, even if it opens with a password only.
    if pdf::is_as_written(bytes) {
        return TargetContent { entries: None, is_ours: true };
    }
    match pdf::read::read_with(bytes, password) {
        Err(ReadError::Protected | ReadError::WrongPassword) => {
            TargetContent { entries: Some(UserEntries::Protected), is_ours: false }
        }
        Err(error) => {
            let lacks_means =
                matches!(error, ReadError::NoThread | ReadError::TooCostly | ReadError::TooLarge);
            // Encryption hides the marks.
            let may_be_ours = lacks_means || pdf::has_mark(bytes) || pdf::read::may_be_encrypted(bytes);
            TargetContent { entries: may_be_ours.then_some(UserEntries::Unreadable(error)), is_ours: false }
        }
        Ok(filled) if filled.is_recovered && (filled.is_ours || pdf::has_mark(bytes)) => {
            TargetContent { entries: Some(UserEntries::Recovered), is_ours: true }
        }
        Ok(filled) => {
            let entries = match (filled.answers(), filled.remarks.len()) {
                (0, 0)
                    if filled.is_ours && matches!(filled.state, State::Altered { .. } | State::Unknown) =>
                {
                    Some(UserEntries::Altered)
                }
                (0, 0) => None,
                (0, remarks) => Some(UserEntries::Remarks(remarks)),
                (answers, _) => Some(UserEntries::Answers(answers)),
            };
            TargetContent { entries, is_ours: filled.is_ours }
        }
    }
}

/// Rejects a target that `is_own` does not recognize as the program's own file, before any work is done.
pub(crate) fn check_own_file(
    path: &Path,
    is_forced: bool,
    is_own: impl Fn(&[u8]) -> bool,
) -> Result<(), FileError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(metadata) if !metadata.is_file() => Err(FileError::SpecialOwnFile(path.to_owned())),
        _ if is_forced => reject_answers(path),
        _ if is_own(&read_kit(path)?) => Ok(()),
        _ => Err(FileError::EditedOwnFile(path.to_owned())),
    }
}

/// Returns true if a PDF file can start so. Text that names this program is no kit.
fn may_be_pdf(bytes: &[u8]) -> bool {
    const HEADER_MAX_OFFSET: usize = 1024;
    let start = bytes.get(..HEADER_MAX_OFFSET).unwrap_or(bytes);
    start.windows(5).any(|part| part == b"%PDF-")
}

/// Rejects a kit that may hold answers where another kind of file is to be written.
pub(crate) fn reject_answers(path: &Path) -> Result<(), FileError> {
    match read_target(path)? {
        Some(bytes) if may_be_pdf(&bytes) && examine(&bytes, None).entries.is_some() => {
            Err(FileError::KitAsOwnFile(path.to_owned()))
        }
        _ => Ok(()),
    }
}
