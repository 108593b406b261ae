//! The forms of a report.

use anyhow::Result;

use super::{Report, github, junit, plain};
use crate::wording::table::TableFormat;

/// A form that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
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

impl Form {
    /// Every form, in the order the help lists them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Table, Self::Json, Self::Csv, Self::Markdown, Self::Junit, Self::Github];

    /// Renders a report in this form.
    pub(crate) fn render(self, report: &Report) -> Result<String> {
        match self {
            Self::Table => plain::text(TableFormat::Columns, report),
            Self::Csv => plain::text(TableFormat::Csv, report),
            Self::Markdown => plain::text(TableFormat::Markdown, report),
            Self::Json => Ok(format!("{}\n", serde_json::to_string_pretty(report)?)),
            Self::Junit => junit::text(report),
            Self::Github => Ok(github::text(report)),
        }
    }

    /// Returns true if a file that starts with `head` is a report of this form.
    pub(crate) fn is_form_of(self, head: &str) -> bool {
        let line = head.lines().next().unwrap_or_default();
        match self {
            Self::Table => line.split_whitespace().eq(plain::HEAD),
            Self::Csv => line == plain::HEAD.join(","),
            Self::Markdown => line == format!("| {} |", plain::HEAD.join(" | ")),
            Self::Json => head.starts_with('{') && head.contains("\"program\": \"interview-kit "),
            Self::Junit => head.contains(&format!("<testsuites name=\"{}\"", junit::NAME)),
            Self::Github => line == github::MARK,
        }
    }
}
