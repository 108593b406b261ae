//! Every page, typed from its top in an empty folder.

#![cfg(unix)]

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

use super::is_rewriting;
use super::page::{self, Page, Step};
use crate::Desk;

#[test]
fn every_page_can_be_typed_from_its_top() {
    let pages = page::all();
    let steps: usize = pages.iter().map(|page| page.steps().len()).sum();
    assert!(steps > 70, "{steps} steps were found");
    let wrong: Vec<String> = pages.iter().flat_map(|page| wrong(page, &pages, is_rewriting())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_page_that_is_wrong_is_noticed() {
    let page = |text: &str| Page { path: "page.md".to_owned(), text: text.to_owned() };
    let count = |text: &str| wrong(&page(text), &[], false).len();
    assert_eq!(count("```sh\ninterview-kit list roles\n```\n"), 0);
    assert_eq!(count("```sh\ninterview-kit list rolls\n```\n"), 1);
    assert_eq!(count("```sh\ninterview-kit list rolls\ninterview-kit list roles\n```\n"), 1);
    assert_eq!(count("<!-- not run: not there -->\n```sh\nno-such-program\n```\n"), 0);
    let version =
        format!("```console\n$ interview-kit --version\ninterview-kit {}\n```\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(count(&version), 0);
    assert_eq!(count(&version.replace("\ninterview-kit ", "\ninterview-kit 9")), 1);
    assert_eq!(count(&version.replace("version\n", "version\n? 1\n")), 1);
    assert_eq!(count("```console\n$ interview-kit list rolls\n```\n"), 1);
    assert_eq!(count("<!-- generated: list roles -->\n\nNone.\n\n<!-- end -->\n"), 1);
}

/// The faults in the examples of a page. When rewriting, the page gets what the program prints now instead.
fn wrong(page: &Page, pages: &[Page], is_rewriting: bool) -> Vec<String> {
    let mut desk = Desk::empty();
    let mut found = Vec::new();
    // The parts of the page that the program prints, and what it prints now.
    let mut printed: Vec<(Range<usize>, String)> = Vec::new();
    for step in page.steps() {
        match step {
            Step::Given(names) => {
                for name in names {
                    desk = given(desk, &name, pages);
                }
            }
            Step::File { name, text } => desk = desk.file(&name, text),
            Step::Shell(commands) => {
                let (status, said) = run(&desk, &commands);
                if status != 0 {
                    found.push(format!("{}: status {status} of\n{commands}{said}", page.path));
                }
            }
            Step::Session(range) => {
                let went = session(&desk, &page.text[range.clone()]);
                printed.push((range, went));
            }
            Step::Table { words, range } => {
                let (_, said) = run(&desk, &format!("interview-kit {words}"));
                printed.push((range, said));
            }
            Step::Skipped { .. } => {}
        }
    }
    printed.retain(|(range, now)| page.text[range.clone()] != **now);
    if is_rewriting {
        let mut text = page.text.clone();
        for (range, now) in printed.into_iter().rev() {
            text.replace_range(range, &now);
        }
        fs::write(page.file(), text).unwrap();
    } else {
        let differ =
            |(range, now)| format!("{}: the page has\n{}\nthe program\n{now}", page.path, &page.text[range]);
        found.extend(printed.into_iter().map(differ));
    }
    found
}

/// The files a page starts from: those that another page shows, or those of the tests.
fn given(mut desk: Desk, name: &str, pages: &[Page]) -> Desk {
    let tests = page::root().join("tests");
    let bytes = match name {
        "filled.pdf" => fs::read(tests.join("filled/pypdf.pdf")).unwrap(),
        // Any font will do, since the example has no letter that only this one has.
        "NotoSansHebrew-Regular.ttf" => {
            fs::read(page::root().join("assets/fonts/SourceSans3-Regular.ttf")).unwrap()
        }
        _ => {
            let is_it = |file: &str| Path::new(file).starts_with(name);
            let files = pages.iter().flat_map(Page::steps).filter_map(|step| match step {
                Step::File { name, text } if is_it(&name) => Some((name, text)),
                _ => None,
            });
            let files: Vec<(String, String)> = files.collect();
            assert!(!files.is_empty(), "nothing is known of the file `{name}`");
            for (name, text) in files {
                desk = desk.file(&name, text);
            }
            return desk;
        }
    };
    desk.file(name, bytes)
}

/// The status of commands, and what they print, in the order it comes.
fn run(desk: &Desk, commands: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_interview-kit")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", program.display());
    let mut shell = Command::new("/bin/sh");
    shell.arg("-ec").arg(format!("exec 2>&1\n{commands}")).current_dir(desk.folder());
    let output = shell.env_clear().env("PATH", path).env("COLUMNS", "100").output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A session as it goes: the commands of `told` with what they print now.
fn session(desk: &Desk, told: &str) -> String {
    let commands = told.lines().filter_map(|line| line.strip_prefix("$ "));
    let mut went = String::new();
    for command in commands {
        let (status, said) = run(desk, command);
        went.push_str(&format!("$ {command}\n"));
        if status != 0 {
            went.push_str(&format!("? {status}\n"));
        }
        let said = said.trim_end();
        went.push_str(said);
        went.push_str(if said.is_empty() { "" } else { "\n" });
    }
    went
}
