//! Exposure: in how many kits a question stands, and the bound of a manifest.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::TestDir;

/// All roles at three levels: the kits of a team.
const TEAM: &str = "[[kit]]\nrole = [\"python-developer\", \"rust-developer\", \"frontend-developer\", \"data-engineer\", \
    \"site-reliability-engineer\", \"qa-engineer\", \"engineering-manager\"]\n\
    seniority = [\"junior\", \"mid\", \"senior\"]\n";

/// Counts the kits of each question in a lock.
fn counts(dir: &TestDir) -> BTreeMap<String, usize> {
    let lock = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    let mut counts = BTreeMap::new();
    for line in lock.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")) {
        *counts.entry(line.split_once(' ').unwrap().0.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn the_list_counts_the_kits_of_each_question() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let counts = counts(&dir);
    let list = |words: &str| -> Value {
        let ran = dir.run(&format!("list exposure --bank bank.toml --format json {words}")).exits_with(0);
        serde_json::from_slice(&ran.stdout).unwrap()
    };
    let rows = list("--lock kits.lock");
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), counts.len());
    for row in rows {
        assert_eq!(row["kits"].as_u64().unwrap() as usize, counts[row["id"].as_str().unwrap()], "{row}");
        assert_eq!(row["of"], 2);
        assert_eq!(row["percent"].as_f64().unwrap(), row["kits"].as_f64().unwrap() * 50.0);
    }
    let order: Vec<u64> = rows.iter().map(|row| row["kits"].as_u64().unwrap()).collect();
    assert!(order.is_sorted_by(|a, b| a >= b) && order[0] == 2, "{order:?}");
    // The documents of the same kits, each with a sheet for the candidate, count as the lock does.
    assert_eq!(list("--lock dist"), list("--lock kits.lock"));
    assert_eq!(list("--lock dist --lock kits.lock"), list("--lock kits.lock"));
    assert_eq!(list("--lock kits.lock#analyst-mid")[0]["of"], 1);
    let web = list("--lock kits.lock --category web");
    assert!(web.as_array().unwrap().iter().all(|row| row["category"] == "web"));
    for (format, start) in [("table", "question"), ("csv", "question,title,"), ("markdown", "| question |")] {
        let ran = dir
            .run(&format!("list exposure --bank bank.toml --lock kits.lock --format {format}"))
            .exits_with(0);
        assert!(ran.stdout.starts_with(start.as_bytes()), "{format}");
    }
    dir.run("list exposure").exits_with(2).stderr_has("interview-kit list exposure --lock kits.lock");
    dir.run("list questions --lock kits.lock").exits_with(2).stderr_has("list exposure");
}

#[test]
fn a_bound_spreads_the_questions_of_a_batch() {
    let free = TestDir::empty().file("kits.toml", format!("schema = 1\n{TEAM}"));
    free.run("batch --dry-run").exits_with(0);
    free.run("batch --shard 1/50").exits_with(0);
    let most = counts(&free).into_values().max().unwrap();
    let bound = 2;
    let manifest = format!("schema = 1\nmax-exposure = {bound}\n{TEAM}");
    let dir = TestDir::empty().file("kits.toml", &manifest);
    dir.run("batch --shard 1/50").exits_with(0);
    let bounded = counts(&dir).into_values().max().unwrap();
    println!("without a bound {most} of 21 kits share a question, with it {bounded}");
    assert!(most > bound && bounded <= bound, "{most} {bounded}");
    // Another shard on a machine with one thread freezes the same.
    let other = TestDir::empty().file("kits.toml", &manifest);
    other.run("batch --shard 7/50").env("RAYON_NUM_THREADS", "1").exits_with(0);
    assert!(dir.bytes("kits.lock") == other.bytes("kits.lock"));
    // A share of all kits, and kits that are already frozen.
    dir.with_file("kits.toml", manifest.replace("= 2", "= \"10%\""));
    dir.run("batch --locked --shard 1/50").exits_with(0);
    let over = free.file("kits.toml", &manifest);
    over.run("batch --locked --shard 1/50").exits_with(0).stderr_has("warning[lock::over-exposed]");
    over.run("batch --update --shard 1/50").exits_with(0);
    assert!(dir.bytes("kits.lock") == over.bytes("kits.lock"));
}

#[test]
fn a_bound_that_cannot_be_met_names_what_is_short() {
    let kit = "[[kit]]\nbank = \"bank.toml\"\nrole = \"analyst\"\nseniority = \"mid\"\nminutes = 40\n";
    let manifest = |bound: &str| {
        let kits = [1, 2, 3].map(|n| format!("{kit}name = \"k{n}\"\nseed = {n}\n")).concat();
        format!("schema = 1\nmax-exposure = {bound}\n{kits}")
    };
    let dir = TestDir::with_bank().file("kits.toml", manifest("1"));
    let ran = dir.run("batch").exits_with(1).stderr_has(
        "error[manifest::exposure-bound]: kit `k2`: `max-exposure` lets a question stand in at most 1 kit",
    );
    assert!(ran.stderr.contains("left, but") && ran.stderr.contains("are asked for"), "{}", ran.stderr);
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
    for (bound, said) in [
        ("0", "must be between 1 and 100000"),
        ("\"0%\"", "or a share such as \"20%\""),
        ("\"101%\"", "or a share such as \"20%\""),
        ("\"many\"", "or a share such as \"20%\""),
        ("true", "must be a whole number"),
    ] {
        dir.with_file("kits.toml", manifest(bound));
        dir.run("batch").exits_with(1).stderr_has(said);
    }
    dir.with_file("kits.toml", manifest("\"100%\""));
    dir.run("batch").exits_with(0);
}

#[test]
fn kits_of_one_draw_that_share_no_question_get_no_note() {
    let kit = "[[kit]]\nrole = \"python-developer\"\nseniority = \"mid\"\nminutes = 45\n";
    let kits = format!("{kit}name = \"one\"\n{kit}name = \"two\"\n");
    let dir = TestDir::empty().file("kits.toml", format!("schema = 1\n{kits}"));
    dir.run("batch --dry-run").exits_with(0).stderr_has("kit::same-draw");
    dir.with_file("kits.toml", format!("schema = 1\nmax-exposure = 1\n{kits}"));
    let ran = dir.run("batch --dry-run").exits_with(0);
    assert!(!ran.stderr.contains("same-draw"), "{}", ran.stderr);
}
