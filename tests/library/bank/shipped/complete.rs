//! Every question has all fields of a structured interview, at lengths that suit its page.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use interview_kit::bank::{Bank, Question, QuestionType, Status};
use unicode_segmentation::UnicodeSegmentation;

use super::{assert_finds_spoilt_question, assert_no_findings, replace_code};
use crate::support::kits;

/// Lengths in characters: a prompt is read aloud in one breath, a bullet takes two lines at most.
const PROMPT: RangeInclusive<usize> = 60..=320;
const SIGN: RangeInclusive<usize> = 12..=110;
const FOLLOW_UP: RangeInclusive<usize> = 12..=140;
const ANCHOR: RangeInclusive<usize> = 40..=150;
const SAMPLE: RangeInclusive<usize> = 150..=900;
/// Words that a person speaks or reads per minute without hurry.
const WORDS_A_MINUTE: usize = 130;

/// Returns the errors in single questions of a bank.
fn findings(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    for question in bank.questions.iter().filter(|q| q.status == Status::Active) {
        let mut tell = |what: String| found.push(format!("{}: {what}", question.id));
        check_lists(question, &mut tell);
        check_lengths(question, &mut tell);
        check_levels(question, &mut tell);
        check_rubric(question, &mut tell);
    }
    found
}

fn check_lists(q: &Question, tell: &mut impl FnMut(String)) {
    let general = q.listen_for.iter().filter(|l| l.from.is_none()).count();
    for (what, number, range) in [
        ("signs to listen for", q.listen_for.len(), 3..=5),
        ("signs for every level", general, 3..=5),
        ("red flags", q.red_flags.len(), 1..=3),
        ("follow-ups", q.follow_ups.len(), 1..=3),
        ("tags", q.tags.len(), 1..=5),
        ("minutes", q.minutes as usize, 3..=8),
    ] {
        if !range.contains(&number) {
            tell(format!("{number} {what}"));
        }
    }
    if q.kind != QuestionType::Technical && q.competency.is_none() {
        tell("a question that is not technical names its competency".to_owned());
    }
}

fn check_lengths(q: &Question, tell: &mut impl FnMut(String)) {
    let mut within = |what: &str, text: &str, range: &RangeInclusive<usize>| {
        let length = text.chars().count();
        if !range.contains(&length) {
            tell(format!("{what} of {length} characters: {text}"));
        }
    };
    within("prompt", &q.prompt.value, &PROMPT);
    for text in q.listen_for.iter().map(|l| &l.text).chain(&q.red_flags) {
        within("sign", &text.value, &SIGN);
    }
    for text in &q.follow_ups {
        within("follow-up", &text.value, &FOLLOW_UP);
    }
    for text in q.anchors.texts() {
        within("anchor", &text.value, &ANCHOR);
    }
    if let Some(code) = &q.code {
        for line in code.source.value.lines() {
            within("line of code", line, &(0..=72));
        }
        let lines = code.source.value.lines().count();
        if lines > 16 || code.output.is_none() {
            tell(format!("a snippet has at most 16 lines and an output; this has {lines}"));
        }
    }
    let spoken = q.prompt.value.split_whitespace().count()
        + q.sample_answer.iter().flat_map(|s| s.value.split_whitespace()).count()
        + q.follow_ups.first().map_or(0, |f| f.value.split_whitespace().count());
    let minutes = spoken.div_ceil(WORDS_A_MINUTE) as u32;
    if minutes > q.minutes {
        tell(format!("asking, answering and one probe take {minutes} minutes, not {}", q.minutes));
    }
}

fn check_levels(q: &Question, tell: &mut impl FnMut(String)) {
    let gap = q.seniority.windows(2).any(|pair| pair[1] as u8 - pair[0] as u8 != 1);
    if gap {
        tell("its levels have a gap".to_owned());
    }
    for sign in &q.listen_for {
        let Some(from) = sign.from else { continue };
        if !q.seniority.contains(&from) || q.seniority.first() == Some(&from) {
            tell(format!("`from = \"{from}\"` says nothing: {}", sign.text.value));
        }
    }
}

/// Words that judge. The description of a level must say what the candidate says instead.
const JUDGING: &[&str] = &[
    "poor",
    "average",
    "excellent",
    "great",
    "good",
    "bad",
    "weak",
    "strong",
    "perfect",
    "outstanding",
    "mediocre",
];

fn check_rubric(q: &Question, tell: &mut impl FnMut(String)) {
    let scores: Vec<u8> = q.anchors.base.keys().copied().collect();
    if scores != [1, 3, 5] {
        tell(format!("levels described: {scores:?}"));
    }
    for anchor in q.anchors.texts() {
        let text = anchor.value.to_lowercase();
        let judged = text.split(|c: char| !c.is_alphabetic()).find(|word| JUDGING.contains(word));
        if let Some(word) = judged {
            tell(format!("a described level judges (`{word}`): {}", anchor.value));
        }
    }
    for level in &q.seniority {
        let mut seen = Vec::new();
        for anchor in q.anchors_for(&[*level]).into_values() {
            let text = anchor.value.to_lowercase();
            if seen.contains(&text) {
                tell(format!("two levels are described alike for {level}: {}", anchor.value));
            }
            seen.push(text);
        }
    }
    match &q.sample_answer {
        None => tell("no sample answer".to_owned()),
        Some(sample) => {
            let sentences = replace_code(&sample.value).unicode_sentences().count();
            if !(3..=6).contains(&sentences) || !SAMPLE.contains(&sample.value.chars().count()) {
                tell(format!("a sample answer of {sentences} sentences: {}", sample.value));
            }
        }
    }
    for text in q.follow_ups.iter().filter(|f| !f.value.ends_with('?')) {
        tell(format!("a follow-up that asks nothing: {}", text.value));
    }
}

/// Finds signs (`listen_for`) that stand more than once in the bank.
fn repeated_signs(bank: &Bank) -> Vec<String> {
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut found = Vec::new();
    for question in &bank.questions {
        for sign in &question.listen_for {
            let key: Vec<String> = sign.text.value.split_whitespace().map(str::to_lowercase).collect();
            if let Some(other) = first.insert(key.join(" "), &question.id) {
                found.push(format!("{} and {other}: {}", question.id, sign.text.value));
            }
        }
    }
    found
}

/// Finds ids that do not consist of the prefix of their category and a few words.
fn ids(bank: &Bank) -> Vec<String> {
    let mut found = Vec::new();
    let mut prefixes: BTreeMap<&str, &str> = BTreeMap::new();
    for category in &bank.categories {
        let inside = bank.questions.iter().filter(|q| q.category == category.id);
        let ids: Vec<&str> = inside.map(|q| q.id.as_str()).collect();
        match prefix(&ids) {
            Some(prefix) => {
                prefixes.insert(prefix, &category.id);
            }
            None => {
                found.push(format!("{}: its ids have no prefix in common: {}", category.id, ids.join(", ")));
            }
        }
    }
    for question in &bank.questions {
        let of = prefixes.iter().filter(|(prefix, _)| question.id.starts_with(**prefix));
        let of: Vec<&str> = of.map(|(_, category)| *category).collect();
        if of != [question.category.as_str()] {
            found.push(format!("{}: its prefix is that of {of:?}", question.id));
        }
    }
    found
}

/// Returns the longest prefix, up to a hyphen, of more than half of the ids.
fn prefix<'i>(ids: &[&'i str]) -> Option<&'i str> {
    let mut begun: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        for (at, _) in id.match_indices('-') {
            *begun.entry(&id[..=at]).or_default() += 1;
        }
    }
    let shared = begun.into_iter().filter(|(_, number)| number * 2 > ids.len());
    shared.map(|(prefix, _)| prefix).max_by_key(|prefix| prefix.len())
}

#[test]
fn every_question_is_complete() {
    assert_no_findings(&findings(&kits::built_in_bank()));
}

#[test]
fn no_sign_stands_twice_in_the_bank() {
    assert_no_findings(&repeated_signs(&kits::built_in_bank()));
}

#[test]
fn ids_follow_a_scheme() {
    assert_no_findings(&ids(&kits::built_in_bank()));
}

#[test]
fn an_incomplete_question_is_reported() {
    assert_finds_spoilt_question(findings, |q| q.red_flags.clear());
    assert_finds_spoilt_question(findings, |q| q.follow_ups.clear());
    assert_finds_spoilt_question(findings, |q| q.listen_for.truncate(2));
    assert_finds_spoilt_question(findings, |q| q.sample_answer = None);
    assert_finds_spoilt_question(findings, |q| q.tags.clear());
    assert_finds_spoilt_question(findings, |q| q.prompt.value.truncate(30));
    assert_finds_spoilt_question(findings, |q| q.prompt.value = q.prompt.value.repeat(4));
    assert_finds_spoilt_question(findings, |q| q.minutes = 2);
    assert_finds_spoilt_question(findings, |q| q.minutes = 30);
    assert_finds_spoilt_question(findings, |q| q.code.as_mut().unwrap().output = None);
}

#[test]
fn unhelpful_level_descriptions_are_reported() {
    assert_finds_spoilt_question(findings, |q| drop(q.anchors.base.remove(&3)));
    assert_finds_spoilt_question(findings, |q| {
        let low = q.anchors.base[&1].clone();
        q.anchors.base.insert(5, low);
    });
    assert_finds_spoilt_question(findings, |q| {
        let (level, low) = (*q.seniority.last().unwrap(), q.anchors.base[&1].clone());
        q.anchors.overrides.entry(level).or_default().insert(5, low);
    });
    assert_finds_spoilt_question(findings, |q| {
        let mut short = q.anchors.base[&5].clone();
        "Says it.".clone_into(&mut short.value);
        q.anchors.overrides.entry(*q.seniority.last().unwrap()).or_default().insert(5, short);
    });
    assert_finds_spoilt_question(findings, |q| {
        q.anchors.base.get_mut(&5).unwrap().value = "An excellent answer in every way there is.".to_owned();
    });
    assert_finds_spoilt_question(findings, |q| {
        q.follow_ups[0].value = "Tell me more about it, please.".to_owned();
    });
}

#[test]
fn a_repeated_sign_and_a_wrong_id_are_reported() {
    assert_finds_spoilt_question(repeated_signs, |q| q.listen_for[1] = q.listen_for[0].clone());
    assert_finds_spoilt_question(ids, |q| q.id = "py-coll-py-core-slicing".to_owned());
}
