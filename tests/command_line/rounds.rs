//! Rounds of interviews: kits that leave out what earlier kits asked.

use std::collections::BTreeSet;
use std::fs;

use crate::TestDir;

const BUILD: &str = "build --role python-developer --seniority mid --minutes 45";

/// Returns the ids of the plan that these words print.
fn plan(dir: &TestDir, words: &str) -> BTreeSet<String> {
    let stdout = dir.run(&format!("{words} --dry-run --format json")).exits_with(0).stdout;
    let plan: serde_json::Value = serde_json::from_slice(&stdout).unwrap();
    let rows = plan.as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_later_round_has_no_question_of_the_kits_it_names() {
    let dir = TestDir::empty();
    dir.run(&format!("{BUILD} --out first.pdf")).exits_with(0);
    dir.run(&format!("{BUILD} --not-in first.pdf --out second.pdf")).exits_with(0);
    dir.run(&format!("{BUILD} --face candidate --out all/sheet.pdf")).exits_with(0);
    fs::copy(dir.path("second.pdf"), dir.path("all/second.pdf")).unwrap();
    let first = plan(&dir, BUILD);
    let second = plan(&dir, &format!("{BUILD} --not-in first.pdf"));
    let third = plan(&dir, &format!("{BUILD} --not-in first.pdf --not-in second.pdf"));
    assert!(first.is_disjoint(&second) && first.is_disjoint(&third) && second.is_disjoint(&third));
    assert!(first.len() >= 5 && third.len() >= 5);
    assert_eq!(plan(&dir, &format!("{BUILD} --not-in all")), third, "a folder stands for its kits");
    assert_eq!(plan(&dir, &format!("{BUILD} --not-in second.pdf --not-in first.pdf")), third, "in any order");
    // The kit says what it leaves out, without the folders of this machine.
    dir.run("diff first.pdf second.pdf").exits_with(0).stdout_has("not-in");
    let whole = fs::canonicalize(dir.path("first.pdf")).unwrap().display().to_string();
    dir.run(&format!("{BUILD} --not-in {whole} --out same.pdf")).exits_with(0);
    assert!(dir.bytes("same.pdf") == dir.bytes("second.pdf"));
}

#[test]
fn a_lock_or_one_kit_of_it_is_left_out() {
    let dir = TestDir::empty().file(
        "kits.toml",
        "schema = 1\n[[kit]]\nrole = \"python-developer\"\nseniority = [\"mid\", \"senior\"]\nminutes = 45\n",
    );
    dir.run("batch").exits_with(0);
    let lock = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    let (mid, senior) = lock.split_once("name = \"python-developer-senior\"").unwrap();
    let of_one = plan(&dir, &format!("{BUILD} --not-in kits.lock#python-developer-mid"));
    let of_all = plan(&dir, &format!("{BUILD} --not-in kits.lock"));
    let has = |lock: &str, ids: &BTreeSet<String>| ids.iter().any(|id| lock.contains(&format!("\"{id} ")));
    assert!(!has(mid, &of_one) && !has(mid, &of_all) && !has(senior, &of_all));
    dir.run(&format!("{BUILD} --not-in kits.lock#python-developer-md"))
        .exits_with(2)
        .stderr_has("kits.lock has no kit `python-developer-md`, did you mean `python-developer-mid`?");
    dir.run("build --role python-developer --seniority mid --not-in none.pdf")
        .exits_with(2)
        .stderr_has("cannot read none.pdf");
    dir.run(&format!("{BUILD} --not-in kits.toml")).exits_with(1).stderr_has("this may be a manifest");
    dir.run(&format!("{BUILD} --not-in dist --dry-run")).exits_with(0);
    let dir = dir.file("empty/readme.txt", "");
    dir.run(&format!("{BUILD} --not-in empty")).exits_with(2).stderr_has("empty holds no kit as PDF");
}

#[test]
fn a_kit_never_replaces_the_earlier_round() {
    let dir = TestDir::empty();
    dir.run(BUILD).exits_with(0);
    let first = dir.bytes("python-developer-mid.pdf");
    for force in ["", " --force"] {
        dir.run(&format!("{BUILD} --not-in python-developer-mid.pdf{force}"))
            .exits_with(2)
            .stderr_has("is the kit of the earlier round");
    }
    fs::copy(dir.path("python-developer-mid.pdf"), dir.path("first.pdf")).unwrap();
    dir.run(&format!("{BUILD} --not-in first.pdf")).exits_with(2).stderr_has("is another kit");
    assert!(dir.bytes("python-developer-mid.pdf") == first);
}

#[test]
fn a_manifest_leaves_out_kits_beside_it() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --only test-names,past-help --out team/first.pdf").exits_with(0);
    let kit = "schema = 1\n[[kit]]\nbank = \"../bank.toml\"\nrole = \"analyst\"\nnot-in = \"first.pdf\"\nminutes = 40\n";
    let dir =
        dir.file("team/kits.toml", kit).file("all.toml", "schema = 1\nmanifests = [\"team/kits.toml\"]\n");
    for manifest in ["team/kits.toml", "all.toml"] {
        dir.run(&format!("batch {manifest}")).exits_with(0);
    }
    let lock = String::from_utf8(dir.bytes("team/kits.lock")).unwrap();
    assert!(
        lock.contains("not-in = \"first.pdf\"")
            && !lock.contains("test-names")
            && !lock.contains("past-help")
    );
    assert!(dir.bytes("all.lock") == dir.bytes("team/kits.lock"));
    // A frozen kit keeps its questions when the earlier one changes, with a warning.
    let line = lock.lines().find(|line| line.ends_with("\",")).unwrap();
    let id = line.trim_start_matches([' ', '"']).split(' ').next().unwrap();
    dir.run(&format!("build --bank bank.toml --only {id} --out team/first.pdf --force")).exits_with(0);
    dir.run("batch team/kits.toml --locked").exits_with(0).stderr_has("lock::asked-before").stderr_has(id);
    dir.run("batch team/kits.toml --update").exits_with(0);
    assert!(!String::from_utf8(dir.bytes("team/kits.lock")).unwrap().contains(id));
    dir.run("batch team/kits.toml --prefill - --dry-run").input("candidate\nAda\n").exits_with(0);
    dir.with_file("team/kits.toml", kit.replace("first.pdf", "kits.lock"));
    dir.run("batch team/kits.toml").exits_with(2).stderr_has("the lock of this manifest");
}

#[test]
fn a_kit_written_into_the_folder_it_leaves_out_stays_as_it_is() {
    let dir = TestDir::empty();
    dir.run(&format!("{BUILD} --out all/first.pdf")).exits_with(0);
    for (out, files) in [("--out all/second.pdf", ["second.pdf"]), ("--out all/f.pdf --forms 2", ["f-b.pdf"])]
    {
        let words = format!("{BUILD} --not-in all {out}");
        dir.run(&words).exits_with(0);
        let before = files.map(|file| dir.bytes(format!("all/{file}")));
        dir.run(&words).exits_with(0);
        assert!(files.map(|file| dir.bytes(format!("all/{file}"))) == before, "{out}");
    }
}

#[test]
fn a_manifest_does_not_leave_out_its_own_documents() {
    let kit = "schema = 1\n[[kit]]\nrole = \"python-developer\"\nseniority = \"mid\"\nminutes = 45\n";
    let dir = TestDir::empty().file("kits.toml", kit);
    dir.run("batch").exits_with(0);
    for path in ["dist", ".", "dist/python-developer-mid-interviewer-a4.pdf"] {
        dir.with_file("kits.toml", format!("{kit}not-in = [\"{path}\"]\n"));
        dir.run("batch").exits_with(2).stderr_has("writes its own documents");
    }
    dir.with_file("kits.toml", format!("{kit}not-in = [\"dist\"]\n"));
    dir.run("batch --out second --dry-run").exits_with(0);
}

#[test]
fn a_kit_of_a_folder_that_cannot_be_read_is_an_error() {
    let dir = TestDir::empty().file("word.txt", "secret word\n");
    dir.run(&format!("{BUILD} --out all/first.pdf")).exits_with(0);
    let half = dir.bytes("all/first.pdf");
    dir.run(&format!("{BUILD} --out all/closed.pdf --password-file word.txt")).exits_with(0);
    for words in [format!("{BUILD} --not-in all --dry-run"), "list exposure --lock all".to_owned()] {
        let ran = dir.run(&words).exits_with(1).stderr_has("error[pdf::protected]").stderr_has("closed.pdf");
        assert!(!ran.stderr.contains("--password-file"), "{}", ran.stderr);
    }
    std::fs::remove_file(dir.path("all/closed.pdf")).unwrap();
    for damaged in [&half[..half.len() / 3], b"half a kit", b""] {
        dir.with_file("all/half.pdf", damaged);
        for path in ["all", "all/half.pdf"] {
            let ran = dir.run(&format!("{BUILD} --not-in {path} --dry-run")).exits_with(1);
            assert!(!ran.stderr.contains("restore the lock"), "{}", ran.stderr);
            ran.stderr_has("error[pdf::").stderr_has("half.pdf");
        }
    }
}

#[test]
fn only_one_input_reads_standard_input() {
    let dir = TestDir::empty();
    for other in ["--bank -", "--add -", "--prefill -", "--password-file -", "--not-in -"] {
        let ran = dir.run(&format!("{BUILD} --not-in - {other} --dry-run")).exits_with(2);
        ran.stderr_has("cannot both read standard input");
    }
    for other in ["--bank -", "--lock -"] {
        let ran = dir.run(&format!("list exposure --lock - {other}")).exits_with(2);
        ran.stderr_has("cannot both read standard input");
    }
    dir.run(&format!("{BUILD} --kit x --dry-run")).exits_with(2).stderr_has("add --lock");
}
