//! `--forms`: kits that share no question and match each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::TestDir;

/// A form as the dry run prints it.
struct Form {
    ids: BTreeSet<String>,
    minutes: u64,
    /// The number of questions by category and level fit.
    cells: BTreeMap<(String, bool), u64>,
}

fn forms(dir: &TestDir, words: &str) -> Vec<Form> {
    let stdout = dir.run(&format!("build {words} --dry-run --format json")).exits_with(0).stdout;
    let forms: Value = serde_json::from_slice(&stdout).unwrap();
    let form = |form: &Value| {
        let plan = form["plan"].as_array().unwrap();
        let cells = form["cells"].as_array().unwrap().iter().map(|cell| {
            let key =
                (cell["category"].as_str().unwrap().to_owned(), cell["only_these_levels"].as_bool().unwrap());
            (key, cell["questions"].as_u64().unwrap())
        });
        Form {
            ids: plan.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect(),
            minutes: form["minutes"].as_u64().unwrap(),
            cells: cells.collect(),
        }
    };
    forms.as_array().unwrap().iter().map(form).collect()
}

/// Returns the group of each question of the built-in bank.
fn groups(dir: &TestDir) -> BTreeMap<String, String> {
    let stdout = dir.run("list questions --format json").exits_with(0).stdout;
    let list: Value = serde_json::from_slice(&stdout).unwrap();
    let group = |question: &Value| {
        Some((question["id"].as_str()?.to_owned(), question["group"].as_str()?.to_owned()))
    };
    list.as_array().unwrap().iter().filter_map(group).collect()
}

#[test]
fn three_forms_share_no_question_and_match() {
    let dir = TestDir::empty();
    let groups = groups(&dir);
    let roles = [
        "python-developer",
        "rust-developer",
        "frontend-developer",
        "data-engineer",
        "site-reliability-engineer",
        "qa-engineer",
        "engineering-manager",
    ];
    // The guide promises three interviews of an hour for every role and level but lead.
    for role in roles {
        for level in ["junior", "mid", "senior"] {
            let case = format!("--role {role} --seniority {level} --minutes 60 --forms 3");
            check_match(&forms(&dir, &case), &groups, &case);
        }
    }
}

/// Asserts that three forms of an hour share nothing and match.
fn check_match(forms: &[Form], groups: &BTreeMap<String, String>, case: &str) {
    assert_eq!(forms.len(), 3, "{case}");
    let all: BTreeSet<&String> = forms.iter().flat_map(|form| &form.ids).collect();
    let sum: usize = forms.iter().map(|form| form.ids.len()).sum();
    assert_eq!(all.len(), sum, "{case}: a question is shared");
    let of_groups: Vec<&String> = all.iter().filter_map(|id| groups.get(*id)).collect();
    let distinct: BTreeSet<&&String> = of_groups.iter().collect();
    assert_eq!(distinct.len(), of_groups.len(), "{case}: a group is shared");
    for form in &forms[1..] {
        assert_eq!(form.cells, forms[0].cells, "{case}");
        assert!(form.minutes.abs_diff(forms[0].minutes) <= 2 && form.minutes <= 50, "{case}");
    }
}

#[test]
fn forms_are_written_with_letters_and_the_table_that_shows_the_match() {
    let dir = TestDir::empty();
    let words = "build --role rust-developer --seniority mid --minutes 45 --forms 3";
    let ran = dir.run(words).exits_with(0).stderr_has("wrote 3 kits");
    let table = String::from_utf8(ran.stdout).unwrap();
    assert!(
        table.starts_with("category") && table.contains("a: questions") && table.contains("c: minutes"),
        "{table}"
    );
    assert!(table.lines().last().unwrap().starts_with("all"), "{table}");
    let names = ["rust-developer-mid-a.pdf", "rust-developer-mid-b.pdf", "rust-developer-mid-c.pdf"];
    assert_eq!(dir.names(), names);
    let before = names.map(|name| dir.bytes(name));
    dir.run(words).exits_with(0);
    assert!(names.map(|name| dir.bytes(name)) == before, "the same request gives the same forms");
    dir.run(&format!("{words} --out round/kit.pdf --face candidate")).exits_with(0);
    assert!(dir.path("round/kit-c.pdf").exists());
    dir.run(&format!("{words} --dry-run")).exits_with(0).stdout_has("form a\n").stdout_has("form c\n");
    dir.run(&format!("{words} --dry-run --format markdown")).exits_with(0).stdout_has("## Form b");
    dir.run(&format!(
        "{words} --not-in rust-developer-mid-a.pdf --not-in rust-developer-mid-b.pdf --out next/ --dry-run"
    ))
    .exits_with(0);
    for other in ["--prefill x.csv", "--open", "--only x", "--include x"] {
        dir.run(&format!("{words} {other}")).exits_with(2).stderr_has("cannot be used with");
    }
    for one_person in ["--candidate Ann", "--reference R-1"] {
        let ran = dir.run(&format!("{words} {one_person}")).exits_with(2);
        ran.stderr_has("build a kit for each person, with --not-in");
    }
    dir.run(&format!("{words} --out -")).exits_with(2).stderr_has("--forms writes several files");
    dir.run("build --role rust-developer --forms 1").exits_with(2);
}

#[test]
fn forms_that_the_bank_cannot_give_are_refused_with_the_largest_number() {
    let dir = TestDir::with_bank();
    let ran = dir
        .run("build --bank bank.toml --role analyst --seniority mid --minutes 30 --forms 5 --out kit.pdf")
        .exits_with(1)
        .stderr_has("error[select::too-few-for-forms]: the bank has too few questions for 5 matching forms");
    assert!(
        ran.stderr.contains("`past`") || ran.stderr.contains("`web`") || ran.stderr.contains("`testing`"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("are needed"), "{}", ran.stderr);
    assert_eq!(dir.names(), ["bank.toml"]);
    // What the message calls possible is possible, and one more is not.
    let built_in = TestDir::empty();
    let words = "build --role site-reliability-engineer --seniority lead --minutes 60";
    let ran = built_in.run(&format!("{words} --forms 26")).exits_with(1);
    let (_, rest) = ran.stderr.split_once("--forms ").unwrap();
    let most: usize = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
    assert!((2..26).contains(&most), "{most}");
    built_in.run(&format!("{words} --forms {most} --dry-run")).exits_with(0);
    built_in.run(&format!("{words} --forms {} --dry-run", most + 1)).exits_with(1);
}
