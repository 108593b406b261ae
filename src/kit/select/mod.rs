//! Selects the questions of a kit.
//!
//! 1. `kit::request` looks up every name in the blueprint, and reports contradictions.
//! 2. `pool` collects the questions that may be drawn: one pool for each category, in the order of
//!    the draw. `rivals` leaves out questions that exclude each other. `smallest_change` suggests what
//!    to change if a pool is too small.
//! 3. Pinned questions are taken first. With a number of questions, `places` decides how many each
//!    pool gives, and `fit_minutes` draws them so that they fit. Without a number, `fit_minutes` draws
//!    the quotas, and `fill` uses the minutes left. Both ask `turns` which pool comes next: `first_round`
//!    orders the first places, and `apportion` the later ones.
//! 4. `arrange` orders and numbers the questions.
//!
//! `replace` finds the questions that can take the place of one in a finished kit. `apply` makes the changes of the
//! blueprint.
//!
//! No step depends on the order of the bank's questions, and none costs more than sorting them.

mod apply;
mod apportion;
mod arrange;
mod fill;
mod first_round;
mod fit_minutes;
mod places;
mod pool;
mod replace;
mod rivals;
mod smallest_change;
mod turns;

use std::collections::BTreeSet;

use super::blueprint::Blueprint;
use super::model::{Kit, Pick, PickReason};
use super::request::{Lookup, Request};
use super::select_error::{ChangeError, SelectError};
use crate::bank::{Bank, Question};
use pool::{CategoryPool, ChosenQuestion};
pub use replace::replacements;

/// Selects the questions of a kit, or returns every reason found why that is impossible.
///
/// - Pins come first, then quotas and top-ups, then behavioural, situational and ethics questions up to
///   their share, then technical questions: three of the core, then other and core ones in turn.
/// - `count` is met exactly, and the minutes are never exceeded. A question that does not fit is
///   replaced by the next in the draw that leaves room for all that must still be asked. Without
///   `count`, a kit ends at most four minutes early, unless its questions are used up.
/// - Every category of a part gets one question before any gets a second; later places follow the
///   weights. With fewer places than categories the seed decides which categories get one. The minutes
///   take precedence over the weights.
/// - No two questions are of one group, or exclude each other, unless both are pinned.
/// - The kit has its categories in the order of the role (or of the bank), and their questions from
///   easier to harder: by lowest level, then minutes, then id.
pub fn select<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<SelectError>> {
    if !blueprint.only.is_empty() || (blueprint.with.is_empty() && blueprint.include.is_empty()) {
        return select_as_asked(bank, blueprint);
    }
    let mut kit = select_topped_up(bank, blueprint)?;
    if blueprint.changes.is_empty() {
        let plain = Blueprint { with: Vec::new(), include: Vec::new(), ..blueprint.clone() };
        let asked = |question: &Question| kit.picks.iter().any(|pick| pick.question.id == question.id);
        let plain = select_as_asked(bank, &plain).map(|plain| plain.picks).unwrap_or_default();
        kit.left_out = plain.iter().map(|pick| pick.question).filter(|question| !asked(question)).collect();
    }
    Ok(kit)
}

/// Selects the questions of a kit. Each category of `with` gives its number beyond those of the normal interview.
fn select_topped_up<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<SelectError>> {
    if blueprint.with.is_empty() {
        return select_as_asked(bank, blueprint);
    }
    // The normal interview comes first, so that the topped-up one differs from it by what was asked for.
    let normal = select_as_asked(bank, &Blueprint { with: Vec::new(), ..blueprint.clone() });
    let normal_count = |id: &str| {
        let of_category = |pick: &&Pick<'_>| pick.category.id == id;
        normal.as_ref().map_or(0, |kit| kit.picks.iter().filter(of_category).count())
    };
    let mut topped_up = blueprint.clone();
    for (id, number) in &mut topped_up.with {
        *number = number.saturating_add(normal_count(id) as u32);
    }
    select_as_asked(bank, &topped_up).map_err(|mut errors| {
        for error in &mut errors {
            if let SelectError::TooFewInCategory { category, in_normal, .. } = error
                && blueprint.with.iter().any(|(id, _)| id == category)
            {
                *in_normal = Some(normal_count(category));
            }
        }
        errors
    })
}

/// Selects the questions of a kit. Each category of `with` gives at least its number.
fn select_as_asked<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<SelectError>> {
    let request = Request::resolve(bank, blueprint)?;
    if !blueprint.only.is_empty() {
        if !blueprint.changes.is_empty() {
            return Err(vec![SelectError::Change(ChangeError::ChangeOfOnly)]);
        }
        let choices = listed_questions(&request).map_err(|error| vec![error])?;
        return Ok(arrange::kit_in_given_order(&request, choices));
    }
    let mut pools = pool::category_pools(&request);
    rivals::drop_rivals(&request, &mut pools);
    pool::check_supply(&request, &pools)?;
    let choices = draw_questions(&request, &pools).map_err(|error| vec![error])?;
    let kit = arrange::sorted_kit(&request, choices);
    if blueprint.changes.is_empty() {
        return Ok(kit);
    }
    let changed = apply::apply_changes(&request, kit).map_err(|error| vec![SelectError::Change(error)])?;
    Ok(arrange::renumber(&request, changed))
}

/// Returns the questions that pass the names and filters of a blueprint, whatever their status, in the order of the
/// bank. The command `list` shows them.
pub fn matching_questions<'b>(
    bank: &'b Bank,
    blueprint: &Blueprint,
) -> Result<Vec<&'b Question>, Vec<SelectError>> {
    let request = Request::resolve(bank, blueprint)?;
    if !blueprint.only.is_empty() {
        return Ok(request.pins.clone());
    }
    let categories: BTreeSet<&str> =
        request.categories.iter().map(|requested| requested.category.id.as_str()).collect();
    let passes = |q: &&Question| categories.contains(q.category.as_str()) && request.filter.matches(q);
    Ok(bank.questions.iter().filter(passes).collect())
}

/// Returns the questions with these ids, whatever their status, each once, and an error for each unknown id.
#[must_use]
pub fn find_questions<'b>(bank: &'b Bank, ids: &[String]) -> (Vec<&'b Question>, Vec<SelectError>) {
    let mut lookup = Lookup::new(bank);
    let mut seen = BTreeSet::new();
    let ids = ids.iter().filter(|id| seen.insert(id.as_str()));
    let questions = ids.filter_map(|id| lookup.question(id)).collect();
    (questions, lookup.finish().err().unwrap_or_default())
}

/// Returns the questions of `only`.
fn listed_questions<'b>(request: &Request<'_, 'b>) -> Result<Vec<ChosenQuestion<'b>>, SelectError> {
    let listed = request.pins.len() as u32;
    if let Some(count) = request.blueprint.count.filter(|count| *count != listed) {
        return Err(SelectError::CountDiffersFromOnly { count, listed });
    }
    slack_minutes(request, &[], &[])?;
    Ok(pinned_choices(request))
}

fn pinned_choices<'b>(request: &Request<'_, 'b>) -> Vec<ChosenQuestion<'b>> {
    request.pins.iter().map(|&question| ChosenQuestion { question, reason: PickReason::Pinned }).collect()
}

fn draw_questions<'b>(
    request: &Request<'_, 'b>,
    pools: &[CategoryPool<'b>],
) -> Result<Vec<ChosenQuestion<'b>>, SelectError> {
    let Needs { counts, mut slack } = affordable_needs(request, pools)?;
    let mut choices = pinned_choices(request);
    let mut taken = Vec::with_capacity(pools.len());
    for (pool, &need) in pools.iter().zip(&counts) {
        let indices = fit_minutes::draw_within_slack(&pool.minutes(), need, &mut slack);
        let choice = |&index: &usize| ChosenQuestion { question: pool.queue[index], reason: pool.reason };
        choices.extend(indices.iter().map(choice));
        taken.push(indices);
    }
    if request.blueprint.count.is_none() && request.blueprint.interview_minutes().is_some() {
        choices = fill::fill_minutes(request, pools, &taken, slack, choices);
    }
    if choices.is_empty() {
        return Err(no_question_fits(request, pools));
    }
    Ok(choices)
}

/// The number of questions each pool must give.
struct Needs {
    counts: Vec<usize>,
    /// The minutes that the shortest such choice leaves.
    slack: u64,
}

fn affordable_needs(request: &Request<'_, '_>, pools: &[CategoryPool<'_>]) -> Result<Needs, SelectError> {
    let Some(count) = request.blueprint.count else {
        let counts: Vec<usize> = pools.iter().map(CategoryPool::min_questions).collect();
        let slack = slack_minutes(request, pools, &counts)?;
        return Ok(Needs { counts, slack });
    };
    let counts = places::shared_places(request, pools, count)?;
    if let Ok(slack) = slack_minutes(request, pools, &counts) {
        return Ok(Needs { counts, slack });
    }
    let counts = places::shortest_places(request, pools, count)?;
    let slack = slack_minutes(request, pools, &counts)?;
    Ok(Needs { counts, slack })
}

/// Returns the minutes left if each pool gives its shortest questions; `u64::MAX` if the interview has no fixed
/// length.
fn slack_minutes(
    request: &Request<'_, '_>,
    pools: &[CategoryPool<'_>],
    needs: &[usize],
) -> Result<u64, SelectError> {
    let Some(total) = request.blueprint.interview_minutes() else { return Ok(u64::MAX) };
    let mut minutes: Vec<u64> = request.pins.iter().map(|pin| u64::from(pin.minutes)).collect();
    for (pool, &need) in pools.iter().zip(needs) {
        minutes.extend(fit_minutes::shortest_minutes(&pool.minutes(), need));
    }
    let opening_and_closing = request.opening_and_closing();
    let needed = opening_and_closing + minutes.iter().sum::<u64>();
    u64::from(total).checked_sub(needed).ok_or_else(|| {
        if minutes.is_empty() {
            return no_question_fits(request, pools);
        }
        minutes.sort_unstable();
        let room = u64::from(total).saturating_sub(opening_and_closing);
        let mut used = 0;
        let fits = minutes.iter().take_while(|&&more| {
            used += more;
            used <= room
        });
        let over = minutes.len() - fits.count();
        SelectError::TooFewMinutes { minutes: total, opening_and_closing, needed, asked: minutes.len(), over }
    })
}

/// Returns the error for candidates of which even the shortest is too long.
fn no_question_fits(request: &Request<'_, '_>, pools: &[CategoryPool<'_>]) -> SelectError {
    let shortest = pools.iter().flat_map(CategoryPool::minutes).min().unwrap_or(0);
    let opening_and_closing = request.opening_and_closing();
    let minutes = request.blueprint.interview_minutes().unwrap_or(0);
    let needed = opening_and_closing + u64::from(shortest);
    SelectError::TooFewMinutes { minutes, opening_and_closing, needed, asked: 1, over: 1 }
}
