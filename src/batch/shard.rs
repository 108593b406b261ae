//! A part of the documents of a batch, for one machine of several. The cut hangs on the kits alone, never on
//! the machine or on what is made already, so that machines that know nothing of each other make each document
//! exactly once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bank::{QUESTION_FIELDS, Question, QuestionPart};
use crate::compose::Face;
use crate::compose::document_settings::Style;
use crate::kit::Kit;

/// Parts of a batch at most.
pub const MAX_SHARDS: usize = 1_000;

/// One part of a batch: the second of five is `2/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    /// Which, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: &str| {
            let is_plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<usize>().ok().filter(|_| is_plain)
        };
        let parts = text.split_once('/').and_then(|(one, of)| Some((number(one)?, number(of)?)));
        let Some((number, of)) = parts else {
            return Err("a shard is two whole numbers: 2/5 is the second of five".to_owned());
        };
        if of == 0 || of > MAX_SHARDS {
            return Err(format!("a batch is cut into 1 to {MAX_SHARDS} shards, not into {of}"));
        }
        if number == 0 || number > of {
            return Err(format!("there is no shard {number} of {of}: they are 1/{of} to {of}/{of}"));
        }
        Ok(Self { number, of })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
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

/// What a document costs to make, in microseconds of one machine; only the proportions count. The numbers are
/// those that fitted the times of 750 documents of 1 to 90 questions best.
#[must_use]
pub fn cost(kit: &Kit<'_>, style: &Style) -> u64 {
    let is_interviewers = style.face == Face::Interviewer;
    let question = |question: &Question| {
        let code = question.code.as_ref().map_or(0, |code| code.source.value.len());
        let asked = question.prompt.value.len() + code;
        if !is_interviewers {
            return PER_PROMPT + asked as u64 / CHARACTERS;
        }
        let guide = QUESTION_FIELDS.iter().filter(|field| field.part == QuestionPart::Rubric);
        let rubric: usize = guide.map(|field| (field.value)(question).text_bytes()).sum();
        // Boxes for signs, lines for probes; a rating and notes.
        let fields = question.listen_for.len() + question.follow_ups.len() + kit.scale.levels.len() + 2;
        let fields = if style.no_form { 0 } else { fields as u64 * PER_FIELD };
        PER_RUBRIC + (asked + rubric) as u64 / CHARACTERS + fields
    };
    PER_DOCUMENT + kit.picks.iter().map(|pick| question(pick.question)).sum::<u64>()
}

const PER_DOCUMENT: u64 = 530;
/// A question as the candidate reads it, and as the interviewer does.
const PER_PROMPT: u64 = 20;
const PER_RUBRIC: u64 = 200;
/// So many characters cost one.
const CHARACTERS: u64 = 7;
const PER_FIELD: u64 = 14;

/// The shard of each document, from 0, by the costs of the documents of each kit. The documents of a kit, which
/// have their words in common, stay together unless that makes the fullest shard fuller by a hundredth.
#[must_use]
pub fn cut(kits: &[Vec<u64>], of: usize) -> Vec<usize> {
    let whole: Vec<u64> = kits.iter().map(|documents| documents.iter().sum()).collect();
    let (of_kits, fullest) = deal(&whole, of);
    let (of_documents, least) = deal(&kits.concat(), of);
    if fullest * 100 > least * 101 {
        return of_documents;
    }
    let each = kits.iter().zip(of_kits);
    each.flat_map(|(documents, shard)| documents.iter().map(move |_| shard)).collect()
}

/// Deals things out, the dearest first, each to the shard that has least yet; and what the fullest comes to.
fn deal(costs: &[u64], of: usize) -> (Vec<usize>, u64) {
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|&thing| Reverse(costs[thing]));
    let mut least: BinaryHeap<Reverse<(u64, usize)>> = (0..of).map(|shard| Reverse((0, shard))).collect();
    let (mut shards, mut fullest) = (vec![0; costs.len()], 0);
    for thing in order {
        let Some(Reverse((load, shard))) = least.pop() else { break };
        let load = load + costs[thing];
        fullest = fullest.max(load);
        shards[thing] = shard;
        least.push(Reverse((load, shard)));
    }
    (shards, fullest)
}
