//! Files that may hold answers are kept, whatever hinders the program from reading them.

use std::process::Command;

use interview_kit::pdf::read::read;
use lopdf::{Document, Object};

use crate::TestDir;

const FILLED: &[u8] = include_bytes!("../filled/pdfjs.pdf");

/// Returns damaged forms of a filled kit.
fn damaged_kits() -> Vec<(&'static str, Vec<u8>)> {
    let length = FILLED.len();
    let without = |word: &[u8], by: &[u8]| {
        let mut bytes = FILLED.to_vec();
        while let Some(at) = bytes.windows(word.len()).position(|part| part == word) {
            bytes.splice(at..at + word.len(), by.iter().copied());
        }
        bytes
    };
    let mut flipped = FILLED.to_vec();
    for at in (length - 6_000..length - 3_000).step_by(7) {
        flipped[at] ^= 0x15;
    }
    vec![
        ("cut to a half", FILLED[..length / 2].to_vec()),
        ("cut by 2 bytes", FILLED[..length - 2].to_vec()),
        ("cut by 30 bytes", FILLED[..length - 30].to_vec()),
        ("cut to its first bytes", FILLED[..400].to_vec()),
        ("followed by NUL bytes", [FILLED, &[0; 5_000]].concat()),
        ("flipped", flipped),
        ("without a header", [&[0; 9], &FILLED[9..]].concat()),
        ("without a catalog", without(b"/Catalog", b"/Katalog")),
        ("without pages or objects", without(b" obj", b" 0bj")),
        ("from a server", [b"HTTP/1.1 200 OK\r\n\r\n".repeat(80).as_slice(), FILLED].concat()),
    ]
}

fn dir() -> TestDir {
    TestDir::with_manifest().file("filled.pdf", FILLED)
}

#[test]
fn a_damaged_kit_is_kept_with_force_by_every_command() {
    let dir = dir();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    for (damage, bytes) in damaged_kits() {
        let dir =
            dir.with_file("target.pdf", &bytes).with_file("dist/analyst-mid-interviewer-a4.pdf", &bytes);
        for command in [
            "build --bank bank.toml --force --out target.pdf",
            "flatten filled.pdf --force --out target.pdf",
            "redact filled.pdf --force --out target.pdf",
            "inspect kit.pdf --rebuild --force --out target.pdf",
        ] {
            dir.run(command).exits_with(2).stderr_has("--discard-answers");
            assert!(dir.bytes("target.pdf") == bytes, "{damage}: {command}");
        }
        dir.run("batch --force").exits_with(2).stderr_has("--discard-answers");
        assert!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf") == bytes, "{damage}: batch");
        dir.run("batch --check").exits_with(1).stderr_has("filled").stderr_has("move it to where");
    }
}

/// Returns a filled kit as programs save it that draw the answers on its pages and remove the fields.
fn flattened_elsewhere(keeps_metadata: bool) -> Vec<u8> {
    let mut document = Document::load_mem(include_bytes!("../filled/pikepdf.pdf")).unwrap();
    let (pages, catalog) =
        (document.get_pages(), document.trailer.get(b"Root").unwrap().as_reference().unwrap());
    let entries = document.get_object_mut(catalog).and_then(Object::as_dict_mut).unwrap();
    entries.remove(b"AcroForm");
    if !keeps_metadata {
        entries.remove(b"Metadata");
    }
    for page in pages.into_values() {
        document.get_object_mut(page).and_then(Object::as_dict_mut).unwrap().remove(b"Annots");
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_kit_that_another_program_flattened_is_kept_by_every_command() {
    for keeps_metadata in [true, false] {
        let bytes = flattened_elsewhere(keeps_metadata);
        let dir = dir();
        dir.with_file("target.pdf", &bytes).with_file("dist/analyst-mid-interviewer-a4.pdf", &bytes);
        for command in [
            "build --bank bank.toml --force --out target.pdf",
            "flatten filled.pdf --out target.pdf",
            "redact filled.pdf --accept-altered --out target.pdf",
        ] {
            dir.run(command).exits_with(2).stderr_has("--discard-answers");
            assert!(dir.bytes("target.pdf") == bytes, "{command}");
        }
        dir.run("batch --force").exits_with(2).stderr_has("--discard-answers");
        assert!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf") == bytes, "batch");
        dir.run("build --bank bank.toml --discard-answers --out target.pdf").exits_with(0);
        assert!(dir.bytes("target.pdf") != bytes);
    }
}

#[test]
fn a_filled_kit_is_kept_where_a_report_or_an_index_is_to_be_written() {
    let dir = dir();
    dir.with_file("dist/index.html", FILLED);
    for command in ["batch --force --report json=filled.pdf", "batch --force --report csv=filled.pdf"] {
        dir.run(command).exits_with(2).stderr_has("filled.pdf is a kit that may have answers in it");
        assert!(dir.bytes("filled.pdf") == FILLED, "{command}");
    }
    dir.run("index dist --force").exits_with(2).stderr_has("is a kit that may have answers in it");
    assert!(dir.bytes("dist/index.html") == FILLED);
}

#[test]
fn a_damaged_kit_is_kept_by_prefill_and_prune() {
    let dir = TestDir::with_manifest().file("rows.csv", "candidate\nAda Example\n");
    for (damage, bytes) in damaged_kits() {
        let dir = dir
            .with_file("kits/ada-example.pdf", &bytes)
            .with_file("dist/stray-mid-interviewer-a4.pdf", &bytes);
        dir.run("build --bank bank.toml --prefill rows.csv --force --out")
            .arg("kits/{candidate}.pdf")
            .exits_with(2)
            .stderr_has("--discard-answers");
        assert!(dir.bytes("kits/ada-example.pdf") == bytes, "{damage}");
        dir.run("batch --prune --force").exits_with(0);
        assert!(dir.bytes("dist/stray-mid-interviewer-a4.pdf") == bytes, "{damage}: prune");
    }
}

#[test]
fn answers_in_a_damaged_kit_can_be_given_up() {
    let (_, bytes) = damaged_kits().remove(0);
    let dir = dir().file("target.pdf", &bytes);
    dir.run("build --bank bank.toml --force --discard-answers --out target.pdf").exits_with(0);
    assert!(dir.bytes("target.pdf") != bytes);
    // A damaged file of another program holds no answers of a kit.
    let dir = dir.file("target.pdf", b"%PDF-1.7 of another program");
    dir.run("build --bank bank.toml --out target.pdf").exits_with(2).stderr_has("did not write it");
    dir.run("build --bank bank.toml --force --out target.pdf").exits_with(0);
}

#[cfg(target_os = "linux")]
#[test]
fn little_memory_loses_no_answers() {
    let dir = dir();
    let mut refusals = 0;
    for kibibytes in (60_000..300_000).step_by(12_000) {
        let dir =
            dir.with_file("target.pdf", FILLED).with_file("dist/analyst-mid-interviewer-a4.pdf", FILLED);
        for command in ["build --bank bank.toml --force --out target.pdf", "batch --force"] {
            let program = env!("CARGO_BIN_EXE_interview-kit");
            let ran = Command::new("sh")
                .args(["-c", &format!("ulimit -v {kibibytes}; exec {program} {command}")])
                .current_dir(dir.folder())
                .output()
                .unwrap();
            assert!(!ran.status.success(), "{kibibytes}: {command}");
            refusals += usize::from(String::from_utf8_lossy(&ran.stderr).contains("--discard-answers"));
        }
        for file in ["target.pdf", "dist/analyst-mid-interviewer-a4.pdf"] {
            assert!(dir.bytes(file) == FILLED, "{kibibytes}: {file}");
        }
    }
    assert!(refusals > 20, "{refusals}");
}

#[test]
fn a_damaged_kit_is_marked_in_every_form() {
    let dir = TestDir::empty().file("part.pdf", &FILLED[..FILLED.len() - 30]).file("filled.pdf", FILLED);
    for format in ["table", "json", "csv", "markdown"] {
        dir.run(&format!("inspect part.pdf --format {format}"))
            .exits_with(0)
            .stdout_has("Łukasz Żółć")
            .stderr_has("warning[pdf::recovered]");
    }
    dir.run("inspect part.pdf").exits_with(0).stdout_has("DAMAGED");
    dir.run("inspect part.pdf --format json").exits_with(0).stdout_has("\"is_recovered\": true");
    dir.run("inspect part.pdf --findings json").exits_with(0).stderr_has("pdf::recovered");
    dir.run("inspect filled.pdf --format json").exits_with(0).stdout_has("\"is_recovered\": false");
    dir.run("diff filled.pdf part.pdf").exits_with(1).stderr_has("pdf::recovered");
    // What is made of it is marked as well.
    dir.run("flatten part.pdf --out record.pdf").exits_with(0).stderr_has("pdf::recovered");
    dir.run("redact part.pdf --out redacted.pdf --accept-altered").exits_with(0).stderr_has("pdf::recovered");
    for file in ["record.pdf", "redacted.pdf"] {
        assert!(read(&dir.bytes(file)).unwrap().is_recovered, "{file}");
    }
    dir.run("inspect record.pdf").exits_with(0).stderr_has("pdf::recovered");
}

#[test]
fn no_older_state_of_a_damaged_kit_survives_redaction() {
    // The kit before and after its update, and another kit before it.
    let other = include_bytes!("../filled/tagged.pdf").as_slice();
    for bytes in
        [FILLED[..FILLED.len() - 30].to_vec(), [other, FILLED].concat(), [FILLED, &[0; 3_000]].concat()]
    {
        let dir = TestDir::empty().file("part.pdf", &bytes);
        dir.run("redact part.pdf --out redacted.pdf --accept-altered").exits_with(0);
        let redacted = dir.bytes("redacted.pdf");
        assert!(redacted.len() < FILLED.len() + 20_000, "older objects are in it");
        let text = dir.run("inspect redacted.pdf --format csv").exits_with(0);
        let text = String::from_utf8_lossy(&text.stdout).into_owned();
        assert!(!text.contains("Żółć") && !text.contains("Ναυσικά"), "{text}");
    }
}
