//! Holds the source to its architecture: the tables in `rules.rs`.

#![allow(clippy::unwrap_used, reason = "source that cannot be read is a failed test")]

mod rules;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rules::{FLOORS, check};

/// Returns the source files by path below `src/`.
fn source() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    let paths = glob::glob(&format!("{folder}**/*.rs")).unwrap().map(Result::unwrap);
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    paths.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_source_keeps_the_rules() {
    let errors = check(&source());
    assert!(errors.is_empty(), "{} errors\n{}\n", errors.len(), errors.join("\n"));
}

#[test]
fn the_documentation_has_the_same_rooms_on_the_same_floors() {
    let mut documented = vec![BTreeSet::new(); FLOORS.len()];
    for line in include_str!("../../src/lib.rs").lines() {
        if let ["//!", floor, rooms, ..] = line.split(" | ").collect::<Vec<_>>()[..]
            && let Ok(floor) = floor.parse::<usize>()
        {
            documented[floor].extend(rooms.split("[`").skip(1).filter_map(|room| room.split('`').next()));
        }
    }
    let held: Vec<_> = FLOORS.iter().map(|rooms| rooms.iter().copied().collect::<BTreeSet<_>>()).collect();
    assert_eq!(documented, held, "the table of `src/lib.rs`, and FLOORS");
}

/// Checks made-up files, each with a module text before its body.
fn made_up(files: &[(&str, &str)]) -> String {
    let file = |(name, body): &(&str, &str)| ((*name).to_owned(), format!("//! Made up.\n{body}"));
    check(&files.iter().map(file).collect::<Vec<_>>()).join("\n")
}

#[test]
fn each_rule_finds_the_file_that_breaks_it() {
    let long = "\n".repeat(400);
    for (file, body, expected) in [
        (
            "bank/load.rs",
            "use crate::{\n    diag,\n    kit::Kit,\n};",
            "src/bank/load.rs:4: `bank` must not import `kit`, which is above",
        ),
        ("kit/mod.rs", "mod tests { use super::super::compose; }", "`kit` must not import `compose`"),
        ("geom.rs", "fn f(kit: &super::kit::Kit) {}", "`geom` must not import `kit`"),
        ("kit/a.rs", "macro_rules! m { () => { $crate::compose::x() } }", "`kit` must not import `compose`"),
        ("kit/a.rs", "use crate as all; fn f() { all::compose::x() }", "`kit` must not import `compose`"),
        ("compose/mod.rs", "use crate::preview;", "`compose` must not import `preview`, which is beside it"),
        ("wording/mod.rs", "use crate::diag;", "`wording` must not import `diag`, which is beside it"),
        ("pdf/mod.rs", "use crate::bank::Bank;", "`pdf` must not import `bank`, domain and typography"),
        ("bank/mod.rs", "use crate::document;", "`bank` must not import `document`, domain and typography"),
        ("kit/mod.rs", "use crate::*;", "`kit` must not import `*`, which is no room"),
        ("attic/mod.rs", "use crate::diag;", "`attic` is on no floor"),
        ("kit/plan.rs", "use rand::Rng;", "src/kit/plan.rs:2: `rand` belongs to kit/draw"),
        ("kit/drawing.rs", "fn f() { ::rand::f() }", "`rand` belongs to kit/draw"),
        ("kit/a.rs", "use std::io; fn f() { io::stdout(); }", "`std::io::stdout` belongs to commands"),
        ("kit/a.rs", "fn f() { vec![print!(\"a\")]; }", "`std::print!` belongs to commands"),
        ("kit/a.rs", "//! What it is.", "`What it is.` names no thing"),
        (
            "kit/a.rs",
            "impl A {\n    /// Whether it is.\n }",
            "src/kit/a.rs:3: `Whether it is.` names no thing",
        ),
        ("kit/a.rs", "pub(crate) fn of<'a>() {}", "src/kit/a.rs:2: `of` says too little"),
        ("kit/a.rs", "const MOST: u8 = 1;", "src/kit/a.rs:2: `MOST` says too little"),
        ("kit/a.rs", &long, "src/kit/a.rs:401: is longer than 400 lines"),
    ] {
        let errors = made_up(&[(file, body)]);
        assert!(errors.contains(expected) && !errors.contains('\n'), "{file}: {body}\n{errors}");
    }
    let twice =
        made_up(&[("kit/a.rs", "pub struct A<'a>(&'a u8);"), ("pdf/a.rs", "\npub(in crate::pdf) enum A {}")]);
    assert_eq!(twice, "src/pdf/a.rs:3: `A` is a type of src/kit/a.rs too; say which one it is");
    let bare = check(&[("kit/a.rs".to_owned(), "// None.\n//!\n".to_owned())]);
    assert_eq!(bare, ["src/kit/a.rs:1: has no module text; begin with `//! …`, what the file is for"]);
}

#[test]
fn a_circle_is_found_with_the_names_that_tie_it() {
    let errors = made_up(&[
        ("kit/mod.rs", "mod a; mod b; pub use a::A; fn unused() {}"),
        ("kit/a.rs", "use super::b; pub struct A(b::B);"),
        ("kit/b.rs", "use crate::kit as own; pub struct B; fn f(a: own::A) { super::unused() }"),
    ]);
    let ties = "\n  src/kit/a.rs uses B of src/kit/b.rs\n  src/kit/b.rs uses A of src/kit/a.rs";
    assert!(errors.starts_with("a circle of files") && errors.ends_with(ties), "{errors}");
    let parent = made_up(&[
        ("kit/mod.rs", "mod a; pub(crate) use a::A; struct B(A);"),
        ("kit/a.rs", "use super::B; pub struct A(B);"),
    ]);
    assert!(parent.contains("src/kit/mod.rs uses A of src/kit/a.rs"), "{parent}");
}

#[test]
fn what_the_rules_allow_is_left_alone() {
    let errors = made_up(&[
        ("lib.rs", "pub mod kit;"),
        ("main.rs", "use interview_kit::commands; fn main() { println!() }"),
        ("diag/mod.rs", "use crate::wording;"),
        ("kit/mod.rs", "mod draw; pub use draw::draw; pub(crate) fn f(rand: u8) -> u8 { rand }"),
        (
            "kit/draw/mod.rs",
            "mod a; use rand::Rng; use super::f; use crate::{bank::{self, Bank}, diag}; pub fn draw() {}",
        ),
        ("kit/draw/macros.rs", "pub struct A; macro_rules! m { () => { use super::macros::A; A } }"),
        ("kit/text/mod.rs", "mod line; pub use line::line; pub fn f(line: &str) { g(line) }"),
        ("kit/text/line.rs", "use super::f; pub fn line() { f(\"a\") }"),
        ("kit/draw/a.rs", "mod tests { use crate::kit::draw; fn t() { draw() } }"),
        ("commands/mod.rs", "use crate::{pdf, kit}; use anyhow::Result; fn f() { std::env::args(); }"),
        (
            "document/mod.rs",
            "/// See [`crate::bank::Bank`].\n/* toml::x */ const A: &str = \"use crate::kit; println!()\";",
        ),
    ]);
    assert_eq!(errors, "");
}
