//! The form of a bank as JSON Schema, out of the limits and words it is read by.

use serde_json::{Value, json};

use super::groups;
use super::model::{QuestionType, Seniority, Status};
use crate::input::json_schema::{choice, file, id, list, range, table, text};
use crate::input::limits;
use crate::input::text_rules::Rule;

/// The schema of one file of a bank: what refers to other files, and what is unique in all, it cannot tell.
#[must_use]
pub fn schema() -> Value {
    let about = "Questions for interviews, with what they refer to; one file of a bank of interview-kit.";
    let entries = |entry: &Value, most| list(entry, 0, most);
    let (fewest, most) = (*limits::LEVELS.start(), *limits::LEVELS.end());
    let language = json!({
        "type": "string",
        "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        "maxLength": limits::ID,
    });
    let keys = vec![
        ("schema", json!({ "type": "integer", "const": 1 }), "The number of the format: 1."),
        ("language", language, "Language of the texts, as `en` or `pt-BR`; `en` if absent."),
        (
            "scale",
            list(&level(), fewest, most),
            "The levels marks are given by, rising; in one file of the bank.",
        ),
        ("role", entries(&role(), limits::GROUPS), "The jobs that kits are made for."),
        ("category", entries(&category(), limits::GROUPS), "Named groups of questions."),
        ("competency", entries(&competency(), limits::GROUPS), "What questions find out about."),
        ("question", entries(&question(), limits::QUESTIONS), "The questions."),
    ];
    file("Bank of interview questions", about, table(keys, &["schema"]))
}

fn name() -> (&'static str, Value, &'static str) {
    ("name", text(Rule::NAME), "Its name on the page.")
}

fn level() -> Value {
    let keys = vec![
        (
            "score",
            range(&limits::SCORES),
            "The number the interviewer marks; higher than that of the level before.",
        ),
        ("label", text(Rule::NAME), "A word or two."),
        ("description", text(Rule::BULLET), "What it means, in a sentence."),
    ];
    table(keys, &groups::LEVEL_KEYS)
}

fn role() -> Value {
    let ids = list(&json!({ "type": "string" }), 1, limits::LIST);
    let about = "Ids of the categories its questions come from, in the order of the kit.";
    table(
        vec![("id", id(), "Stays the same for good."), name(), ("categories", ids, about)],
        &groups::ROLE_KEYS,
    )
}

fn category() -> Value {
    let kinds = choice(QuestionType::ALL.map(QuestionType::key));
    let keys = vec![
        ("id", id(), "Stays the same for good."),
        name(),
        ("type", kinds, "What kind of evidence its questions ask for."),
    ];
    table(keys, &groups::CATEGORY_KEYS)
}

fn competency() -> Value {
    table(vec![("id", id(), "Stays the same for good."), name()], &groups::COMPETENCY_KEYS)
}

fn question() -> Value {
    let levels = || choice(Seniority::ALL.map(Seniority::key));
    let bullets = || list(&text(Rule::BULLET), 0, limits::LIST);
    let with_level = vec![
        ("text", text(Rule::BULLET), "What to hear."),
        ("from", levels(), "Shown in kits for this level and above."),
    ];
    let sign = json!({ "anyOf": [text(Rule::BULLET), table(with_level, &["text"])] });
    let (low, high) = (limits::SCORES.start(), limits::SCORES.end());
    let anchors = json!({
        "type": "object",
        "patternProperties": { (format!("^[{low}-{high}]$")): text(Rule::BULLET) },
        "additionalProperties": false,
    });
    let code = vec![
        ("language", text(Rule::NAME), "`python`, `rust`, `sql` …"),
        ("source", text(Rule::SOURCE), "The code."),
        ("output", text(Rule::OUTPUT), "What running it prints; shown to the interviewer only."),
    ];
    let credit = || {
        let date = json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
        let keys =
            vec![("by", text(Rule::NAME), "A name or a team."), ("on", date, "A date, as 2026-11-22.")];
        table(keys, &["by"])
    };
    let status = choice([Status::Active, Status::Draft, Status::Retired].map(Status::key));
    let keys = vec![
        ("id", id(), "Stays the same for good; unique in all files of the bank."),
        ("category", json!({ "type": "string" }), "Id of its category."),
        ("competency", json!({ "type": "string" }), "Id of what it shows, beside its category."),
        ("seniority", list(&levels(), 1, limits::LIST), "The levels it suits."),
        ("minutes", range(&limits::MINUTES), "For asking, answering and a probe."),
        ("prompt", text(Rule::PROMPT), "What is asked; blank lines part paragraphs."),
        ("listen_for", list(&sign, 0, limits::LIST), "Signs of a good answer: texts, or { text, from }."),
        ("red_flags", bullets(), "Signs of a bad answer."),
        ("follow_ups", bullets(), "Allowed probes."),
        ("anchors", anchors, "What an answer of a score looks like."),
        ("sample_answer", text(Rule::PROMPT), "How a strong candidate might answer."),
        ("code", table(code, &["language", "source"]), "Code to discuss."),
        ("tags", list(&text(Rule::NAME), 0, limits::LIST), "Words to filter by."),
        ("status", status, "Only active questions are drawn; active if absent."),
        ("authored", credit(), "Who wrote it, and when."),
        ("reviewed", credit(), "Who reviewed it, and when."),
    ];
    let mut question = table(keys, &["id", "category", "seniority", "minutes", "prompt"]);
    // A question that may be asked needs a sign to listen for.
    question["if"] = json!({
        "properties": { "status": { "enum": [Status::Draft.key(), Status::Retired.key()] } },
        "required": ["status"],
    });
    question["else"] =
        json!({ "required": ["listen_for"], "properties": { "listen_for": { "minItems": 1 } } });
    question
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{file, question};

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
        assert_eq!(of("category"), sorted(&groups::CATEGORY_KEYS));
        assert_eq!(of("competency"), sorted(&groups::COMPETENCY_KEYS));
        assert_eq!(of("question"), sorted(&question::KEYS));
        let question = &bank["properties"]["question"]["items"]["properties"];
        assert_eq!(keys(&question["listen_for"]["items"]["anyOf"][1]), sorted(&question::SIGN_KEYS));
        assert_eq!(keys(&question["code"]), sorted(&question::CODE_KEYS));
        assert_eq!(keys(&question["authored"]), sorted(&question::CREDIT_KEYS));
        assert_eq!(keys(&question["reviewed"]), sorted(&question::CREDIT_KEYS));
    }
}
