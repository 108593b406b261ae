//! Shares a given number of questions among the categories.

use super::apportion;
use super::pool::CategoryPool;
use super::smallest_change::smallest_change;
use crate::bank::QuestionType;
use crate::kit::request::Request;
use crate::kit::select_error::SelectError;

/// The indices of the open pools: those that may give more questions than they must.
pub(super) struct OpenPools {
    /// The pools of the behavioural part.
    pub(super) behavioral: Vec<usize>,
    /// All other open pools.
    pub(super) others: Vec<usize>,
}

impl OpenPools {
    pub(super) fn new(request: &Request<'_, '_>, pools: &[CategoryPool<'_>]) -> Self {
        let is_behavioral = |&pool: &usize| {
            request.has_behavioral_part && pools[pool].category.kind == QuestionType::Behavioral
        };
        let open = (0..pools.len()).filter(|&pool| pools[pool].is_open());
        let (behavioral, others) = open.partition(is_behavioral);
        Self { behavioral, others }
    }
}

/// Gives a fifth of the questions to the behavioural part, and shares the others in proportion.
pub(super) fn proportional_shares(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let Minimum { mut needs, mut free } = Minimum::new(request, pools, count)?;
    let OpenPools { behavioral, others } = OpenPools::new(request, pools);
    let behavioral_places = missing_behavioral(request, count).min(free);
    let mut give = |group: &[usize], places: usize| {
        let mut entries = apportion::entries(pools, group, &needs, &request.keys);
        let mut left = places;
        while left > 0
            && let Some(entry) = entries.pop()
        {
            needs[entry.pool] += 1;
            left -= 1;
            if needs[entry.pool] < pools[entry.pool].queue.len() {
                entries.push(entry.with_one_more_place());
            }
        }
        free -= places - left;
        free
    };
    let left = give(&behavioral, behavioral_places);
    let left = give(&others, left);
    if give(&behavioral, left) == 0 { Ok(needs) } else { Err(count_short(request, pools, count)) }
}

/// Shares the places so that the questions are shortest, for when proportional shares do not fit the
/// minutes.
pub(super) fn shortest_shares(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let Minimum { mut needs, mut free } = Minimum::new(request, pools, count)?;
    let OpenPools { behavioral, others } = OpenPools::new(request, pools);
    // One behavioural question stays, because the user asked for a behavioural part.
    let one = missing_behavioral(request, count).min(1).min(free);
    for pool in shortest_beyond_needs(pools, &behavioral, &needs).into_iter().take(one) {
        needs[pool] += 1;
        free -= 1;
    }
    let open: Vec<usize> = behavioral.into_iter().chain(others).collect();
    for pool in shortest_beyond_needs(pools, &open, &needs).into_iter().take(free) {
        needs[pool] += 1;
    }
    Ok(needs)
}

/// Returns the pool of each question that a group has beyond its needs, the shortest question first. Of equally
/// short questions the first in its pool comes first, so that pools take turns.
fn shortest_beyond_needs(pools: &[CategoryPool<'_>], group: &[usize], needs: &[usize]) -> Vec<usize> {
    let mut offers: Vec<(u32, usize, usize)> = Vec::new();
    for &pool in group {
        let mut minutes = pools[pool].minutes();
        minutes.sort_unstable();
        let beyond = minutes.into_iter().enumerate().skip(needs[pool]);
        offers.extend(beyond.map(|(place, minutes)| (minutes, place, pool)));
    }
    offers.sort_unstable();
    offers.into_iter().map(|(_, _, pool)| pool).collect()
}

/// The questions each pool must give in any case.
struct Minimum {
    /// The number of questions of each pool.
    needs: Vec<usize>,
    /// The number of places left besides them and the pins.
    free: usize,
}

impl Minimum {
    fn new(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], count: u32) -> Result<Self, SelectError> {
        let pins = request.pins.len();
        let needs: Vec<usize> = pools.iter().map(CategoryPool::min_questions).collect();
        let quotas: usize = needs.iter().sum();
        match (count as usize).checked_sub(pins.saturating_add(quotas)) {
            Some(free) => Ok(Self { needs, free }),
            None => Err(SelectError::CountBelowRequested { count, pins, quotas }),
        }
    }
}

/// Returns the number of questions that the behavioural part of a kit of `count` still lacks: a fifth, at least one,
/// less the pinned ones.
fn missing_behavioral(request: &Request<'_, '_>, count: u32) -> usize {
    if !request.has_behavioral_part {
        return 0;
    }
    let pinned = request.behavioral_pins().count();
    let fifth = (count as usize).saturating_add(2) / 5;
    fifth.max(1).saturating_sub(pinned)
}

fn count_short(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], count: u32) -> SelectError {
    let available =
        |pool: &CategoryPool<'_>| if pool.is_open() { pool.queue.len() } else { pool.min_questions() };
    let have = request.pins.len() + pools.iter().map(available).sum::<usize>();
    let only_quotas = !pools.is_empty() && pools.iter().all(|pool| !pool.is_open());
    let missing = (count as usize).saturating_sub(have);
    let suggestion = if only_quotas { None } else { smallest_change(request, None, missing) };
    SelectError::TooFewQuestions {
        count,
        have,
        levels: request.filter.levels.clone(),
        only_quotas,
        suggestion,
    }
}
