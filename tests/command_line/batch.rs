//! `batch`: the kits of a manifest, and their lock.

use std::fs;

use crate::Desk;
use crate::desk::MANIFEST;

/// Returns the small bank with a few more questions.
fn larger_bank() -> String {
    let question = |(n, category): (usize, &str)| {
        format!(
            "\n[[question]]\nid = \"a-new-{n}\"\ncategory = \"{category}\"\nseniority = [\"mid\", \"senior\"]\n\
             minutes = 4\nprompt = \"What is new in part {n}?\"\nlisten_for = [\"it\"]\n"
        )
    };
    let more = ["testing", "web", "testing"].into_iter().enumerate().map(question);
    include_str!("../cli/banks/small.toml").to_owned() + &more.collect::<String>()
}

fn read_lock(desk: &Desk) -> String {
    String::from_utf8(desk.bytes("kits.lock")).unwrap()
}

/// Returns the ids in a part of a lock: each stands before a hash.
fn ids(lock: &str) -> Vec<&str> {
    let lines = lock.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
    lines.map(|line| line.split_once(' ').unwrap().0).collect()
}

#[test]
fn every_kit_is_built_and_reported_in_the_order_of_the_manifest() {
    let desk = Desk::with_manifest();
    let ran = desk.run("batch").ends_with(0).says("4 documents of 2 kits: 4 written");
    let files: Vec<String> = String::from_utf8(ran.printed)
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
    assert!(files.iter().all(|file| desk.bytes(file).starts_with(b"%PDF-")));
    assert_eq!(desk.names(), ["bank.toml", "dist", "kits.lock", "kits.toml"]);
    assert_eq!(fs::read_dir(desk.path("dist")).unwrap().count(), 4);
}

#[test]
fn a_kit_of_a_batch_is_the_one_that_build_writes() {
    let desk = Desk::with_manifest().file(
        "more.toml",
        "schema = 1\n[[kit]]\nname = \"all\"\nbank = \"bank.toml\"\nrole = \"analyst\"\ncategory = [\"testing=2\", \"web\"]\n\
         exclude = \"web-cache\"\ninclude = \"test-names\"\nminutes = 45\nopening = 3\nclosing = 7\nseed = 9\n\
         seniority = \"mid..senior\"\npaper = \"letter\"\npdf-a = true\nno-form = true\nauthor = \"Team\"\nrecipient = \"Panel\"\n",
    );
    desk.run("batch").ends_with(0);
    desk.run("batch more.toml").ends_with(0);
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
        desk.run(&format!("build --bank bank.toml {words} --out one.pdf")).ends_with(0);
        assert!(desk.bytes("one.pdf") == desk.bytes(format!("dist/{file}")), "{file}");
        // What the lock freezes gives the same bytes as what was drawn.
        fs::remove_file(desk.path(format!("dist/{file}"))).unwrap();
        desk.run(if file.starts_with("all") { "batch more.toml --locked" } else { "batch --locked" })
            .ends_with(0);
        assert!(desk.bytes("one.pdf") == desk.bytes(format!("dist/{file}")), "{file}, locked");
    }
}

#[test]
fn the_number_of_threads_does_not_change_the_bytes() {
    let desk = Desk::with_manifest();
    desk.run("batch --out one").env("RAYON_NUM_THREADS", "1").ends_with(0);
    let first = read_lock(&desk);
    fs::remove_file(desk.path("kits.lock")).unwrap();
    desk.run("batch --out eight").env("RAYON_NUM_THREADS", "8").ends_with(0);
    assert_eq!(first, read_lock(&desk));
    for entry in fs::read_dir(desk.path("one")).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(desk.bytes(desk.path("one").join(&name)) == desk.bytes(desk.path("eight").join(&name)));
    }
}

#[test]
fn unchanged_files_are_not_touched() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let file = desk.path("dist/analyst-mid-candidate-a4.pdf");
    let (before, lock) = (fs::metadata(&file).unwrap(), fs::metadata(desk.path("kits.lock")).unwrap());
    fs::write(desk.path("dist/analyst-senior-candidate-a4.pdf"), desk.bytes(&file)).unwrap();
    desk.run("batch").ends_with(0).says("4 documents of 2 kits: 1 written, 3 unchanged");
    let again = fs::metadata(&file).unwrap();
    assert_eq!(before.modified().unwrap(), again.modified().unwrap());
    assert_eq!(lock.modified().unwrap(), fs::metadata(desk.path("kits.lock")).unwrap().modified().unwrap());
}

/// Returns the outcome of each document, and true if it was built: only then its pages are counted.
fn outcomes(desk: &Desk, words: &str) -> Vec<(String, bool)> {
    let ran = desk.run(words).ends_with(0);
    let rows: serde_json::Value = serde_json::from_slice(&ran.printed).unwrap();
    let rows = rows["documents"].as_array().unwrap().iter();
    rows.map(|row| (row["result"].as_str().unwrap().to_owned(), row["pages"].is_number())).collect()
}

#[test]
fn up_to_date_documents_are_skipped() {
    let desk = Desk::with_manifest();
    let again = "batch --report json";
    let row = |result: &str, is_made| (result.to_owned(), is_made);
    assert_eq!(outcomes(&desk, again), vec![row("written", true); 4]);
    assert_eq!(outcomes(&desk, again), vec![row("unchanged", false); 4]);
    assert_eq!(outcomes(&desk, "batch --check --report json"), vec![row("unchanged", false); 4]);
    assert_eq!(outcomes(&desk, "batch --force --report json"), vec![row("unchanged", true); 4]);
    // One that is not as it was written is made, and so is one that is set otherwise now.
    let path = "dist/analyst-mid-interviewer-a4.pdf";
    let kit = desk.bytes(path);
    let desk = desk.file(path, [&kit[..], b"\n"].concat());
    let rows = outcomes(&desk, again);
    assert_eq!(rows.iter().filter(|one| **one == row("written", true)).count(), 1, "{rows:?}");
    assert!(desk.bytes(path) == kit);
    let desk = desk.file("kits.toml", MANIFEST.to_owned() + "author = \"Somebody\"\n");
    assert_eq!(outcomes(&desk, again), vec![row("written", true); 4]);
}

#[test]
fn check_writes_nothing_and_names_what_is_missing_or_stale() {
    let desk = Desk::with_manifest();
    desk.run("batch --check")
        .ends_with(1)
        .says("kits.lock is missing")
        .says("analyst-mid-interviewer-a4.pdf is missing");
    assert_eq!(desk.names(), ["bank.toml", "kits.toml"]);
    desk.run("batch").ends_with(0);
    desk.run("batch --check").ends_with(0).says("4 unchanged");
    fs::remove_file(desk.path("dist/analyst-mid-candidate-a4.pdf")).unwrap();
    desk.run("batch --check").ends_with(1).says("analyst-mid-candidate-a4.pdf is missing").says("1 missing");
    assert!(!desk.path("dist/analyst-mid-candidate-a4.pdf").exists());
}

#[test]
fn one_word_changed_in_a_question_names_the_kits_that_have_it() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let text = String::from_utf8(desk.bytes("bank.toml")).unwrap();
    let changed = text.replacen("prompt = \"", "prompt = \"Please: ", 99);
    assert_ne!(text, changed);
    let desk = desk.file("bank.toml", changed);
    let ran = desk
        .run("batch --check")
        .ends_with(1)
        .says("is out of date")
        .says("changed after the kit was chosen");
    assert!(ran.heard.contains("do not compare"), "{}", ran.heard);
    desk.run("batch --locked")
        .ends_with(1)
        .says("kits.lock is out of date for analyst-mid (6 questions changed), analyst-senior (");
    let before = read_lock(&desk);
    desk.run("batch").ends_with(0).says("changed after the kit was chosen");
    assert_ne!(before, read_lock(&desk));
    let ran = desk.run("batch --locked --check").ends_with(0);
    assert!(!ran.heard.contains("changed after"), "{}", ran.heard);
}

#[test]
fn check_names_exactly_the_documents_with_a_changed_word() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let frozen = read_lock(&desk);
    let (mid, senior) = frozen.split_once("name = \"analyst-senior\"").unwrap();
    let id = ids(mid).into_iter().find(|id| !ids(senior).contains(id)).unwrap();
    let text = String::from_utf8(desk.bytes("bank.toml")).unwrap();
    let (before, after) = text.split_once(&format!("id = \"{id}\"")).unwrap();
    let changed = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"Please: ", 1));
    let desk = desk.file("bank.toml", changed);
    let ran = desk.run("batch --check --findings short").ends_with(1).says("2 unchanged, 2 stale");
    let named = |what: &str| ran.heard.lines().filter(|line| line.contains(what)).count();
    assert_eq!(
        (named("document::stale"), named("dist/analyst-mid-"), named("lock::changed-question")),
        (2, 2, 1)
    );
    assert_eq!(named("kits.lock is out of date for analyst-mid (1 question changed)"), 1);
    assert_eq!(named("analyst-senior"), 0, "{}", ran.heard);
    desk.run("batch --dry-run --locked").ends_with(1).says("kits.lock is out of date");
}

#[test]
fn a_larger_bank_changes_no_kit_without_update() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let (frozen, kit) = (read_lock(&desk), desk.bytes("dist/analyst-mid-interviewer-a4.pdf"));
    let desk = desk.file("bank.toml", larger_bank());
    desk.run("build --bank bank.toml --role analyst --seniority mid --minutes 40 --out other.pdf")
        .ends_with(0);
    assert!(desk.bytes("other.pdf") != kit, "a new draw gives the same: the test shows nothing");
    desk.run("batch --locked").ends_with(0).says("4 unchanged");
    assert_eq!(frozen, read_lock(&desk));
    desk.run("batch --update=analyst-mid")
        .ends_with(0)
        .says("kit `analyst-mid` has other questions than before, as you requested");
    assert!(desk.bytes("dist/analyst-mid-interviewer-a4.pdf") == desk.bytes("other.pdf"));
    let after = read_lock(&desk);
    let other = |text: &str| text.split_once("name = \"analyst-senior\"").unwrap().1.to_owned();
    assert_eq!(other(&frozen), other(&after), "the other kit stays");
    desk.run("batch --update=analyst-mdi").ends_with(2).says("did you mean `analyst-mid`?");
    desk.run("batch --update").ends_with(0).says("kit `analyst-senior` has other questions than before");
}

#[test]
fn a_question_that_is_gone_stops_its_kit_before_anything_is_written() {
    let desk = Desk::with_manifest();
    desk.run("batch --out first").ends_with(0);
    let frozen = read_lock(&desk);
    let id = ids(&frozen)[0].to_owned();
    let text = String::from_utf8(desk.bytes("bank.toml")).unwrap();
    let gone = text.replace(&format!("id = \"{id}\""), &format!("id = \"{id}-renamed\""));
    let desk = desk.file("bank.toml", gone);
    desk.run("batch").ends_with(1).says(&format!("question `{id}` is no longer in the bank"));
    assert!(!desk.path("dist").exists());
    assert_eq!(frozen, read_lock(&desk));
    let retired = text.replace(&format!("id = \"{id}\""), &format!("id = \"{id}\"\nstatus = \"retired\""));
    let desk = desk.file("bank.toml", retired);
    desk.run("batch").ends_with(1).says(&format!("question `{id}` is now retired"));
    desk.run("batch --update").ends_with(0).says("has other questions than before");
}

#[test]
fn changed_settings_draw_new_questions_and_say_so() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let desk = desk.file("kits.toml", MANIFEST.replace("minutes = 40", "minutes = 25"));
    let both =
        "for analyst-mid (other request: minutes 40 → 25), analyst-senior (other request: minutes 40 → 25)";
    desk.run("batch --locked").ends_with(1).says("kits.lock is out of date").says(both);
    desk.run("batch")
        .ends_with(0)
        .says("has other questions than before, because the manifest asks for something else (minutes 40 → 25): removed");
    desk.run("batch --check").ends_with(0);
}

#[test]
fn a_kit_that_loses_its_name_does_not_lose_its_questions_unnoticed() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let desk = desk.file("kits.toml", MANIFEST.replace("role =", "name = \"new-{seniority}\"\nrole ="));
    desk.run("batch --locked")
        .ends_with(1)
        .says("is out of date for analyst-mid (no longer in the manifest), analyst-senior (no longer in the manifest), new-mid (not in the lock), ");
    desk.run("batch").ends_with(0).says("the manifest no longer asks for kit `analyst-mid`");
    let ran = desk.run("batch").ends_with(0);
    assert!(!ran.heard.contains("no longer"), "{}", ran.heard);
}

#[test]
fn a_lock_that_cannot_be_read_is_explained_and_kept() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let whole = read_lock(&desk);
    let torn = format!("<<<<<<< HEAD\n{whole}=======\n{whole}>>>>>>> other\n");
    let desk = desk.file("kits.lock", &torn);
    desk.run("batch").ends_with(1).says("the lock holds an unresolved merge conflict");
    assert_eq!(read_lock(&desk), torn);
    let desk = desk.file("kits.lock", &whole);
    desk.run("batch --locked").ends_with(0);
    let desk = desk.file("kits.lock", "schema = 1\n[[kit]]\nname = \"a\"\nasked = {}\nquestions = [\"x\"]\n");
    desk.run("batch").ends_with(1).says("a question of the lock is an id and a hash");
    let desk = desk.file("kits.lock", "schema = 9\n");
    desk.run("batch").ends_with(1).says("the lock has schema 9");
    let desk = desk.file("kits.lock", "schema = 1\n[[kit]]\nname = 3\n");
    desk.run("batch").ends_with(1).says("kits.lock:3");
    let twice = "schema = 1\n[[kit]]\nname = \"a\"\nasked = {}\nquestions = []\n";
    let desk = desk.file("kits.lock", format!("{twice}{}", &twice[11..]));
    desk.run("batch").ends_with(1).says("two kits with the name");
}

#[test]
fn a_lock_that_was_cut_off_between_two_kits_is_no_lock() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let whole = read_lock(&desk);
    assert!(whole.contains("\nkits = 2\n"), "{whole}");
    let end = whole.rfind("[[kit]]").unwrap();
    let desk = desk.file("kits.lock", &whole[..end]);
    for words in ["batch", "batch --locked", "batch --check", "batch --dry-run"] {
        let ran = desk
            .run(words)
            .ends_with(1)
            .says("error[lock::wrong-kit-count]: the lock says that it has 2 kits, but it has 1");
        assert!(ran.heard.contains("restore the lock from version control"), "{}", ran.heard);
    }
    assert_eq!(read_lock(&desk), whole[..end]);
    let desk = desk.file("kits.lock", whole.replace("\nkits = 2\n", "\nkits = 1\n"));
    desk.run("batch")
        .ends_with(1)
        .says("lock::wrong-kit-count")
        .says("write `kits = 2` at the top of the lock");
    // Locks of earlier versions do not say it.
    let before = whole.replace("\nkits = 2\n", "\n");
    let desk = desk.file("kits.lock", &before);
    desk.run("batch --locked --check").ends_with(0);
    desk.run("batch").ends_with(0);
    assert_eq!(read_lock(&desk), before);
}

#[test]
fn an_existing_kit_without_a_lock_is_a_warning() {
    let desk = Desk::with_manifest();
    let ran = desk.run("batch").ends_with(0);
    assert!(!ran.heard.contains("thawed"), "{}", ran.heard);
    let whole = read_lock(&desk);
    fs::remove_file(desk.path("kits.lock")).unwrap();
    desk.run("batch --deny warnings")
        .ends_with(1)
        .says("warning[lock::missing-kit]: kit `analyst-mid`: dist/analyst-mid-interviewer-a4.pdf was built before")
        .says("kit `analyst-senior`")
        .says("`git checkout COMMIT -- kits.lock`");
    assert!(!desk.path("kits.lock").exists());
    desk.run("batch --dry-run").ends_with(0).says("lock::missing-kit");
    desk.run("batch").ends_with(0).says("lock::missing-kit");
    assert_eq!(read_lock(&desk), whole);
    let ran = desk.run("batch").ends_with(0);
    assert!(!ran.heard.contains("thawed"), "{}", ran.heard);
    // A kit that is new has no document, and a file that is none of ours says nothing.
    let more = format!("{MANIFEST}\n[[kit]]\nname = \"more\"\nrole = \"analyst\"\n");
    let desk = desk.file("kits.toml", more).file("dist/more-interviewer-a4.pdf", "%PDF-1.7\nforeign");
    let ran = desk.run("batch --force").ends_with(0);
    assert!(!ran.heard.contains("thawed"), "{}", ran.heard);
}

#[test]
fn default_settings_may_be_written_down() {
    let plain = MANIFEST.replace("minutes = 40\n", "");
    let said = plain.replace(
        "bank =",
        "minutes = 60\nopening = 5\nseed = 1\nno-behavioral = false\ncategory = []\nbank =",
    );
    let desk = Desk::with_bank().file("kits.toml", &plain);
    desk.run("batch").ends_with(0);
    let (first, before) = (read_lock(&desk), desk.bytes("kits.lock"));
    let desk = desk.file("kits.toml", &said);
    desk.run("batch --locked --check").ends_with(0).says("4 unchanged");
    desk.run("batch --update").ends_with(0);
    assert!(desk.bytes("kits.lock") == before);
    // Earlier versions told the length only where it was said.
    let old = first.replace("minutes = \"60\"\n", "");
    assert_ne!(old, first);
    let desk = desk.file("kits.lock", &old).file("old.lock", &old).file("new.lock", &first);
    for manifest in [&plain, &said] {
        let desk = Desk::with_bank().file("kits.lock", &old).file("kits.toml", manifest);
        desk.run("batch --dry-run --locked").ends_with(0);
    }
    let ran = desk.run("diff old.lock new.lock").ends_with(0);
    assert!(!String::from_utf8(ran.printed).unwrap().contains("asked for"));
    // Nor does it show in a kit, which tells of what was asked beside others.
    for (words, out) in [("", "one.pdf"), (" --minutes 60", "two.pdf"), (" --minutes 45", "short.pdf")] {
        desk.run(&format!("build --bank bank.toml --role analyst{words} --out {out}")).ends_with(0);
    }
    assert!(desk.bytes("one.pdf") == desk.bytes("two.pdf"));
    desk.run("diff one.pdf short.pdf").ends_with(0).prints("asked for minutes: 60 before, now 45");
    // Where the number of questions is said, no length goes without saying.
    let counted = Desk::with_bank().file("kits.toml", plain.replace("bank =", "count = 3\nbank ="));
    counted.run("batch").ends_with(0);
    assert!(!read_lock(&counted).contains("minutes ="));
    let counted = counted.file("kits.toml", said.replace("category = []", "count = 3"));
    counted.run("batch --locked").ends_with(1).says("lock::stale");
}

#[test]
fn a_new_lock_and_new_kits_in_it_are_reported() {
    let desk = Desk::with_manifest().file("my team/kits.toml", MANIFEST.replace("bank.toml", "../bank.toml"));
    desk.run("batch")
        .ends_with(0)
        .says("note[lock::created]: wrote kits.lock: the questions of 2 kits are frozen; commit it to version control");
    let desk = desk.file("kits.toml", format!("{MANIFEST}\n[[kit]]\nname = \"more\"\nrole = \"analyst\"\n"));
    let ran = desk
        .run("batch")
        .ends_with(0)
        .says("note[lock::added-kit]: kit `more` is new: its questions are frozen");
    assert_eq!(ran.heard.matches("lock::").count(), 1, "{}", ran.heard);
    let ran = desk.run("batch").ends_with(0);
    assert!(!ran.heard.contains("lock::"), "{}", ran.heard);
    // What is to be run is told whole.
    desk.run("batch --locked --out out")
        .arg("my team/kits.toml")
        .ends_with(1)
        .says("my team/kits.lock is missing")
        .says("run `interview-kit batch 'my team/kits.toml' --out out`");
    let desk = desk.file("team/kits.toml", MANIFEST.replace("bank.toml", "../bank.toml"));
    desk.run("batch team/kits.toml --locked")
        .ends_with(1)
        .says("run `interview-kit batch team/kits.toml` where");
}

#[test]
fn check_says_what_keeps_a_file_from_being_replaced() {
    let desk = Desk::with_manifest();
    desk.run("batch").ends_with(0);
    let built = desk.bytes("dist/analyst-senior-candidate-a4.pdf");
    desk.run("build --bank bank.toml --role analyst --minutes 40 --password-file p --out closed.pdf")
        .ends_with(2);
    let desk = desk.file("p", "secret");
    desk.run("build --bank bank.toml --role analyst --minutes 40 --password-file p --out closed.pdf")
        .ends_with(0);
    let closed = [&desk.bytes("closed.pdf")[..], b"\n"].concat();
    let desk = desk
        .file("dist/analyst-mid-interviewer-a4.pdf", include_bytes!("../filled/pypdf.pdf"))
        .file("dist/analyst-mid-candidate-a4.pdf", "%PDF-1.7\nof another program")
        .file("dist/analyst-senior-interviewer-a4.pdf", closed)
        .file("dist/analyst-senior-candidate-a4.pdf", [&built[..], b"\n"].concat());
    for words in ["batch --check --findings short", "batch --check --force --findings short"] {
        let ran = desk.run(words).ends_with(1);
        let stale: Vec<&str> = ran
            .heard
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
    desk.run("batch --check")
        .ends_with(1)
        .says("help: move it to where you keep filled-in kits; a run does not overwrite it");
    let ran = desk.run("batch --check --report json").ends_with(1);
    assert!(String::from_utf8(ran.printed).unwrap().contains("\"reason\": \"it has 8 fields filled in\""));
}

#[test]
fn a_missing_manifest_is_reported_with_a_suggestion() {
    let desk = Desk::with_bank();
    for words in ["batch", "batch --watch", "batch --check"] {
        desk.run(words)
            .ends_with(2)
            .says("cannot read kits.toml: ")
            .says("; type `interview-kit init` to write one");
    }
    let desk = desk.file("kits.toml", MANIFEST);
    desk.run("batch .").ends_with(2).says("error: . is a folder: name the manifest in it, as ./kits.toml");
    for words in ["batch --update analyst-mid", "batch analyst-mid --update --dry-run"] {
        desk.run(words).ends_with(2).says(
            "there is no manifest analyst-mid; to draw the kit `analyst-mid` of kits.toml anew, write --update=analyst-mid",
        );
    }
    for words in ["batch --update nobody", "batch analyst-mid"] {
        desk.run(words).ends_with(2).says("cannot read ");
    }
    assert_eq!(desk.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn an_invalid_role_name_is_an_unknown_role() {
    let manifest =
        MANIFEST.replace("\"analyst\"", "\"The Analyst\"").replace("[\"mid\", \"senior\"]", "\"mid\"");
    let desk = Desk::with_manifest().file("kits.toml", manifest);
    desk.run("batch")
        .ends_with(1)
        .says("kit `The-Analyst-mid`: unknown role `The Analyst`")
        .says("`interview-kit list roles`");
    let desk = Desk::empty()
        .file("kits.toml", "schema = 1\n[[kit]]\nrole = \"Python developer\"\n[[kit]]\nrole = \"python\"\n");
    let ran = desk.run("batch").ends_with(1);
    assert_eq!(ran.heard.matches("did you mean `python-developer`?").count(), 2, "{}", ran.heard);
}

#[test]
fn mistakes_are_reported_before_anything_is_written() {
    let desk = Desk::with_manifest();
    let desk = desk.file("kits.toml", format!("{MANIFEST}\n[[kit]]\nrole = \"nobody\"\n"));
    desk.run("batch")
        .ends_with(1)
        .says("kit `nobody-any`: unknown role `nobody`")
        .says("kits.toml:12:1")
        .prints_nothing();
    let desk = desk.file("kits.toml", MANIFEST.replace("minutes", "minuts"));
    desk.run("batch").ends_with(1).says("did you mean `minutes`?");
    let desk = desk.file("kits.toml", MANIFEST.replace("bank.toml", "absent.toml"));
    desk.run("batch").ends_with(2).says("cannot read absent.toml");
    desk.run("batch absent.toml").ends_with(2).says("cannot read absent.toml");
    desk.run("batch --out bank.toml").ends_with(2).says("bank.toml is not a folder");
    assert_eq!(desk.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn a_failed_kit_does_not_stop_the_others() {
    let foreign = b"%PDF-1.7\nof another program";
    let answers = include_bytes!("../filled/pypdf.pdf");
    let desk = Desk::with_manifest()
        .file("dist/analyst-mid-interviewer-a4.pdf", foreign)
        .file("dist/analyst-senior-interviewer-a4.pdf", answers);
    desk.run("batch")
        .ends_with(2)
        .says("this program did not write it")
        .says("--discard-answers")
        .says("2 documents could not be written")
        .prints("failed");
    assert_eq!(desk.bytes("dist/analyst-mid-interviewer-a4.pdf"), foreign);
    assert!(desk.bytes("dist/analyst-senior-interviewer-a4.pdf") == answers);
    assert!(desk.bytes("dist/analyst-senior-candidate-a4.pdf").starts_with(b"%PDF-"));
    desk.run("batch --force").ends_with(2).says("1 document could not be written");
    assert!(desk.bytes("dist/analyst-mid-interviewer-a4.pdf") != foreign);
    assert!(desk.bytes("dist/analyst-senior-interviewer-a4.pdf") == answers, "answers are kept");
    desk.run("batch --discard-answers").ends_with(0).says("1 written, 3 unchanged");
}

#[test]
fn characters_no_font_has_fail_their_kits_only() {
    let text = include_str!("../cli/banks/small.toml");
    let id = "test-flaky";
    let (before, after) = text.split_once(&format!("id = \"{id}\"")).unwrap();
    let bank = format!("{before}id = \"{id}\"{}", after.replacen("prompt = \"", "prompt = \"\u{13000} ", 1));
    let desk = Desk::empty().file("bank.toml", bank).file(
        "kits.toml",
        format!("schema = 1\n[defaults]\nbank = \"bank.toml\"\n[[kit]]\nname = \"bad\"\nonly = \"{id}\"\n[[kit]]\nname = \"good\"\nonly = \"web-cache\"\n"),
    );
    desk.run("batch").ends_with(1).says("bad-interviewer-a4.pdf: ").says("1 written, 1 failed");
    assert!(desk.path("dist/good-interviewer-a4.pdf").exists());
    assert!(!desk.path("dist/bad-interviewer-a4.pdf").exists());
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let desk = Desk::with_manifest();
    desk.run("batch --dry-run").ends_with(0).prints("analyst-senior-candidate-a4.pdf").says("4 planned");
    assert_eq!(desk.names(), ["bank.toml", "kits.toml"]);
}

#[test]
fn the_report_can_be_read_by_programs() {
    let desk = Desk::with_manifest();
    let ran = desk.run("batch --report json --findings json").ends_with(0);
    let report: serde_json::Value = serde_json::from_slice(&ran.printed).unwrap();
    let report = &report["documents"];
    assert_eq!(report.as_array().unwrap().len(), 4);
    assert_eq!(report[0]["file"], "dist/analyst-mid-interviewer-a4.pdf");
    assert_eq!((&report[0]["kit"], &report[0]["result"]), (&"analyst-mid".into(), &"written".into()));
    let said: serde_json::Value = serde_json::from_str(&ran.heard).unwrap();
    assert_eq!((&said[0]["code"], &said[1]["code"]), (&"lock::created".into(), &"run::batch-done".into()));
}

#[test]
fn paths_in_a_manifest_are_relative_to_it() {
    let desk = Desk::empty()
        .file("team/bank.toml", include_str!("../cli/banks/small.toml"))
        .file("team/kits.toml", MANIFEST.replace("face =", "output = \"{face}/{seniority}.pdf\"\nface ="));
    desk.run("batch team/kits.toml --out out/pdf").ends_with(0);
    assert_eq!(desk.names(), ["out", "team"]);
    assert!(desk.path("out/pdf/candidate/senior.pdf").exists());
    assert!(desk.path("team/kits.lock").exists());
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
    let desk = Desk::empty()
        .file("bank.toml", bank)
        .file("all/kits.toml", all.replace("\"a/", "\"../a/").replace("\"b/", "\"../b/"))
        .file("kits.toml", all)
        .file("a/kits.toml", team("one"))
        .file("b/kits.toml", team("two"));
    let ran = desk.run("batch").ends_with(0);
    assert_eq!(ran.heard.matches("bank::unused-category").count(), 1, "{}", ran.heard);
    let made = |name: &str| desk.bytes(format!("dist/{name}.pdf"));
    desk.run("batch all/kits.toml --out elsewhere --report csv").ends_with(0).prints("one,");
    assert!(made("one") == desk.bytes("elsewhere/one.pdf") && made("two").starts_with(b"%PDF"));
    assert!(!desk.path("a/kits.lock").exists() && desk.path("all/kits.lock").exists());
    let desk =
        desk.file("b/kits.toml", "schema = 1\nmanifests = [\"absent.toml\", \".\", \"../kits.toml\"]\n");
    desk.run("batch --findings short")
        .ends_with(1)
        .says("b/kits.toml:2:14: error[manifest::unreadable]: cannot read the manifest `absent.toml`: No such file")
        .says("b/kits.toml:2:29: error[manifest::unreadable]: cannot read the manifest `.`: it is not an ordinary file")
        .says("b/kits.toml:2:34: error[manifest::cycle]");
}
