//! Errors of reading a file back, worded for the person who has the file.

use super::limits;
use crate::diag::codes::{self, Code};

/// The reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The file is not a PDF file.
    NotPdf,
    /// The file is an FDF file: answers that were exported from a form.
    Fdf,
    /// The file is an XFDF file: answers that were exported from a form, in XML.
    Xfdf,
    /// Parts of the file are missing or invalid.
    Damaged,
    /// The file needs a password, or is encrypted in an unknown way.
    Protected,
    /// The password does not open the file.
    WrongPassword,
    /// The file exceeds the size limit.
    TooLarge,
    /// The form exceeds the limit of fields.
    TooManyFields,
    /// The values exceed the limit of text.
    TooMuchText,
    /// Fields are nested deeper than the limit.
    TooDeep,
    /// Reading exceeds the limits of time or memory for a file of this size.
    TooCostly,
    /// The system gives no thread to read the file in, for lack of memory or of threads.
    NoThread,
}

impl ReadError {
    /// Returns the registered code of the error.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        match self {
            Self::NotPdf => &codes::pdf::NOT_PDF,
            Self::Fdf => &codes::pdf::FDF,
            Self::Xfdf => &codes::pdf::XFDF,
            Self::Damaged => &codes::pdf::DAMAGED,
            Self::Protected => &codes::pdf::PROTECTED,
            Self::WrongPassword => &codes::pdf::WRONG_PASSWORD,
            Self::TooLarge => &codes::pdf::TOO_LARGE,
            Self::TooManyFields => &codes::pdf::TOO_MANY_FIELDS,
            Self::TooMuchText => &codes::pdf::TOO_MUCH_TEXT,
            Self::TooDeep => &codes::pdf::TOO_DEEP,
            Self::TooCostly => &codes::pdf::TOO_COSTLY,
            Self::NoThread => &codes::pdf::NO_THREAD,
        }
    }

    /// Returns what the user can do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotPdf => "give the kit as it was saved, a file whose name ends in .pdf",
            Self::Fdf => {
                "import it into the empty kit in a PDF program and save that, or run \
                 `pdftk kit.pdf fill_form answers.fdf output filled.pdf`"
            }
            Self::Xfdf => {
                "import it into the empty kit in a PDF program and save that, or run \
                 `pdftk kit.pdf fill_form answers.xfdf output filled.pdf`"
            }
            Self::Damaged => {
                "fetch or save the file once more; if a PDF program opens it, save a copy from there and give that"
            }
            Self::Protected => {
                "give its password with --password-file FILE; or open it in a PDF program, save a copy without \
                 a password, and give that"
            }
            Self::WrongPassword => {
                "the first line of the file named by --password-file must be the password that opens the kit"
            }
            Self::NoThread => {
                "close other programs, or raise the limits of this shell (`ulimit -v`, `ulimit -u`), and try again"
            }
            _ => "give the filled-in kit itself, not another document or a merged file of many kits",
        }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotPdf => write!(f, "the file is not a PDF file"),
            Self::Fdf => write!(
                f,
                "the file is no kit but an FDF file: it has the answers that were exported from one, without its pages"
            ),
            Self::Xfdf => write!(
                f,
                "the file is no kit but an XFDF file: it has the answers that were exported from one as XML, without \
                 its pages"
            ),
            Self::Damaged => write!(f, "the file is damaged: a part of it is missing or makes no sense"),
            Self::Protected => write!(f, "the file is protected with a password"),
            Self::WrongPassword => write!(f, "the password does not open the file"),
            Self::TooLarge => write!(f, "the file is larger than {} MiB", limits::FILE_BYTES >> 20),
            Self::TooManyFields => write!(f, "the file has more than {} fields", limits::MAX_FIELDS),
            Self::TooMuchText => {
                write!(f, "a field of the file holds more than {} characters", limits::TEXT_BYTES)
            }
            Self::TooDeep => {
                write!(f, "the fields of the file are nested more than {} levels deep", limits::MAX_DEPTH)
            }
            Self::NoThread => write!(f, "the system gives the program no memory or thread to read it with"),
            Self::TooCostly => write!(f, "the file takes too long to read, or unpacks into too much data"),
        }
    }
}

impl std::error::Error for ReadError {}
