//! Shards: the parts of a batch for several machines. The division depends on the kits alone, never on the machine or
//! on finished work. So machines that know nothing of each other make each document exactly once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bank::{QUESTION_FIELDS, Question, QuestionPart};
use crate::compose::Face;
use crate::compose::document_settings::Style;
use crate::kit::Kit;

/// The most shards of a batch.
pub const MAX_SHARDS: usize = 1_000;

/// A part of a batch: the second of five is `2/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    /// Its number, from 1.
    pub number: usize,
    /// The number of all shards.
    pub count: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: &str| {
            let is_plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<usize>().ok().filter(|_| is_plain)
        };
        let parts = text.split_once('/').and_then(|(one, of)| Some((number(one)?, number(of)?)));
        let Some((number, count)) = parts else {
            return Err("a shard is two whole numbers: 2/5 is the second of five".to_owned());
        };
        if count == 0 || count > MAX_SHARDS {
            return Err(format!("a batch is cut into 1 to {MAX_SHARDS} shards, not into {count}"));
        }
        if number == 0 || number > count {
            return Err(format!(
                "there is no shard {number} of {count}: they are 1/{count} to {count}/{count}"
            ));
        }
        Ok(Self { number, count })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

/// Estimates the time to make a document, in microseconds of one machine; only the proportions matter. The constants
/// fit the times of 750 documents of 1 to 90 questions.
#[must_use]
pub fn estimate_cost(kit: &Kit<'_>, style: &Style) -> u64 {
    let is_interviewers = style.face == Face::Interviewer;
    let question = |question: &Question| {
        let code = question.code.as_ref().map_or(0, |code| code.source.value.len());
        let asked = question.prompt.value.len() + code;
        if !is_interviewers {
            return PROMPT_MICROS + asked as u64 / CHARS_PER_MICRO;
        }
        let guide = QUESTION_FIELDS.iter().filter(|field| field.part == QuestionPart::Rubric);
        let rubric: usize =
            guide.flat_map(|field| (field.value)(question).texts()).map(|text| text.value.len()).sum();
        // Boxes for signs, lines for probes; a rating and notes.
        let fields = question.listen_for.len() + question.follow_ups.len() + kit.scale.levels.len() + 2;
        let fields = if style.no_form { 0 } else { fields as u64 * FIELD_MICROS };
        RUBRIC_MICROS + (asked + rubric) as u64 / CHARS_PER_MICRO + fields
    };
    DOCUMENT_MICROS + kit.picks.iter().map(|pick| question(pick.question)).sum::<u64>()
}

const DOCUMENT_MICROS: u64 = 530;
/// The cost of one prompt.
const PROMPT_MICROS: u64 = 20;
const RUBRIC_MICROS: u64 = 200;
/// The number of characters that cost a microsecond.
const CHARS_PER_MICRO: u64 = 7;
const FIELD_MICROS: u64 = 14;

/// Assigns each document to a shard, from 0, by the costs of the documents of each kit. The documents of a kit share
/// shaped words, so they stay together unless that adds more than 1 % to the largest shard.
#[must_use]
pub fn assign_shards(kits: &[Vec<u64>], count: usize) -> Vec<usize> {
    let whole: Vec<u64> = kits.iter().map(|documents| documents.iter().sum()).collect();
    let (kit_shards, largest) = balance(&whole, count);
    let (document_shards, balanced) = balance(&kits.concat(), count);
    if largest * 100 > balanced * 101 {
        return document_shards;
    }
    let each = kits.iter().zip(kit_shards);
    each.flat_map(|(documents, shard)| documents.iter().map(move |_| shard)).collect()
}

/// Assigns items to shards, the most expensive first, each to the shard with the least cost so far. Returns the shard
/// of each item and the cost of the largest shard.
fn balance(costs: &[u64], count: usize) -> (Vec<usize>, u64) {
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|&item| Reverse(costs[item]));
    let mut least: BinaryHeap<Reverse<(u64, usize)>> = (0..count).map(|shard| Reverse((0, shard))).collect();
    let (mut shards, mut largest) = (vec![0; costs.len()], 0);
    for item in order {
        let Some(Reverse((load, shard))) = least.pop() else { break };
        let load = load + costs[item];
        largest = largest.max(load);
        shards[item] = shard;
        least.push(Reverse((load, shard)));
    }
    (shards, largest)
}
