//! Sizes and times that show a change of a file or folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The sizes and times of a file, or of all `.toml` files of a folder. Any difference is a change, even if the
/// clock was set back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stamp(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Stamp {
    /// Returns the stamp of a path, which is empty if the path does not exist.
    pub(crate) fn from_path(path: &Path) -> Self {
        let mut stamp = Self::default();
        stamp.add(path);
        stamp.0.sort_unstable();
        stamp
    }

    fn add(&mut self, path: &Path) {
        let Ok(metadata) = fs::metadata(path) else { return };
        if !metadata.is_dir() {
            self.0.push((path.to_owned(), metadata.len(), metadata.modified().ok()));
            return;
        }
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            let (path, is_folder) = (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()));
            // As in reading a bank: a link to a folder may lead in a circle.
            if is_folder || path.extension().is_some_and(|end| end == "toml") && path.is_file() {
                self.add(&path);
            }
        }
    }
}
