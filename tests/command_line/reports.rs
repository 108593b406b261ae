//! The reports of `batch`: their formats, their files, and the reasons why documents are rebuilt.

use std::fs;

use serde_json::Value;

use crate::Desk;
use crate::desk::MANIFEST;

fn parse_json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn read_text(desk: &Desk, file: &str) -> String {
    String::from_utf8(desk.bytes(file)).unwrap()
}

/// Returns a key of every document in the report of a run.
fn report_values(desk: &Desk, words: &str, key: &str) -> Vec<Value> {
    let ran = desk.run(words).ends_with(0);
    let report = parse_json(&ran.printed);
    report["documents"].as_array().unwrap().iter().map(|document| document[key].clone()).collect()
}

#[test]
fn the_json_report_has_every_value_of_every_document() {
    let desk = Desk::with_manifest();
    let report = parse_json(&desk.run("batch --report json").ends_with(0).printed);
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
        ("bytes", desk.bytes("dist/analyst-mid-candidate-a4.pdf").len().into()),
    ] {
        assert_eq!(document[key], value, "{key}");
    }
    assert!(document["milliseconds"].as_f64().unwrap() > 0.0);
    let hash = document["sha256"].as_str().unwrap();
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
    // The same of files that were not made again.
    let hashes = report_values(&desk, "batch --report json", "sha256");
    assert_eq!(hashes[1], hash);
}

#[test]
fn the_report_says_why_a_document_was_rebuilt() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let path = "dist/analyst-mid-interviewer-a4.pdf";
    let whole = desk.bytes(path);
    let why = |desk: &Desk| report_values(desk, "batch --report json", "reason")[0].clone();
    assert_eq!(why(&desk), Value::Null);
    let desk = desk.file(path, [&whole[..], b"\n"].concat());
    assert_eq!(why(&desk), "the file is not as this program wrote it");
    let desk = desk.file(
        "kits.toml",
        MANIFEST.to_owned()
            + "author = \"Somebody\"\npaper = \"letter\"\noutput = \"{name}-{face}-a4.pdf\"\n",
    );
    assert_eq!(why(&desk), "other settings: author, paper");
    let desk = desk.file("kits.toml", MANIFEST);
    assert_eq!(why(&desk), "other settings: author, paper");
    // A word of one question.
    let lock = read_text(&desk, "kits.lock");
    let id = lock
        .lines()
        .find_map(|line| line.trim().strip_prefix('"'))
        .unwrap()
        .split_once(' ')
        .unwrap()
        .0
        .to_owned();
    let bank = read_text(&desk, "bank.toml");
    let (before, after) = bank.split_once(&format!("id = \"{id}\"")).unwrap();
    let bank = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"Please: ", 1));
    let desk = desk.file("bank.toml", &bank);
    let stale = desk.run("batch --check --report json=check.json").ends_with(1);
    drop(stale);
    assert_eq!(parse_json(&desk.bytes("check.json"))["documents"][0]["reason"], format!("changed {id}"));
    assert_eq!(why(&desk), format!("changed {id}"));
    // Other questions, drawn anew.
    let desk = desk.file("kits.toml", MANIFEST.replace("minutes = 40", "minutes = 25"));
    let said = why(&desk);
    let said = said.as_str().unwrap();
    assert!(said.starts_with("removed ") && said.ends_with("; other settings: minutes"), "{said}");
    let desk = desk.file("bank.toml", bank.replacen("name = \"", "name = \"New ", 9));
    assert_eq!(why(&desk), "other names, levels or language in the bank");
    desk.run("batch --force --report json").ends_with(0).prints("\"result\": \"unchanged\"");
}

#[test]
fn reports_are_written_to_several_files_in_several_formats() {
    let desk = Desk::with_manifest();
    let ran = desk
        .run("batch --report table --report json=out/r.json --report junit=r.xml --report github=r.md --report csv=r.csv --report markdown=m.md")
        .ends_with(0)
        .prints("dist/analyst-mid-interviewer-a4.pdf");
    assert!(ran.printed.starts_with(b"file "));
    assert_eq!(parse_json(&desk.bytes("out/r.json"))["documents"].as_array().unwrap().len(), 4);
    assert!(read_text(&desk, "r.csv").starts_with("file,kit,"));
    assert!(read_text(&desk, "m.md").starts_with("| file |"));
    assert!(
        read_text(&desk, "r.xml")
            .contains("<testsuites name=\"interview-kit batch\" tests=\"5\" failures=\"0\"")
    );
    assert!(read_text(&desk, "r.md").contains("### ✅ 4 documents of 2 kits: 4 written, in "));
    // A report of an earlier run is replaced; nothing else is.
    let again = "batch --report json=out/r.json --report junit=r.xml --report github=r.md --report csv=r.csv --report markdown=m.md --report table=t";
    desk.run(again).ends_with(0).prints_nothing();
    desk.run(again).ends_with(0).prints_nothing();
    assert!(read_text(&desk, "r.csv").contains(",unchanged"));
    desk.run("batch --report json=-").ends_with(0).prints("\"schema\": 1");
    let kit = desk.bytes("dist/analyst-mid-interviewer-a4.pdf");
    for (words, why) in [
        ("--report json=kits.toml", "the report cannot go to kits.toml: that is the manifest"),
        (
            "--report csv=out/r.json",
            "out/r.json exists and is not a report that this program wrote in this format",
        ),
        ("--report json=dist/analyst-mid-interviewer-a4.pdf", "is not a report of this form"),
        ("--report json=dist", "dist is a folder"),
        ("--report json=/dev/null", "/dev/null is not an ordinary file"),
        ("--report json=", "the name of the file is empty"),
        ("--report json --report table", "two reports cannot both go to standard output"),
        ("--report json=a --report junit=a", "two reports cannot both go to a"),
        ("--report xml", "possible values: table, json, csv, markdown, junit, github"),
        ("--report jso=a.json", "possible values"),
    ] {
        desk.run(&format!("batch {words}")).ends_with(2).says(why).prints_nothing();
    }
    assert!(desk.bytes("dist/analyst-mid-interviewer-a4.pdf") == kit);
    assert_eq!(read_text(&desk, "kits.toml"), MANIFEST);
    let desk = desk.file("notes.md", "# Notes\n");
    desk.run("batch --report github=notes.md").ends_with(2);
    desk.run("merge-reports out/r.json --report github=notes.md").ends_with(2).says("add --force");
    desk.run("merge-reports out/r.json --report github=notes.md --force").ends_with(0);
    assert!(read_text(&desk, "notes.md").starts_with("<!-- interview-kit batch -->"));
}

/// A build server provides an empty file for the program to fill.
#[test]
fn an_empty_file_is_filled() {
    let desk = Desk::with_manifest().file("summary", "");
    desk.run("batch --report github=summary").ends_with(0);
    assert!(read_text(&desk, "summary").contains("4 written"));
}

#[test]
fn reports_without_times_are_reproducible() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    for form in ["table", "csv", "markdown"] {
        let run = || desk.run(&format!("batch --check --report {form}")).ends_with(0).printed;
        assert_eq!(run(), run());
    }
}

#[test]
fn junit_reports_the_documents_that_are_wrong() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    fs::remove_file(desk.path("dist/analyst-mid-candidate-a4.pdf")).unwrap();
    let stale = "dist/analyst-senior-candidate-a4.pdf";
    let desk = desk.file(stale, "%PDF-1.4\n");
    desk.run("batch --check --report junit=r.xml").ends_with(1);
    let xml = read_text(&desk, "r.xml");
    assert!(xml.contains("tests=\"5\" failures=\"2\" errors=\"0\""), "{xml}");
    assert!(xml.contains("<failure type=\"missing\" message=\"there was no file\">"), "{xml}");
    assert!(xml.contains("<failure type=\"stale\" message=\"this program did not write it\">"), "{xml}");
    desk.run("batch --report junit=r.xml").ends_with(2);
    assert!(read_text(&desk, "r.xml").contains("and this program did not write it: choose another name"));
    desk.run("batch --dry-run --report junit=r.xml").ends_with(0);
    assert_eq!(read_text(&desk, "r.xml").matches("<skipped/>").count(), 4);
    // What keeps the work from beginning is a case as well.
    let desk = desk.file("kits.toml", MANIFEST.replace("minutes", "minuts"));
    desk.run("batch --report junit=r.xml").ends_with(1);
    let xml = read_text(&desk, "r.xml");
    assert!(
        xml.contains("tests=\"1\" failures=\"1\"")
            && xml.contains("manifest::unknown-key: kits.toml:5: unknown key"),
        "{xml}"
    );
    let desk = desk.file("kits.toml", MANIFEST.replace("bank.toml", "absent.toml"));
    desk.run("batch --report junit=r.xml").ends_with(2);
    assert!(read_text(&desk, "r.xml").contains("<error type=\"error\" message=\"cannot read absent.toml"));
}

#[test]
fn the_job_summary_has_problems_first_and_the_rest_folded() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    fs::remove_file(desk.path("dist/analyst-senior-interviewer-a4.pdf")).unwrap();
    desk.run("batch --check --report github=s.md").ends_with(1);
    let page = read_text(&desk, "s.md");
    assert!(page.contains("### ❌ 4 documents of 2 kits: 3 unchanged, 1 missing, in "), "{page}");
    let (first, folded) = page.split_once("<details><summary>3 unchanged</summary>").unwrap();
    assert!(first.contains("| dist/analyst-senior-interviewer-a4.pdf | missing |"), "{page}");
    assert_eq!(folded.matches("| unchanged |").count(), 3);
    assert!(folded.contains("</details>"));
    fs::remove_file(desk.path("kits.lock")).unwrap();
    desk.run("batch --locked --report github")
        .ends_with(1)
        .prints("**error** lock::stale: kits.lock is missing");
}

#[test]
fn the_job_summary_stays_below_the_size_limit() {
    let desk = Desk::with_manifest();
    desk.run("batch --report json=1.json").ends_with(0);
    let mut report = parse_json(&desk.bytes("1.json"));
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
    let desk = desk.file("1.json", report.to_string());
    let page = desk.run("merge-reports 1.json --report github").ends_with(0).printed;
    assert!(page.len() > 900_000 && page.len() <= 1 << 20, "{}", page.len());
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(" documents left out for want of room."), "it does not say what is left out");
    assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
}

#[test]
fn the_last_line_ends_with_the_time() {
    let desk = Desk::with_manifest();
    let heard = desk.run("batch").ends_with(0).heard;
    let line = heard.lines().last().unwrap();
    let (before, after) = line.split_once(", in ").unwrap();
    assert_eq!(before, "4 documents of 2 kits: 4 written");
    assert!(after.ends_with(" s"), "no rate of a few: {line}");
    let kits = ["1", "2", "3", "4"].map(|seed| {
        format!("[[kit]]\nrole = \"analyst\"\nname = \"kit-{seed}\"\nface = [\"interviewer\", \"candidate\"]\npaper = [\"a4\", \"letter\"]\nseed = {seed}\n")
    });
    let defaults = "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\n";
    let desk = desk.file("many.toml", format!("{defaults}{}", kits.concat()));
    let heard = desk.run("batch many.toml --out many").ends_with(0).heard;
    let line = heard.lines().last().unwrap();
    assert!(
        line.contains("16 documents of 4 kits: 16 written, in ") && line.ends_with(" a second)"),
        "{line}"
    );
}

#[test]
fn no_report_overwrites_an_input_or_output() {
    let team = "schema = 1\n[[kit]]\nname = \"more\"\nbank = \"more\"\nrole = \"analyst\"\n";
    let desk = Desk::with_manifest()
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
            let before = desk.path(file).exists().then(|| desk.bytes(file));
            for form in ["json", "csv"] {
                desk.run(&format!("batch --force --report {form}={file}"))
                    .ends_with(2)
                    .says(&format!(
                        "error: the report cannot go to {file}: that is {what}; choose another name"
                    ))
                    .prints_nothing();
            }
            assert!(desk.path(file).exists().then(|| desk.bytes(file)) == before, "{file}");
        }
        assert_eq!(desk.path("dist").exists(), is_made);
    };
    refuse(false);
    desk.run("batch --report json=dist/r.json").ends_with(0);
    refuse(true);
    // Nor is a report that is read replaced by what it becomes.
    let one = desk.bytes("dist/r.json");
    for words in ["json=dist/r.json", "json=team/../dist/r.json --force"] {
        desk.run(&format!("merge-reports dist/r.json --report {words}"))
            .ends_with(2)
            .says("that is a report that is read");
    }
    assert!(desk.bytes("dist/r.json") == one);
}
