//! The JSON Schema of a manifest, derived from the limits and words of its reader.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::max_exposure::MaxExposure;
use super::name_pattern::{FILE_PLACEHOLDERS, KIT_PLACEHOLDERS};
use super::settings::{
    COUNT, MAX_PATHS, MINUTES, OPENING_MINUTES, REQUEST_KEYS, SEED_BY_NAME, is_multiplied,
};
use super::{MAX_KIT_ENTRIES, SCHEMA};
use crate::bank::limits;
use crate::bank::{QuestionType, Seniority};
use crate::compose::document_settings::{DOCUMENT_SETTINGS, DocumentSetting, SettingShape};
use crate::input::json_schema::{
    choice_schema, file_schema, integer_schema, list_schema, table_schema, text_schema,
};
use crate::kit::{BRITISH_BEHAVIORAL, MAX_CHANGES};

/// Returns the schema. It cannot check what a bank has or which names are taken.
#[must_use]
pub fn schema() -> Value {
    let about = "Which kits `interview-kit batch` makes.";
    let path = text_schema(limits::PROMPT_RULE);
    let keys = vec![
        ("schema", json!({ "type": "integer", "const": SCHEMA }), "The number of the format: 1."),
        (
            "manifests",
            one_or_list("manifests", &path, MAX_PATHS),
            "Other manifests whose kits belong to this batch, from the folder of this file. Their [defaults] go \
             before those of this one.",
        ),
        (
            "max-exposure",
            MaxExposure::schema(),
            "The greatest number of kits that a question may stand in, or their share: \"20%\".",
        ),
        ("defaults", settings(), "For every kit that does not say otherwise."),
        (
            "kit",
            list_schema(&settings(), 0, MAX_KIT_ENTRIES),
            "A kit; lists of roles and levels make one for each of their entries.",
        ),
    ];
    file_schema("Manifest of interview kits", about, table_schema(keys, &["schema"]))
}

/// Returns the schema of the keys of a kit.
fn settings() -> Value {
    let request = REQUEST_KEYS.into_iter().map(|key| (key, value(key), about(key)));
    let document =
        DOCUMENT_SETTINGS.iter().map(|setting| (setting.key, document_value(setting), setting.about));
    table_schema(request.chain(document).collect(), &[])
}

/// Returns the schema of a document setting.
fn document_value(setting: &DocumentSetting) -> Value {
    match setting.shape {
        SettingShape::Choice { choices, .. } => one_or_list(
            setting.key,
            &word_in_any_case(&choices.iter().map(|choice| choice.key).collect::<Vec<_>>()),
            limits::LIST_MAX_ENTRIES,
        ),
        SettingShape::Flag => json!({ "type": "boolean" }),
        SettingShape::Text { .. } => text_schema(limits::NAME_RULE),
    }
}

/// Returns the JSON Schema of a key.
fn value(key: &str) -> Value {
    let word = || text_schema(limits::NAME_RULE);
    let several = |entry: Value, most| one_or_list(key, &entry, most);
    match key {
        "name" => pattern(&KIT_PLACEHOLDERS),
        "output" => pattern(&FILE_PLACEHOLDERS),
        "bank" | "add" | "font" | "not-in" => several(text_schema(limits::PROMPT_RULE), MAX_PATHS),
        "role" | "tag" => several(word(), limits::LIST_MAX_ENTRIES),
        "category" | "with" => {
            let id = r"^[^=]*[^=\s][^=]*(=\s*\+?0*[1-9][0-9]*\s*)?$";
            several(with(text_schema(limits::BULLET_RULE), id), limits::MAX_GROUPS)
        }
        "type" => {
            let keys = QuestionType::ALL.map(QuestionType::key);
            several(words(&keys, &[BRITISH_BEHAVIORAL], ""), limits::LIST_MAX_ENTRIES)
        }
        "seniority" => {
            several(words(&Seniority::ALL.map(Seniority::key), &[], r"\.\.=?"), limits::LIST_MAX_ENTRIES)
        }
        "exclude" | "only" | "include" => several(word(), limits::MAX_QUESTIONS),
        "minutes" => length_schema(&MINUTES),
        "opening" | "closing" => length_schema(&OPENING_MINUTES),
        "count" => integer_schema(&COUNT),
        "seed" => json!({ "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": u64::MAX },
            { "type": "string", "const": SEED_BY_NAME },
        ] }),
        "changes" => {
            let question = r"[^\s,=]+";
            let change = format!(r"^\s*(swap\s+{question}|move\s+{question}\s*=\s*\+?0*[1-9][0-9]*)\s*$");
            several(with(text_schema(limits::BULLET_RULE), &change), MAX_CHANGES)
        }
        "no-behavioral" => json!({ "type": "boolean" }),
        "soft-share" => integer_schema(&limits::SOFT_SHARE_RANGE),
        _ => Value::Null,
    }
}

/// Returns the description of a key.
fn about(key: &str) -> &'static str {
    match key {
        "name" => {
            "Its name, which no other kit has; {role}, {seniority}, {minutes} and {seed} stand for their values."
        }
        "output" => "The file of a document; as a name, and {name}, {face} and {paper}. A / makes folders.",
        "bank" => {
            "Files or folders of the bank, from the folder of this file, or builtin. Without: the built-in bank."
        }
        "add" => {
            "Files or folders laid over the bank, each over those before: they add entries, or replace those with the same id."
        }
        "font" => "Font files for characters the bundled fonts lack.",
        "role" => "Id or name of the role; a list makes a kit for each.",
        "tag" => "Tags of which a question must carry one.",
        "category" => "Categories to draw from; with =N exactly N of their questions.",
        "with" => {
            "Categories of which an otherwise normal interview gets more questions, one or N (\"sql=2\")."
        }
        "type" => "Types of questions allowed.",
        "seniority" => {
            "A level (mid), several (\"mid,senior\") or a range (\"junior..senior\", \"mid..\"). A list makes a kit for each \
             of its entries."
        }
        "not-in" => {
            "Kits, locks or folders of kits whose questions are left out, from the folder of this file; \
            kits.lock#NAME is one kit."
        }
        "exclude" => "Ids of questions that must not be in the kit.",
        "only" => "Exactly these questions, in this order.",
        "include" => "Ids of questions that must be in the kit.",
        "minutes" => "Length of the whole interview: minutes (45), or a text with units (\"1h30\").",
        "opening" => "Minutes kept for the opening.",
        "closing" => "Minutes kept for the closing.",
        "count" => "The number of questions.",
        "seed" => {
            "A number: the same number gives the same questions. \"name\" derives it from the name of the kit; without \
             a seed it is derived from role and levels."
        }
        "soft-share" => {
            "The greatest percentage of the question minutes for behavioural, situational and ethics questions."
        }
        "changes" => {
            "Changes to the drawn kit, in this order: \"swap ID\" takes the next question of its category, \"move ID=N\" \
             asks it as number N."
        }
        "no-behavioral" => "Draw no behavioural questions unless their category or type is asked for.",
        _ => "",
    }
}

/// Returns the schema of one value, or a list of values.
fn one_or_list(key: &str, entry: &Value, most: usize) -> Value {
    let least = usize::from(is_multiplied(key));
    let list = list_schema(entry, least, most);
    json!({ "anyOf": [entry, list] })
}

/// Returns the schema of a pattern with these placeholders.
fn pattern(placeholders: &[&str]) -> Value {
    with(text_schema(limits::BULLET_RULE), &format!(r"^([^{{]|\{{({})\}})*$", placeholders.join("|")))
}

/// Returns the schema of a length: a number of minutes, or a text with units.
fn length_schema(range: &RangeInclusive<u32>) -> Value {
    let (hours, minutes) = (
        any_case(&["h", "hr", "hrs", "hour", "hours"]),
        any_case(&["m", "min", "mins", "minute", "minutes"]),
    );
    let text = format!(
        r"^\s*([0-9]+\s*{minutes}?|[0-9]+([.,]([0-9]|[0-9][05]))?\s*{hours}|[0-9]+\s*{hours}\s*0*[0-5]?[0-9]\s*{minutes}?|[0-9]+:[0-5][0-9])\s*$"
    );
    json!({ "anyOf": [integer_schema(range), with(text_schema(limits::BULLET_RULE), &text)] })
}

/// Returns the regular expression of one of these words in any case.
fn any_case(words: &[&str]) -> String {
    let letter = |c: char| format!("[{c}{}]", c.to_ascii_uppercase());
    let word = |word: &&str| word.chars().map(letter).collect::<String>();
    format!("({})", words.iter().map(word).collect::<Vec<_>>().join("|"))
}

/// Returns the schema of one of these words in any case. An editor offers the words themselves.
fn word_in_any_case(words: &[&'static str]) -> Value {
    let pattern = format!("^{}$", any_case(words));
    json!({ "anyOf": [choice_schema(words.iter().copied()), with(text_schema(limits::BULLET_RULE), &pattern)] })
}

/// Returns the schema of comma-separated words in any case, or of ranges of them with `between`. An editor offers
/// the words themselves, without the other `spellings`.
fn words(words: &[&'static str], spellings: &[&str], between: &str) -> Value {
    let word = any_case(&[words, spellings].concat());
    let part = if between.is_empty() { word } else { format!(r"({word}|{word}?\s*{between}\s*{word}?)") };
    let several = format!(r"^\s*{part}\s*(,\s*{part}\s*)*$");
    json!({ "anyOf": [choice_schema(words.iter().copied()), with(text_schema(limits::BULLET_RULE), &several)] })
}

/// Adds a regular expression to the schema of a text.
fn with(mut text: Value, pattern: &str) -> Value {
    text["pattern"] = pattern.into();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::manifest::settings::setting_keys;

    #[test]
    fn the_schema_knows_the_keys_that_are_read_and_no_others() {
        let manifest = schema();
        let keys =
            |table: &Value| table["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let mut read = super::super::KEYS.to_vec();
        read.sort_unstable();
        assert_eq!(keys(&manifest), read);
        let mut read = setting_keys();
        read.sort_unstable();
        for table in [&manifest["properties"]["defaults"], &manifest["properties"]["kit"]["items"]] {
            assert_eq!(keys(table), read);
        }
        for key in REQUEST_KEYS {
            assert!(!value(key).is_null() && !about(key).is_empty(), "nothing is said of {key}");
        }
    }
}
