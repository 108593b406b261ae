//! Commands, options, keys, limits and tables in the README and the guide are those of the program.

use std::collections::BTreeSet;

use interview_kit::bank::limits;
use interview_kit::bank::load;
use interview_kit::diag::{Sources, render};
use interview_kit::input;
use interview_kit::input::InputFile;

use super::page::{self, Page, Step};
use crate::{Desk, flags};

#[test]
fn the_two_commands_of_the_readme_are_these() {
    let readme = Page::read("README.md");
    let build = "cargo run --release -- build --role python-developer --seniority mid --minutes 60 --seed 7 --out kit.pdf";
    assert_eq!(readme.marked_block("command: build"), build);
    assert_eq!(readme.marked_block("command: test"), "cargo test");
    let (_, words) = build.split_once(" -- ").unwrap();
    let desk = Desk::empty();
    desk.run(words).ends_with(0);
    assert!(desk.bytes("kit.pdf").starts_with(b"%PDF-"));
}

#[test]
fn the_first_command_names_the_file_as_said() {
    for path in ["README.md", "docs/recruiters.md"] {
        let page = Page::read(path);
        let builds = page.steps().into_iter().find_map(|step| match step {
            Step::Shell(text) if text.starts_with("interview-kit build ") => Some(text),
            _ => None,
        });
        let desk = Desk::empty();
        desk.run(builds.unwrap().strip_prefix("interview-kit ").unwrap()).ends_with(0);
        assert!(page.text.contains("`python-developer-mid.pdf`"), "{path}");
        assert_eq!(desk.names(), ["python-developer-mid.pdf"]);
    }
}

#[test]
fn the_readme_counts_the_roles() {
    let roles = Desk::empty().run("list roles --format csv").ends_with(0).printed;
    assert_eq!(String::from_utf8(roles).unwrap().lines().count(), 1 + 7);
    assert!(Page::read("README.md").text.contains("A bank for seven roles is built in."));
}

#[test]
fn every_option_that_is_named_exists() {
    let other_programs = ["--release", "--path", "--locked", "--rm", "--format", "--install", "--version"];
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
    }
}

#[test]
fn the_bank_of_the_guide_uses_every_key() {
    let page = Page::read("docs/your-own-bank.md");
    let bank = page.marked_block("file: our-questions/bank.toml");
    let question = page.marked_block("file: our-questions/more.toml");
    let mut sources = Sources::default();
    let files =
        [&bank, &question].map(|text| InputFile { name: "bank".into(), bytes: text.as_bytes().into() });
    let loaded = load(files.into(), &mut sources);
    assert!(loaded.findings.is_empty(), "{}", render::text(&loaded.findings, &sources, false));
    let table: toml::Table = question.parse().unwrap();
    let keys: Vec<&String> = table["question"][0].as_table().unwrap().keys().collect();
    // An unknown key would be a finding, so these are all keys.
    assert_eq!(keys.len(), 16, "{keys:?}");
    for key in keys {
        key_row(&page, key);
    }
}

/// Returns the row of a table that describes a key.
fn key_row<'p>(page: &'p Page, key: &str) -> &'p str {
    let mut rows = page.text.lines().filter(|line| line.starts_with("| "));
    let found =
        rows.find(|line| line.split(" | ").nth(1).is_some_and(|cell| cell.contains(&format!("`{key}`"))));
    found.unwrap_or_else(|| panic!("{} has no row for `{key}`", page.path))
}

fn has_number(text: &str, number: usize) -> bool {
    let shown = with_thousands(number);
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == ','));
    words.map(|word| word.trim_matches(',')).any(|word| word == shown)
}

/// Formats a number as `4,000`.
fn with_thousands(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

#[test]
fn the_limits_of_keys_are_those_of_the_program() {
    let page = Page::read("docs/your-own-bank.md");
    for (key, limit) in [
        ("label", limits::NAME_MAX_CHARS),
        ("description", limits::BULLET_MAX_CHARS),
        ("prompt", limits::PROMPT_MAX_CHARS),
        ("sample_answer", limits::PROMPT_MAX_CHARS),
        ("listen_for", limits::BULLET_MAX_CHARS),
        ("listen_for", limits::LIST_MAX_ENTRIES),
        ("red_flags", limits::BULLET_MAX_CHARS),
        ("anchors", limits::BULLET_MAX_CHARS),
        ("code", limits::SOURCE_MAX_CHARS),
        ("code", limits::OUTPUT_MAX_CHARS),
        ("tags", limits::NAME_MAX_CHARS),
        ("authored", limits::NAME_MAX_CHARS),
        ("minutes", *limits::MINUTES_RANGE.end() as usize),
        ("score", *limits::SCORE_RANGE.end() as usize),
        ("score", *limits::SCALE_SIZE_RANGE.end()),
    ] {
        assert!(has_number(key_row(&page, key), limit), "{key}: {limit}");
    }
    assert!(page.text.contains(&format!("1 to {} of `a-z`", limits::ID_MAX_CHARS)));
}

#[test]
fn the_limits_of_the_reference_are_those_of_the_program() {
    use interview_kit::batch::{names, shard};
    use interview_kit::compose::{MAX_FILLABLE_QUESTIONS, PREFILL_MAX_CHARS};
    use interview_kit::layout::FontSet;
    use interview_kit::pdf::read::limits as read;
    let page = Page::read("docs/reference/limits.md");
    for (section, start, limit) in [
        ("## Banks", "a file", input::limits::FILE_MAX_BYTES >> 20),
        ("## Banks", "questions", limits::MAX_QUESTIONS),
        ("## Banks", "roles", limits::MAX_GROUPS),
        ("## Banks", "syntax errors", input::limits::MAX_SYNTAX_ERRORS),
        ("## Kits", "questions", MAX_FILLABLE_QUESTIONS),
        ("## Kits", "a name", PREFILL_MAX_CHARS),
        ("## Kits", "fonts added", FontSet::MAX_ADDED),
        ("## Manifests", "the path", names::NAME_MAX_BYTES),
        ("## Manifests", "shards", shard::MAX_SHARDS as usize),
        ("## Kits that are read back", "a file", read::FILE_BYTES >> 20),
        ("## Kits that are read back", "fields", read::MAX_FIELDS),
        ("## Kits that are read back", "fields", read::MAX_DEPTH),
        ("## Kits that are read back", "text of a field", read::TEXT_BYTES >> 20),
    ] {
        let mut rows = page.section(section).lines();
        let row = rows.find(|line| line.starts_with(&format!("| {start}")));
        let row = row.unwrap_or_else(|| panic!("{section} has no row `{start}`"));
        assert!(has_number(row, limit), "{limit}: {row}");
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
