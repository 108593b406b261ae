//! `flatten` and `redact` as commands, also on kits with a password.

use interview_kit::pdf::read::read;
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

use crate::Desk;

const PDFJS: &[u8] = include_bytes!("../filled/pdfjs.pdf");

fn desk() -> Desk {
    Desk::empty().file("filled.pdf", PDFJS)
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
    let desk = desk();
    desk.run("flatten filled.pdf").ends_with(0).says("wrote filled-record.pdf: 8 of 16 fields filled in");
    assert_eq!(desk.names(), ["filled-record.pdf", "filled.pdf"]);
    assert_eq!(desk.bytes("filled.pdf"), PDFJS);
    let record = desk.bytes("filled-record.pdf");
    desk.run("flatten filled.pdf --force")
        .ends_with(2)
        .says("has 8 fields filled in")
        .says("--discard-answers");
    desk.run("redact filled.pdf --out filled-record.pdf").ends_with(2);
    desk.run("redact filled.pdf --out new.pdf --replace x --font absent.ttf").ends_with(2).says("absent.ttf");
    assert_eq!(desk.bytes("filled-record.pdf"), record);
    desk.run("flatten filled.pdf --discard-answers").ends_with(0);
    assert_eq!(desk.bytes("filled-record.pdf"), record);
    desk.run("flatten filled.pdf --out new.pdf --font absent.ttf").ends_with(2).says("absent.ttf");
    desk.run("flatten filled.pdf --out filled.pdf").ends_with(2).says("has 8 fields filled in");
}

#[test]
fn flatten_and_redact_work_through_pipes() {
    let desk = Desk::empty();
    let ran = desk.run("flatten -").input(PDFJS).ends_with(0);
    assert_eq!(read(&ran.printed).unwrap().recorded, 8);
    let ran = desk.run("redact - --out -").input(PDFJS).ends_with(0);
    assert_eq!(read(&ran.printed).unwrap().filled(), 6);
    assert!(desk.names().is_empty());
}

#[test]
fn remaining_names_prevent_the_file() {
    let desk = desk();
    desk.run("inspect filled.pdf").ends_with(0).prints("Begins with the caller");
    // The date is no name, but what is asked for is looked for as one.
    let words = "redact filled.pdf --out less.pdf --replace Caller --field takeaways";
    desk.run(words).ends_with(0).says("emptied `candidate`, `interviewer`");
    desk.run("redact less.pdf --out none.pdf")
        .ends_with(1)
        .says("error[redact::name-left]: `caller` is still in the field `test-first/notes`")
        .says("`--field test-first/notes` empties it too; --allow-rest");
    assert_eq!(desk.names(), ["filled.pdf", "less.pdf"]);
    desk.run("redact less.pdf --out none.pdf --allow-rest").ends_with(0).says("warning[redact::name-left]");
    desk.run("redact less.pdf --out empty.pdf --field test-first/notes").ends_with(0);
    desk.run("redact less.pdf --out kept.pdf --keep candidate").ends_with(0);
    desk.run("redact less.pdf --out kept.pdf --keep candidate --discard-answers").ends_with(0);
    assert!(desk.run("inspect kept.pdf").ends_with(0).prints("Caller").printed.len() > 100);
}

#[test]
fn impossible_requests_are_rejected() {
    let desk = desk();
    desk.run("redact filled.pdf --out a.pdf --field x").ends_with(1).says("filled.pdf has no field `x`");
    desk.run("redact filled.pdf --out a.pdf --keep date --field date").ends_with(2).says("both name `date`");
    desk.run("redact filled.pdf --out a.pdf --keep candidate --replace x").ends_with(2).says("--replace");
    desk.run("redact filled.pdf --out filled.pdf --force").ends_with(2).says("has 8 fields filled in");
    desk.run("redact filled.pdf").ends_with(2).says("--out <FILE>");
    desk.run("flatten filled.pdf").ends_with(0);
    desk.run("redact filled-record.pdf --out a.pdf").ends_with(1).says("redact first, then flatten");
    assert_eq!(desk.names(), ["filled-record.pdf", "filled.pdf"]);
}

#[test]
fn a_password_is_read_from_a_file_and_never_shown() {
    let desk = Desk::empty()
        .file("locked.pdf", protected_kit())
        .file("right", "open sesame\r\nmore\n")
        .file("wrong", "secret word\n")
        .file("empty", "\n")
        .file("binary", [0xff, 0xfe, b'\n']);
    desk.run("inspect locked.pdf").ends_with(1).says("protected with a password").says("--password-file");
    desk.run("inspect locked.pdf --password-file right").ends_with(0).prints("Łukasz Żółć");
    let ran = desk.run("inspect locked.pdf --password-file wrong").ends_with(1);
    let ran = ran.says("the password does not open the file");
    assert!(!ran.heard.contains("secret"), "{}", ran.heard);
    desk.run("flatten locked.pdf --password-file right").ends_with(0).says("note[pdf::password-dropped]");
    desk.run("redact locked.pdf --out less.pdf --password-file right")
        .ends_with(0)
        .says("pdf::password-dropped");
    desk.run("inspect less.pdf").ends_with(0).prints("6 of 16 fields");
    for (name, what) in [("empty", "is empty"), ("binary", "no text in UTF-8"), ("absent", "No such file")] {
        desk.run("flatten locked.pdf --out new.pdf --password-file")
            .arg(name)
            .ends_with(2)
            .says(name)
            .says(what);
    }
    desk.run("inspect - --password-file -").input(PDFJS).ends_with(2).says("cannot both come from");
    desk.run("inspect locked.pdf --password-file -").input("open sesame").ends_with(0).prints("Łukasz");
}

#[test]
fn an_existing_protected_kit_may_hold_answers() {
    let desk = Desk::with_bank().file("kit.pdf", protected_kit());
    desk.run("build --bank bank.toml --out kit.pdf --force").ends_with(2).says("may have fields filled in");
    desk.run("build --bank bank.toml --out kit.pdf --force --discard-answers").ends_with(0);
}

#[test]
fn files_that_are_no_filled_kits_are_rejected_with_a_remedy() {
    let desk = Desk::with_bank().file("cut.pdf", &PDFJS[..9_000]).file("text.pdf", "a text");
    desk.run("build --bank bank.toml --no-form --out bare.pdf").ends_with(0);
    for (name, what) in [
        ("cut.pdf", "the file is damaged"),
        ("text.pdf", "the file is not a PDF file"),
        ("bare.pdf", "has no fields, so nothing can be"),
    ] {
        for words in ["flatten", "redact --out new.pdf"] {
            desk.run(words).arg(name).ends_with(1).says(name).says(what).says("help: ").prints_nothing();
        }
    }
    assert_eq!(desk.names(), ["bank.toml", "bare.pdf", "cut.pdf", "text.pdf"]);
}
