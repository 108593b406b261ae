//! What README says is so.

use interview_kit::bank::{BankFile, limits, load};
use interview_kit::diag::{Sources, render};

use crate::{Desk, flags};

const README: &str = include_str!("../../README.md");

/// The fenced block after a mark.
fn block(mark: &str) -> &'static str {
    let (_, rest) = README.split_once(mark).unwrap_or_else(|| panic!("README has no {mark}"));
    let (_, rest) = rest.split_once("\n```").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once("\n```").unwrap().0
}

/// The commands of each shell block that run the program.
fn commands() -> Vec<String> {
    let blocks = README.split("```sh\n").skip(1).map(|rest| rest.split_once("\n```").unwrap().0);
    let ours = |block: &str| {
        let lines = block.lines().filter(|line| line.starts_with("interview-kit "));
        lines.collect::<Vec<_>>().join("\n")
    };
    blocks.map(ours).filter(|commands| !commands.is_empty()).collect()
}

fn desk() -> Desk {
    Desk::empty()
        .file("our-questions/bank.toml", block("<!-- example: bank -->"))
        .file("filled.pdf", include_bytes!("../filled/pypdf.pdf"))
        .file("password.txt", "open it\n")
        .file("owner.txt", "all rights\n")
        .file("kits.toml", block("<!-- example: manifest -->"))
        .file("candidates.csv", block("<!-- example: candidates -->"))
        .file("kits/keep.txt", "")
        .file("NotoSansHebrew-Regular.ttf", include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"))
}

#[test]
fn its_two_commands_are_these() {
    let build = "cargo run --release -- build --role python-developer --seniority mid --minutes 60 --seed 7 --out kit.pdf";
    assert_eq!(block("<!-- command: build -->"), build);
    assert_eq!(block("<!-- command: test -->"), "cargo test");
    let (_, words) = build.split_once(" -- ").unwrap();
    let desk = Desk::empty();
    desk.run(words).ends_with(0).says("wrote kit.pdf: ");
    assert!(desk.bytes("kit.pdf").starts_with(b"%PDF-"));
}

#[test]
fn its_flags_exist() {
    let words = README.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let cargo = ["--release", "--path", "--open"];
    let known: Vec<String> = flags::COMMANDS
        .iter()
        .flat_map(|command| flags::arguments(command))
        .map(|found| found.name)
        .collect();
    let mut seen = 0;
    for flag in words.filter(|word| word.len() > 3 && word.starts_with("--") && !word.starts_with("---")) {
        assert!(cargo.contains(&flag) || known.iter().any(|name| name == flag), "{flag}");
        seen += 1;
    }
    assert!(seen > 20, "{seen} flags were found");
}

/// With a shell, as people type them: redirections are part of what README promises.
#[cfg(unix)]
#[test]
fn its_commands_run() {
    use std::process::Command;
    let commands = commands();
    assert!(commands.len() > 8, "{commands:?}");
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_interview-kit")).parent().unwrap();
    for command in commands {
        let desk = desk();
        let mut shell = Command::new("/bin/sh");
        shell.args(["-ec", &command]).current_dir(desk.folder()).env_clear().env("PATH", folder);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// What a command prints, between two marks. After a change of the bank, write it anew with
/// `INTERVIEW_KIT_WRITE_EXPECTED=1 cargo test --test command_line readme`.
#[test]
fn its_coverage_is_that_of_the_bank() {
    let mark = "<!-- generated: list coverage --format markdown -->\n\n";
    let (before, rest) = README.split_once(mark).unwrap();
    let (shown, after) = rest.split_once("\n<!-- end -->").unwrap();
    let printed = Desk::empty().run("list coverage --format markdown").ends_with(0).printed;
    let printed = String::from_utf8(printed).unwrap();
    if std::env::var_os("INTERVIEW_KIT_WRITE_EXPECTED").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, format!("{before}{mark}{printed}\n<!-- end -->{after}")).unwrap();
        return;
    }
    assert_eq!(shown, printed);
}

#[test]
fn its_first_command_names_the_file_as_said() {
    let desk = desk();
    let commands = commands();
    let words = commands[0].strip_prefix("interview-kit ").unwrap();
    desk.run(words).ends_with(0);
    assert!(
        README.contains("(`python-developer-mid.pdf`)") && desk.path("python-developer-mid.pdf").exists()
    );
}

#[test]
fn its_bank_is_complete_and_its_question_uses_every_key() {
    let bank = block("<!-- example: bank -->");
    let question = block("<!-- example: question -->");
    let whole = format!("{bank}\n\n{question}\n");
    for text in [bank, &whole] {
        let mut sources = Sources::default();
        let loaded = load(vec![BankFile { name: "README.md".into(), bytes: text.into() }], &mut sources);
        assert!(loaded.findings.is_empty(), "{}", render::text(&loaded.findings, &sources, false));
    }
    let table: toml::Table = question.parse().unwrap();
    let keys: Vec<&String> = table["question"][0].as_table().unwrap().keys().collect();
    // A key that does not exist is answered with a finding, so these are all of them.
    assert_eq!(keys.len(), 16, "{keys:?}");
    for key in keys {
        assert!(README.contains(&format!("`{key}`")), "the table has no `{key}`");
    }
    let desk = Desk::empty().file("bank.toml", whole);
    desk.run("build --bank bank.toml --only sql-null,sql-duplicates,past-wrong-number --out kit.pdf")
        .ends_with(0);
    desk.run("build --bank bank.toml --role analyst --dry-run").ends_with(0);
}

#[test]
fn its_limits_are_those_of_the_program() {
    let row = |key: &str| {
        let found = README.lines().find(|line| line.starts_with('|') && line.contains(&format!("`{key}`")));
        found.unwrap_or_else(|| panic!("no row for {key}"))
    };
    for (key, limit) in [
        ("label", limits::NAME),
        ("description", limits::BULLET),
        ("prompt", limits::PROMPT),
        ("sample_answer", limits::PROMPT),
        ("listen_for", limits::BULLET),
        ("listen_for", limits::LIST),
        ("red_flags", limits::BULLET),
        ("anchors", limits::BULLET),
        ("code", limits::SOURCE),
        ("code", limits::OUTPUT),
        ("tags", limits::NAME),
        ("authored", limits::NAME),
        ("minutes", *limits::MINUTES.end() as usize),
        ("score", *limits::SCORES.end() as usize),
        ("score", *limits::LEVELS.end()),
    ] {
        let shown = grouped(limit);
        let words = row(key).split(|c: char| !(c.is_ascii_digit() || c == ','));
        assert!(words.map(|word| word.trim_matches(',')).any(|word| word == shown), "{key}: {shown}");
    }
    for (limit, unit) in [(limits::QUESTIONS, "questions"), (limits::GROUPS, "each of roles")] {
        assert!(README.contains(&format!("{} {unit}", grouped(limit))), "{unit}");
    }
    assert!(README.contains(&format!("{} MiB", limits::FILE_BYTES >> 20)));
    assert!(README.contains(&format!("1 to {} of `a-z`", limits::ID)));
}

/// `4,000`
fn grouped(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

#[test]
fn its_pictures_and_links_lead_to_files() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pictures = README.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let links = README.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    let all: Vec<&str> = pictures.chain(links).collect();
    assert!(all.len() >= 5, "{all:?}");
    for path in all {
        assert!(root.join(path).exists(), "{path}");
    }
}
