//! The answers and remarks of a file as rows, in the order of its kits and questions.

use std::collections::HashMap;

use crate::pdf::read::{Field, Filled, Kind, Remark, Value, split_question};

/// Other values that a cell lists; it counts the rest.
const MAX_LISTED_VALUES: usize = 5;

/// A field or a remark, and its question; the question is empty for the whole interview.
pub(super) struct AnswerRow<'f> {
    /// The index of the kit in a file of several kits.
    pub(super) kit: usize,
    pub(super) question: &'f str,
    pub(super) entry: Entry<'f>,
}

/// The content of a row.
pub(super) enum Entry<'f> {
    /// A field, and the part of its name after the question.
    Field(&'f Field, &'f str),
    Remark(&'f Remark),
}

/// Returns the fields of the whole interview, then the fields of each question, kit by kit. Remarks follow the fields
/// of their question.
pub(super) fn answer_rows(filled: &Filled) -> Vec<AnswerRow<'_>> {
    let mut rows: Vec<AnswerRow<'_>> = filled.fields.iter().map(field_row).collect();
    rows.extend(filled.remarks.iter().map(|remark| remark_row(remark, filled)));
    let mut places: HashMap<&str, usize> = HashMap::from([("", 0)]);
    for row in &rows {
        let next = places.len();
        places.entry(row.question).or_insert(next);
    }
    rows.sort_by_key(|row| (row.kit, places.get(row.question).copied()));
    rows
}

fn field_row(field: &Field) -> AnswerRow<'_> {
    let (question, part) = split_question(&field.name).unwrap_or(("", &field.name));
    AnswerRow { kit: field.kit, question, entry: Entry::Field(field, part) }
}

fn remark_row<'f>(remark: &'f Remark, filled: &Filled) -> AnswerRow<'f> {
    let question = remark.question.as_deref().unwrap_or_default();
    AnswerRow { kit: remark.kit(&filled.kit_pages), question, entry: Entry::Remark(remark) }
}

impl AnswerRow<'_> {
    /// Returns the name of the field without its question.
    pub(super) fn field(&self) -> &str {
        match self.entry {
            Entry::Field(_, part) => part,
            Entry::Remark(_) => "remark",
        }
    }

    /// Describes the kind of the field or remark.
    pub(super) fn kind(&self) -> String {
        match self.entry {
            Entry::Field(field, _) => match &field.kind {
                Kind::Check => "tick".to_owned(),
                Kind::Choice(states) => states.join(" | "),
                Kind::Text => "text".to_owned(),
                Kind::Signature => "signature".to_owned(),
            },
            Entry::Remark(remark) => describe_remark(&remark.kind).to_owned(),
        }
    }

    /// Returns the value, or the text of the remark.
    pub(super) fn value(&self) -> &str {
        match self.entry {
            Entry::Field(Field { value: Value::Empty, .. }, _) => "",
            Entry::Field(Field { value: Value::Set, .. }, _) => "yes",
            Entry::Field(Field { value: Value::Text(text), .. }, _) => text,
            Entry::Remark(remark) => &remark.text,
        }
    }

    /// Describes the doubt about the value; empty if there is none.
    pub(super) fn doubt(&self) -> String {
        match self.entry {
            Entry::Field(field, _) if !field.other_values.is_empty() => {
                let is_check = field.kind == Kind::Check;
                let shown = field.other_values.iter().take(MAX_LISTED_VALUES);
                let shown: Vec<&str> = shown.map(|value| if is_check { "yes" } else { value }).collect();
                let more = match field.other_values.len().saturating_sub(MAX_LISTED_VALUES) {
                    0 => String::new(),
                    more => format!(" | {more} more"),
                };
                format!("also: {}{more}", shown.join(" | "))
            }
            Entry::Field(field, _) if field.is_in_doubt => "look at the page".to_owned(),
            _ => String::new(),
        }
    }

    /// Returns the number of the page.
    pub(super) fn page(&self) -> String {
        let page = match self.entry {
            Entry::Field(field, _) => field.page,
            Entry::Remark(remark) => remark.page,
        };
        page.map_or_else(String::new, |page| page.to_string())
    }

    /// Returns the author of a remark.
    pub(super) fn author(&self) -> &str {
        match self.entry {
            Entry::Field(..) => "",
            Entry::Remark(remark) => &remark.author,
        }
    }

    /// Returns true for a remark, and for a field in doubt: rows whose page a reader must look at.
    pub(super) fn needs_page(&self) -> bool {
        match self.entry {
            Entry::Field(field, _) => field.is_in_doubt,
            Entry::Remark(_) => true,
        }
    }
}

/// Returns the word for an annotation type.
fn describe_remark(kind: &str) -> &str {
    match kind {
        "Text" => "note",
        "FreeText" => "typed text",
        "Highlight" => "highlight",
        "Underline" | "Squiggly" => "underline",
        "StrikeOut" => "strike-out",
        "Caret" => "insertion",
        "Stamp" => "stamp",
        "Ink" => "drawing",
        "Line" | "Square" | "Circle" | "Polygon" | "PolyLine" => "shape",
        "FileAttachment" => "attached file",
        other => other,
    }
}
