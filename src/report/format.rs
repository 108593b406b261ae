//! The formats of a report.

use super::error::RenderReportError;
use super::{Report, github, junit, table};
use crate::wording::table::TableFormat;

/// A format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// Columns for a person.
    Table,
    /// Everything, for programs.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A Markdown table.
    Markdown,
    /// Test results, as build servers show them.
    Junit,
    /// The summary of a GitHub job.
    Github,
}

impl ReportFormat {
    /// Every format, in the order the help lists them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Table, Self::Json, Self::Csv, Self::Markdown, Self::Junit, Self::Github];

    /// Renders a report in this format.
    pub(crate) fn render(self, report: &Report) -> Result<String, RenderReportError> {
        match self {
            Self::Table => table::render_table(TableFormat::Columns, report),
            Self::Csv => table::render_table(TableFormat::Csv, report),
            Self::Markdown => table::render_table(TableFormat::Markdown, report),
            Self::Json => Ok(format!("{}\n", serde_json::to_string_pretty(report)?)),
            Self::Junit => junit::render_junit(report),
            Self::Github => Ok(github::render_github(report)),
        }
    }

    /// Returns true if a file that starts with `head` is a report in this format.
    pub(crate) fn matches(self, head: &str) -> bool {
        let line = head.lines().next().unwrap_or_default();
        match self {
            Self::Table => line.split_whitespace().eq(table::COLUMNS),
            Self::Csv => line == table::COLUMNS.join(","),
            Self::Markdown => line == format!("| {} |", table::COLUMNS.join(" | ")),
            Self::Json => head.starts_with('{') && head.contains("\"program\": \"interview-kit "),
            Self::Junit => head.contains(&format!("<testsuites name=\"{}\"", junit::ROOT_NAME)),
            Self::Github => line == github::MARKER,
        }
    }
}
