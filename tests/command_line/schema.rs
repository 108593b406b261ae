//! `schema`: what it prints holds to what the program reads. Its values are judged in `.ci/judges/batch/schemas.py`.

use interview_kit::compose::document_settings::DOCUMENT_SETTINGS;
use serde_json::Value;

use crate::TestDir;
use crate::init::KIT_KEYS;

/// Returns the tables of the schema that have keys: their paths, and their keys.
fn tables(schema: &Value) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = vec![(String::new(), schema)];
    while let Some((path, value)) = rest.pop() {
        if let Some(keys) = value["properties"].as_object().filter(|_| value["type"] == "object") {
            found.push((path.clone(), keys.keys().cloned().collect()));
        }
        match value {
            Value::Object(parts) => {
                rest.extend(parts.iter().map(|(key, part)| (format!("{path}/{key}"), part)));
            }
            Value::Array(parts) => rest.extend(parts.iter().map(|part| (path.clone(), part))),
            _ => {}
        }
    }
    found
}

fn schema(words: &str) -> Value {
    let schema: Value = serde_json::from_slice(&TestDir::empty().run(words).exits_with(0).stdout).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    schema
}

/// No key takes a fraction, so each key that the program reads gets a finding.
#[test]
fn every_key_of_the_schema_is_one_the_program_reads() {
    let text = |head: &str, keys: &[String]| {
        keys.iter().fold(format!("schema = 1\n{head}\n"), |text, key| format!("{text}{key} = 0.5\n"))
    };
    let manifest = schema("schema manifest");
    let bank = schema("schema bank");
    let of = |schema: &Value, path: &str| {
        let found = tables(schema).into_iter().find(|(known, _)| known == path);
        found.unwrap_or_else(|| panic!("{path} in {:?}", tables(schema))).1
    };
    let kit = of(&manifest, "/properties/kit/items");
    let defaults = of(&manifest, "/properties/defaults");
    let keys = KIT_KEYS + DOCUMENT_SETTINGS.len();
    assert_eq!((kit.len(), defaults.len()), (keys, keys));
    let question = of(&bank, "/properties/question/items");
    for (words, head, keys) in [
        ("batch f.toml --dry-run", "[[kit]]", &kit),
        ("batch f.toml --dry-run", "[defaults]", &defaults),
        ("list --bank f.toml", "[[question]]", &question),
        ("list --bank f.toml", "[[role]]", &of(&bank, "/properties/role/items")),
        ("list --bank f.toml", "[[category]]", &of(&bank, "/properties/category/items")),
        ("list --bank f.toml", "[[competency]]", &of(&bank, "/properties/competency/items")),
        ("list --bank f.toml", "[[scale]]", &of(&bank, "/properties/scale/items")),
        (
            "list --bank f.toml",
            "[[question]]\n[question.code]",
            &of(&bank, "/properties/question/items/properties/code"),
        ),
        (
            "list --bank f.toml",
            "[[question]]\n[question.authored]",
            &of(&bank, "/properties/question/items/properties/authored"),
        ),
        (
            "list --bank f.toml",
            "[[question]]\n[question.reviewed]",
            &of(&bank, "/properties/question/items/properties/reviewed"),
        ),
    ] {
        let dir = TestDir::empty().file("f.toml", text(head, keys));
        let heard = dir.run(&format!("{words} --findings short")).exits_with(1).stderr;
        for key in keys {
            assert!(heard.contains(&format!("`{key}` must be ")), "{head} {key}:\n{heard}");
        }
        assert!(!heard.contains("unknown-key"), "{heard}");
    }
}

#[test]
fn every_key_is_described() {
    for words in ["schema manifest", "schema bank"] {
        let schema = schema(words);
        for (path, keys) in tables(&schema) {
            let table = schema.pointer(&path.replace("/anyOf", "/anyOf/1")).unwrap();
            for key in keys {
                assert!(table["properties"][&key]["description"].is_string(), "{words} {path}/{key}");
            }
        }
    }
}
