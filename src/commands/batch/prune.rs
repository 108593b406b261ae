//! `--prune`: removes the documents that the manifest no longer makes.
//!
//! Only what a batch can have made is removed: a PDF file by a name that a batch gives, byte for byte as this
//! program wrote it, with its lock and with nothing filled in beforehand. All else stays, and so does what lies behind
//! a link or in a hidden folder, where no batch writes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};

use super::{BatchArgs, Work};
use crate::batch::{document, names};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::read::read_if_exists;
use crate::fs::temporary;
use crate::pdf;
use crate::wording::escape::escape_control;
use crate::{batch, index};

/// What came of the files that the manifest does not make.
#[derive(Default)]
pub(super) struct Pruned {
    /// How many documents were removed, or would be.
    pub(super) count: usize,
    /// How many could not be removed.
    pub(super) failed: usize,
    /// Whether it was stopped before all were looked at.
    pub(super) is_stopped: bool,
    pub(super) findings: Vec<Diagnostic>,
}

/// Removes what the manifest no longer makes, or only tells it.
pub(super) fn prune(work: &Work<'_>) -> Result<Pruned> {
    let documents = work.manifest.kits.iter().flat_map(|plan| &plan.documents);
    let wanted: HashMap<String, &str> =
        documents.map(|document| (names::key(&document.output), document.output.as_str())).collect();
    let mut pruned = Pruned::default();
    let strays = strays(&work.args.out, &wanted, &mut pruned.findings)?;
    // Each is removed as soon as it was looked at, before anybody fills it in.
    let cleared =
        batch::on_all_cores(&strays, |name| (!work.stop.is_requested()).then(|| clear(work.args, name)));
    for finding in cleared {
        pruned.is_stopped |= finding.is_none();
        let Some((is_stray, finding)) = finding.flatten() else { continue };
        pruned.count += usize::from(is_stray);
        pruned.failed += usize::from(*finding.code == codes::document::NOT_REMOVED);
        pruned.findings.push(finding);
    }
    if pruned.findings.iter().any(|finding| *finding.code == codes::document::REMOVED)
        && !work.args.index.is_wanted
    {
        pruned.findings.extend(old_index(&work.args.out)?);
    }
    Ok(pruned)
}

/// That the index of the folder, if it is this program's, still lists what was removed.
fn old_index(out: &Path) -> Result<Option<Diagnostic>> {
    let mut names = Vec::new();
    for (name, is_ours) in
        [(index::PAGE, index::is_ours as fn(&[u8]) -> bool), (index::SUMS, index::are_ours)]
    {
        let path = out.join(name);
        if read_if_exists(&path)?.is_some_and(|bytes| is_ours(&bytes)) {
            names.push(path.display().to_string());
        }
    }
    let list = if names.len() == 1 { "lists" } else { "list" };
    let message = format!("{} still {list} what was removed: add --index", names.join(" and "));
    Ok((!names.is_empty()).then(|| Diagnostic::note(&codes::index::STALE, escape_control(&message))))
}

/// Removes one file, if it is a document that nothing was done to; whether it is one, and what is said of it.
fn clear(args: &BatchArgs, name: &str) -> Option<(bool, Diagnostic)> {
    let path = args.out.join(name);
    let shown = escape_control(&path.display().to_string());
    let kept = |why: &str| {
        let message = format!("{shown} is kept: {}", escape_control(why));
        Some((false, Diagnostic::note(&codes::document::KEPT, message)))
    };
    match kind(&path) {
        Ok(Stray::Foreign) => None,
        Ok(Stray::Changed) => kept("the manifest no longer makes it, but it is not as it was built"),
        Err(error) => kept(&format!("{error:#}")),
        Ok(Stray::AsBuilt) if args.check => {
            let message = format!("the manifest no longer makes {shown}");
            Some((true, Diagnostic::error(&codes::document::NOT_IN_MANIFEST, message)))
        }
        Ok(Stray::AsBuilt) if args.dry_run => Some((
            true,
            Diagnostic::note(&codes::document::NOT_IN_MANIFEST, format!("{shown} would be removed")),
        )),
        Ok(Stray::AsBuilt) => Some(match remove(&args.out, &path) {
            Ok(()) => (true, Diagnostic::note(&codes::document::REMOVED, format!("{shown} is removed"))),
            Err(error) => {
                let message = escape_control(&format!("cannot remove {shown}: {error}"));
                (false, Diagnostic::error(&codes::document::NOT_REMOVED, message))
            }
        }),
    }
}

/// The files by names that a batch gives and this one does not, by their paths in its folder, sorted.
fn strays(out: &Path, wanted: &HashMap<String, &str>, findings: &mut Vec<Diagnostic>) -> Result<Vec<String>> {
    let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
    // Real folders cannot lead in a circle, and links are not followed.
    while let Some(folder) = folders.pop() {
        let path = out.join(&folder);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            // As the folder that some file systems keep for what they have lost.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !folder.is_empty() => {
                let message = format!("cannot look into {}, which is kept", path.display());
                findings
                    .push(Diagnostic::note(&codes::document::UNREADABLE_FOLDER, escape_control(&message)));
                continue;
            }
            entries => entries.with_context(|| format!("cannot read the folder {}", path.display()))?,
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read the folder {}", path.display()))?;
            let kind =
                entry.file_type().with_context(|| format!("cannot read {}", entry.path().display()))?;
            let file_name = entry.file_name();
            let Some(name) = file_name.to_str().filter(|name| !name.starts_with('.')) else { continue };
            let name = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            if kind.is_dir() {
                folders.push(name);
            } else if kind.is_file() && names::fault(&name).is_none() && !is_wanted(out, &name, wanted) {
                found.push(name);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether a file is one that the manifest makes: by its name, or where the system takes another name for
/// the same.
fn is_wanted(out: &Path, name: &str, wanted: &HashMap<String, &str>) -> bool {
    wanted.get(&names::key(name)).is_some_and(|output| {
        *output == name || same_file::is_same_file(out.join(name), out.join(output)).unwrap_or(false)
    })
}

/// What a file is that the manifest does not make.
enum Stray {
    /// A document as a batch made it.
    AsBuilt,
    /// One of this program's, which somebody has saved since, or filled in, or protected.
    Changed,
    Foreign,
}

fn kind(path: &Path) -> Result<Stray> {
    let Some(bytes) = read_if_exists(path)? else { return Ok(Stray::Foreign) };
    if !pdf::is_as_written(&bytes) {
        let is_ours = pdf::is_ours(&bytes) || pdf::read::read(&bytes).is_ok_and(|filled| filled.is_ours);
        return Ok(if is_ours { Stray::Changed } else { Stray::Foreign });
    }
    let Ok(filled) = pdf::read::read(&bytes) else { return Ok(Stray::Changed) };
    let lock = document::lock_of(&filled).and_then(Result::ok);
    let is_plain = lock.is_some_and(|lock| !lock.document.contains_key(document::PREFILL));
    let is_batch = is_plain && !filled.is_protected && filled.recorded == 0 && filled.answers() == 0;
    Ok(if is_batch { Stray::AsBuilt } else { Stray::Changed })
}

/// Removes a document, and the folders in the folder of the batch that are empty then.
fn remove(out: &Path, path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    // A folder with what a killed run has left would not be empty.
    temporary::remove_leftovers(temporary::parent_folder(path));
    let mut folder = path.parent().map(PathBuf::from);
    // Ends at the first folder that is not empty, at the latest at `out`.
    while let Some(empty) = folder.filter(|folder| folder != out && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent().map(PathBuf::from);
    }
    Ok(())
}
