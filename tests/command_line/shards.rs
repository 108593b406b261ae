//! A batch divided into shards, and their reports merged.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::TestDir;

const MANIFEST: &str = "\
schema = 1

[defaults]
bank = \"bank.toml\"

[[kit]]
role = \"analyst\"
name = \"analyst-{seniority}-{minutes}\"
minutes = 40
seniority = [\"mid\", \"senior\"]
face = [\"interviewer\", \"candidate\"]

[[kit]]
role = \"analyst\"
minutes = 25
paper = [\"a4\", \"letter\"]
";

fn dir() -> TestDir {
    TestDir::with_bank().file("kits.toml", MANIFEST)
}

/// Makes a folder with the reports of three shards, `1.json` to `3.json`.
fn dir_with_shards() -> TestDir {
    let dir = dir();
    for n in 1..=3 {
        dir.run(&format!("batch --shard {n}/3 --report json={n}.json")).exits_with(0).stdout_is_empty();
    }
    dir
}

fn parse_json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// Returns a changed report.
fn changed_report(dir: &TestDir, file: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut report = parse_json(&dir.bytes(file));
    change(&mut report);
    report.to_string()
}

fn read_files(dir: &TestDir, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(dir.path(folder)) else { return BTreeMap::new() };
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    entries.map(name).map(|name| (name.clone(), dir.bytes(format!("{folder}/{name}")))).collect()
}

#[test]
fn all_shards_write_the_files_of_the_whole_batch() {
    let dir = dir();
    dir.run("batch --out whole").exits_with(0);
    let lock = dir.bytes("kits.lock");
    let mut made = BTreeMap::new();
    for n in 1..=3 {
        // Each machine has a folder of its own, and none has the lock yet.
        fs::remove_file(dir.path("kits.lock")).unwrap();
        let ran = dir.run(&format!("batch --out part-{n} --shard {n}/3")).exits_with(0);
        let ran = ran.stderr_has(&format!("shard {n}/3: 2 of 6 documents of 3 kits: 2 written, in "));
        assert_eq!(String::from_utf8(ran.stdout).unwrap().lines().count(), 3);
        assert!(dir.bytes("kits.lock") == lock, "shard {n} freezes other questions");
        for (name, bytes) in read_files(&dir, &format!("part-{n}")) {
            assert!(made.insert(name, bytes).is_none(), "two shards have a document");
        }
    }
    assert!(made == read_files(&dir, "whole"));
    // With all documents in place, the shards are the same.
    let rows = |folder| {
        let ran = dir.run(&format!("batch --out {folder} --shard 2/3 --report csv")).exits_with(0);
        String::from_utf8(ran.stdout)
            .unwrap()
            .replace(folder, "")
            .replace("unchanged", "")
            .replace(",4,", ",,")
    };
    assert_eq!(
        rows("whole").lines().map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>(),
        rows("fresh").lines().map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    );
}

#[test]
fn a_shard_checks_its_own_documents_only() {
    let dir = dir_with_shards();
    dir.run("batch --check").exits_with(0);
    let own = parse_json(&dir.bytes("2.json"))["documents"][0]["file"].as_str().unwrap().to_owned();
    fs::remove_file(dir.path(&own)).unwrap();
    dir.run("batch --check --shard 1/3")
        .exits_with(0)
        .stderr_has("shard 1/3: 2 of 6 documents of 3 kits: 2 unchanged");
    dir.run("batch --check --shard 2/3").exits_with(1).stderr_has(&format!("{own} is missing"));
    dir.run("batch --dry-run --shard 3/3").exits_with(0).stderr_has("2 planned");
    // With the lock given, nothing but documents is written.
    let lock = fs::metadata(dir.path("kits.lock")).unwrap().modified().unwrap();
    dir.run("batch --locked --shard 2/3").exits_with(0).stderr_has("1 written, 1 unchanged");
    assert_eq!(lock, fs::metadata(dir.path("kits.lock")).unwrap().modified().unwrap());
    fs::remove_file(dir.path("kits.lock")).unwrap();
    dir.run("batch --locked --shard 2/3").exits_with(1).stderr_has("kits.lock is missing");
}

#[test]
fn a_shard_with_nothing_to_do_succeeds_and_says_so() {
    let dir = dir();
    dir.run("batch --shard 9/9 --report json=9.json")
        .exits_with(0)
        .stderr_has("shard 9/9: 0 of 6 documents of 3 kits: nothing to do");
    assert!(!dir.path("dist").exists());
    assert_eq!(parse_json(&dir.bytes("9.json"))["documents"], Value::Array(Vec::new()));
}

#[test]
fn invalid_shards_are_rejected() {
    for (shard, why) in [
        ("0/5", "there is no shard 0 of 5: they are 1/5 to 5/5"),
        ("6/5", "there is no shard 6 of 5"),
        ("a/b", "a shard is two whole numbers: 2/5 is the second of five"),
        ("2/0", "a batch is cut into 1 to 1000 shards, not into 0"),
        ("2", "two whole numbers"),
    ] {
        let dir = dir();
        dir.run(&format!("batch --shard {shard}")).exits_with(2).stderr_has(why);
        assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
    }
}

#[test]
fn merged_reports_equal_that_of_the_whole_batch() {
    let dir = dir_with_shards();
    dir.run("batch --force --out whole --report json=whole.json").exits_with(0);
    // Their order does not matter.
    dir.run("merge-reports 3.json 1.json 2.json --report json=all.json")
        .exits_with(0)
        .stdout_is_empty()
        .stderr_has("6 documents of 3 kits: 6 written, in ");
    let plain = |name: &str| {
        let mut report = parse_json(&dir.bytes(name));
        let documents = report["documents"].as_array_mut().unwrap();
        for document in documents {
            document["milliseconds"] = Value::Null;
            document["reason"] = Value::Null;
            let file = document["file"].as_str().unwrap().replace("whole/", "dist/");
            document["file"] = file.into();
        }
        report["seconds"] = Value::Null;
        // The lock was new to the first shard only.
        report["findings"].as_array_mut().unwrap().retain(|finding| finding["code"] != "lock::created");
        report
    };
    assert_eq!(plain("all.json"), plain("whole.json"));
    let table = dir.run("merge-reports 1.json 2.json 3.json --report table").exits_with(0).stdout;
    let table = String::from_utf8(table).unwrap().replace("written", "unchanged");
    let whole = String::from_utf8(dir.run("batch").exits_with(0).stdout).unwrap();
    let files = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
    };
    assert_eq!(files(&table), files(&whole));
    // A merged report can be rendered in another format later.
    for form in ["csv", "markdown", "junit", "github"] {
        dir.run(&format!("merge-reports all.json --report {form}")).exits_with(0).stdout_has("analyst");
    }
}

#[test]
fn reports_that_do_not_belong_together_are_rejected() {
    let dir = dir_with_shards();
    dir.run("batch --report json=whole.json").exits_with(0);
    let dir = dir
        .file("more.toml", MANIFEST.replace("minutes = 25", "minutes = 20"))
        .file("other.json", "{\"schema\": 1, \"program\": 3}")
        .file("newer.json", "{\"schema\": 2}")
        .file("list.json", "[]")
        .file("deep.json", "[".repeat(100_000));
    let with = |name: &str, key: &str, value: Value| {
        (name.to_owned(), changed_report(&dir, "3.json", |report| report[key] = value))
    };
    let spoiled = [
        with("version.json", "program", "interview-kit 9.9.9".into()),
        with("lock.json", "lock", "0".into()),
        with("plan.json", "plan", "0".into()),
        with("mode.json", "mode", "check".into()),
        with("key.json", "surplus", 1.into()),
        with("shard.json", "shard", "4/3".into()),
        with("fewer.json", "documents", Value::Array(Vec::new())),
        (
            "number.json".to_owned(),
            changed_report(&dir, "3.json", |report| report["documents"][0]["number"] = 7.into()),
        ),
        (
            "zero.json".to_owned(),
            changed_report(&dir, "3.json", |report| report["documents"][0]["number"] = 0.into()),
        ),
        (
            "twice.json".to_owned(),
            changed_report(&dir, "3.json", |report| {
                report["documents"][1] = report["documents"][0].clone();
            }),
        ),
        (
            "huge.json".to_owned(),
            changed_report(&dir, "3.json", |report| report["all"] = 1_000_000_000_000_000_u64.into()),
        ),
    ];
    let dir = spoiled.into_iter().fold(dir, |dir, (name, text)| dir.file(&name, text));
    dir.run("batch more.toml --out more --shard 3/3 --report json=more.json").exits_with(0);
    dir.run("batch --shard 1/2 --report json=half.json").exits_with(0);
    for (words, why) in [
        ("1.json 2.json", "there is no report of shard 3/3"),
        ("2.json", "there are no reports of the shards 1, 3 of 3"),
        ("1.json 2.json 3.json 2.json", "2.json and 2.json are both of shard 2/3"),
        ("1.json 2.json 3.json whole.json", "whole.json is the report of a whole batch"),
        ("1.json half.json", "half.json is of shard 1/2, but 1.json is of one of 3"),
        (
            "1.json 2.json more.json",
            "more.json is of another manifest, or of another SOURCE_DATE_EPOCH, than 2.json",
        ),
        ("1.json 2.json version.json", "version.json is of interview-kit 9.9.9, 2.json is of interview-kit "),
        ("1.json 2.json lock.json", "lock.json is of other questions than 2.json"),
        ("1.json 2.json plan.json", "plan.json is of another manifest"),
        ("1.json 2.json mode.json", "mode.json and 2.json are not both"),
        ("1.json 2.json key.json", "key.json is not a whole report"),
        ("1.json 2.json shard.json", "there is no shard 4 of 3"),
        ("1.json 2.json fewer.json", "no report has document "),
        ("1.json 2.json number.json", "number.json has document 7, but the manifest has 6 documents"),
        ("1.json 2.json zero.json", "zero.json has document 0"),
        ("1.json 2.json twice.json", "which twice.json has, too"),
        ("1.json 2.json huge.json", "huge.json has more than 200000 documents"),
        ("1.json 2.json other.json", "other.json is not a whole report"),
        ("newer.json", "newer.json is a report with schema 2, but this program knows schema 1"),
        ("list.json", "list.json is no report"),
        ("deep.json", "deep.json is no report"),
        ("bank.toml", "bank.toml is no report"),
        ("absent.json", "cannot read absent.json"),
    ] {
        dir.run(&format!("merge-reports {words}")).exits_with(2).stderr_has(why).stdout_is_empty();
    }
    let alone = changed_report(&dir, "whole.json", |report| report["all"] = 1_000_000_000_000_000_u64.into());
    let dir = dir.file("alone.json", alone);
    dir.run("merge-reports alone.json").exits_with(2).stderr_has("alone.json has more than 200000 documents");
    dir.run("merge-reports").exits_with(2);
}

#[test]
fn a_shard_that_claims_more_documents_than_there_can_be_is_refused() {
    let dir = dir();
    dir.run("batch --shard 1/1 --report json=1.json").exits_with(0);
    let text = changed_report(&dir, "1.json", |report| report["all"] = u64::MAX.into());
    dir.file("1.json", text).run("merge-reports 1.json").exits_with(2).stderr_has("1.json");
}

#[test]
fn merged_reports_have_the_exit_status_of_the_whole_batch() {
    let dir = dir_with_shards();
    let own = parse_json(&dir.bytes("2.json"))["documents"][0]["file"].as_str().unwrap().to_owned();
    let check = |status| {
        for n in 1..=3 {
            let status = if n == 2 { status } else { 0 };
            dir.run(&format!("batch --check --shard {n}/3 --report json={n}.json")).exits_with(status);
        }
    };
    fs::remove_file(dir.path(&own)).unwrap();
    check(1);
    dir.run("merge-reports 1.json 2.json 3.json")
        .exits_with(1)
        .stderr_has("5 unchanged, 1 missing")
        .stdout_has("missing");
    // A foreign file in the way: status 2.
    fs::write(dir.path(&own), "%PDF-1.7 of another program").unwrap();
    for n in 1..=3 {
        let status = if n == 2 { 2 } else { 0 };
        dir.run(&format!("batch --shard {n}/3 --report json={n}.json --report github={n}.md"))
            .exits_with(status);
    }
    dir.run("merge-reports 1.json 2.json 3.json")
        .exits_with(2)
        .stderr_has("5 unchanged, 1 failed")
        .stderr_has("error: 1 document could not be written");
    let failed = parse_json(&dir.bytes("2.json"));
    let failed = failed["documents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|document| document["result"] == "failed")
        .unwrap();
    assert!(failed["reason"].as_str().unwrap().contains("this program did not write it"), "{failed}");
}

#[test]
fn an_error_of_every_shard_is_reported_once() {
    let dir = dir().file("kits.toml", MANIFEST.replace("minutes = 25", "minuts = 25"));
    for n in 1..=2 {
        dir.run(&format!("batch --shard {n}/2 --report json={n}.json")).exits_with(1).stdout_is_empty();
    }
    let ran = dir.run("merge-reports 1.json 2.json --report github").exits_with(1);
    let text = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(text.matches("did you mean").count() + text.matches("unknown key").count(), 1, "{text}");
    // A shard that reached its documents and one that did not cannot be merged.
    let dir = dir.file("kits.toml", MANIFEST);
    dir.run("batch --shard 1/2 --report json=1.json").exits_with(0);
    dir.run("merge-reports 1.json 2.json")
        .exits_with(2)
        .stderr_has("2.json: its run ended before the documents: unknown key");
    let dir = dir.file("kits.toml", MANIFEST.replace("bank.toml", "absent.toml"));
    dir.run("batch --shard 2/2 --report json=2.json").exits_with(2);
    dir.run("merge-reports 1.json 2.json")
        .exits_with(2)
        .stderr_has("ended before the documents: cannot read absent.toml");
}

#[test]
fn control_characters_in_reports_are_escaped() {
    let dir = dir();
    dir.run("batch --report json=1.json").exits_with(0);
    let text = changed_report(&dir, "1.json", |report| {
        let document = &mut report["documents"][0];
        document["file"] = "a\u{1b}]0;b\u{202e}|<script>&\u{0}\u{ffff}".into();
        document["reason"] = "]]> --> \"' \u{b} </failure>".into();
        document["result"] = "failed".into();
        document["milliseconds"] = (-1e300).into();
        report["seconds"] = 1e300.into();
        report["status"] = 200.into();
    });
    let dir = dir.file("1.json", text);
    for form in ["table", "json", "csv", "markdown", "junit", "github"] {
        let ran = dir.run(&format!("merge-reports 1.json --report {form}")).exits_with(2);
        let text = String::from_utf8(ran.stdout).unwrap();
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{form}: {text}");
        if form == "junit" || form == "github" {
            assert!(!text.contains("<script>") && !text.contains("</failure></failure>"), "{text}");
        }
    }
}
