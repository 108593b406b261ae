//! Whose turn it is: sharing places among cells.
//!
//! Places are given one by one, so a longer kit holds the places of a shorter one. First
//! every cell gets one, in an order the seed decides. Then the next place goes to the cell with the
//! largest w / √(s (s + 1)), where w counts its matching questions and s the places it has: the
//! method of equal proportions (Huntington and Hill). A question more in a cell gives that cell at
//! most one place more, which the law of the draw asks for.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::pool::Cell;
use crate::bank::QuestionType;
use crate::kit::draw;

/// A cell that waits for its next place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ApportionEntry {
    pub(super) cell: usize,
    weight: u64,
    places: u64,
    /// Its turn among cells that have no place yet; breaks ties later.
    turn: usize,
}

impl ApportionEntry {
    /// The claim after its place was given.
    pub(super) fn granted(self) -> Self {
        Self { places: self.places + 1, ..self }
    }
}

impl Ord for ApportionEntry {
    fn cmp(&self, other: &Self) -> Ordering {
        let proportion = match (self.places, other.places) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            // Squared and multiplied out, so that no rounding decides.
            _ => (self.square() * other.divisor()).cmp(&(other.square() * self.divisor())),
        };
        proportion.then(other.turn.cmp(&self.turn))
    }
}

impl PartialOrd for ApportionEntry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl ApportionEntry {
    fn square(self) -> u128 {
        u128::from(self.weight) * u128::from(self.weight)
    }

    fn divisor(self) -> u128 {
        u128::from(self.places) * u128::from(self.places + 1)
    }
}

/// The claims of the cells in `group`, of which each has been given `given[cell]` questions beside its pins.
pub(super) fn claims(
    cells: &[Cell<'_>],
    group: &[usize],
    given: &[usize],
    seed: u64,
) -> BinaryHeap<ApportionEntry> {
    let turns = turns(cells, group, seed);
    let claim = |(turn, cell): (usize, usize)| ApportionEntry {
        cell,
        weight: (cells[cell].queue.len() + cells[cell].pinned) as u64,
        places: (given[cell] + cells[cell].pinned) as u64,
        turn,
    };
    let has_more = |claim: &ApportionEntry| given[claim.cell] < cells[claim.cell].queue.len();
    turns.into_iter().enumerate().map(claim).filter(has_more).collect()
}

/// The order in which cells get their first place: by the draw within each type, two technical
/// cells and then one of another type in turn, so that a short kit is mostly technical and yet not
/// only that. Which of the other types comes first is drawn too.
fn turns(cells: &[Cell<'_>], group: &[usize], seed: u64) -> Vec<usize> {
    let key = |cell: usize| {
        let id = cells[cell].category.id.as_str();
        // The last of a queue is the first to go.
        Reverse((draw::category_key(seed, id), id))
    };
    let of_kind = |kind: QuestionType| {
        let of_kind = |&cell: &usize| cells[cell].category.kind == kind;
        let mut queue: Vec<usize> = group.iter().copied().filter(of_kind).collect();
        queue.sort_by_cached_key(|&cell| key(cell));
        queue
    };
    let mut queues = QuestionType::ALL.map(of_kind);
    let [technical, others @ ..] = &mut queues;
    others.sort_by_cached_key(|queue| Reverse(queue.last().map(|&cell| key(cell))));
    let mut turns = Vec::with_capacity(group.len());
    let mut next = 0;
    while turns.len() < group.len() {
        turns.extend(technical.pop());
        turns.extend(technical.pop());
        let kinds = (0..others.len()).map(|step| (next + step) % others.len());
        let waiting: Vec<usize> = kinds.filter(|&kind| !others[kind].is_empty()).collect();
        if let Some(&kind) = waiting.first() {
            turns.extend(others[kind].pop());
            next = kind + 1;
        }
    }
    turns
}
