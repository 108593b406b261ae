//! Decides which pool gives the next question.

use std::collections::BinaryHeap;

use super::apportion::{self, ApportionEntry};
use super::first_round::first_round;
use super::pool::CategoryPool;
use crate::kit::request::{Part, Request};

/// The number of core questions that come before the first other technical question.
const CORE_LEAD: usize = 3;

/// The turns of the pools in each part of a kit.
pub(super) struct Turns {
    core: BinaryHeap<ApportionEntry>,
    other: BinaryHeap<ApportionEntry>,
    soft: BinaryHeap<ApportionEntry>,
    core_places: usize,
    other_places: usize,
}

impl Turns {
    /// Starts after the questions that each pool has `given` and the pins.
    pub(super) fn new(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], given: &[usize]) -> Self {
        let entries = |part| apportion::entries(pools, first_round(request, pools, part), given);
        let places = |part| -> usize {
            let of_part = pools.iter().zip(given).filter(|(pool, _)| pool.part == part);
            of_part.map(|(pool, given)| pool.pinned + given).sum()
        };
        Self {
            core: entries(Part::Core),
            other: entries(Part::Other),
            soft: entries(Part::Soft),
            core_places: places(Part::Core),
            other_places: places(Part::Other),
        }
    }

    /// Returns the part whose turn it is, then the part that takes its place if it has no question left.
    ///
    /// The first three technical questions are core; then other and core questions alternate. So a
    /// short interview is all core, and in a long one core questions stay the majority.
    pub(super) fn technical_parts(&self) -> [Part; 2] {
        if self.core_places < self.other_places + CORE_LEAD {
            [Part::Core, Part::Other]
        } else {
            [Part::Other, Part::Core]
        }
    }

    /// Takes the entry whose turn it is. It leaves for good unless [`Turns::give_place`] puts it back.
    pub(super) fn pop(&mut self, part: Part) -> Option<ApportionEntry> {
        self.heap(part).pop()
    }

    /// Takes the first entry for which `is_wanted` is true.
    pub(super) fn pop_where(
        &mut self,
        part: Part,
        is_wanted: impl Fn(&ApportionEntry) -> bool,
    ) -> Option<ApportionEntry> {
        let mut passed = Vec::new();
        let mut found = None;
        while let Some(entry) = self.heap(part).pop() {
            if is_wanted(&entry) {
                found = Some(entry);
                break;
            }
            passed.push(entry);
        }
        self.heap(part).extend(passed);
        found
    }

    /// Counts a place of an entry, and puts the entry back if its pool has more questions.
    pub(super) fn give_place(&mut self, part: Part, entry: ApportionEntry, has_more: bool) {
        match part {
            Part::Core => self.core_places += 1,
            Part::Other => self.other_places += 1,
            Part::Soft => {}
        }
        if has_more {
            self.heap(part).push(entry.with_one_more_place());
        }
    }

    fn heap(&mut self, part: Part) -> &mut BinaryHeap<ApportionEntry> {
        match part {
            Part::Core => &mut self.core,
            Part::Other => &mut self.other,
            Part::Soft => &mut self.soft,
        }
    }
}
