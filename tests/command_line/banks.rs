//! The sources of questions: the built-in bank, files, folders and standard input.

use std::fmt::Write as _;

use crate::TestDir;

const SMALL: &str = include_str!("../cli/banks/small.toml");
const MORE: &str = include_str!("../cli/banks/more.toml");

#[test]
fn without_a_bank_the_built_in_one_is_used() {
    let dir = TestDir::empty();
    dir.run("list roles").exits_with(0).stdout_has("python-developer");
    dir.run("build --role python-developer --seniority mid --dry-run").exits_with(0).stdout_has("60 minutes");
    assert!(dir.names().is_empty());
}

#[test]
fn a_bank_comes_from_standard_input() {
    let dir = TestDir::empty();
    dir.run("list --bank -").input(SMALL).exits_with(0).stdout_has("test-first");
    dir.run("build --bank - --out kit.pdf").input(SMALL).exits_with(0);
    let broken = SMALL.replace("minutes = 5", "minutes = 0");
    dir.run("build --bank - --dry-run").input(broken).exits_with(1).stderr_has("<stdin>:");
}

#[test]
fn a_bank_from_standard_input_gives_the_kit_of_its_file() {
    let dir = TestDir::with_bank();
    let from_file = dir.run("build --bank bank.toml --out -").exits_with(0);
    let from_input = dir.run("build --bank - --out -").input(SMALL).exits_with(0);
    assert!(from_file.stdout == from_input.stdout);
}

#[test]
fn a_folder_gives_all_its_banks_and_those_of_its_folders() {
    let dir = TestDir::empty()
        .file("banks/small.toml", SMALL)
        .file("banks/web/more.toml", MORE)
        .file("banks/notes.txt", "not a bank");
    dir.run("list --bank banks").exits_with(0).stdout_has("test-first").stdout_has("web-forms");
}

#[test]
fn several_banks_are_one() {
    let dir = TestDir::with_bank().file("more.toml", MORE);
    let words = "build --bank more.toml --bank bank.toml --only web-forms,test-first --dry-run";
    dir.run(words).exits_with(0).stdout_has("web-forms").stdout_has("test-first");
}

#[test]
fn the_order_of_banks_does_not_change_the_kit() {
    let dir = TestDir::with_bank().file("more.toml", MORE);
    let one = dir.run("build --bank more.toml --bank bank.toml --role analyst --out -").exits_with(0);
    let other = dir.run("build --bank bank.toml --bank more.toml --role analyst --out -").exits_with(0);
    assert!(one.stdout == other.stdout);
}

#[test]
fn an_id_in_two_files_is_an_error_that_shows_both_places() {
    let dir = TestDir::with_bank().file("more.toml", MORE.replace("web-forms", "web-cache"));
    let words = "build --bank bank.toml --bank more.toml --dry-run";
    dir.run(words).exits_with(1).stderr_has("bank.toml:").stderr_has("more.toml:").stdout_is_empty();
}

#[test]
fn a_missing_bank_exits_with_2() {
    let dir = TestDir::empty().file("empty/notes.txt", "");
    dir.run("list --bank empty").exits_with(2).stderr_has("empty holds no .toml file");
    dir.run("list --bank absent.toml").exits_with(2).stderr_has("cannot read absent.toml");
    dir.run("list --bank - --bank -").input(SMALL).exits_with(2).stderr_has("is given twice");
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_bank_exits_with_2() {
    TestDir::empty().run("list --bank /proc/self/mem").exits_with(2).stderr_has("cannot read /proc/self/mem");
}

#[cfg(unix)]
#[test]
fn a_bank_without_permission_exits_with_2() {
    use std::fs::{File, Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let dir = TestDir::with_bank();
    set_permissions(dir.path("bank.toml"), Permissions::from_mode(0o000)).unwrap();
    if File::open(dir.path("bank.toml")).is_ok() {
        return; // Permissions do not bind this user.
    }
    dir.run("list --bank bank.toml").exits_with(2).stderr_has("cannot read bank.toml");
}

#[test]
fn invalid_utf8_is_a_finding() {
    let dir = TestDir::empty().file("bank.toml", [0xff, 0xfe, 0x00, 0x41]);
    dir.run("build --bank bank.toml --dry-run").exits_with(1).stderr_has("error[bank::");
}

#[test]
fn findings_for_programs_are_one_array_whatever_happens() {
    let dir = TestDir::with_bank().file("broken.toml", include_str!("../cli/banks/broken.toml"));
    for (words, status) in [
        ("build --bank bank.toml --findings json --out kit.pdf", 0),
        ("build --bank bank.toml --findings json --shuffle --dry-run", 0),
        ("build --bank bank.toml --findings json --role nobody", 1),
        ("build --bank broken.toml --findings json", 1),
        ("list --bank broken.toml --findings json", 1),
        ("list --bank bank.toml --findings json", 0),
    ] {
        let ran = dir.run(words).exits_with(status);
        let all: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
        let errors = all.as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").count();
        assert_eq!(errors > 0, status == 1, "{words}: {all:#}");
    }
}

/// A bank of plain questions, as most public lists are.
fn plain_bank(count: usize) -> String {
    let mut bank = include_str!("../cli/banks/small.toml").split("[[question]]").next().unwrap().to_owned();
    for n in 0..count {
        write!(
            bank,
            "[[question]]\nid = \"q-{n}\"\ncategory = \"testing\"\nseniority = [\"mid\"]\nminutes = 5\nprompt = \"What happens when disk {n} is full?\"\n"
        )
        .unwrap();
    }
    bank
}

#[test]
fn questions_without_signs_make_a_kit_with_lines_for_notes_and_one_warning() {
    let dir = TestDir::empty().file("bank.toml", plain_bank(130));
    let ran = dir.run("build --bank bank.toml --category testing --count 3 --out kit.pdf --findings short");
    let ran = ran.exits_with(0);
    assert_eq!(ran.stderr.matches("warning[").count(), 1, "{}", ran.stderr);
    let ran = ran.stderr_has("130 questions do not say what to listen for");
    drop(ran);
    let fields = dir.run("inspect kit.pdf --format json").exits_with(0).stdout;
    let fields = String::from_utf8(fields).unwrap();
    assert!(!fields.contains("/listen-") && fields.contains("/notes"), "{fields}");
    // The kit that carries such questions can be built again.
    dir.run("inspect kit.pdf --rebuild").exits_with(0);
}

#[test]
fn markdown_that_kits_do_not_set_is_denied_as_a_warning() {
    let bank = SMALL.replacen("prompt = \"", "prompt = \"See [this](https://example.org). ", 1);
    let dir = TestDir::empty().file("bank.toml", bank).file("kits.toml", crate::test_dir::MANIFEST);
    dir.run("batch --dry-run").exits_with(0).stderr_has("warning[bank::unsupported-markup]");
    dir.run("batch --dry-run --deny warnings").exits_with(1).stderr_has("run::warnings-denied");
    dir.run("check --bank bank.toml").exits_with(0).stderr_has("a link is printed as it is typed");
}
