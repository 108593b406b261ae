//! Every question of the bank fits on one page, with room for notes.

use std::collections::HashMap;

use interview_kit::bank::{Anchors, Bank, Seniority};
use interview_kit::compose::Face;
use interview_kit::geom::Paper;
use interview_kit::layout::{FontSet, Page, PageItem, Typesetter};

use super::assert_no_findings;
use crate::support::kits;

/// The least lines for notes beside a question.
const NOTES: u32 = 6;

/// Returns the bank with the longest described level of each score, of all levels of seniority: a question that fits
/// with these fits in the kits of every level. All its signs are shown, too.
fn with_longest_texts(bank: &Bank) -> Bank {
    let mut bank = bank.clone();
    for question in &mut bank.questions {
        let Anchors { base, overrides } = &mut question.anchors;
        for (score, text) in std::mem::take(overrides).into_values().flatten() {
            let longest = base.entry(score).or_insert_with(|| text.clone());
            if longest.value.chars().count() < text.value.chars().count() {
                *longest = text;
            }
        }
    }
    bank
}

/// Finds pages whose content is too long, named by their first question.
fn findings(bank: &Bank) -> Vec<String> {
    let fonts = FontSet::bundled();
    let mut typesetter = Typesetter::new(&fonts);
    let bank = with_longest_texts(bank);
    let kit = kits::whole_bank_kit(&bank);
    let mut found = Vec::new();
    for paper in [Paper::A4, Paper::Letter] {
        let set = kits::lay_out_kit(&kit, Face::Interviewer, paper, &mut typesetter);
        let mut first: HashMap<usize, u32> = HashMap::new();
        for placed in set.destinations.iter().rev() {
            first.extend(placed.destination.number.map(|number| (placed.page, number)));
        }
        for (n, page) in set.pages.iter().enumerate() {
            let id =
                |n: usize| first.get(&n).map(|number| kit.picks[*number as usize - 1].question.id.clone());
            // Only questions have a number; the score sheet may take several pages.
            if let (true, Some(id)) = (page.continues_group, id(n.wrapping_sub(1))) {
                found.push(format!("{paper:?}: {id} is longer than a page"));
            } else if let (Some(id), true) = (id(n), lines(page) < NOTES) {
                found.push(format!("{paper:?}: {id} leaves {} lines for notes", lines(page)));
            }
        }
    }
    found
}

/// Counts the lines for notes on a page.
fn lines(page: &Page) -> u32 {
    page.items.iter().map(|item| if let PageItem::Ruled { lines, .. } = item { *lines } else { 0 }).sum()
}

#[test]
fn every_question_leaves_room_on_its_page() {
    assert_no_findings(&findings(&kits::built_in_bank()));
}

#[test]
fn a_question_that_is_too_long_is_told() {
    let mut bank = kits::built_in_bank();
    bank.questions.truncate(6);
    let question = &mut bank.questions[2];
    question.prompt.value = [question.prompt.value.as_str(); 12].join("\n\n");
    let id = question.id.clone();
    let found = findings(&bank);
    assert!(found.len() >= 2 && found.iter().all(|f| f.contains(&id)), "{found:?}");
}

#[test]
fn a_described_level_that_is_too_long_is_told_whatever_its_seniority() {
    for level in Seniority::ALL {
        let mut bank = kits::built_in_bank();
        bank.questions.truncate(6);
        let question = &mut bank.questions[2];
        let mut long = question.anchors.base[&3].clone();
        long.value = [long.value.as_str(); 60].join(" ");
        question.anchors.overrides.entry(level).or_default().insert(3, long);
        let id = question.id.clone();
        let found = findings(&bank);
        assert!(found.len() >= 2 && found.iter().all(|f| f.contains(&id)), "{level}: {found:?}");
    }
}
