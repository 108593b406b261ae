//! The signs of a comparison.

/// The kind of a line or word, shown by a mark as well as by a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    None,
    Added,
    Removed,
    Changed,
    Moved,
}

impl Sign {
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::None => " ",
            Self::Added => "+",
            Self::Removed => "-",
            Self::Changed => "~",
            Self::Moved => ">",
        }
    }

    /// Returns the escape sequence that starts the color.
    pub(super) fn color(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Added => "\u{1b}[32m",
            Self::Removed => "\u{1b}[31m",
            Self::Changed => "\u{1b}[33m",
            Self::Moved => "\u{1b}[36m",
        }
    }
}
