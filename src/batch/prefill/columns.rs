//! The columns of a table of interviews, by the names that people give them.

use super::records::CsvValue;
use super::value::COLUMNS;
use crate::diag::codes;
use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, FileId, Origin};
use crate::wording::fold::letters_and_digits;

/// Other names of the columns, without blanks and in lower case.
const OTHER_NAMES: [(&str, &[&str]); 5] = [
    (
        "candidate",
        &[
            "name",
            "fullname",
            "candidatename",
            "nameofcandidate",
            "applicant",
            "applicantname",
            "interviewee",
        ],
    ),
    ("interviewer", &["interviewers", "interviewername", "nameofinterviewer", "interviewedby"]),
    ("date", &["interviewdate", "dateofinterview", "dateofinterviews", "interviewday", "day", "when"]),
    (
        "reference",
        &[
            "ref",
            "referencenumber",
            "application",
            "applicationnumber",
            "applicationno",
            "applicationid",
            "applicationref",
        ],
    ),
    ("kit", &["kitname"]),
];
/// The longest part of a column name in a message.
const SHOWN_NAME_CHARS: usize = 40;
/// The ignored columns that a note lists; the others are counted.
const MAX_LISTED_COLUMNS: usize = 8;

/// Returns the position in [`COLUMNS`] of the column that a name stands for, in any case.
pub(super) fn column_index(name: &str) -> Option<usize> {
    let folded = letters_and_digits(name);
    let column = COLUMNS.into_iter().find(|column| *column == folded).or_else(|| {
        OTHER_NAMES.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
    })?;
    COLUMNS.into_iter().position(|known| known == column)
}

/// Returns the position of each column in [`COLUMNS`], or `None` for a column to ignore.
pub(super) fn read_columns(
    head: &[CsvValue],
    file: FileId,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let columns: Vec<Option<usize>> = head.iter().map(|value| column_index(&value.text)).collect();
    report_duplicates(head, &columns, file, findings);
    report_unknown(head, &columns, file, findings);
    columns
}

/// Reports columns that mean the same.
fn report_duplicates(
    head: &[CsvValue],
    columns: &[Option<usize>],
    file: FileId,
    findings: &mut Vec<Diagnostic>,
) {
    for (at, (value, column)) in head.iter().zip(columns).enumerate() {
        let Some(index) = *column else { continue };
        let Some(first) = columns.iter().take(at).position(|other| other == column) else { continue };
        let (first, second) = (shown(&head[first]), shown(value));
        let message = if first.eq_ignore_ascii_case(&second) {
            format!("there are two columns `{second}`")
        } else {
            format!("the columns `{first}` and `{second}` both mean the {}", COLUMNS[index])
        };
        findings.push(
            Diagnostic::error(&codes::prefill::DUPLICATE_COLUMN, message)
                .at(Origin::new(file, &value.range), "")
                .help("remove or rename one of them"),
        );
    }
}

/// Reports columns that are not known: a note, or errors if the table lacks a column that one of them may be.
fn report_unknown(
    head: &[CsvValue],
    columns: &[Option<usize>],
    file: FileId,
    findings: &mut Vec<Diagnostic>,
) {
    let has = |column: &str| columns.iter().flatten().any(|index| COLUMNS[*index] == column);
    let list = COLUMNS.map(|column| format!("`{column}`")).join(", ");
    let unknown =
        head.iter().zip(columns).filter(|(value, column)| column.is_none() && !value.text.is_empty());
    let error = |value: &CsvValue, help: String| {
        let message = format!("the column `{}` is not known", shown(value));
        Diagnostic::error(&codes::prefill::UNKNOWN_COLUMN, message)
            .at(Origin::new(file, &value.range), "")
            .help(help)
    };
    let mut ignored: Vec<&CsvValue> = Vec::new();
    for (value, _) in unknown {
        match nearest(&value.text, COLUMNS).filter(|meant| !has(meant)) {
            Some(meant) => {
                let help = format!("did you mean `{meant}`? If not, rename or remove the column");
                findings.push(error(value, help));
            }
            None => ignored.push(value),
        }
    }
    let Some(first) = ignored.first() else { return };
    if columns.iter().all(Option::is_none) {
        findings.push(error(first, format!("no column of the table is known; the columns are {list}")));
        return;
    }
    let mut names: Vec<String> =
        ignored.iter().take(MAX_LISTED_COLUMNS).map(|value| format!("`{}`", shown(value))).collect();
    if ignored.len() > MAX_LISTED_COLUMNS {
        names.push(format!("{} more", ignored.len() - MAX_LISTED_COLUMNS));
    }
    let noun = if ignored.len() == 1 { "column" } else { "columns" };
    let note =
        Diagnostic::note(&codes::prefill::IGNORED_COLUMN, format!("ignored the {noun} {}", names.join(", ")))
            .at(Origin::new(file, &first.range), "");
    findings.push(if has("candidate") {
        note
    } else {
        note.help("no column names the candidates: call it `candidate` or `name`")
    });
}

/// Returns the name of a column for a message.
fn shown(value: &CsvValue) -> String {
    value.text.chars().filter(|c| !c.is_control()).take(SHOWN_NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, OTHER_NAMES, column_index};

    #[test]
    fn columns_are_found_by_the_names_that_people_give_them() {
        for (name, column) in [
            ("Candidate", "candidate"),
            ("Full name", "candidate"),
            ("candidate_name", "candidate"),
            ("Interview date", "date"),
            ("REF", "reference"),
            ("Interviewed by", "interviewer"),
            ("Kit name", "kit"),
        ] {
            assert_eq!(column_index(name).map(|index| COLUMNS[index]), Some(column), "{name}");
        }
        for name in ["", "First name", "phone", "Stage"] {
            assert_eq!(column_index(name), None, "{name}");
        }
    }

    #[test]
    fn every_column_has_other_names_that_no_other_column_has() {
        assert_eq!(OTHER_NAMES.map(|(column, _)| column), COLUMNS);
        let mut names: Vec<&str> =
            OTHER_NAMES.iter().flat_map(|(_, names)| *names).copied().chain(COLUMNS).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
