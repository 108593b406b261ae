//! The table of document settings: one entry holds everything about a setting.
//!
//! The options of `build`, the keys of a manifest and its JSON Schema, the lock that a kit carries
//! and the documentation go through this table. To add a setting, add it to [`Style`] and to the
//! table, and use it where the pages are composed.

use super::face::Face;
use crate::diag::codes::{self, Code};
use crate::geom::Paper;
use crate::pdf::Date;

/// The settings of a document; added font files are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The reader of the document.
    pub face: Face,
    /// The paper size.
    pub paper: Paper,
    /// True if the document has no form fields.
    pub no_form: bool,
    /// True if the document is PDF/A, for archives.
    pub pdf_a: bool,
    /// The author in the metadata.
    pub author: String,
    /// The only person this copy is for.
    pub recipient: Option<String>,
    /// The date in the metadata, if any. `SOURCE_DATE_EPOCH` gives it, not a setting.
    pub date: Option<Date>,
}

impl Default for Style {
    /// Returns the style with the default of every setting.
    fn default() -> Self {
        let mut style = Self {
            face: Face::default(),
            paper: Paper::default(),
            no_form: false,
            pdf_a: false,
            author: String::new(),
            recipient: None,
            date: None,
        };
        for setting in &DOCUMENT_SETTINGS {
            (setting.set)(&mut style, setting.default);
        }
        style
    }
}

/// One setting of a document.
pub struct DocumentSetting {
    /// The name of the option, of the manifest's key and of the lock's entry.
    pub key: &'static str,
    /// The help of the option.
    pub help: &'static str,
    /// The description of the manifest's key.
    pub about: &'static str,
    /// The values that the setting takes.
    pub shape: SettingShape,
    /// The value of a document that does not give one; empty for off.
    pub default: &'static str,
    /// Returns the value of a style as text; empty if the setting is off.
    pub get: fn(&Style) -> String,
    /// Sets the value that [`Self::get`] returned, or returns `None` for an unknown value.
    pub set: fn(&mut Style, &str) -> Option<()>,
}

/// The values that a setting takes.
#[derive(Debug, Clone, Copy)]
pub enum SettingShape {
    /// One of several words. A list of them in a manifest makes a document for each.
    Choice {
        /// The word for the value in help, for example `PAPER`.
        value_name: &'static str,
        /// The words.
        choices: &'static [SettingChoice],
        /// The code for any other word.
        unknown: &'static Code,
    },
    /// On or off.
    Flag,
    /// A line of text.
    Text {
        /// The word for the value in help, for example `NAME`.
        value_name: &'static str,
    },
}

/// A word that a setting may be set to.
#[derive(Debug, Clone, Copy)]
pub struct SettingChoice {
    /// The word.
    pub key: &'static str,
    /// The meaning of the word.
    pub about: &'static str,
}

/// Returns the choice that a word in any case stands for.
#[must_use]
pub fn find_choice(choices: &[SettingChoice], word: &str) -> Option<&'static str> {
    choices.iter().map(|choice| choice.key).find(|key| key.eq_ignore_ascii_case(word))
}

/// The text of a flag that is on.
pub const ON: &str = "yes";

/// The settings of a document, in the order of the help.
pub static DOCUMENT_SETTINGS: [DocumentSetting; 6] = [
    DocumentSetting {
        key: "face",
        help: "Who the document is for",
        about: "Who it is for; a list makes a document for each.",
        shape: SettingShape::Choice {
            value_name: "READER",
            choices: &[
                SettingChoice {
                    key: "interviewer",
                    about: "Everything: questions, what to listen for, ratings, notes, score sheet",
                },
                SettingChoice { key: "candidate", about: "Questions and code only, to hand out" },
            ],
            unknown: &codes::manifest::UNKNOWN_FACE,
        },
        default: "interviewer",
        get: |style| style.face.key().to_owned(),
        set: |style, value| Face::from_key(value).map(|face| style.face = face),
    },
    DocumentSetting {
        key: "paper",
        help: "Paper size",
        about: "The sheet; a list makes a document for each.",
        shape: SettingShape::Choice {
            value_name: "SIZE",
            choices: &[
                SettingChoice { key: "a4", about: "210 × 297 mm" },
                SettingChoice { key: "letter", about: "8½ × 11 inches" },
            ],
            unknown: &codes::manifest::UNKNOWN_PAPER,
        },
        default: "a4",
        get: |style| style.paper.key().to_owned(),
        set: |style, value| Paper::from_key(value).map(|paper| style.paper = paper),
    },
    DocumentSetting {
        key: "no-form",
        help: "Leave out the fillable fields; the printed pages look the same",
        about: "Leave out the fields that can be filled in on a screen.",
        shape: SettingShape::Flag,
        default: "",
        get: |style| flag(style.no_form),
        set: |style, value| read_flag(value).map(|is_on| style.no_form = is_on),
    },
    DocumentSetting {
        key: "pdf-a",
        help: "Write a PDF/A-3a file, for long-term archives",
        about: "Write PDF/A-3a files, for long-term archives.",
        shape: SettingShape::Flag,
        default: "",
        get: |style| flag(style.pdf_a),
        set: |style, value| read_flag(value).map(|is_on| style.pdf_a = is_on),
    },
    DocumentSetting {
        key: "recipient",
        help: "Person this copy is for; the foot of every page names them",
        about: "Person the copy is for; the foot of every page names them.",
        shape: SettingShape::Text { value_name: "NAME" },
        default: "",
        get: |style| style.recipient.clone().unwrap_or_default(),
        set: |style, value| {
            style.recipient = Some(value.to_owned()).filter(|name| !name.is_empty());
            Some(())
        },
    },
    DocumentSetting {
        key: "author",
        help: "Author in the properties of the PDF file",
        about: "Author in the metadata.",
        shape: SettingShape::Text { value_name: "NAME" },
        default: "interview-kit",
        get: |style| style.author.clone(),
        set: |style, value| {
            value.clone_into(&mut style.author);
            Some(())
        },
    },
];

fn flag(is_on: bool) -> String {
    if is_on { ON.to_owned() } else { String::new() }
}

fn read_flag(value: &str) -> Option<bool> {
    match value {
        ON => Some(true),
        "" => Some(false),
        _ => None,
    }
}
