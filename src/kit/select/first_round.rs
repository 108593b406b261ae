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

/// Returns the open pools of a part in the order of their first places.
pub(super) fn first_round(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], part: Part) -> Vec<usize> {
    let is_open = |&pool: &usize| pools[pool].part == part && pools[pool].is_open();
    let mut order: Vec<usize> = (0..pools.len()).filter(is_open).collect();
    order.sort_by_cached_key(|&pool| {
        let CategoryPool { category, weight, .. } = &pools[pool];
        (request.keys.category(&category.id, *weight), &category.id)
    });
    match part {
        Part::Soft => order_soft(request, pools, &mut order),
        Part::Core | Part::Other if request.spreads_competencies() => {
            spread_competencies(request, pools, part, &mut order);
        }
        Part::Core | Part::Other => {}
    }
    order
}

/// Moves one pool of each type to the front: behavioural, ethics in a long interview, then the others by their keys.
fn order_soft(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], order: &mut [usize]) {
    let asks_ethics =
        request.blueprint.interview_minutes().is_some_and(|minutes| minutes >= MIN_MINUTES_FOR_ETHICS);
    let rank = |kind| match kind {
        QuestionType::Behavioral => 0,
        QuestionType::Ethics if asks_ethics => 1,
        _ => 2,
    };
    let rounds = occurrences(order.iter().map(|&pool| pools[pool].category.kind as u8));
    let rounds: BTreeMap<usize, usize> = order.iter().copied().zip(rounds).collect();
    order.sort_by_key(|pool| (rounds.get(pool).copied(), rank(pools[*pool].category.kind)));
}

/// Moves pools whose competency an earlier pool has behind the others. Outside the core, a competency of the core
/// counts as had.
fn spread_competencies(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    part: Part,
    order: &mut [usize],
) {
    let competency = |pool: usize| pools[pool].category.competency.as_deref();
    let core = request.role.map(|role| role.core.as_slice()).unwrap_or_default();
    let of_core: BTreeSet<&str> = match part {
        Part::Other => core.iter().filter_map(|id| request.bank.category(id)?.competency.as_deref()).collect(),
        Part::Core | Part::Soft => BTreeSet::new(),
    };
    // A category without a competency repeats none.
    let names = order.iter().map(|&pool| competency(pool).unwrap_or(&pools[pool].category.id));
    let rounds: BTreeMap<usize, usize> = order.iter().copied().zip(occurrences(names)).collect();
    order.sort_by_key(|&pool| {
        let repeats_core = competency(pool).is_some_and(|id| of_core.contains(id));
        rounds.get(&pool).copied().unwrap_or(0) + usize::from(repeats_core)
    });
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
