//! What the parts of a story are, for those who listen to it.

use super::Flowable;

/// What a part of a story is. Some hold other parts, the others hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Parts under one heading.
    Section,
    /// A heading; that of the whole has level 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// Code.
    Code,
    /// Items.
    List,
    /// An entry of a list, with what stands before it.
    Item,
    /// Rows.
    Table,
    /// Cells side by side.
    TableRow,
    /// A cell that names others.
    Header(Scope),
    /// Another cell.
    Cell {
        /// Over how many columns it goes.
        columns: u8,
    },
    /// Entries that lead elsewhere.
    Contents,
    /// One of them.
    Entry,
    /// What a list of any kind is about.
    Caption,
}

/// Which cells a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Those of its row.
    Row,
    /// Those of its column.
    Column,
}

impl Role {
    /// Whether it holds text, and not other parts.
    #[must_use]
    pub fn holds_text(self) -> bool {
        !matches!(self, Self::Section | Self::List | Self::Table | Self::TableRow | Self::Contents)
    }
}

/// Flowables that are a part of the story, set as if they stood alone. What holds text takes in the
/// paragraphs, fields and notes in it; a part with a role of its own in there stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagged {
    /// What they are.
    pub role: Role,
    /// What stands in it.
    pub flow: Vec<Flowable>,
}
