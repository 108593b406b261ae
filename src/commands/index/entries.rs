//! The entries of an index: the kits of a folder, with their pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Error, Result, bail};

use super::request::IndexRequest;
use crate::batch::{checksum, on_all_cores};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::folder::{create_parent_folder, slash_path};
use crate::fs::read::{read_if_exists, read_kit};
use crate::fs::write::write_own_file;
use crate::index::{self, EntryPicture, IndexEntry, SkipReason};
use crate::pdf::read::ReadError;
use crate::preview::{self, Picture};
use crate::wording::escape::escape_control;

/// Files that a finding lists; it counts the rest.
const MAX_LISTED_FILES: usize = 5;

/// The entries of an index.
#[derive(Default)]
pub(super) struct IndexEntries {
    pub(super) listed: Vec<IndexEntry>,
    /// The paths of all pictures.
    pub(super) pictures: BTreeSet<String>,
    /// Pictures that did not exist before.
    pub(super) new_pictures: usize,
    /// Files that are not listed.
    pub(super) skipped: usize,
}

/// The result of reading a file.
enum ReadFile {
    Listed(Box<IndexEntry>, PictureState),
    Skipped(SkipReason),
    /// The file may be a kit, but the system does not let the program read it, for this reason.
    Failed(String),
    /// The user stopped the work before.
    Stopped,
}

/// The state of a picture.
enum PictureState {
    /// The picture exists, or the page has no pictures.
    UpToDate,
    New,
    /// The picture cannot be drawn, for this reason.
    Failed(String),
}

/// Reads files and draws missing pictures. Returns `None` if the user stops it.
pub(super) fn read_entries(
    request: &IndexRequest<'_>,
    files: &[PathBuf],
    has_pictures: bool,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<IndexEntries>> {
    let results = on_all_cores(files, |path| read_file(request, has_pictures, path));
    let mut entries = IndexEntries::default();
    let mut skipped: BTreeMap<SkipReason, Vec<&PathBuf>> = BTreeMap::new();
    let mut failures = Vec::new();
    for (path, result) in files.iter().zip(results) {
        match result? {
            ReadFile::Listed(entry, picture) => {
                entries.pictures.extend(entry.picture.as_ref().map(|_| index::picture_path(&entry.checksum)));
                entries.listed.push(*entry);
                match picture {
                    PictureState::UpToDate => {}
                    PictureState::New => entries.new_pictures += 1,
                    PictureState::Failed(reason) => findings.push(report_no_picture(path, &reason)),
                }
            }
            ReadFile::Stopped => return Ok(None),
            ReadFile::Failed(reason) => failures.push(reason),
            ReadFile::Skipped(reason) => skipped.entry(reason).or_default().push(path),
        }
    }
    // A list without them would look whole.
    if let [first, rest @ ..] = failures.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
        bail!("{first}{more}; the index stays as it is");
    }
    findings.extend(skipped.iter().map(|(reason, paths)| report_skipped(reason, paths)));
    entries.skipped = skipped.values().map(Vec::len).sum();
    Ok(Some(entries))
}

fn read_file(request: &IndexRequest<'_>, has_pictures: bool, path: &Path) -> Result<ReadFile> {
    if request.stop.is_requested() {
        return Ok(ReadFile::Stopped);
    }
    let whole_path = request.folder.join(path);
    let file = match read_kit(&whole_path) {
        Ok(file) => file,
        // A file that was removed meanwhile does not stop the others.
        Err(_)
            if whole_path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) =>
        {
            return Ok(ReadFile::Skipped(SkipReason::Unreadable));
        }
        Err(error) => return Ok(ReadFile::Failed(format!("{:#}", Error::from(error)))),
    };
    let about = match index::describe_kit(&file) {
        Ok(about) => about,
        Err(SkipReason::NoThread) => return Ok(report_no_thread(&whole_path)),
        Err(reason) => return Ok(ReadFile::Skipped(reason)),
    };
    let checksum = checksum::sha256(&file);
    let (picture, state) = if has_pictures {
        read_or_draw_picture(request, &file, &checksum)?
    } else {
        (None, PictureState::UpToDate)
    };
    let pages = match &picture {
        Some(picture) => Some(picture.pages),
        None => match index::count_pages(&file) {
            Ok(pages) => pages,
            Err(_) => return Ok(report_no_thread(&whole_path)),
        },
    };
    let picture = picture.as_ref().map(EntryPicture::from_picture);
    let path = slash_path(path);
    let entry = IndexEntry { path, size: file.len() as u64, checksum, about, pages, picture };
    Ok(ReadFile::Listed(Box::new(entry), state))
}

fn report_no_thread(path: &Path) -> ReadFile {
    ReadFile::Failed(format!("cannot read {}: {}", path.display(), ReadError::NoThread))
}

/// Returns the picture of a file, and draws it if there is none.
fn read_or_draw_picture(
    request: &IndexRequest<'_>,
    file: &[u8],
    checksum: &str,
) -> Result<(Option<Picture>, PictureState)> {
    let path = request.folder.join(index::picture_path(checksum));
    let present = read_if_exists(&path)?.and_then(|png| preview::reuse_picture(png, checksum));
    if present.is_some() {
        return Ok((present, PictureState::UpToDate));
    }
    let picture = match preview::first_page(file, checksum) {
        Ok(picture) => picture,
        // Another run can draw it, so the page must not be written without it.
        Err(error @ ReadError::NoThread) => {
            return Err(Error::from(error).context("cannot draw a picture; the index stays as it is"));
        }
        Err(error) => return Ok((None, PictureState::Failed(error.to_string()))),
    };
    if !request.is_check {
        create_parent_folder(&path)?;
        write_own_file(&path, &picture.png, request.is_forced, preview::is_ours)?;
    }
    Ok((Some(picture), PictureState::New))
}

fn report_no_picture(path: &Path, reason: &str) -> Diagnostic {
    let message = format!("{} has no picture: {reason}", path.display());
    Diagnostic::warning(&codes::index::NO_PICTURE, escape_control(&message))
}

/// Returns the finding about files that are not listed for one reason.
fn report_skipped(reason: &SkipReason, paths: &[&PathBuf]) -> Diagnostic {
    let [of_one, of_many] = reason.predicates();
    let listed = paths.iter().take(MAX_LISTED_FILES).map(|path| path.display().to_string());
    let listed = listed.collect::<Vec<_>>().join(", ");
    let message = match paths.len() {
        1 => format!("{listed} {of_one} and is not listed"),
        n if n <= MAX_LISTED_FILES => format!("{n} files {of_many} and are not listed: {listed}"),
        n => format!("{n} files {of_many} and are not listed: {listed} and {} more", n - MAX_LISTED_FILES),
    };
    let message = escape_control(&message);
    match reason {
        // A list without it is no list of the kits.
        SkipReason::Damaged => Diagnostic::error(reason.code(), message),
        _ => Diagnostic::note(reason.code(), message),
    }
}
