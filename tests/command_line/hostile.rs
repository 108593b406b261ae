//! Hostile arguments. The program may reject them, but never panics.

use std::ffi::OsString;

use proptest::prelude::*;

use crate::TestDir;

#[test]
fn unusual_file_names_work() {
    let dir = TestDir::with_bank();
    for name in ["a b.pdf", "größe.pdf", "-x.pdf", "a\nb.pdf", "\u{1b}[31mred.pdf", "%s.pdf", "…"] {
        let ran = dir.run("build --bank bank.toml").arg(format!("--out={name}")).exits_with(0);
        assert!(!ran.stderr.trim_end().contains(['\u{1b}', '\n']), "{:?}", ran.stderr);
        assert!(dir.bytes(name).starts_with(b"%PDF-"), "{name:?}");
    }
}

#[test]
fn impossible_file_names_exit_with_2() {
    let dir = TestDir::with_bank();
    for name in ["", "bank.toml/", "bank.toml/kits/", &"x".repeat(5_000), &"y/".repeat(3_000)] {
        dir.run("build --bank bank.toml").arg(format!("--out={name}")).exits_with(2);
    }
    assert_eq!(dir.names(), ["bank.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_not_utf8_works() {
    use std::os::unix::ffi::OsStringExt;
    let dir = TestDir::with_bank();
    let name = OsString::from_vec(b"k\xff.pdf".to_vec());
    dir.run("build --bank bank.toml --out").arg(&name).exits_with(0);
    assert!(dir.bytes(&name).starts_with(b"%PDF-"));
}

#[test]
fn arguments_that_are_not_utf8_exit_with_2() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        for flag in ["--role", "--category", "--seed", "--author", "--bank"] {
            let odd = OsString::from_vec(b"\xff\xfe".to_vec());
            TestDir::empty().run("build").arg(flag).arg(odd).exits_with(2);
        }
    }
}

/// Options that take a value, and values for any of them.
const TAKING: &[&str] = &[
    "--bank",
    "--findings",
    "--role",
    "--category",
    "--type",
    "--seniority",
    "--tag",
    "--exclude",
    "--only",
    "--minutes",
    "--opening",
    "--closing",
    "--count",
    "--include",
    "--seed",
    "--face",
    "--paper",
    "--font",
    "--author",
    "--out",
    "--format",
];
const BARE: &[&str] = &[
    "--no-behavioral",
    "--shuffle",
    "--force",
    "--discard-answers",
    "--dry-run",
    "--help",
    "--version",
    "--",
];
const VALUES: &[&str] = &[
    "",
    " ",
    "-",
    "--",
    "0",
    "1",
    "-1",
    "60",
    "240",
    "1440",
    "20000",
    "4294967296",
    "18446744073709551615",
    "1e9",
    "bank.toml",
    "absent.toml",
    ".",
    "..",
    "/",
    "kit.pdf",
    "a/b",
    "analyst",
    "testing",
    "testing=2",
    "web=999",
    "=",
    "testing=",
    "past",
    "technical",
    "technical,,ethics",
    "mid",
    "mid..",
    "..",
    "senior..junior",
    "..=",
    ",",
    "http",
    "test-first",
    "test-first,test-first",
    "web-draft,test-names",
    "json",
    "table",
    "github",
    "candidate",
    "letter",
    "שלום",
    "a\u{202e}b",
    "\u{1b}[2J",
    "\n",
    "{}",
    "%n",
    "\u{10ffff}",
];

fn argument() -> impl Strategy<Value = Vec<String>> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
    prop_oneof![
        6 => (word(TAKING), word(VALUES)).prop_map(|(flag, value)| vec![format!("{flag}={value}")]),
        2 => (word(TAKING), any::<String>()).prop_map(|(flag, value)| vec![flag, value.replace(['\0', '/'], "")]),
        2 => word(BARE).prop_map(|flag| vec![flag]),
        1 => word(VALUES).prop_map(|value| vec![value]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_arguments_make_the_program_panic(
        command in prop::sample::select(&["build", "build", "build", "list", "inspect", "man", "completions"][..]),
        bank in any::<bool>(),
        arguments in prop::collection::vec(argument(), 0..7),
    ) {
        let dir = TestDir::with_bank();
        let mut command = dir.run(command).command();
        if bank {
            command.arg("--bank=bank.toml");
        }
        command.args(arguments.iter().flatten()).stdin(std::process::Stdio::null());
        let output = command.output().unwrap();
        let heard = String::from_utf8_lossy(&output.stderr);
        prop_assert!(matches!(output.status.code(), Some(0..=2)), "{arguments:?}: {:?}\n{heard}", output.status);
        prop_assert!(!heard.contains("panicked"), "{arguments:?}\n{heard}");
    }
}
