//! The form of an entry: a code, its example, and the family it belongs to.

use std::fmt;

/// A registered kind of finding. Two codes are equal if their ids are.
pub struct Code {
    id: &'static str,
    meaning: &'static str,
    example: Example,
    remedy: &'static str,
}

/// An example of what causes a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Example {
    /// A part of a bank file.
    Bank(&'static str),
    /// A part of a manifest.
    Manifest(&'static str),
    /// Commands, one a line, typed in the folder that [`FOLDER`] describes.
    Commands(&'static str),
    /// A sentence, where neither a few lines of a file nor commands can show the cause.
    Case(&'static str),
}

impl Example {
    /// Returns the lines of the example.
    pub fn lines(self) -> std::str::Lines<'static> {
        let (Self::Bank(text) | Self::Manifest(text) | Self::Commands(text) | Self::Case(text)) = self;
        // A text of several lines starts on a line of its own in the registry.
        text.trim_matches('\n').lines()
    }
}

/// The folder in which the commands of examples are typed, in words.
pub const FOLDER: &str = "The commands are typed in a folder that holds `bank.toml` (a small bank with the role \
    `analyst`), `kits.toml` (a manifest of one kit of that bank) and `filled.pdf` (a kit with answers in its fields).";

/// Codes with a common prefix.
#[derive(Debug)]
pub struct Family {
    /// The prefix, such as `bank` in `bank::unknown-key`.
    pub name: &'static str,
    /// The subject of the family, as a heading.
    pub title: &'static str,
    /// When codes of the family are reported, in a sentence or two.
    pub about: &'static str,
    /// The codes, in the order in which they are documented. A large family has a part for each subject.
    pub parts: &'static [&'static [&'static Code]],
}

impl Family {
    /// Returns the codes, in the order in which they are documented.
    pub fn codes(&self) -> impl Iterator<Item = &'static Code> + use<> {
        self.parts.iter().copied().flatten().copied()
    }
}

impl Code {
    /// Registers a code. Only the families can, through the macro `family`.
    pub(super) const fn new(
        id: &'static str,
        meaning: &'static str,
        example: Example,
        remedy: &'static str,
    ) -> Self {
        Self { id, meaning, example, remedy }
    }

    /// Returns the stable name, such as `bank::unknown-key`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Returns one sentence that says what happened.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// Returns a small example of the cause.
    #[must_use]
    pub fn example(&self) -> Example {
        self.example
    }

    /// Returns the remedy: what the user can do about the finding.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// Declares codes as constants, and lists them in `CODES`.
macro_rules! codes {
    ($($constant:ident = $id:literal {
        meaning: $meaning:literal, example: $kind:ident $example:literal, remedy: $remedy:literal,
    })*) => {
        use super::code::{Code, Example};

        $(
            #[doc = concat!("`", $id, "`: ", $meaning)]
            pub static $constant: Code = Code::new($id, $meaning, Example::$kind($example), $remedy);
        )*

        /// All codes of this part, in the order in which they are documented.
        pub(super) const CODES: &[&Code] = &[$(&$constant),*];
    };
}

/// Declares the codes of a family as constants, and lists them in its `FAMILY`.
macro_rules! family {
    (name: $name:literal, title: $title:literal, about: $about:literal; $($codes:tt)*) => {
        super::code::codes! { $($codes)* }

        #[doc = $about]
        pub(super) static FAMILY: super::code::Family =
            super::code::Family { name: $name, title: $title, about: $about, parts: &[CODES] };
    };
}

pub(super) use codes;
pub(super) use family;
