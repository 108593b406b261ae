//! What can be filled in.

use super::Language;

/// Something to fill in. Those with one name are one field: what is filled in
/// at one place stands at the others too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Control {
    /// The field's name, by which programs know it; without a full stop.
    pub name: String,
    /// What it is for, as a person is told.
    pub tip: String,
    /// The language of the tip.
    pub language: Language,
    /// What it takes.
    pub kind: ControlKind,
}

/// What a control takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ControlKind {
    /// A tick.
    Check,
    /// A mark, for one of several choices of the same name.
    Choice {
        /// The choice, as programs know it: letters, digits and hyphens.
        value: String,
    },
    /// Text on one line.
    Line {
        /// Characters at most.
        most: u32,
    },
    /// A number on one line: the mean of the whole numbers chosen in other fields. Choices that are
    /// no number do not count.
    Mean {
        /// The names of those fields.
        of: Vec<String>,
        /// Characters at most.
        most: u32,
    },
    /// Text on several lines.
    Lines {
        /// Characters at most.
        most: u32,
    },
}
