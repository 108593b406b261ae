//! The format of a bank as JSON Schema, derived from the limits and words of its reader.

use serde_json::{Value, json};

use super::groups;
use super::limits;
use super::model::QuestionType;
use super::question_fields::QUESTION_FIELDS;
use super::values::id_schema;
use crate::input::json_schema::{
    choice_schema, file_schema, integer_schema, list_schema, table_schema, text_schema,
};

/// Returns the JSON Schema of one file of a bank. References to other files and unique ids are beyond it.
#[must_use]
pub fn schema() -> Value {
    let about = "Questions for interviews, with what they refer to; one file of a bank of interview-kit.";
    let entries = |entry: &Value, most| list_schema(entry, 0, most);
    let (fewest, most) = (*limits::SCALE_SIZE_RANGE.start(), *limits::SCALE_SIZE_RANGE.end());
    let language = json!({
        "type": "string",
        "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        "maxLength": limits::ID_MAX_CHARS,
    });
    let keys = vec![
        ("schema", json!({ "type": "integer", "const": 1 }), "The number of the format: 1."),
        ("language", language, "Language of the texts, such as `en` or `pt-BR`; `en` if absent."),
        (
            "scale",
            list_schema(&level(), fewest, most),
            "The levels marks are given by, rising; in one file of the bank.",
        ),
        ("role", entries(&role(), limits::MAX_GROUPS), "The jobs that kits are made for."),
        ("category", entries(&category(), limits::MAX_GROUPS), "Named groups of questions."),
        ("competency", entries(&competency(), limits::MAX_GROUPS), "What questions find out about."),
        ("question", entries(&question(), limits::MAX_QUESTIONS), "The questions."),
    ];
    file_schema("Bank of interview questions", about, table_schema(keys, &["schema"]))
}

fn name() -> (&'static str, Value, &'static str) {
    ("name", text_schema(limits::NAME_RULE), "Its name on the page.")
}

fn level() -> Value {
    let keys = vec![
        (
            "score",
            integer_schema(&limits::SCORE_RANGE),
            "The number the interviewer marks; higher than that of the level before.",
        ),
        ("label", text_schema(limits::NAME_RULE), "A word or two."),
        ("description", text_schema(limits::BULLET_RULE), "What it means, in a sentence."),
    ];
    table_schema(keys, &groups::LEVEL_KEYS)
}

fn role() -> Value {
    let id = json!({ "type": "string" });
    let weighted = table_schema(
        vec![
            ("id", id.clone(), "Id of the category."),
            ("weight", integer_schema(&limits::WEIGHT_RANGE), "How much it counts; 4 if absent."),
        ],
        &["id"],
    );
    let categories = list_schema(&json!({ "anyOf": [id, weighted] }), 1, limits::LIST_MAX_ENTRIES);
    let core = list_schema(&id, 0, limits::LIST_MAX_ENTRIES);
    let soft_share = integer_schema(&limits::SOFT_SHARE_RANGE);
    let keys = vec![
        ("id", id_schema(), "Stays the same for good."),
        name(),
        (
            "categories",
            categories,
            "The categories its questions come from, in the order of the kit: ids, or { id, weight }.",
        ),
        ("core", core, "Ids of the technical categories that matter most. Short interviews take them first."),
        (
            "soft_share",
            soft_share,
            "The greatest percentage of the question minutes for behavioural, situational and ethics questions; a third if absent.",
        ),
    ];
    table_schema(keys, &groups::ROLE_REQUIRED_KEYS)
}

fn category() -> Value {
    let kinds = choice_schema(QuestionType::ALL.map(QuestionType::key));
    let keys = vec![
        ("id", id_schema(), "Stays the same for good."),
        name(),
        ("type", kinds, "What kind of evidence its questions ask for."),
        ("competency", json!({ "type": "string" }), "Id of the competency of its questions that name none."),
    ];
    table_schema(keys, &groups::CATEGORY_REQUIRED_KEYS)
}

fn competency() -> Value {
    table_schema(vec![("id", id_schema(), "Stays the same for good."), name()], &groups::COMPETENCY_KEYS)
}

fn question() -> Value {
    let keys = QUESTION_FIELDS.iter().map(|field| (field.key, (field.schema)(), field.about));
    let required = QUESTION_FIELDS.iter().filter(|field| field.is_required).map(|field| field.key);
    table_schema(keys.collect(), &required.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::file;

    fn keys(table: &Value) -> Vec<&str> {
        table["properties"].as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn the_schema_knows_the_keys_that_are_read_and_no_others() {
        let bank = schema();
        let sorted = |keys: &[&'static str]| {
            let mut keys = keys.to_vec();
            keys.sort_unstable();
            keys
        };
        let of = |key: &str| keys(&bank["properties"][key]["items"]);
        assert_eq!(keys(&bank), sorted(&file::KEYS));
        assert_eq!(of("scale"), sorted(&groups::LEVEL_KEYS));
        assert_eq!(of("role"), sorted(&groups::ROLE_KEYS));
        let weighted = &bank["properties"]["role"]["items"]["properties"]["categories"]["items"]["anyOf"][1];
        assert_eq!(keys(weighted), sorted(&groups::ROLE_CATEGORY_KEYS));
        assert_eq!(of("category"), sorted(&groups::CATEGORY_KEYS));
        assert_eq!(of("competency"), sorted(&groups::COMPETENCY_KEYS));
    }
}
