//! Apportions places among the pools of one part by the method of equal proportions (Huntington and Hill).
//!
//! Places are given one by one, so a longer kit holds the places of a shorter one. First every
//! pool gets one place, in an order drawn from the keys (`first_round`). Then the next place goes to
//! the pool with the largest w / √(s (s + 1)), where w is its weight and s its number of places.
//! The number of its questions does not matter, unless they are used up.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::pool::CategoryPool;

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

/// Returns the entries of the pools that have questions left. `order` holds the pools in the order of the first
/// round; `given` counts the questions each pool has given besides its pins.
pub(super) fn entries(
    pools: &[CategoryPool<'_>],
    order: Vec<usize>,
    given: &[usize],
) -> BinaryHeap<ApportionEntry> {
    let entry = |(turn, pool): (usize, usize)| ApportionEntry {
        pool,
        weight: u64::from(pools[pool].weight),
        places: (given[pool] + pools[pool].pinned) as u64,
        turn,
    };
    let has_more = |entry: &ApportionEntry| given[entry.pool] < pools[entry.pool].queue.len();
    order.into_iter().enumerate().map(entry).filter(has_more).collect()
}
