//! Files laid over a bank with `--add`, banks written with `export`, and the bank that a kit carries.

use crate::TestDir;

/// A file with one question for the small bank, and nothing else.
const ONE: &str = r#"[[question]]
id = "web-own"
category = "web"
seniority = ["mid"]
minutes = 5
title = "Our own pages"
prompt = "How do our pages differ from others?"
listen_for = ["Says how"]
"#;

fn with_question() -> TestDir {
    TestDir::with_bank().file("one.toml", ONE)
}

#[test]
fn a_file_with_one_question_is_added_to_every_command_with_a_bank() {
    let dir = with_question();
    for words in [
        "list --only web-own",
        "list questions --search pages",
        "show web-own",
        "export --only web-own",
        "build --only web-own --dry-run",
        "build analyst mid --include web-own --dry-run",
    ] {
        let ran = dir.run(words).words(" --bank bank.toml --add one.toml").exits_with(0);
        ran.stdout_has("web-own");
    }
    dir.run("check --bank bank.toml --add one.toml").exits_with(0).stderr_has("checked 12 questions");
    dir.run("list --only web-own --bank bank.toml").exits_with(1).stderr_has("web-own");
}

#[test]
fn files_are_added_to_the_built_in_bank_without_naming_it_or_by_its_name() {
    let question = ONE.replace("\"web\"", "\"sql\"");
    let dir = TestDir::with_bank().file("one.toml", question);
    for bank in ["", "--bank builtin "] {
        let words = format!("list {bank}--add one.toml --only web-own,sql-null-logic");
        dir.run(&words).exits_with(0).stdout_has("web-own").stdout_has("sql-null-logic");
    }
    let words = "build python-developer mid --dry-run --format csv";
    let plain = dir.run(words).exits_with(0).stdout;
    assert!(dir.run(words).words(" --bank builtin").exits_with(0).stdout == plain);
    // A file of this name is named by its path.
    let dir = dir.file("builtin", include_str!("../cli/banks/small.toml"));
    dir.run("list roles --bank builtin").exits_with(0).stdout_has("python-developer");
    dir.run("list roles --bank ./builtin").exits_with(0).stdout_has("analyst");
}

#[test]
fn a_replaced_question_is_asked_in_its_new_wording_and_a_note_says_so() {
    let dir = TestDir::with_bank().file("new.toml", ONE.replace("web-own", "web-cache"));
    let words = "build --bank bank.toml --add new.toml --only web-cache --dry-run";
    dir.run(words).exits_with(0).stderr_has("note[bank::replaced]: the question `web-cache` is replaced");
    let shown = dir.run("show web-cache --bank bank.toml --add new.toml").exits_with(0);
    shown.stdout_has("How do our pages differ").stderr_has("new.toml:2");
}

#[test]
fn later_files_lie_over_earlier_ones_and_a_folder_is_one_layer() {
    let dir = with_question()
        .file("two.toml", ONE.replace("How do our", "Second: how do our"))
        .file("folder/a.toml", ONE)
        .file("folder/b.toml", ONE);
    let words = "show web-own --bank bank.toml --add one.toml --add two.toml";
    dir.run(words).exits_with(0).stdout_has("Second: how");
    let words = "show web-own --bank bank.toml --add two.toml --add one.toml";
    assert!(!String::from_utf8(dir.run(words).exits_with(0).stdout).unwrap().contains("Second"));
    dir.run("check --bank bank.toml --add folder").exits_with(1).stderr_has("bank::duplicate-id");
}

#[test]
fn one_bank_or_added_file_may_come_from_standard_input() {
    let dir = with_question();
    dir.run("list --bank bank.toml --add - --only web-own").input(ONE).exits_with(0).stdout_has("web-own");
    for words in ["list --bank - --add -", "list --add - --add -"] {
        dir.run(words).exits_with(2).stderr_has("standard input can be read once");
    }
    let words = "build analyst mid --bank bank.toml --add - --password-file - --out kit.pdf";
    dir.run(words).input(ONE).exits_with(2).stderr_has("cannot both read standard input");
    dir.run("list --add nothing.toml").exits_with(2).stderr_has("nothing.toml");
}

#[test]
fn a_mistake_in_an_added_file_is_shown_with_its_line() {
    let dir = TestDir::with_bank().file("one.toml", ONE.replace("minutes = 5", "minutes = 0"));
    let ran = dir.run("build analyst mid --bank bank.toml --add one.toml --out kit.pdf").exits_with(1);
    ran.stderr_has("one.toml:5:11");
    assert_eq!(dir.names(), ["bank.toml", "one.toml"]);
    dir.run("list --bank one.toml").exits_with(1).stderr_has("name it with `--add`");
}

#[test]
fn an_unknown_role_is_told_with_the_files_that_were_added() {
    let dir = with_question();
    let ran = dir.run("build analist mid --bank bank.toml --add one.toml --dry-run").exits_with(1);
    ran.stderr_has("--bank bank.toml --add one.toml");
}

#[test]
fn an_exported_bank_builds_the_same_kits() {
    let dir = TestDir::empty();
    dir.run("export --out questions.toml")
        .exits_with(0)
        .stdout_is_empty()
        .stderr_has("wrote questions.toml: ");
    dir.run("check --bank questions.toml --findings short").exits_with(0);
    for words in ["build python-developer mid --dry-run", "build engineering-manager lead -m 45 --dry-run"] {
        let words = &format!("{words} --format csv");
        let built_in = dir.run(words).exits_with(0).stdout;
        for source in [" --bank questions.toml", " --add questions.toml"] {
            let ran = dir.run(words).words(source).exits_with(0);
            assert!(ran.stdout == built_in, "{words}{source}");
            assert!(!ran.stderr.contains("replaced"), "{}", ran.stderr);
        }
    }
    let again = dir.run("export --bank questions.toml").exits_with(0).stdout;
    assert!(again == dir.bytes("questions.toml"));
}

#[test]
fn a_selection_is_exported_by_the_usual_filters() {
    let dir = TestDir::with_bank();
    let text = |words: &str| String::from_utf8(dir.run(words).exits_with(0).stdout).unwrap();
    let web = text("export --bank bank.toml --category web --seniority senior");
    assert!(web.contains("id = \"web-cache\"") && !web.contains("id = \"web-status\""), "{web}");
    assert!(web.contains("categories = [\n  \"web\",\n]") && !web.contains("id = \"testing\""), "{web}");
    let role = text("export --role data-engineer");
    assert!(role.contains("id = \"de-model-grain\"") && !role.contains("id = \"python-developer\""));
    dir.run("export --category nothing").exits_with(1).stdout_is_empty().stderr_has("nothing");
    dir.run("export --role nobody --out x.toml").exits_with(1);
    assert_eq!(dir.names(), ["bank.toml"]);
}

#[test]
fn every_filter_and_format_of_findings_works_with_export() {
    let dir = with_question();
    for (words, id) in [
        ("export -b bank.toml --add one.toml -c web --level mid", "web-own"),
        ("export -b bank.toml --type behavioral --exclude past-help", "past-error"),
        ("export -b bank.toml --tag unit", "test-first"),
        ("export analyst mid -b bank.toml", "test-first"),
    ] {
        dir.run(words).exits_with(0).stdout_has(&format!("id = \"{id}\""));
    }
    dir.run("export -b bank.toml -o all.toml").exits_with(0);
    dir.run("export --help").exits_with(0).stdout_has("--out");
    let dir = dir.file("new.toml", ONE.replace("web-own", "web-cache"));
    for (words, told) in [
        ("export -b bank.toml --add new.toml --findings text", "note[bank::replaced]"),
        ("export -b bank.toml --add new.toml --findings short", "new.toml:2:6"),
        ("export -b bank.toml --add new.toml --findings json", "\"bank::replaced\""),
        ("export -b bank.toml --add new.toml --findings github", "::notice"),
    ] {
        dir.run(words).exits_with(0).stderr_has(told);
    }
}

#[test]
fn export_overwrites_nothing_by_surprise() {
    let dir = TestDir::with_bank().file("mine.toml", "my work");
    dir.run("export --bank bank.toml --out mine.toml").exits_with(2).stderr_has("--force");
    assert_eq!(dir.bytes("mine.toml"), b"my work");
    dir.run("export --bank bank.toml --out mine.toml --force").exits_with(0);
    assert!(dir.bytes("mine.toml").starts_with(b"# Questions"));
    dir.run("export --bank bank.toml --out new/folder/mine.toml").exits_with(0);
    assert!(dir.path("new/folder/mine.toml").is_file());
    dir.run("export --bank bank.toml --out new").exits_with(2).stderr_has("is a folder");
    dir.run("export --bank bank.toml --out new/").exits_with(2).stderr_has("is a folder");
    dir.run("export --bank bank.toml --out -").exits_with(0).stdout_has("[[question]]");
    let dir = dir.file("filled.pdf", include_bytes!("../filled/pypdf.pdf"));
    dir.run("export --bank bank.toml --out filled.pdf --force").exits_with(2).stderr_has("answers");
}

#[test]
fn a_bank_with_mistakes_is_not_exported() {
    let broken = include_str!("../cli/banks/small.toml").replacen("minutes = 5", "minutes = 0", 1);
    let dir = TestDir::empty().file("broken.toml", broken);
    dir.run("export --bank broken.toml --out out.toml").exits_with(1).stderr_has("bank::out-of-range");
    assert_eq!(dir.names(), ["broken.toml"]);
}

#[test]
fn the_bank_that_a_kit_carries_is_written_to_a_file() {
    let dir = with_question();
    let words = "build analyst mid --bank bank.toml --add one.toml --include web-own --out kit.pdf";
    dir.run(words).exits_with(0);
    dir.run("inspect kit.pdf --bank-out carried.toml")
        .exits_with(0)
        .stdout_is_empty()
        .stderr_has("carried.toml");
    dir.run("list --bank carried.toml --only web-own").exits_with(0).stdout_has("web-own");
    dir.run("build analyst mid --bank carried.toml -m 20 --dry-run").exits_with(0);
    dir.run("inspect kit.pdf --bank-out -").exits_with(0).stdout_has("The questions of kit.pdf.");
    dir.run("inspect kit.pdf --bank-out carried.toml").exits_with(2).stderr_has("--force");
    dir.run("inspect kit.pdf --bank-out carried.toml --force").exits_with(0);
    dir.run("inspect kit.pdf kit.pdf --bank-out x.toml").exits_with(2).stderr_has("one kit");
    dir.run("inspect kit.pdf --bank-out x.toml --rebuild").exits_with(2);
}

#[test]
fn a_file_without_a_bank_gives_none() {
    let dir = TestDir::with_bank().file("broken.pdf", "%PDF-1.7 nothing");
    dir.run("build --bank bank.toml --only test-names --face candidate --out sheet.pdf").exits_with(0);
    dir.run("inspect sheet.pdf --bank-out x.toml").exits_with(1).stderr_has("kit::no-bank");
    dir.run("inspect broken.pdf --bank-out x.toml").exits_with(1);
    assert!(!dir.path("x.toml").exists());
}

#[test]
fn a_candidates_kit_is_rebuilt_from_the_bank_and_the_files_added_to_it() {
    let dir = with_question();
    let from = " --bank bank.toml --add one.toml";
    dir.run("build --only web-own --face candidate --out sheet.pdf").words(from).exits_with(0);
    let words = "inspect sheet.pdf --rebuild --bank bank.toml --add one.toml";
    dir.run(words).exits_with(0).stderr_has("byte for byte");
    dir.run("inspect sheet.pdf --rebuild --bank bank.toml").exits_with(1);
}

#[test]
fn a_manifest_adds_files_to_a_bank() {
    let kit = |more: &str| {
        format!(
            "schema = 1\n[[kit]]\nrole = \"analyst\"\nseniority = \"mid\"\nonly = \"web-own\"\nface = \"interviewer\"\n{more}"
        )
    };
    let dir = with_question()
        .file("kits.toml", kit("bank = \"bank.toml\"\nadd = \"one.toml\"\n"))
        .file("without.toml", kit("bank = \"bank.toml\"\n"))
        .file("team/kits.toml", kit("bank = \"../bank.toml\"\nadd = [\"../one.toml\", \"../one.toml\"]\n"))
        .file("all.toml", "schema = 1\nmanifests = \"team/kits.toml\"\n");
    for manifest in ["kits.toml", "team/kits.toml", "all.toml"] {
        dir.run(&format!("batch {manifest} --dry-run")).exits_with(0).stdout_has("analyst-mid");
    }
    dir.run("batch without.toml --dry-run").exits_with(1).stderr_has("web-own");
    let dir = dir.file("wrong.toml", "[[servers]]\nsecret = 1\n");
    let dir = dir.file("stranger.toml", kit("bank = \"bank.toml\"\nadd = \"wrong.toml\"\n"));
    let ran = dir.run("batch stranger.toml --dry-run").exits_with(1).stderr_has("manifest::wrong-file");
    assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
}

#[test]
fn the_built_in_bank_has_its_name_in_manifests_of_any_folder() {
    let kit = "schema = 1\n[[kit]]\nbank = \"builtin\"\nadd = \"one.toml\"\nrole = \"python-developer\"\nseniority = \"mid\"\ninclude = \"web-own\"\n";
    let question = ONE.replace("\"web\"", "\"sql\"");
    let dir = TestDir::empty()
        .file("team/kits.toml", kit)
        .file("team/one.toml", question)
        .file("all.toml", "schema = 1\nmanifests = \"team/kits.toml\"\n");
    for manifest in ["team/kits.toml", "all.toml"] {
        dir.run(&format!("batch {manifest} --dry-run")).exits_with(0).stdout_has("python-developer-mid");
    }
}
