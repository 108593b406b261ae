//! The same command gives the same kit.

use crate::Desk;

const ROLE: &str = "build --role python-developer --seniority mid --minutes 60 --seed 7 --out -";

#[test]
fn two_processes_write_the_same_bytes() {
    let desk = Desk::empty();
    let first = desk.run(ROLE).ends_with(0).printed;
    assert!(first == desk.run(ROLE).ends_with(0).printed);
    assert!(first == Desk::empty().run(ROLE).ends_with(0).printed, "another folder");
}

#[test]
fn the_environment_changes_nothing_but_the_date() {
    let desk = Desk::with_bank();
    let words = "build --bank bank.toml --role analyst --seed 7 --out -";
    let first = desk.run(words).ends_with(0).printed;
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
        assert!(first == desk.run(words).env(name, value).ends_with(0).printed, "{name}");
    }
}

#[test]
fn another_seed_gives_another_kit_and_the_default_is_seed_1() {
    let desk = Desk::empty();
    let plan = |seed: &str| {
        desk.run(&format!("build --role python-developer --dry-run {seed}")).ends_with(0).printed
    };
    assert_ne!(plan("--seed 7"), plan("--seed 8"));
    assert_eq!(plan("--seed 1"), plan(""));
}

#[test]
fn shuffle_prints_the_seed_that_rebuilds_the_kit() {
    let desk = Desk::with_bank();
    let shuffled = desk.run("build --bank bank.toml --count 4 --shuffle --out -").ends_with(0);
    let seed = printed_seed(&shuffled.heard);
    let again = desk.run(&format!("build --bank bank.toml --count 4 --seed {seed} --out -")).ends_with(0);
    assert!(shuffled.printed == again.printed);
}

#[test]
fn shuffle_of_a_dry_run_prints_its_seed_in_every_format() {
    let desk = Desk::with_bank();
    for form in ["table", "json", "csv"] {
        let words = format!("build --bank bank.toml --count 4 --dry-run --format {form}");
        let shuffled = desk.run(&words).arg("--shuffle").ends_with(0);
        let again = desk.run(&words).arg(format!("--seed={}", printed_seed(&shuffled.heard))).ends_with(0);
        assert_eq!(shuffled.printed, again.printed, "{form}");
    }
}

#[test]
fn two_shuffles_differ() {
    let desk = Desk::with_bank();
    let seeds: Vec<u64> = (0..3)
        .map(|_| printed_seed(&desk.run("build --bank bank.toml --shuffle --dry-run").ends_with(0).heard))
        .collect();
    assert!(seeds.windows(2).any(|pair| pair[0] != pair[1]), "{seeds:?}");
}

fn printed_seed(heard: &str) -> u64 {
    let (_, rest) = heard.rsplit_once("seed ").unwrap();
    rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
}
