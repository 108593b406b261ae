//! Shares a given number of questions among the categories.

use super::pool::CategoryPool;
use super::smallest_change::smallest_change;
use super::turns::Turns;
use crate::bank::QuestionType;
use crate::kit::request::Request;
use crate::kit::select_error::SelectError;

/// Gives the soft questions their share of the places, and the others to technical pools by their turns.
pub(super) fn shared_places(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let Minimum { mut needs, mut free } = Minimum::new(request, pools, count)?;
    let mut turns = Turns::new(request, pools, &needs);
    let mut soft = missing_soft(request, pools, &needs, count).min(free);
    while free > 0 {
        let first = if soft > 0 { turns.pop_soft() } else { None };
        let turn = first.or_else(|| turns.pop_technical()).or_else(|| turns.pop_soft());
        let turn = turn.ok_or_else(|| count_short(request, pools, count))?;
        let pool = turn.entry.pool;
        needs[pool] += 1;
        turns.give_place(turn, needs[pool] < pools[pool].queue.len());
        soft = soft.saturating_sub(1);
        free -= 1;
    }
    Ok(needs)
}

/// Shares the places so that the questions are shortest, for when the shares of the parts do not fit the minutes.
pub(super) fn shortest_places(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let Minimum { mut needs, free } = Minimum::new(request, pools, count)?;
    for pool in shortest_beyond_needs(pools, &needs).into_iter().take(free) {
        needs[pool] += 1;
    }
    Ok(needs)
}

/// Returns the pool of each question that the open pools have beyond their needs, the shortest question first. Of
/// equally short questions the first in its pool comes first, so that pools take turns.
fn shortest_beyond_needs(pools: &[CategoryPool<'_>], needs: &[usize]) -> Vec<usize> {
    let mut offers: Vec<(u32, usize, usize)> = Vec::new();
    for (index, (pool, &need)) in pools.iter().zip(needs).enumerate().filter(|(_, (pool, _))| pool.is_open())
    {
        let mut minutes = pool.minutes();
        minutes.sort_unstable();
        let beyond = minutes.into_iter().enumerate().skip(need);
        offers.extend(beyond.map(|(place, minutes)| (minutes, place, index)));
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

/// Returns the number of soft questions that a kit of `count` lacks besides the pins and `needs`.
fn missing_soft(request: &Request<'_, '_>, pools: &[CategoryPool<'_>], needs: &[usize], count: u32) -> usize {
    if !request.limits_soft {
        return 0;
    }
    let pinned = request.pins.iter().filter(|pin| pin.kind != QuestionType::Technical).count();
    let needed = pools.iter().zip(needs).filter(|(pool, _)| pool.category.kind != QuestionType::Technical);
    let given = pinned + needed.map(|(_, need)| need).sum::<usize>();
    request.soft_share().places(u64::from(count)).saturating_sub(given)
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
