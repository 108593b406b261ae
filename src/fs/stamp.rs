//! By what it is seen that a file or folder was changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The sizes and times of a file, or of all `.toml` files of a folder. Any difference is a change, whichever way the
/// clock went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stamp(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Stamp {
    /// As it is now; nothing where there is nothing.
    pub(crate) fn of(path: &Path) -> Self {
        let mut stamp = Self::default();
        stamp.add(path);
        stamp.0.sort_unstable();
        stamp
    }

    fn add(&mut self, path: &Path) {
        let Ok(found) = fs::metadata(path) else { return };
        if !found.is_dir() {
            self.0.push((path.to_owned(), found.len(), found.modified().ok()));
            return;
        }
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            let (path, is_folder) = (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
            // As banks are read: a link to a folder may lead in a circle.
            if is_folder || path.extension().is_some_and(|end| end == "toml") && path.is_file() {
                self.add(&path);
            }
        }
    }
}
