//! Where files go: folders are created, names are one file on every system, and no other kit is replaced unasked.

use crate::TestDir;
use crate::test_dir::MANIFEST;

/// Makes a workspace with a manifest of two kits that have these file names.
fn dir_with_outputs(first: &str, second: &str) -> TestDir {
    let kit = |n: u32, output: &str| {
        format!("[[kit]]\nname = \"k{n}\"\nrole = \"analyst\"\noutput = \"{output}\"\n")
    };
    let text = format!("schema = 1\n[defaults]\nbank = \"bank.toml\"\n{}{}", kit(1, first), kit(2, second));
    TestDir::with_bank().file("kits.toml", text)
}

#[test]
fn names_that_are_one_file_on_some_system_are_found_before_anything_is_written() {
    for (first, second) in [
        ("ΟΔΟΣ.pdf", "οδος.pdf"),
        ("Straße.pdf", "strasse.pdf"),
        ("ﬁt.pdf", "fit.pdf"),
        ("a.pdf", "a.pdf/b.pdf"),
        ("a.pdf/b.pdf", "A.PDF"),
        ("x/a.pdf/b.pdf", "X/a.pdf"),
    ] {
        let dir = dir_with_outputs(first, second);
        let ran = dir.run("batch").exits_with(1);
        ran.stderr_has("manifest::duplicate-output");
        assert_eq!(dir.names(), ["bank.toml", "kits.toml"], "{first} {second}");
    }
    for bad in ["com¹.pdf", "LPT².pdf", "a\u{3164}.pdf", "a./b.pdf", "a /b.pdf", "Zoe\u{308}.pdf"] {
        let ran = dir_with_outputs("good.pdf", bad).run("batch").exits_with(1);
        ran.stderr_has("manifest::bad-output");
    }
    dir_with_outputs("a.pdf", "a/a.pdf").run("batch").exits_with(0);
}

#[test]
fn folders_named_by_out_are_created() {
    let dir = TestDir::with_bank().file("rows.csv", "candidate\nAda\n");
    let build = "build --bank bank.toml --only test-names";
    dir.run(&format!("{build} --out a/b/kit.pdf")).exits_with(0);
    dir.run(&format!("{build} --out c/d/")).exits_with(0).stderr_has("analyst.pdf");
    dir.run(&format!("{build} --out a")).exits_with(0);
    dir.run(&format!("{build} --prefill rows.csv --out e/f/")).exits_with(0);
    dir.run("flatten a/b/kit.pdf --out g/record.pdf").exits_with(0);
    dir.run("flatten a/b/kit.pdf --out h/").exits_with(0);
    dir.run("redact a/b/kit.pdf --out i/nameless.pdf").exits_with(0);
    dir.run("inspect a/b/kit.pdf --rebuild --out j/").exits_with(0);
    for made in [
        "a/b/kit.pdf",
        "a/analyst.pdf",
        "c/d/analyst.pdf",
        "e/f/analyst-ada.pdf",
        "g/record.pdf",
        "h/kit-record.pdf",
        "i/nameless.pdf",
        "j/kit.pdf",
    ] {
        assert!(dir.path(made).is_file(), "{made}");
    }
    // The name of the file may be that of the candidate.
    dir.run("redact a/b/kit.pdf --out k/").exits_with(2).stderr_has("name a file in it");
    dir.run("flatten - --out k/")
        .input(dir.bytes("a/b/kit.pdf"))
        .exits_with(2)
        .stderr_has("name a file in it");
    dir.run(&format!("{build} --out bank.toml/kit.pdf"))
        .exits_with(2)
        .stderr_has("bank.toml is not a folder");
    dir.run(&format!("{build} --out bank.toml/x/kit.pdf")).exits_with(2).stderr_has("is not a folder");
    dir.run(&format!("{build} --dry-run --out l/")).exits_with(0);
    assert!(!dir.path("k").exists() && !dir.path("l").exists());
}

#[test]
fn a_default_name_replaces_no_kit_of_another_seed() {
    let dir = TestDir::with_bank().file("rows.csv", "candidate\nAda\n");
    let build =
        |more: &str| dir.run(&format!("build --bank bank.toml --role analyst --seniority mid {more}"));
    for more in ["", "--face candidate", "--prefill rows.csv", "--out kits/"] {
        build(&format!("--minutes 25 --seed 1 {more}")).exits_with(0);
        build(&format!("--minutes 25 --seed 1 {more}")).exits_with(0);
        let other = (2..20).find(|seed| {
            let one = build(&format!("--minutes 25 --seed 1 {more} --dry-run")).exits_with(0);
            let other = build(&format!("--minutes 25 --seed {seed} {more} --dry-run")).exits_with(0);
            one.stdout != other.stdout
        });
        let other = other.unwrap();
        let before = dir.names();
        build(&format!("--minutes 25 --seed {other} {more}")).exits_with(2).stderr_has("is another kit");
        assert_eq!(dir.names(), before);
        build(&format!("--minutes 25 --seed {other} {more} --force")).exits_with(0);
    }
    // A name that was typed is meant.
    build("--seed 1 --out mine.pdf").exits_with(0);
    build("--seed 2 --out mine.pdf").exits_with(0);
}

#[test]
fn no_line_of_a_file_that_is_no_bank_is_shown() {
    let secret = "password = \"hunter2\"\n[profile]\nrole = \"admin\"\nquestion = \"hunter2\"\n= hunter2\n";
    for (manifest, place) in [
        (MANIFEST.replace("bank.toml", "secret.toml"), "secret.toml is not a bank"),
        (MANIFEST.replace("bank.toml", "folder"), "secret.toml is not a bank"),
        (format!("manifests = \"secret.toml\"\n{MANIFEST}"), "`secret.toml` is not a manifest"),
    ] {
        let dir = TestDir::with_bank().file("secret.toml", secret).file("folder/secret.toml", secret);
        let dir = dir.file("kits.toml", manifest);
        for format in ["text", "json", "github", "short"] {
            let ran = dir.run(&format!("batch --findings {format}")).exits_with(1);
            assert!(
                !ran.stderr.contains("hunter2") && !String::from_utf8_lossy(&ran.stdout).contains("hunter2"),
                "{}",
                ran.stderr
            );
            assert!(ran.stderr.contains(place), "{}", ran.stderr);
        }
    }
    // The mistakes of a bank are shown, whatever they are.
    for entry in
        ["[[question]]\nid = 7\n", "[[ questions ]]\nid = 7\n", "schema = 7\n", "question = [{ id = 7 }]\n"]
    {
        let dir = TestDir::empty().file("kits.toml", MANIFEST).file("bank.toml", entry);
        dir.run("batch").exits_with(1).stderr_has("bank::");
    }
}
