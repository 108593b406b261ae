//! Reading the manifest, and the manifests it names.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};

use super::args::{BatchArgs, MANIFEST};
use super::inputs::resolve_path;
use crate::batch::Manifest;
use crate::batch::manifest::{self, ManifestFile};
use crate::commands::session::{Input, Session};
use crate::commands::source_date::source_date;
use crate::fs::read::read_bank;
use crate::fs::stamp::Stamp;
use crate::input::InputFile;

/// Files by their paths, with their bytes.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Reads the manifest, and returns it with the files it was read from. Its mistakes become findings.
pub(super) fn read(path: &Path, session: &mut Session) -> Result<(Manifest, Files)> {
    session.add_input(path);
    let first = ManifestFile { file: read_first(path)?, identity: identity(path) };
    let mut written = vec![(path.to_owned(), first.file.bytes.clone())];
    let mut named = Vec::new();
    let mut other = |text: &str| -> Result<ManifestFile, String> {
        let path = resolve_path(path, text);
        // `--watch` also waits for a file that does not exist yet.
        named.push(Input { path: path.clone(), stamp: Stamp::from_path(&path) });
        // A pipe or device could block the run.
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
    session.inputs.append(&mut named);
    let date = source_date()?;
    for plan in &mut manifest.kits {
        for document in &mut plan.documents {
            document.style.date = date;
        }
        for text in plan.bank.iter_mut().chain(&mut plan.added).chain(&mut plan.fonts) {
            if let Some(short) = shorten_path(path, text) {
                *text = short;
            }
        }
    }
    Ok((manifest, written))
}

/// Reads the manifest that is named on the command line.
pub(super) fn read_first(path: &Path) -> Result<InputFile> {
    if path.is_dir() {
        bail!(
            "{} is a folder: name the manifest in it, for example {}",
            path.display(),
            path.join(MANIFEST).display()
        );
    }
    let read = read_bank(path).map_err(Error::from);
    if path == Path::new(MANIFEST) && !path.exists() {
        return read.map_err(|error| anyhow!("{error:#}; type `interview-kit init` to write one"));
    }
    read
}

/// Returns a hint if `--update NAME` was typed for `--update=NAME`, so that the name became the manifest.
pub(super) fn find_misplaced_update(args: &BatchArgs) -> Option<String> {
    let name = args.manifest.to_str().filter(|_| args.update.iter().any(String::is_empty))?;
    if args.manifest.exists() || !Path::new(MANIFEST).is_file() {
        return None;
    }
    let (manifest, _) = read(Path::new(MANIFEST), &mut Session::default()).ok()?;
    manifest.kits.iter().any(|plan| plan.name == name).then(|| {
        format!(
            "there is no manifest {name}: to choose new questions for the kit `{name}` of {MANIFEST}, type --update={name}"
        )
    })
}

/// Returns the path by which a manifest is recognized when it is named again.
fn identity(path: &Path) -> String {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    path.to_string_lossy().into_owned()
}

/// Returns a path without `a/..`, if it leads to the same file. Then files that several manifests name are read once.
fn shorten_path(manifest: &Path, text: &str) -> Option<String> {
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
    let file = |text: &str| fs::canonicalize(resolve_path(manifest, text)).context("no such file");
    (file(short).ok()? == file(text).ok()?).then(|| short.to_owned())
}
