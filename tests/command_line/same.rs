//! The same command gives the same kit.

use crate::TestDir;

const ROLE: &str = "build --role python-developer --seniority mid --minutes 60 --seed 7 --out -";

#[test]
fn two_processes_write_the_same_bytes() {
    let dir = TestDir::empty();
    let first = dir.run(ROLE).exits_with(0).stdout;
    assert!(first == dir.run(ROLE).exits_with(0).stdout);
    assert!(first == TestDir::empty().run(ROLE).exits_with(0).stdout, "another folder");
}

#[test]
fn the_environment_changes_nothing_but_the_date() {
    let dir = TestDir::with_bank();
    let words = "build --bank bank.toml --role analyst --seed 7 --out -";
    let first = dir.run(words).exits_with(0).stdout;
    for (name, value) in [
        ("RAYON_NUM_THREADS", "1"),
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("HOME", "/nowhere"),
        ("COLUMNS", "20"),
        ("RUST_BACKTRACE", "full"),
        ("INTERVIEW_KIT_SEED", "8"),
    ] {
        assert!(first == dir.run(words).env(name, value).exits_with(0).stdout, "{name}");
    }
}

#[test]
fn another_seed_gives_another_kit_and_the_default_is_the_seed_that_is_printed() {
    let dir = TestDir::empty();
    let plan = |seed: &str| {
        let printed = dir.run(&format!("build python-developer --dry-run {seed}")).exits_with(0).stdout;
        String::from_utf8(printed).unwrap()
    };
    assert_ne!(plan("--seed 7"), plan("--seed 8"));
    let default = plan("");
    let (_, after) = default.split_once("; seed ").unwrap();
    let (seed, _) = after.split_once(',').unwrap();
    assert_eq!(plan(&format!("--seed {seed}")), default);
}

#[test]
fn shuffle_prints_the_seed_that_rebuilds_the_kit() {
    let dir = TestDir::with_bank();
    let shuffled = dir.run("build --bank bank.toml --count 4 --shuffle --out -").exits_with(0);
    let seed = printed_seed(&shuffled.stderr);
    let again = dir.run(&format!("build --bank bank.toml --count 4 --seed {seed} --out -")).exits_with(0);
    assert!(shuffled.stdout == again.stdout);
}

#[test]
fn shuffle_of_a_dry_run_prints_its_seed_in_every_format() {
    let dir = TestDir::with_bank();
    for form in ["table", "json", "csv"] {
        let words = format!("build --bank bank.toml --count 4 --dry-run --format {form}");
        let shuffled = dir.run(&words).arg("--shuffle").exits_with(0);
        let again = dir.run(&words).arg(format!("--seed={}", printed_seed(&shuffled.stderr))).exits_with(0);
        assert_eq!(shuffled.stdout, again.stdout, "{form}");
    }
}

#[test]
fn two_shuffles_differ() {
    let dir = TestDir::with_bank();
    let seeds: Vec<u64> = (0..3)
        .map(|_| printed_seed(&dir.run("build --bank bank.toml --shuffle --dry-run").exits_with(0).stderr))
        .collect();
    assert!(seeds.windows(2).any(|pair| pair[0] != pair[1]), "{seeds:?}");
}

fn printed_seed(heard: &str) -> u64 {
    let (_, rest) = heard.rsplit_once("seed ").unwrap();
    rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn a_kit_of_questions_outside_its_role_rebuilds() {
    let dir = TestDir::empty();
    for (number, words) in
        ["--only fe-css-flex-grid", "-w css-layout -m 15", "-c css-layout"].iter().enumerate()
    {
        dir.run(&format!("build data-engineer {words} -o {number}.pdf")).exits_with(0);
        dir.run(&format!("inspect {number}.pdf --rebuild")).exits_with(0).stderr_has("byte for byte");
        dir.run(&format!("inspect {number}.pdf --bank-out {number}.toml")).exits_with(0);
        dir.run(&format!("check --bank {number}.toml")).exits_with(0);
    }
}
