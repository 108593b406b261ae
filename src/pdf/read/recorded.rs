//! The answers that a record carries as an attachment, and the mark of the kit that it was made of.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::limits;
use super::origin::{Attached, State};
use super::remarks::Remark;

/// The name of the attachment with the answers of a record.
pub(crate) const RECORDED_ANSWERS: &str = "interview-kit.answers.json";
/// The metadata key of the state of the kit that a record was made of.
pub(crate) const RECORD_OF: &str = "InterviewKitRecordOf";
/// The version of the attachment.
const SCHEMA: u32 = 1;

/// The answers of a record.
#[derive(Debug, Serialize, Deserialize)]
struct RecordedAnswers {
    schema: u32,
    /// The state of the kit, as [`write_state`] writes it.
    state: String,
    fields: Vec<Field>,
    remarks: Vec<Remark>,
}

/// Returns the attachment with the answers of a kit.
pub(crate) fn write_answers(
    state: State,
    fields: &[Field],
    remarks: &[Remark],
) -> Result<Vec<u8>, serde_json::Error> {
    let answers = RecordedAnswers {
        schema: SCHEMA,
        state: write_state(state).to_owned(),
        fields: fields.to_vec(),
        remarks: remarks.to_vec(),
    };
    let mut json = serde_json::to_vec_pretty(&answers)?;
    json.push(b'\n');
    Ok(json)
}

/// Returns the fields that an attachment of a record holds; none if it cannot be read.
pub(super) fn read_answers(attached: &[Attached]) -> Option<Vec<Field>> {
    let file = attached.iter().find(|file| file.name == RECORDED_ANSWERS)?;
    let answers: RecordedAnswers = serde_json::from_slice(&file.bytes).ok()?;
    let is_known = answers.schema == SCHEMA && answers.fields.len() <= limits::MAX_FIELDS;
    is_known.then_some(answers.fields)
}

/// Returns the state of a kit in words, for the metadata of its record.
pub(crate) fn write_state(state: State) -> &'static str {
    match state {
        State::AsBuilt | State::SavedAnew => "unchanged",
        State::Altered { pages: true, fields: false } => "altered pages",
        State::Altered { pages: false, .. } => "altered fields",
        State::Altered { .. } => "altered pages and fields",
        State::Record | State::Unknown => "unknown",
    }
}

/// Returns the state that the metadata of a record name.
pub(super) fn read_state(text: &str) -> Option<State> {
    Some(match text {
        "unchanged" => State::SavedAnew,
        "altered pages" => State::Altered { pages: true, fields: false },
        "altered fields" => State::Altered { pages: false, fields: true },
        "altered pages and fields" => State::Altered { pages: true, fields: true },
        "unknown" => State::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_a_kit_is_read_as_it_was_written() {
        for (pages, fields) in [(true, false), (false, true), (true, true)] {
            let state = State::Altered { pages, fields };
            assert_eq!(read_state(write_state(state)), Some(state));
        }
        assert_eq!(read_state("x"), None);
    }
}
