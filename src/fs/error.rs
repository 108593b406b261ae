//! The errors of reading and writing files.

use std::io;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use thiserror::Error;

use crate::pdf::read::ReadError;
use crate::wording::plural::plural;

/// A file cannot be read, or must not be written.
#[derive(Debug, Error)]
pub(crate) enum FileError {
    /// The system refused an operation.
    #[error("cannot {operation} {}", path.display())]
    Io {
        /// A verb, with a noun where the path alone would not tell: `read the font`.
        operation: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("cannot read standard input")]
    StandardInput(#[source] io::Error),
    #[error("cannot write standard output")]
    StandardOutput(#[source] io::Error),
    #[error("- is given twice for a bank, but standard input can be read once: name files for the others")]
    StandardInputTwice,
    #[error("{} holds no .toml file", .0.display())]
    NoBankFile(PathBuf),
    #[error("the font {} is larger than {mebibytes} MiB", path.display())]
    LargeFont { path: PathBuf, mebibytes: usize },
    #[error("{} is larger than {mebibytes} MiB", path.display())]
    LargeState { path: PathBuf, mebibytes: usize },
    #[error("{} is larger than {mebibytes} MiB, which no report is", path.display())]
    LargeReport { path: PathBuf, mebibytes: usize },
    #[error("{} is not an ordinary file, as a lock is", .0.display())]
    SpecialLock(PathBuf),
    #[error("{} is no text in UTF-8", path.display())]
    BinaryLock { path: PathBuf, source: FromUtf8Error },
    #[error("the first line of the password file {} {fault}", path.display())]
    Password { path: PathBuf, fault: &'static str },
    #[error("a PDF file is not for a terminal: redirect standard output, or name a file with --out")]
    Terminal,
    #[error("{} is a folder: name a file in it", .0.display())]
    FolderAsTarget(PathBuf),
    #[error("{} is not an ordinary file: write --out - and redirect that", .0.display())]
    SpecialTarget(PathBuf),
    #[error("{} is not a folder: name another place for the file", .0.display())]
    NotAFolder(PathBuf),
    #[error(
        "{} is protected with a password and may have fields filled in: choose another name, or add \
         --discard-answers to lose them", .0.display()
    )]
    ProtectedTarget(PathBuf),
    #[error(
        "{} may be a kit with fields filled in, but cannot be checked, because {reason}: choose another name, or add \
         --discard-answers to lose what is in it", path.display()
    )]
    UnreadableTarget { path: PathBuf, reason: ReadError },
    #[error(
        "{} is a damaged kit and may have fields filled in: choose another name, or add --discard-answers to lose them",
        .0.display()
    )]
    DamagedTarget(PathBuf),
    #[error(
        "{} is a kit that another program changed, and may have answers on its pages: choose another name, or add \
         --discard-answers to lose them",
        .0.display()
    )]
    AlteredTarget(PathBuf),
    #[error(
        "{} has {} filled in: choose another name, or add --discard-answers to lose them",
        path.display(), plural(*answers as u32, "field")
    )]
    AnsweredTarget { path: PathBuf, answers: usize },
    #[error(
        "{} has {} on its pages: choose another name, or add --discard-answers to lose them",
        path.display(), plural(*remarks as u32, "comment")
    )]
    AnnotatedTarget { path: PathBuf, remarks: usize },
    #[error("{} exists and this program did not write it: choose another name, or add --force", .0.display())]
    ForeignTarget(PathBuf),
    #[error("{} is not an ordinary file, as this program needs one there to take its turn: remove it", .0.display())]
    SpecialGuard(PathBuf),
    #[error("{} is not an ordinary file", .0.display())]
    SpecialOwnFile(PathBuf),
    #[error("{} is a kit that may have answers in it: move it to where you keep filled-in kits", .0.display())]
    KitAsOwnFile(PathBuf),
    #[error("{} exists and is not as this program wrote it: move it, or add --force", .0.display())]
    EditedOwnFile(PathBuf),
}

/// Names the operation and the path of an [`io::Error`].
pub(super) trait IoContext<T> {
    fn on(self, operation: &'static str, path: &Path) -> Result<T, FileError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn on(self, operation: &'static str, path: &Path) -> Result<T, FileError> {
        self.map_err(|source| FileError::Io { operation, path: path.to_owned(), source })
    }
}
