//! The sources of questions: the built-in bank, files, folders and standard input.

use crate::Desk;

const SMALL: &str = include_str!("../cli/banks/small.toml");
const MORE: &str = include_str!("../cli/banks/more.toml");

#[test]
fn without_a_bank_the_built_in_one_is_used() {
    let desk = Desk::empty();
    desk.run("list roles").ends_with(0).prints("python-developer");
    desk.run("build --role python-developer --seniority mid --dry-run").ends_with(0).prints("60 minutes");
    assert!(desk.names().is_empty());
}

#[test]
fn a_bank_comes_from_standard_input() {
    let desk = Desk::empty();
    desk.run("list --bank -").input(SMALL).ends_with(0).prints("test-first");
    desk.run("build --bank - --out kit.pdf").input(SMALL).ends_with(0);
    let broken = SMALL.replace("minutes = 5", "minutes = 0");
    desk.run("build --bank - --dry-run").input(broken).ends_with(1).says("<stdin>:");
}

#[test]
fn a_bank_from_standard_input_gives_the_kit_of_its_file() {
    let desk = Desk::with_bank();
    let from_file = desk.run("build --bank bank.toml --out -").ends_with(0);
    let from_input = desk.run("build --bank - --out -").input(SMALL).ends_with(0);
    assert!(from_file.printed == from_input.printed);
}

#[test]
fn a_folder_gives_all_its_banks_and_those_of_its_folders() {
    let desk = Desk::empty()
        .file("banks/small.toml", SMALL)
        .file("banks/web/more.toml", MORE)
        .file("banks/notes.txt", "not a bank");
    desk.run("list --bank banks").ends_with(0).prints("test-first").prints("web-forms");
}

#[test]
fn several_banks_are_one() {
    let desk = Desk::with_bank().file("more.toml", MORE);
    let words = "build --bank more.toml --bank bank.toml --only web-forms,test-first --dry-run";
    desk.run(words).ends_with(0).prints("web-forms").prints("test-first");
}

#[test]
fn the_order_of_banks_does_not_change_the_kit() {
    let desk = Desk::with_bank().file("more.toml", MORE);
    let one = desk.run("build --bank more.toml --bank bank.toml --role analyst --out -").ends_with(0);
    let other = desk.run("build --bank bank.toml --bank more.toml --role analyst --out -").ends_with(0);
    assert!(one.printed == other.printed);
}

#[test]
fn an_id_in_two_files_is_an_error_that_shows_both_places() {
    let desk = Desk::with_bank().file("more.toml", MORE.replace("web-forms", "web-cache"));
    let words = "build --bank bank.toml --bank more.toml --dry-run";
    desk.run(words).ends_with(1).says("bank.toml:").says("more.toml:").prints_nothing();
}

#[test]
fn a_missing_bank_exits_with_2() {
    let desk = Desk::empty().file("empty/notes.txt", "");
    desk.run("list --bank empty").ends_with(2).says("empty holds no .toml file");
    desk.run("list --bank absent.toml").ends_with(2).says("cannot read absent.toml");
    desk.run("list --bank - --bank -").input(SMALL).ends_with(2).says("stands twice");
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_bank_exits_with_2() {
    Desk::empty().run("list --bank /proc/self/mem").ends_with(2).says("cannot read /proc/self/mem");
}

#[cfg(unix)]
#[test]
fn a_bank_without_permission_exits_with_2() {
    use std::fs::{File, Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_bank();
    set_permissions(desk.path("bank.toml"), Permissions::from_mode(0o000)).unwrap();
    if File::open(desk.path("bank.toml")).is_ok() {
        return; // Permissions do not bind this user.
    }
    desk.run("list --bank bank.toml").ends_with(2).says("cannot read bank.toml");
}

#[test]
fn invalid_utf8_is_a_finding() {
    let desk = Desk::empty().file("bank.toml", [0xff, 0xfe, 0x00, 0x41]);
    desk.run("build --bank bank.toml --dry-run").ends_with(1).says("error[bank::");
}

#[test]
fn findings_for_programs_are_one_array_whatever_happens() {
    let desk = Desk::with_bank().file("broken.toml", include_str!("../cli/banks/broken.toml"));
    for (words, status) in [
        ("build --bank bank.toml --findings json --out kit.pdf", 0),
        ("build --bank bank.toml --findings json --shuffle --dry-run", 0),
        ("build --bank bank.toml --findings json --role nobody", 1),
        ("build --bank broken.toml --findings json", 1),
        ("list --bank broken.toml --findings json", 1),
        ("list --bank bank.toml --findings json", 0),
    ] {
        let ran = desk.run(words).ends_with(status);
        let all: serde_json::Value = serde_json::from_str(&ran.heard).unwrap();
        let errors = all.as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").count();
        assert_eq!(errors > 0, status == 1, "{words}: {all:#}");
    }
}
