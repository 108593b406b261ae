//! `SOURCE_DATE_EPOCH` sets the date of documents, which have none without it.

use lopdf::{Document, Object};

use crate::{TestDir, test_dir::TestRun};

const THEN: &str = "1764097200";
const MANIFEST: &str = "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\noutput = \"kit.pdf\"\n\
    [[kit]]\nrole = \"analyst\"\nseniority = \"mid\"\n";

fn run_at(run: TestRun, date: &str) -> TestRun {
    run.env("SOURCE_DATE_EPOCH", date)
}

/// Returns the dates of the information dictionary, and those of the metadata.
fn document_dates(file: &[u8]) -> (Vec<String>, Vec<String>) {
    let document = Document::load_mem(file).unwrap();
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let info = document.get_dictionary(id).unwrap();
    let keys = [b"CreationDate".as_slice(), b"ModDate"].into_iter();
    let info = keys.filter_map(|key| info.get(key).ok()?.as_str().ok());
    let info = info.map(|date| String::from_utf8_lossy(date).into_owned()).collect();
    let text = String::from_utf8_lossy(file).into_owned();
    let names = ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"].into_iter();
    let value = |name| text.split_once(&format!("<{name}>"))?.1.split('<').next().map(str::to_owned);
    (info, names.filter_map(value).collect())
}

#[test]
fn without_source_date_epoch_files_have_no_date() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --pdf-a --out kit.pdf").exits_with(0);
    assert_eq!(document_dates(&dir.bytes("kit.pdf")), (Vec::new(), Vec::new()));
}

#[test]
fn all_dates_are_the_given_one() {
    let dir = TestDir::with_bank();
    for more in ["", "--pdf-a", "--face candidate --no-form"] {
        run_at(dir.run(&format!("build --bank bank.toml {more} --out kit.pdf")), THEN).exits_with(0);
        let (info, metadata) = document_dates(&dir.bytes("kit.pdf"));
        assert_eq!(info, ["D:20251125190000Z"; 2], "{more}");
        assert_eq!(metadata, ["2025-11-25T19:00:00Z"; 3], "{more}");
    }
}

#[test]
fn a_kit_with_a_date_is_rebuilt_byte_for_byte_at_any_date() {
    let dir = TestDir::with_bank();
    run_at(dir.run("build --bank bank.toml --out kit.pdf"), THEN).exits_with(0);
    dir.run("inspect kit.pdf").exits_with(0).stdout_has("source-date-epoch 1764097200");
    dir.run("inspect kit.pdf --rebuild").exits_with(0).stderr_has("byte for byte");
    run_at(dir.run("inspect kit.pdf --rebuild"), "5").exits_with(0).stderr_has("byte for byte");
}

#[test]
fn a_batch_rebuilds_for_another_date_only() {
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    let batch = |date: &str| run_at(dir.run("batch"), date).exits_with(0);
    batch(THEN).stderr_has("1 written");
    batch(THEN).stderr_has("1 unchanged");
    run_at(dir.run("build --bank bank.toml --role analyst --seniority mid --minutes 40 --out one.pdf"), THEN)
        .exits_with(0);
    assert!(dir.bytes("one.pdf") == dir.bytes("dist/kit.pdf"));
    dir.run("batch --check").exits_with(1).stderr_has("document::stale");
    batch("0").stderr_has("1 written");
    assert_eq!(document_dates(&dir.bytes("dist/kit.pdf")).1[0], "1970-01-01T00:00:00Z");
    dir.run("batch").exits_with(0).stderr_has("1 written");
    assert_eq!(document_dates(&dir.bytes("dist/kit.pdf")), (Vec::new(), Vec::new()));
}

#[test]
fn an_invalid_date_is_rejected_before_anything_is_written() {
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    for wrong in
        [" ", "-1", "+1", "1.5", "1e9", "now", "2026-11-25", "253402300800", "99999999999999999999999"]
    {
        for words in ["build --bank bank.toml --out kit.pdf", "batch"] {
            run_at(dir.run(words), wrong)
                .exits_with(2)
                .stderr_has("SOURCE_DATE_EPOCH is \"")
                .stderr_has("date +%s");
        }
    }
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
    run_at(dir.run("build --bank bank.toml --out kit.pdf"), "253402300799").exits_with(0);
    assert_eq!(document_dates(&dir.bytes("kit.pdf")).1[0], "9999-12-31T23:59:59Z");
    // An empty value is none, as the specification has it.
    run_at(dir.run("build --bank bank.toml --out undated.pdf"), "").exits_with(0);
    assert_eq!(document_dates(&dir.bytes("undated.pdf")), (Vec::new(), Vec::new()));
    // Lists have no documents.
    run_at(dir.run("list roles"), "now").exits_with(0);
}

#[test]
fn a_record_keeps_its_dates_together() {
    let dir = TestDir::with_bank();
    run_at(dir.run("build --bank bank.toml --candidate Nobody --out kit.pdf"), THEN).exits_with(0);
    dir.run("flatten kit.pdf --out record.pdf").exits_with(0);
    let (info, metadata) = document_dates(&dir.bytes("record.pdf"));
    assert!(info.iter().all(|date| date == "D:20251125190000Z"), "{info:?}");
    assert!(metadata.iter().all(|date| date == "2025-11-25T19:00:00Z"), "{metadata:?}");
}
