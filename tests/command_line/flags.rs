//! Every option of the program, and every value that an option lists, stands in a command line of a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::TestDir;

/// Returns the commands and options of the program.
fn tree() -> clap::Command {
    let mut tree = interview_kit::commands::command_line();
    tree.build();
    tree
}

/// Returns the commands of the program.
pub(crate) fn commands() -> Vec<String> {
    let tree = tree();
    let names = tree.get_subcommands().map(|command| command.get_name().to_owned());
    let commands: Vec<String> = names.filter(|name| name != "help").collect();
    assert!(commands.len() > 12, "{commands:?}");
    commands
}

/// An option or argument of a command, with the values that its help lists.
pub(crate) struct Argument {
    /// `--seed`, `-s`, or `SUBJECT` for an argument without an option.
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

impl Argument {
    pub(crate) fn is_flag(&self) -> bool {
        self.name.starts_with('-')
    }
}

/// Returns the short help of a command.
pub(crate) fn short_help(command: &str) -> String {
    let ran = TestDir::empty().run(&format!("{command} -h")).env("COLUMNS", "100").exits_with(0);
    String::from_utf8(ran.stdout).unwrap()
}

/// Returns the options of a command with all their spellings, and its arguments by position.
pub(crate) fn arguments(command: &str) -> Vec<Argument> {
    let tree = tree();
    let command = tree.find_subcommand(command).unwrap();
    let mut found = Vec::new();
    for argument in command.get_arguments() {
        let values: Vec<String> =
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        // A flag that takes no value has `true` and `false` all the same.
        let values = if argument.get_action().takes_values() { values } else { Vec::new() };
        let long =
            argument.get_long_and_visible_aliases().into_iter().flatten().map(|long| format!("--{long}"));
        let short =
            argument.get_short_and_visible_aliases().into_iter().flatten().map(|short| format!("-{short}"));
        // Every command has `-h`, and `flags` runs each of them with it.
        let mut names: Vec<String> = long.chain(short.filter(|short| short != "-h")).collect();
        if names.is_empty() && !argument.is_hide_set() {
            names.push(argument.get_value_names().unwrap()[0].to_string());
        }
        // Of the spellings, the first has the values.
        let mut values = Some(values);
        found.extend(
            names.into_iter().map(|name| Argument { name, values: values.take().unwrap_or_default() }),
        );
    }
    found
}

/// Returns the command lines of the tests: those of the cases, and the strings in Rust tests that begin
/// with a command.
fn tested_command_lines() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut lines = Vec::new();
    for (folder, ending) in [("cli", "trycmd"), ("command_line", "rs")] {
        for entry in fs::read_dir(tests.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|found| found != ending) || path.ends_with("flags.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            if ending == "trycmd" {
                lines.extend(
                    text.lines().filter_map(|l| l.strip_prefix("$ interview-kit ")).map(str::to_owned),
                );
            } else {
                let lines_of_file = text.split('"').filter(|t| !t.contains('\n'));
                lines.extend(lines_of_file.map(|line| fill_in_constants(line, &text)));
            }
        }
    }
    lines
}

/// Replaces `{BUILD}` in a string by the constant of the file with that name.
fn fill_in_constants(line: &str, text: &str) -> String {
    let declarations =
        text.lines().filter_map(|line| line.trim().strip_prefix("const ")?.split_once(": &str = \""));
    declarations.fold(line.to_owned(), |line, (name, value)| {
        line.replace(&format!("{{{name}}}"), value.trim_end_matches("\";"))
    })
}

#[test]
fn every_flag_and_every_value_it_lists_is_in_a_test() {
    let tested = tested_command_lines();
    let mut missing = BTreeSet::new();
    for command in commands() {
        let command = command.as_str();
        let lines: Vec<Vec<&str>> = tested
            .iter()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .filter(|words| words.first() == Some(&command))
            .collect();
        let arguments = arguments(command);
        assert!(!arguments.is_empty(), "{command} -h describes nothing");
        for argument in arguments {
            let (flag, Argument { name, values }) = (argument.is_flag(), argument);
            if flag && !lines.iter().any(|words| words.contains(&name.as_str())) {
                missing.insert(format!("{command} {name}"));
            }
            for value in values {
                let used = |words: &Vec<&str>| {
                    let pair = [name.as_str(), value.as_str()];
                    if flag {
                        words.windows(2).any(|words| words == pair)
                    } else {
                        words.get(1) == Some(&pair[1])
                    }
                };
                if !lines.iter().any(used) {
                    missing.insert(format!("{command} {name} {value}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no test has a command line with {missing:#?}");
}

#[test]
fn every_spelling_of_an_option_is_found() {
    let names = |command: &str| arguments(command).into_iter().map(|a| a.name).collect::<Vec<_>>();
    let build = names("build");
    for flag in [
        "ROLE",
        "LEVEL",
        "--bank",
        "-b",
        "--seniority",
        "--level",
        "--no-behavioural",
        "--font",
        "--out",
        "-o",
        "--help",
    ] {
        assert!(build.iter().any(|name| name == flag), "{flag} in {build:?}");
    }
    assert_eq!(names("completions"), ["SHELL", "--help"]);
    let list = arguments("list");
    assert_eq!(list[0].values, ["roles", "categories", "questions", "coverage", "tags", "exposure"]);
    let format = list.iter().find(|argument| argument.name == "--format").unwrap();
    assert_eq!(format.values, ["table", "json", "csv", "markdown"]);
    assert!(
        arguments("batch").iter().any(|argument| argument.name == "--shard" && argument.values.is_empty())
    );
}

/// A short flag stands for the same option in every command.
#[test]
fn short_flags_mean_the_same_everywhere() {
    let tree = tree();
    let mut meanings = std::collections::BTreeMap::new();
    for command in tree.get_subcommands() {
        for argument in command.get_arguments() {
            let (Some(short), Some(long)) = (argument.get_short(), argument.get_long()) else { continue };
            let known = meanings.entry(short).or_insert_with(|| long.to_owned());
            assert_eq!(known, long, "-{short} of {}", command.get_name());
        }
    }
    assert_eq!(meanings.keys().copied().collect::<String>(), "bchmnosw");
}

#[test]
fn the_program_itself_has_help_and_version() {
    let dir = TestDir::empty();
    let version = format!("interview-kit {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(dir.run("--version").exits_with(0).stdout, version.as_bytes());
    assert_eq!(dir.run("-V").exits_with(0).stdout, version.as_bytes());
    dir.run("--help").exits_with(0).stdout_has("130  stopped (Ctrl-C)");
    dir.run("help build").exits_with(0).stdout_has("--seniority");
}

/// The examples in the help, which are commands people copy.
#[test]
fn the_examples_in_the_help_run() {
    for command in
        ["", "build", "completions", "diff", "flatten", "init", "inspect", "list", "man", "redact", "schema"]
    {
        let ran = TestDir::empty().run(&format!("{command} --help")).env("COLUMNS", "1000").exits_with(0);
        let help = String::from_utf8(ran.stdout).unwrap();
        let (_, examples) = help.split_once("Examples:").unwrap();
        for example in unwrap_commands(examples) {
            let words = example.split(" > ").next().unwrap();
            let dir = TestDir::empty()
                .file("our-questions/bank.toml", include_str!("../cli/banks/small.toml"))
                .file("filled.pdf", include_bytes!("../filled/pikepdf.pdf"))
                .file("ada.pdf", include_bytes!("../filled/pypdf.pdf"))
                .file("grace.pdf", include_bytes!("../filled/pdfjs.pdf"))
                .file("candidates.csv", "candidate,date\nAda,today\n")
                .file("kits/keep.txt", "")
                .file("old.lock", include_str!("../cli/locks/old.lock"))
                .file("kits.lock", include_str!("../cli/locks/old.lock"))
                .file("old.toml", include_str!("../cli/banks/small.toml"))
                .file(
                    "NotoNaskhArabic-Regular.ttf",
                    include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
                );
            if words.contains("--add our-questions.toml") {
                dir.run("export --only sql-null-logic --out our-questions.toml").exits_with(0);
            }
            if words.starts_with("batch") {
                dir.run("init --ci none").exits_with(0);
            }
            if words.starts_with("build --lock") || words.starts_with("batch --prefill") {
                dir.with_file(
                    "kits.toml",
                    "schema = 1\n[[kit]]\nrole = \"python-developer\"\nseniority = \"mid\"\n",
                );
                std::fs::remove_file(dir.path("kits.lock")).unwrap();
                dir.run("batch").exits_with(0);
            }
            if words.starts_with("index") {
                std::fs::create_dir(dir.path("dist")).unwrap();
                dir.run("build --bank our-questions --out dist/kit.pdf").exits_with(0);
            }
            if words.starts_with("inspect kit.pdf") {
                dir.run("build --bank our-questions --out kit.pdf").exits_with(0);
            }
            if words.starts_with("diff old.pdf") {
                dir.run("build qa-engineer --count 2 --out old.pdf").exits_with(0);
                dir.run("build qa-engineer --count 2 --seed 2 --out new.pdf").exits_with(0);
            }
            dir.run(words).exits_with(0);
        }
    }
}

/// Returns the commands of a help text, each on one line.
fn unwrap_commands(examples: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    let mut open = false;
    for line in examples.lines() {
        match line.trim().strip_prefix("interview-kit ") {
            Some(words) => {
                commands.push(words.to_owned());
                open = true;
            }
            None if open && line.starts_with("    ") => {
                commands.last_mut().unwrap().extend([" ", line.trim()]);
            }
            None => open = false,
        }
    }
    assert!(!commands.is_empty());
    commands
}
