//! Reading one question, field by field.

use super::draft::DraftEntry;
use super::model::{Question, Status};
use super::question_fields::{QUESTION_FIELDS, question_keys};
use super::question_values::QuestionReader;
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::input::fields::{Fields, Item};
use crate::input::sink::Sink;

/// Reads a question. Its type is that of its category, which is known once every file is read.
pub(super) fn read_question(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Question>> {
    let before = sink.error_count();
    let fields = item.fields("a question", &question_keys(), sink)?;
    let mut reading =
        QuestionReader { question: Question::empty(fields.origin), id: None, links: Vec::new(), sink };
    for field in &QUESTION_FIELDS {
        let item = if field.is_required {
            fields.require(field.key, reading.sink)
        } else {
            fields.get(field.key, reading.sink)
        };
        if let Some(item) = item {
            (field.read)(item, &mut reading);
        }
    }
    require_signs(&fields, &mut reading);
    let QuestionReader { question, id, links, sink } = reading;
    let value = (sink.error_count() == before).then_some(question);
    Some(DraftEntry { id, links, value })
}

/// Reports an active question without a sign to listen for.
fn require_signs(fields: &Fields<'_>, reading: &mut QuestionReader<'_>) {
    let list = fields.get("listen_for", reading.sink);
    let is_empty = list.is_none_or(|list| list.value.as_array().is_some_and(|array| array.is_empty()));
    if !is_empty || reading.question.status != Status::Active {
        return;
    }
    let message = format!("{} has no entry in `listen_for`", fields.describe());
    let at = list.map_or(fields.origin, |list| list.origin);
    let help = "list at least one sign of a good answer, or set `status = \"draft\"`";
    reading
        .sink
        .push_absence(Diagnostic::error(&codes::bank::MISSING_LISTEN_FOR, message).at(at, "").help(help));
}
