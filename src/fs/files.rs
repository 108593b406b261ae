//! Reading input and writing output without losing anything.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::temporary::{self, parent};
use crate::input::{InputFile, limits};
use crate::pdf;
use crate::pdf::read::{Filled, ReadError};
use crate::wording::plural::plural;

/// The files a command may overwrite.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overwrite {
    /// Files that this program did not write.
    pub(crate) force: bool,
    /// Files with fields filled in, which are then lost.
    pub(crate) discard_answers: bool,
}

/// The files named by `--bank`: files as they are, folders as all `.toml` files in them, by name.
/// Nothing named: the bank compiled in.
pub(crate) fn banks(paths: &[PathBuf]) -> Result<Vec<InputFile>> {
    if paths.is_empty() {
        return Ok(vec![InputFile::built_in()]);
    }
    if paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        bail!("--bank - stands twice, and standard input can be read once");
    }
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let bytes = read_limited(io::stdin().lock()).context("cannot read standard input")?;
            files.push(InputFile { name: "<stdin>".into(), bytes });
        } else if path.is_dir() {
            let before = files.len();
            folder(path, &mut files)?;
            if files.len() == before {
                bail!("{} holds no .toml file", path.display());
            }
        } else {
            files.push(bank_file(path)?);
        }
    }
    Ok(files)
}

fn folder(path: &Path, files: &mut Vec<InputFile>) -> Result<()> {
    let entries = fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.with_context(|| format!("cannot read the folder {}", path.display()))?.path());
    }
    paths.sort();
    for path in paths {
        // A link to a folder may lead in a circle; a real folder cannot.
        if path.is_dir() && !path.is_symlink() {
            folder(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") && path.is_file() {
            files.push(bank_file(&path)?);
        }
    }
    Ok(())
}

pub(crate) fn bank_file(path: &Path) -> Result<InputFile> {
    let name = path.display().to_string();
    let bytes = File::open(path).and_then(read_limited).with_context(|| format!("cannot read {name}"))?;
    Ok(InputFile { name, bytes })
}

fn read_limited(reader: impl Read) -> io::Result<Vec<u8>> {
    up_to(reader, limits::FILE_BYTES)
}

/// One byte more than allowed is enough for loading to say that a file is too large.
fn up_to(reader: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A font file.
pub(crate) fn font(path: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let file = File::open(path).with_context(|| format!("cannot read the font {}", path.display()))?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read the font {}", path.display()))?;
    if bytes.len() as u64 > MOST {
        bail!("the font {} is larger than 64 MiB", path.display());
    }
    Ok(bytes)
}

/// Refuses to write over answers, and over a file this program did not write, before any work is done.
pub(crate) fn check_target(path: &Path, overwrite: Overwrite) -> Result<()> {
    check_target_with(path, overwrite, None)
}

/// The same, with the password that opens the file in the way if it is protected.
pub(crate) fn check_target_with(path: &Path, overwrite: Overwrite, password: Option<&str>) -> Result<()> {
    if path.as_os_str() == "-" {
        if io::stdout().is_terminal() {
            bail!("a PDF file is not for a terminal: redirect standard output, or name a file with --out");
        }
        return Ok(());
    }
    if let Ok(found) = fs::metadata(path) {
        if found.is_dir() {
            bail!("{} is a folder: name a file in it", path.display());
        }
        // Even with --force: a device would be replaced by a file, and a pipe keeps its reader waiting.
        if !found.is_file() {
            bail!("{} is not an ordinary file: write --out - and redirect that", path.display());
        }
    }
    let folder = parent(path);
    if !folder.is_dir() {
        bail!("the folder {} does not exist", folder.display());
    }
    match File::open(path).and_then(|file| up_to(file, pdf::read::limits::FILE_BYTES)) {
        Ok(bytes) => check_bytes(path, &bytes, overwrite, password),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Whether a file that holds `bytes` may be written over.
fn check_bytes(path: &Path, bytes: &[u8], overwrite: Overwrite, password: Option<&str>) -> Result<()> {
    // A kit as it was built holds no answer, even if it opens with a password only.
    if pdf::is_as_written(bytes) {
        return Ok(());
    }
    // What cannot be read was not written by this program, or by another since.
    let filled = pdf::read::read_with(bytes, password);
    let is_closed = |error: &ReadError| matches!(error, ReadError::Protected | ReadError::WrongPassword);
    if filled.as_ref().is_err_and(is_closed) && !overwrite.discard_answers {
        bail!(
            "{} is protected with a password and may have fields filled in: choose another name, or add \
             --discard-answers to lose them",
            path.display()
        );
    }
    let filled = filled.ok();
    let answers = filled.as_ref().map_or(0, Filled::answers);
    if answers > 0 && !overwrite.discard_answers {
        let fields = plural(answers as u32, "field");
        bail!(
            "{} has {fields} filled in: choose another name, or add --discard-answers to lose them",
            path.display()
        );
    }
    let remarks = filled.as_ref().map_or(0, |filled| filled.remarks);
    if remarks > 0 && !overwrite.discard_answers {
        let remarks = plural(remarks as u32, "remark");
        bail!(
            "{} has {remarks} on its pages: choose another name, or add --discard-answers to lose them",
            path.display()
        );
    }
    if !overwrite.force && !filled.is_some_and(|filled| filled.is_ours) {
        bail!(
            "{} exists and this program did not write it: choose another name, or add --force",
            path.display()
        );
    }
    Ok(())
}

/// Whether a file holds these bytes and no others; `None` where there is no file.
pub(crate) fn holds(path: &Path, bytes: &[u8]) -> Result<Option<bool>> {
    let name = path.display();
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => {
            let found = found.with_context(|| format!("cannot read {name}"))?;
            // A pipe that is opened keeps its reader waiting.
            if !found.is_file() || found.len() != bytes.len() as u64 {
                return Ok(Some(false));
            }
            let held = File::open(path).and_then(|file| up_to(file, bytes.len()));
            Ok(Some(held.with_context(|| format!("cannot read {name}"))? == bytes))
        }
    }
}

/// Bytes of a lock: 100,000 kits of a hundred questions.
const LOCK_BYTES: usize = 1 << 30;

/// A lock or a kit, or - for standard input.
pub(crate) fn state(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        return up_to(io::stdin().lock(), LOCK_BYTES).context("cannot read standard input");
    }
    let name = path.display();
    let read = File::open(path).and_then(|file| up_to(file, LOCK_BYTES));
    let bytes = read.with_context(|| format!("cannot read {name}"))?;
    if bytes.len() > LOCK_BYTES {
        bail!("{name} is larger than {} MiB", LOCK_BYTES >> 20);
    }
    Ok(bytes)
}

/// The lock of a batch, which may not be there yet.
pub(crate) fn lock(path: &Path) -> Result<Option<String>> {
    let name = path.display();
    // A pipe that is opened keeps its reader waiting.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        bail!("{name} is not an ordinary file, as a lock is");
    }
    match File::open(path).and_then(|file| up_to(file, LOCK_BYTES)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => {
            let bytes = read.with_context(|| format!("cannot read {name}"))?;
            String::from_utf8(bytes).map(Some).with_context(|| format!("{name} is no text in UTF-8"))
        }
    }
}

/// A report of a batch.
pub(crate) fn report(path: &Path) -> Result<Vec<u8>> {
    // 100,000 documents, and what was found.
    const MOST: usize = 256 << 20;
    let name = path.display();
    let bytes =
        File::open(path).and_then(|file| up_to(file, MOST)).with_context(|| format!("cannot read {name}"))?;
    if bytes.len() > MOST {
        bail!("{name} is larger than {} MiB, which no report is", MOST >> 20);
    }
    Ok(bytes)
}

/// Bytes of a table: 16 MiB, far more than its rows need.
pub(crate) const TABLE_BYTES: usize = 16 << 20;

/// A table of values, by its name.
pub(crate) fn table(path: &Path) -> Result<(String, Vec<u8>)> {
    if path.as_os_str() == "-" {
        let bytes = up_to(io::stdin().lock(), TABLE_BYTES).context("cannot read standard input")?;
        return Ok(("<stdin>".into(), bytes));
    }
    let name = path.display().to_string();
    let bytes = File::open(path)
        .and_then(|file| up_to(file, TABLE_BYTES))
        .with_context(|| format!("cannot read {name}"))?;
    Ok((name, bytes))
}

/// What an ordinary file holds, as far as a kit is read; nothing where there is none.
pub(crate) fn found(path: &Path) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    Ok(found_in(path, &mut bytes)?.then_some(bytes))
}

/// The same, in the place of what `bytes` held: whoever looks at many files needs memory once.
pub(crate) fn found_in(path: &Path, bytes: &mut Vec<u8>) -> Result<bool> {
    const KEPT: usize = 4 << 20;
    bytes.clear();
    bytes.shrink_to(KEPT);
    if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return Ok(false);
    }
    // A byte more than a file has, so that its end is seen at once.
    let most = pdf::read::limits::FILE_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| {
        bytes.reserve(file.metadata()?.len().min(most) as usize + 1);
        file.take(most).read_to_end(bytes)
    });
    read.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(true)
}

/// A filled kit, as far as a kit is read.
pub(crate) fn kit(path: &Path) -> Result<Vec<u8>> {
    let most = pdf::read::limits::FILE_BYTES;
    if path.as_os_str() == "-" {
        return up_to(io::stdin().lock(), most).context("cannot read standard input");
    }
    File::open(path)
        .and_then(|file| up_to(file, most))
        .with_context(|| format!("cannot read {}", path.display()))
}

/// The first line of a file, which is a password. No message has a part of it.
pub(crate) fn password(path: &Path) -> Result<String> {
    const MOST: usize = 1024;
    let name = path.display();
    let read = if path.as_os_str() == "-" {
        up_to(io::stdin().lock(), MOST)
    } else {
        File::open(path).and_then(|file| up_to(file, MOST))
    };
    let bytes = read.with_context(|| format!("cannot read the password file {name}"))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok("") => bail!("the first line of the password file {name} is empty"),
        Ok(line) if line.len() < MOST => Ok(line.to_owned()),
        Ok(_) => bail!("the first line of the password file {name} is longer than a password"),
        Err(_) => bail!("the first line of the password file {name} is no text in UTF-8"),
    }
}

/// Writes beside the target, then renames: the target is the old file or the new one, never a part.
/// Whether the old one may go is looked at once more at the last moment: somebody may have filled it in
/// meanwhile.
pub(crate) fn write(path: &Path, bytes: &[u8], overwrite: Overwrite, password: Option<&str>) -> Result<()> {
    if path.as_os_str() == "-" {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).context("cannot write standard output")?;
        return Ok(());
    }
    // A link stays a link: the file it leads to is the one that is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(path, bytes, || check_target_with(path, overwrite, password))
}

/// Writes a text of the program's own, as a lock.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(path, text.as_bytes(), || Ok(()))
}

/// Writes a text to a file that is not there yet, whole or not at all; folders on the way are made. Says
/// whether it was written: a file that is there is kept.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<bool> {
    let name = path.display();
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let folder = parent(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let mut file = temporary::beside(path).with_context(|| format!("cannot write {name}"))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {name}"))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error).with_context(|| format!("cannot write {name}")),
    }
}

/// Puts a new file in the place of an old one, after a last look.
pub(crate) fn replace(path: &Path, bytes: &[u8], look: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut file = temporary::beside(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(bytes).with_context(|| format!("cannot write {}", path.display()))?;
    look()?;
    file.persist(path).map_err(|e| e.error).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}
