//! The keys of the JSON forms are those that the reference names.

use serde_json::Value;

use super::page::Page;
use crate::Desk;

/// Keys whose value is a table with keys of the user's.
const FREE: [&str; 7] =
    ["by_level", "minutes_by_level", "counts", "asked", "document", "blueprint", "anchors"];

/// Holds every key of a value to be named in a section of the page, or of what else is given.
fn holds(section: &str, value: &Value, also: &str) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| holds(section, value, also)),
        Value::Object(table) => {
            for (key, value) in table {
                let named = format!("`{key}`");
                assert!(section.contains(&named) || also.contains(&named), "{named} is not in\n{section}");
                if !FREE.contains(&key.as_str()) {
                    holds(section, value, also);
                }
            }
        }
        _ => {}
    }
}

fn printed(desk: &Desk, words: &str, status: i32) -> Value {
    serde_json::from_slice(&desk.run(words).ends_with(status).printed).unwrap()
}

#[test]
fn every_key_of_a_form_is_in_the_reference() {
    let page = Page::read("docs/reference/json.md");
    let bank = Page::read("docs/your-own-bank.md");
    let keys = bank.section("## Every key");
    let desk = Desk::with_manifest();
    for subject in ["roles", "categories", "questions", "coverage"] {
        let list = printed(&desk, &format!("list {subject} --format json"), 0);
        assert!(!list.as_array().unwrap().is_empty());
        holds(page.section("## A bank"), &list, if subject == "questions" { keys } else { "" });
    }
    let plan = printed(&desk, "build --bank bank.toml --role analyst --dry-run --format json", 0);
    holds(page.section("## A plan"), &plan, "");

    let wrong = desk.run("list --bank bank.toml --role nobody --findings json").ends_with(1).heard;
    let findings: Value = serde_json::from_str(&wrong).unwrap();
    assert!(!findings.as_array().unwrap().is_empty());
    holds(page.section("## Findings"), &findings, "");

    desk.run("build --bank bank.toml --role analyst --out old.pdf").ends_with(0);
    let kit = printed(&desk, "inspect old.pdf --format json", 0);
    assert!(kit["lock"].is_object() && !kit["fields"].as_array().unwrap().is_empty());
    holds(page.section("## A kit"), &kit["lock"], "");
    holds(page.section("## What is filled in"), &kit, page.section("## A kit"));

    let batch = printed(&desk, "batch --report json", 0);
    assert!(batch["documents"].as_array().unwrap().len() > 1);
    holds(page.section("## A batch"), &batch, page.section("## Findings"));

    desk.run("build --bank bank.toml --role analyst --seed 2 --count 3 --out new.pdf").ends_with(0);
    let difference = printed(&desk, "diff old.pdf new.pdf --format json", 0);
    holds(page.section("## A comparison"), &difference, "");
    let desk = desk
        .file("old.lock", include_str!("../../cli/locks/old.lock"))
        .file("new.lock", include_str!("../../cli/locks/new.lock"))
        .file("new.toml", include_str!("../../cli/locks/new.toml"));
    let words = "diff old.lock new.lock --bank bank.toml --new-bank new.toml --format json";
    holds(page.section("## A comparison"), &printed(&desk, words, 0), "");
}

#[test]
#[should_panic(expected = "`absent` is not in")]
fn a_key_that_is_not_named_is_noticed() {
    holds("`list` and `here`", &serde_json::json!({ "list": [{ "here": 1 }, { "absent": 2 }] }), "");
}
