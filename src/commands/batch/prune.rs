//! `--prune`: removes documents that the manifest no longer lists.
//!
//! It removes only files that a batch wrote: the name is one that a batch can give, the bytes are as this program
//! wrote them, the file carries a lock, and nothing was filled in beforehand. It does not look behind links or into
//! hidden folders, where no batch writes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};

use super::args::BatchArgs;
use super::run_context::RunContext;
use crate::batch::{document, names};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::read::read_if_exists;
use crate::fs::temporary;
use crate::pdf;
use crate::wording::escape::escape_control;
use crate::{batch, index};

/// The outcome of pruning.
#[derive(Default)]
pub(super) struct Pruned {
    /// Documents that were removed, or would be.
    pub(super) count: usize,
    /// Documents that could not be removed.
    pub(super) failed: usize,
    /// True if the user stopped it.
    pub(super) is_stopped: bool,
    pub(super) findings: Vec<Diagnostic>,
}

/// Removes stray documents; with `--check` or `--dry-run`, only reports them.
pub(super) fn prune(context: &RunContext<'_>) -> Result<Pruned> {
    let documents = context.manifest.kits.iter().flat_map(|plan| &plan.documents);
    let wanted: HashMap<String, &str> = documents
        .map(|document| (names::collision_key(&document.output), document.output.as_str()))
        .collect();
    let mut pruned = Pruned::default();
    let strays = find_stray_files(&context.args.out, &wanted, &mut pruned.findings)?;
    // Each file is removed right after the check, before anybody can fill it in.
    let results = batch::on_all_cores(&strays, |name| {
        (!context.stop.is_requested()).then(|| prune_file(context.args, name))
    });
    for result in results {
        pruned.is_stopped |= result.is_none();
        let Some((is_stray, finding)) = result.flatten() else { continue };
        pruned.count += usize::from(is_stray);
        pruned.failed += usize::from(*finding.code == codes::document::NOT_REMOVED);
        pruned.findings.push(finding);
    }
    if pruned.findings.iter().any(|finding| *finding.code == codes::document::REMOVED)
        && !context.args.index.is_wanted
    {
        pruned.findings.extend(report_old_index(&context.args.out)?);
    }
    Ok(pruned)
}

/// Returns a note if the folder has an index of this program, which still lists the removed documents.
fn report_old_index(out: &Path) -> Result<Option<Diagnostic>> {
    let mut names = Vec::new();
    for (name, is_ours) in [
        (index::PAGE_NAME, index::is_own_page as fn(&[u8]) -> bool),
        (index::CHECKSUMS_NAME, index::is_own_checksums),
    ] {
        let path = out.join(name);
        if read_if_exists(&path)?.is_some_and(|bytes| is_ours(&bytes)) {
            names.push(path.display().to_string());
        }
    }
    let list = if names.len() == 1 { "lists" } else { "list" };
    let message = format!("{} still {list} documents that were removed: add --index", names.join(" and "));
    Ok((!names.is_empty()).then(|| Diagnostic::note(&codes::index::STALE, escape_control(&message))))
}

/// Removes a file if it is an unchanged document.
///
/// Returns the finding, and true if the file was removed or would be.
fn prune_file(args: &BatchArgs, name: &str) -> Option<(bool, Diagnostic)> {
    let path = args.out.join(name);
    let shown = escape_control(&path.display().to_string());
    let kept = |why: &str| {
        let message = format!("kept {shown}: {}", escape_control(why));
        Some((false, Diagnostic::note(&codes::document::KEPT, message)))
    };
    match classify(&path) {
        Ok(Stray::Foreign) => None,
        Ok(Stray::Changed) => {
            kept("the manifest no longer asks for it, but it was changed after it was built")
        }
        Err(error) => kept(&format!("{error:#}")),
        Ok(Stray::AsBuilt) if args.check => {
            let message = format!("the manifest no longer asks for {shown}");
            Some((true, Diagnostic::error(&codes::document::NOT_IN_MANIFEST, message)))
        }
        Ok(Stray::AsBuilt) if args.dry_run => Some((
            true,
            Diagnostic::note(&codes::document::NOT_IN_MANIFEST, format!("{shown} would be removed")),
        )),
        Ok(Stray::AsBuilt) => Some(match remove_document(&args.out, &path) {
            Ok(()) => (true, Diagnostic::note(&codes::document::REMOVED, format!("removed {shown}"))),
            Err(error) => {
                let message = escape_control(&format!("cannot remove {shown}: {error}"));
                (false, Diagnostic::error(&codes::document::NOT_REMOVED, message))
            }
        }),
    }
}

/// Returns the files that a batch could have written and the manifest does not list, sorted by their paths in `out`.
fn find_stray_files(
    out: &Path,
    wanted: &HashMap<String, &str>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<String>> {
    let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
    // Ends, because links are not followed.
    while let Some(folder) = folders.pop() {
        let path = out.join(&folder);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            // For example `lost+found`.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !folder.is_empty() => {
                let message = format!("cannot read the folder {}, so it is kept", path.display());
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
            } else if kind.is_file() && names::find_fault(&name).is_none() && !is_listed(out, &name, wanted) {
                found.push(name);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Returns true if the manifest lists a file, perhaps under another spelling of its name.
fn is_listed(out: &Path, name: &str, wanted: &HashMap<String, &str>) -> bool {
    wanted.get(&names::collision_key(name)).is_some_and(|output| {
        *output == name || same_file::is_same_file(out.join(name), out.join(output)).unwrap_or(false)
    })
}

/// A file that the manifest does not list.
enum Stray {
    /// A document as a batch wrote it.
    AsBuilt,
    /// A document that was saved, filled in or protected since.
    Changed,
    /// A file of another program.
    Foreign,
}

/// Reads a file and tells what it is.
fn classify(path: &Path) -> Result<Stray> {
    let Some(bytes) = read_if_exists(path)? else { return Ok(Stray::Foreign) };
    if !pdf::is_as_written(&bytes) {
        let is_ours = pdf::is_ours(&bytes) || pdf::read::read(&bytes).is_ok_and(|filled| filled.is_ours);
        return Ok(if is_ours { Stray::Changed } else { Stray::Foreign });
    }
    let Ok(filled) = pdf::read::read(&bytes) else { return Ok(Stray::Changed) };
    let lock = document::attached_lock(&filled).and_then(Result::ok);
    let is_plain = lock.is_some_and(|lock| !lock.document.contains_key(document::PREFILL));
    let is_batch = is_plain && !filled.is_protected && filled.recorded == 0 && filled.answers() == 0;
    Ok(if is_batch { Stray::AsBuilt } else { Stray::Changed })
}

/// Removes a document, and then the folders in `out` that are empty.
fn remove_document(out: &Path, path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    // Leftovers of killed runs would keep the folder from being empty.
    temporary::remove_leftovers(temporary::parent_folder(path));
    let mut folder = path.parent().map(PathBuf::from);
    // Ends at the first folder that is not empty, at the latest at `out`.
    while let Some(empty) = folder.filter(|folder| folder != out && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent().map(PathBuf::from);
    }
    Ok(())
}
