//! The reports of `batch`: their formats, their files, and the reasons why documents are rebuilt.

use std::fs;

use serde_json::Value;

use crate::TestDir;
use crate::test_dir::MANIFEST;

fn parse_json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn read_text(dir: &TestDir, file: &str) -> String {
    String::from_utf8(dir.bytes(file)).unwrap()
}

/// Returns a key of every document in the report of a run.
fn report_values(dir: &TestDir, words: &str, key: &str) -> Vec<Value> {
    let ran = dir.run(words).exits_with(0);
    let report = parse_json(&ran.stdout);
    report["documents"].as_array().unwrap().iter().map(|document| document[key].clone()).collect()
}

#[test]
fn the_json_report_has_every_value_of_every_document() {
    let dir = TestDir::with_manifest();
    let report = parse_json(&dir.run("batch --report json").exits_with(0).stdout);
    assert_eq!(
        (&report["schema"], &report["status"], &report["shard"]),
        (&1.into(), &0.into(), &Value::Null)
    );
    assert_eq!(report["program"], format!("interview-kit {}", env!("CARGO_PKG_VERSION")));
    assert_eq!(
        (&report["kits"], &report["all"], &report["counts"]["written"]),
        (&2.into(), &4.into(), &4.into())
    );
    assert!(report["seconds"].as_f64().unwrap() > 0.0);
    let document = &report["documents"][1];
    for (key, value) in [
        ("number", Value::from(2)),
        ("file", "dist/analyst-mid-candidate-a4.pdf".into()),
        ("kit", "analyst-mid".into()),
        ("role", "analyst".into()),
        ("seniority", Value::from(vec!["mid"])),
        ("face", "candidate".into()),
        ("paper", "a4".into()),
        ("questions", 6.into()),
        ("minutes", 40.into()),
        ("pages", 1.into()),
        ("result", "written".into()),
        ("reason", "there was no file".into()),
        ("bytes", dir.bytes("dist/analyst-mid-candidate-a4.pdf").len().into()),
    ] {
        assert_eq!(document[key], value, "{key}");
    }
    assert!(document["milliseconds"].as_f64().unwrap() > 0.0);
    let hash = document["sha256"].as_str().unwrap();
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
    // The same for files that were skipped.
    let hashes = report_values(&dir, "batch --report json", "sha256");
    assert_eq!(hashes[1], hash);
}

#[test]
fn the_report_says_why_a_document_was_rebuilt() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let path = "dist/analyst-mid-interviewer-a4.pdf";
    let whole = dir.bytes(path);
    let why = |dir: &TestDir| report_values(dir, "batch --report json", "reason")[0].clone();
    assert_eq!(why(&dir), Value::Null);
    let dir = dir.file(path, [&whole[..], b"\n"].concat());
    assert_eq!(why(&dir), "the file is not as this program wrote it");
    let dir = dir.file(
        "kits.toml",
        MANIFEST.to_owned()
            + "author = \"Somebody\"\npaper = \"letter\"\noutput = \"{name}-{face}-a4.pdf\"\n",
    );
    assert_eq!(why(&dir), "other settings: author, paper");
    let dir = dir.file("kits.toml", MANIFEST);
    assert_eq!(why(&dir), "other settings: author, paper");
    // A word of one question.
    let lock = read_text(&dir, "kits.lock");
    let id = lock
        .lines()
        .find_map(|line| line.trim().strip_prefix('"'))
        .unwrap()
        .split_once(' ')
        .unwrap()
        .0
        .to_owned();
    let bank = read_text(&dir, "bank.toml");
    let (before, after) = bank.split_once(&format!("id = \"{id}\"")).unwrap();
    let bank = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"Please: ", 1));
    let dir = dir.file("bank.toml", &bank);
    let stale = dir.run("batch --check --report json=check.json").exits_with(1);
    drop(stale);
    assert_eq!(parse_json(&dir.bytes("check.json"))["documents"][0]["reason"], format!("changed {id}"));
    assert_eq!(why(&dir), format!("changed {id}"));
    // A new draw of other questions.
    let dir = dir.file("kits.toml", MANIFEST.replace("minutes = 40", "minutes = 25"));
    let said = why(&dir);
    let said = said.as_str().unwrap();
    assert!(said.starts_with("removed ") && said.ends_with("; other settings: minutes"), "{said}");
    let dir = dir.file("bank.toml", bank.replacen("name = \"", "name = \"New ", 9));
    assert_eq!(why(&dir), "other names, levels or language in the bank");
    dir.run("batch --force --report json").exits_with(0).stdout_has("\"result\": \"unchanged\"");
}

#[test]
fn reports_are_written_to_several_files_in_several_formats() {
    let dir = TestDir::with_manifest();
    let ran = dir
        .run("batch --report table --report json=out/r.json --report junit=r.xml --report github=r.md --report csv=r.csv --report markdown=m.md")
        .exits_with(0)
        .stdout_has("dist/analyst-mid-interviewer-a4.pdf");
    assert!(ran.stdout.starts_with(b"file "));
    assert_eq!(parse_json(&dir.bytes("out/r.json"))["documents"].as_array().unwrap().len(), 4);
    assert!(read_text(&dir, "r.csv").starts_with("file,kit,"));
    assert!(read_text(&dir, "m.md").starts_with("| file |"));
    assert!(
        read_text(&dir, "r.xml")
            .contains("<testsuites name=\"interview-kit batch\" tests=\"5\" failures=\"0\"")
    );
    assert!(read_text(&dir, "r.md").contains("### ✅ 4 documents of 2 kits: 4 written, in "));
    // A report of an earlier run is replaced; nothing else is.
    let again = "batch --report json=out/r.json --report junit=r.xml --report github=r.md --report csv=r.csv --report markdown=m.md --report table=t";
    dir.run(again).exits_with(0).stdout_is_empty();
    dir.run(again).exits_with(0).stdout_is_empty();
    assert!(read_text(&dir, "r.csv").contains(",unchanged"));
    dir.run("batch --report json=-").exits_with(0).stdout_has("\"schema\": 1");
    let kit = dir.bytes("dist/analyst-mid-interviewer-a4.pdf");
    for (words, why) in [
        ("--report json=kits.toml", "the report cannot go to kits.toml: that is the manifest"),
        (
            "--report csv=out/r.json",
            "out/r.json exists and is not a report that this program wrote in this format",
        ),
        (
            "--report json=dist/analyst-mid-interviewer-a4.pdf",
            "is not a report that this program wrote in this format",
        ),
        ("--report json=dist", "dist is a folder"),
        ("--report json=/dev/null", "/dev/null is not an ordinary file"),
        ("--report json=", "the name of the file is empty"),
        ("--report json --report table", "two reports cannot both go to standard output"),
        ("--report json=a --report junit=a", "two reports cannot both go to a"),
        ("--report xml", "possible values: table, json, csv, markdown, junit, github"),
        ("--report jso=a.json", "possible values"),
    ] {
        dir.run(&format!("batch {words}")).exits_with(2).stderr_has(why).stdout_is_empty();
    }
    assert!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf") == kit);
    assert_eq!(read_text(&dir, "kits.toml"), MANIFEST);
    let dir = dir.file("notes.md", "# Notes\n");
    dir.run("batch --report github=notes.md").exits_with(2);
    dir.run("merge-reports out/r.json --report github=notes.md").exits_with(2).stderr_has("add --force");
    dir.run("merge-reports out/r.json --report github=notes.md --force").exits_with(0);
    assert!(read_text(&dir, "notes.md").starts_with("<!-- interview-kit batch -->"));
}

/// A build server provides an empty file for the program to fill.
#[test]
fn an_empty_file_is_filled() {
    let dir = TestDir::with_manifest().file("summary", "");
    dir.run("batch --report github=summary").exits_with(0);
    assert!(read_text(&dir, "summary").contains("4 written"));
}

#[test]
fn reports_without_times_are_reproducible() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    for form in ["table", "csv", "markdown"] {
        let run = || dir.run(&format!("batch --check --report {form}")).exits_with(0).stdout;
        assert_eq!(run(), run());
    }
}

#[test]
fn junit_reports_the_documents_that_are_wrong() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    fs::remove_file(dir.path("dist/analyst-mid-candidate-a4.pdf")).unwrap();
    let stale = "dist/analyst-senior-candidate-a4.pdf";
    let dir = dir.file(stale, "%PDF-1.4\n");
    dir.run("batch --check --report junit=r.xml").exits_with(1);
    let xml = read_text(&dir, "r.xml");
    assert!(xml.contains("tests=\"5\" failures=\"2\" errors=\"0\""), "{xml}");
    assert!(xml.contains("<failure type=\"missing\" message=\"there was no file\">"), "{xml}");
    assert!(xml.contains("<failure type=\"stale\" message=\"this program did not write it\">"), "{xml}");
    dir.run("batch --report junit=r.xml").exits_with(2);
    assert!(read_text(&dir, "r.xml").contains("and this program did not write it: choose another name"));
    dir.run("batch --dry-run --report junit=r.xml").exits_with(0);
    assert_eq!(read_text(&dir, "r.xml").matches("<skipped/>").count(), 4);
    // An error before the first document is a test case as well.
    let dir = dir.file("kits.toml", MANIFEST.replace("minutes", "minuts"));
    dir.run("batch --report junit=r.xml").exits_with(1);
    let xml = read_text(&dir, "r.xml");
    assert!(
        xml.contains("tests=\"1\" failures=\"1\"")
            && xml.contains("manifest::unknown-key: kits.toml:5: unknown key"),
        "{xml}"
    );
    let dir = dir.file("kits.toml", MANIFEST.replace("bank.toml", "absent.toml"));
    dir.run("batch --report junit=r.xml").exits_with(2);
    assert!(read_text(&dir, "r.xml").contains("<error type=\"error\" message=\"cannot read absent.toml"));
}

#[test]
fn the_job_summary_has_problems_first_and_the_rest_folded() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    fs::remove_file(dir.path("dist/analyst-senior-interviewer-a4.pdf")).unwrap();
    dir.run("batch --check --report github=s.md").exits_with(1);
    let page = read_text(&dir, "s.md");
    assert!(page.contains("### ❌ 4 documents of 2 kits: 3 unchanged, 1 missing, in "), "{page}");
    let (first, folded) = page.split_once("<details><summary>3 unchanged</summary>").unwrap();
    assert!(first.contains("| dist/analyst-senior-interviewer-a4.pdf | missing |"), "{page}");
    assert_eq!(folded.matches("| unchanged |").count(), 3);
    assert!(folded.contains("</details>"));
    fs::remove_file(dir.path("kits.lock")).unwrap();
    dir.run("batch --locked --report github")
        .exits_with(1)
        .stdout_has("**error** lock::stale: kits.lock is missing");
}

#[test]
fn the_job_summary_stays_below_the_size_limit() {
    let dir = TestDir::with_manifest();
    dir.run("batch --report json=1.json").exits_with(0);
    let mut report = parse_json(&dir.bytes("1.json"));
    let document = report["documents"][0].clone();
    let documents = (1..=20_000).map(|n| {
        let mut document = document.clone();
        document["number"] = n.into();
        document["reason"] = "because ".repeat(20).into();
        document["result"] = if n % 3 == 0 { "unchanged" } else { "written" }.into();
        document
    });
    report["documents"] = documents.collect();
    report["all"] = 20_000.into();
    let dir = dir.file("1.json", report.to_string());
    let page = dir.run("merge-reports 1.json --report github").exits_with(0).stdout;
    assert!(page.len() > 900_000 && page.len() <= 1 << 20, "{}", page.len());
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(" documents left out for want of room."), "it does not say what is left out");
    assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
}

#[test]
fn the_last_line_ends_with_the_time() {
    let dir = TestDir::with_manifest();
    let heard = dir.run("batch").exits_with(0).stderr;
    let line = heard.lines().last().unwrap();
    let (before, after) = line.split_once(", in ").unwrap();
    assert_eq!(before, "4 documents of 2 kits: 4 written");
    assert!(after.ends_with(" s"), "no rate of a few: {line}");
    let kits = ["1", "2", "3", "4"].map(|seed| {
        format!("[[kit]]\nrole = \"analyst\"\nname = \"kit-{seed}\"\nface = [\"interviewer\", \"candidate\"]\npaper = [\"a4\", \"letter\"]\nseed = {seed}\n")
    });
    let defaults = "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\n";
    let dir = dir.file("many.toml", format!("{defaults}{}", kits.concat()));
    let heard = dir.run("batch many.toml --out many").exits_with(0).stderr;
    let line = heard.lines().last().unwrap();
    assert!(
        line.contains("16 documents of 4 kits: 16 written, in ") && line.ends_with(" a second)"),
        "{line}"
    );
}

#[test]
fn no_report_overwrites_an_input_or_output() {
    let team = "schema = 1\n[[kit]]\nname = \"more\"\nbank = \"more\"\nrole = \"analyst\"\n";
    let dir = TestDir::with_manifest()
        .file("team/kits.toml", team)
        .file("team/more/bank.toml", include_str!("../cli/banks/small.toml"))
        .file("font.ttf", include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"))
        .file(
            "kits.toml",
            MANIFEST
                .replace("= 1\n", "= 1\nmanifests = [\"team/kits.toml\"]\n")
                .replace("bank =", "font = \"font.ttf\"\nbank ="),
        );
    let refused = [
        ("kits.toml", "the manifest"),
        ("team/../kits.toml", "the manifest"),
        ("kits.lock", "the lock"),
        ("team/kits.toml", "a manifest"),
        ("bank.toml", "a bank"),
        ("team/more/bank.toml", "a bank"),
        ("team/more/new.toml", "a bank"),
        ("font.ttf", "a font"),
        ("dist/analyst-mid-candidate-a4.pdf", "a document that the manifest makes"),
        ("dist/more-interviewer-a4.pdf", "a document that the manifest makes"),
    ];
    let refuse = |is_made: bool| {
        for (file, what) in refused {
            let before = dir.path(file).exists().then(|| dir.bytes(file));
            for form in ["json", "csv"] {
                dir.run(&format!("batch --force --report {form}={file}"))
                    .exits_with(2)
                    .stderr_has(&format!(
                        "error: the report cannot go to {file}: that is {what}; choose another name"
                    ))
                    .stdout_is_empty();
            }
            assert!(dir.path(file).exists().then(|| dir.bytes(file)) == before, "{file}");
        }
        assert_eq!(dir.path("dist").exists(), is_made);
    };
    refuse(false);
    dir.run("batch --report json=dist/r.json").exits_with(0);
    refuse(true);
    // The merged report must not replace one of its inputs either.
    let one = dir.bytes("dist/r.json");
    for words in ["json=dist/r.json", "json=team/../dist/r.json --force"] {
        dir.run(&format!("merge-reports dist/r.json --report {words}"))
            .exits_with(2)
            .stderr_has("that is a report that is read");
    }
    assert!(dir.bytes("dist/r.json") == one);
}
