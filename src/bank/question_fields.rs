//! The table of question fields: one entry holds everything about a field.
//!
//! The reader, the JSON Schema, the excerpt in a kit, `list --format json`, the content hash, `diff`
//! and the documentation go through this table. To add a field, add it to [`Question`], add an entry
//! here, and set it on the pages in `compose/question.rs`.

use serde_json::{Value, json};

use super::field_value::FieldValue;
use super::limits;
use super::model::{Question, Seniority, Status};
use super::question_values::{self, QuestionReader};
use super::read_anchors;
use super::values;
use crate::input::fields::Item;
use crate::input::json_schema::{self, choice_schema, list_schema};
use crate::input::text_rules;

/// One field of a question.
#[derive(Clone)]
pub struct QuestionField {
    /// The key in the bank.
    pub key: &'static str,
    /// The name in reports of changes.
    pub label: &'static str,
    /// The description in the JSON Schema and the documentation.
    pub about: &'static str,
    /// True if every question needs the field.
    pub is_required: bool,
    /// The part of a question that the field belongs to.
    pub part: QuestionPart,
    /// The effect of a change on scores given before.
    pub effect: ScoreEffect,
    /// True for a field that the format gained later: the content hash leaves it out of questions
    /// without it, so that the locks of such questions stay valid.
    pub is_later_addition: bool,
    /// Returns the JSON Schema of a value.
    pub(super) schema: fn() -> Value,
    /// Reads a value into the question.
    pub(super) read: fn(Item<'_>, &mut QuestionReader<'_>),
    /// Returns the value of a question.
    pub value: fn(&Question) -> FieldValue<'_>,
}

/// The part of a question that a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionPart {
    /// The fields that the candidate hears or sees.
    Asked,
    /// The guidance for the interviewer.
    Rubric,
    /// The sample answer.
    Answer,
    /// The minutes kept for the question.
    Time,
    /// The fields that file the question.
    Filing,
    /// Notes and rules of the bank's authors. No page shows them, so they are in no excerpt and no hash.
    Record,
}

/// The effect that a change of a field has on scores given before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreEffect {
    /// Scores still compare.
    None,
    /// Scores compare with care: the interviewer is guided differently.
    Care,
    /// Scores compare with care; not at all where no levels are described, because signs decide then.
    Signs,
    /// Scores do not compare.
    Breaks,
}

/// The fields of a question, in the order of the documentation.
#[rustfmt::skip]
pub static QUESTION_FIELDS: [QuestionField; 19] = [
    QuestionField {
        key: "id", label: "id", about: "Stays the same for good; unique in all files of the bank.",
        is_required: true, part: QuestionPart::Filing, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: values::id_schema,
        read: |item, reading| reading.id(item),
        value: |question| FieldValue::Word(&question.id),
    },
    QuestionField {
        key: "category", label: "category", about: "Id of its category.",
        is_required: true, part: QuestionPart::Filing, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || json!({ "type": "string" }),
        read: |item, reading| reading.category(item),
        value: |question| FieldValue::Word(&question.category),
    },
    QuestionField {
        key: "competency", label: "competency", about: "Id of the competency it assesses.",
        is_required: false, part: QuestionPart::Filing, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || json!({ "type": "string" }),
        read: |item, reading| reading.competency(item),
        value: |question| FieldValue::optional(question.competency.as_deref(), FieldValue::Word),
    },
    QuestionField {
        key: "seniority", label: "levels", about: "The levels it suits.",
        is_required: true, part: QuestionPart::Filing, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || list_schema(&choice_schema(Seniority::ALL.map(Seniority::key)), 1, limits::LIST_MAX_ENTRIES),
        read: |item, reading| reading.question.seniority = question_values::levels(item, reading.sink),
        value: |question| FieldValue::Levels(&question.seniority),
    },
    QuestionField {
        key: "minutes", label: "minutes", about: "For asking, answering and a probe.",
        is_required: true, part: QuestionPart::Time, effect: ScoreEffect::Care,
        is_later_addition: false,
        schema: || json_schema::integer_schema(&limits::MINUTES_RANGE),
        read: |item, reading| {
            let minutes = item.integer(&limits::MINUTES_RANGE, reading.sink);
            reading.question.minutes = minutes.unwrap_or_default();
        },
        value: |question| FieldValue::Number(question.minutes),
    },
    QuestionField {
        key: "title", label: "title",
        about: "The topic, not the answer; for the interviewer. The first words of the prompt if absent.",
        is_required: false, part: QuestionPart::Filing, effect: ScoreEffect::None,
        is_later_addition: true,
        schema: || json_schema::text_schema(limits::TITLE_RULE),
        read: |item, reading| {
            reading.question.title = text_rules::read_text(item, limits::TITLE_RULE, reading.sink);
        },
        value: |question| FieldValue::optional(question.title.as_ref(), FieldValue::Text),
    },
    QuestionField {
        key: "prompt", label: "what is asked", about: "What is asked; blank lines separate paragraphs.",
        is_required: true, part: QuestionPart::Asked, effect: ScoreEffect::Breaks,
        is_later_addition: false,
        schema: || json_schema::text_schema(limits::PROMPT_RULE),
        read: |item, reading| {
            if let Some(prompt) = text_rules::read_text(item, limits::PROMPT_RULE, reading.sink) {
                reading.question.prompt = prompt;
            }
        },
        value: |question| FieldValue::Text(&question.prompt),
    },
    QuestionField {
        key: "listen_for", label: "what to listen for",
        about: "Signs of a good answer: texts, or { text, from }.",
        is_required: false, part: QuestionPart::Rubric, effect: ScoreEffect::Signs,
        is_later_addition: false,
        schema: question_values::signs_schema,
        read: |item, reading| reading.question.listen_for = question_values::signs(item, reading.sink),
        value: |question| FieldValue::Signs(&question.listen_for),
    },
    QuestionField {
        key: "red_flags", label: "red flags", about: "Signs of a bad answer.",
        is_required: false, part: QuestionPart::Rubric, effect: ScoreEffect::Signs,
        is_later_addition: false,
        schema: question_values::bullets_schema,
        read: |item, reading| reading.question.red_flags = question_values::bullets(item, reading.sink),
        value: |question| FieldValue::Texts(&question.red_flags),
    },
    QuestionField {
        key: "follow_ups", label: "follow-ups", about: "Allowed probes.",
        is_required: false, part: QuestionPart::Rubric, effect: ScoreEffect::Care,
        is_later_addition: false,
        schema: question_values::bullets_schema,
        read: |item, reading| reading.question.follow_ups = question_values::bullets(item, reading.sink),
        value: |question| FieldValue::Texts(&question.follow_ups),
    },
    QuestionField {
        key: "anchors", label: "the described levels", about: "What an answer of a score sounds like; below a level, the texts that differ from it upwards.",
        is_required: false, part: QuestionPart::Rubric, effect: ScoreEffect::Breaks,
        is_later_addition: false,
        schema: read_anchors::anchors_schema,
        read: |item, reading| reading.anchors(item),
        value: |question| FieldValue::Anchors(&question.anchors),
    },
    QuestionField {
        key: "sample_answer", label: "the sample answer", about: "How a strong candidate might answer.",
        is_required: false, part: QuestionPart::Answer, effect: ScoreEffect::Care,
        is_later_addition: false,
        schema: || json_schema::text_schema(limits::PROMPT_RULE),
        read: |item, reading| {
            reading.question.sample_answer = text_rules::read_text(item, limits::PROMPT_RULE, reading.sink);
        },
        value: |question| FieldValue::optional(question.sample_answer.as_ref(), FieldValue::Text),
    },
    QuestionField {
        key: "code", label: "the code", about: "Code to discuss.",
        is_required: false, part: QuestionPart::Asked, effect: ScoreEffect::Breaks,
        is_later_addition: false,
        schema: question_values::code_schema,
        read: |item, reading| reading.question.code = question_values::snippet(item, reading.sink),
        value: |question| FieldValue::optional(question.code.as_ref(), FieldValue::Code),
    },
    QuestionField {
        key: "tags", label: "tags", about: "Words to filter by.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || list_schema(&json_schema::text_schema(limits::NAME_RULE), 0, limits::LIST_MAX_ENTRIES),
        read: |item, reading| reading.question.tags = question_values::tags(item, reading.sink),
        value: |question| FieldValue::Words(&question.tags),
    },
    QuestionField {
        key: "group", label: "group", about: "Names questions about the same thing; a kit asks one of them at most.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: values::id_schema,
        read: |item, reading| reading.group(item),
        value: |question| FieldValue::optional(question.group.as_deref(), FieldValue::Word),
    },
    QuestionField {
        key: "never_with", label: "never with", about: "Ids of questions that no kit holds together with it.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || list_schema(&json!({ "type": "string" }), 0, limits::LIST_MAX_ENTRIES),
        read: |item, reading| reading.never_with(item),
        value: |question| FieldValue::Words(&question.never_with),
    },
    QuestionField {
        key: "status", label: "status", about: "Only active questions are drawn; active if absent.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: || choice_schema(Status::ALL.map(Status::key)),
        read: |item, reading| reading.question.status = question_values::status(item, reading.sink),
        value: |question| FieldValue::Word(question.status.key()),
    },
    QuestionField {
        key: "authored", label: "author", about: "Who wrote it, and when.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: question_values::credit_schema,
        read: |item, reading| reading.question.authored = question_values::credit(item, reading.sink),
        value: |question| FieldValue::optional(question.authored.as_ref(), FieldValue::Credit),
    },
    QuestionField {
        key: "reviewed", label: "reviewer", about: "Who reviewed it, and when.",
        is_required: false, part: QuestionPart::Record, effect: ScoreEffect::None,
        is_later_addition: false,
        schema: question_values::credit_schema,
        read: |item, reading| reading.question.reviewed = question_values::credit(item, reading.sink),
        value: |question| FieldValue::optional(question.reviewed.as_ref(), FieldValue::Credit),
    },
];

/// Returns the keys of a question.
#[must_use]
pub(super) fn question_keys() -> [&'static str; QUESTION_FIELDS.len()] {
    QUESTION_FIELDS.each_ref().map(|field| field.key)
}
