//! Form controls.

use super::Language;

/// A form control. Controls with the same name belong to one field and share its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Control {
    /// The name of the field for programs; without a full stop.
    pub name: String,
    /// The description for people.
    pub tip: String,
    /// The language of the tip.
    pub language: Language,
    /// The kind of control.
    pub kind: ControlKind,
}

/// The kind of a control.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ControlKind {
    /// A tick box.
    Check,
    /// A radio button: one of several choices of the same name.
    Choice {
        /// The value of the choice for programs: letters, digits and hyphens.
        value: String,
    },
    /// Text on one line.
    Line {
        /// The greatest number of characters.
        max_chars: u32,
    },
    /// The mean of the whole numbers chosen in other fields. Choices that are not numbers do not
    /// count.
    Mean {
        /// The names of the other fields.
        of: Vec<String>,
        /// The greatest number of characters.
        max_chars: u32,
    },
    /// Text on several lines.
    Lines {
        /// The greatest number of characters.
        max_chars: u32,
    },
}
