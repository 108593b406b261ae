//! `flatten` and `redact` as commands, also on kits with a password.

use interview_kit::pdf::read::read;
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

use crate::TestDir;

const PDFJS: &[u8] = include_bytes!("../filled/pdfjs.pdf");

fn dir() -> TestDir {
    TestDir::empty().file("filled.pdf", PDFJS)
}

/// Makes the kit with the password "open sesame".
fn protected_kit() -> Vec<u8> {
    let mut document = Document::load_mem(PDFJS).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "open sesame",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_flattened_kit_is_written_beside_its_kit_and_answers_are_kept() {
    let dir = dir();
    dir.run("flatten filled.pdf")
        .exits_with(0)
        .stderr_has("wrote filled-record.pdf: 8 of 16 fields filled in");
    assert_eq!(dir.names(), ["filled-record.pdf", "filled.pdf"]);
    assert_eq!(dir.bytes("filled.pdf"), PDFJS);
    let record = dir.bytes("filled-record.pdf");
    dir.run("flatten filled.pdf --force")
        .exits_with(2)
        .stderr_has("has 8 fields filled in")
        .stderr_has("--discard-answers");
    dir.run("redact filled.pdf --out filled-record.pdf").exits_with(2);
    dir.run("redact filled.pdf --out new.pdf --replace x --font absent.ttf")
        .exits_with(2)
        .stderr_has("absent.ttf");
    assert_eq!(dir.bytes("filled-record.pdf"), record);
    dir.run("flatten filled.pdf --discard-answers").exits_with(0);
    assert_eq!(dir.bytes("filled-record.pdf"), record);
    dir.run("flatten filled.pdf --out new.pdf --font absent.ttf").exits_with(2).stderr_has("absent.ttf");
    dir.run("flatten filled.pdf --out filled.pdf").exits_with(2).stderr_has("has 8 fields filled in");
}

#[test]
fn flatten_and_redact_work_through_pipes() {
    let dir = TestDir::empty();
    let ran = dir.run("flatten -").input(PDFJS).exits_with(0);
    assert_eq!(read(&ran.stdout).unwrap().recorded, 8);
    let ran = dir.run("redact - --out - --accept-altered").input(PDFJS).exits_with(0);
    assert_eq!(read(&ran.stdout).unwrap().filled(), 6);
    assert!(dir.names().is_empty());
}

#[test]
fn remaining_names_prevent_the_file() {
    let dir = dir();
    dir.run("inspect filled.pdf").exits_with(0).stdout_has("Begins with the caller");
    let words = "redact filled.pdf --out less.pdf --replace Щерба\u{301}к --field takeaways --accept-altered";
    dir.run(words).exits_with(0).stderr_has("emptied `candidate`, `interviewer`");
    dir.run("redact less.pdf --out none.pdf --accept-altered")
        .exits_with(1)
        .stderr_has("error[redact::name-left]: `Щербак` is still in the field `test-first/notes`")
        .stderr_has("`--field test-first/notes` empties it too; --allow-rest");
    assert_eq!(dir.names(), ["filled.pdf", "less.pdf"]);
    dir.run("redact less.pdf --out none.pdf --allow-rest --accept-altered")
        .exits_with(0)
        .stderr_has("warning[redact::name-left]");
    dir.run("redact less.pdf --out empty.pdf --field test-first/notes --accept-altered").exits_with(0);
    dir.run("redact less.pdf --out twice.pdf --replace Щерба\u{301}к --accept-altered").exits_with(0);
    dir.run("redact less.pdf --out kept.pdf --keep candidate --accept-altered").exits_with(0);
    dir.run("redact less.pdf --out kept.pdf --keep candidate --discard-answers --accept-altered")
        .exits_with(0);
    assert!(dir.run("inspect kept.pdf").exits_with(0).stdout_has("Щерба\u{301}к").stdout.len() > 100);
}

#[test]
fn a_kit_that_may_hold_names_is_refused_until_that_is_accepted() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --recipient")
        .arg("Ada Example")
        .arg("--out")
        .arg("kit.pdf")
        .exits_with(0);
    dir.run("redact kit.pdf --out less.pdf")
        .exits_with(1)
        .stderr_has("error[redact::recipient]: the pages of kit.pdf say that this copy is for `Ada Example`")
        .stderr_has("--accept-recipient");
    dir.run("redact kit.pdf --out less.pdf --accept-altered").exits_with(1).stderr_has("redact::recipient");
    dir.run("redact kit.pdf --out less.pdf --accept-recipient").exits_with(0);
    let mut document = Document::load_mem(&dir.bytes("kit.pdf")).unwrap();
    document.delete_pages(&[1]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let dir = dir.file("cut.pdf", bytes);
    dir.run("redact cut.pdf --out cut-less.pdf --accept-recipient")
        .exits_with(1)
        .stderr_has("error[redact::altered]: the pages of cut.pdf are not those it was built with");
    dir.run("redact cut.pdf --out cut-less.pdf --accept-recipient --accept-altered")
        .exits_with(0)
        .stderr_has("warning[redact::altered]");
    dir.run("redact cut.pdf --out cut-rest.pdf --allow-rest")
        .exits_with(0)
        .stderr_has("warning[redact::recipient]");
}

#[test]
fn impossible_requests_are_rejected() {
    let dir = dir();
    dir.run("redact filled.pdf --out a.pdf --field x")
        .exits_with(1)
        .stderr_has("filled.pdf has no field `x`");
    dir.run("redact filled.pdf --out a.pdf --keep date --field date")
        .exits_with(2)
        .stderr_has("both name `date`");
    dir.run("redact filled.pdf --out a.pdf --keep candidate --replace x")
        .exits_with(2)
        .stderr_has("--replace");
    dir.run("redact filled.pdf --out filled.pdf --force").exits_with(2).stderr_has("has 8 fields filled in");
    dir.run("redact filled.pdf").exits_with(2).stderr_has("--out <FILE>");
    dir.run("flatten filled.pdf").exits_with(0);
    dir.run("redact filled-record.pdf --out a.pdf")
        .exits_with(1)
        .stderr_has(
            "filled-record.pdf is a record: its answers are part of the pages and cannot be removed there",
        )
        .stderr_has("redact that kit, and then flatten the result");
    assert_eq!(dir.names(), ["filled-record.pdf", "filled.pdf"]);
}

#[test]
fn a_password_is_read_from_a_file_and_never_shown() {
    let dir = TestDir::empty()
        .file("locked.pdf", protected_kit())
        .file("right", "open sesame\r\nmore\n")
        .file("wrong", "secret word\n")
        .file("empty", "\n")
        .file("binary", [0xff, 0xfe, b'\n']);
    dir.run("inspect locked.pdf")
        .exits_with(1)
        .stderr_has("protected with a password")
        .stderr_has("--password-file");
    dir.run("inspect locked.pdf --password-file right").exits_with(0).stdout_has("Łukasz Żółć");
    let ran = dir.run("inspect locked.pdf --password-file wrong").exits_with(1);
    let ran = ran.stderr_has("the password does not open the file");
    assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
    dir.run("flatten locked.pdf --password-file right")
        .exits_with(0)
        .stderr_has("note[pdf::password-dropped]");
    dir.run("redact locked.pdf --out less.pdf --accept-altered --password-file right")
        .exits_with(0)
        .stderr_has("pdf::password-dropped");
    dir.run("inspect less.pdf").exits_with(0).stdout_has("6 of 16 fields");
    for (name, what) in [("empty", "is empty"), ("binary", "no text in UTF-8"), ("absent", "No such file")] {
        dir.run("flatten locked.pdf --out new.pdf --password-file")
            .arg(name)
            .exits_with(2)
            .stderr_has(name)
            .stderr_has(what);
    }
    dir.run("inspect - --password-file -").input(PDFJS).exits_with(2).stderr_has("cannot both come from");
    dir.run("inspect locked.pdf --password-file -").input("open sesame").exits_with(0).stdout_has("Łukasz");
}

#[test]
fn an_existing_protected_kit_may_hold_answers() {
    let dir = TestDir::with_bank().file("kit.pdf", protected_kit());
    dir.run("build --bank bank.toml --out kit.pdf --force")
        .exits_with(2)
        .stderr_has("may have fields filled in");
    dir.run("build --bank bank.toml --out kit.pdf --force --discard-answers").exits_with(0);
}

#[test]
fn files_that_are_no_filled_kits_are_rejected_with_a_remedy() {
    let dir = TestDir::with_bank().file("cut.pdf", &PDFJS[..9_000]).file("text.pdf", "a text");
    dir.run("build --bank bank.toml --no-form --out bare.pdf").exits_with(0);
    for (name, what) in [
        ("cut.pdf", "the file is damaged"),
        ("text.pdf", "the file is not a PDF file"),
        ("bare.pdf", "has no fields, so nothing can be"),
    ] {
        for words in ["flatten", "redact --out new.pdf"] {
            dir.run(words)
                .arg(name)
                .exits_with(1)
                .stderr_has(name)
                .stderr_has(what)
                .stderr_has("help: ")
                .stdout_is_empty();
        }
    }
    assert_eq!(dir.names(), ["bank.toml", "bare.pdf", "cut.pdf", "text.pdf"]);
}
