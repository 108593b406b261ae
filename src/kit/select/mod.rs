//! The choice: from a bank and a blueprint to a kit.
//!
//! 1. `request`: every name in the blueprint is looked up; contradictions are found.
//! 2. `pool`: the questions that may be drawn, in one cell for each category, in the order of the draw.
//! 3. Pins take their room. Then, with a number of questions given, `share` says how many each cell
//!    gives, and `fit` draws them so that they fit the minutes; without one, `fit` draws the quotas
//!    and `fill` uses the minutes that are left.
//! 4. `arrange`: the order of the kit, its numbers and its clock.
//!
//! No step depends on the order of the bank's questions, and none costs more than sorting them.

mod apportion;
mod arrange;
mod fill;
mod fit;
mod pool;
mod request;
mod share;

pub(super) use request::{Fault, Filter, Request};

use std::collections::BTreeSet;

use super::blueprint::Blueprint;
use super::model::{Kit, Reason};
use super::shortage::SelectError;
use crate::bank::{Bank, Question};
use pool::Cell;

/// Chooses the questions of a kit, or says why that cannot be done; reasons that can be found
/// together are given together.
///
/// - Pins come first, then quotas, then behavioural questions, then the shares of the categories.
/// - `count` is met exactly, and the minutes are never exceeded. Where what is drawn does not fit, the
///   next in the draw that leaves room for all that must still be asked takes its place.
/// - What is shared is shared in proportion to the matching questions of the categories, after
///   every category has one. With fewer places than categories the seed decides which are served,
///   two technical ones for each of another type. When the proportion alone would break the
///   minutes, the proportion gives way.
/// - In the kit the categories stand in the order of the role (or of the bank), and their questions
///   from easier to harder: by lowest level, then minutes, then id.
pub fn select<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<SelectError>> {
    let request = Request::resolve(bank, blueprint)?;
    if !blueprint.only.is_empty() {
        let picks = listed(&request).map_err(|error| vec![error])?;
        return Ok(arrange::as_listed(&request, picks));
    }
    let cells = pool::cells(&request);
    pool::check(&request, &cells)?;
    let picks = drawn(&request, &cells).map_err(|error| vec![error])?;
    Ok(arrange::in_order(&request, picks))
}

/// The questions a blueprint's names and filters let through, whatever their status, in the order of
/// the bank: what `list` shows.
pub fn matching<'b>(bank: &'b Bank, blueprint: &Blueprint) -> Result<Vec<&'b Question>, Vec<SelectError>> {
    let request = Request::resolve(bank, blueprint)?;
    if !blueprint.only.is_empty() {
        return Ok(request.pins.clone());
    }
    let asked: BTreeSet<&str> = request.asked.iter().map(|(category, _)| category.id.as_str()).collect();
    let passes =
        |q: &&Question| asked.contains(q.category.as_str()) && request.filter.faults(q).next().is_none();
    Ok(bank.questions.iter().filter(passes).collect())
}

/// A question and why it is in the kit.
type Choice<'b> = (&'b Question, Reason);

/// The questions of `only`.
fn listed<'b>(request: &Request<'_, 'b>) -> Result<Vec<Choice<'b>>, SelectError> {
    let listed = request.pins.len() as u32;
    if let Some(count) = request.blueprint.count.filter(|count| *count != listed) {
        return Err(SelectError::CountIsNotOnly { count, listed });
    }
    slack(request, &[], &[])?;
    Ok(pinned(request))
}

fn pinned<'b>(request: &Request<'_, 'b>) -> Vec<Choice<'b>> {
    request.pins.iter().map(|question| (*question, Reason::Pinned)).collect()
}

fn drawn<'b>(request: &Request<'_, 'b>, cells: &[Cell<'b>]) -> Result<Vec<Choice<'b>>, SelectError> {
    let (needs, mut slack) = affordable(request, cells)?;
    let mut picks = pinned(request);
    let mut taken = Vec::with_capacity(cells.len());
    for (cell, &need) in cells.iter().zip(&needs) {
        let places = fit::draw(&cell.minutes(), need, &mut slack);
        picks.extend(places.iter().map(|&place| (cell.queue[place], cell.reason)));
        taken.push(places);
    }
    if request.blueprint.count.is_none() && request.blueprint.length().is_some() {
        fill::fill(request, cells, &taken, slack, &mut picks);
    }
    if picks.is_empty() {
        return Err(nothing_fits(request, cells));
    }
    Ok(picks)
}

/// How many questions each cell must give, and the minutes that the shortest such choice leaves.
fn affordable(request: &Request<'_, '_>, cells: &[Cell<'_>]) -> Result<(Vec<usize>, u64), SelectError> {
    let Some(count) = request.blueprint.count else {
        let needs: Vec<usize> = cells.iter().map(Cell::least).collect();
        let slack = slack(request, cells, &needs)?;
        return Ok((needs, slack));
    };
    let needs = share::in_proportion(request, cells, count)?;
    if let Ok(slack) = slack(request, cells, &needs) {
        return Ok((needs, slack));
    }
    let needs = share::shortest(request, cells, count)?;
    let slack = slack(request, cells, &needs)?;
    Ok((needs, slack))
}

/// The minutes that are left when each cell gives the shortest of what it must give; endless
/// without a length.
fn slack(request: &Request<'_, '_>, cells: &[Cell<'_>], needs: &[usize]) -> Result<u64, SelectError> {
    let Some(length) = request.blueprint.length() else { return Ok(u64::MAX) };
    let mut minutes: Vec<u64> = request.pins.iter().map(|pin| u64::from(pin.minutes)).collect();
    for (cell, &need) in cells.iter().zip(needs) {
        minutes.extend(fit::shortest(&cell.minutes(), need));
    }
    let around = request.around();
    let needed = around + minutes.iter().sum::<u64>();
    u64::from(length).checked_sub(needed).ok_or_else(|| {
        if minutes.is_empty() {
            return nothing_fits(request, cells);
        }
        minutes.sort_unstable();
        let room = u64::from(length).saturating_sub(around);
        let mut used = 0;
        let fits = minutes.iter().take_while(|&&more| {
            used += more;
            used <= room
        });
        let over = minutes.len() - fits.count();
        SelectError::MinutesShort { minutes: length, around, needed, asked: minutes.len(), over }
    })
}

/// There are candidates, and the shortest of them is too long.
fn nothing_fits(request: &Request<'_, '_>, cells: &[Cell<'_>]) -> SelectError {
    let shortest = cells.iter().flat_map(Cell::minutes).min().unwrap_or(0);
    let around = request.around();
    let minutes = request.blueprint.length().unwrap_or(0);
    SelectError::MinutesShort { minutes, around, needed: around + u64::from(shortest), asked: 1, over: 1 }
}
