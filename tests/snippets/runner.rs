//! The programs that run snippets, and the part of their errors that counts.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use libtest_mimic::Failed;
use wait_timeout::ChildExt;

/// The longest a snippet may take; a compiler on a busy machine needs some of it.
const LONGEST: Duration = Duration::from_secs(60);

/// A program that runs snippets of one language.
pub(crate) struct Runner {
    /// The name of the language in the bank.
    pub(crate) language: &'static str,
    program: &'static str,
    /// The oldest version whose output is that of the bank.
    since: (u32, u32),
    run: fn(&Desk<'_>, &str) -> Result<String, Failed>,
    /// The output of a small program, and the program.
    pub(crate) example: (&'static str, &'static str),
}

pub(crate) const RUNNERS: &[Runner] = &[
    Runner {
        language: "python",
        program: "python3",
        since: (3, 11),
        run: python,
        example: ("1\nZeroDivisionError: division by zero", "print(1)\n1 / 0"),
    },
    Runner {
        language: "rust",
        program: "rustc",
        since: (1, 85),
        run: rust,
        example: ("1\nno more", "fn main() { println!(\"1\"); panic!(\"no more\") }"),
    },
    Runner {
        language: "javascript",
        program: "node",
        since: (18, 0),
        run: javascript,
        example: ("1\nRangeError: far", "console.log(1);\nthrow new RangeError(\"far\");"),
    },
    Runner {
        language: "sql",
        program: "sqlite3",
        since: (3, 34),
        run: sql,
        example: ("1|2", "SELECT 1, 2;"),
    },
    Runner {
        language: "shell",
        program: "bash",
        since: (4, 0),
        run: shell,
        example: ("1", "echo 1\nexit 3"),
    },
];

impl Runner {
    /// Returns the reason why this machine cannot run the language, if there is one.
    pub(crate) fn missing(&self) -> Option<String> {
        let asked = Command::new(self.program).arg("--version").stdin(Stdio::null()).output();
        let Ok(answer) = asked else { return Some(format!("`{}` is not here", self.program)) };
        let said = String::from_utf8_lossy(&answer.stdout).into_owned();
        let (major, minor) = self.since;
        match version(&said) {
            Some(found) if found >= self.since => None,
            Some((a, b)) => Some(format!("`{}` is {a}.{b}, {major}.{minor} is needed", self.program)),
            None => Some(format!("`{}` tells no version", self.program)),
        }
    }

    /// Returns the standard output of a snippet and, if it fails, the line with the reason.
    pub(crate) fn run(&self, source: &str) -> Result<String, Failed> {
        let folder = tempfile::tempdir()?;
        (self.run)(&Desk(folder.path()), source)
    }
}

/// Returns the first version like `1.2` in a text.
fn version(said: &str) -> Option<(u32, u32)> {
    let numbers = said.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    numbers.filter_map(|n| n.split_once('.')).find_map(|(major, rest)| {
        let minor = rest.split('.').next()?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    })
}

/// The result of a run.
struct Ended {
    fine: bool,
    out: String,
    err: String,
}

impl Ended {
    /// Returns standard output, and the line of standard error with the failure.
    fn with(self, reason: impl Fn(&str) -> Option<&str>) -> String {
        let mut lines: Vec<&str> = self.out.trim_end_matches('\n').lines().collect();
        if !self.fine {
            lines.extend(reason(&self.err));
        }
        lines.join("\n")
    }
}

/// An empty folder to run things in.
struct Desk<'f>(&'f Path);

impl Desk<'_> {
    fn run(&self, program: &str, arguments: &[&str], input: Stdio) -> Result<Ended, Failed> {
        // Files, not pipes: a pipe that nobody reads stops a program that prints much.
        let (out, err) = (self.0.join(".out"), self.0.join(".err"));
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0).stdin(input);
        command.stdout(File::create(&out)?).stderr(File::create(&err)?);
        command.env("LC_ALL", "C.UTF-8").env("PYTHONIOENCODING", "utf-8").env("NO_COLOR", "1");
        for name in
            ["PYTHONSTARTUP", "PYTHONPATH", "PYTHONOPTIMIZE", "NODE_OPTIONS", "BASH_ENV", "RUST_BACKTRACE"]
        {
            command.env_remove(name);
        }
        let mut child = command.spawn()?;
        let Some(status) = child.wait_timeout(LONGEST)? else {
            child.kill()?;
            child.wait()?;
            return Err(format!("it still runs after {} seconds", LONGEST.as_secs()).into());
        };
        Ok(Ended { fine: status.success(), out: fs::read_to_string(out)?, err: fs::read_to_string(err)? })
    }

    fn file(&self, name: &str, source: &str) -> Result<(), Failed> {
        Ok(fs::write(self.0.join(name), source)?)
    }
}

/// Returns the last line of a traceback.
fn python(desk: &Desk<'_>, source: &str) -> Result<String, Failed> {
    desk.file("snippet.py", source)?;
    let ended = desk.run("python3", &["-B", "snippet.py"], Stdio::null())?;
    Ok(ended.with(|err| err.trim_end().lines().last()))
}

/// Returns the first error of the compiler, whose further words change from version to version; or the
/// message of a panic, or the error that `main` returns.
fn rust(desk: &Desk<'_>, source: &str) -> Result<String, Failed> {
    desk.file("snippet.rs", source)?;
    let arguments = ["--edition", "2024", "--crate-name", "snippet", "-o", "snippet.exe", "snippet.rs"];
    let built = desk.run("rustc", &arguments, Stdio::null())?;
    if !built.fine {
        let error = |line: &&str| line.starts_with("error: ") || line.starts_with("error[E");
        return Ok(built.err.lines().find(error).unwrap_or("the compiler fails without an error").to_owned());
    }
    let program = desk.0.join("snippet.exe");
    let ended = desk.run(&program.to_string_lossy(), &[], Stdio::null())?;
    Ok(ended.with(|err| {
        let mut lines = err.lines().skip_while(|l| !(l.contains("panicked at") || l.starts_with("Error: ")));
        let first = lines.next()?;
        if first.starts_with("Error: ") { Some(first) } else { lines.next() }
    }))
}

/// Returns the line that names an uncaught error.
fn javascript(desk: &Desk<'_>, source: &str) -> Result<String, Failed> {
    desk.file("snippet.js", source)?;
    let ended = desk.run("node", &["snippet.js"], Stdio::null())?;
    let named = |line: &&str| {
        line.split_once(':').is_some_and(|(name, _)| {
            name.ends_with("Error") && name.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    Ok(ended.with(|err| err.lines().find(named)))
}

/// Returns the message of the failing statement, without its position, which versions word differently.
fn sql(desk: &Desk<'_>, source: &str) -> Result<String, Failed> {
    desk.file("snippet.sql", source)?;
    let input = File::open(desk.0.join("snippet.sql"))?;
    let ended = desk.run("sqlite3", &["-batch", "-bail", ":memory:"], input.into())?;
    Ok(ended.with(|err| {
        let first = err.lines().next()?;
        let place = first.find(" near line ").map(|at| &first[at + 11..]);
        place.and_then(|rest| rest.split_once(": ")).map_or(Some(first), |(_, message)| Some(message))
    }))
}

/// Returns the output; the exit status does not count.
fn shell(desk: &Desk<'_>, source: &str) -> Result<String, Failed> {
    desk.file("snippet.sh", source)?;
    Ok(desk.run("bash", &["snippet.sh"], Stdio::null())?.with(|_| None))
}
