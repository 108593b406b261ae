//! The formats of a list.

use serde_json::Value;

use crate::wording::table::{Table, TableError, TableFormat};

/// A format that a list is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListFormat {
    /// Aligned columns.
    Table,
    /// JSON, for programs.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A Markdown table.
    Markdown,
}

impl ListFormat {
    /// Every format, in the order the help lists them.
    pub(crate) const ALL: [Self; 4] = [Self::Table, Self::Json, Self::Csv, Self::Markdown];

    /// Renders a list: its table, or for JSON its values.
    pub(crate) fn render(self, table: Table<'_>, values: Vec<Value>) -> Result<String, TableError> {
        match self {
            Self::Table => table.render(TableFormat::Columns),
            Self::Csv => table.render(TableFormat::Csv),
            Self::Markdown => table.render(TableFormat::Markdown),
            Self::Json => Ok(format!("{:#}\n", Value::Array(values))),
        }
    }
}
