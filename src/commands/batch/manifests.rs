//! Reading the manifest, with those that it names, and the date the environment gives its documents.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};

use super::args::{BatchArgs, MANIFEST};
use super::inputs::place;
use crate::batch::Manifest;
use crate::batch::manifest::{self, ManifestFile};
use crate::commands::session::{Input, Session};
use crate::commands::source_date::source_date;
use crate::fs::read::read_bank;
use crate::fs::stamp::Stamp;
use crate::input::InputFile;

/// Files by their names, as they were read.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// The manifest, with all that is wrong with it told; and the files it was read from.
pub(super) fn read(path: &Path, session: &mut Session) -> Result<(Manifest, Files)> {
    session.add_input(path);
    let first = ManifestFile { file: first(path)?, identity: identity(path) };
    let mut written = vec![(path.to_owned(), first.file.bytes.clone())];
    let mut looked = Vec::new();
    let mut other = |text: &str| -> Result<ManifestFile, String> {
        let path = place(path, text);
        // One that is not there may come.
        looked.push(Input { path: path.clone(), stamp: Stamp::from_path(&path) });
        // Another than an ordinary file might keep its reader waiting for good.
        let found = fs::metadata(&path).map_err(|error| error.to_string())?;
        if !found.is_file() {
            return Err("it is not an ordinary file".to_owned());
        }
        let file = read_bank(&path).map_err(|error| Error::from(error).root_cause().to_string())?;
        written.push((path.clone(), file.bytes.clone()));
        Ok(ManifestFile { file, identity: identity(&path) })
    };
    let mut manifest = manifest::load(first, &mut session.sources, &mut other);
    session.findings.append(&mut manifest.findings);
    session.inputs.append(&mut looked);
    let date = source_date()?;
    for plan in &mut manifest.kits {
        for document in &mut plan.documents {
            document.style.date = date;
        }
        for text in plan.bank.iter_mut().chain(&mut plan.fonts) {
            if let Some(short) = shortened(path, text) {
                *text = short;
            }
        }
    }
    Ok((manifest, written))
}

/// The manifest that is named on the command line.
pub(super) fn first(path: &Path) -> Result<InputFile> {
    if path.is_dir() {
        bail!(
            "{} is a folder: name the manifest in it, as {}",
            path.display(),
            path.join(MANIFEST).display()
        );
    }
    let read = read_bank(path).map_err(Error::from);
    if path == Path::new(MANIFEST) && !path.exists() {
        return read.map_err(|error| anyhow!("{error:#}; `interview-kit init` writes one to start from"));
    }
    read
}

/// Whether the name that was given for the manifest is meant for the kit to update: `batch --update NAME`.
pub(super) fn meant_for_update(args: &BatchArgs) -> Option<String> {
    let name = args.manifest.to_str().filter(|_| args.update.iter().any(String::is_empty))?;
    if args.manifest.exists() || !Path::new(MANIFEST).is_file() {
        return None;
    }
    let (manifest, _) = read(Path::new(MANIFEST), &mut Session::default()).ok()?;
    manifest.kits.iter().any(|plan| plan.name == name).then(|| {
        format!(
            "there is no manifest {name}; to draw the kit `{name}` of {MANIFEST} anew, write --update={name}"
        )
    })
}

fn identity(path: &Path) -> String {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    path.to_string_lossy().into_owned()
}

/// A path without `a/..`, if that leads to the same file: so that what several manifests name is read once.
fn shortened(manifest: &Path, text: &str) -> Option<String> {
    let mut short = PathBuf::new();
    for part in Path::new(text).components() {
        let is_named = matches!(short.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if is_named => {
                short.pop();
            }
            Component::CurDir => {}
            part => short.push(part),
        }
    }
    let short = short.to_str().filter(|short| !short.is_empty() && *short != text)?;
    let file = |text: &str| fs::canonicalize(place(manifest, text)).context("no such file");
    (file(short).ok()? == file(text).ok()?).then(|| short.to_owned())
}
