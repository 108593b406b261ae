//! Questions swapped and moved, and the command that makes a kit again.

use std::process::Command;

use crate::TestDir;

/// Returns the ids of the questions in a plan.
fn plan_ids(dir: &TestDir, words: &str) -> Vec<String> {
    let plan = dir.run(&format!("{words} --dry-run --format csv")).exits_with(0).stdout;
    let plan = String::from_utf8(plan).unwrap();
    plan.lines().skip(1).filter_map(|row| row.split(',').nth(1)).map(str::to_owned).collect()
}

/// Returns the command that a plan prints.
fn printed_command(dir: &TestDir, words: &str) -> String {
    let plan = dir.run(&format!("{words} --dry-run")).exits_with(0).stdout;
    let plan = String::from_utf8(plan).unwrap();
    let (_, command) = plan.split_once("\nThe same kit again:\n  ").unwrap();
    command.lines().next().unwrap().to_owned()
}

const PYTHON: &str = "build python-developer mid --minutes 45";

#[test]
fn a_swap_takes_the_next_question_of_the_category_and_says_which() {
    let dir = TestDir::empty();
    let before = plan_ids(&dir, PYTHON);
    let by_id = format!("{PYTHON} --swap {}", before[1]);
    let after = plan_ids(&dir, &by_id);
    assert_eq!(after.len(), before.len());
    assert!((0..before.len()).all(|n| (after[n] == before[n]) == (n != 1)), "{before:?} {after:?}");
    assert!(!before.contains(&after[1]));
    let note = format!("question 2: `{}` (", after[1]);
    dir.run(&format!("{by_id} --dry-run")).exits_with(0).stderr_has(&note);
    assert_eq!(plan_ids(&dir, &format!("{PYTHON} --swap 2")), after, "by number");
    let again = plan_ids(&dir, &format!("{by_id} --swap {}", after[1]));
    assert!(again[1] != after[1] && again[1] != before[1], "the next but one");
}

#[test]
fn a_move_changes_the_order_alone() {
    let dir = TestDir::empty();
    let mut expected = plan_ids(&dir, PYTHON);
    let moved = expected.remove(4);
    expected.insert(0, moved.clone());
    assert_eq!(plan_ids(&dir, &format!("{PYTHON} --move {moved}=1")), expected);
    assert_eq!(plan_ids(&dir, &format!("{PYTHON} --move 5=1")), expected);
}

#[test]
fn changes_are_made_in_the_order_they_are_typed() {
    let dir = TestDir::empty();
    let before = plan_ids(&dir, PYTHON);
    let swapped_first = plan_ids(&dir, &format!("{PYTHON} --swap 1 --move 1=3"));
    let moved_first = plan_ids(&dir, &format!("{PYTHON} --move 1=3 --swap 1"));
    assert_eq!(moved_first[2], before[0]);
    assert!(swapped_first[2] != before[0] && swapped_first[0] == before[1]);
}

#[test]
fn a_change_that_cannot_be_made_is_an_error_that_names_it() {
    let dir = TestDir::with_bank();
    for (words, error) in [
        ("--swap test-frist", "is not in the kit"),
        ("--swap 99", "there is no question 99: the kit has 6"),
        ("--move 1=99", "there is no question 99"),
        ("--include web-cache --swap web-cache", "it was asked for by id"),
        ("--category past=2 --swap past-help", "can take the place of `past-help`"),
        ("--only web-cache,test-first --swap web-cache", "`only` lists the questions"),
    ] {
        let words = format!("build analyst --bank bank.toml --minutes 40 --seed 7 {words} --dry-run");
        dir.run(&words).exits_with(1).stderr_has(error).stdout_is_empty();
    }
    for words in ["--swap a=b", "--move web-cache", "--move web-cache=0", "--swap="] {
        dir.run(&format!("build analyst --bank bank.toml {words} --dry-run")).exits_with(2);
    }
}

#[test]
fn the_lock_of_a_kit_records_its_changes_by_id_and_the_kit_is_rebuilt() {
    let dir = TestDir::empty();
    let before = plan_ids(&dir, PYTHON);
    let changes = "--swap 2 --move 5=1 --out kit.pdf";
    dir.run(&format!("{PYTHON} {changes}")).exits_with(0);
    let expected = format!("changes swap {},move {}=1", before[1], before[4]);
    dir.run("inspect kit.pdf").exits_with(0).stdout_has(&expected);
    dir.run("inspect kit.pdf --rebuild").exits_with(0);
}

/// A moved question can part a category; both parts then have one field for the mean of all its ratings.
#[test]
fn the_parts_of_a_category_share_one_mean() {
    let dir = TestDir::empty();
    dir.run("build --only py-core-slicing,py-oop-super-mro,py-core-pep8 --out kit.pdf").exits_with(0);
    let bytes = dir.bytes("kit.pdf");
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let named = |object: &lopdf::Object| {
        let dict = object.as_dict().ok()?;
        let name = lopdf::decode_text_string(dict.get(b"T").ok()?).ok()?;
        let script = dict.get(b"AA").ok()?;
        (name == "mean:python-core").then(|| format!("{script:?}"))
    };
    let scripts: Vec<String> = document.objects.values().filter_map(named).collect();
    assert_eq!(scripts.len(), 1, "{scripts:?}");
}

#[test]
fn the_printed_command_makes_the_same_bytes() {
    let bank = include_str!("../cli/banks/small.toml");
    for words in [
        "build analyst mid --bank 'my bank.toml' --minutes 40",
        "build --role analyst --level senior -b 'my bank.toml' --shuffle --count 3",
        "build Analyst -b 'my bank.toml' -s 7 -m 40 --swap 1 --move 3=1",
        "build analyst -b 'my bank.toml' --include web-cache,test-first --exclude past-help -m 1h --opening 3",
        "build analyst -b 'my bank.toml' --tag unit,http --author \"Ada's team\" --paper letter --no-form",
        "build -b 'my bank.toml' --only web-cache,test-first --candidate 'Ada `x` $HOME \"Example\"' --face candidate",
        "build analyst -b 'my bank.toml' --category testing=2 --category web --pdf-a --recipient=-Ada -m 35",
        "build analyst -b 'my bank.toml' --no-behavioural -m 30 --date 2026-11-30 --reference '#7!'",
    ] {
        let dir = TestDir::empty().file("my bank.toml", bank);
        // A shuffled seed differs each time, so the printed one is the reference.
        let command = printed_command(&dir, words);
        let typed = command.strip_prefix("interview-kit ").unwrap();
        let seed = typed.rsplit_once("--seed ").unwrap().1;
        let words = words.replace(" --shuffle", &format!(" --seed {seed}"));
        dir.run(&format!("{words} --out first.pdf")).exits_with(0);
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_interview-kit"));
        let ran = Command::new("/bin/sh")
            .args(["-c", &format!("{command} --out second.pdf")])
            .current_dir(dir.folder())
            .env("PATH", program.parent().unwrap())
            .output()
            .unwrap();
        assert!(ran.status.success(), "{command}\n{}", String::from_utf8_lossy(&ran.stderr));
        assert!(dir.bytes("first.pdf") == dir.bytes("second.pdf"), "{words}\n{command}");
    }
}

#[test]
fn the_printed_command_names_a_lock_and_no_option_of_the_output() {
    let dir = TestDir::with_manifest();
    dir.run("batch").exits_with(0);
    let command =
        printed_command(&dir, "build --lock kits.lock --kit analyst-mid --bank bank.toml --findings short");
    assert_eq!(command, "interview-kit build --lock kits.lock --kit analyst-mid --bank bank.toml");
}

#[test]
fn a_whole_plan_prints_every_question() {
    let dir = TestDir::with_bank();
    let plan = "build analyst --bank bank.toml --minutes 40 --seed 7 --dry-run --full";
    for format in ["table", "json", "csv", "markdown"] {
        let ran = dir.run(&format!("{plan} --format {format}")).exits_with(0);
        ran.stdout_has("Tell me about an error of yours that reached users.")
            .stdout_has("Tells what changed after it");
    }
    dir.run("build analyst --bank bank.toml --full").exits_with(2).stderr_has("--dry-run");
}

#[test]
fn a_manifest_changes_a_kit_as_the_options_do() {
    let manifest = "schema = 1\n[[kit]]\nname = \"k\"\nbank = \"bank.toml\"\nrole = \"analyst\"\nminutes = 40\nseed = 7\n\
                    changes = [\"swap 1\", \"move 3=1\"]\n";
    let dir = TestDir::with_bank().file("kits.toml", manifest);
    dir.run("batch").exits_with(0);
    dir.run("batch --check").exits_with(0);
    let options = "build analyst --bank bank.toml --minutes 40 --seed 7 --swap 1 --move 3=1";
    let lock = String::from_utf8(dir.bytes("kits.lock")).unwrap();
    let places: Vec<usize> = plan_ids(&dir, options)
        .iter()
        .map(|id| lock.find(&format!("\"{id} ")).unwrap_or_else(|| panic!("{id} in {lock}")))
        .collect();
    assert!(places.is_sorted(), "{lock}");
    assert!(lock.contains("swap 1,move 3=1") || lock.contains("\"swap 1\""), "{lock}");
    let wrong = manifest.replace("swap 1", "drop 1");
    dir.with_file("kits.toml", wrong).run("batch").exits_with(1).stderr_has("is no change");
}

#[test]
fn a_question_swapped_out_does_not_come_back() {
    let dir = TestDir::with_bank();
    let mut words = "build analyst --bank bank.toml --minutes 40 --seed 7".to_owned();
    let mut seen = plan_ids(&dir, &words);
    loop {
        words.push_str(" --swap 1");
        let ran = dir.run(&format!("{words} --dry-run")).command().output().unwrap();
        if !ran.status.success() {
            assert!(String::from_utf8_lossy(&ran.stderr).contains("select::no-replacement"));
            break;
        }
        let id = plan_ids(&dir, &words).swap_remove(0);
        assert!(!seen.contains(&id), "{id} of {words}");
        seen.push(id);
    }
    assert!(words.matches("--swap").count() > 1, "{words}");
}
