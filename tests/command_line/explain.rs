//! `explain` and the registry of codes behind it: the examples do what their entries say.

use std::path::Path;
use std::{env, fs};

use interview_kit::bank;
use interview_kit::batch::manifest::{self, ManifestFile};
use interview_kit::diag::codes::{self, Code, Example};
use interview_kit::diag::{Diagnostic, Sources};
use interview_kit::input::InputFile;

use crate::TestDir;

const PAGE: &str = "docs/reference/codes.md";

/// After a change of the registry, renew the page with
/// `INTERVIEW_KIT_WRITE_EXPECTED=1 cargo test --test command_line explain`.
#[test]
fn the_reference_page_is_that_of_the_registry() {
    let printed = TestDir::empty().run("explain --format markdown").exits_with(0).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if env::var_os("INTERVIEW_KIT_WRITE_EXPECTED").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, printed).unwrap();
        return;
    }
    let page = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(
        page.as_bytes() == printed,
        "{PAGE} is not what `interview-kit explain --format markdown` prints"
    );
}

/// The Rust files of the program, without those of the registry.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("diag/codes") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn constant(code: &Code) -> String {
    let (family, name) = code.id().split_once("::").unwrap();
    format!("codes::{family}::{}", name.replace('-', "_").to_uppercase())
}

#[test]
fn every_code_can_be_reported_and_is_spelled_in_the_registry_alone() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let names =
        |text: &str, name: &str| text.match_indices(name).any(|(at, _)| is_end(&text[at + name.len()..]));
    let mut ids: Vec<&str> = codes::all().map(Code::id).collect();
    for code in codes::all() {
        let constant = constant(code);
        assert!(found.iter().any(|(_, text)| names(text, &constant)), "nothing reports {code} ({constant})");
        let literal = format!("\"{code}\"");
        let spelled = found.iter().find(|(_, text)| text.contains(&literal));
        assert!(spelled.is_none(), "{literal} is spelled in {}", spelled.unwrap().0);
    }
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "two codes have one id");
    for family in codes::FAMILIES {
        for code in family.codes() {
            assert!(code.id().strip_prefix(family.name).is_some_and(|rest| rest.starts_with("::")), "{code}");
        }
    }
}

/// The lines that complete an example that is only a part of a file. A line is added unless the example sets its key
/// or mentions it in a comment.
struct Scaffold {
    top: &'static [(&'static str, &'static str)],
    /// Tables that other tables refer to, added where the example has no such table.
    base: &'static [(&'static str, &'static str)],
    /// The keys that each table of an example needs.
    tables: &'static [(&'static str, &'static [(&'static str, &'static str)])],
}

const BANK: Scaffold = Scaffold {
    top: &[("schema", "schema = 1")],
    base: &[
        (
            "[[scale]]",
            "[[scale]]\nscore = 1\nlabel = \"Below\"\ndescription = \"Needs help.\"\n\
             [[scale]]\nscore = 3\nlabel = \"Meets\"\ndescription = \"Does it alone.\"\n",
        ),
        (
            "",
            "[[role]]\nid = \"python-developer\"\nname = \"Python developer\"\ncategories = [\"python-core\"]\n",
        ),
        ("", "[[category]]\nid = \"python-core\"\nname = \"Python\"\ntype = \"technical\"\n"),
        ("", "[[competency]]\nid = \"ownership\"\nname = \"Ownership\"\n"),
    ],
    tables: &[
        ("scale", &[]),
        (
            "role",
            &[
                ("id", "id = \"r\""),
                ("name", "name = \"R\""),
                ("categories", "categories = [\"python-core\"]"),
            ],
        ),
        ("category", &[("id", "id = \"c\""), ("name", "name = \"C\""), ("type", "type = \"technical\"")]),
        ("competency", &[("id", "id = \"k\""), ("name", "name = \"K\"")]),
        (
            "question",
            &[
                ("id", "id = \"q\""),
                ("category", "category = \"python-core\""),
                ("seniority", "seniority = [\"mid\"]"),
                ("minutes", "minutes = 5"),
                ("prompt", "prompt = \"What is a list?\""),
                ("listen_for", "listen_for = [\"Ordered\"]"),
            ],
        ),
    ],
};

const MANIFEST: Scaffold = Scaffold {
    top: &[("schema", "schema = 1")],
    base: &[("[[kit]]", "[[kit]]\nname = \"base\"\nrole = \"analyst\"\n")],
    tables: &[("kit", &[("role", "role = \"analyst\"")])],
};

impl Scaffold {
    /// Completes an example to a whole file.
    fn complete(&self, example: &str) -> String {
        let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
        for line in example.lines() {
            if line.starts_with("[[") {
                parts.push(Vec::new());
            }
            parts.last_mut().unwrap().push(line);
        }
        let lines: Vec<&str> = example.lines().collect();
        let (top, tables) = parts.split_first().unwrap();
        let mut file = with_missing_keys(top, self.top);
        for (header, base) in self.base {
            if header.is_empty() || !mentions(&lines, header) {
                file.push_str(base);
            }
        }
        for table in tables {
            let (_, keys) = self.tables.iter().find(|(name, _)| table[0] == format!("[[{name}]]")).unwrap();
            file.push_str(&with_missing_keys(table, keys));
        }
        file
    }
}

/// True if a line of the example sets `key`, or a comment of it begins with `key`.
fn mentions(lines: &[&str], key: &str) -> bool {
    lines.iter().any(|line| {
        let text = line.trim_start_matches("# ").trim_start_matches('`');
        text.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '`', '=']))
    })
}

/// The lines with those keys that they do not mention.
fn with_missing_keys(lines: &[&str], keys: &[(&str, &str)]) -> String {
    let missing = keys.iter().filter(|(key, _)| !mentions(lines, key)).map(|(_, line)| line);
    let lines: Vec<&str> = lines.iter().chain(missing).copied().collect();
    lines.join("\n") + "\n"
}

/// The codes of all findings, each once.
fn reported(findings: &[Diagnostic]) -> Vec<&'static str> {
    let mut ids: Vec<&str> = findings.iter().map(|finding| finding.code.id()).collect();
    ids.dedup();
    ids
}

fn text(example: Example) -> String {
    example.lines().collect::<Vec<_>>().join("\n")
}

#[test]
fn every_bank_of_an_example_has_its_code_and_no_other() {
    for code in codes::all() {
        let Example::Bank(_) = code.example() else { continue };
        let bank = BANK.complete(&text(code.example()));
        let file = InputFile { name: "bank.toml".to_owned(), bytes: bank.clone().into_bytes() };
        let loaded = bank::load(vec![file], &mut Sources::default());
        assert_eq!(reported(&loaded.findings), [code.id()], "{bank}\n{:#?}", loaded.findings);
    }
}

#[test]
fn every_manifest_of_an_example_has_its_code_and_no_other() {
    let file = |name: &str, text: &str| {
        let file = InputFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        ManifestFile { file, identity: name.to_owned() }
    };
    for code in codes::all() {
        let Example::Manifest(_) = code.example() else { continue };
        let text = MANIFEST.complete(&text(code.example()));
        let mut others = |path: &str| match path {
            "kits.toml" => Ok(file(path, &text)),
            "team.toml" => Ok(file(path, "schema = 1\n[[kit]]\nname = \"team\"\nrole = \"engineer\"\n")),
            _ => Err("there is no such file".to_owned()),
        };
        let read = manifest::load(file("kits.toml", &text), &mut Sources::default(), &mut others);
        assert_eq!(reported(&read.findings), [code.id()], "{text}\n{:#?}", read.findings);
    }
}

/// The folder that `codes::FOLDER` describes.
#[cfg(unix)]
fn folder() -> TestDir {
    let manifest = "schema = 1\n\n[[kit]]\nbank = \"bank.toml\"\nrole = \"analyst\"\nseniority = \"mid\"\nminutes = 40\n";
    TestDir::with_bank().file("kits.toml", manifest).file("filled.pdf", include_bytes!("../filled/pypdf.pdf"))
}

/// Returns the standard error of the last command of an example.
#[cfg(unix)]
fn heard(example: Example) -> String {
    let dir = folder();
    let program = Path::new(env!("CARGO_BIN_EXE_interview-kit")).parent().unwrap().display().to_string();
    let mut heard = String::new();
    for line in example.lines() {
        let mut shell = std::process::Command::new("sh");
        shell.current_dir(dir.folder()).env_clear().env("PATH", format!("{program}:/usr/bin:/bin"));
        let output = shell.args(["-c", line]).output().unwrap();
        heard = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    heard
}

/// The folder's files are those of a user, so a command may have other findings as well.
#[cfg(unix)]
#[test]
fn the_last_command_of_every_example_reports_its_code() {
    let examples: Vec<&Code> =
        codes::all().filter(|code| matches!(code.example(), Example::Commands(_))).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let silent: Vec<String> = std::thread::scope(|scope| {
        let parts = (0..threads).map(|n| examples.iter().skip(n).step_by(threads));
        let runs = parts.map(|part| {
            scope.spawn(move || {
                let check = |code: &&Code| {
                    let heard = heard(code.example());
                    let is_reported =
                        heard.contains(&format!("[{code}]")) || heard.contains(&format!("\"{code}\""));
                    (!is_reported).then(|| format!("{code}:\n{}\n---\n{heard}", text(code.example())))
                };
                part.filter_map(check).collect::<Vec<_>>()
            })
        });
        let runs: Vec<_> = runs.collect();
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    assert!(silent.is_empty(), "{}", silent.join("\n=====\n"));
}

#[test]
fn most_examples_run() {
    let all = codes::all().count();
    let sentences: Vec<_> = codes::all().filter(|code| matches!(code.example(), Example::Case(_))).collect();
    assert!(sentences.len() * 4 < all, "{} of {all} examples are sentences: {sentences:?}", sentences.len());
}

#[test]
fn a_code_or_family_is_printed_in_every_form() {
    let dir = TestDir::empty();
    dir.run("explain bank::unknown-key")
        .exits_with(0)
        .stdout_has("bank::unknown-key\n")
        .stdout_has("What to do:\n");
    let json = dir.run("explain lock --format json").exits_with(0).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let codes = json.as_array().unwrap();
    assert!(
        codes.len() > 10 && codes.iter().all(|code| code["code"].as_str().unwrap().starts_with("lock::"))
    );
    let list = String::from_utf8(dir.run("explain").exits_with(0).stdout).unwrap();
    assert!(codes::all().all(|code| list.contains(code.id()) && list.contains(&code.id()[..4])));
    dir.run("explain bank::unknwn-key").exits_with(2).stderr_has("did you mean `bank::unknown-key`?");
    dir.run("explain unknown-key")
        .exits_with(2)
        .stderr_has("`bank::unknown-key` or `manifest::unknown-key`?");
    dir.run("explain zzz").exits_with(2).stderr_has("`interview-kit explain` lists all codes");
}
