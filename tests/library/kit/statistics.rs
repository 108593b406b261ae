//! Statistics of the kits of the built-in bank: every role, level and usual length over many seeds.
//!
//! Where the bank has too few questions for a bound, [`SHORT_CELLS`] names the cell. A test fails
//! if another cell breaks a bound, and if a named cell keeps it: then the name must go.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::support::kits::built_in_bank;
use interview_kit::bank::{Bank, Question, QuestionType, Role, Seniority};
use interview_kit::kit::{Blueprint, Kit, cache_content_hashes, plan, select};

const LENGTHS: [u32; 5] = [15, 30, 45, 60, 90];
const SEEDS: u64 = 200;

/// The bounds that the built-in bank cannot keep yet: bound, role, level or levels, minutes.
const SHORT_CELLS: &[(&str, &str, &str, u32)] = &[
    // No core question for leads takes five minutes or less.
    ("core", "front-end-developer", "lead", 15),
    // The last minutes have room for a question of five minutes, and none is left.
    ("spare", "data-engineer", "lead", 45),
    ("spare", "data-engineer", "lead", 60),
    ("spare", "data-engineer", "lead", 90),
    ("spare", "rust-developer", "lead", 90),
    ("spare", "site-reliability-engineer", "lead", 90),
    // Questions of the competencies that the kit covers are used up.
    ("competencies", "engineering-manager", "lead", 90),
    ("competencies", "front-end-developer", "lead", 90),
    ("competencies", "qa-engineer", "lead", 90),
    ("competencies", "rust-developer", "lead", 60),
    ("competencies", "rust-developer", "lead", 90),
    ("competencies", "site-reliability-engineer", "lead", 60),
    ("competencies", "site-reliability-engineer", "lead", 90),
];

/// The kits of one role, level and length, by seed.
struct Cell<'b> {
    role: &'b Role,
    level: Seniority,
    minutes: u32,
    kits: Vec<Drawn<'b>>,
}

/// A kit of a cell.
struct Drawn<'b> {
    questions: Vec<&'b Question>,
    spare: u32,
    competencies: usize,
}

impl<'b> Drawn<'b> {
    fn new(bank: &'b Bank, kit: &Kit<'b>) -> Self {
        let questions: Vec<&Question> = kit.picks.iter().map(|pick| pick.question).collect();
        let competencies: BTreeSet<&str> =
            questions.iter().filter_map(|q| bank.competency_of(q)).map(|c| c.id.as_str()).collect();
        Self { spare: plan::spare_minutes(kit), competencies: competencies.len(), questions }
    }

    fn minutes(&self, counts: impl Fn(&Question) -> bool) -> u32 {
        self.questions.iter().filter(|q| counts(q)).map(|q| q.minutes).sum()
    }

    fn number(&self, counts: impl Fn(&Question) -> bool) -> usize {
        self.questions.iter().filter(|q| counts(q)).count()
    }

    /// Returns the share of its questions that the other kit has too, of the smaller kit.
    fn overlap(&self, other: &Self) -> f64 {
        let ids: BTreeSet<&str> = self.questions.iter().map(|q| q.id.as_str()).collect();
        let common = other.number(|q| ids.contains(q.id.as_str()));
        common as f64 / self.questions.len().min(other.questions.len()) as f64
    }
}

fn is_soft(question: &Question) -> bool {
    question.kind != QuestionType::Technical
}

fn bank() -> &'static Bank {
    static BANK: OnceLock<Bank> = OnceLock::new();
    BANK.get_or_init(|| {
        let mut bank = built_in_bank();
        cache_content_hashes(&mut bank);
        bank
    })
}

fn draw(role: &Role, level: Seniority, minutes: u32, seed: u64) -> Kit<'static> {
    let blueprint = Blueprint {
        role: Some(role.id.clone()),
        seniority: vec![level],
        minutes: Some(minutes),
        seed: seed.into(),
        ..Blueprint::default()
    };
    select(bank(), &blueprint).unwrap_or_else(|errors| panic!("{role:?} {level} {minutes}: {errors:?}"))
}

/// Runs a job for every role and level, on two threads.
fn for_every_role_and_level<T: Send>(job: impl Fn(&'static Role, Seniority) -> T + Sync) -> Vec<T> {
    let cells: Vec<(&Role, Seniority)> =
        bank().roles.iter().flat_map(|role| Seniority::ALL.map(|level| (role, level))).collect();
    let (first, second) = cells.split_at(cells.len() / 2);
    std::thread::scope(|scope| {
        let job = &job;
        let run = move |half: &[(&'static Role, Seniority)]| -> Vec<T> {
            half.iter().map(|(role, level)| job(role, *level)).collect()
        };
        let other = scope.spawn(move || run(second));
        let mut results = run(first);
        results.extend(other.join().expect("no panic"));
        results
    })
}

fn cells() -> &'static [Cell<'static>] {
    static CELLS: OnceLock<Vec<Cell<'static>>> = OnceLock::new();
    CELLS.get_or_init(|| {
        let cell = |role: &'static Role, level, minutes| Cell {
            role,
            level,
            minutes,
            kits: (0..SEEDS).map(|seed| Drawn::new(bank(), &draw(role, level, minutes, seed))).collect(),
        };
        for_every_role_and_level(|role, level| LENGTHS.map(|minutes| cell(role, level, minutes)))
            .into_iter()
            .flatten()
            .collect()
    })
}

/// Compares the cells that break a bound with those that the list names.
fn check_bound(bound: &str, broken: &BTreeMap<(String, String, u32), String>) {
    let listed: BTreeSet<(String, String, u32)> = SHORT_CELLS
        .iter()
        .filter(|(name, ..)| *name == bound)
        .map(|(_, role, level, minutes)| ((*role).to_owned(), (*level).to_owned(), *minutes))
        .collect();
    let mut report = String::new();
    for (cell, what) in broken.iter().filter(|(cell, _)| !listed.contains(*cell)) {
        let _ = writeln!(report, "breaks `{bound}`: {cell:?}: {what}");
    }
    for cell in listed.iter().filter(|cell| !broken.contains_key(*cell)) {
        let _ = writeln!(report, "keeps `{bound}`, remove it from the list: {cell:?}");
    }
    assert!(report.is_empty(), "{report}");
}

/// Checks a bound on every kit from `least` minutes. `fault` says how a kit breaks it.
fn check_every_kit(bound: &str, least: u32, fault: impl Fn(&Cell<'_>, &Drawn<'_>) -> Option<String>) {
    let mut broken = BTreeMap::new();
    for cell in cells().iter().filter(|cell| cell.minutes >= least) {
        let faults: Vec<String> = cell.kits.iter().filter_map(|kit| fault(cell, kit)).collect();
        if let Some(first) = faults.first() {
            let key = (cell.role.id.clone(), cell.level.to_string(), cell.minutes);
            broken.insert(key, format!("{} of {} kits, {first}", faults.len(), cell.kits.len()));
        }
    }
    check_bound(bound, &broken);
}

fn is_listed_technical(role: &Role, question: &Question) -> bool {
    !is_soft(question) && role.categories.contains(&question.category)
}

#[test]
fn at_least_55_percent_of_the_minutes_are_technical_categories_of_the_role() {
    check_every_kit("technical", 15, |cell, kit| {
        let (technical, all) = (kit.minutes(|q| is_listed_technical(cell.role, q)), kit.minutes(|_| true));
        (technical * 100 < all * 55).then(|| format!("{technical} of {all} minutes"))
    });
}

#[test]
fn at_least_half_of_the_technical_minutes_are_core() {
    check_every_kit("core", 15, |cell, kit| {
        let technical = kit.minutes(|q| is_listed_technical(cell.role, q));
        let core = kit.minutes(|q| cell.role.is_core(&q.category));
        (2 * core < technical).then(|| format!("{core} of {technical} minutes"))
    });
}

#[test]
fn no_kit_of_half_an_hour_is_without_core() {
    check_every_kit("some core", 30, |cell, kit| {
        (kit.number(|q| cell.role.is_core(&q.category)) == 0).then(|| "none".to_owned())
    });
}

#[test]
fn kits_end_at_most_four_minutes_early() {
    check_every_kit("spare", 15, |_, kit| (kit.spare > 4).then(|| format!("{} minutes", kit.spare)));
}

#[test]
fn soft_questions_keep_to_their_time() {
    check_every_kit("soft", 15, |cell, kit| {
        let soft: Vec<u32> = kit.questions.iter().filter(|q| is_soft(q)).map(|q| q.minutes).collect();
        let limit = (cell.minutes - 10) * cell.role.soft_share.unwrap_or(33) / 100;
        let total: u32 = soft.iter().sum();
        // Rounded up to one whole question: without the longest they keep within the share.
        let beyond = total - soft.iter().max().unwrap_or(&0) > limit;
        let expected = match cell.minutes {
            15 => 0..=0,
            30 if cell.role.soft_share.is_none() => 1..=1,
            30 => 1..=2,
            _ => 2..=9,
        };
        (beyond || !expected.contains(&soft.len())).then(|| format!("{soft:?} of {limit} minutes"))
    });
}

#[test]
fn long_kits_ask_about_past_behaviour_and_ethics() {
    let lacks = |kit: &Drawn<'_>, kind: QuestionType| kit.number(|q| q.kind == kind) == 0;
    check_every_kit("behavioural", 45, |_, kit| {
        lacks(kit, QuestionType::Behavioral).then(|| "none".to_owned())
    });
    check_every_kit("ethics", 60, |_, kit| lacks(kit, QuestionType::Ethics).then(|| "none".to_owned()));
}

#[test]
fn long_kits_cover_five_to_eight_competencies() {
    check_every_kit("competencies", 45, |_, kit| {
        let least = 5.min(kit.questions.len());
        (!(least..=8).contains(&kit.competencies)).then(|| kit.competencies.to_string())
    });
}

#[test]
fn adjacent_levels_share_few_questions() {
    let (mut mean, mut pairs) = (BTreeMap::new(), BTreeMap::new());
    for (low, high) in adjacent_cells() {
        let overlaps: Vec<f64> =
            low.kits.iter().zip(&high.kits).map(|(one, other)| one.overlap(other)).collect();
        let key = || (low.role.id.clone(), format!("{}/{}", low.level, high.level), low.minutes);
        let average = overlaps.iter().sum::<f64>() / overlaps.len() as f64;
        let many = overlaps.iter().filter(|overlap| **overlap > 0.4).count();
        if average > 0.25 {
            mean.insert(key(), format!("{average:.3}"));
        }
        if many * 20 > overlaps.len() {
            pairs.insert(key(), format!("{many} of {} pairs", overlaps.len()));
        }
    }
    check_bound("overlap", &mean);
    check_bound("overlap of pairs", &pairs);
}

/// Returns the cells of adjacent levels, from half an hour on.
fn adjacent_cells() -> impl Iterator<Item = (&'static Cell<'static>, &'static Cell<'static>)> {
    cells().iter().filter(|low| low.minutes >= 30).filter_map(|low| {
        let is_next = |high: &&Cell<'_>| {
            high.role.id == low.role.id
                && high.minutes == low.minutes
                && high.level as u8 == low.level as u8 + 1
        };
        Some((low, cells().iter().find(is_next)?))
    })
}

/// The questions of a category that suit a level alone, or others too, each with the number of kits that have it.
type ChanceCell<'b> = (String, Vec<(&'b Question, usize)>);

/// Counts in how many kits each question is, by cells of equal chance.
fn count_draws<'b>(
    role: &'b Role,
    level: Seniority,
    kits: impl Iterator<Item = Vec<&'b str>>,
) -> Vec<ChanceCell<'b>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in kits.flatten() {
        *counts.entry(id).or_default() += 1;
    }
    let mut cells: BTreeMap<String, Vec<(&Question, usize)>> = BTreeMap::new();
    for question in bank().questions.iter().filter(|q| q.seniority.contains(&level)) {
        if role.categories.contains(&question.category) {
            let match_word = if question.seniority == [level] { "alone" } else { "too" };
            let cell = format!("{level} {match_word} {}", question.category);
            let count = counts.get(question.id.as_str()).copied().unwrap_or(0);
            cells.entry(cell).or_default().push((question, count));
        }
    }
    cells.into_iter().collect()
}

fn has_rivals(question: &Question) -> bool {
    bank().questions.iter().any(|other| other.id != question.id && other.excludes(question))
}

/// Over 200 seeds, a cell with twenty expected draws a question is large enough to tell bias from chance.
#[test]
fn no_question_comes_more_than_twice_as_often_as_its_cell() {
    let mut broken = BTreeMap::new();
    for cell in cells() {
        let kits = cell.kits.iter().map(|kit| kit.questions.iter().map(|q| q.id.as_str()).collect());
        for (category, mut counts) in count_draws(cell.role, cell.level, kits) {
            // A question that does not fit any kit of this length is in no cell.
            counts.retain(|(question, _)| question.minutes <= cell.minutes - 10);
            let total: usize = counts.iter().map(|(_, count)| count).sum();
            let most = counts.iter().max_by_key(|(_, count)| *count);
            if let Some((question, most)) = most
                && total >= 20 * counts.len()
                && most * counts.len() > 2 * total
            {
                let key = (cell.role.id.clone(), category, cell.minutes);
                broken.insert(key, format!("`{}` {most} of {total} draws, of {}", question.id, counts.len()));
            }
        }
    }
    check_bound("twice", &broken);
}

#[test]
fn questions_of_a_cell_are_equally_likely_whatever_their_length() {
    let broken = for_every_role_and_level(|role, level| {
        let mut broken = Vec::new();
        // One level of each role, so that the test takes seconds.
        let position = bank().roles.iter().position(|other| other.id == role.id).unwrap_or(0);
        let minutes = [30, 60][position % 2];
        if level == Seniority::ALL[position % 4] {
            let kits = (0..2_000).map(|seed| {
                draw(role, level, minutes, seed).picks.iter().map(|pick| pick.question.id.as_str()).collect()
            });
            for (category, mut counts) in count_draws(role, level, kits) {
                // Another question may keep a question with rivals out, so its chances differ from seed to seed.
                counts.retain(|(question, _)| !has_rivals(question));
                let total: usize = counts.iter().map(|(_, count)| count).sum();
                let mean = total as f64 / counts.len() as f64;
                let is_off = |count: usize| !(0.6 * mean..=1.5 * mean).contains(&(count as f64));
                if mean >= 100.0
                    && let Some((question, count)) = counts.iter().find(|(_, count)| is_off(*count))
                {
                    let what =
                        format!("`{}` ({} min) {count} times, mean {mean:.0}", question.id, question.minutes);
                    broken.push(((role.id.clone(), category.clone(), minutes), what));
                }
            }
        }
        broken
    });
    check_bound("equal chance", &broken.into_iter().flatten().collect());
}

#[test]
fn no_question_is_in_a_fifth_of_the_default_kits() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kits = 0;
    for role in &bank().roles {
        for level in Seniority::ALL {
            let blueprint =
                Blueprint { role: Some(role.id.clone()), seniority: vec![level], ..Blueprint::default() };
            let kit = select(bank(), &blueprint).expect("a kit");
            kit.picks.iter().for_each(|pick| *counts.entry(&pick.question.id).or_default() += 1);
            kits += 1;
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| **count).expect("questions");
    println!("most: {most:?} of {kits}");
    assert!(most.1 * 5 <= kits, "{most:?} of {kits}");
}

/// Prints the figures of every role and length: `cargo test --test library figures -- --nocapture`.
#[test]
fn figures_of_every_role_and_length() {
    let mut table = String::from(
        "role | min | questions | core min | technical min | least technical | least core | competencies | overlap j/m m/s s/l | pairs > 40 %\n",
    );
    for role in &bank().roles {
        for minutes in LENGTHS {
            let group: Vec<&Cell<'_>> =
                cells().iter().filter(|cell| cell.role.id == role.id && cell.minutes == minutes).collect();
            let kits: Vec<&Drawn<'_>> = group.iter().flat_map(|cell| &cell.kits).collect();
            let mean = |value: &dyn Fn(&Drawn<'_>) -> f64| {
                kits.iter().map(|kit| value(kit)).sum::<f64>() / kits.len() as f64
            };
            let least =
                |value: &dyn Fn(&Drawn<'_>) -> f64| kits.iter().map(|kit| value(kit)).fold(1.0, f64::min);
            let technical = |kit: &Drawn<'_>| f64::from(kit.minutes(|q| is_listed_technical(role, q)));
            let core = |kit: &Drawn<'_>| f64::from(kit.minutes(|q| role.is_core(&q.category)));
            let all = |kit: &Drawn<'_>| f64::from(kit.minutes(|_| true));
            let competencies: BTreeSet<usize> = kits.iter().map(|kit| kit.competencies).collect();
            let overlaps: Vec<Vec<f64>> = group
                .windows(2)
                .map(|pair| {
                    pair[0].kits.iter().zip(&pair[1].kits).map(|(one, other)| one.overlap(other)).collect()
                })
                .collect();
            let averages: Vec<String> =
                overlaps.iter().map(|o| format!("{:.2}", o.iter().sum::<f64>() / o.len() as f64)).collect();
            let many: Vec<String> = overlaps
                .iter()
                .map(|o| {
                    format!("{:.1}", 100.0 * o.iter().filter(|o| **o > 0.4).count() as f64 / o.len() as f64)
                })
                .collect();
            let _ = writeln!(
                table,
                "{} | {minutes} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} | {:?}-{:?} | {} | {}",
                role.id,
                mean(&|kit| kit.questions.len() as f64),
                mean(&core),
                mean(&technical),
                least(&|kit| technical(kit) / all(kit)),
                least(&|kit| if technical(kit) > 0.0 { core(kit) / technical(kit) } else { 1.0 }),
                competencies.first().unwrap_or(&0),
                competencies.last().unwrap_or(&0),
                averages.join(" "),
                many.join(" "),
            );
        }
    }
    println!("{table}");
    assert!(cells().iter().all(|cell| cell.kits.len() == 200));
}
