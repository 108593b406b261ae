//! Kits with a password, and copies that name their reader.

use lopdf::{Document, LoadOptions, Permissions};

use crate::Desk;

const BUILD: &str = "build --bank bank.toml --out kit.pdf";

fn desk() -> Desk {
    let long = "x".repeat(2_000);
    Desk::with_bank()
        .file("open", "s3cret \u{e4}\nsecond line\n")
        .file("owner", "the owner's\r\n")
        .file("wrong", "s3cret")
        .file("empty", "\nsecond line\n")
        .file("long", long)
        .file("bytes", b"\xff\xfe")
}

fn open_kit(desk: &Desk, password: &str) -> lopdf::Result<Document> {
    Document::load_mem_with_options(&desk.bytes("kit.pdf"), LoadOptions::with_password(password))
}

#[test]
fn a_protected_kit_opens_with_its_password_only() {
    let desk = desk();
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0).says("wrote kit.pdf");
    let bytes = desk.bytes("kit.pdf");
    let all = String::from_utf8_lossy(&bytes);
    for secret in ["s3cret", "interview-kit", "test-first", "Interview kit"] {
        assert!(!all.contains(secret), "{secret} stands in the file");
    }
    assert!(open_kit(&desk, "s3cret").is_err() && open_kit(&desk, "").is_err());
    let document = open_kit(&desk, "s3cret \u{e4}").unwrap();
    assert!(document.page_iter().count() > 1);
    desk.run("inspect kit.pdf").ends_with(1).says("protected with a password").says("--password-file");
    desk.run("inspect kit.pdf --password-file wrong").ends_with(1).says("error[pdf::");
    desk.run("inspect kit.pdf --password-file open").ends_with(0).prints("as it was built, byte for byte");
    let again = desk.run("inspect kit.pdf --password-file open --rebuild --out plain.pdf").ends_with(0);
    again.says("has no password");
    desk.run("build --bank bank.toml --out same.pdf").ends_with(0);
    assert!(desk.bytes("plain.pdf") == desk.bytes("same.pdf"));
}

#[test]
fn no_two_protected_files_are_alike() {
    let desk = desk();
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0);
    let first = desk.bytes("kit.pdf");
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0);
    assert!(first != desk.bytes("kit.pdf"), "a key was used twice");
}

#[test]
fn the_file_states_its_permissions_and_always_permits_screen_readers() {
    for (permit, has, lacks) in [
        (
            "build --permit print --owner-password-file owner --bank bank.toml --out kit.pdf",
            Permissions::PRINTABLE,
            Permissions::FILLABLE,
        ),
        (
            "build --permit copy --owner-password-file owner --bank bank.toml --out kit.pdf",
            Permissions::COPYABLE,
            Permissions::PRINTABLE,
        ),
        (
            "build --permit fill --owner-password-file owner --bank bank.toml --out kit.pdf",
            Permissions::FILLABLE,
            Permissions::MODIFIABLE,
        ),
        (
            "build --permit comment --owner-password-file owner --bank bank.toml --out kit.pdf",
            Permissions::ANNOTABLE,
            Permissions::COPYABLE,
        ),
        (
            "build --permit change --owner-password-file owner --bank bank.toml --out kit.pdf",
            Permissions::MODIFIABLE | Permissions::ASSEMBLABLE,
            Permissions::ANNOTABLE,
        ),
    ] {
        let desk = desk();
        desk.run(permit).ends_with(0);
        let document = open_kit(&desk, "").unwrap();
        let given = document.encryption_state.unwrap().permissions();
        assert!(given.contains(has) && !given.intersects(lacks), "{permit}: {given:?}");
        assert!(given.contains(Permissions::COPYABLE_FOR_ACCESSIBILITY), "{permit}");
        desk.run("inspect kit.pdf").ends_with(0).prints("protected with a password");
    }
    // The flags as a person types them.
    let desk = desk();
    desk.run("build --bank bank.toml --owner-password-file owner --permit print,fill --out kit.pdf")
        .ends_with(0);
    let given = open_kit(&desk, "the owner's").unwrap().encryption_state.unwrap().permissions();
    assert!(given.contains(Permissions::PRINTABLE | Permissions::FILLABLE));
    desk.run("build --bank bank.toml --permit fill --out other.pdf")
        .ends_with(2)
        .says("--owner-password-file");
}

#[test]
fn unusable_passwords_are_rejected_and_never_shown() {
    let desk = desk();
    for (file, what) in [
        ("empty", "is empty"),
        ("long", "longer than a password"),
        ("bytes", "no text in UTF-8"),
        ("absent", "cannot read the password file absent"),
    ] {
        let ran = desk.run(BUILD).arg("--password-file").arg(file).ends_with(2).says(what);
        assert!(!ran.heard.contains("xxxx"), "{}", ran.heard);
    }
    let same = desk.run(&format!("{BUILD} --password-file open --owner-password-file open")).ends_with(2);
    assert!(!same.says("both passwords are the same").heard.contains("s3cret"));
    desk.run("build --bank - --password-file - --out kit.pdf").ends_with(2).says("standard input");
    desk.run("build --bank bank.toml --pdf-a --password-file open --out kit.pdf")
        .ends_with(2)
        .says("19005-3");
    assert!(!desk.names().contains(&"kit.pdf".to_owned()));
    desk.run("build --bank bank.toml --password-file - --out kit.pdf").input("piped\n").ends_with(0);
    assert!(open_kit(&desk, "piped").is_ok());
}

#[test]
fn an_existing_protected_file_is_kept_without_its_password() {
    let desk = desk();
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0);
    // As it was built it holds no answer.
    desk.run(BUILD).ends_with(0);
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0);
    let kept = [&desk.bytes("kit.pdf")[..], b"% saved by another program\n"].concat();
    let desk = desk.file("kit.pdf", &kept);
    for more in ["", " --force", " --password-file wrong"] {
        desk.run(&format!("{BUILD}{more}")).ends_with(2).says("--discard-answers");
    }
    assert!(kept == desk.bytes("kit.pdf"));
    desk.run(&format!("{BUILD} --password-file open")).ends_with(0);
    let desk = desk.file("kit.pdf", &kept);
    desk.run(&format!("{BUILD} --discard-answers --force")).ends_with(0);
}

#[test]
fn a_copy_names_its_reader_on_every_page() {
    let desk = Desk::with_bank();
    for face in ["interviewer", "candidate"] {
        let built = desk
            .run("build --bank bank.toml --out kit.pdf --recipient")
            .arg("Panel {page} \u{141}")
            .arg("--face");
        built.arg(face).ends_with(0);
        let document = Document::load_mem(&desk.bytes("kit.pdf")).unwrap();
        let lock = desk.run("inspect kit.pdf").ends_with(0).prints("recipient Panel {page} \u{141}");
        drop(lock);
        assert!(document.page_iter().count() > 0);
        desk.run("inspect kit.pdf --rebuild --bank bank.toml").ends_with(0).says("byte for byte");
    }
    let refused =
        |name: &str| desk.run("build --bank bank.toml --out new.pdf --recipient").arg(name).ends_with(2);
    refused(" ").says("--recipient is empty");
    refused("a\u{1b}b").says("control character");
    refused(&"x".repeat(61)).says("61 characters, 60 are allowed");
}
