//! `batch --watch` rebuilds kits when their inputs change.

use std::fs::{self, File};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::TestDir;

const MANIFEST: &str = "\
schema = 1

[defaults]
bank = \"bank.toml\"

[[kit]]
name = \"one\"
only = \"test-flaky\"

[[kit]]
name = \"two\"
only = \"web-cache\"
";

/// A run that goes on until it is stopped, with its output in files.
struct Watching<'d> {
    dir: &'d TestDir,
    child: Child,
    /// The number of rounds read so far.
    rounds: usize,
}

impl<'d> Watching<'d> {
    fn start(dir: &'d TestDir, words: &str) -> Self {
        let mut command = dir.run(words).command();
        let to = |name: &str| Stdio::from(File::create(dir.path(name)).unwrap());
        let child = command.stdin(Stdio::null()).stdout(to("printed")).stderr(to("heard")).spawn().unwrap();
        Self { dir, child, rounds: 0 }
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8(self.dir.bytes(name)).unwrap()
    }

    /// Waits for the end of the next round and returns its standard output and standard error.
    fn round(&mut self) -> (String, String) {
        const END: &str = "waiting for changes; Ctrl-C ends\n";
        self.rounds += 1;
        // A minute at most.
        for _ in 0..1200 {
            std::thread::sleep(Duration::from_millis(50));
            let heard = self.read("heard");
            let rounds: Vec<&str> = heard.split_inclusive(END).collect();
            if let Some(heard) = rounds.get(self.rounds - 1).filter(|heard| heard.ends_with(END)) {
                assert_eq!(rounds.len(), self.rounds, "rounds that nobody asked for: {rounds:?}");
                let printed = self.read("printed");
                return (printed, (*heard).to_owned());
            }
        }
        panic!("no round {}: {}", self.rounds, self.read("heard"));
    }

    /// Stops the run as Ctrl-C does.
    #[cfg(unix)]
    fn end(mut self) {
        let status = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(status.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        // It has ended, unless the test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Replaces a file by a new one, as editors do.
fn replace_file(dir: &TestDir, name: &str, text: &str) {
    fs::write(dir.path("edited"), text).unwrap();
    fs::rename(dir.path("edited"), dir.path(name)).unwrap();
}

#[cfg(unix)]
#[test]
fn watch_rebuilds_changed_kits_and_survives_mistakes() {
    let bank = include_str!("../cli/banks/small.toml");
    let (before, after) = bank.split_once("id = \"web-cache\"").unwrap();
    let reworded = |word: &str| {
        format!(
            "{before}id = \"web-cache\"{}",
            after.replacen("prompt = \"", &format!("prompt = \"{word}: "), 1)
        )
    };
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    let mut run = Watching::start(&dir, "batch --watch");
    let (_, heard) = run.round();
    assert!(heard.contains("2 documents of 2 kits: 2 written"), "{heard}");
    let first = dir.bytes("dist/two-interviewer-a4.pdf");

    replace_file(&dir, "bank.toml", &reworded("Please"));
    let (printed, heard) = run.round();
    assert!(heard.starts_with("bank.toml changed\n"), "{heard}");
    assert!(heard.contains("1 written, 1 unchanged"), "{heard}");
    let news = printed.lines().filter(|line| line.contains("two-interviewer-a4.pdf")).count();
    assert_eq!((news, printed.matches("one-interviewer-a4.pdf").count()), (2, 1), "{printed}");
    assert!(dir.bytes("dist/two-interviewer-a4.pdf") != first);

    replace_file(&dir, "bank.toml", "schema = 1\n[[question]\n");
    assert!(run.round().1.contains("error[bank::syntax]"));
    fs::remove_file(dir.path("bank.toml")).unwrap();
    assert!(run.round().1.contains("error: cannot read bank.toml"));
    // Unrelated files start no round, nor does the lock that the program writes.
    fs::write(dir.path("notes.toml"), "").unwrap();
    fs::write(dir.path("bank.toml"), bank).unwrap();
    assert!(run.round().1.contains("1 written, 1 unchanged"));
    assert!(dir.bytes("dist/two-interviewer-a4.pdf") == first);

    // A bank that the manifest newly names is watched.
    fs::create_dir(dir.path("banks")).unwrap();
    fs::write(dir.path("banks/a.toml"), bank).unwrap();
    replace_file(&dir, "kits.toml", &MANIFEST.replace("bank.toml", "banks"));
    assert!(run.round().1.contains("2 unchanged"));
    fs::write(dir.path("banks/a.toml"), reworded("Now")).unwrap();
    assert!(run.round().1.starts_with("banks changed\n"));
    assert!(dir.bytes("dist/two-interviewer-a4.pdf") != first);
    run.end();
    assert_eq!(fs::read_dir(dir.path("dist")).unwrap().count(), 2);
}

#[test]
fn watch_is_rejected_for_runs_that_write_nothing() {
    let dir = TestDir::with_bank().file("kits.toml", MANIFEST);
    for words in [
        "batch --watch --check",
        "batch --watch --dry-run",
        "batch --watch --locked",
        "batch --watch --update",
    ] {
        dir.run(words).exits_with(2).stderr_has("cannot be used with");
    }
    dir.run("batch absent.toml --watch").exits_with(2).stderr_has("cannot read absent.toml");
}

#[test]
fn watch_sees_manifests_that_appear_later_and_renews_reports() {
    let dir = TestDir::with_bank().file("kits.toml", format!("manifests = [\"more.toml\"]\n{MANIFEST}"));
    let mut run = Watching::start(&dir, "batch --watch --report json=report.json --report table");
    assert!(run.round().1.contains("more.toml"));
    replace_file(&dir, "more.toml", "schema = 1\n[[kit]]\nname = \"three\"\nonly = \"test-flaky\"\n");
    assert!(run.round().1.contains("3 written"));
    replace_file(&dir, "more.toml", "schema = 1\n[[kit]\n");
    run.round();
    assert!(run.read("report.json").contains("\"status\": 1"));
    replace_file(&dir, "more.toml", "schema = 1\n[[kit]]\nname = \"three\"\nonly = \"test-flaky\"\n");
    assert!(run.round().1.contains("3 unchanged"));
    assert!(run.read("report.json").contains("\"status\": 0"));
    // A half-written manifest does not lose frozen kits.
    let frozen = dir.bytes("kits.lock");
    replace_file(&dir, "more.toml", "schema = 1\n[[kit]]\nname = \"four\"\nonly = \"test-flaky\"\n");
    run.round();
    assert!(run.read("kits.lock").contains("name = \"three\""));
    replace_file(&dir, "more.toml", "schema = 1\n[[kit]]\nname = \"three\"\nonly = \"test-flaky\"\n");
    run.round();
    drop(run);
    dir.run("batch").exits_with(0).stderr_has("the manifest no longer asks for kit `four`");
    assert!(dir.bytes("kits.lock") == frozen);
}
