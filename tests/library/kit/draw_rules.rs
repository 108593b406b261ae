//! The rules of the draw beyond categories and minutes: rivals, earlier kits, top-ups, soft shares, levels,
//! competencies, replacements.

use std::collections::BTreeSet;

use crate::support::banks::{
    add_questions, bank_like_the_built_in, bank_with, dev_blueprint, quotas, small_bank, strings,
};
use interview_kit::bank::QuestionType::{Behavioral, Ethics, Situational, Technical};
use interview_kit::bank::Seniority::{Mid, Senior};
use interview_kit::bank::{Bank, QuestionType};
use interview_kit::kit::{Blueprint, Kit, PickReason, plan, replacements, select};

fn kit<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Kit<'b> {
    select(bank, blueprint).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn ids<'b>(kit: &Kit<'b>) -> BTreeSet<&'b str> {
    kit.picks.iter().map(|pick| pick.question.id.as_str()).collect()
}

fn in_category(kit: &Kit<'_>, id: &str) -> usize {
    kit.picks.iter().filter(|pick| pick.category.id == id).count()
}

fn soft_minutes(kit: &Kit<'_>) -> u32 {
    let soft = kit.picks.iter().filter(|pick| pick.question.kind != Technical);
    soft.map(|pick| pick.question.minutes).sum()
}

fn with_seed(seed: u64) -> Blueprint {
    Blueprint { seed: seed.into(), ..dev_blueprint() }
}

#[test]
fn a_kit_has_one_question_of_a_group_at_most_and_never_two_rivals() {
    let mut bank = bank_like_the_built_in(10);
    for (number, question) in bank.questions.iter_mut().enumerate() {
        question.group = (number % 3 == 0).then(|| format!("group-{}", number % 6));
        if number % 10 == 1 {
            question.never_with = strings(&["tech-00-02", "ethics-04"]);
        }
    }
    let by_minutes = (0..60).map(with_seed);
    let by_count = (0..60).map(|seed| Blueprint { count: Some(20), ..with_seed(seed) });
    for blueprint in by_minutes.chain(by_count) {
        let kit = kit(&bank, &blueprint);
        for one in &kit.picks {
            let rival = kit
                .picks
                .iter()
                .find(|other| other.question.id != one.question.id && other.question.excludes(one.question));
            assert!(rival.is_none(), "{} {}", one.question.id, rival.unwrap().question.id);
        }
    }
}

#[test]
fn pins_keep_their_rivals_out_but_stand_together_if_both_are_named() {
    let mut bank = small_bank();
    for id in [0, 1, 5] {
        bank.questions[id].group = Some("same".to_owned());
    }
    let include = |ids: &[&str]| Blueprint { include: strings(ids), count: Some(12), ..dev_blueprint() };
    let pinned = kit(&bank, &include(&["web-01"]));
    assert!(!ids(&pinned).contains("web-00") && !ids(&pinned).contains("oop-00"));
    assert!(ids(&kit(&bank, &include(&["web-00", "web-01"]))).contains("web-00"));
}

#[test]
fn questions_of_earlier_kits_and_of_their_groups_are_out() {
    let mut bank = small_bank();
    bank.questions[2].group = Some("same".to_owned());
    bank.questions[3].group = Some("same".to_owned());
    let used = strings(&["web-00", "web-02", "gone"]);
    let kit = kit(&bank, &Blueprint { used, count: Some(15), ..dev_blueprint() });
    for id in ["web-00", "web-02", "web-03"] {
        assert!(!ids(&kit).contains(id), "{id}");
    }
}

#[test]
fn a_top_up_adds_to_the_normal_interview_and_keeps_most_of_it() {
    let bank = bank_like_the_built_in(10);
    for seed in 0..50 {
        let normal = kit(&bank, &with_seed(seed));
        let blueprint = Blueprint { with: vec![("tech-04".to_owned(), 2)], ..with_seed(seed) };
        let more = kit(&bank, &blueprint);
        assert_eq!(in_category(&more, "tech-04"), in_category(&normal, "tech-04") + 2, "seed {seed}");
        assert!(more.picks.iter().filter(|pick| pick.reason == PickReason::TopUp).count() >= 2);
        assert_eq!(soft_minutes(&more), soft_minutes(&normal));
        let lost = ids(&normal).difference(&ids(&more)).count();
        assert!(lost <= 4, "{lost} lost with seed {seed}");
    }
}

#[test]
fn a_top_up_may_name_a_category_of_another_role() {
    let mut bank = bank_like_the_built_in(10);
    bank.roles[0].categories.retain(|id| id != "tech-05");
    let blueprint = Blueprint { with: vec![("tech-05".to_owned(), 2)], ..dev_blueprint() };
    assert_eq!(in_category(&kit(&bank, &blueprint), "tech-05"), 2);
    let twice = Blueprint { categories: quotas(&[("tech-05", Some(1))]), ..blueprint };
    assert!(select(&bank, &twice).is_err());
}

#[test]
fn the_soft_share_of_the_request_takes_precedence_over_that_of_the_role() {
    let mut bank = bank_like_the_built_in(12);
    let soft = |bank: &Bank, soft_share| {
        let blueprint = Blueprint { soft_share, ..with_seed(3) };
        f64::from(soft_minutes(&kit(bank, &blueprint))) / 50.0
    };
    assert!((0.2..0.45).contains(&soft(&bank, None)));
    bank.roles[0].soft_share = Some(60);
    assert!((0.5..0.7).contains(&soft(&bank, None)));
    assert!((0.1..0.3).contains(&soft(&bank, Some(20))));
    assert_eq!(soft(&bank, Some(0)), 0.0);
}

#[test]
fn half_an_hour_has_one_soft_question_and_longer_kits_owe_behaviour_and_ethics() {
    let bank = bank_like_the_built_in(10);
    let has = |kit: &Kit<'_>, kind: QuestionType| kit.picks.iter().any(|pick| pick.question.kind == kind);
    for seed in 0..100 {
        let of = |minutes| kit(&bank, &Blueprint { minutes: Some(minutes), ..with_seed(seed) });
        let half = of(30);
        assert_eq!(half.picks.iter().filter(|pick| pick.question.kind != Technical).count(), 1);
        assert!(has(&of(45), Behavioral), "seed {seed}");
        for kind in [Behavioral, Ethics, Situational] {
            assert!(has(&of(60), kind), "{kind} with seed {seed}");
        }
    }
}

#[test]
fn without_technical_questions_soft_ones_fill_the_time() {
    let mut bank = bank_with(&[("web", Technical), ("past", Behavioral)]);
    add_questions(&mut bank, "past", 20, &[Mid], 5);
    assert!(plan::spare_minutes(&kit(&bank, &dev_blueprint())) <= 4);
}

#[test]
fn short_interviews_take_the_core_first_and_long_ones_keep_it_the_larger_half() {
    let mut bank = bank_like_the_built_in(10);
    bank.roles[0].core = strings(&["tech-02", "tech-07", "tech-09"]);
    for seed in 0..100 {
        for minutes in [15, 30, 45, 60, 90] {
            let kit = kit(&bank, &Blueprint { minutes: Some(minutes), ..with_seed(seed) });
            let technical = kit.picks.iter().filter(|pick| pick.question.kind == Technical).count();
            let core = kit.picks.iter().filter(|pick| bank.roles[0].is_core(&pick.category.id)).count();
            assert!(core >= technical.min(3), "{core} with seed {seed} in {minutes}");
            assert!(2 * core >= technical, "{core} of {technical} with seed {seed} in {minutes}");
        }
    }
}

#[test]
fn questions_for_the_level_alone_come_first_and_all_others_are_alike() {
    let mut bank = bank_with(&[("web", Technical)]);
    add_questions(&mut bank, "web", 10, &[Mid, Senior], 5);
    add_questions(&mut bank, "web", 2, &[Mid], 5);
    add_questions(&mut bank, "web", 8, &interview_kit::bank::Seniority::ALL, 5);
    let mut wide = 0;
    for seed in 0..200 {
        let kit = kit(&bank, &Blueprint { count: Some(3), seniority: vec![Mid], ..with_seed(seed) });
        assert!(ids(&kit).is_superset(&["web-10", "web-11"].into()));
        wide += kit.picks.iter().filter(|pick| pick.question.seniority.len() == 4).count();
    }
    // Eight of eighteen.
    assert!((70..=108).contains(&wide), "{wide} of 200");
}

#[test]
fn long_kits_spread_the_competencies_of_their_categories() {
    let mut bank = bank_like_the_built_in(10);
    let mut competency = |id: String| {
        let mut made = bank.competencies[0].clone();
        made.id.clone_from(&id);
        bank.competencies.push(made);
        id
    };
    let names: Vec<String> = (0..6).map(|number| competency(format!("c{number}"))).collect();
    for (number, category) in bank.categories.iter_mut().filter(|c| c.kind == Technical).enumerate() {
        category.competency = Some(names[number / 2].clone());
    }
    for seed in 0..100 {
        let kit = kit(&bank, &Blueprint { minutes: Some(45), ..with_seed(seed) });
        let technical = kit.picks.iter().filter(|pick| pick.question.kind == Technical);
        let covered: Vec<_> =
            technical.map(|pick| bank.competency_of(pick.question).unwrap().id.as_str()).collect();
        let different: BTreeSet<_> = covered.iter().collect();
        assert!(different.len() >= covered.len().min(5), "{covered:?} with seed {seed}");
    }
}

#[test]
fn replacements_are_of_the_same_category_next_in_the_draw_and_fit() {
    let mut bank = bank_like_the_built_in(10);
    bank.questions.iter_mut().filter(|q| q.id.starts_with("tech-03")).for_each(|q| q.seniority = vec![Mid]);
    let blueprint = Blueprint { include: strings(&["tech-03-04"]), seniority: vec![Mid], ..with_seed(5) };
    let kit = kit(&bank, &blueprint);
    let room = kit.picks.iter().find(|pick| pick.question.id == "tech-03-04").unwrap().question.minutes
        + plan::spare_minutes(&kit);
    let next = replacements(&bank, &blueprint, &kit, "tech-03-04").unwrap();
    assert!(!next.is_empty());
    for question in &next {
        assert!(
            question.category == "tech-03" && question.minutes <= room && !ids(&kit).contains(&*question.id)
        );
    }
    assert_eq!(replacements(&bank, &blueprint, &kit, "tech-03-99").unwrap().len(), 0);
    // A kit that draws one question more has the first of them, if lengths do not matter.
    let counted =
        Blueprint { categories: quotas(&[("tech-03", Some(3))]), seniority: vec![Mid], ..with_seed(5) };
    let three = select(&bank, &counted).unwrap();
    let four = Blueprint { categories: quotas(&[("tech-03", Some(4))]), ..counted.clone() };
    let four = select(&bank, &four).unwrap();
    let fourth = *ids(&four).difference(&ids(&three)).next().unwrap();
    let last = {
        let two = Blueprint { categories: quotas(&[("tech-03", Some(2))]), ..counted.clone() };
        let two = select(&bank, &two).unwrap();
        *ids(&three).difference(&ids(&two)).next().unwrap()
    };
    assert_eq!(replacements(&bank, &counted, &three, last).unwrap()[0].id, fourth);
}
