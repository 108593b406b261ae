//! The effects of the options that change the document.

use std::fmt::Write;

use lopdf::{Document, Object};

use crate::TestDir;

fn build_kit(words: &str) -> Document {
    let printed = TestDir::with_bank().run(words).exits_with(0).stdout;
    Document::load_mem(&printed).unwrap()
}

fn document_text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// Returns the width and height of the first page, in whole points.
fn page_size(document: &Document) -> [i64; 2] {
    let first = document.get_pages()[&1];
    let page = document.get_dictionary(first).unwrap();
    // Pages may inherit attributes from the page tree.
    let above = document.get_dict_in_dict(page, b"Parent").unwrap();
    let array = page.get(b"MediaBox").or_else(|_| above.get(b"MediaBox")).and_then(Object::as_array).unwrap();
    [&array[2], &array[3]].map(|side| side.as_float().unwrap().round() as i64)
}

#[test]
fn the_paper_has_the_requested_size() {
    assert_eq!(page_size(&build_kit("build --bank bank.toml --paper a4 --out -")), [595, 842]);
    assert_eq!(page_size(&build_kit("build --bank bank.toml --paper letter --out -")), [612, 792]);
    assert_eq!(page_size(&build_kit("build --bank bank.toml --out -")), [595, 842]);
}

#[test]
fn the_candidate_gets_the_prompts_and_no_answer() {
    let (prompt, sign) = ("How do you name a test?", "Says what must hold");
    for (words, has_sign) in [
        ("build --bank bank.toml --only test-names --face interviewer --out -", true),
        ("build --bank bank.toml --only test-names --face candidate --out -", false),
        ("build --bank bank.toml --only test-names --out -", true),
    ] {
        let text = document_text(&build_kit(words)).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(prompt), "{text}");
        assert_eq!(text.contains(sign), has_sign, "{text}");
    }
}

#[test]
fn the_author_stands_in_the_metadata() {
    let author = |words: &str| {
        let document = build_kit(words);
        let info = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
        let author = document.get_dictionary(info).unwrap().get(b"Author").unwrap().clone();
        lopdf::decode_text_string(&author).unwrap()
    };
    assert_eq!(author("build --bank bank.toml --author Ada --out -"), "Ada");
    assert_eq!(author("build --bank bank.toml --out -"), "interview-kit");
}

#[test]
fn a_character_no_font_has_is_a_finding_at_its_line_with_a_hint() {
    let dir = TestDir::empty().file(
        "bank.toml",
        include_str!("../cli/banks/small.toml").replace("How do you name", "שלום: how do you name"),
    );
    let ran = dir.run("build --bank bank.toml --only test-names --out kit.pdf").exits_with(1);
    ran.stderr_has("kit::missing-character")
        .stderr_has("U+05E9")
        .stderr_has("bank.toml:")
        .stderr_has("--font FILE");
    assert_eq!(dir.names(), ["bank.toml"]);
}

#[test]
fn the_finding_names_the_character_the_question_and_the_line() {
    let bank = "schema = 1
[[scale]]
score = 1
label = \"Low\"
description = \"Little.\"
[[scale]]
score = 5
label = \"High\"
description = \"Much.\"
[[category]]
id = \"one\"
name = \"One\"
type = \"technical\"
[[question]]
id = \"hebrew-letter\"
category = \"one\"
seniority = [\"mid\"]
minutes = 4
prompt = \"Read this: א\"
listen_for = [\"Reads it\"]
";
    let dir = TestDir::empty().file("bank.toml", bank);
    let words = "build --category one=1 --findings short --bank bank.toml --out kit.pdf";
    let line = bank.lines().position(|l| l.contains('א')).unwrap() + 1;
    let ran = dir.run(words).exits_with(1).stdout_is_empty();
    ran.stderr_has("א").stderr_has("U+05D0").stderr_has("hebrew-letter").stderr_has(&format!(":{line}:"));
}

#[test]
fn a_font_can_be_added_and_one_that_is_no_font_ends_with_2() {
    let dir = TestDir::with_bank()
        .file("extra.ttf", include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"))
        .file("cut.ttf", &include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf")[..5000])
        .file("empty.ttf", "");
    dir.run("build --bank bank.toml --font extra.ttf --out kit.pdf").exits_with(0);
    for (font, says) in [
        ("cut.ttf", "cannot use the font cut.ttf"),
        ("empty.ttf", "cannot use the font empty.ttf"),
        ("bank.toml", "cannot use the font bank.toml"),
        ("absent.ttf", "cannot read the font absent.ttf"),
        (".", "cannot read the font ."),
    ] {
        let words = format!("build --bank bank.toml --font {font} --out other.pdf");
        dir.run(&words).exits_with(2).stderr_has(says);
        assert!(!dir.path("other.pdf").exists());
    }
}

#[test]
fn a_kit_has_a_form_unless_no_form_is_given() {
    let has_form = |words: &str| build_kit(words).catalog().unwrap().has(b"AcroForm");
    assert!(has_form("build --bank bank.toml --out -"));
    assert!(has_form("build --bank bank.toml --face candidate --out -"));
    assert!(!has_form("build --bank bank.toml --no-form --out -"));
}

#[test]
fn a_kit_that_is_too_long_to_be_filled_in_says_so() {
    let mut bank = include_str!("../cli/banks/small.toml").to_owned();
    for n in 0..1_001 {
        write!(
            bank,
            "\n[[question]]\nid = \"q-{n}\"\ncategory = \"web\"\nseniority = [\"mid\"]\nminutes = 1\n\
             prompt = \"Number {n}?\"\nlisten_for = [\"Says {n}\"]\n"
        )
        .unwrap();
    }
    let dir = TestDir::empty().file("bank.toml", bank);
    let built = |words: &str| {
        let ran = dir.run(&format!("build --bank bank.toml --count 1001 {words} --out -")).exits_with(0);
        let has_form = Document::load_mem(&ran.stdout).unwrap().catalog().unwrap().has(b"AcroForm");
        (has_form, ran.stderr.contains("kit::not-fillable"))
    };
    assert_eq!(built(""), (false, true));
    assert_eq!(built("--no-form"), (false, false));
}
