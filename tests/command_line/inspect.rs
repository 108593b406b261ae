//! `inspect` shows the answers in a kit, and no command overwrites them by accident.

use lopdf::{Document, text_string};

use crate::Desk;

const PYPDF: &[u8] = include_bytes!("../filled/pypdf.pdf");
const PDFJS: &[u8] = include_bytes!("../filled/pdfjs.pdf");

#[test]
fn answers_are_shown_in_every_format() {
    let desk = Desk::empty().file("filled.pdf", PYPDF);
    desk.run("inspect filled.pdf").ends_with(0).prints("8 of 16 fields filled in").prints("Łukasz Żółć");
    let table = desk.run("inspect filled.pdf --format table").ends_with(0);
    assert_eq!(table.printed, desk.run("inspect filled.pdf").ends_with(0).printed);
    desk.run("inspect filled.pdf --format csv")
        .ends_with(0)
        .prints("question,field,kind,value\n")
        .prints("test-first,notes,text,\"Begins with the caller.\nΔεύτερη γραμμή: Щербак, 12 €.\"\n");
    desk.run("inspect filled.pdf --format markdown")
        .ends_with(0)
        .prints("| test-first | listen-1 | tick | yes |");
    let ran = desk.run("inspect filled.pdf --format json").ends_with(0);
    let json: serde_json::Value = serde_json::from_slice(&ran.printed).unwrap();
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
    let desk = Desk::empty();
    desk.run("inspect -").input(PDFJS).ends_with(0).prints("strong-yes");
    desk.run("inspect -").input("no file").ends_with(1).says("standard input: the file is not a PDF file");
}

#[test]
fn an_empty_kit_says_so() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    desk.run("inspect kit.pdf").ends_with(0).prints("\n0 of ");
}

#[test]
fn an_unreadable_file_is_reported_with_a_remedy() {
    let desk = Desk::with_bank().file("cut.pdf", &PYPDF[..9_000]).file("text.pdf", "a text");
    desk.run("build --bank bank.toml --no-form --out bare.pdf").ends_with(0);
    for (name, what) in [("cut.pdf", "the file is damaged"), ("text.pdf", "the file is not a PDF file")] {
        desk.run("inspect").arg(name).ends_with(1).says(name).says(what).says("help: ").prints_nothing();
    }
    desk.run("inspect bare.pdf --format csv")
        .ends_with(1)
        .says("bare.pdf")
        .says("has no fields")
        .prints_nothing();
    desk.run("inspect bare.pdf").ends_with(0).prints("no fields to fill in");
    desk.run("inspect text.pdf --findings text").ends_with(1).says("error[pdf::not-pdf]");
    desk.run("inspect text.pdf --findings short").ends_with(1).says("error[pdf::not-pdf]");
    desk.run("inspect text.pdf --findings json").ends_with(1).says("\"pdf::not-pdf\"");
    desk.run("inspect text.pdf --findings github").ends_with(1).says("::error");
    desk.run("inspect absent.pdf").ends_with(2).says("cannot read absent.pdf");
    desk.run("inspect .").ends_with(2).says("cannot read .");
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
    let desk = Desk::empty().file("odd\u{1b}.pdf", b"");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let desk = desk.file("filled.pdf", bytes);
    for words in [
        "inspect filled.pdf",
        "inspect filled.pdf --format markdown",
        "inspect filled.pdf --format json",
        "inspect filled.pdf --format csv",
    ] {
        let printed = String::from_utf8(desk.run(words).ends_with(0).prints("red").printed).unwrap();
        assert!(!printed.contains('\u{1b}'), "{words}: {printed:?}");
    }
    let heard = desk.run("inspect").arg("odd\u{1b}.pdf").ends_with(1).heard;
    assert!(!heard.contains('\u{1b}'), "{heard:?}");
}

#[test]
fn answers_are_not_overwritten_without_force() {
    for filled in [PYPDF, PDFJS] {
        let desk = Desk::with_bank().file("kit.pdf", filled);
        for words in ["build --bank bank.toml --out kit.pdf", "build --bank bank.toml --out kit.pdf --force"]
        {
            desk.run(words).ends_with(2).says(
                "kit.pdf has 8 fields filled in: choose another name, or add --discard-answers to lose them",
            );
            assert!(desk.bytes("kit.pdf") == filled);
        }
        desk.run("build --bank bank.toml --out kit.pdf --discard-answers").ends_with(0);
        desk.run("inspect kit.pdf").ends_with(0).prints("\n0 of ");
        desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    }
}

#[test]
fn a_single_tick_is_an_answer() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    let mut document = Document::load_mem(&desk.bytes("kit.pdf")).unwrap();
    let ticks = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let tick = ticks.into_iter().find(|dict| dict.has(b"AS") && dict.has(b"T")).unwrap();
    tick.set("AS", "Yes");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let desk = desk.file("kit.pdf", &bytes);
    desk.run("build --bank bank.toml --out kit.pdf --force")
        .ends_with(2)
        .says("kit.pdf has 1 field filled in");
}

#[test]
fn a_kit_that_cannot_be_read_is_kept_like_any_other_file() {
    let desk = Desk::with_bank().file("kit.pdf", &PDFJS[..PDFJS.len() - 30]);
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(2).says("add --force");
    desk.run("build --bank bank.toml --out kit.pdf --discard-answers").ends_with(2).says("add --force");
    desk.run("build --bank bank.toml --out kit.pdf --force").ends_with(0);
}
