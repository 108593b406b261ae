//! The file that `build` writes, and the files that it never overwrites.

use std::fs;

use crate::Desk;

#[test]
fn a_kit_is_named_after_its_role_its_levels_and_its_reader() {
    for (words, name) in [
        ("build --bank bank.toml --role analyst --seniority mid", "analyst-mid.pdf"),
        ("build --bank bank.toml --role analyst --seniority senior,mid", "analyst-mid-senior.pdf"),
        ("build --bank bank.toml --role analyst --face candidate", "analyst-candidate.pdf"),
        ("build --bank bank.toml", "interview.pdf"),
    ] {
        let desk = Desk::with_bank();
        desk.run(words).ends_with(0).says(&format!("wrote {name}: ")).prints_nothing();
        assert!(desk.names().iter().all(|found| [name, "bank.toml"].contains(&found.as_str())));
        assert!(desk.bytes(name).starts_with(b"%PDF-"));
    }
}

#[test]
fn standard_output_gets_the_bytes_a_file_gets() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    let ran = desk.run("build --bank bank.toml --out -").ends_with(0).says("wrote standard output: ");
    assert!(ran.printed.starts_with(b"%PDF-"));
    assert!(ran.printed == desk.bytes("kit.pdf"));
    assert_eq!(desk.names(), ["bank.toml", "kit.pdf"]);
}

#[test]
fn a_file_of_another_program_is_kept_unless_force_is_given() {
    let foreign = b"%PDF-1.7\nof another program";
    let desk = Desk::with_bank().file("kit.pdf", foreign);
    desk.run("build --bank bank.toml -o kit.pdf").ends_with(2).says("add --force");
    assert_eq!(desk.bytes("kit.pdf"), foreign);
    desk.run("build --bank bank.toml --out kit.pdf --force").ends_with(0);
    assert_ne!(desk.bytes("kit.pdf"), foreign);
}

#[test]
fn a_kit_of_this_program_is_replaced() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    let first = desk.bytes("kit.pdf");
    desk.run("build --bank bank.toml --minutes 30 --out kit.pdf").ends_with(0);
    assert!(first != desk.bytes("kit.pdf"));
    assert_eq!(desk.names(), ["bank.toml", "kit.pdf"], "nothing is left beside it");
}

#[test]
fn a_failed_run_leaves_no_file_behind_and_keeps_the_old_kit() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    let first = desk.bytes("kit.pdf");
    desk.run("build --bank bank.toml --role nobody --out kit.pdf").ends_with(1);
    desk.run("build --bank absent.toml --out kit.pdf").ends_with(2);
    assert!(first == desk.bytes("kit.pdf"));
    assert_eq!(desk.names(), ["bank.toml", "kit.pdf"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf --dry-run").ends_with(0).prints("why");
    assert_eq!(desk.names(), ["bank.toml"]);
}

#[test]
fn a_folder_is_no_target_and_a_missing_one_is_named() {
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out .").ends_with(2).says(". is a folder: name a file in it");
    desk.run("build --bank bank.toml --out a/kit.pdf").ends_with(2).says("the folder a does not exist");
    desk.run("build --bank bank.toml --out bank.toml/kit.pdf").ends_with(2).says("does not exist");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_bank();
    let folder = desk.path("kept");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return; // Permissions do not bind this user.
    }
    desk.run("build --bank bank.toml --out kept/kit.pdf").ends_with(2).says("cannot write kept/kit.pdf");
}

#[cfg(unix)]
#[test]
fn only_a_regular_file_is_a_target() {
    let desk = Desk::with_bank();
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket")).unwrap();
    for words in ["build --bank bank.toml --out socket", "build --bank bank.toml --out socket --force"] {
        desk.run(words).ends_with(2).says("socket is not an ordinary file");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_file_keeps_its_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::with_bank();
    desk.run("build --bank bank.toml --out kit.pdf").ends_with(0);
    fs::set_permissions(desk.path("kit.pdf"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("kit.pdf", desk.path("link.pdf")).unwrap();
    desk.run("build --bank bank.toml --minutes 30 --out link.pdf").ends_with(0);
    assert!(fs::symlink_metadata(desk.path("link.pdf")).unwrap().is_symlink());
    assert_eq!(fs::metadata(desk.path("kit.pdf")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(desk.bytes("kit.pdf") == desk.bytes("link.pdf"));
}

#[cfg(target_os = "linux")]
#[test]
fn open_hands_the_whole_path_to_the_programs_of_the_system() {
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;
    let script = "#!/bin/sh\necho \"$1\" > opened.part && /bin/mv opened.part opened\n";
    let desk = Desk::with_bank().file("bin/xdg-open", script);
    fs::set_permissions(desk.path("bin/xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
    desk.run("build --bank bank.toml --out mailto:kit.pdf --open").env("PATH", desk.path("bin")).ends_with(0);
    // The viewer is not waited for by the program, so it is here, for half a minute at most.
    let wait = (0..300).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        desk.path("opened").exists()
    });
    assert!(wait, "nothing was opened");
    let opened = String::from_utf8(desk.bytes("opened")).unwrap();
    assert_eq!(
        fs::canonicalize(opened.trim_end()).unwrap(),
        fs::canonicalize(desk.path("mailto:kit.pdf")).unwrap()
    );
}

/// The program waits for the bank while somebody saves answers in the file of the kit.
#[test]
fn answers_saved_while_a_kit_is_built_are_kept() {
    use std::io::Write;
    use std::process::Stdio;

    let desk = Desk::empty();
    let mut command = desk.run("build --bank - --out kit.pdf").command();
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(800));
    let answers = include_bytes!("../filled/pypdf.pdf");
    let desk = desk.file("kit.pdf", answers);
    child.stdin.take().unwrap().write_all(include_bytes!("../cli/banks/small.toml")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--discard-answers"));
    assert!(desk.bytes("kit.pdf") == answers);
    assert_eq!(desk.names(), ["kit.pdf"], "nothing is left over");
}
