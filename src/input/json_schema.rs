//! The rules of single values as JSON Schema, draft 7: what editors of TOML files read.

use serde_json::{Map, Value, json};

use super::limits;
use super::text_rules::Rule;

/// The draft that editors know.
pub(crate) const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// A text by its rule.
pub(crate) fn text(rule: Rule) -> Value {
    let pattern = if rule.lines {
        // A line break of Windows has two characters.
        r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$"
    } else {
        r"^[^\u0000-\u001F\u007F-\u009F]*$"
    };
    json!({
        "type": "string",
        "maxLength": rule.most,
        "allOf": [{ "pattern": r"\S" }, { "pattern": pattern }],
    })
}

/// The id of an entry.
pub(crate) fn id() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": limits::ID })
}

/// A whole number.
pub(crate) fn range(range: &std::ops::RangeInclusive<u32>) -> Value {
    json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
}

/// One of some words.
pub(crate) fn choice<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() })
}

/// A list of so many entries.
pub(crate) fn list(entry: &Value, least: usize, most: usize) -> Value {
    json!({ "type": "array", "items": entry, "minItems": least, "maxItems": most })
}

/// A table of these keys: each with what it holds and what is said of it.
pub(crate) fn table(keys: Vec<(&'static str, Value, &str)>, needed: &[&str]) -> Value {
    let described = |(key, mut value, about): (&str, Value, &str)| {
        if let (Some(value), false) = (value.as_object_mut(), about.is_empty()) {
            value.insert("description".to_owned(), about.into());
        }
        (key.to_owned(), value)
    };
    let properties: Map<String, Value> = keys.into_iter().map(described).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    })
}

/// A whole file.
pub(crate) fn file(title: &str, about: &str, mut table: Value) -> Value {
    if let Some(table) = table.as_object_mut() {
        table.insert("$schema".to_owned(), DRAFT.into());
        table.insert("title".to_owned(), title.into());
        table.insert("description".to_owned(), about.into());
    }
    table
}
