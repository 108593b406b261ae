//! What changed between two states of kits, and whether the marks of candidates interviewed with the one can
//! be set beside those of candidates interviewed with the other.
//!
//! Marks compare where the same was asked and rated by the same levels. So a change of a question weighs by
//! what it touches (`Effect`): what the candidate gets and the levels a mark is given by; what else guides
//! the interviewer; or nothing but where the question is filed.
//!
//! | file | what it holds |
//! |---|---|
//! | `known` | what is known of a kit, from whichever lock; wordings, found by their hashes |
//! | `pairs` | which kit of the one state is which of the other |
//! | `question` | what of a question changed, and what that weighs |
//! | `verdict` | whether marks compare |

mod change;
pub(crate) mod lock_change;
pub(crate) mod narrate;
mod pairs;
mod question;
pub(crate) mod render_json;
pub(crate) mod render_text;
mod snapshot;
mod verdict;
pub(crate) mod word_diff;

use std::collections::HashMap;

pub(crate) use change::KitChange;
pub use pairs::{Pair, Side, pairs};
pub use question::{Effect, PartChange};
pub use snapshot::{KitSnapshot, Wordings};
pub use verdict::{Care, Verdict};

use crate::bank::Question;
use crate::kit::LockedQuestion;

/// A question where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number, from 1.
    pub number: usize,
    /// Its wording, where that is known.
    pub wording: Option<&'c Question>,
}

/// A question that both kits have, under one id, and that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number in the new kit, from 1.
    pub number: usize,
    /// As it was, where that is known.
    pub old: Option<&'c Question>,
    /// As it is, where that is known.
    pub new: Option<&'c Question>,
    /// What changed; empty where not both wordings are known.
    pub parts: Vec<PartChange>,
}

impl Changed<'_> {
    /// What the change does to marks; nothing where that cannot be known.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.parts.iter().map(|part| part.effect).max()
    }
}

/// A question that is asked earlier or later, seen beside the others that both kits have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number in the old kit, from 1.
    pub from: usize,
    /// Its number in the new kit, from 1.
    pub to: usize,
}

/// What was asked of the choice, then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'c> {
    /// The name of the setting on the command line.
    pub key: &'c str,
    /// What was asked; nothing, if nothing was.
    pub old: Option<&'c str>,
    /// What is asked.
    pub new: Option<&'c str>,
}

/// A kit, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'c> {
    /// As it was.
    pub old: &'c KitSnapshot,
    /// As it is.
    pub new: &'c KitSnapshot,
    /// What was asked of the choice otherwise; nothing where one of the locks does not tell what was asked.
    pub asked: Vec<Asked<'c>>,
    /// Questions that came, in the order of the new kit.
    pub added: Vec<Placed<'c>>,
    /// Questions that went, in the order of the old kit.
    pub removed: Vec<Placed<'c>>,
    /// Questions asked earlier or later, in the order of the new kit.
    pub moved: Vec<Moved<'c>>,
    /// Questions that are not the same, in the order of the new kit.
    pub changed: Vec<Changed<'c>>,
    /// Whether marks compare.
    pub verdict: Verdict,
}

impl Difference<'_> {
    /// Whether these are two kits, and not one that changed: they are for different roles.
    #[must_use]
    pub fn is_of_two_roles(&self) -> bool {
        self.old.asked_for("role").zip(self.new.asked_for("role")).is_some_and(|(old, new)| old != new)
    }

    /// Whether nothing changed at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.verdict == Verdict::Same && self.asked.is_empty() && self.old.name == self.new.name
    }
}

/// Compares a kit as it was with the same kit as it is.
#[must_use]
pub fn compare<'c>(old: &'c KitSnapshot, new: &'c KitSnapshot, wordings: &Wordings<'c>) -> Difference<'c> {
    let (was, is) = (places(&old.questions), places(&new.questions));
    let placed = |(locked, number): (&'c LockedQuestion, usize)| Placed {
        id: &locked.id,
        number,
        wording: wordings.of(locked),
    };
    let added = numbered(&new.questions).filter(|(q, _)| !was.contains_key(q.id.as_str())).map(placed);
    let removed = numbered(&old.questions).filter(|(q, _)| !is.contains_key(q.id.as_str())).map(placed);
    let changed = numbered(&new.questions).filter_map(|(now, number)| {
        let (then, _) = was.get(now.id.as_str())?;
        if then.hash == now.hash || is.get(now.id.as_str())?.1 != number {
            return None;
        }
        let (old, new) = (wordings.of(then), wordings.of(now));
        let parts = old.zip(new).map(|(old, new)| question::changed_parts(old, new)).unwrap_or_default();
        Some(Changed { id: &now.id, number, old, new, parts })
    });
    let mut difference = Difference {
        old,
        new,
        asked: asked(old, new),
        added: added.collect(),
        removed: removed.collect(),
        moved: moved(&new.questions, &was),
        changed: changed.collect(),
        verdict: Verdict::Same,
    };
    difference.verdict = verdict::verdict(&difference);
    difference
}

fn numbered(questions: &[LockedQuestion]) -> impl Iterator<Item = (&LockedQuestion, usize)> {
    questions.iter().zip(1..)
}

/// Questions by their ids, with their numbers. An id stands once in a lock; where somebody wrote it twice,
/// the first counts.
fn places(questions: &[LockedQuestion]) -> HashMap<&str, (&LockedQuestion, usize)> {
    let mut places = HashMap::with_capacity(questions.len());
    for (question, number) in numbered(questions) {
        places.entry(question.id.as_str()).or_insert((question, number));
    }
    places
}

fn asked<'c>(old: &'c KitSnapshot, new: &'c KitSnapshot) -> Vec<Asked<'c>> {
    let (Some(was), Some(is)) = (&old.asked, &new.asked) else { return Vec::new() };
    let keys: std::collections::BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let asked = |key: &'c String| Asked {
        key,
        old: was.get(key).map(String::as_str),
        new: is.get(key).map(String::as_str),
    };
    keys.into_iter().map(asked).filter(|asked| asked.old != asked.new).collect()
}

/// The questions that do not stand in the longest run of those both kits have in one order.
fn moved<'c>(new: &'c [LockedQuestion], was: &HashMap<&str, (&LockedQuestion, usize)>) -> Vec<Moved<'c>> {
    let mut seen = std::collections::HashSet::new();
    let common: Vec<Moved<'c>> = numbered(new)
        .filter(|(question, _)| seen.insert(question.id.as_str()))
        .filter_map(|(q, to)| was.get(q.id.as_str()).map(|(_, from)| Moved { id: &q.id, from: *from, to }))
        .collect();
    // `ends[n]`: the run of n + 1 questions that ends earliest, by its last; `before`: what stands before each.
    let (mut ends, mut before) = (Vec::<usize>::new(), vec![None; common.len()]);
    for (at, question) in common.iter().enumerate() {
        let length = ends.partition_point(|end| common[*end].from < question.from);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut stays = vec![false; common.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    common.into_iter().zip(stays).filter(|(_, stays)| !stays).map(|(question, _)| question).collect()
}
