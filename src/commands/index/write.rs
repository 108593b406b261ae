//! Writing the index of a folder, or checking that it is up to date.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::entries::{IndexEntries, read_entries};
use super::request::IndexRequest;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::folder::{FoundDocuments, find_documents, remove_other_files};
use crate::fs::overwrite::check_own_file;
use crate::fs::read::{has_content, read_if_exists};
use crate::fs::temporary::remove_leftovers;
use crate::fs::write::write_own_file;
use crate::fs::write_guard::WriteGuard;
use crate::index;
use crate::preview;
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// The pause between attempts to write the index while another run writes it.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Writes the index of a folder; with `--check`, only compares it.
///
/// Returns a summary in one line, or `None` if the user stops it before the page is written.
pub(in crate::commands) fn write_index(
    request: &IndexRequest<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<String>> {
    let folder = request.folder;
    check_folder(folder)?;
    let _guard = if request.is_check {
        None
    } else {
        let Some(guard) = wait_for_guard(request)? else { return Ok(None) };
        Some(guard)
    };
    let present = read_if_exists(&folder.join(index::PAGE_NAME))?.as_deref().and_then(index::read_settings);
    let shape = request.shape(present.as_ref());
    if !request.is_check {
        prepare_folder(request)?;
    }
    let FoundDocuments { documents, closed_folders } = find_documents(folder)?;
    findings.extend(closed_folders.iter().map(|folder| report_closed_folder(folder)));
    let read = read_entries(request, &documents, shape.has_pictures, findings)?;
    let Some(IndexEntries { listed: mut entries, pictures, new_pictures, skipped }) = read else {
        return Ok(None);
    };
    if entries.is_empty() && present.is_none() {
        let message = format!("there are no kits in {}, so it gets no index", folder.display());
        return if request.may_be_empty { Ok(Some(message)) } else { bail!("{message}") };
    }
    index::sort_entries(&mut entries);
    let page = index::render_page(&shape, &entries);
    let sums = index::render_checksums(&page, &entries);
    let mut outdated = vec![
        write_if_changed(request, index::PAGE_NAME, page.as_bytes(), index::is_own_page)?,
        write_if_changed(request, index::CHECKSUMS_NAME, &sums, index::is_own_checksums)?,
    ];
    if request.is_check {
        outdated.push(describe_missing_pictures(new_pictures));
        let outdated: Vec<String> = outdated.into_iter().flatten().collect();
        findings.extend((!outdated.is_empty()).then(|| report_outdated(request, &outdated)));
    } else {
        remove_other_files(&folder.join(index::PICTURES_FOLDER), &pictures, preview::is_ours)?;
    }
    let skipped =
        if skipped > 0 { format!(", {} skipped", plural(skipped as u32, "file")) } else { String::new() };
    let listed = plural(entries.len() as u32, "document");
    Ok(Some(format!("{}: {listed} listed{skipped}", folder.join(index::PAGE_NAME).display())))
}

/// Rejects a folder that does not exist, or whose pictures would be written elsewhere.
fn check_folder(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    let pictures = folder.join(index::PICTURES_FOLDER);
    if pictures.is_symlink() {
        bail!(
            "{} is a link, which could lead to the pictures of another folder: remove it",
            pictures.display()
        );
    }
    Ok(())
}

/// Waits until no other run writes the index, because each run removes pictures that it does not know.
fn wait_for_guard(request: &IndexRequest<'_>) -> Result<Option<WriteGuard>> {
    let page = request.folder.join(index::PAGE_NAME);
    let wait = || {
        std::thread::sleep(POLL_INTERVAL);
        !request.stop.is_requested()
    };
    WriteGuard::acquire(&page, wait).with_context(|| format!("cannot write {}", page.display()))
}

/// Removes leftovers of killed runs, and rejects files that must not be overwritten, before any work is done.
fn prepare_folder(request: &IndexRequest<'_>) -> Result<()> {
    remove_leftovers(request.folder);
    remove_leftovers(&request.folder.join(index::PICTURES_FOLDER));
    check_index_files(request.folder, request.is_forced)
}

/// Rejects files in the places of the index that must not be overwritten.
pub(crate) fn check_index_files(folder: &Path, is_forced: bool) -> Result<()> {
    let check = |name, is_ours| check_own_file(&folder.join(name), is_forced, is_ours);
    check(index::PAGE_NAME, index::is_own_page as fn(&[u8]) -> bool)
        .and_then(|()| check(index::CHECKSUMS_NAME, index::is_own_checksums))
        .context("the index is not written")
}

/// Writes a file if its bytes changed, and describes how the present file differed.
fn write_if_changed(
    request: &IndexRequest<'_>,
    name: &str,
    bytes: &[u8],
    is_ours: fn(&[u8]) -> bool,
) -> Result<Option<String>> {
    let path = request.folder.join(name);
    let state = match has_content(&path, bytes)? {
        Some(true) => return Ok(None),
        Some(false) => "out of date",
        None => "missing",
    };
    if !request.is_check {
        write_own_file(&path, bytes, request.is_forced, is_ours).context("the index is not written")?;
    }
    Ok(Some(format!("{name} is {state}")))
}

fn describe_missing_pictures(count: usize) -> Option<String> {
    let verb = if count == 1 { "is" } else { "are" };
    (count > 0).then(|| format!("{} {verb} missing", plural(count as u32, "picture")))
}

fn report_closed_folder(folder: &Path) -> Diagnostic {
    let message = format!("cannot read the folder {}, so its files are not listed", folder.display());
    let message = escape_control(&message);
    // Every disk has one, and it holds no kits.
    if folder.ends_with("lost+found") {
        Diagnostic::note(&codes::document::UNREADABLE_FOLDER, message)
    } else {
        Diagnostic::error(&codes::document::UNREADABLE_FOLDER, message)
    }
}

/// Returns the finding of `--check` about an index that is not up to date.
fn report_outdated(request: &IndexRequest<'_>, outdated: &[String]) -> Diagnostic {
    let message = format!(
        "the index of {} is not up to date with its kits: {}",
        request.folder.display(),
        outdated.join(", ")
    );
    let help = format!("run `{}`", request.command());
    Diagnostic::error(&codes::index::STALE, escape_control(&message)).help(escape_control(&help))
}
