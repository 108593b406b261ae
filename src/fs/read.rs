//! Reading each kind of input, up to the size that its reader accepts.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{FileError, IoContext};
use crate::bank::{self, BankFiles};
use crate::input::{InputFile, limits};
use crate::pdf;

/// The largest lock of a batch: 100,000 kits of a hundred questions.
const LOCK_MAX_BYTES: usize = 1 << 30;
/// The largest report: 100,000 documents with their findings.
const REPORT_MAX_BYTES: usize = 256 << 20;
/// The largest font file.
const FONT_MAX_BYTES: usize = 64 << 20;
/// The largest table of values, far more than its rows need.
pub(crate) const TABLE_MAX_BYTES: usize = 16 << 20;
/// The longest password, with its line ending.
const PASSWORD_MAX_BYTES: usize = 1024;
/// The capacity that a buffer keeps from one file to the next.
const BUFFER_KEPT_BYTES: usize = 4 << 20;

/// Reads one byte more than allowed at most, which is enough to reject a file as too large.
fn read_up_to(reader: impl Read, max_bytes: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read_file(path: &Path, max_bytes: usize) -> io::Result<Vec<u8>> {
    read_up_to(File::open(path)?, max_bytes)
}

/// Reads a file, or standard input for `-`.
fn read_file_or_stdin(path: &Path, max_bytes: usize) -> Result<Vec<u8>, FileError> {
    if is_stdin(path) {
        return read_up_to(io::stdin().lock(), max_bytes).map_err(FileError::StandardInput);
    }
    read_file(path, max_bytes).on("read", path)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Turns "there is no such file" into `None`.
fn if_exists<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

const fn mebibytes(bytes: usize) -> usize {
    bytes >> 20
}

/// Reads the files named by `--bank`, and of folders all `.toml` files by name. `builtin` is the built-in bank, as is
/// no path at all.
pub(crate) fn read_banks(paths: &[PathBuf]) -> Result<Vec<InputFile>, FileError> {
    if paths.is_empty() {
        return Ok(vec![bank::built_in_file()]);
    }
    reject_stdin_twice(paths.iter())?;
    read_bank_paths(paths)
}

/// Reads the files named by `--bank`, and those named by `--add`, each path as a layer.
pub(crate) fn read_layers(paths: &[PathBuf], added: &[PathBuf]) -> Result<BankFiles, FileError> {
    reject_stdin_twice(paths.iter().chain(added))?;
    let layers = added.iter().map(|path| read_bank_paths(std::slice::from_ref(path)));
    Ok(BankFiles { base: read_banks(paths)?, layers: layers.collect::<Result<_, _>>()? })
}

fn reject_stdin_twice<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<(), FileError> {
    if paths.filter(|path| is_stdin(path)).count() > 1 {
        return Err(FileError::StandardInputTwice);
    }
    Ok(())
}

/// Returns true for the name of the built-in bank. A file of this name is `./builtin`.
pub(crate) fn is_built_in(path: &Path) -> bool {
    path.as_os_str() == bank::BUILT_IN_NAME
}

fn read_bank_paths(paths: &[PathBuf]) -> Result<Vec<InputFile>, FileError> {
    let mut files = Vec::new();
    for path in paths {
        if is_built_in(path) {
            files.push(bank::built_in_file());
        } else if is_stdin(path) {
            let bytes = read_file_or_stdin(path, limits::FILE_MAX_BYTES)?;
            files.push(InputFile { name: "<stdin>".into(), bytes });
        } else if path.is_dir() {
            let before = files.len();
            read_bank_folder(path, &mut files)?;
            if files.len() == before {
                return Err(FileError::NoBankFile(path.clone()));
            }
        } else {
            files.push(read_bank(path)?);
        }
    }
    Ok(files)
}

fn read_bank_folder(folder: &Path, files: &mut Vec<InputFile>) -> Result<(), FileError> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut paths: Vec<PathBuf> =
        entries.on("read the folder", folder)?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        // A link to a folder may lead in a circle; a real folder cannot.
        if path.is_dir() && !path.is_symlink() {
            read_bank_folder(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") && path.is_file() {
            files.push(read_bank(&path)?);
        }
    }
    Ok(())
}

/// Reads a file of a bank, or a manifest.
pub(crate) fn read_bank(path: &Path) -> Result<InputFile, FileError> {
    let bytes = read_file(path, limits::FILE_MAX_BYTES).on("read", path)?;
    Ok(InputFile { name: path.display().to_string(), bytes })
}

/// Reads a font file.
pub(crate) fn read_font(path: &Path) -> Result<Vec<u8>, FileError> {
    let bytes = read_file(path, FONT_MAX_BYTES).on("read the font", path)?;
    if bytes.len() > FONT_MAX_BYTES {
        return Err(FileError::LargeFont { path: path.to_owned(), mebibytes: mebibytes(FONT_MAX_BYTES) });
    }
    Ok(bytes)
}

/// Reads a filled kit, or standard input for `-`.
pub(crate) fn read_kit(path: &Path) -> Result<Vec<u8>, FileError> {
    read_file_or_stdin(path, pdf::read::limits::FILE_BYTES)
}

/// Reads the lock of a batch, if there is one.
pub(crate) fn read_lock(path: &Path) -> Result<Option<String>, FileError> {
    // Opening a pipe would block.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(FileError::SpecialLock(path.to_owned()));
    }
    let Some(bytes) = if_exists(read_file(path, LOCK_MAX_BYTES)).on("read", path)? else { return Ok(None) };
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|source| FileError::BinaryLock { path: path.to_owned(), source })
}

/// Reads a state of kits to compare: a lock or a kit, or standard input for `-`.
pub(crate) fn read_lock_or_kit(path: &Path) -> Result<Vec<u8>, FileError> {
    let bytes = read_file_or_stdin(path, LOCK_MAX_BYTES)?;
    if bytes.len() > LOCK_MAX_BYTES && !is_stdin(path) {
        return Err(FileError::LargeState { path: path.to_owned(), mebibytes: mebibytes(LOCK_MAX_BYTES) });
    }
    Ok(bytes)
}

/// Reads a report of a batch.
pub(crate) fn read_report(path: &Path) -> Result<Vec<u8>, FileError> {
    let bytes = read_file(path, REPORT_MAX_BYTES).on("read", path)?;
    if bytes.len() > REPORT_MAX_BYTES {
        return Err(FileError::LargeReport { path: path.to_owned(), mebibytes: mebibytes(REPORT_MAX_BYTES) });
    }
    Ok(bytes)
}

/// Reads a table of values, or standard input for `-`. Returns it with the name for findings.
pub(crate) fn read_table(path: &Path) -> Result<(String, Vec<u8>), FileError> {
    let name = if is_stdin(path) { "<stdin>".into() } else { path.display().to_string() };
    Ok((name, read_file_or_stdin(path, TABLE_MAX_BYTES)?))
}

/// Reads an ordinary file up to the size of a kit, if there is one.
pub(crate) fn read_if_exists(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let mut bytes = Vec::new();
    Ok(read_if_exists_into(path, &mut bytes)?.then_some(bytes))
}

/// Reads like [`read_if_exists`] into a buffer that many files share. Returns false if there is no ordinary
/// file.
pub(crate) fn read_if_exists_into(path: &Path, bytes: &mut Vec<u8>) -> Result<bool, FileError> {
    bytes.clear();
    bytes.shrink_to(BUFFER_KEPT_BYTES);
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(false);
    }
    let max_bytes = pdf::read::limits::FILE_BYTES as u64 + 1;
    let result = File::open(path).and_then(|file| {
        // One byte of room after the end spares a second allocation.
        bytes.reserve(file.metadata()?.len().min(max_bytes) as usize + 1);
        file.take(max_bytes).read_to_end(bytes)
    });
    result.on("read", path)?;
    Ok(true)
}

/// Returns true if a file holds exactly `bytes`, or `None` if there is no file.
pub(crate) fn has_content(path: &Path, bytes: &[u8]) -> Result<Option<bool>, FileError> {
    let Some(metadata) = if_exists(fs::metadata(path)).on("read", path)? else { return Ok(None) };
    // Opening a pipe would block.
    if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
        return Ok(Some(false));
    }
    Ok(Some(read_file(path, bytes.len()).on("read", path)? == bytes))
}

/// Reads what would be overwritten at `path`, up to the size of a kit.
pub(super) fn read_target(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    if_exists(read_file(path, pdf::read::limits::FILE_BYTES)).on("read", path)
}

/// Reads the password on the first line of a file, or of standard input for `-`. No error repeats a part of
/// it.
pub(crate) fn read_password(path: &Path) -> Result<String, FileError> {
    let bytes = if is_stdin(path) {
        read_up_to(io::stdin().lock(), PASSWORD_MAX_BYTES)
    } else {
        read_file(path, PASSWORD_MAX_BYTES)
    };
    let bytes = bytes.on("read the password file", path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let fault = match std::str::from_utf8(line) {
        Ok("") => "is empty",
        Ok(line) if line.len() < PASSWORD_MAX_BYTES => return Ok(line.to_owned()),
        Ok(_) => "is longer than a password",
        Err(_) => "is no text in UTF-8",
    };
    Err(FileError::Password { path: path.to_owned(), fault })
}
