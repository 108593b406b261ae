//! `inspect` shows the answers in a kit, and no command overwrites them by accident.

use lopdf::{Document, text_string};

use crate::TestDir;

const PYPDF: &[u8] = include_bytes!("../filled/pypdf.pdf");
const PDFJS: &[u8] = include_bytes!("../filled/pdfjs.pdf");

#[test]
fn answers_are_shown_in_every_format() {
    let dir = TestDir::empty().file("filled.pdf", PYPDF);
    dir.run("inspect filled.pdf")
        .exits_with(0)
        .stdout_has("8 of 16 fields filled in")
        .stdout_has("Łukasz Żółć");
    let table = dir.run("inspect filled.pdf --format table").exits_with(0);
    assert_eq!(table.stdout, dir.run("inspect filled.pdf").exits_with(0).stdout);
    dir.run("inspect filled.pdf --format csv")
        .exits_with(0)
        .stdout_has("file,kit,question,field,kind,value,doubt,page,author\n")
        .stdout_has("test-first,notes,text,\"Begins with the caller.\nΔεύτερη γραμμή: Щербак, 12 €.\",,2,\n");
    dir.run("inspect filled.pdf --format markdown")
        .exits_with(0)
        .stdout_has("| test-first | listen-1 | tick | yes |");
    let ran = dir.run("inspect filled.pdf --format json").exits_with(0);
    let json: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!((&json["filled"], &json["pages"], &json["is_kit"]), (&8.into(), &3.into(), &true.into()));
    let field = |name: &str| json["fields"].as_array().unwrap().iter().find(|f| f["name"] == name).unwrap();
    assert_eq!(field("test-first/rating")["value"], "3");
    assert_eq!(field("test-first/rating")["question"], "test-first");
    assert_eq!(field("test-first/listen-1")["value"], true);
    assert_eq!(field("test-names/listen-1")["value"], false);
    assert!(field("takeaways")["value"].is_null() && field("takeaways")["question"].is_null());
}

#[test]
fn a_file_on_standard_input_is_a_file_too() {
    let dir = TestDir::empty();
    dir.run("inspect -").input(PDFJS).exits_with(0).stdout_has("strong-yes");
    dir.run("inspect -")
        .input("no file")
        .exits_with(1)
        .stderr_has("standard input: the file is not a PDF file");
}

#[test]
fn an_empty_kit_says_so() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    dir.run("inspect kit.pdf").exits_with(0).stdout_has("\n0 of ");
}

#[test]
fn an_unreadable_file_is_reported_with_a_remedy() {
    let dir = TestDir::with_bank().file("cut.pdf", &PYPDF[..9_000]).file("text.pdf", "a text");
    dir.run("build --bank bank.toml --no-form --out bare.pdf").exits_with(0);
    for (name, what) in [("cut.pdf", "the file is damaged"), ("text.pdf", "the file is not a PDF file")] {
        dir.run("inspect")
            .arg(name)
            .exits_with(1)
            .stderr_has(name)
            .stderr_has(what)
            .stderr_has("help: ")
            .stdout_is_empty();
    }
    dir.run("inspect bare.pdf --format csv")
        .exits_with(1)
        .stderr_has("bare.pdf")
        .stderr_has("has no fields")
        .stdout_is_empty();
    dir.run("inspect bare.pdf").exits_with(0).stdout_has("no fields to fill in");
    dir.run("inspect text.pdf --findings text").exits_with(1).stderr_has("error[pdf::not-pdf]");
    dir.run("inspect text.pdf --findings short").exits_with(1).stderr_has("error[pdf::not-pdf]");
    dir.run("inspect text.pdf --findings json").exits_with(1).stderr_has("\"pdf::not-pdf\"");
    dir.run("inspect text.pdf --findings github").exits_with(1).stderr_has("::error");
    dir.run("inspect absent.pdf").exits_with(2).stderr_has("cannot read absent.pdf");
    dir.run("inspect .").exits_with(2).stderr_has("cannot read .");
}

#[test]
fn control_characters_in_answers_are_escaped() {
    let mut document = Document::load_mem(PYPDF).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(dict) = object.as_dict_mut()
            && dict.has(b"V")
            && dict.get(b"FT").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Tx"))
        {
            dict.set("V", text_string("\u{1b}[31mred\u{9b}2J"));
        }
    }
    let dir = TestDir::empty().file("odd\u{1b}.pdf", b"");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let dir = dir.file("filled.pdf", bytes);
    for words in [
        "inspect filled.pdf",
        "inspect filled.pdf --format markdown",
        "inspect filled.pdf --format json",
        "inspect filled.pdf --format csv",
    ] {
        let printed = String::from_utf8(dir.run(words).exits_with(0).stdout_has("red").stdout).unwrap();
        assert!(!printed.contains('\u{1b}'), "{words}: {printed:?}");
    }
    let heard = dir.run("inspect").arg("odd\u{1b}.pdf").exits_with(1).stderr;
    assert!(!heard.contains('\u{1b}'), "{heard:?}");
}

#[test]
fn answers_are_not_overwritten_without_force() {
    for filled in [PYPDF, PDFJS] {
        let dir = TestDir::with_bank().file("kit.pdf", filled);
        for words in ["build --bank bank.toml --out kit.pdf", "build --bank bank.toml --out kit.pdf --force"]
        {
            dir.run(words).exits_with(2).stderr_has(
                "kit.pdf has 8 fields filled in: choose another name, or add --discard-answers to lose them",
            );
            assert!(dir.bytes("kit.pdf") == filled);
        }
        dir.run("build --bank bank.toml --out kit.pdf --discard-answers").exits_with(0);
        dir.run("inspect kit.pdf").exits_with(0).stdout_has("\n0 of ");
        dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    }
}

#[test]
fn a_single_tick_is_an_answer() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let mut document = Document::load_mem(&dir.bytes("kit.pdf")).unwrap();
    let ticks = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let tick = ticks.into_iter().find(|dict| dict.has(b"AS") && dict.has(b"T")).unwrap();
    tick.set("AS", "Yes");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let dir = dir.file("kit.pdf", &bytes);
    dir.run("build --bank bank.toml --out kit.pdf --force")
        .exits_with(2)
        .stderr_has("kit.pdf has 1 field filled in");
}

#[test]
fn a_damaged_kit_is_kept_like_one_with_answers() {
    let dir = TestDir::with_bank().file("kit.pdf", &PDFJS[..PDFJS.len() - 30]);
    for more in ["", " --force"] {
        let refused = dir.run(&format!("build --bank bank.toml --out kit.pdf{more}")).exits_with(2);
        refused.stderr_has("kit.pdf is a damaged kit").stderr_has("--discard-answers");
    }
    dir.run("build --bank bank.toml --out kit.pdf --discard-answers").exits_with(0);
}
