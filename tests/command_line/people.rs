//! `batch --prefill`: kits for people come from the frozen questions.

use std::fs;

use crate::TestDir;

const TABLE: &str = "candidate,kit,reference\nAda Example,analyst-mid,R-1\nGrace Sample,analyst-senior,R-2\n\
    ada example,analyst-mid,R-3\n";

/// Freezes the two kits of the small manifest, each with a sheet for the candidate.
fn frozen() -> TestDir {
    let dir = TestDir::with_manifest().file("candidates.csv", TABLE);
    dir.run("batch").exits_with(0);
    dir
}

/// Returns the names of the files in a folder, sorted.
fn files(dir: &TestDir, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(dir.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Adds questions that a new draw of the mid kit takes.
fn grow_bank(dir: &TestDir) {
    let question = |n: usize| {
        format!(
            "\n[[question]]\nid = \"new-{n}\"\ncategory = \"testing\"\nseniority = [\"mid\", \"senior\"]\n\
             minutes = 5\nprompt = \"What is new in part {n}?\"\nlisten_for = [\"Names it\"]\n"
        )
    };
    let bank =
        include_str!("../cli/banks/small.toml").to_owned() + &(0..15).map(question).collect::<String>();
    dir.with_file("bank.toml", bank);
}

#[test]
fn every_row_gets_the_documents_of_its_frozen_kit() {
    let dir = frozen();
    grow_bank(&dir);
    let lock = dir.bytes("kits.lock");
    dir.run("batch --prefill candidates.csv").exits_with(0).stderr_has("wrote 6 documents for 3 people");
    assert_eq!(
        files(&dir, "people"),
        [
            "analyst-mid-ada-example-2.pdf",
            "analyst-mid-ada-example.pdf",
            "analyst-mid-candidate-ada-example-2.pdf",
            "analyst-mid-candidate-ada-example.pdf",
            "analyst-senior-candidate-grace-sample.pdf",
            "analyst-senior-grace-sample.pdf",
        ]
    );
    for (kit, person) in [("analyst-mid", "ada-example"), ("analyst-senior", "grace-sample")] {
        dir.run(&format!("diff dist/{kit}-interviewer-a4.pdf people/{kit}-{person}.pdf --deny changes"))
            .exits_with(0);
        dir.run(&format!(
            "diff dist/{kit}-candidate-a4.pdf people/{kit}-candidate-{person}.pdf --deny changes"
        ))
        .exits_with(0);
    }
    dir.run("inspect people/analyst-senior-grace-sample.pdf").exits_with(0).stdout_has("Grace Sample");
    assert!(dir.bytes("kits.lock") == lock, "the lock is only read");
    // The kit of a person is the one that `build` makes of the lock.
    dir.run(
        "build --bank bank.toml --lock kits.lock --kit analyst-mid --reference R-1 --out one.pdf --candidate",
    )
    .arg("Ada Example")
    .exits_with(0);
    assert!(dir.bytes("one.pdf") == dir.bytes("people/analyst-mid-ada-example.pdf"));
    // Again, the same bytes.
    dir.run("batch --prefill candidates.csv").exits_with(0);
    assert!(dir.bytes("one.pdf") == dir.bytes("people/analyst-mid-ada-example.pdf"));
}

#[test]
fn files_are_named_by_a_pattern_and_listed_by_a_dry_run() {
    let dir = frozen();
    let ran = dir
        .run("batch --dry-run --prefill - --out")
        .arg("out/{reference}-{kit}-{face}-{n}.pdf")
        .input(TABLE)
        .exits_with(0);
    let listed = String::from_utf8(ran.stdout).unwrap();
    assert!(
        listed.starts_with("out/r-1-analyst-mid-interviewer-1.pdf\nout/r-1-analyst-mid-candidate-1.pdf\n"),
        "{listed}"
    );
    assert!(!dir.path("out").exists());
    dir.run("batch --prefill candidates.csv --out").arg("out/{candidate}.pdf").exits_with(2).stderr_has(
        "several documents of kit `analyst-mid` the name out/ada-example.pdf: add {face} or {paper}",
    );
    dir.run("batch --prefill candidates.csv --out")
        .arg("{kid}.pdf")
        .exits_with(2)
        .stderr_has("did you mean `kit`?");
    dir.run("batch --prefill candidates.csv --out people").exits_with(2).stderr_has("name a folder, people/");
}

#[test]
fn a_row_names_a_kit_of_the_manifest() {
    let dir = frozen();
    dir.run("batch --prefill - --findings short")
        .input("candidate,kit\nAda,analyst-mid\nEve,analyst-md\nBob,\n")
        .exits_with(1)
        .stderr_has("<stdin>:3:5: error[prefill::unknown-kit]: the manifest has no kit `analyst-md`, did you mean `analyst-mid`?")
        .stderr_has("error[prefill::no-kit]: 1 row names no kit, but the manifest has 2");
    dir.run("batch --prefill -")
        .input("candidate\nAda\n")
        .exits_with(1)
        .stderr_has("add a column `kit` with one of `analyst-mid`, `analyst-senior`");
    assert!(!dir.path("people").exists());
    let one =
        "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nrole = \"analyst\"\nname = \"only\"\nminutes = 30\n";
    let dir = dir.file("one.toml", one);
    dir.run("batch one.toml").exits_with(0);
    dir.run("batch one.toml --prefill -").input("candidate\nAda\n").exits_with(0);
    assert_eq!(files(&dir, "people"), ["only-ada.pdf"]);
    // `build` makes one kit, and says so.
    let build = "build --bank bank.toml --prefill candidates.csv --out kits/";
    dir.run(&format!("{build} --lock kits.lock --kit analyst-mid")).exits_with(1).stderr_has(
        "error[prefill::other-kit]: the row is for kit `analyst-senior`, but kit `analyst-mid` is built",
    );
    dir.run(&format!("{build} --role analyst")).exits_with(0).stderr_has("note[prefill::unused-kit]");
}

#[test]
fn nothing_is_written_unless_the_questions_are_frozen() {
    let dir = TestDir::with_manifest().file("candidates.csv", TABLE);
    dir.run("batch --prefill candidates.csv").exits_with(2).stderr_has(
        "there is no lock kits.lock, so no questions are frozen: run `interview-kit batch` first",
    );
    dir.run("batch").exits_with(0);
    let manifest = String::from_utf8(dir.bytes("kits.toml")).unwrap();
    dir.with_file("kits.toml", manifest.replace("minutes = 40", "minutes = 30"));
    dir.run("batch --prefill candidates.csv")
        .exits_with(1)
        .stderr_has("error[lock::stale]: the questions of kit `analyst-mid` are not frozen: the manifest asks for something else (minutes 40 → 30)");
    dir.with_file(
        "kits.toml",
        manifest.replace("[\"mid\", \"senior\"]", "[\"mid\", \"senior\", \"mid,senior\"]"),
    );
    dir.run("batch --prefill -")
        .input("candidate,kit\nAda,analyst-mid-senior\n")
        .exits_with(1)
        .stderr_has("the lock does not have it");
    dir.with_file("kits.toml", &manifest);
    let bank = include_str!("../cli/banks/small.toml");
    dir.with_file("bank.toml", bank.replace("How do you name a test?", "How do you name your tests?"));
    dir.run("batch --prefill candidates.csv")
        .exits_with(1)
        .stderr_has("error[lock::changed-question]: kit `analyst-mid`: question `test-names`")
        .stderr_has("put the old text back");
    assert!(!dir.path("people").exists());
}

#[test]
fn answers_and_other_kits_are_kept() {
    let dir = frozen();
    let one = "candidate,kit\nAda,analyst-mid\n";
    let filled = include_bytes!("../filled/pypdf.pdf");
    let dir = dir.file("people/analyst-mid-candidate-ada.pdf", filled);
    dir.run("batch --prefill -").input(one).exits_with(2).stderr_has("--discard-answers");
    assert!(dir.bytes("people/analyst-mid-candidate-ada.pdf") == filled);
    assert_eq!(files(&dir, "people").len(), 1, "nothing is written if one file must be kept");
    fs::remove_file(dir.path("people/analyst-mid-candidate-ada.pdf")).unwrap();
    dir.run("build --bank bank.toml --count 2 --role analyst --out people/analyst-mid-ada.pdf").exits_with(0);
    dir.run("batch --prefill -")
        .input(one)
        .exits_with(2)
        .stderr_has("people/analyst-mid-ada.pdf is another kit");
    dir.run("batch --prefill - --force").input(one).exits_with(0);
    // A value that no font has is found before anything is written.
    dir.run("batch --prefill - --out other/")
        .input("candidate,kit\nx\u{5d0},analyst-mid\n")
        .exits_with(1)
        .stderr_has("row 1");
    assert!(!dir.path("other").exists());
}

#[test]
fn options_of_a_whole_batch_do_not_go_with_a_table() {
    let dir = frozen();
    for other in ["--check", "--watch", "--shard 1/2", "--index", "--update", "--prune", "--report json"] {
        dir.run(&format!("batch --prefill candidates.csv {other}"))
            .exits_with(2)
            .stderr_has("cannot be used with");
    }
}
