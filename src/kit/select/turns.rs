//! Decides which pool gives the next question.

use std::collections::BinaryHeap;

use super::apportion::{self, ApportionEntry};
use super::first_round::{FirstRound, first_round};
use super::pool::CategoryPool;
use crate::kit::request::{Part, Request};

/// The number of core questions that come before the first other technical question.
const CORE_LEAD: usize = 3;

/// The turns of the pools in each part of a kit.
pub(super) struct Turns {
    core: PartTurns,
    other: PartTurns,
    soft: PartTurns,
}

/// The turns of the pools of one part.
struct PartTurns {
    main: BinaryHeap<ApportionEntry>,
    /// Pools that give questions only if the main pools of all technical parts are used up.
    reserve: BinaryHeap<ApportionEntry>,
    /// The number of questions of the part.
    places: usize,
}

impl Turns {
    /// Starts after the questions that each pool has `given` and the pins.
    pub(super) fn new(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], given: &[usize]) -> Self {
        let part_turns = |part| {
            let FirstRound { main, reserve } = first_round(request, pools, part);
            let of_part = pools.iter().zip(given).filter(|(pool, _)| pool.part == part);
            PartTurns {
                main: apportion::entries(pools, main, given),
                reserve: apportion::entries(pools, reserve, given),
                places: of_part.map(|(pool, given)| pool.pinned + given).sum(),
            }
        };
        let [core, other, soft] = [Part::Core, Part::Other, Part::Soft].map(part_turns);
        Self { core, other, soft }
    }

    /// Takes the entry of the technical pool whose turn it is. It leaves for good unless [`Turns::give_place`] puts it
    /// back.
    ///
    /// The first three technical questions are core; then other and core questions alternate. So a
    /// short interview is all core, and in a long one core questions stay the majority.
    pub(super) fn pop_technical(&mut self) -> Option<Turn> {
        let parts = if self.core.places < self.other.places + CORE_LEAD {
            [Part::Core, Part::Other]
        } else {
            [Part::Other, Part::Core]
        };
        let main = parts
            .into_iter()
            .find_map(|part| Some(Turn { part, entry: self.turns_of(part).main.pop()?, is_main: true }));
        main.or_else(|| {
            let pop = |part| Some(Turn { part, entry: self.turns_of(part).reserve.pop()?, is_main: false });
            parts.into_iter().find_map(pop)
        })
    }

    /// Takes the entry of the soft pool whose turn it is.
    pub(super) fn pop_soft(&mut self) -> Option<Turn> {
        Some(Turn { part: Part::Soft, entry: self.soft.main.pop()?, is_main: true })
    }

    /// Takes the first entry of a soft pool for which `is_wanted` is true.
    pub(super) fn pop_soft_where(&mut self, is_wanted: impl Fn(&ApportionEntry) -> bool) -> Option<Turn> {
        let mut passed = Vec::new();
        let mut found = None;
        while let Some(turn) = self.pop_soft() {
            if is_wanted(&turn.entry) {
                found = Some(turn);
                break;
            }
            passed.push(turn.entry);
        }
        self.soft.main.extend(passed);
        found
    }

    /// Puts the entry of a turn back without a place.
    pub(super) fn put_back(&mut self, turn: Turn) {
        let part = self.turns_of(turn.part);
        let heap = if turn.is_main { &mut part.main } else { &mut part.reserve };
        heap.push(turn.entry);
    }

    /// Counts the place of a turn, and puts its entry back if its pool has more questions.
    pub(super) fn give_place(&mut self, turn: Turn, has_more: bool) {
        let part = self.turns_of(turn.part);
        part.places += 1;
        if has_more {
            let heap = if turn.is_main { &mut part.main } else { &mut part.reserve };
            heap.push(turn.entry.with_one_more_place());
        }
    }

    fn turns_of(&mut self, part: Part) -> &mut PartTurns {
        match part {
            Part::Core => &mut self.core,
            Part::Other => &mut self.other,
            Part::Soft => &mut self.soft,
        }
    }
}

/// The turn of a pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) part: Part,
    pub(super) entry: ApportionEntry,
    is_main: bool,
}

impl Turn {
    /// Returns true if both pools are of one part, and both main pools or both reserves.
    pub(super) fn is_beside(self, other: Self) -> bool {
        (self.part, self.is_main) == (other.part, other.is_main)
    }
}
