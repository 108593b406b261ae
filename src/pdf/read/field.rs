//! A form field and its value.

use serde::{Deserialize, Serialize};

/// A form field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name it was built with, whatever the program that saved the file made of it. In a form that is no
    /// kit, its full name: parts are joined by full stops.
    pub name: String,
    /// The index of its kit in a file of several kits.
    pub kit: usize,
    /// The number of its first page, from 1; none if no page has it.
    pub page: Option<usize>,
    /// The kind of its value.
    pub kind: Kind,
    /// The value.
    pub value: Value,
    /// True if the file also has another value, or a value that is not shown. Such a field may hold
    /// an answer.
    pub is_in_doubt: bool,
    /// The other values that the file has: stored but not shown, shown elsewhere, or no value of a kit.
    pub other_values: Vec<String>,
    /// True if the value is the text that the field was built with, and so no answer.
    pub is_prefilled: bool,
    /// True if another program renamed the field, or took its widgets out of the form. The widgets then say
    /// which field it is.
    pub is_reassembled: bool,
}

/// The kind of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
