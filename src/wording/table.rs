//! Rows of a table as text.

use unicode_width::UnicodeWidthStr;

use super::cell::defuse_cell;
use super::escape::escape_markdown;

/// The error of a table that cannot be rendered.
pub use csv::Error as TableError;

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Aligned columns for a terminal.
    Columns,
    /// Comma-separated values.
    Csv,
    /// A Markdown table.
    Markdown,
}

/// A table, before it is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// The column headings.
    pub head: &'t [&'t str],
    /// The rows; each has as many cells as the heading.
    pub rows: &'t [Vec<String>],
    /// The columns that align to the right, by number.
    pub right_aligned: &'t [usize],
}

impl Table<'_> {
    /// Renders the table.
    pub fn render(self, format: TableFormat) -> Result<String, TableError> {
        let Self { head, rows, right_aligned } = self;
        match format {
            TableFormat::Columns => Ok(render_columns(head, rows, right_aligned)),
            TableFormat::Csv => render_csv(head, rows),
            TableFormat::Markdown => Ok(render_markdown(head, rows, right_aligned)),
        }
    }
}

/// Renders columns as wide as their widest cell; columns in `right` align to the right.
fn render_columns(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let width = |n: usize| rows.iter().map(|r| r[n].width()).chain([head[n].width()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let mut text = String::new();
        for (n, cell) in cells.into_iter().enumerate() {
            let pad = " ".repeat(widths[n].saturating_sub(cell.width()));
            let (before, after) = if right.contains(&n) { (pad.as_str(), "") } else { ("", pad.as_str()) };
            text.extend([before, cell, after, "  "]);
        }
        format!("{}\n", text.trim_end())
    };
    let mut text = line(head.to_vec());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

/// Renders rows as CSV, in which no cell is a formula.
fn render_csv(head: &[&str], rows: &[Vec<String>]) -> Result<String, TableError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        row.iter().try_for_each(|cell| writer.write_field(defuse_cell(cell).as_bytes()))?;
        writer.write_record(None::<&[u8]>)?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    // Every cell is a string, so the bytes are UTF-8.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Renders rows as a Markdown table.
fn render_markdown(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let ends = (0..head.len()).map(|n| if right.contains(&n) { "---:" } else { "---" });
    let mut text = line(&mut head.iter().map(|&cell| cell.to_owned()));
    text.push_str(&line(&mut ends.map(str::to_owned)));
    for row in rows {
        text.push_str(&line(&mut row.iter().map(|cell| escape_markdown(cell))));
    }
    text
}
