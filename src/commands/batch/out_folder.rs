//! The output folder of a batch. A batch follows no link in it, because the link may lead to files of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::fs::temporary;

/// The output folder, with the folders in it that documents go to.
pub(super) struct OutFolder<'p> {
    out: &'p Path,
    /// The folders by their paths, each with the first link on the way to it.
    folders: BTreeMap<&'p str, Option<PathBuf>>,
}

impl<'p> OutFolder<'p> {
    /// Looks for links on the way to these documents, which are named by their paths in `out`.
    pub(super) fn new(out: &'p Path, outputs: impl Iterator<Item = &'p str>) -> Self {
        let folders: BTreeSet<&str> = outputs.map(folder_of_document).collect();
        Self { out, folders: folders.into_iter().map(|folder| (folder, find_link(out, folder))).collect() }
    }

    /// Returns the file of a document. Fails if a link is on the way.
    pub(super) fn path(&self, output: &str) -> Result<PathBuf> {
        let path = self.out.join(output);
        let on_the_way = self.folders.get(folder_of_document(output)).cloned().flatten();
        let link = on_the_way.or_else(|| path.is_symlink().then(|| path.clone()));
        match link {
            Some(link) => bail!(
                "{} is not written: {} is a link, and a batch follows no links; replace it by a folder or file",
                path.display(),
                link.display()
            ),
            None => Ok(path),
        }
    }

    /// Removes temporary files that killed runs left behind.
    pub(super) fn remove_leftovers(&self) {
        let own = self.folders.iter().filter(|(_, link)| link.is_none());
        own.for_each(|(folder, _)| temporary::remove_leftovers(&self.out.join(folder)));
    }
}

/// Returns the folder of a document; both paths are relative to the output folder.
fn folder_of_document(output: &str) -> &str {
    output.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the first link on the way from `out` to a folder in it.
fn find_link(out: &Path, folder: &str) -> Option<PathBuf> {
    let mut path = out.to_owned();
    folder.split('/').filter(|part| !part.is_empty()).find_map(|part| {
        path.push(part);
        fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()).then(|| path.clone())
    })
}
