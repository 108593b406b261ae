//! Apportions places among pools by the method of equal proportions (Huntington and Hill).
//!
//! Places are given one by one, so a longer kit holds the places of a shorter one. First every
//! pool gets one place, in an order drawn from the seed. Then the next place goes to the pool
//! with the largest w / √(s (s + 1)), where w counts its matching questions and s its places.
//! One more question in a pool gives that pool at most one more place; the stability of the draw
//! depends on it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::pool::CategoryPool;
use crate::bank::QuestionType;
use crate::kit::draw::DrawKeys;

/// A pool that waits for its next place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ApportionEntry {
    /// The index of the pool.
    pub(super) pool: usize,
    weight: u64,
    places: u64,
    /// The position of the pool in the first round; breaks ties in later rounds.
    turn: usize,
}

impl ApportionEntry {
    /// Returns the entry of the same pool after it received a place.
    pub(super) fn with_one_more_place(self) -> Self {
        Self { places: self.places + 1, ..self }
    }

    fn weight_squared(self) -> u128 {
        u128::from(self.weight) * u128::from(self.weight)
    }

    fn divisor_squared(self) -> u128 {
        u128::from(self.places) * u128::from(self.places + 1)
    }
}

impl Ord for ApportionEntry {
    fn cmp(&self, other: &Self) -> Ordering {
        let proportion = match (self.places, other.places) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            // Squared and multiplied out, so that rounding never decides.
            _ => (self.weight_squared() * other.divisor_squared())
                .cmp(&(other.weight_squared() * self.divisor_squared())),
        };
        proportion.then(other.turn.cmp(&self.turn))
    }
}

impl PartialOrd for ApportionEntry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns the entries of the pools in `group` that have questions left. `given` counts the questions each pool has
/// given besides its pins.
pub(super) fn entries(
    pools: &[CategoryPool<'_>],
    group: &[usize],
    given: &[usize],
    keys: &DrawKeys,
) -> BinaryHeap<ApportionEntry> {
    let order = first_round_order(pools, group, keys);
    let entry = |(turn, pool): (usize, usize)| ApportionEntry {
        pool,
        weight: (pools[pool].queue.len() + pools[pool].pinned) as u64,
        places: (given[pool] + pools[pool].pinned) as u64,
        turn,
    };
    let has_more = |entry: &ApportionEntry| given[entry.pool] < pools[entry.pool].queue.len();
    order.into_iter().enumerate().map(entry).filter(has_more).collect()
}

/// Returns the order in which pools get their first place. Two technical pools alternate with one pool of another
/// type, so that a short kit is mostly but not only technical. The draw decides the order within each type, and the
/// order of the other types.
fn first_round_order(pools: &[CategoryPool<'_>], group: &[usize], keys: &DrawKeys) -> Vec<usize> {
    let key = |pool: usize| {
        let id = pools[pool].category.id.as_str();
        // Reversed, because the last pool of a queue is popped first.
        Reverse((keys.category(id, 1), id))
    };
    let of_kind = |kind: QuestionType| {
        let of_kind = |&pool: &usize| pools[pool].category.kind == kind;
        let mut queue: Vec<usize> = group.iter().copied().filter(of_kind).collect();
        queue.sort_by_cached_key(|&pool| key(pool));
        queue
    };
    let mut queues = QuestionType::ALL.map(of_kind);
    let [technical, others @ ..] = &mut queues;
    others.sort_by_cached_key(|queue| Reverse(queue.last().map(|&pool| key(pool))));
    let mut order = Vec::with_capacity(group.len());
    let mut next = 0;
    while order.len() < group.len() {
        order.extend(technical.pop());
        order.extend(technical.pop());
        let kinds = (0..others.len()).map(|step| (next + step) % others.len());
        let waiting: Vec<usize> = kinds.filter(|&kind| !others[kind].is_empty()).collect();
        if let Some(&kind) = waiting.first() {
            order.extend(others[kind].pop());
            next = kind + 1;
        }
    }
    order
}
