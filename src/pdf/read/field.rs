//! A form field and its value.

/// A form field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its full name; parts are joined by full stops.
    pub name: String,
    /// The kind of its value.
    pub kind: Kind,
    /// The value.
    pub value: Value,
    /// True if the file also has another value, or a value that is not shown. Such a field may hold
    /// an answer.
    pub is_in_doubt: bool,
    /// True if the value is the text that the field was built with, and so no answer.
    pub is_prefilled: bool,
}

/// The kind of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A check box.
    Check,
    /// A choice of these states.
    Choice(Vec<String>),
    /// Text.
    Text,
    /// A signature by certificate.
    Signature,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A tick, or a signature.
    Set,
    /// The chosen state, or text that is more than white space.
    Text(String),
}

impl Field {
    /// Returns true if the field has a value.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.value != Value::Empty
    }
}
