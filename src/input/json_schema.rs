//! The rules of values as JSON Schema, draft 7, for the editors of TOML files.

use serde_json::{Map, Value, json};

use super::text_rules::TextRule;

/// The draft that editors support.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the schema of a text.
pub(crate) fn text_schema(rule: TextRule) -> Value {
    let pattern = if rule.allows_lines {
        // A Windows line break has two characters.
        r"^[^\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]*$"
    } else {
        r"^[^\u0000-\u001F\u007F-\u009F]*$"
    };
    json!({
        "type": "string",
        "maxLength": rule.max_chars,
        "allOf": [{ "pattern": r"\S" }, { "pattern": pattern }],
    })
}

/// Returns the schema of a whole number.
pub(crate) fn integer_schema(range: &std::ops::RangeInclusive<u32>) -> Value {
    json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
}

/// Returns the schema of one of several words.
pub(crate) fn choice_schema<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() })
}

/// Returns the schema of a list.
pub(crate) fn list_schema(entry: &Value, min_entries: usize, max_entries: usize) -> Value {
    json!({ "type": "array", "items": entry, "minItems": min_entries, "maxItems": max_entries })
}

/// Returns the schema of a table. Each key has a schema and a description.
pub(crate) fn table_schema(keys: Vec<(&'static str, Value, &str)>, required: &[&str]) -> Value {
    let described = |(key, mut value, about): (&str, Value, &str)| {
        if !about.is_empty()
            && let Some(value) = value.as_object_mut()
        {
            value.insert("description".to_owned(), about.into());
        }
        (key.to_owned(), value)
    };
    let properties: Map<String, Value> = keys.into_iter().map(described).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Returns the schema of a whole file.
pub(crate) fn file_schema(title: &str, about: &str, mut table: Value) -> Value {
    if let Some(table) = table.as_object_mut() {
        table.insert("$schema".to_owned(), DRAFT.into());
        table.insert("title".to_owned(), title.into());
        table.insert("description".to_owned(), about.into());
    }
    table
}
