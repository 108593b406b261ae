//! File names after a pattern: `kits/{reference}-{candidate}.pdf`.

use super::columns::column_index;
use super::unique_names::{SUFFIX_BYTES, cut, portable_name};
use super::value::COLUMNS;
use crate::batch::names::NAME_MAX_BYTES;
use crate::compose::document_settings::Style;
use crate::compose::{Face, Prefill};
use crate::diag::Text;
use crate::diag::suggest::{did_you_mean, nearest};

/// The most bytes of the kit's name in a file name.
const KIT_NAME_MAX_BYTES: usize = 60;

/// A pattern of file names, one for each row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilePattern(Vec<Part>);

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// The first of these columns that has a value in the row.
    Value(Vec<&'static str>),
    /// The number of the row.
    Number,
    /// The name of the kit.
    Kit,
    /// The reader of the document.
    Face,
    /// The paper of the document.
    Paper,
}

/// The document that a file name is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedDocument<'d> {
    /// The number of the row, from 1.
    pub(crate) row: usize,
    /// The name of the kit, safe in a file name.
    pub(crate) kit: &'d str,
    pub(crate) style: &'d Style,
}

/// The placeholders that are no columns.
const OTHER_PLACEHOLDERS: [(&str, Part); 4] =
    [("n", Part::Number), ("kit", Part::Kit), ("face", Part::Face), ("paper", Part::Paper)];

/// The error of a pattern.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PatternError {
    #[error("`{{` without `}}` in {pattern}")]
    Unclosed { pattern: String },
    #[error("there is no column {{{name}}}{suggestion}; write {columns}, or {{n}} for the number of the row")]
    UnknownColumn { name: String, suggestion: String, columns: String },
}

impl FilePattern {
    /// Reads a pattern as it is typed.
    pub(crate) fn parse(text: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) =
                after.split_once('}').ok_or_else(|| PatternError::Unclosed { pattern: text.to_owned() })?;
            parts.push(Part::Literal(before.to_owned()));
            let other = OTHER_PLACEHOLDERS.iter().find(|(other, _)| *other == name);
            let column = column_index(name).map(|index| COLUMNS[index]);
            parts.push(match (other, column) {
                (Some((_, part)), _) => part.clone(),
                (None, Some(column)) => Part::Value(vec![column]),
                (None, None) => return Err(unknown_column(name)),
            });
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        Ok(Self(parts))
    }

    /// Returns the pattern for a folder, which is empty or ends with a separator: the names of the kit and
    /// the candidate.
    pub(crate) fn in_folder(folder: &str, kit_name: &str, face: Face) -> Self {
        let columns = name_columns(face).to_vec();
        let start = Part::Literal(format!("{folder}{}-", cut(kit_name, KIT_NAME_MAX_BYTES)));
        Self(vec![start, Part::Value(columns), Part::Literal(".pdf".to_owned())])
    }

    /// Returns the file name of a document for a row.
    pub(crate) fn fill(&self, row: &Prefill, document: NamedDocument<'_>) -> String {
        let number = document.row;
        let fill_part = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Number => number.to_string(),
            Part::Kit => document.kit.to_owned(),
            Part::Face => document.style.face.key().to_owned(),
            Part::Paper => document.style.paper.key().to_owned(),
            Part::Value(columns) => {
                find_portable_value(row, columns).unwrap_or_else(|| format!("row-{number}"))
            }
        };
        self.0.iter().map(fill_part).collect()
    }
}

/// Returns the name of a kit with that of its candidate, or else its reference: `analyst-mid-ada-example`. Without
/// either it is the name of the kit.
pub(crate) fn interview_name(kit_name: &str, face: Face, prefill: &Prefill) -> String {
    let Some(value) = find_portable_value(prefill, name_columns(face)) else { return kit_name.to_owned() };
    let name = format!("{}-{value}", cut(kit_name, KIT_NAME_MAX_BYTES));
    cut(&name, NAME_MAX_BYTES - SUFFIX_BYTES).to_owned()
}

/// Returns the columns of which the first with a value is a part of a file name.
fn name_columns(face: Face) -> &'static [&'static str] {
    match face {
        Face::Interviewer => &["candidate", "reference"],
        // The candidate must not see the reference.
        Face::Candidate => &["candidate"],
    }
}

/// Returns the first of these columns that has a value, as a part of a file name.
fn find_portable_value(row: &Prefill, columns: &[&str]) -> Option<String> {
    let value = |column: &str| match column {
        "candidate" => row.candidate.as_ref(),
        "interviewer" => row.interviewer.as_ref(),
        "date" => row.date.as_ref(),
        _ => row.reference.as_ref(),
    };
    let portable = |text: &Text| Some(portable_name(&text.value)).filter(|name| !name.is_empty());
    columns.iter().find_map(|column| value(column).and_then(portable))
}

fn unknown_column(name: &str) -> PatternError {
    let columns = COLUMNS.map(|column| format!("{{{column}}}")).join(", ") + ", {face}, {paper}";
    PatternError::UnknownColumn {
        name: name.to_owned(),
        suggestion: did_you_mean(nearest(name, COLUMNS.into_iter().chain(["face", "paper"]))),
        columns,
    }
}

#[cfg(test)]
mod tests {
    use super::FilePattern;

    #[test]
    fn patterns_know_their_columns() {
        let error = |text: &str| FilePattern::parse(text).unwrap_err().to_string();
        assert!(error("{candiate}.pdf").contains("did you mean `candidate`?"));
        assert!(error("{x.pdf").contains("without"));
        assert_eq!(FilePattern::parse("a{n}").unwrap().0.len(), 3);
    }
}
