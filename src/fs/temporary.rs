//! Files that are there while the program runs only, and the removal of those whose program was killed.
//!
//! Whoever makes such a file holds a lock on it (of the kind the system gives up by itself when a program
//! ends, however it ends) for as long as the file has its name. So one that nobody holds is a leftover, whatever the
//! clock says and whichever number its program had. Where a file system knows no locks nothing is held, and
//! nothing is taken for a leftover.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;
use tempfile::{Builder, NamedTempFile};

/// What their names begin and end with.
const START: &str = ".interview-kit-";
const END: &str = ".tmp";

/// How often a file that was taken for a leftover, between its making and its locking, is made anew.
const TRIES: usize = 100;

/// A new file beside `path`, which it is to replace.
pub(crate) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(START).suffix(END);
    #[cfg(unix)]
    builder.permissions(permissions(path));
    for _ in 0..TRIES {
        let file = builder.tempfile_in(parent(path))?;
        if file.as_file().lock().is_err() || leads(file.path(), file.as_file()) {
            return Ok(file);
        }
    }
    Err(io::Error::other("another program removes what this one writes"))
}

/// Those of the file that is replaced, else what the system gives a new file: a temporary file
/// would be for its owner only.
#[cfg(unix)]
fn permissions(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o666, |m| m.permissions().mode() & 0o777);
    fs::Permissions::from_mode(mode)
}

/// The folder of a file.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes the leftovers in a folder. What cannot be read or removed stays: it is in nobody's way.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_temporary = name.to_str().is_some_and(|name| name.starts_with(START) && name.ends_with(END));
        if !is_temporary || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let Ok(file) = OpenOptions::new().write(true).open(&path) else { continue };
        if file.try_lock().is_ok() && leads(&path, &file) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether a path leads to this file, which is open, and to no other.
fn leads(path: &Path, file: &File) -> bool {
    let open = file.try_clone().and_then(Handle::from_file);
    open.is_ok_and(|open| Handle::from_path(path).is_ok_and(|found| found == open))
}

/// A turn: work on a file that one program does at a time, held by a file beside it.
#[derive(Debug)]
pub(crate) struct Turn {
    path: PathBuf,
    // Closed, and so given up, after the file has lost its name.
    _file: File,
}

impl Turn {
    /// Takes the turn at `path`. While another program has it, `wait` is asked whether to wait on.
    pub(crate) fn take(path: &Path, mut wait: impl FnMut() -> bool) -> io::Result<Option<Self>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = parent(path).join(format!("{START}{name}{END}"));
        loop {
            let file = OpenOptions::new().create(true).write(true).truncate(false).open(&path)?;
            match file.try_lock() {
                // Else it was the turn of a program that has ended in the meantime.
                Ok(()) if !leads(&path, &file) => {}
                // Where the file system knows no locks, all that is left is to be quick.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(Self { path, _file: file })),
                Err(TryLockError::WouldBlock) if wait() => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // What stays is a leftover.
        let _ = fs::remove_file(&self.path);
    }
}
