//! Every page, typed from its top in an empty folder.

#![cfg(unix)]

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

use super::is_rewriting;
use super::page::{self, Page, Step};
use crate::TestDir;

#[test]
fn every_page_can_be_typed_from_its_top() {
    let mut pages = page::read_pages();
    pages.retain(|page| !page.is_generated());
    let steps: usize = pages.iter().map(|page| page.steps().len()).sum();
    assert!(steps > 70, "{steps} steps were found");
    let faults: Vec<String> =
        pages.iter().flat_map(|page| example_faults(page, &pages, is_rewriting())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn a_wrong_page_is_noticed() {
    let page = |text: &str| Page { path: "page.md".to_owned(), text: text.to_owned() };
    let count = |text: &str| example_faults(&page(text), &[], false).len();
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

/// Returns the faults in the examples of a page. When rewriting, the page gets what the program prints instead.
fn example_faults(page: &Page, pages: &[Page], is_rewriting: bool) -> Vec<String> {
    let mut dir = TestDir::empty();
    let mut found = Vec::new();
    // The parts of the page that a command prints, and what it prints now.
    let mut printed: Vec<(Range<usize>, String)> = Vec::new();
    for step in page.steps() {
        match step {
            Step::Given(names) => {
                for name in names {
                    dir = add_given_file(dir, &name, pages);
                }
            }
            Step::File { name, text } => dir = dir.file(&name, text),
            Step::Shell(commands) => {
                let (status, output_text) = run_commands(&dir, &commands);
                if status != 0 {
                    found.push(format!("{}: status {status} of\n{commands}{output_text}", page.path));
                }
            }
            Step::Session(range) => {
                let replayed = replay_session(&dir, &page.text[range.clone()]);
                printed.push((range, replayed));
            }
            Step::Table { words, range } => {
                let (_, output_text) = run_commands(&dir, &format!("interview-kit {words}"));
                printed.push((range, output_text));
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
        fs::write(page.file_path(), text).unwrap();
    } else {
        let differ =
            |(range, now)| format!("{}: the page has\n{}\nthe program\n{now}", page.path, &page.text[range]);
        found.extend(printed.into_iter().map(differ));
    }
    found
}

/// Adds a file that a page starts from: one that another page shows, or one of the tests.
fn add_given_file(mut dir: TestDir, name: &str, pages: &[Page]) -> TestDir {
    let tests = page::root().join("tests");
    let bytes = match name {
        "filled.pdf" => fs::read(tests.join("filled/pikepdf.pdf")).unwrap(),
        // Any font will do, since the example has no letter that only this one has.
        "NotoSansHebrew-Regular.ttf" => {
            fs::read(page::root().join("assets/fonts/SourceSans3-Regular.ttf")).unwrap()
        }
        _ => {
            let is_named = |file: &str| Path::new(file).starts_with(name);
            let files = pages.iter().flat_map(Page::steps).filter_map(|step| match step {
                Step::File { name, text } if is_named(&name) => Some((name, text)),
                _ => None,
            });
            let files: Vec<(String, String)> = files.collect();
            assert!(!files.is_empty(), "nothing is known of the file `{name}`");
            for (name, text) in files {
                dir = dir.file(&name, text);
            }
            return dir;
        }
    };
    dir.file(name, bytes)
}

/// Runs commands in a shell; returns their status and output.
fn run_commands(dir: &TestDir, commands: &str) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_interview-kit")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", program.display());
    let mut shell = Command::new("/bin/sh");
    shell.arg("-ec").arg(format!("exec 2>&1\n{commands}")).current_dir(dir.folder());
    let output = shell.env_clear().env("PATH", path).env("COLUMNS", "100").output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the commands of a session; returns the session with the output of now.
fn replay_session(dir: &TestDir, shown: &str) -> String {
    let commands = shown.lines().filter_map(|line| line.strip_prefix("$ "));
    let mut replayed = String::new();
    for command in commands {
        let (status, output_text) = run_commands(dir, command);
        replayed.extend(["$ ", command, "\n"]);
        if status != 0 {
            replayed.extend(["? ", &status.to_string(), "\n"]);
        }
        let output_text = output_text.trim_end();
        replayed.push_str(output_text);
        replayed.push_str(if output_text.is_empty() { "" } else { "\n" });
    }
    replayed
}
