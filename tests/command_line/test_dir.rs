//! Runs the program as a user does: in a folder of its own, without the environment of the caller.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A manifest of two kits of the small bank, with two documents each.
pub(crate) const MANIFEST: &str = "\
schema = 1

[defaults]
bank = \"bank.toml\"
minutes = 40

[[kit]]
role = \"analyst\"
seniority = [\"mid\", \"senior\"]
face = [\"interviewer\", \"candidate\"]
";

/// A temporary folder in which the program runs.
pub(crate) struct TestDir(TempDir);

impl TestDir {
    /// Makes an empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Makes a folder with the small bank as `bank.toml`.
    pub(crate) fn with_bank() -> Self {
        Self::empty().file("bank.toml", include_str!("../cli/banks/small.toml"))
    }

    /// Makes a folder with the small bank and the manifest of two kits.
    pub(crate) fn with_manifest() -> Self {
        Self::with_bank().file("kits.toml", MANIFEST)
    }

    /// Adds a file, and the folders of its path.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Writes a file again, and returns the same folder.
    pub(crate) fn with_file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn bytes(&self, name: impl AsRef<Path>) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Returns the names of its entries, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Prepares a run with these words as arguments. Quotes keep words together.
    pub(crate) fn run(&self, words: &str) -> TestRun {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interview-kit"));
        command.current_dir(self.0.path()).env_clear().args(split_words(words));
        TestRun { command, words: words.to_owned(), input: Vec::new() }
    }
}

/// Splits a command at its spaces, except between quotes.
fn split_words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.into_iter().chain(word).collect()
}

/// A run that has not started.
pub(crate) struct TestRun {
    command: Command,
    words: String,
    input: Vec<u8>,
}

impl TestRun {
    /// Adds an argument that is not split into words.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds words, of which those in single quotes are one argument.
    pub(crate) fn words(mut self, words: &str) -> Self {
        for (number, part) in words.split('\'').enumerate() {
            if number % 2 == 1 {
                self.command.arg(part);
            } else {
                self.command.args(part.split_whitespace());
            }
        }
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the standard input.
    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// Returns the command, for tests that need more than this harness offers.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    /// Runs the program, asserts that it fails, and returns its standard error.
    pub(crate) fn stderr_of_failure(self, what: &str) -> String {
        let words = self.words.clone();
        let output = self.command().stdin(Stdio::null()).output().unwrap();
        assert!(!output.status.success(), "{words} succeeds: {what}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Runs the program and asserts its exit status.
    pub(crate) fn exits_with(mut self, status: i32) -> RunOutput {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // The program need not read what it is given, so a closed pipe is no failure here.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{}\n{stderr}", self.words);
        RunOutput { words: self.words, stdout: output.stdout, stderr }
    }
}

/// The output of a run.
pub(crate) struct RunOutput {
    words: String,
    /// Standard output.
    pub(crate) stdout: Vec<u8>,
    /// Standard error.
    pub(crate) stderr: String,
}

impl RunOutput {
    /// Asserts that standard error contains a text.
    pub(crate) fn stderr_has(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "{} does not say `{part}`:\n{}", self.words, self.stderr);
        self
    }

    /// Asserts that standard output contains a text.
    pub(crate) fn stdout_has(self, part: &str) -> Self {
        let stdout = String::from_utf8_lossy(&self.stdout);
        assert!(stdout.contains(part), "{} does not print `{part}`:\n{stdout}", self.words);
        self
    }

    /// Asserts that standard output is empty.
    pub(crate) fn stdout_is_empty(self) -> Self {
        assert_eq!(String::from_utf8_lossy(&self.stdout), "", "{}", self.words);
        self
    }
}
