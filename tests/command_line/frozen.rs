//! `build --lock`: the frozen questions of a kit reach people.

use std::fs;
use std::path::Path;

use crate::TestDir;
use crate::test_dir::MANIFEST;

const MID: &str = "build --lock kits.lock --kit analyst-mid --bank bank.toml";

/// Freezes the kits of the small manifest.
fn frozen() -> TestDir {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    dir
}

fn small_bank() -> &'static str {
    include_str!("../cli/banks/small.toml")
}

/// Returns questions that suit mid and senior interviews, as the rest of a bank.
fn more_questions(count: usize, categories: &[&str]) -> String {
    let question = |n: usize| {
        format!(
            "\n[[question]]\nid = \"new-{n}\"\ncategory = \"{}\"\nseniority = [\"mid\", \"senior\"]\nminutes = 5\n\
             prompt = \"What is new in part {n}?\"\nlisten_for = [\"Names it\"]\n",
            categories[n % categories.len()]
        )
    };
    (0..count).map(question).collect()
}

#[test]
fn a_frozen_kit_has_the_bytes_of_the_batch_while_the_bank_grows() {
    let dir = frozen();
    let grown = small_bank().to_owned() + &more_questions(15, &["testing", "web"]);
    dir.with_file("bank.toml", &grown);
    for (flags, file) in [
        ("--kit analyst-mid", "analyst-mid-interviewer-a4.pdf"),
        ("--kit analyst-mid --face candidate", "analyst-mid-candidate-a4.pdf"),
        ("--kit analyst-senior", "analyst-senior-interviewer-a4.pdf"),
    ] {
        dir.run(&format!("build --lock kits.lock {flags} --bank bank.toml --out one.pdf")).exits_with(0);
        assert!(dir.bytes("one.pdf") == dir.bytes(format!("dist/{file}")), "{flags}");
    }
    dir.run(&format!("{MID} --paper letter --out kits/")).exits_with(0).stderr_has("kits/analyst-mid.pdf");
    dir.run(&format!("{MID} --dry-run")).exits_with(0).stdout_has("test-names");
}

/// Returns the number of questions of a kit, and the number on which scores compare with another kit.
fn comparable(dir: &TestDir, kit: &str, other: &str) -> (u64, u64) {
    let stdout = dir.run(&format!("diff {kit} {other} --format json")).exits_with(0).stdout;
    let diff: serde_json::Value = serde_json::from_slice(&stdout).unwrap();
    let kit = &diff["kits"][0];
    let count = kit["questions"]["old"].as_u64().unwrap();
    let on = match kit["verdict"]["comparable"].as_str().unwrap() {
        "same" | "comparable" => count,
        _ => kit["verdict"]["on"].as_u64().unwrap(),
    };
    (count, on)
}

#[test]
fn all_scores_compare_after_fifteen_questions_were_added() {
    let built_in = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("questions.toml")).unwrap();
    let manifest = "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nrole = \"rust-developer\"\nseniority = \"mid\"\nminutes = 75\n";
    let dir = TestDir::empty().file("bank.toml", &built_in).file("kits.toml", manifest);
    dir.run("batch").exits_with(0);
    let categories = ["rust-ownership", "rust-types", "rust-errors", "rust-concurrency", "rust-tooling"];
    dir.with_file("bank.toml", built_in + &more_questions(15, &categories));
    let before = "dist/rust-developer-mid-interviewer-a4.pdf";
    let table = "candidate\nAda Example\n";
    let prefill = "--bank bank.toml --prefill - --out";
    dir.run(&format!("build --role rust-developer --seniority mid --minutes 75 {prefill} drawn/"))
        .input(table)
        .exits_with(0)
        .stderr_has("note[lock::kit-exists]: kits.lock freezes other questions for this role and level")
        .stderr_has("`interview-kit build --lock kits.lock --kit rust-developer-mid`");
    dir.run(&format!("build --lock kits.lock --kit rust-developer-mid {prefill} frozen/"))
        .input(table)
        .exits_with(0);
    let (count, drawn) = comparable(&dir, before, "drawn/rust-developer-mid-ada-example.pdf");
    let (_, frozen) = comparable(&dir, before, "frozen/rust-developer-mid-ada-example.pdf");
    println!("of {count} scores {drawn} compare if the kit is drawn, {frozen} if it is frozen");
    assert!(count > 5 && drawn < count, "the added questions change the draw: {drawn} of {count}");
    assert_eq!(frozen, count);
}

#[test]
fn a_kit_for_a_person_differs_from_the_frozen_one_only_by_the_values() {
    let dir = frozen();
    dir.with_file("bank.toml", small_bank().to_owned() + &more_questions(15, &["testing"]));
    let table = "candidate,reference\nAda Example,R-1\nŁukasz Przykład,R-2\n";
    dir.run(&format!("{MID} --prefill - --out kits/")).input(table).exits_with(0).stderr_has("wrote 2 kits");
    dir.run(&format!("{MID} --candidate Ada --reference R-1 --out one.pdf")).exits_with(0);
    dir.run("diff dist/analyst-mid-interviewer-a4.pdf kits/analyst-mid-ada-example.pdf --deny changes")
        .exits_with(0);
    dir.run("diff one.pdf kits/analyst-mid-łukasz-przykład.pdf --deny changes").exits_with(0);
    let dir = dir.file("password.txt", "correct horse\n");
    dir.run(&format!("{MID} --password-file password.txt --out secret.pdf")).exits_with(0);
    dir.run("inspect secret.pdf --password-file password.txt").exits_with(0);
    dir.run("inspect kits/analyst-mid-ada-example.pdf --rebuild").exits_with(0);
}

#[test]
fn a_question_that_is_not_as_it_was_frozen_is_an_error_that_says_what_to_do() {
    let dir = frozen();
    let bank = small_bank();
    for (now, code, what) in [
        (
            bank.replace("How do you name a test?", "How do you name your tests?"),
            "lock::changed-question",
            "question `test-names` has another text than the lock froze",
        ),
        (
            bank.replace("id = \"test-names\"", "id = \"test-naming\""),
            "lock::missing-question",
            "question `test-names` is no longer in the bank",
        ),
        (
            bank.replace("id = \"test-names\"", "id = \"test-names\"\nstatus = \"retired\""),
            "lock::missing-question",
            "question `test-names` is now retired",
        ),
        (
            bank.replace("Does it alone.", "Does it well."),
            "lock::changed-scale",
            "the rating scale changed after the kit was frozen",
        ),
    ] {
        assert_ne!(now, bank);
        dir.with_file("bank.toml", &now);
        dir.run(&format!("{MID} --out never.pdf"))
            .exits_with(1)
            .stderr_has(&format!("error[{code}]: kit `analyst-mid`: {what}"))
            .stderr_has("--bank-out then.toml");
        assert!(!dir.path("never.pdf").exists());
    }
    // The built-in bank has none of them.
    let ran = dir.run("build --lock kits.lock --kit analyst-mid --out never.pdf").exits_with(1);
    assert!(ran.stderr.contains("`test-names` is not in the built-in bank"), "{}", ran.stderr);
    assert!(ran.stderr.contains("name the bank of the kit with --bank"), "{}", ran.stderr);
    // A lock that was edited is refused here too.
    let lock = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    dir.with_file("bank.toml", bank).with_file("kits.lock", lock.replace("past-help", "past-error"));
    dir.run(&format!("{MID} --out never.pdf")).exits_with(1).stderr_has("lock::edited");
}

#[test]
fn the_kit_of_a_lock_is_named_or_the_only_one() {
    let dir = frozen();
    let run = |words: &str| dir.run(&format!("build --bank bank.toml --out one.pdf {words}"));
    run("--lock kits.lock")
        .exits_with(2)
        .stderr_has("kits.lock has 2 kits: name one with --kit, for example --kit analyst-mid")
        .stderr_has("it has `analyst-mid`, `analyst-senior`");
    run("--lock kits.lock --kit analyst-midd")
        .exits_with(2)
        .stderr_has("kits.lock has no kit `analyst-midd`, did you mean `analyst-mid`?");
    run("--lock none.lock --kit x")
        .exits_with(2)
        .stderr_has("there is no lock none.lock: `interview-kit batch`");
    run("--kit analyst-mid").exits_with(2).stderr_has("--lock <LOCK>");
    for other in ["--role analyst", "--seniority mid", "--minutes 30", "--seed 3", "--count 3", "--shuffle"] {
        run(&format!("--lock kits.lock --kit analyst-mid {other}"))
            .exits_with(2)
            .stderr_has("cannot be used with");
    }
    assert!(!dir.path("one.pdf").exists());
    dir.with_file("kits.toml", MANIFEST.replace("[\"mid\", \"senior\"]", "\"mid\""));
    dir.run("batch").exits_with(0);
    run("--lock kits.lock").exits_with(0);
}

#[test]
fn a_lock_beside_a_kit_that_is_drawn_is_named() {
    let dir = frozen();
    let build = |words: &str| {
        dir.run(&format!("build --bank bank.toml --role analyst {words} --dry-run")).exits_with(0).stderr
    };
    let same = build("--seniority mid --minutes 40");
    assert!(same.contains("kits.lock freezes these questions as kit `analyst-mid`"), "{same}");
    let other = build("--seniority mid --minutes 25");
    assert!(other.contains("kits.lock freezes other questions"), "{other}");
    assert!(other.contains("`interview-kit build --lock kits.lock --kit analyst-mid`"), "{other}");
    for words in ["", "--seniority mid..senior", "--seniority junior..mid"] {
        let stderr = build(words);
        assert!(!stderr.contains("lock::kit-exists"), "{words}: {stderr}");
    }
    // A file that is no lock keeps nobody from building.
    dir.with_file("kits.lock", "no lock");
    assert!(!build("--seniority mid").contains("lock::"));
}
