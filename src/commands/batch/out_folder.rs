//! The folder of a batch. Nothing in it is reached through a link: a link may lead to files that are none of
//! the batch's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::fs::temporary;

/// The folder, with those in it that documents go to.
pub(super) struct Place<'p> {
    out: &'p Path,
    /// The folders, and the link that is on the way to them, if one is.
    folders: BTreeMap<&'p str, Option<PathBuf>>,
}

impl<'p> Place<'p> {
    /// The folder `out`, and what goes there by its path in it.
    pub(super) fn of(out: &'p Path, outputs: impl Iterator<Item = &'p str>) -> Self {
        let folders: BTreeSet<&str> = outputs.map(folder).collect();
        Self { out, folders: folders.into_iter().map(|folder| (folder, link(out, folder))).collect() }
    }

    /// Where a document goes.
    pub(super) fn path(&self, output: &str) -> Result<PathBuf> {
        let path = self.out.join(output);
        let on_the_way = self.folders.get(folder(output)).cloned().flatten();
        let link = on_the_way.or_else(|| path.is_symlink().then(|| path.clone()));
        match link {
            Some(link) => bail!(
                "{} is not written: {} is a link, and a batch follows none in its folder",
                path.display(),
                link.display()
            ),
            None => Ok(path),
        }
    }

    /// Removes what runs that were killed have left.
    pub(super) fn sweep(&self) {
        let own = self.folders.iter().filter(|(_, link)| link.is_none());
        own.for_each(|(folder, _)| temporary::remove_leftovers(&self.out.join(folder)));
    }
}

/// The folder of a document, by its path in the folder of the batch.
fn folder(output: &str) -> &str {
    output.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The first link on the way from `out` to a folder in it.
fn link(out: &Path, folder: &str) -> Option<PathBuf> {
    let mut path = out.to_owned();
    folder.split('/').filter(|part| !part.is_empty()).find_map(|part| {
        path.push(part);
        fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()).then(|| path.clone())
    })
}
