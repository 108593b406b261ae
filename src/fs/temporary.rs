//! Temporary files, and the removal of those whose program was killed.
//!
//! The program locks each temporary file for as long as it has its temporary name. The system releases the lock
//! when the program ends, however it ends. So an unlocked temporary file is a leftover. On a file system without
//! locks nothing counts as a leftover.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// The start of every temporary name.
pub(super) const NAME_PREFIX: &str = ".interview-kit-";
/// The end of every temporary name.
pub(super) const NAME_SUFFIX: &str = ".tmp";

/// Attempts to create a file that another run takes for a leftover before it is locked.
const MAX_ATTEMPTS: usize = 100;

/// Creates a temporary file beside `path`, which it is to replace.
pub(crate) fn create_beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(NAME_PREFIX).suffix(NAME_SUFFIX);
    #[cfg(unix)]
    builder.permissions(permissions(path));
    for _ in 0..MAX_ATTEMPTS {
        let file = builder.tempfile_in(parent_folder(path))?;
        if file.as_file().lock().is_err() || is_file_at(file.path(), file.as_file()) {
            return Ok(file);
        }
    }
    Err(io::Error::other("another program removes what this one writes"))
}

/// Returns the permissions of the file to replace, or those of any new file. The default of a temporary file
/// would let nobody but its owner read it.
#[cfg(unix)]
fn permissions(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o666, |m| m.permissions().mode() & 0o777);
    fs::Permissions::from_mode(mode)
}

/// Returns the folder of a file.
pub(crate) fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes the leftovers in a folder, as far as the system lets it.
pub(crate) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_temporary =
            name.to_str().is_some_and(|name| name.starts_with(NAME_PREFIX) && name.ends_with(NAME_SUFFIX));
        if !is_temporary || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let Ok(Some(file)) = open_existing(&path) else { continue };
        if file.try_lock().is_ok() && is_file_at(&path, &file) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Returns true if `path` is this open file, and no link to it. Opens nothing: a pipe could block, and there may be no
/// more file descriptors.
#[cfg(unix)]
pub(super) fn is_file_at(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let open = file.metadata().map(identity);
    open.is_ok_and(|open| fs::symlink_metadata(path).map(identity).is_ok_and(|found| found == open))
}

/// Returns true if `path` leads to this open file and to no other.
#[cfg(not(unix))]
pub(super) fn is_file_at(path: &Path, file: &File) -> bool {
    use same_file::Handle;
    let open = file.try_clone().and_then(Handle::from_file);
    open.is_ok_and(|open| Handle::from_path(path).is_ok_and(|found| found == open))
}

/// Opens an ordinary file for writing, or creates it. Follows no link, and opens no pipe or device, which could block.
///
/// Returns `None` if something else has the name.
pub(super) fn open_ordinary(path: &Path) -> io::Result<Option<File>> {
    for _ in 0..MAX_ATTEMPTS {
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(Some),
        }
        match open_existing(path) {
            // Another run has just removed it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => return opened,
        }
    }
    Err(io::Error::other("other programs create and remove the file all the time"))
}

/// Opens a file for writing if it is an ordinary one.
fn open_existing(path: &Path) -> io::Result<Option<File>> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    // If a pipe takes the name right now, opening it for reading too does not block.
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    Ok(file.metadata()?.is_file().then_some(file))
}
