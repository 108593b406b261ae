//! Closed pipes, colours, progress, completions and the manual.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::TestDir;

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = TestDir::empty();
    // More than a pipe holds, so that writing goes on after the reader is gone.
    let mut command = dir.run("list --format json").command();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "[\n");
    let mut heard = String::new();
    child.stderr.take().unwrap().read_to_string(&mut heard).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{heard}");
    assert_eq!(heard, "");
}

#[test]
fn findings_set_the_exit_status_even_with_a_closed_pipe() {
    let dir = TestDir::with_bank();
    for (words, status) in [
        ("build --bank bank.toml --role nobody", 1),
        ("build --bank absent.toml", 2),
        ("build --bank bank.toml --out kit.pdf", 0),
    ] {
        let mut command = dir.run(words).command();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ended = command.stdout(Stdio::null()).stderr(writer).status().unwrap();
        assert_eq!(ended.code(), Some(status), "{words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let dir = TestDir::with_bank();
    for words in ["list --bank bank.toml", "build --bank bank.toml --out -", "man", "completions bash"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = dir.run(words).command().stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(ended.code(), Some(2), "{words}");
    }
}

#[test]
fn colours_and_progress_are_for_terminals() {
    let dir = TestDir::with_bank().file("broken.toml", include_str!("../cli/banks/broken.toml"));
    for words in ["build --bank broken.toml", "list --bank broken.toml", "build --bank absent.toml"] {
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")] {
            let status = if words.contains("absent") { 2 } else { 1 };
            let heard = dir.run(words).env(name, value).exits_with(status).stderr;
            assert!(!heard.contains('\u{1b}'), "{words}: {heard:?}");
        }
    }
    let heard = dir.run("build --bank bank.toml --out kit.pdf").env("TERM", "xterm").exits_with(0).stderr;
    assert!(!heard.contains(['\u{1b}', '\r']), "{heard:?}");
}

#[test]
fn every_shell_has_its_completions() {
    let dir = TestDir::empty();
    for (words, part) in [
        ("completions bash", "complete -F"),
        ("completions elvish", "edit:completion"),
        ("completions fish", "complete -c interview-kit"),
        ("completions powershell", "Register-ArgumentCompleter"),
        ("completions zsh", "#compdef interview-kit"),
    ] {
        dir.run(words).exits_with(0).stdout_has(part).stdout_has("seniority");
    }
}

#[test]
fn the_manual_has_a_page_for_the_program_and_one_for_each_command() {
    let dir = TestDir::empty();
    dir.run("man").exits_with(0).stdout_has(".TH interview").stdout_has("Exit status");
    dir.run("man build").exits_with(0).stdout_has("\\-\\-seniority").stdout_has("Examples");
    dir.run("man list").exits_with(0).stdout_has("\\-\\-format");
}
