//! The commands and options in the README and the guide are those of the program.

use std::collections::BTreeSet;

use super::page::{self, Page, Step};
use crate::{TestDir, flags};

#[test]
fn the_two_commands_of_the_readme_are_these() {
    let readme = Page::read("README.md");
    let build = "cargo run --release -- build python-developer mid --minutes 60 --seed 7 --out kit.pdf";
    assert_eq!(readme.marked_block("command: build"), build);
    assert_eq!(readme.marked_block("command: test"), "cargo test");
    let (_, words) = build.split_once(" -- ").unwrap();
    let dir = TestDir::empty();
    dir.run(words).exits_with(0);
    assert!(dir.bytes("kit.pdf").starts_with(b"%PDF-"));
}

#[test]
fn the_first_command_names_the_file_as_said() {
    for path in ["README.md", "docs/recruiters.md"] {
        let page = Page::read(path);
        let builds = page.steps().into_iter().find_map(|step| match step {
            Step::Shell(text) if text.starts_with("interview-kit build ") => Some(text),
            _ => None,
        });
        let dir = TestDir::empty();
        dir.run(builds.unwrap().strip_prefix("interview-kit ").unwrap()).exits_with(0);
        assert!(page.text.contains("`python-developer-mid.pdf`"), "{path}");
        assert_eq!(dir.names(), ["python-developer-mid.pdf"]);
    }
}

#[test]
fn the_readme_counts_the_roles() {
    let roles = TestDir::empty().run("list roles --format csv").exits_with(0).stdout;
    assert_eq!(String::from_utf8(roles).unwrap().lines().count(), 1 + 7);
    assert!(Page::read("README.md").text.contains("A bank for seven roles is built in."));
}

#[test]
fn every_option_that_is_named_exists() {
    let other_programs =
        ["--release", "--path", "--locked", "--rm", "--format", "--install", "--version", "--pages"];
    let known: Vec<String> = flags::commands()
        .iter()
        .flat_map(|command| flags::arguments(command))
        .map(|found| found.name)
        .collect();
    let mut seen = 0;
    for page in page::read_pages() {
        let words = page.text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        for flag in words.filter(|word| word.len() > 3 && word.starts_with("--") && !word.starts_with("---"))
        {
            let exists = other_programs.contains(&flag) || known.iter().any(|name| name == flag);
            assert!(exists, "{}: {flag}", page.path);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} options were found");
}

/// Returns the options in the first cells of tables: `` | `--opening N`, `--closing N` | ``.
fn options_of(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter(|line| line.starts_with("| `--"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let words = cells.flat_map(|cell| cell.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
    words.filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

/// Returns the options in the first cells of tables as help spells them: `--opening <N>`.
fn spellings_of(text: &str) -> Vec<String> {
    let rows = text.lines().filter(|line| line.starts_with("| `--"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let options = cells.flat_map(|cell| cell.split('`').filter(|part| part.starts_with("--")));
    let spell = |option: &str| match (option.split_once(' '), option.split_once("[=")) {
        (Some((name, value)), _) => format!("{name} <{value}>"),
        (None, Some((name, value))) => format!("{name}[=<{}>]", value.trim_end_matches(']')),
        (None, None) => option.to_owned(),
    };
    options.map(spell).collect()
}

#[test]
fn the_reference_has_every_command_with_its_options() {
    let page = Page::read("docs/reference/commands.md");
    let (head, _) = page.text.split_once("\n## ").unwrap();
    let shared = options_of(head);
    assert!(shared.contains("--findings"), "{shared:?}");
    for command in flags::commands() {
        let command = command.as_str();
        assert!(head.contains(&format!("| [`{command}`](#{command}) |")), "{command} is not in the table");
        let section = page.section(&format!("## `{command}`"));
        let listed = options_of(section);
        let options: BTreeSet<String> = flags::arguments(command)
            .into_iter()
            .map(|argument| argument.name)
            .filter(|name| name.starts_with("--"))
            .collect();
        let is_listed = |name: &String| section.contains(&format!("`{name}")) || shared.contains(name);
        let missing: Vec<&String> = options.iter().filter(|name| !is_listed(name)).collect();
        assert!(missing.is_empty(), "`{command}`: the page lacks {missing:?}");
        let wrong: Vec<&String> = listed.difference(&options).collect();
        assert!(wrong.is_empty(), "`{command}` has no {wrong:?}");
        let help = flags::short_help(command);
        for spelling in spellings_of(section) {
            assert!(help.contains(&spelling), "`{command}` has no `{spelling}`");
        }
    }
}

/// Returns the floor and name in each row of a table of rooms: `` | 7 | `commands` | … ``, with links or without.
fn room_rows(text: &str) -> Vec<(String, String)> {
    let rows = text.lines().filter_map(|line| line.trim_start_matches("//! ").strip_prefix("| "));
    let cells = rows.map(|row| row.split(" | ").map(|cell| cell.trim_matches(['[', ']', '`'])));
    let rooms = cells.filter_map(|mut cells| Some((cells.next()?.to_owned(), cells.next()?.to_owned())));
    rooms.filter(|(floor, _)| floor.parse::<u8>().is_ok()).collect()
}

#[test]
fn the_rooms_for_contributors_are_those_of_the_library() {
    let library = room_rows(&Page::read("src/lib.rs").text);
    assert!(library.len() > 10, "{library:?}");
    assert_eq!(room_rows(&Page::read(".github/CONTRIBUTING.md").text), library);
}
