//! The keys of the JSON forms are those that the reference names.

use serde_json::Value;

use super::page::Page;
use crate::TestDir;

/// Keys whose value is a table with keys that the user chose.
const FREE: [&str; 8] =
    ["weights", "by_level", "minutes_by_level", "counts", "asked", "document", "blueprint", "anchors"];

/// Asserts that a section of the page, or another one, names every key of a value.
fn assert_documented(section: &str, value: &Value, other_section: &str) {
    match value {
        Value::Array(values) => {
            for value in values {
                assert_documented(section, value, other_section);
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                let named = format!("`{key}`");
                assert!(
                    section.contains(&named) || other_section.contains(&named),
                    "{named} is not in\n{section}"
                );
                if !FREE.contains(&key.as_str()) {
                    assert_documented(section, value, other_section);
                }
            }
        }
        _ => {}
    }
}

fn print_json(dir: &TestDir, words: &str, status: i32) -> Value {
    serde_json::from_slice(&dir.run(words).exits_with(status).stdout).unwrap()
}

#[test]
fn every_key_of_a_form_is_in_the_reference() {
    let page = Page::read("docs/reference/json.md");
    let bank = Page::read("docs/your-own-bank.md");
    let keys = bank.section("## Every key");
    let dir = TestDir::with_manifest();
    for subject in ["roles", "categories", "questions", "coverage", "tags"] {
        let list = print_json(&dir, &format!("list {subject} --format json"), 0);
        assert!(!list.as_array().unwrap().is_empty());
        assert_documented(page.section("## A bank"), &list, if subject == "questions" { keys } else { "" });
    }
    let shown = print_json(&dir, "show test-first --bank bank.toml --format json", 0);
    assert_documented(page.section("## A bank"), &shown, keys);
    let plan = print_json(&dir, "build --bank bank.toml --role analyst --dry-run --format json", 0);
    assert_documented(page.section("## A plan"), &plan, "");

    let forms =
        print_json(&dir, "build --role rust-developer --minutes 30 --forms 2 --dry-run --format json", 0);
    assert_documented(page.section("## A plan"), &forms, "");
    dir.run("batch").exits_with(0);
    let exposure = print_json(&dir, "list exposure --lock kits.lock --format json", 0);
    assert_documented(page.section("## A bank"), &exposure, "");

    let wrong = dir.run("list --bank bank.toml --role nobody --findings json").exits_with(1).stderr;
    let findings: Value = serde_json::from_str(&wrong).unwrap();
    assert!(!findings.as_array().unwrap().is_empty());
    assert_documented(page.section("## Findings"), &findings, "");

    assert_documented(page.section("## Findings"), &print_json(&dir, "explain --format json", 0), "");

    dir.run("build --bank bank.toml --role analyst --out old.pdf").exits_with(0);
    let kit = print_json(&dir, "inspect old.pdf --format json", 0);
    assert!(kit["lock"].is_object() && !kit["fields"].as_array().unwrap().is_empty());
    assert_documented(page.section("## A kit"), &kit["lock"], "");
    assert_documented(page.section("## What is filled in"), &kit, page.section("## A kit"));

    let batch = print_json(&dir, "batch --report json", 0);
    assert!(batch["documents"].as_array().unwrap().len() > 1);
    assert_documented(page.section("## A batch"), &batch, page.section("## Findings"));

    dir.run("build --bank bank.toml --role analyst --seed 2 --count 3 --out new.pdf").exits_with(0);
    let difference = print_json(&dir, "diff old.pdf new.pdf --format json", 0);
    assert_documented(page.section("## A comparison"), &difference, "");
    let dir = dir
        .file("old.lock", include_str!("../../cli/locks/old.lock"))
        .file("new.lock", include_str!("../../cli/locks/new.lock"))
        .file("new.toml", include_str!("../../cli/locks/new.toml"));
    let words = "diff old.lock new.lock --bank bank.toml --new-bank new.toml --format json";
    assert_documented(page.section("## A comparison"), &print_json(&dir, words, 0), "");
}

#[test]
#[should_panic(expected = "`absent` is not in")]
fn a_key_that_is_not_named_is_noticed() {
    assert_documented(
        "`list` and `here`",
        &serde_json::json!({ "list": [{ "here": 1 }, { "absent": 2 }] }),
        "",
    );
}
