//! Holds the source to its floors: imports go down, each crate is named in one place, every file
//! says what it is for. The rules are the tables in `architecture/rules.rs`.

#[path = "architecture/lexer.rs"]
mod lexer;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rules.rs"]
mod rules;

use std::path::Path;
use std::{fs, io};

use rules::check;

/// Checks every Rust file under `folder`, which is `name` as the rules spell it; returns how many
/// there are.
fn check_folder(folder: &Path, name: &str, found: &mut Vec<String>) -> io::Result<usize> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files += check_folder(&entry.path(), &name, found)?;
        } else if entry.path().extension().is_some_and(|e| e == "rs") {
            found.extend(check(&name, &fs::read_to_string(entry.path())?).iter().map(ToString::to_string));
            files += 1;
        }
    }
    Ok(files)
}

#[test]
fn the_source_keeps_to_its_floors() -> io::Result<()> {
    let mut found = Vec::new();
    let files = check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "src", &mut found)?;
    found.sort();
    assert!(files > 10, "only {files} files were read");
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    Ok(())
}

/// What the rules find in a made-up file that has a module text.
fn breaches(file: &str, body: &str) -> Vec<String> {
    check(file, &format!("//! Made up.\n{body}")).into_iter().map(|b| b.what).collect()
}

#[track_caller]
fn breaks(file: &str, body: &str, what: &str) {
    assert_eq!(breaches(file, body), [what], "{file}: {body}");
}

#[track_caller]
fn keeps(file: &str, body: &str) {
    assert_eq!(breaches(file, body), [] as [&str; 0], "{file}: {body}");
}

#[test]
fn an_import_from_a_higher_floor_is_found() {
    breaks("src/bank/load.rs", "use crate::kit::Kit;", "`bank` looks up to `kit`");
    breaks("src/geom.rs", "fn f(b: &super::bank::Bank) {}", "`geom` looks up to `bank`");
    breaks("src/diag/render/json.rs", "use super::super::super::pdf;", "`diag` looks up to `pdf`");
    breaks("src/batch/mod.rs", "use interview_kit::commands::run;", "`batch` looks up to `commands`");
    breaks("src/kit/mod.rs", "mod tests { use super::super::compose; }", "`kit` looks up to `compose`");
    breaks("src/kit/mod.rs", "macro_rules! m { () => { $crate::pdf::x() } }", "`kit` looks up to `pdf`");
}

#[test]
fn an_import_from_a_neighbour_is_found() {
    breaks("src/compose/mod.rs", "use crate::{bank, pdf::write};", "`compose` looks sideways at `pdf`");
    breaks("src/pdf/mod.rs", "use crate::compose;", "`pdf` looks sideways at `compose`");
    breaks("src/kit/mod.rs", "use crate::layout;", "`kit` looks sideways at `layout`");
    breaks("src/layout/mod.rs", "use crate::kit;", "`layout` looks sideways at `kit`");
    breaks("src/document/mod.rs", "use crate::bank;", "`document` looks sideways at `bank`");
}

#[test]
fn the_domain_and_the_typography_never_see_each_other() {
    breaks("src/kit/mod.rs", "use crate::document::Story;", "`kit` may not know `document`");
    breaks("src/lint/mod.rs", "use crate::document::Story;", "`lint` may not know `document`");
    breaks("src/layout/mod.rs", "use crate::bank::Bank;", "`layout` may not know `bank`");
    breaks("src/pdf/mod.rs", "use crate::kit::Kit;", "`pdf` may not know `kit`");
}

#[test]
fn a_way_round_the_floors_is_found() {
    breaks("src/kit/mod.rs", "use crate::*;", "`crate::*` names no module that stands on a floor");
    breaks("src/kit/mod.rs", "use crate as all;", "`crate::*` names no module that stands on a floor");
    breaks("src/kit/mod.rs", "use crate::Story;", "`crate::Story` names no module that stands on a floor");
    breaks("src/attic/mod.rs", "", "`attic` stands on no floor");
}

#[test]
fn a_crate_named_outside_its_place_is_found() {
    let places = [
        ("printpdf", "src/compose/mod.rs"),
        ("lopdf", "src/commands/build.rs"),
        ("libdeflater", "src/layout/mod.rs"),
        ("subsetter", "src/layout/text.rs"),
        ("skrifa", "src/compose/mod.rs"),
        ("harfrust", "src/pdf/mod.rs"),
        ("icu_segmenter", "src/document/mod.rs"),
        ("unicode_bidi", "src/document/mod.rs"),
        ("unicode_segmentation", "src/bank/mod.rs"),
        ("rand", "src/kit/select.rs"),
        ("sha2", "src/bank/mod.rs"),
        ("toml", "src/kit/draw.rs"),
        ("pulldown_cmark", "src/document/mod.rs"),
        ("anyhow", "src/pdf/mod.rs"),
        ("clap", "src/compose/mod.rs"),
        ("tempfile", "src/pdf/mod.rs"),
    ];
    for (name, file) in places {
        for body in
            [format!("use {name};"), format!("fn f() {{ {name}::f(); }}"), format!("use ::{name}::*;")]
        {
            let found = breaches(file, &body);
            assert!(
                found.len() == 1 && found[0].starts_with(&format!("`{name}` belongs to ")),
                "{file}: {body} {found:?}"
            );
        }
    }
}

#[test]
fn printing_the_clock_and_the_environment_below_the_top_are_found() {
    for body in [
        "fn f() { println!(\"a\"); }",
        "fn f() { std::eprintln!(\"a\"); }",
        "fn f() { dbg!(1); }",
        "use std::{env, fs};",
        "fn f() { std::env::var(\"HOME\"); }",
        "use std::io::{Write, stdout};",
        "fn f() { std::process::exit(1); }",
        "use std::time::SystemTime;",
        "fn f() { time::Instant::now(); }",
    ] {
        assert_eq!(breaches("src/kit/mod.rs", body).len(), 1, "{body}");
        keeps("src/commands/build.rs", body);
        keeps("src/main.rs", body);
    }
}

#[test]
fn a_file_without_a_module_text_or_too_long_is_found() {
    let bare = |text: &str| check("src/kit/a.rs", text).into_iter().map(|b| b.what).collect::<Vec<_>>();
    assert_eq!(bare("fn f() {}\n"), ["begins without a module text (`//! …`)"]);
    assert_eq!(bare("// Not one.\n//!\n"), ["begins without a module text (`//! …`)"]);
    assert_eq!(bare(&format!("//! Long.{}", "\n\n// more".repeat(200))), ["has 401 lines, more than 400"]);
}

#[test]
fn what_the_rules_allow_is_left_alone() {
    keeps("src/kit/draw/cell.rs", "use rand::Rng; use super::Cell; use crate::{bank::{self, Bank}, diag};");
    keeps("src/commands/build.rs", "use crate::{pdf, kit, assets, cli}; use anyhow::Result;");
    keeps("src/pdf/fonts.rs", "use crate::layout::Page; use skrifa::FontRef; use lopdf::Object;");
    keeps("src/compose/cover.rs", "use super::super::layout; use crate::{kit::Kit, document::Story};");
    keeps("src/main.rs", "use interview_kit::pdf; use printpdf::Mm; fn main() { println!(); }");
    keeps("src/lib.rs", "pub mod kit; pub use kit::Kit;");
    keeps(
        "src/kit/mod.rs",
        "pub(crate) fn f(rand: u8) -> u8 { rand } const V: &str = env!(\"CARGO_PKG_VERSION\");",
    );
}

#[test]
fn comments_strings_and_doc_text_are_no_uses() {
    keeps(
        "src/document/mod.rs",
        "/// See [`crate::bank::Bank`] and `printpdf::Mm`.\n\
         // use crate::kit;\n/* use toml; /* println!() */ */\n\
         const A: &str = \"crate::kit, std::env \\\" toml::x\";\n\
         const B: &str = r#\"use rand::Rng; \" Instant\"#;",
    );
}

#[test]
fn a_breach_names_its_file_and_line() {
    let found = check("src/bank/load.rs", "//! Made up.\n\nuse crate::{\n    diag,\n    kit::Kit,\n};\n");
    assert_eq!(found[0].to_string(), "src/bank/load.rs:5: `bank` looks up to `kit`");
}
