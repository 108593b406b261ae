//! The order in which the pools of a part get their first place.
//!
//! The order depends on the keys, the weights, the types and the competencies of the categories,
//! never on their questions. An added question therefore takes at most one place from another.

use std::collections::{BTreeMap, BTreeSet};

use super::pool::CategoryPool;
use crate::bank::QuestionType;
use crate::kit::request::{Part, Request};

/// The minutes from which an interview asks about ethics.
pub(super) const MIN_MINUTES_FOR_ETHICS: u32 = 60;

/// The most competencies of soft questions. With those of technical questions a kit covers eight at most.
pub(super) const MAX_SOFT_COMPETENCIES: usize = 3;
/// The most competencies of technical questions.
pub(super) const MAX_TECHNICAL_COMPETENCIES: usize = 5;
/// The most competencies of the core among them.
const MAX_CORE_COMPETENCIES: usize = 4;

/// The pools of a part in the order of their first places.
pub(super) struct FirstRound {
    /// The pools that take turns.
    pub(super) main: Vec<usize>,
    /// The pools that would add too many competencies. They give questions only if the others are used up.
    pub(super) reserve: Vec<usize>,
}

/// Returns the open pools of a part in the order of their first places.
pub(super) fn first_round(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], part: Part) -> FirstRound {
    let is_open = |&pool: &usize| pools[pool].part == part && pools[pool].is_open();
    let mut main: Vec<usize> = (0..pools.len()).filter(is_open).collect();
    main.sort_by_cached_key(|&pool| {
        let CategoryPool { category, weight, .. } = &pools[pool];
        (request.keys.category(&category.id, *weight), &category.id)
    });
    match part {
        Part::Soft => order_soft(request, pools, &mut main),
        Part::Core | Part::Other if request.spreads_competencies() => {
            return spread_competencies(request, pools, part, main);
        }
        Part::Core | Part::Other => {}
    }
    FirstRound { main, reserve: Vec::new() }
}

/// Moves one pool of each type to the front: behavioural, then the others by their keys, ethics last in a long
/// interview, which asks about it in any case.
fn order_soft(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], order: &mut [usize]) {
    let asks_ethics =
        request.blueprint.interview_minutes().is_some_and(|minutes| minutes >= MIN_MINUTES_FOR_ETHICS);
    let rank = |kind| match kind {
        QuestionType::Behavioral => 0,
        QuestionType::Ethics if asks_ethics => 2,
        _ => 1,
    };
    let rounds = occurrences(order.iter().map(|&pool| pools[pool].category.kind as u8));
    let rounds: BTreeMap<usize, usize> = order.iter().copied().zip(rounds).collect();
    order.sort_by_key(|pool| (rounds.get(pool).copied(), rank(pools[*pool].category.kind)));
}

/// Moves pools whose competency an earlier pool has behind the others, and limits the competencies of the part.
fn spread_competencies(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    part: Part,
    mut order: Vec<usize>,
) -> FirstRound {
    let competency = |pool: usize| pools[pool].category.competency.as_deref();
    let mut covered: BTreeSet<&str> = match part {
        Part::Other => core_competencies(request, pools),
        Part::Core | Part::Soft => BTreeSet::new(),
    };
    // A category without a competency repeats none.
    let names = order.iter().map(|&pool| competency(pool).unwrap_or(&pools[pool].category.id));
    let rounds: BTreeMap<usize, usize> = order.iter().copied().zip(occurrences(names)).collect();
    order.sort_by_key(|&pool| {
        let repeats_core = competency(pool).is_some_and(|id| covered.contains(id));
        rounds.get(&pool).copied().unwrap_or(0) + usize::from(repeats_core)
    });
    let most = if part == Part::Core { MAX_CORE_COMPETENCIES } else { MAX_TECHNICAL_COMPETENCIES };
    let (main, reserve) = order.into_iter().partition(|&pool| {
        let Some(id) = competency(pool) else { return true };
        covered.contains(id) || (covered.len() < most && covered.insert(id))
    });
    FirstRound { main, reserve }
}

/// Returns the competencies of the core pools that take turns.
fn core_competencies<'a>(request: &Request<'_, '_>, pools: &'a [CategoryPool<'_>]) -> BTreeSet<&'a str> {
    let FirstRound { main, .. } = first_round(request, pools, Part::Core);
    main.into_iter().filter_map(|pool| pools[pool].category.competency.as_deref()).collect()
}

/// Returns, for each value, the number of equal values before it.
fn occurrences<T: Ord>(values: impl Iterator<Item = T>) -> Vec<usize> {
    let mut seen: BTreeMap<T, usize> = BTreeMap::new();
    values
        .map(|value| {
            let number = seen.entry(value).or_insert(0);
            *number += 1;
            *number - 1
        })
        .collect()
}
