//! Kits with a password, and copies that name their reader.

use lopdf::{Document, LoadOptions, Permissions};

use crate::TestDir;

const BUILD: &str = "build --bank bank.toml --out kit.pdf";

fn dir() -> TestDir {
    let long = "x".repeat(2_000);
    TestDir::with_bank()
        .file("open", "s3cret \u{e4}\nsecond line\n")
        .file("owner", "the owner's\r\n")
        .file("wrong", "s3cret")
        .file("empty", "\nsecond line\n")
        .file("long", long)
        .file("bytes", b"\xff\xfe")
}

fn open_kit(dir: &TestDir, password: &str) -> lopdf::Result<Document> {
    Document::load_mem_with_options(&dir.bytes("kit.pdf"), LoadOptions::with_password(password))
}

#[test]
fn a_protected_kit_opens_with_its_password_only() {
    let dir = dir();
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0).stderr_has("wrote kit.pdf");
    let bytes = dir.bytes("kit.pdf");
    let all = String::from_utf8_lossy(&bytes);
    for secret in ["s3cret", "interview-kit", "test-first", "Interview kit"] {
        assert!(!all.contains(secret), "{secret} stands in the file");
    }
    assert!(open_kit(&dir, "s3cret").is_err() && open_kit(&dir, "").is_err());
    let document = open_kit(&dir, "s3cret \u{e4}").unwrap();
    assert!(document.page_iter().count() > 1);
    dir.run("inspect kit.pdf")
        .exits_with(1)
        .stderr_has("protected with a password")
        .stderr_has("--password-file");
    dir.run("inspect kit.pdf --password-file wrong").exits_with(1).stderr_has("error[pdf::");
    dir.run("inspect kit.pdf --password-file open")
        .exits_with(0)
        .stdout_has("as it was built, byte for byte");
    let again = dir.run("inspect kit.pdf --password-file open --rebuild --out plain.pdf").exits_with(0);
    again.stderr_has("has no password");
    dir.run("build --bank bank.toml --out same.pdf").exits_with(0);
    assert!(dir.bytes("plain.pdf") == dir.bytes("same.pdf"));
}

#[test]
fn no_two_protected_files_are_alike() {
    let dir = dir();
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    let first = dir.bytes("kit.pdf");
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    assert!(first != dir.bytes("kit.pdf"), "a key was used twice");
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
        let dir = dir();
        dir.run(permit).exits_with(0);
        let document = open_kit(&dir, "").unwrap();
        let given = document.encryption_state.unwrap().permissions();
        assert!(given.contains(has) && !given.intersects(lacks), "{permit}: {given:?}");
        assert!(given.contains(Permissions::COPYABLE_FOR_ACCESSIBILITY), "{permit}");
        dir.run("inspect kit.pdf").exits_with(0).stdout_has("protected with a password");
    }
    // The permissions as a person types them.
    let dir = dir();
    dir.run("build --bank bank.toml --owner-password-file owner --permit print,fill --out kit.pdf")
        .exits_with(0);
    let given = open_kit(&dir, "the owner's").unwrap().encryption_state.unwrap().permissions();
    assert!(given.contains(Permissions::PRINTABLE | Permissions::FILLABLE));
    dir.run("build --bank bank.toml --permit fill --out other.pdf")
        .exits_with(2)
        .stderr_has("--owner-password-file");
}

#[test]
fn unusable_passwords_are_rejected_and_never_shown() {
    let dir = dir();
    for (file, what) in [
        ("empty", "is empty"),
        ("long", "longer than a password"),
        ("bytes", "no text in UTF-8"),
        ("absent", "cannot read the password file absent"),
    ] {
        let ran = dir.run(BUILD).arg("--password-file").arg(file).exits_with(2).stderr_has(what);
        assert!(!ran.stderr.contains("xxxx"), "{}", ran.stderr);
    }
    let same = dir.run(&format!("{BUILD} --password-file open --owner-password-file open")).exits_with(2);
    assert!(!same.stderr_has("both passwords are the same").stderr.contains("s3cret"));
    dir.run("build --bank - --password-file - --out kit.pdf").exits_with(2).stderr_has("standard input");
    dir.run("build --bank bank.toml --pdf-a --password-file open --out kit.pdf")
        .exits_with(2)
        .stderr_has("19005-3");
    assert!(!dir.names().contains(&"kit.pdf".to_owned()));
    dir.run("build --bank bank.toml --password-file - --out kit.pdf").input("piped\n").exits_with(0);
    assert!(open_kit(&dir, "piped").is_ok());
}

#[test]
fn passwords_that_no_program_opens_are_rejected() {
    let dir = dir().file("owner-short", "another");
    // Bytes in the form that programs compare, not those in the file.
    let ligature = "\u{fdfa}";
    for (password, what) in [
        ("x".repeat(128), "has 128 bytes"),
        ("x".repeat(1_000), "has 1000 bytes"),
        ("\u{e9}".repeat(64), "has 128 bytes"),
        (ligature.repeat(4), "has 132 bytes"),
        ("\u{ad}".to_owned(), "is empty"),
        ("a\u{7}b".to_owned(), "character that PDF programs do not accept"),
    ] {
        let dir = dir.with_file("user", &password);
        for option in [
            "--password-file user",
            "--owner-password-file user",
            "--password-file owner-short --owner-password-file user",
        ] {
            let ran = dir
                .run(&format!("{BUILD} {option}"))
                .exits_with(2)
                .stderr_has("password in user")
                .stderr_has(what);
            assert!(!ran.stderr.contains(&password), "{}", ran.stderr);
        }
    }
    // Two spellings of one password give every reader the rights of the owner.
    let dir = dir.with_file("user", "caf\u{e9}").with_file("owner", "cafe\u{301}");
    dir.run(&format!("{BUILD} --password-file user --owner-password-file owner"))
        .exits_with(2)
        .stderr_has("both passwords are the same");
    assert!(!dir.names().contains(&"kit.pdf".to_owned()));
}

#[test]
fn the_longest_password_opens_in_every_spelling() {
    let dir = dir();
    let longest = "x".repeat(127);
    for (password, same) in
        [("x", "x"), (longest.as_str(), longest.as_str()), ("caf\u{e9}", "cafe\u{301}"), ("\u{2168}", "IX")]
    {
        let dir = dir.with_file("user", password).with_file("same", same);
        for option in ["--password-file user", "--password-file user --owner-password-file owner"] {
            dir.run(&format!("{BUILD} {option} --discard-answers")).exits_with(0);
            for file in ["user", "same"] {
                dir.run(&format!("inspect kit.pdf --password-file {file}")).exits_with(0);
            }
        }
        dir.run("inspect kit.pdf --password-file owner").exits_with(0);
    }
}

#[test]
fn without_a_terminal_a_password_is_not_asked_for() {
    let dir = dir();
    dir.run("build --bank bank.toml --out kit.pdf --password")
        .exits_with(2)
        .stderr_has("there is no terminal")
        .stderr_has("with --password-file FILE");
    dir.run("build --bank bank.toml --out kit.pdf --owner-password")
        .exits_with(2)
        .stderr_has("there is no terminal")
        .stderr_has("with --owner-password-file FILE");
    dir.run(&format!("{BUILD} --password --password-file open"))
        .exits_with(2)
        .stderr_has("cannot be used with");
    dir.run(&format!("{BUILD} --password --pdf-a")).exits_with(2).stderr_has("19005-3");
    assert!(!dir.names().contains(&"kit.pdf".to_owned()));
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    dir.run("inspect kit.pdf").exits_with(1).stderr_has("--password-file FILE");
}

#[test]
fn an_existing_protected_file_is_kept_without_its_password() {
    let dir = dir();
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    // An unchanged kit holds no answer.
    dir.run(BUILD).exits_with(0);
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    let kept = [&dir.bytes("kit.pdf")[..], b"% saved by another program\n"].concat();
    let dir = dir.file("kit.pdf", &kept);
    for more in ["", " --force", " --password-file wrong"] {
        dir.run(&format!("{BUILD}{more}")).exits_with(2).stderr_has("--discard-answers");
    }
    assert!(kept == dir.bytes("kit.pdf"));
    dir.run(&format!("{BUILD} --password-file open")).exits_with(0);
    let dir = dir.file("kit.pdf", &kept);
    dir.run(&format!("{BUILD} --discard-answers --force")).exits_with(0);
}

#[test]
fn a_copy_names_its_reader_on_every_page() {
    let dir = TestDir::with_bank();
    for face in ["interviewer", "candidate"] {
        let built = dir
            .run("build --bank bank.toml --out kit.pdf --recipient")
            .arg("Panel {page} \u{141}")
            .arg("--face");
        built.arg(face).exits_with(0);
        let document = Document::load_mem(&dir.bytes("kit.pdf")).unwrap();
        let lock = dir.run("inspect kit.pdf").exits_with(0).stdout_has("recipient Panel {page} \u{141}");
        drop(lock);
        assert!(document.page_iter().count() > 0);
        dir.run("inspect kit.pdf --rebuild --bank bank.toml").exits_with(0).stderr_has("byte for byte");
    }
    let refused =
        |name: &str| dir.run("build --bank bank.toml --out new.pdf --recipient").arg(name).exits_with(2);
    refused(" ").stderr_has("--recipient is empty");
    refused("a\u{1b}b").stderr_has("control character");
    refused(&"x".repeat(61)).stderr_has("61 characters, and 60 are allowed");
}
