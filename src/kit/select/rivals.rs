//! Leaves out questions that must not stand beside others: those of one group, and those that
//! exclude each other.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::pool::CategoryPool;
use crate::bank::Question;
use crate::kit::request::Request;

/// Removes candidates from the pools until no two exclude each other, and none excludes a pinned question.
///
/// Of two that exclude each other, the one that comes earlier in its own pool stays. So a question
/// rarely makes way for one that is not drawn. Questions that a pool must give in any case go first.
pub(super) fn drop_rivals(request: &Request<'_, '_>, pools: &mut [CategoryPool<'_>]) {
    let of_pools = || pools.iter().flat_map(|pool| &pool.queue).copied().chain(request.pins.iter().copied());
    let named: BTreeSet<&str> = of_pools().flat_map(|q| &q.never_with).map(String::as_str).collect();
    let has_rivals = |question: &Question| {
        question.group.is_some() || !question.never_with.is_empty() || named.contains(question.id.as_str())
    };
    let mut candidates = Vec::new();
    for pool in pools.iter() {
        let must = pool.min_questions();
        let ranked = pool.queue.iter().copied().enumerate().filter(|(_, question)| has_rivals(question));
        candidates.extend(ranked.map(|(rank, question)| (rank >= must, rank, question)));
    }
    if candidates.is_empty() {
        return;
    }
    candidates.sort_by_cached_key(|(is_extra, rank, question)| {
        (*is_extra, *rank, request.keys.question(&question.id), &question.id)
    });
    let mut chosen = Chosen::default();
    request.pins.iter().for_each(|pin| chosen.add(pin));
    let mut dropped: BTreeSet<&str> = BTreeSet::new();
    for (_, _, question) in candidates {
        if chosen.excludes(question) {
            dropped.insert(&question.id);
        } else {
            chosen.add(question);
        }
    }
    for pool in pools {
        pool.queue.retain(|question| !dropped.contains(question.id.as_str()));
    }
}

/// Questions that may stand in one kit, and all that they exclude.
#[derive(Default)]
pub(super) struct Chosen<'b> {
    groups: HashSet<&'b str>,
    ids: HashMap<&'b str, &'b Question>,
    excluded: HashSet<&'b str>,
}

impl<'b> Chosen<'b> {
    pub(super) fn add(&mut self, question: &'b Question) {
        self.groups.extend(question.group.as_deref());
        self.ids.insert(&question.id, question);
        self.excluded.extend(question.never_with.iter().map(String::as_str));
    }

    /// Returns true if one of the questions excludes this one, or the reverse.
    pub(super) fn excludes(&self, question: &Question) -> bool {
        question.group.as_deref().is_some_and(|group| self.groups.contains(group))
            || self.excluded.contains(question.id.as_str())
            || question.never_with.iter().any(|id| self.ids.contains_key(id.as_str()))
    }
}
