//! The reasons why names may be left in a redacted kit although no search finds them.

/// A reason why names may be left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameRisk {
    /// The pages are not those the kit was built with.
    PagesAltered,
    /// The fields are not those the kit was built with.
    FieldsAltered,
    /// The file carries no seals to compare it with.
    NoSeals,
    /// The file holds this number of kits.
    Merged(usize),
    /// The pages name the person that this copy is for.
    Recipient(String),
    /// The kit has no field of this name.
    MissingField(String),
    /// This text field is filled in, and kits have no such field.
    StrangeField(String),
    /// No page has a place for the replacement.
    NoPlaceForReplacement,
    /// The replacement holds this word of the name that it replaces.
    ReplacementHoldsName(String),
    /// This page draws a picture.
    Picture(usize),
    /// This page draws characters that cannot be read.
    UnreadableText(usize),
    /// This field shows a drawing that cannot be read.
    UnreadableField(String),
}

impl NameRisk {
    /// Returns true if the obstacle is that pages or fields differ from their seals.
    #[must_use]
    pub fn is_of_seals(&self) -> bool {
        matches!(self, Self::PagesAltered | Self::FieldsAltered | Self::NoSeals | Self::Merged(_))
    }
}
