//! `diff` of kits as PDF, of streams, and of files that cannot be compared. `tests/cli/diff.trycmd` has its output.

use crate::Desk;

const LOCK: &str = include_str!("../cli/locks/old.lock");

/// Builds kits of the small bank and of a changed bank, the latter also for the candidate.
fn desk() -> Desk {
    let desk =
        Desk::with_bank().file("new.toml", include_str!("../cli/locks/new.toml")).file("old.lock", LOCK);
    for (bank, more, out) in [
        ("bank.toml", "", "old.pdf"),
        ("new.toml", "", "new.pdf"),
        ("new.toml", "--face candidate", "candidate.pdf"),
    ] {
        desk.run(&format!(
            "build --bank {bank} --role analyst --seniority mid --minutes 40 {more} --out {out}"
        ))
        .ends_with(0);
    }
    desk
}

#[test]
fn two_kits_carry_their_own_wording() {
    desk()
        .run("diff old.pdf new.pdf")
        .ends_with(0)
        .prints("Scores compare on 5 of 6 questions")
        .prints("~ 5. past-error: what it is rated by changed")
        .prints("- Tells what changed after it")
        .prints("+ Says what came of it")
        .prints("~ 1. test-names: changed in layout or filing only");
}

#[test]
fn a_kit_is_compared_with_its_own_in_a_lock() {
    let desk = desk();
    desk.run("diff old.lock old.pdf").ends_with(0).prints("1 kit: 1 the same");
    desk.run("diff new.pdf old.lock --deny changes").ends_with(1).says("diff::changed");
    desk.run("build --bank bank.toml --count 2 --out other.pdf").ends_with(0);
    desk.run("diff other.pdf old.lock").ends_with(1).says("diff::no-matching-kit").says("--kit");
    desk.run("diff other.pdf old.lock --kit analyst-mid")
        .ends_with(0)
        .prints("asked for count: 2 before, now (not said)");
}

#[test]
fn a_candidate_kit_compares_ids_only_and_says_so() {
    let desk = desk();
    desk.run("diff candidate.pdf new.pdf --deny incomparable")
        .ends_with(0)
        .prints("1 kit: 1 the same")
        .says("the old one is a candidate's kit");
    desk.run("diff candidate.pdf old.pdf").ends_with(0).prints("not both say what the rating scale is");
}

#[test]
fn the_lock_of_a_kit_may_come_alone_and_by_standard_input() {
    let desk = desk();
    let told = desk.run("inspect new.pdf --format json").ends_with(0).printed;
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    desk.run("diff old.pdf -").input(told["lock"].to_string()).ends_with(0).prints("past-error: changed");
    desk.run("diff - old.lock").input(LOCK).ends_with(0).prints("2 kits: 2 the same");
    desk.run("diff - -").ends_with(2).says("standard input can be read once");
    desk.run("diff - old.lock").input("").ends_with(0).prints("2 kits: 2 added");
}

#[test]
fn a_protected_kit_is_opened_with_its_password() {
    let desk = desk().file("password.txt", "open it\n").file("other.txt", "not this\n");
    desk.run("build --bank bank.toml --role analyst --seniority mid --minutes 40 --password-file password.txt --out p.pdf")
        .ends_with(0);
    desk.run("diff p.pdf new.pdf").ends_with(1).says("pdf::protected").says("--password-file");
    desk.run("diff p.pdf new.pdf --password-file other.txt").ends_with(1).says("pdf::wrong-password");
    desk.run("diff p.pdf new.pdf --password-file other.txt --password-file password.txt")
        .ends_with(0)
        .prints("Scores compare on 5 of 6 questions");
}

#[test]
fn a_file_that_is_neither_lock_nor_kit_is_reported() {
    let desk = desk()
        .file("bytes", [0xFF, 0xFE, 0x00])
        .file("odd.json", "{\"schema\": 1}")
        .file("torn.pdf", &b"%PDF-1.7\n"[..])
        .file("foreign.pdf", include_bytes!("../filled/pypdf.pdf"));
    desk.run("diff bytes old.lock").ends_with(1).says("bytes is neither a lock nor a kit");
    desk.run("diff odd.json old.lock").ends_with(1).says("odd.json is no lock of a kit");
    desk.run("diff torn.pdf old.lock").ends_with(1).says("pdf::damaged");
    desk.run("diff foreign.pdf old.lock").ends_with(1).says("it carries no lock");
    desk.run("diff absent.lock old.lock").ends_with(2).says("cannot read absent.lock");
    // Both are read, and both told of.
    desk.run("diff bytes odd.json --findings json")
        .ends_with(1)
        .says("bytes is neither")
        .says("odd.json is no lock");
}

#[test]
fn control_characters_of_a_lock_are_escaped() {
    let evil = LOCK.replace("analyst-mid", "\\u001b[2Jmid\\u202e").replace("test-names", "\\u0007names");
    let desk = desk().file("evil.lock", evil);
    for form in ["text", "markdown"] {
        let ran = desk.run(&format!("diff old.lock evil.lock --format {form} --deny changes")).ends_with(1);
        for text in [String::from_utf8(ran.printed).unwrap(), ran.heard] {
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
    let lock = |hash: &str| format!("schema = 1\n{}", (0..5_000).map(|n| kit(n, hash)).collect::<String>());
    let desk = Desk::empty().file("a.lock", lock("1")).file("b.lock", lock("2"));
    desk.run("diff a.lock b.lock").ends_with(0).prints("5000 kits: 5000 changed");
}

#[test]
fn batch_says_what_it_changed_in_the_lock() {
    let manifest = "schema = 1\n[defaults]\nbank = \"bank.toml\"\nminutes = 40\n[[kit]]\nrole = \"analyst\"\nseniority = \"mid\"\n";
    let desk = Desk::with_bank().file("kits.toml", manifest);
    let first = desk.run("batch").ends_with(0);
    assert!(!first.heard.contains("lock::updated-kit"), "{}", first.heard);
    let desk = desk.file("kits.toml", manifest.replace("40", "30"));
    desk.run("batch")
        .ends_with(0)
        .says("warning[lock::redrawn-kit]: kit `analyst-mid` has other questions than before");
    // Which questions came and went is not told again.
    let lock = desk.bytes("kits.lock");
    let desk = desk.file("kits.toml", manifest);
    let ran = desk.run("batch").ends_with(0);
    assert!(!ran.heard.contains("lock::updated-kit"), "{}", ran.heard);
    let desk = desk.file("kits.toml", manifest.replace("40", "30")).file("kits.lock", lock);
    let bank = include_str!("../cli/banks/small.toml").replace("Does it alone.", "Does it well.");
    let desk = desk.file("bank.toml", bank);
    desk.run("batch")
        .ends_with(0)
        .says("warning[lock::changed-scale]")
        .says("kit `analyst-mid`: another rating scale");
}

#[test]
fn a_bank_that_lacks_a_wording_is_named() {
    let desk = desk().file("new.lock", include_str!("../cli/locks/new.lock"));
    desk.run("diff old.lock new.lock").ends_with(0).prints("name the banks of then and now with --bank");
    for (banks, said) in [
        ("--bank bank.toml", "web-cache: changed; bank.toml does not have its new wording"),
        ("--new-bank new.toml", "web-cache: changed; new.toml does not have its old wording"),
        ("--bank new.toml --new-bank bank.toml", "web-cache: notes for interviewers changed"),
    ] {
        let ran = desk.run(&format!("diff old.lock new.lock {banks}")).ends_with(0).prints(said);
        assert!(!String::from_utf8(ran.printed).unwrap().contains("--new-bank"), "{banks}");
    }
    let desk =
        desk.file("none.toml", include_str!("../cli/banks/small.toml").replace("web-cache", "web-other"));
    desk.run("diff old.lock new.lock --bank none.toml")
        .ends_with(0)
        .prints("web-cache: changed; none.toml has neither its old nor its new wording");
    desk.run("diff old.lock new.lock --bank none.toml --new-bank none.toml --format json")
        .ends_with(0)
        .prints("the banks do not have the wordings of the locks");
}

#[test]
fn kits_of_two_roles_are_two_kits_and_no_rename() {
    let desk = Desk::empty();
    for role in ["python-developer", "qa-engineer"] {
        desk.run(&format!("build --role {role} --seniority mid --out {role}.pdf")).ends_with(0);
    }
    let ran = desk.run("diff python-developer.pdf qa-engineer.pdf").ends_with(0);
    let ran = ran
        .prints("Two different kits, for different roles. ")
        .prints("~ compared with python-developer-mid\n");
    assert!(!String::from_utf8(ran.printed).unwrap().contains("called"));
    let ran = desk.run("diff python-developer.pdf qa-engineer.pdf --format json").ends_with(0);
    let said: serde_json::Value = serde_json::from_slice(&ran.printed).unwrap();
    assert_eq!(said["kits"][0]["was_called"], serde_json::Value::Null);
}

#[test]
fn a_long_text_that_changed_is_wrapped_and_its_words_are_marked() {
    let long = "Tell me about a project whose plan did not hold, what you saw first, whom you told and when, and \
                what you would do with the same signs today.";
    let bank = include_str!("../cli/banks/small.toml");
    let question = "A test fails once a week. How do you find out why?";
    assert!(bank.contains(question));
    let desk = Desk::empty()
        .file("old.toml", bank.replace(question, long))
        .file("new.toml", bank.replace(question, &long.replace("whom you told", "to whom you spoke")));
    for bank in ["old", "new"] {
        desk.run(&format!("build --bank {bank}.toml --role analyst --only test-flaky --out {bank}.pdf"))
            .ends_with(0);
    }
    let printed = desk.run("diff old.pdf new.pdf").ends_with(0).printed;
    let printed = String::from_utf8(printed).unwrap();
    let words: Vec<&str> = printed.split_whitespace().collect();
    assert!(words.join(" ").contains("{+to+} whom you [-told-]{+spoke+} and"), "{printed}");
    let part = printed.split_once("what is asked\n").unwrap().1.split_once("\n\n").unwrap().0;
    assert!(part.lines().count() == 2 && part.lines().all(|line| line.len() <= 100), "{part}");
    desk.run("diff old.pdf new.pdf --format markdown").ends_with(0).prints("**removed** Tell me about");
}
