//! The file that `build` writes, and the files that it never overwrites.

use std::fs;

use crate::TestDir;

#[test]
fn a_kit_is_named_after_its_role_its_levels_and_its_reader() {
    for (words, name) in [
        ("build --bank bank.toml --role analyst --seniority mid", "analyst-mid.pdf"),
        ("build --bank bank.toml --role analyst --seniority senior,mid", "analyst-mid-senior.pdf"),
        ("build --bank bank.toml --role analyst --face candidate", "analyst-candidate.pdf"),
        ("build --bank bank.toml", "analyst.pdf"),
        ("build --bank bank.toml --type behavioural senior", "analyst-senior.pdf"),
    ] {
        let dir = TestDir::with_bank();
        dir.run(words).exits_with(0).stderr_has(&format!("wrote {name}: ")).stdout_is_empty();
        assert!(dir.names().iter().all(|found| [name, "bank.toml"].contains(&found.as_str())));
        assert!(dir.bytes(name).starts_with(b"%PDF-"));
    }
}

#[test]
fn standard_output_gets_the_bytes_a_file_gets() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let ran = dir.run("build --bank bank.toml --out -").exits_with(0).stderr_has("wrote standard output: ");
    assert!(ran.stdout.starts_with(b"%PDF-"));
    assert!(ran.stdout == dir.bytes("kit.pdf"));
    assert_eq!(dir.names(), ["bank.toml", "kit.pdf"]);
}

#[test]
fn a_file_of_another_program_is_kept_unless_force_is_given() {
    let foreign = b"%PDF-1.7\nof another program";
    let dir = TestDir::with_bank().file("kit.pdf", foreign);
    dir.run("build --bank bank.toml -o kit.pdf").exits_with(2).stderr_has("add --force");
    assert_eq!(dir.bytes("kit.pdf"), foreign);
    dir.run("build --bank bank.toml --out kit.pdf --force").exits_with(0);
    assert_ne!(dir.bytes("kit.pdf"), foreign);
}

#[test]
fn a_kit_of_this_program_is_replaced() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let first = dir.bytes("kit.pdf");
    dir.run("build --bank bank.toml --minutes 30 --out kit.pdf").exits_with(0);
    assert!(first != dir.bytes("kit.pdf"));
    assert_eq!(dir.names(), ["bank.toml", "kit.pdf"], "nothing is left beside it");
}

#[test]
fn a_failed_run_leaves_no_file_behind_and_keeps_the_old_kit() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let first = dir.bytes("kit.pdf");
    dir.run("build --bank bank.toml --role nobody --out kit.pdf").exits_with(1);
    dir.run("build --bank absent.toml --out kit.pdf").exits_with(2);
    assert!(first == dir.bytes("kit.pdf"));
    assert_eq!(dir.names(), ["bank.toml", "kit.pdf"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf --dry-run").exits_with(0).stdout_has("why");
    assert_eq!(dir.names(), ["bank.toml"]);
}

#[test]
fn a_folder_is_no_target_of_a_record() {
    let dir = TestDir::with_bank();
    dir.run("redact bank.toml --out .").exits_with(2).stderr_has(". is a folder: name a file in it");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TestDir::with_bank();
    let folder = dir.path("kept");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return; // Permissions do not bind this user.
    }
    dir.run("build --bank bank.toml --out kept/kit.pdf")
        .exits_with(2)
        .stderr_has("cannot write kept/kit.pdf");
}

#[cfg(unix)]
#[test]
fn only_a_regular_file_is_a_target() {
    let dir = TestDir::with_bank();
    let _socket = std::os::unix::net::UnixListener::bind(dir.path("socket")).unwrap();
    for words in ["build --bank bank.toml --out socket", "build --bank bank.toml --out socket --force"] {
        dir.run(words).exits_with(2).stderr_has("socket is not an ordinary file");
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_file_keeps_its_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    fs::set_permissions(dir.path("kit.pdf"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("kit.pdf", dir.path("link.pdf")).unwrap();
    dir.run("build --bank bank.toml --minutes 30 --out link.pdf").exits_with(0);
    assert!(fs::symlink_metadata(dir.path("link.pdf")).unwrap().is_symlink());
    assert_eq!(fs::metadata(dir.path("kit.pdf")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(dir.bytes("kit.pdf") == dir.bytes("link.pdf"));
}

#[cfg(target_os = "linux")]
#[test]
fn open_hands_the_whole_path_to_the_programs_of_the_system() {
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;
    let script = "#!/bin/sh\necho \"$1\" > opened.part && /bin/mv opened.part opened\n";
    let dir = TestDir::with_bank().file("bin/xdg-open", script);
    fs::set_permissions(dir.path("bin/xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
    dir.run("build --bank bank.toml --out mailto:kit.pdf --open").env("PATH", dir.path("bin")).exits_with(0);
    // The program does not wait for the viewer, so the test does, for half a minute at most.
    let wait = (0..300).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        dir.path("opened").exists()
    });
    assert!(wait, "nothing was opened");
    let opened = String::from_utf8(dir.bytes("opened")).unwrap();
    assert_eq!(
        fs::canonicalize(opened.trim_end()).unwrap(),
        fs::canonicalize(dir.path("mailto:kit.pdf")).unwrap()
    );
}

/// The program waits for the bank while somebody saves answers in the file of the kit.
#[test]
fn answers_saved_while_a_kit_is_built_are_kept() {
    use std::io::Write;
    use std::process::Stdio;

    let dir = TestDir::empty();
    let mut command = dir.run("build --bank - --out kit.pdf").command();
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(800));
    let answers = include_bytes!("../filled/pypdf.pdf");
    let dir = dir.file("kit.pdf", answers);
    child.stdin.take().unwrap().write_all(include_bytes!("../cli/banks/small.toml")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--discard-answers"));
    assert!(dir.bytes("kit.pdf") == answers);
    assert_eq!(dir.names(), ["kit.pdf"], "nothing is left over");
}

#[test]
fn replacing_a_file_says_what_it_was() {
    let dir = TestDir::with_bank();
    let build =
        |words: &str| dir.run(&format!("build --bank bank.toml --out kit.pdf {words}")).exits_with(0).stderr;
    let replaced = |said: &str, content: &str| {
        assert!(
            said.contains(&format!("note[run::replaced]: replaced kit.pdf, which {content}\n")),
            "{said}"
        );
    };
    let first = build("mid --minutes 40");
    assert!(!first.contains("replaced"), "{first}");
    let same = build("mid --minutes 40");
    assert!(!same.contains("replaced"), "the same bytes: {same}");
    replaced(&build("mid --minutes 40 --candidate Ada"), "had the same questions");
    replaced(&build("--only test-slow"), "had other questions");
    let bank =
        include_str!("../cli/banks/small.toml").replace("The tests take an hour", "The tests take a day");
    dir.with_file("other.toml", bank);
    let reworded = dir.run("build --bank other.toml --only test-slow --out kit.pdf").exits_with(0);
    replaced(&reworded.stderr, "had another wording of the same questions");
    dir.with_file("kit.pdf", include_bytes!("../filled/pikepdf.pdf"));
    replaced(&build("--only test-slow --discard-answers"), "was filled in");
    dir.with_file("kit.pdf", "no kit");
    replaced(&build("--only test-slow --force"), "could not be read");
    dir.with_file("kit.pdf", "");
    assert!(!build("--only test-slow").contains("replaced"));
    for command in ["flatten kit.pdf", "redact kit.pdf", "inspect kit.pdf --rebuild"] {
        build("--only test-slow --candidate Ada");
        dir.run("build --bank bank.toml --only test-laws --out other.pdf").exits_with(0);
        let command = format!("{command} --out other.pdf");
        dir.run(&command).exits_with(0).stderr_has("replaced other.pdf, which had other content\n");
        std::fs::remove_file(dir.path("other.pdf")).unwrap();
        let new = dir.run(&command).exits_with(0);
        assert!(!new.stderr.contains("replaced"), "{}", new.stderr);
        std::fs::remove_file(dir.path("other.pdf")).unwrap();
    }
    // The file has the default name.
    dir.run("build --bank bank.toml mid").exits_with(0);
    let wider = "build --bank bank.toml mid --only test-slow";
    dir.run(wider).exits_with(0).stderr_has("replaced analyst-mid.pdf, which had other questions");
}

#[test]
fn questions_for_other_levels_than_asked_are_noted() {
    let dir = TestDir::with_bank();
    let note = "note[kit::other-level]: the kit is for lead, but this question is for other levels: `test-names` (mid)";
    dir.run("build --bank bank.toml lead --only test-names,test-laws -n").exits_with(0).stderr_has(note);
    dir.run("build --bank bank.toml lead --include test-names --out kit.pdf").exits_with(0).stderr_has(note);
    let silent = dir.run("build --bank bank.toml mid..lead --include test-names -n").exits_with(0);
    assert!(!silent.stderr.contains("other-level"), "{}", silent.stderr);
    dir.run("build --bank bank.toml --only test-names -n").exits_with(0).stderr_has("");
    let manifest = "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nrole = \"analyst\"\nseniority = \"lead\"\n\
                    include = \"test-names\"\n";
    let noted = "note[kit::other-level]: kit `analyst-lead`: the kit is for lead, but";
    dir.with_file("kits.toml", manifest).run("batch").exits_with(0).stderr_has(noted);
}

#[test]
fn the_plan_shows_the_time_to_spare() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --only test-names,test-slow --minutes 1h -n")
        .exits_with(0)
        .stdout_has("60 minutes: opening 5, questions 9, to spare 41, closing 5 from 0:55;");
    dir.run("build --bank bank.toml --only test-names,test-slow -n")
        .exits_with(0)
        .stdout_has("19 minutes: opening 5, questions 9, closing 5 from 0:14;");
}
