//! `batch` that is stopped, killed, or runs at the same time as another; and links in its folder.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::TestDir;
use crate::test_dir::MANIFEST;

/// The file that a run locks while it writes `kits.lock`.
const TURN: &str = ".interview-kit-kits.lock.tmp";

/// Makes a workspace with a manifest of many kits.
fn dir_with_kits(kits: usize) -> TestDir {
    let kit = |n| format!("[[kit]]\nname = \"kit-{n}\"\nrole = \"analyst\"\nseed = {n}\n");
    let text =
        format!("schema = 1\n[defaults]\nbank = \"bank.toml\"\n{}", (0..kits).map(kit).collect::<String>());
    TestDir::with_bank().file("kits.toml", text)
}

fn start(dir: &TestDir, words: &str) -> Child {
    let mut command = dir.run(words).command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Asserts the exit status of a run and returns its standard error.
fn wait_for_exit(child: Child, status: i32) -> String {
    let output = child.wait_with_output().unwrap();
    let heard = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{heard}");
    heard
}

fn dist_names(dir: &TestDir) -> Vec<String> {
    let entries = fs::read_dir(dir.path("dist")).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Waits for a condition, for a minute at most.
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let came = (0..6000).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_so()
    });
    assert!(came, "{what} did not come");
}

#[cfg(unix)]
fn send_signal(child: &Child, name: &str) {
    let status = std::process::Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

#[cfg(unix)]
#[test]
fn a_stopped_run_reports_the_rest_and_leaves_whole_files_only() {
    const KITS: usize = 60;
    for name in ["-INT", "-TERM"] {
        let dir = dir_with_kits(KITS);
        let child = start(&dir, "batch");
        wait_until("the third document", || {
            dist_names(&dir).iter().filter(|name| name.starts_with("kit-")).count() > 2
        });
        send_signal(&child, name);
        let heard = wait_for_exit(child, 130);
        let made = dist_names(&dir);
        assert!(made.iter().all(|name| name.starts_with("kit-")), "{made:?}");
        let said = format!("stopped after {} of {KITS} documents; run again to continue", made.len());
        assert!(heard.contains(&said), "{heard}\n{said}");
        assert!(heard.contains(&format!("{} written, {} left", made.len(), KITS - made.len())), "{heard}");
        dir.run("batch").exits_with(0).stderr_has(&format!(
            "{} written, {} unchanged",
            KITS - made.len(),
            made.len()
        ));
        dir.run("batch --check").exits_with(0).stderr_has(&format!("{KITS} unchanged"));
    }
}

#[test]
fn leftovers_of_a_killed_run_are_removed_and_files_of_another_run_are_not() {
    let dir = TestDir::with_manifest()
        .file("kits.toml", MANIFEST.replace("face =", "output = \"{face}/{seniority}.pdf\"\nface ="))
        .file("dist/candidate/.interview-kit-AbCd12.tmp", "%PDF-1.7 and no more")
        .file("dist/candidate/.interview-kit-held12.tmp", "%PDF-1.7 and more to come")
        .file("dist/candidate/interview-kit-AbCd12.tmp", "foreign")
        .file("dist/other/.interview-kit-AbCd12.tmp", "where no document goes")
        .file(".interview-kit-AbCd12.tmp", "half a lock")
        .file(TURN, "");
    let held =
        File::options().write(true).open(dir.path("dist/candidate/.interview-kit-held12.tmp")).unwrap();
    held.lock().unwrap();
    dir.run("batch --check").exits_with(1);
    assert!(dir.path(".interview-kit-AbCd12.tmp").exists(), "a check removes nothing");
    dir.run("batch").exits_with(0).stderr_has("4 written");
    assert_eq!(dir.names(), ["bank.toml", "dist", "kits.lock", "kits.toml"]);
    let names = |folder: &str| {
        let entries = fs::read_dir(dir.path(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names("dist/candidate"),
        [".interview-kit-held12.tmp", "interview-kit-AbCd12.tmp", "mid.pdf", "senior.pdf"]
    );
    assert_eq!(names("dist/other"), [".interview-kit-AbCd12.tmp"]);
}

#[test]
fn runs_at_the_same_time_write_the_same_files() {
    let alone = TestDir::with_manifest();
    alone.run("batch").exits_with(0);
    let dir = TestDir::with_manifest();
    let runs: Vec<Child> = (0..4).map(|_| start(&dir, "batch")).collect();
    for run in runs {
        wait_for_exit(run, 0);
    }
    assert_eq!(dir.names(), ["bank.toml", "dist", "kits.lock", "kits.toml"]);
    assert_eq!(dist_names(&dir).len(), 4);
    for name in dist_names(&alone) {
        assert!(dir.bytes(format!("dist/{name}")) == alone.bytes(format!("dist/{name}")), "{name}");
    }
    assert!(dir.bytes("kits.lock") == alone.bytes("kits.lock"));
}

/// Starts a run that waits for its turn; returns it with the lock that holds it up.
fn start_waiting(dir: &TestDir) -> (Child, File) {
    let turn = File::create(dir.path(TURN)).unwrap();
    turn.lock().unwrap();
    let mut child = start(dir, "batch");
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for another run that writes kits.lock\n");
    (child, turn)
}

#[test]
fn a_run_uses_the_lock_that_another_run_has_written_meanwhile() {
    let freeze = |bank: &str| {
        let other = TestDir::with_manifest().file("bank.toml", bank);
        other.run("batch").exits_with(0);
        String::from_utf8(other.bytes("kits.lock")).unwrap()
    };
    let bank = include_str!("../cli/banks/small.toml");
    let frozen = freeze(bank);
    // The lock of a bank that does not have the first question yet.
    let first = frozen.lines().find(|line| line.ends_with("\",")).unwrap().trim();
    let id = first.trim_start_matches('"').split(' ').next().unwrap();
    let earlier = freeze(&bank.replace(&format!("id = \"{id}\""), "id = \"not-yet\"\nstatus = \"draft\""));
    assert_ne!(earlier, frozen);

    let dir = TestDir::with_manifest();
    let (child, turn) = start_waiting(&dir);
    fs::write(dir.path("kits.lock"), &earlier).unwrap();
    drop(turn);
    wait_for_exit(child, 0);
    assert_eq!(String::from_utf8(dir.bytes("kits.lock")).unwrap(), earlier);
    assert_eq!(dir.names(), ["bank.toml", "dist", "kits.lock", "kits.toml"]);
    dir.run("batch --check --locked").exits_with(0);
}

#[test]
fn a_run_whose_manifest_was_changed_meanwhile_freezes_nothing() {
    let dir = TestDir::with_manifest();
    let (child, turn) = start_waiting(&dir);
    fs::write(dir.path("kits.toml"), MANIFEST.replace("senior", "lead")).unwrap();
    drop(turn);
    let heard = wait_for_exit(child, 2);
    assert!(heard.contains("kits.toml has changed since this run read it: run again"), "{heard}");
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
}

#[cfg(unix)]
#[test]
fn a_waiting_run_can_be_stopped() {
    let dir = TestDir::with_manifest();
    let (child, _turn) = start_waiting(&dir);
    send_signal(&child, "-INT");
    let heard = wait_for_exit(child, 130);
    assert!(heard.contains("stopped before the first document; run again to continue"), "{heard}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_in_the_folder() {
    use std::os::unix::fs::symlink;
    let other = TestDir::with_manifest();
    other.run("batch").exits_with(0);
    // An unchanged kit may be overwritten in its own place.
    let kit = other.bytes("dist/analyst-senior-candidate-a4.pdf");
    let dir = TestDir::with_manifest()
        .file("kits.toml", MANIFEST.replace("face =", "output = \"{face}/{seniority}.pdf\"\nface ="))
        .file("elsewhere/mid.pdf", &kit)
        .file("dist/interviewer/keep", "")
        .file("kit.pdf", &kit);
    symlink("../elsewhere", dir.path("dist/candidate")).unwrap();
    symlink("../../kit.pdf", dir.path("dist/interviewer/mid.pdf")).unwrap();
    symlink("../../absent.pdf", dir.path("dist/interviewer/senior.pdf")).unwrap();
    let ran = dir
        .run("batch --force --discard-answers")
        .exits_with(2)
        .stderr_has("4 documents could not be written");
    for link in ["dist/candidate", "dist/interviewer/mid.pdf", "dist/interviewer/senior.pdf"] {
        assert!(ran.stderr.contains(&format!("{link} is a link")), "{}", ran.stderr);
    }
    assert_eq!(fs::read_dir(dir.path("elsewhere")).unwrap().count(), 1);
    assert!(dir.bytes("elsewhere/mid.pdf") == kit && dir.bytes("kit.pdf") == kit);
    assert!(!dir.path("absent.pdf").exists());
    // The folder that the user names may be a link.
    let dir = dir.file("kits.toml", MANIFEST);
    fs::create_dir(dir.path("far")).unwrap();
    symlink("far", dir.path("near")).unwrap();
    dir.run("batch --out near").exits_with(0).stderr_has("4 written");
    assert_eq!(fs::read_dir(dir.path("far")).unwrap().count(), 4);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_document_is_rejected() {
    let dir = TestDir::with_manifest().file("dist/keep", "");
    let pipe = dir.path("dist/analyst-mid-candidate-a4.pdf");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for words in ["batch", "batch --force --discard-answers", "batch --prune"] {
        dir.run(words).exits_with(2).stderr_has("analyst-mid-candidate-a4.pdf is not an ordinary file");
    }
    dir.run("batch --check").exits_with(1).stderr_has("analyst-mid-candidate-a4.pdf is out of date");
    assert_eq!(dist_names(&dir).len(), 5);
}
