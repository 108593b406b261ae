//! The structure of a story, for screen readers.

/// The role of flowables in the structure tree. Some roles hold other roles, the others hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureRole {
    /// Flowables under one heading.
    Section,
    /// A heading; the title of the document has level 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// Code.
    Code,
    /// A list of items.
    List,
    /// An item of a list, with its marker.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    TableRow,
    /// A header cell.
    Header(Scope),
    /// A data cell.
    Cell {
        /// The number of columns it spans.
        columns: u8,
    },
    /// A contents list.
    Contents,
    /// An entry of a contents list.
    Entry,
    /// The caption of a list or table.
    Caption,
}

/// The cells that a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The cells of its row.
    Row,
    /// The cells of its column.
    Column,
}

impl StructureRole {
    /// Returns true if the role holds text rather than other roles.
    #[must_use]
    pub fn holds_text(self) -> bool {
        !matches!(self, Self::Section | Self::List | Self::Table | Self::TableRow | Self::Contents)
    }
}
