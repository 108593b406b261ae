//! One writer at a time: the guard that keeps two runs from writing `kits.lock` or an index at the same time.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::{FileError, IoContext};
use super::temporary::{NAME_PREFIX, NAME_SUFFIX, is_file_at, open_ordinary, parent_folder};

/// The right to write a file, which one program has at a time. A locked file beside it stands for the right.
#[derive(Debug)]
pub(crate) struct WriteGuard {
    path: PathBuf,
    // Closed, and so unlocked, after the file has lost its name.
    _file: File,
}

impl WriteGuard {
    /// Acquires the right to write `path`. While another program has it, waits as long as `wait` returns true.
    pub(crate) fn acquire(path: &Path, mut wait: impl FnMut() -> bool) -> Result<Option<Self>, FileError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = parent_folder(path).join(format!("{NAME_PREFIX}{name}{NAME_SUFFIX}"));
        loop {
            let Some(file) = open_ordinary(&path).on("open", &path)? else {
                return Err(FileError::SpecialGuard(path));
            };
            match file.try_lock() {
                // The program that held it has just removed the file: try again with a new one.
                Ok(()) if !is_file_at(&path, &file) => {}
                // Without locks in the file system, nothing better can be done.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(Self { path, _file: file })),
                Err(TryLockError::WouldBlock) if wait() => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
            }
        }
    }
}

impl Drop for WriteGuard {
    fn drop(&mut self) {
        // A file that stays is a leftover.
        let _ = fs::remove_file(&self.path);
    }
}
