//! `batch`: the kits of a manifest, and their lock.

use std::fs;

use crate::TestDir;
use crate::test_dir::MANIFEST;

/// Returns the small bank with a few more questions.
fn larger_bank() -> String {
    let question = |(n, category): (usize, &str)| {
        format!(
            "\n[[question]]\nid = \"a-new-{n}\"\ncategory = \"{category}\"\nseniority = [\"mid\", \"senior\"]\n\
             minutes = 4\nprompt = \"What is new in part {n}?\"\nlisten_for = [\"it\"]\n"
        )
    };
    let more = ["testing", "web"].into_iter().cycle().take(12).enumerate().map(question);
    include_str!("../cli/banks/small.toml").to_owned() + &more.collect::<String>()
}

fn read_lock(dir: &TestDir) -> String {
    String::from_utf8(dir.bytes("kits.lock")).unwrap()
}

/// Returns the ids in a part of a lock: each stands before a hash.
fn ids(lock: &str) -> Vec<&str> {
    let lines = lock.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
    lines.map(|line| line.split_once(' ').unwrap().0).collect()
}

#[test]
fn every_kit_is_built_and_reported_in_the_order_of_the_manifest() {
    let dir = TestDir::with_manifest();
    let ran = dir.run("batch").exits_with(0).stderr_has("4 documents of 2 kits: 4 written");
    let files: Vec<String> = String::from_utf8(ran.stdout)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(
        files,
        [
            "dist/analyst-mid-interviewer-a4.pdf",
            "dist/analyst-mid-candidate-a4.pdf",
            "dist/analyst-senior-interviewer-a4.pdf",
            "dist/analyst-senior-candidate-a4.pdf",
        ]
    );
    assert!(files.iter().all(|file| dir.bytes(file).starts_with(b"%PDF-")));
    assert_eq!(dir.names(), ["bank.toml", "dist", "kits.lock", "kits.toml"]);
    assert_eq!(fs::read_dir(dir.path("dist")).unwrap().count(), 4);
}

#[test]
fn a_kit_of_a_batch_is_the_one_that_build_writes() {
    let dir = TestDir::with_manifest().file(
        "more.toml",
        "schema = 1\n[[kit]]\nname = \"all\"\nbank = \"bank.toml\"\nrole = \"analyst\"\ncategory = [\"testing=2\", \"web\"]\n\
         exclude = \"web-cache\"\ninclude = \"test-names\"\nminutes = 45\nopening = 3\nclosing = 7\nseed = 9\n\
         seniority = \"mid..senior\"\npaper = \"letter\"\npdf-a = true\nno-form = true\nauthor = \"Team\"\nrecipient = \"Panel\"\n",
    );
    dir.run("batch").exits_with(0);
    dir.run("batch more.toml").exits_with(0);
    for (words, file) in [
        ("--role analyst --seniority mid --minutes 40", "analyst-mid-interviewer-a4.pdf"),
        ("--role analyst --seniority mid --minutes 40 --face candidate", "analyst-mid-candidate-a4.pdf"),
        (
            "--role analyst --category testing=2 --category web --exclude web-cache --include test-names --minutes 45 \
             --opening 3 --closing 7 --seed 9 --seniority mid..senior --paper letter --pdf-a --no-form --author Team \
             --recipient Panel",
            "all-interviewer-letter.pdf",
        ),
    ] {
        dir.run(&format!("build --bank bank.toml {words} --out one.pdf")).exits_with(0);
        assert!(dir.bytes("one.pdf") == dir.bytes(format!("dist/{file}")), "{file}");
        // A frozen kit has the same bytes as the first draw.
        fs::remove_file(dir.path(format!("dist/{file}"))).unwrap();
        dir.run(if file.starts_with("all") { "batch more.toml --locked" } else { "batch --locked" })
            .exits_with(0);
        assert!(dir.bytes("one.pdf") == dir.bytes(format!("dist/{file}")), "{file}, locked");
    }
}

#[test]
fn the_number_of_threads_does_not_change_the_bytes() {
    let dir = TestDir::with_manifest();
    dir.run("batch --out one").env("RAYON_NUM_THREADS", "1").exits_with(0);
    let first = read_lock(&dir);
    fs::remove_file(dir.path("kits.lock")).unwrap();
    dir.run("batch --out eight").env("RAYON_NUM_THREADS", "8").exits_with(0);
    assert_eq!(first, read_lock(&dir));
    for entry in fs::read_dir(dir.path("one")).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(dir.bytes(dir.path("one").join(&name)) == dir.bytes(dir.path("eight").join(&name)));
    }
}

#[test]
fn unchanged_files_are_not_touched() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let file = dir.path("dist/analyst-mid-candidate-a4.pdf");
    let (before, lock) = (fs::metadata(&file).unwrap(), fs::metadata(dir.path("kits.lock")).unwrap());
    fs::write(dir.path("dist/analyst-senior-candidate-a4.pdf"), dir.bytes(&file)).unwrap();
    dir.run("batch").exits_with(0).stderr_has("4 documents of 2 kits: 1 written, 3 unchanged");
    let again = fs::metadata(&file).unwrap();
    assert_eq!(before.modified().unwrap(), again.modified().unwrap());
    assert_eq!(lock.modified().unwrap(), fs::metadata(dir.path("kits.lock")).unwrap().modified().unwrap());
}

/// Returns the outcome of each document, and true if it was built: only then its pages are counted.
fn outcomes(dir: &TestDir, words: &str) -> Vec<(String, bool)> {
    let ran = dir.run(words).exits_with(0);
    let rows: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let rows = rows["documents"].as_array().unwrap().iter();
    rows.map(|row| (row["result"].as_str().unwrap().to_owned(), row["pages"].is_number())).collect()
}

#[test]
fn up_to_date_documents_are_skipped() {
    let dir = TestDir::with_manifest();
    let again = "batch --report json";
    let row = |result: &str, is_made| (result.to_owned(), is_made);
    assert_eq!(outcomes(&dir, again), vec![row("written", true); 4]);
    assert_eq!(outcomes(&dir, again), vec![row("unchanged", false); 4]);
    assert_eq!(outcomes(&dir, "batch --check --report json"), vec![row("unchanged", false); 4]);
    assert_eq!(outcomes(&dir, "batch --force --report json"), vec![row("unchanged", true); 4]);
    // Changed files are rebuilt, and so are documents with other settings.
    let path = "dist/analyst-mid-interviewer-a4.pdf";
    let kit = dir.bytes(path);
    let dir = dir.file(path, [&kit[..], b"\n"].concat());
    let rows = outcomes(&dir, again);
    assert_eq!(rows.iter().filter(|one| **one == row("written", true)).count(), 1, "{rows:?}");
    assert!(dir.bytes(path) == kit);
    let dir = dir.file("kits.toml", MANIFEST.to_owned() + "author = \"Somebody\"\n");
    assert_eq!(outcomes(&dir, again), vec![row("written", true); 4]);
}

#[test]
fn check_writes_nothing_and_names_what_is_missing_or_stale() {
    let dir = TestDir::with_manifest();
    dir.run("batch --check")
        .exits_with(1)
        .stderr_has("kits.lock is missing")
        .stderr_has("analyst-mid-interviewer-a4.pdf is missing");
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
    dir.run("batch").exits_with(0);
    dir.run("batch --check").exits_with(0).stderr_has("4 unchanged");
    fs::remove_file(dir.path("dist/analyst-mid-candidate-a4.pdf")).unwrap();
    dir.run("batch --check")
        .exits_with(1)
        .stderr_has("analyst-mid-candidate-a4.pdf is missing")
        .stderr_has("1 missing");
    assert!(!dir.path("dist/analyst-mid-candidate-a4.pdf").exists());
}

#[test]
fn one_word_changed_in_a_question_names_the_kits_that_have_it() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let text = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let changed = text.replacen("prompt = \"", "prompt = \"Please: ", 99);
    assert_ne!(text, changed);
    let dir = dir.file("bank.toml", changed);
    let ran = dir
        .run("batch --check")
        .exits_with(1)
        .stderr_has("is out of date")
        .stderr_has("changed after the kit was chosen");
    assert!(ran.stderr.contains("do not compare"), "{}", ran.stderr);
    dir.run("batch --locked")
        .exits_with(1)
        .stderr_has("kits.lock is out of date for analyst-mid (6 questions changed), analyst-senior (");
    let before = read_lock(&dir);
    dir.run("batch").exits_with(0).stderr_has("changed after the kit was chosen");
    assert_ne!(before, read_lock(&dir));
    let ran = dir.run("batch --locked --check").exits_with(0);
    assert!(!ran.stderr.contains("changed after"), "{}", ran.stderr);
}

#[test]
fn check_names_exactly_the_documents_with_a_changed_word() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let frozen = read_lock(&dir);
    let (mid, senior) = frozen.split_once("name = \"analyst-senior\"").unwrap();
    let id = ids(mid).into_iter().find(|id| !ids(senior).contains(id)).unwrap();
    let text = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let (before, after) = text.split_once(&format!("id = \"{id}\"")).unwrap();
    let changed = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"Please: ", 1));
    let dir = dir.file("bank.toml", changed);
    let ran = dir.run("batch --check --findings short").exits_with(1).stderr_has("2 unchanged, 2 stale");
    let named = |what: &str| ran.stderr.lines().filter(|line| line.contains(what)).count();
    assert_eq!(
        (named("document::stale"), named("dist/analyst-mid-"), named("lock::changed-question")),
        (2, 2, 1)
    );
    assert_eq!(named("kits.lock is out of date for analyst-mid (1 question changed)"), 1);
    assert_eq!(named("analyst-senior"), 0, "{}", ran.stderr);
    dir.run("batch --dry-run --locked").exits_with(1).stderr_has("kits.lock is out of date");
}

#[test]
fn a_larger_bank_changes_no_kit_without_update() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let (frozen, kit) = (read_lock(&dir), dir.bytes("dist/analyst-mid-interviewer-a4.pdf"));
    let dir = dir.file("bank.toml", larger_bank());
    dir.run("build --bank bank.toml --role analyst --seniority mid --minutes 40 --out other.pdf")
        .exits_with(0);
    assert!(dir.bytes("other.pdf") != kit, "a new draw gives the same: the test shows nothing");
    dir.run("batch --locked").exits_with(0).stderr_has("4 unchanged");
    assert_eq!(frozen, read_lock(&dir));
    dir.run("batch --update=analyst-mid")
        .exits_with(0)
        .stderr_has("kit `analyst-mid` has other questions than before, as you requested");
    assert!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf") == dir.bytes("other.pdf"));
    let after = read_lock(&dir);
    let other = |text: &str| text.split_once("name = \"analyst-senior\"").unwrap().1.to_owned();
    assert_eq!(other(&frozen), other(&after), "the other kit stays");
    dir.run("batch --update=analyst-mdi").exits_with(2).stderr_has("did you mean `analyst-mid`?");
    dir.run("batch --update")
        .exits_with(0)
        .stderr_has("kit `analyst-senior` has other questions than before");
}

#[test]
fn a_question_that_is_gone_stops_its_kit_before_anything_is_written() {
    let dir = TestDir::with_manifest();
    dir.run("batch --out first").exits_with(0);
    let frozen = read_lock(&dir);
    let id = ids(&frozen)[0].to_owned();
    let text = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let gone = text.replace(&format!("id = \"{id}\""), &format!("id = \"{id}-renamed\""));
    let dir = dir.file("bank.toml", gone);
    dir.run("batch").exits_with(1).stderr_has(&format!("question `{id}` is no longer in the bank"));
    assert!(!dir.path("dist").exists());
    assert_eq!(frozen, read_lock(&dir));
    let retired = text.replace(&format!("id = \"{id}\""), &format!("id = \"{id}\"\nstatus = \"retired\""));
    let dir = dir.file("bank.toml", retired);
    dir.run("batch").exits_with(1).stderr_has(&format!("question `{id}` is now retired"));
    dir.run("batch --update").exits_with(0).stderr_has("has other questions than before");
}

#[test]
fn changed_settings_draw_new_questions_and_say_so() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let dir = dir.file("kits.toml", MANIFEST.replace("minutes = 40", "minutes = 25"));
    let both =
        "for analyst-mid (other request: minutes 40 → 25), analyst-senior (other request: minutes 40 → 25)";
    dir.run("batch --locked").exits_with(1).stderr_has("kits.lock is out of date").stderr_has(both);
    dir.run("batch")
        .exits_with(0)
        .stderr_has("has other questions than before, because the manifest asks for something else (minutes 40 → 25): removed");
    dir.run("batch --check").exits_with(0);
}

#[test]
fn a_kit_that_loses_its_name_does_not_lose_its_questions_unnoticed() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let dir = dir.file("kits.toml", MANIFEST.replace("role =", "name = \"new-{seniority}\"\nrole ="));
    dir.run("batch --locked")
        .exits_with(1)
        .stderr_has("is out of date for analyst-mid (no longer in the manifest), analyst-senior (no longer in the manifest), new-mid (not in the lock), ");
    dir.run("batch").exits_with(0).stderr_has("the manifest no longer asks for kit `analyst-mid`");
    let ran = dir.run("batch").exits_with(0);
    assert!(!ran.stderr.contains("no longer"), "{}", ran.stderr);
}

#[test]
fn a_lock_that_cannot_be_read_is_explained_and_kept() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let whole = read_lock(&dir);
    let torn = format!("<<<<<<< HEAD\n{whole}=======\n{whole}>>>>>>> other\n");
    let dir = dir.file("kits.lock", &torn);
    dir.run("batch").exits_with(1).stderr_has("the lock holds an unresolved merge conflict");
    assert_eq!(read_lock(&dir), torn);
    let dir = dir.file("kits.lock", &whole);
    dir.run("batch --locked").exits_with(0);
    let dir = dir.file(
        "kits.lock",
        "schema = 1\n[[kit]]\nname = \"a\"\nchecksum = \"1\"\nasked = {}\nquestions = [\"x\"]\n",
    );
    dir.run("batch").exits_with(1).stderr_has("a question of the lock is an id and a hash");
    let dir = dir.file("kits.lock", "schema = 9\n");
    dir.run("batch").exits_with(1).stderr_has("the lock has schema 9");
    let dir = dir.file("kits.lock", "schema = 1\n[[kit]]\nname = 3\n");
    dir.run("batch").exits_with(1).stderr_has("kits.lock:3");
    let twice = "schema = 1\n[[kit]]\nname = \"a\"\nchecksum = \"1\"\nasked = {}\nquestions = []\n";
    let dir = dir.file("kits.lock", format!("{twice}{}", &twice[11..]));
    dir.run("batch --findings short").exits_with(1).stderr_has("kits.lock:8:1: error[lock::duplicate-kit]");
}

#[test]
fn a_lock_that_was_cut_off_between_two_kits_is_no_lock() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let whole = read_lock(&dir);
    assert!(whole.contains("\nkits = 2\n"), "{whole}");
    let end = whole.rfind("[[kit]]").unwrap();
    let dir = dir.file("kits.lock", &whole[..end]);
    for words in ["batch", "batch --locked", "batch --check", "batch --dry-run"] {
        let ran = dir
            .run(words)
            .exits_with(1)
            .stderr_has("error[lock::wrong-kit-count]: the lock says that it has 2 kits, but it has 1");
        assert!(ran.stderr.contains("restore the lock from version control"), "{}", ran.stderr);
    }
    assert_eq!(read_lock(&dir), whole[..end]);
    let dir = dir.file("kits.lock", whole.replace("\nkits = 2\n", "\nkits = 1\n"));
    dir.run("batch")
        .exits_with(1)
        .stderr_has("lock::wrong-kit-count")
        .stderr_has("write `kits = 2` at the top of the lock");
    let dir = dir.file("kits.lock", whole.replace("\nkits = 2\n", "\n"));
    dir.run("batch --locked")
        .exits_with(1)
        .stderr_has("lock::wrong-kit-count")
        .stderr_has("write `kits = 2`");
}

#[test]
fn an_existing_kit_without_a_lock_is_a_warning() {
    let dir = TestDir::with_manifest();
    let ran = dir.run("batch").exits_with(0);
    assert!(!ran.stderr.contains("thawed"), "{}", ran.stderr);
    let whole = read_lock(&dir);
    fs::remove_file(dir.path("kits.lock")).unwrap();
    dir.run("batch --deny warnings")
        .exits_with(1)
        .stderr_has("warning[lock::missing-kit]: kit `analyst-mid`: dist/analyst-mid-interviewer-a4.pdf was built before")
        .stderr_has("kit `analyst-senior`")
        .stderr_has("`git checkout COMMIT -- kits.lock`");
    assert!(!dir.path("kits.lock").exists());
    dir.run("batch --dry-run").exits_with(0).stderr_has("lock::missing-kit");
    dir.run("batch").exits_with(0).stderr_has("lock::missing-kit");
    assert_eq!(read_lock(&dir), whole);
    let ran = dir.run("batch").exits_with(0);
    assert!(!ran.stderr.contains("thawed"), "{}", ran.stderr);
    // A new kit has no document, and a foreign file says nothing about a lock.
    let more = format!("{MANIFEST}\n[[kit]]\nname = \"more\"\nrole = \"analyst\"\n");
    let dir = dir.file("kits.toml", more).file("dist/more-interviewer-a4.pdf", "%PDF-1.7\nforeign");
    let ran = dir.run("batch --force").exits_with(0);
    assert!(!ran.stderr.contains("thawed"), "{}", ran.stderr);
}

#[test]
fn default_settings_may_be_written_down() {
    let plain = MANIFEST.replace("minutes = 40\n", "");
    let said =
        plain.replace("bank =", "minutes = 60\nopening = 5\nno-behavioral = false\ncategory = []\nbank =");
    let dir = TestDir::with_bank().file("kits.toml", &plain);
    dir.run("batch").exits_with(0);
    let before = dir.bytes("kits.lock");
    let dir = dir.file("kits.toml", &said);
    dir.run("batch --locked --check").exits_with(0).stderr_has("4 unchanged");
    dir.run("batch --update").exits_with(0);
    assert!(dir.bytes("kits.lock") == before);
    // Nor does it show in a kit, which tells of what was asked beside others.
    for (words, out) in [("", "one.pdf"), (" --minutes 60", "two.pdf"), (" --minutes 45", "short.pdf")] {
        dir.run(&format!("build --bank bank.toml --role analyst{words} --out {out}")).exits_with(0);
    }
    assert!(dir.bytes("one.pdf") == dir.bytes("two.pdf"));
    dir.run("diff one.pdf short.pdf").exits_with(0).stdout_has("asked for minutes: 60 before, now 45");
    // Where the number of questions is said, no length goes without saying.
    let counted = TestDir::with_bank().file("kits.toml", plain.replace("bank =", "count = 3\nbank ="));
    counted.run("batch").exits_with(0);
    assert!(!read_lock(&counted).contains("minutes ="));
    let counted = counted.file("kits.toml", said.replace("category = []", "count = 3"));
    counted.run("batch --locked").exits_with(1).stderr_has("lock::stale");
}

#[test]
fn a_new_lock_and_new_kits_in_it_are_reported() {
    let dir =
        TestDir::with_manifest().file("my team/kits.toml", MANIFEST.replace("bank.toml", "../bank.toml"));
    dir.run("batch")
        .exits_with(0)
        .stderr_has("note[lock::created]: wrote kits.lock: the questions of 2 kits are frozen; commit it to version control");
    let dir = dir.file("kits.toml", format!("{MANIFEST}\n[[kit]]\nname = \"more\"\nrole = \"analyst\"\n"));
    let ran = dir
        .run("batch")
        .exits_with(0)
        .stderr_has("note[lock::added-kit]: kit `more` is new: its questions are frozen");
    assert_eq!(ran.stderr.matches("lock::").count(), 1, "{}", ran.stderr);
    let ran = dir.run("batch").exits_with(0);
    assert!(!ran.stderr.contains("lock::"), "{}", ran.stderr);
    // The command to run is shown in full.
    dir.run("batch --locked --out out")
        .arg("my team/kits.toml")
        .exits_with(1)
        .stderr_has("my team/kits.lock is missing")
        .stderr_has("run `interview-kit batch 'my team/kits.toml' --out out`");
    let dir = dir.file("team/kits.toml", MANIFEST.replace("bank.toml", "../bank.toml"));
    dir.run("batch team/kits.toml --locked")
        .exits_with(1)
        .stderr_has("run `interview-kit batch team/kits.toml` where");
}

#[test]
fn check_says_what_keeps_a_file_from_being_replaced() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let built = dir.bytes("dist/analyst-senior-candidate-a4.pdf");
    dir.run("build --bank bank.toml --role analyst --minutes 40 --password-file p --out closed.pdf")
        .exits_with(2);
    let dir = dir.file("p", "secret");
    dir.run("build --bank bank.toml --role analyst --minutes 40 --password-file p --out closed.pdf")
        .exits_with(0);
    let closed = [&dir.bytes("closed.pdf")[..], b"\n"].concat();
    let dir = dir
        .file("dist/analyst-mid-interviewer-a4.pdf", include_bytes!("../filled/pypdf.pdf"))
        .file("dist/analyst-mid-candidate-a4.pdf", "%PDF-1.7\nof another program")
        .file("dist/analyst-senior-interviewer-a4.pdf", closed)
        .file("dist/analyst-senior-candidate-a4.pdf", [&built[..], b"\n"].concat());
    for words in ["batch --check --findings short", "batch --check --force --findings short"] {
        let ran = dir.run(words).exits_with(1);
        let stale: Vec<&str> = ran
            .stderr
            .lines()
            .filter_map(|line| line.split_once("document::stale]: dist/analyst-"))
            .map(|(_, said)| said)
            .collect();
        let now = "a4.pdf is out of date";
        assert_eq!(
            stale,
            [
                format!("mid-interviewer-{now}: it has 8 fields filled in"),
                format!("mid-candidate-{now}: this program did not write it"),
                format!("senior-interviewer-{now}: it is protected with a password and may be filled in"),
                format!("senior-candidate-{now}"),
            ]
        );
    }
    dir.run("batch --check")
        .exits_with(1)
        .stderr_has("help: move it to where you keep filled-in kits; a run does not overwrite it");
    let ran = dir.run("batch --check --report json").exits_with(1);
    assert!(String::from_utf8(ran.stdout).unwrap().contains("\"reason\": \"it has 8 fields filled in\""));
}

#[test]
fn a_missing_manifest_is_reported_with_a_suggestion() {
    let dir = TestDir::with_bank();
    for words in ["batch", "batch --watch", "batch --check"] {
        dir.run(words)
            .exits_with(2)
            .stderr_has("cannot read kits.toml: ")
            .stderr_has("; type `interview-kit init` to write one");
    }
    let dir = dir.file("kits.toml", MANIFEST);
    dir.run("batch .")
        .exits_with(2)
        .stderr_has("error: . is a folder: name the manifest in it, for example ./kits.toml");
    for words in ["batch --update analyst-mid", "batch analyst-mid --update --dry-run"] {
        dir.run(words).exits_with(2).stderr_has(
            "there is no manifest analyst-mid: to choose new questions for the kit `analyst-mid` of kits.toml, type --update=analyst-mid",
        );
    }
    for words in ["batch --update nobody", "batch analyst-mid"] {
        dir.run(words).exits_with(2).stderr_has("cannot read ");
    }
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn an_invalid_role_name_is_an_unknown_role() {
    let manifest =
        MANIFEST.replace("\"analyst\"", "\"The Analyst\"").replace("[\"mid\", \"senior\"]", "\"mid\"");
    let dir = TestDir::with_manifest().file("kits.toml", manifest);
    dir.run("batch")
        .exits_with(1)
        .stderr_has("kit `the-analyst-mid`: unknown role `The Analyst`")
        .stderr_has("type `role = \"analyst\"`");
    let dir = TestDir::empty()
        .file("kits.toml", "schema = 1\n[[kit]]\nrole = \"Pyhton developer\"\n[[kit]]\nrole = \"python\"\n");
    let ran = dir.run("batch").exits_with(1);
    assert_eq!(ran.stderr.matches("did you mean `python-developer`?").count(), 2, "{}", ran.stderr);
}

#[test]
fn mistakes_are_reported_before_anything_is_written() {
    let dir = TestDir::with_manifest();
    let dir = dir.file("kits.toml", format!("{MANIFEST}\n[[kit]]\nrole = \"nobody\"\n"));
    dir.run("batch")
        .exits_with(1)
        .stderr_has("kit `nobody-any`: unknown role `nobody`")
        .stderr_has("kits.toml:12:1")
        .stdout_is_empty();
    let dir = dir.file("kits.toml", MANIFEST.replace("minutes", "minuts"));
    dir.run("batch").exits_with(1).stderr_has("did you mean `minutes`?");
    let dir = dir.file("kits.toml", MANIFEST.replace("bank.toml", "absent.toml"));
    dir.run("batch").exits_with(2).stderr_has("cannot read absent.toml");
    dir.run("batch absent.toml").exits_with(2).stderr_has("cannot read absent.toml");
    dir.run("batch --out bank.toml").exits_with(2).stderr_has("bank.toml is not a folder");
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn a_failed_kit_does_not_stop_the_others() {
    let foreign = b"%PDF-1.7\nof another program";
    let answers = include_bytes!("../filled/pypdf.pdf");
    let dir = TestDir::with_manifest()
        .file("dist/analyst-mid-interviewer-a4.pdf", foreign)
        .file("dist/analyst-senior-interviewer-a4.pdf", answers);
    dir.run("batch")
        .exits_with(2)
        .stderr_has("this program did not write it")
        .stderr_has("--discard-answers")
        .stderr_has("2 documents could not be written")
        .stdout_has("failed");
    assert_eq!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf"), foreign);
    assert!(dir.bytes("dist/analyst-senior-interviewer-a4.pdf") == answers);
    assert!(dir.bytes("dist/analyst-senior-candidate-a4.pdf").starts_with(b"%PDF-"));
    dir.run("batch --force").exits_with(2).stderr_has("1 document could not be written");
    assert!(dir.bytes("dist/analyst-mid-interviewer-a4.pdf") != foreign);
    assert!(dir.bytes("dist/analyst-senior-interviewer-a4.pdf") == answers, "answers are kept");
    dir.run("batch --discard-answers").exits_with(0).stderr_has("1 written, 3 unchanged");
}

#[test]
fn characters_no_font_has_fail_their_kits_only() {
    let text = include_str!("../cli/banks/small.toml");
    let id = "test-flaky";
    let (before, after) = text.split_once(&format!("id = \"{id}\"")).unwrap();
    let bank = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"\u{13000} ", 1));
    let dir = TestDir::empty().file("bank.toml", bank).file(
        "kits.toml",
        format!("schema = 1\n[defaults]\nbank = \"bank.toml\"\n[[kit]]\nname = \"bad\"\nonly = \"{id}\"\n[[kit]]\nname = \"good\"\nonly = \"web-cache\"\n"),
    );
    dir.run("batch").exits_with(1).stderr_has("bad-interviewer-a4.pdf: ").stderr_has("1 written, 1 failed");
    assert!(dir.path("dist/good-interviewer-a4.pdf").exists());
    assert!(!dir.path("dist/bad-interviewer-a4.pdf").exists());
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let dir = TestDir::with_manifest();
    dir.run("batch --dry-run")
        .exits_with(0)
        .stdout_has("analyst-senior-candidate-a4.pdf")
        .stderr_has("4 planned");
    assert_eq!(dir.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn the_report_can_be_read_by_programs() {
    let dir = TestDir::with_manifest();
    let ran = dir.run("batch --report json --findings json").exits_with(0);
    let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let report = &report["documents"];
    assert_eq!(report.as_array().unwrap().len(), 4);
    assert_eq!(report[0]["file"], "dist/analyst-mid-interviewer-a4.pdf");
    assert_eq!((&report[0]["kit"], &report[0]["result"]), (&"analyst-mid".into(), &"written".into()));
    let said: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((&said[0]["code"], &said[1]["code"]), (&"lock::created".into(), &"run::batch-done".into()));
}

#[test]
fn paths_in_a_manifest_are_relative_to_it() {
    let dir = TestDir::empty()
        .file("team/bank.toml", include_str!("../cli/banks/small.toml"))
        .file("team/kits.toml", MANIFEST.replace("face =", "output = \"{face}/{seniority}.pdf\"\nface ="));
    dir.run("batch team/kits.toml --out out/pdf").exits_with(0);
    assert_eq!(dir.names(), ["out", "team"]);
    assert!(dir.path("out/pdf/candidate/senior.pdf").exists());
    assert!(dir.path("team/kits.lock").exists());
}

/// Manifests of several teams share one bank, which is read once.
#[test]
fn manifests_that_name_others_are_one_batch() {
    let team = |role: &str| {
        format!(
            "schema = 1\n[defaults]\nbank = \"../bank.toml\"\n[[kit]]\nrole = \"analyst\"\nname = \"{role}\"\n"
        )
    };
    let all = "schema = 1\nmanifests = [\"a/kits.toml\", \"b/kits.toml\"]\n[defaults]\nminutes = 40\n\
        output = \"{name}.pdf\"\n";
    let unused = "\n[[category]]\nid = \"unused\"\nname = \"U\"\ntype = \"technical\"\n[[question]]\nid = \"u\"\n\
        category = \"unused\"\nseniority = [\"mid\"]\nminutes = 5\nprompt = \"U?\"\nlisten_for = [\"U\"]\n";
    let bank = format!("{}{unused}", include_str!("../cli/banks/small.toml"));
    let dir = TestDir::empty()
        .file("bank.toml", bank)
        .file("all/kits.toml", all.replace("\"a/", "\"../a/").replace("\"b/", "\"../b/"))
        .file("kits.toml", all)
        .file("a/kits.toml", team("one"))
        .file("b/kits.toml", team("two"));
    let ran = dir.run("batch").exits_with(0);
    assert_eq!(ran.stderr.matches("bank::unused-category").count(), 1, "{}", ran.stderr);
    let made = |name: &str| dir.bytes(format!("dist/{name}.pdf"));
    dir.run("batch all/kits.toml --out elsewhere --report csv").exits_with(0).stdout_has("one,");
    assert!(made("one") == dir.bytes("elsewhere/one.pdf") && made("two").starts_with(b"%PDF"));
    assert!(!dir.path("a/kits.lock").exists() && dir.path("all/kits.lock").exists());
    let dir = dir.file("b/kits.toml", "schema = 1\nmanifests = [\"absent.toml\", \".\", \"../kits.toml\"]\n");
    dir.run("batch --findings short")
        .exits_with(1)
        .stderr_has("b/kits.toml:2:14: error[manifest::unreadable]: cannot read the manifest `absent.toml`: No such file")
        .stderr_has("b/kits.toml:2:29: error[manifest::unreadable]: cannot read the manifest `.`: it is not an ordinary file")
        .stderr_has("b/kits.toml:2:34: error[manifest::cycle]");
}
