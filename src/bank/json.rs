//! A question as JSON, for other programs.

use serde_json::{Map, Value, json};

use super::field_value::FieldValue;
use super::model::{Bank, Question, Seniority};
use super::question_fields::QUESTION_FIELDS;

/// Returns a question as a JSON object: every field, its type, and the roles that can draw it. Title and competency are
/// those that kits show.
#[must_use]
pub fn question_json(bank: &Bank, question: &Question) -> Value {
    let roles = bank.roles.iter().filter(|role| role.categories.contains(&question.category));
    let roles: Vec<&str> = roles.map(|role| role.id.as_str()).collect();
    let fields = QUESTION_FIELDS.iter().map(|field| {
        let value = (field.value)(question);
        (field.key.to_owned(), field_json(value))
    });
    let mut object: Map<String, Value> = fields.collect();
    let competency = bank.competency_of(question).map(|competency| competency.id.as_str());
    object.insert("competency".to_owned(), competency.into());
    object.insert("title".to_owned(), question.title_text().into());
    object.insert("type".to_owned(), question.kind.key().into());
    object.insert("roles".to_owned(), roles.into());
    Value::Object(object)
}

/// Returns a field as JSON; absent fields are null, so that every question has the same keys.
fn field_json(value: FieldValue<'_>) -> Value {
    match value {
        FieldValue::Absent => Value::Null,
        FieldValue::Word(word) => word.into(),
        FieldValue::Words(words) => words.into(),
        FieldValue::Levels(levels) => levels.iter().map(|level| level.key()).collect(),
        FieldValue::Number(number) => number.into(),
        FieldValue::Text(text) => text.value.as_str().into(),
        FieldValue::Texts(texts) => texts.iter().map(|text| text.value.as_str()).collect(),
        FieldValue::Signs(signs) => signs
            .iter()
            .map(|sign| json!({ "text": sign.text.value, "from": sign.from.map(Seniority::key) }))
            .collect(),
        FieldValue::Anchors(anchors) => {
            json!(anchors.by_key(|text| text.value.as_str().into(), |texts| json!(texts)))
        }
        FieldValue::Code(code) => json!({
            "language": code.language,
            "source": code.source.value,
            "output": code.output.as_ref().map(|output| &output.value),
        }),
        FieldValue::Credit(credit) => json!({ "by": credit.by, "on": credit.on }),
    }
}
