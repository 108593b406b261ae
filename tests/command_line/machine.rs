//! Machines that fail: odd files where the program wants its own, few file descriptors, damaged kits.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::TestDir;

/// The time that a run may take which must not hang.
const RUN_TIMEOUT: Duration = Duration::from_secs(60);

/// Runs the program under a limit on file descriptors. Returns its exit status and standard error.
fn run_with_descriptors(dir: &TestDir, limit: usize, words: &str) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -n \"$0\"; exec \"$@\"",
        &limit.to_string(),
        env!("CARGO_BIN_EXE_interview-kit"),
    ]);
    command.args(words.split(' ')).current_dir(dir.folder()).stdin(Stdio::null()).stdout(Stdio::piped());
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Runs the program and asserts that it ends with status 2 and these words, instead of hanging.
fn fails_in_time(dir: &TestDir, words: &str, message: &str) {
    let mut command = dir.run(words).command();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > RUN_TIMEOUT {
            child.kill().unwrap();
            panic!("{words} hangs");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains(message), "{stderr}");
}

#[test]
fn an_odd_file_in_the_place_of_the_guard_is_named() {
    type MakeOdd = fn(&TestDir, &str);
    let odd_files: [(&str, MakeOdd); 4] = [
        ("pipe", |dir, name| {
            assert!(Command::new("mkfifo").arg(dir.path(name)).status().unwrap().success());
        }),
        ("link", |dir, name| symlink(dir.path("victim"), dir.path(name)).unwrap()),
        ("device", |dir, name| symlink("/dev/null", dir.path(name)).unwrap()),
        ("folder", |dir, name| fs::create_dir(dir.path(name)).unwrap()),
    ];
    for (kind, make) in odd_files {
        let dir = TestDir::with_manifest();
        make(&dir, ".interview-kit-kits.lock.tmp");
        fails_in_time(&dir, "batch", ".interview-kit-kits.lock.tmp is not an ordinary file");
        assert!(!dir.path("victim").exists() && !dir.path("kits.lock").exists(), "{kind}");
        let dir = TestDir::with_manifest();
        dir.run("batch").exits_with(0);
        make(&dir, "dist/.interview-kit-index.html.tmp");
        fails_in_time(&dir, "index", ".interview-kit-index.html.tmp is not an ordinary file");
        assert!(!dir.path("victim").exists() && !dir.path("dist/index.html").exists(), "{kind}");
    }
}

#[test]
fn a_target_that_is_a_pipe_is_named() {
    let dir = TestDir::with_manifest();
    assert!(Command::new("mkfifo").arg(dir.path("kits.lock")).status().unwrap().success());
    fails_in_time(&dir, "batch", "kits.lock is not an ordinary file");
    fails_in_time(&dir, "build --bank bank.toml --out kits.lock", "kits.lock is not an ordinary file");
}

#[test]
fn few_file_descriptors_are_named_and_lose_nothing() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    dir.run("index").exits_with(0);
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let whole = dir.bytes("dist/SHA256SUMS");
    let mut failed = 0;
    for limit in 3..16 {
        for words in [
            "batch --force",
            "index --force",
            "build --bank bank.toml --force --out kit.pdf",
            "flatten kit.pdf --force",
        ] {
            let (status, stderr) = run_with_descriptors(&dir, limit, words);
            // The dynamic loader itself needs a descriptor.
            let is_loaded = status != Some(127);
            assert!(!is_loaded || matches!(status, Some(0 | 2)), "{words}, {limit}: {status:?} {stderr}");
            assert!(!stderr.contains("another program"), "{words}, {limit}: {stderr}");
            failed += usize::from(status == Some(2));
            if status == Some(2) {
                let sentence = "open too few files at the same time: raise the limit";
                assert!(stderr.contains(sentence), "{words}, {limit}: {stderr}");
            }
            assert_eq!(dir.bytes("dist/SHA256SUMS"), whole, "{words}, {limit}: {stderr}");
        }
    }
    assert!(failed > 2, "the limits were never met");
}

#[test]
fn a_damaged_kit_makes_the_index_end_with_1() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let name = fs::read_dir(dir.path("dist")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&name).unwrap();
    fs::write(&name, &bytes[..bytes.len() - 30]).unwrap();
    dir.run("index").exits_with(1).stderr_has("unlisted::damaged");
    fs::write(&name, &bytes[..bytes.len() / 2]).unwrap();
    dir.run("index").exits_with(1).stderr_has("unlisted::");
    fs::write(&name, "of another program").unwrap();
    dir.run("index").exits_with(0).stderr_has("unlisted::unreadable");
}

#[test]
fn an_empty_file_after_a_power_failure_is_replaced() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let name = fs::read_dir(dir.path("dist")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&name).unwrap();
    fs::write(&name, "").unwrap();
    dir.run("batch").exits_with(0);
    assert_eq!(fs::read(&name).unwrap(), bytes);
}
