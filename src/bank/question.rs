//! Reading one question, field by field.

use super::draft::DraftEntry;
use super::model::Question;
use super::question_fields::{QUESTION_FIELDS, question_keys};
use super::question_values::QuestionReader;
use crate::input::fields::Item;
use crate::input::sink::Sink;

/// The help for a question with a title and no prompt.
const TITLED_HELP: &str = "write what is asked as `prompt`; `title` is a label for the interviewer";

/// Reads a question. Its type is that of its category, which is known once every file is read.
pub(super) fn read_question(item: Item<'_>, sink: &mut Sink) -> Option<DraftEntry<Question>> {
    let before = sink.error_count();
    let fields = item.fields("a question", &question_keys(), sink)?;
    let mut reading =
        QuestionReader { question: Question::empty(fields.origin), id: None, links: Vec::new(), sink };
    for field in &QUESTION_FIELDS {
        let item = if field.is_required {
            let is_titled = field.key == "prompt" && fields.get("title", reading.sink).is_some();
            fields.require_with_help(field.key, is_titled.then_some(TITLED_HELP), reading.sink)
        } else {
            fields.get(field.key, reading.sink)
        };
        if let Some(item) = item {
            (field.read)(item, &mut reading);
        }
    }
    let QuestionReader { question, id, links, sink } = reading;
    let value = (sink.error_count() == before).then_some(question);
    Some(DraftEntry::new(id, links, value))
}
