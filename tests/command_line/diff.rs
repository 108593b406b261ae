//! `diff` of kits as PDF, of streams, and of files that cannot be compared. `tests/cli/diff.trycmd` has its output.

use crate::TestDir;
use crate::sealed_lock::seal_lock;

const LOCK: &str = include_str!("../cli/locks/old.lock");

/// Builds kits of the small bank and of a changed bank, the latter also for the candidate.
fn dir() -> TestDir {
    let dir =
        TestDir::with_bank().file("new.toml", include_str!("../cli/locks/new.toml")).file("old.lock", LOCK);
    for (bank, more, out) in [
        ("bank.toml", "", "old.pdf"),
        ("new.toml", "", "new.pdf"),
        ("new.toml", "--face candidate", "candidate.pdf"),
    ] {
        dir.run(&format!(
            "build --bank {bank} --role analyst --seniority mid --minutes 40 --seed 1 {more} --out {out}"
        ))
        .exits_with(0);
    }
    dir
}

#[test]
fn two_kits_carry_their_own_wording() {
    dir()
        .run("diff old.pdf new.pdf")
        .exits_with(0)
        .stdout_has("Scores compare on 5 of 6 questions")
        .stdout_has("~ 5. past-error: what it is rated by changed")
        .stdout_has("- Tells what changed after it")
        .stdout_has("+ Says what came of it")
        .stdout_has("~ 1. test-names: changed in layout or filing only");
}

#[test]
fn a_kit_is_compared_with_its_own_in_a_lock() {
    let dir = dir();
    dir.run("diff old.lock old.pdf").exits_with(0).stdout_has("1 kit: 1 the same");
    dir.run("diff new.pdf old.lock --deny changes").exits_with(1).stderr_has("diff::changed");
    dir.run("build --bank bank.toml --count 2 --out other.pdf").exits_with(0);
    dir.run("diff other.pdf old.lock").exits_with(1).stderr_has("diff::no-matching-kit").stderr_has("--kit");
    dir.run("diff other.pdf old.lock --kit analyst-mid")
        .exits_with(0)
        .stdout_has("asked for count: 2 before, now (not said)");
}

#[test]
fn a_candidate_kit_compares_ids_only_and_says_so() {
    let dir = dir();
    dir.run("diff candidate.pdf new.pdf --deny incomparable")
        .exits_with(0)
        .stdout_has("1 kit: 1 the same")
        .stderr_has("the old one is a candidate's kit");
    dir.run("diff candidate.pdf old.pdf").exits_with(0).stdout_has("not both say what the rating scale is");
}

#[test]
fn the_lock_of_a_kit_may_come_alone_and_by_standard_input() {
    let dir = dir();
    let told = dir.run("inspect new.pdf --format json").exits_with(0).stdout;
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    dir.run("diff old.pdf -").input(told["lock"].to_string()).exits_with(0).stdout_has("past-error: changed");
    dir.run("diff - old.lock").input(LOCK).exits_with(0).stdout_has("2 kits: 2 the same");
    dir.run("diff - -").exits_with(2).stderr_has("standard input can be read once");
    dir.run("diff - old.lock").input("").exits_with(0).stdout_has("2 kits: 2 added");
}

#[test]
fn a_protected_kit_is_opened_with_its_password() {
    let dir = dir().file("password.txt", "open it\n").file("other.txt", "not this\n");
    dir.run("build --bank bank.toml --role analyst --seniority mid --minutes 40 --password-file password.txt --out p.pdf")
        .exits_with(0);
    dir.run("diff p.pdf new.pdf").exits_with(1).stderr_has("pdf::protected").stderr_has("--password-file");
    dir.run("diff p.pdf new.pdf --password-file other.txt").exits_with(1).stderr_has("pdf::wrong-password");
    dir.run("diff p.pdf new.pdf --password-file other.txt --password-file password.txt")
        .exits_with(0)
        .stdout_has("Scores compare on 5 of 6 questions");
}

#[test]
fn a_file_that_is_neither_lock_nor_kit_is_reported() {
    let dir = dir()
        .file("bytes", [0xFF, 0xFE, 0x00])
        .file("odd.json", "{\"schema\": 1}")
        .file("torn.pdf", &b"%PDF-1.7\n"[..])
        .file("foreign.pdf", include_bytes!("../filled/pypdf.pdf"));
    dir.run("diff bytes old.lock").exits_with(1).stderr_has("bytes is neither a lock nor a kit");
    dir.run("diff odd.json old.lock").exits_with(1).stderr_has("odd.json is not the lock of a kit");
    dir.run("diff torn.pdf old.lock").exits_with(1).stderr_has("pdf::damaged");
    dir.run("diff foreign.pdf old.lock").exits_with(1).stderr_has("it carries no lock");
    dir.run("diff absent.lock old.lock").exits_with(2).stderr_has("cannot read absent.lock");
    // Both are read, and both are reported.
    dir.run("diff bytes odd.json --findings json")
        .exits_with(1)
        .stderr_has("bytes is neither")
        .stderr_has("odd.json is not the lock");
}

#[test]
fn control_characters_of_a_lock_are_escaped() {
    let evil = LOCK.replace("analyst-mid", "\\u001b[2Jmid\\u202e").replace("test-names", "\\u0007names");
    let dir = dir().file("evil.lock", seal_lock(&evil));
    for form in ["text", "markdown"] {
        let ran = dir.run(&format!("diff old.lock evil.lock --format {form} --deny changes")).exits_with(1);
        let stdout = String::from_utf8(ran.stdout).unwrap();
        assert!(stdout.contains("names"), "the questions are listed: {stdout}");
        for text in [stdout, ran.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
        }
    }
}

#[test]
fn a_lock_of_many_kits_is_compared_quickly() {
    let kit = |n: usize, hash: &str| {
        let questions: Vec<String> = (0..20).map(|q| format!("\"q{q} {hash}\"")).collect();
        format!("[[kit]]\nname = \"k{n}\"\nquestions = [{}]\nasked = {{}}\n", questions.join(","))
    };
    let lock = |hash: &str| {
        seal_lock(&format!(
            "schema = 1\nkits = 5000\n{}",
            (0..5_000).map(|n| kit(n, hash)).collect::<String>()
        ))
    };
    let dir = TestDir::empty().file("a.lock", lock("1")).file("b.lock", lock("2"));
    dir.run("diff a.lock b.lock").exits_with(0).stdout_has("5000 kits: 5000 changed");
}

#[test]
fn batch_says_what_it_changed_in_the_lock() {
    let manifest = "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\n[[kit]]\nrole = \"analyst\"\nseniority = \"mid\"\n";
    let dir = TestDir::with_bank().file("kits.toml", manifest);
    let first = dir.run("batch").exits_with(0);
    assert!(!first.stderr.contains("lock::updated-kit"), "{}", first.stderr);
    let dir = dir.file("kits.toml", manifest.replace("40", "30"));
    dir.run("batch")
        .exits_with(0)
        .stderr_has("warning[lock::redrawn-kit]: kit `analyst-mid` has other questions than before");
    // Added and removed questions are not listed again.
    let lock = dir.bytes("kits.lock");
    let dir = dir.file("kits.toml", manifest);
    let ran = dir.run("batch").exits_with(0);
    assert!(!ran.stderr.contains("lock::updated-kit"), "{}", ran.stderr);
    let dir = dir.file("kits.toml", manifest.replace("40", "30")).file("kits.lock", lock);
    let bank = include_str!("../cli/banks/small.toml").replace("Does it alone.", "Does it well.");
    let dir = dir.file("bank.toml", bank);
    dir.run("batch")
        .exits_with(0)
        .stderr_has("warning[lock::changed-scale]")
        .stderr_has("kit `analyst-mid`: another rating scale");
}

#[test]
fn a_bank_that_lacks_a_wording_is_named() {
    let dir = dir().file("new.lock", include_str!("../cli/locks/new.lock"));
    dir.run("diff old.lock new.lock").exits_with(0).stdout_has("name the banks of then and now with --bank");
    for (banks, said) in [
        ("--bank bank.toml", "web-cache: changed; bank.toml does not have its new wording"),
        ("--new-bank new.toml", "web-cache: changed; new.toml does not have its old wording"),
        ("--bank new.toml --new-bank bank.toml", "web-cache: notes for interviewers changed"),
    ] {
        let ran = dir.run(&format!("diff old.lock new.lock {banks}")).exits_with(0).stdout_has(said);
        assert!(!String::from_utf8(ran.stdout).unwrap().contains("--new-bank"), "{banks}");
    }
    let dir =
        dir.file("none.toml", include_str!("../cli/banks/small.toml").replace("web-cache", "web-other"));
    dir.run("diff old.lock new.lock --bank none.toml")
        .exits_with(0)
        .stdout_has("web-cache: changed; none.toml has neither its old nor its new wording");
    dir.run("diff old.lock new.lock --bank none.toml --new-bank none.toml --format json")
        .exits_with(0)
        .stdout_has("the banks do not have the wordings of the locks");
}

#[test]
fn kits_of_two_roles_are_two_kits_and_no_rename() {
    let dir = TestDir::empty();
    for role in ["python-developer", "qa-engineer"] {
        dir.run(&format!("build --role {role} --seniority mid --out {role}.pdf")).exits_with(0);
    }
    let ran = dir.run("diff python-developer.pdf qa-engineer.pdf").exits_with(0);
    let ran = ran
        .stdout_has("Two different kits, for different roles. ")
        .stdout_has("~ compared with python-developer-mid\n");
    assert!(!String::from_utf8(ran.stdout).unwrap().contains("called"));
    let ran = dir.run("diff python-developer.pdf qa-engineer.pdf --format json").exits_with(0);
    let said: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(said["kits"][0]["was_called"], serde_json::Value::Null);
}

#[test]
fn a_long_text_that_changed_is_wrapped_and_its_words_are_marked() {
    let long = "Tell me about a project whose plan did not hold, what you saw first, whom you told and when, and \
                what you would do with the same signs today.";
    let bank = include_str!("../cli/banks/small.toml");
    let question = "A test fails once a week. How do you find out why?";
    assert!(bank.contains(question));
    let dir = TestDir::empty()
        .file("old.toml", bank.replace(question, long))
        .file("new.toml", bank.replace(question, &long.replace("whom you told", "to whom you spoke")));
    for bank in ["old", "new"] {
        dir.run(&format!("build --bank {bank}.toml --role analyst --only test-flaky --out {bank}.pdf"))
            .exits_with(0);
    }
    let printed = dir.run("diff old.pdf new.pdf").exits_with(0).stdout;
    let printed = String::from_utf8(printed).unwrap();
    let words: Vec<&str> = printed.split_whitespace().collect();
    assert!(words.join(" ").contains("{+to+} whom you [-told-]{+spoke+} and"), "{printed}");
    let part = printed.split_once("what is asked\n").unwrap().1.split_once("\n\n").unwrap().0;
    assert!(part.lines().count() == 2 && part.lines().all(|line| line.len() <= 100), "{part}");
    dir.run("diff old.pdf new.pdf --format markdown").exits_with(0).stdout_has("**removed** Tell me about");
}
