//! The questions that may be drawn, in one pool for each category.

use std::collections::{BTreeSet, HashMap};

use super::smallest_change::smallest_change;
use crate::bank::{Category, Question, Status};
use crate::kit::model::PickReason;
use crate::kit::request::{Demand, Part, Request, RequestedCategory};
use crate::kit::select_error::SelectError;

/// A chosen question.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChosenQuestion<'b> {
    pub(super) question: &'b Question,
    pub(super) reason: PickReason,
}

/// A category with the questions that may be drawn from it.
pub(super) struct CategoryPool<'b> {
    pub(super) category: &'b Category,
    pub(super) demand: Demand,
    pub(super) part: Part,
    pub(super) weight: u32,
    /// The candidates in the order of the draw: those for the levels asked for alone, then the others. Pins, and
    /// questions that exclude each other, are left out.
    pub(super) queue: Vec<&'b Question>,
    /// The number of pinned questions of the category.
    pub(super) pinned: usize,
    /// The reason given for questions that the pool must give or has a place for.
    pub(super) reason: PickReason,
}

impl CategoryPool<'_> {
    /// Returns the number of questions the pool must give besides the pinned ones.
    pub(super) fn min_questions(&self) -> usize {
        let wanted = match self.demand {
            Demand::Exactly(quota) => quota,
            Demand::AtLeast(least) => least,
            Demand::Share => 0,
        };
        wanted.saturating_sub(self.pinned)
    }

    /// Returns true if the pool may give more questions than it must.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.demand, Demand::Exactly(_))
    }

    /// Returns the minutes of the candidates, in the order of the draw.
    pub(super) fn minutes(&self) -> Vec<u32> {
        self.queue.iter().map(|question| question.minutes).collect()
    }
}

/// Returns the pools of a request, in the order of the kit.
pub(super) fn category_pools<'b>(request: &Request<'_, 'b>) -> Vec<CategoryPool<'b>> {
    let mut pools: Vec<CategoryPool<'b>> = Vec::with_capacity(request.categories.len());
    for &RequestedCategory { category, demand, part, weight, is_topped_up } in &request.categories {
        let pinned = request.pins.iter().filter(|pin| pin.category == category.id).count();
        let reason = match (demand, part) {
            _ if is_topped_up => PickReason::TopUp,
            (Demand::Exactly(_), _) => PickReason::Quota,
            (_, Part::Core) => PickReason::Core,
            (_, Part::Other) => PickReason::Share,
            (_, Part::Soft) => PickReason::Soft,
        };
        pools.push(CategoryPool { category, demand, part, weight, queue: Vec::new(), pinned, reason });
    }
    let pool_of: HashMap<&str, usize> =
        pools.iter().enumerate().map(|(index, pool)| (pool.category.id.as_str(), index)).collect();
    let pins: BTreeSet<&str> = request.pins.iter().map(|pin| pin.id.as_str()).collect();
    // Questions of a category mostly stand together, so most need no look-up.
    let mut last: (&str, Option<usize>) = ("", None);
    for question in &request.bank.questions {
        if last.0 != question.category {
            last = (&question.category, pool_of.get(question.category.as_str()).copied());
        }
        let Some(pool) = last.1 else { continue };
        if !pins.contains(question.id.as_str()) && is_drawable(request, question) {
            pools[pool].queue.push(question);
        }
    }
    for pool in &mut pools {
        pool.queue.sort_by_cached_key(|question| draw_position(request, question));
    }
    pools
}

/// Returns true if the question is active and passes the filters.
pub(super) fn is_drawable(request: &Request<'_, '_>, question: &Question) -> bool {
    question.status == Status::Active && request.filter.matches(question)
}

/// Returns the position of a question among those of its category: questions for the levels asked for alone come
/// first, then smaller keys.
pub(super) fn draw_position<'b>(request: &Request<'_, '_>, question: &'b Question) -> (bool, u64, &'b str) {
    let suits_others = !request.filter.is_for_these_levels_alone(question);
    (suits_others, request.keys.question(&question.id), &question.id)
}

/// Reports every category that cannot give enough questions, and a request that nothing matches.
pub(super) fn check_supply(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
) -> Result<(), Vec<SelectError>> {
    let errors: Vec<_> = pools.iter().filter_map(|pool| quota_error(request, pool)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    if request.pins.is_empty() && pools.iter().all(|pool| pool.queue.is_empty()) {
        let suggestion = smallest_change(request, None, 1);
        return Err(vec![SelectError::NoMatch { suggestion }]);
    }
    Ok(())
}

fn quota_error(request: &Request<'_, '_>, pool: &CategoryPool<'_>) -> Option<SelectError> {
    let category = pool.category.id.clone();
    if let Demand::Exactly(quota) = pool.demand
        && pool.pinned > quota
    {
        return Some(SelectError::IncludesOverQuota { category, quota, pins: pool.pinned });
    }
    let missing = pool.min_questions().saturating_sub(pool.queue.len());
    (missing > 0).then(|| SelectError::TooFewInCategory {
        suggestion: smallest_change(request, Some(&category), missing),
        category,
        asked: pool.pinned + pool.min_questions(),
        have: pool.pinned + pool.queue.len(),
        in_normal: None,
        levels: request.filter.levels.clone(),
    })
}
