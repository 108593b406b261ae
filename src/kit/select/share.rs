//! How many questions each cell gives when their number is given.

use super::apportion;
use super::pool::Cell;
use super::request::Request;
use crate::bank::QuestionType;
use crate::kit::shortage::SelectError;
use crate::kit::shortage::suggestion;

/// The cells that may give more than they must: those of the behavioural part, and all others.
pub(super) fn groups(request: &Request<'_, '_>, cells: &[Cell<'_>]) -> (Vec<usize>, Vec<usize>) {
    let open = (0..cells.len()).filter(|&cell| cells[cell].is_open());
    open.partition(|&cell| request.behavioral && cells[cell].category.kind == QuestionType::Behavioral)
}

/// A fifth of the questions to the behavioural part, the others in proportion.
pub(super) fn in_proportion(
    request: &Request<'_, '_>,
    cells: &[Cell<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let (mut needs, mut free) = least(request, cells, count)?;
    let (behavioral, others) = groups(request, cells);
    let seed = request.blueprint.seed;
    let part = behavioral_part(request, count).min(free);
    let mut give = |group: &[usize], places: usize| {
        let mut claims = apportion::claims(cells, group, &needs, seed);
        let mut left = places;
        while left > 0
            && let Some(claim) = claims.pop()
        {
            needs[claim.cell] += 1;
            left -= 1;
            if needs[claim.cell] < cells[claim.cell].queue.len() {
                claims.push(claim.granted());
            }
        }
        free -= places - left;
        free
    };
    let left = give(&behavioral, part);
    let left = give(&others, left);
    if give(&behavioral, left) == 0 { Ok(needs) } else { Err(count_short(request, cells, count)) }
}

/// The shares with the shortest questions, for when those in proportion do not fit the minutes.
pub(super) fn shortest(
    request: &Request<'_, '_>,
    cells: &[Cell<'_>],
    count: u32,
) -> Result<Vec<usize>, SelectError> {
    let (mut needs, mut free) = least(request, cells, count)?;
    let (behavioral, others) = groups(request, cells);
    // One behavioural question stays: a kit without any is not what was asked for.
    let one = behavioral_part(request, count).min(1).min(free);
    for cell in cheapest(cells, &behavioral, &needs).into_iter().take(one) {
        needs[cell] += 1;
        free -= 1;
    }
    let open: Vec<usize> = behavioral.into_iter().chain(others).collect();
    for cell in cheapest(cells, &open, &needs).into_iter().take(free) {
        needs[cell] += 1;
    }
    Ok(needs)
}

/// The cell of each question that a group has beyond its needs, the shortest question first; of
/// equal ones the first in its cell, so that cells take turns.
fn cheapest(cells: &[Cell<'_>], group: &[usize], needs: &[usize]) -> Vec<usize> {
    let mut offers: Vec<(u32, usize, usize)> = Vec::new();
    for &cell in group {
        let mut minutes = cells[cell].minutes();
        minutes.sort_unstable();
        let beyond = minutes.into_iter().enumerate().skip(needs[cell]);
        offers.extend(beyond.map(|(place, minutes)| (minutes, place, cell)));
    }
    offers.sort_unstable();
    offers.into_iter().map(|(_, _, cell)| cell).collect()
}

/// What each cell must give in any case, and how many places that leaves beside the pins.
fn least(
    request: &Request<'_, '_>,
    cells: &[Cell<'_>],
    count: u32,
) -> Result<(Vec<usize>, usize), SelectError> {
    let pins = request.pins.len();
    let needs: Vec<usize> = cells.iter().map(Cell::least).collect();
    let quotas: usize = needs.iter().sum();
    let free = (count as usize).checked_sub(pins.saturating_add(quotas));
    match free {
        Some(free) => Ok((needs, free)),
        None => Err(SelectError::CountBelowNeeds { count, pins, quotas }),
    }
}

/// How many questions the behavioural part of a kit of `count` still lacks: a fifth, at least one,
/// pins counted.
fn behavioral_part(request: &Request<'_, '_>, count: u32) -> usize {
    if !request.behavioral {
        return 0;
    }
    let pinned = request.pins.iter().filter(|pin| pin.kind == QuestionType::Behavioral).count();
    let fifth = (count as usize).saturating_add(2) / 5;
    fifth.max(1).saturating_sub(pinned)
}

fn count_short(request: &Request<'_, '_>, cells: &[Cell<'_>], count: u32) -> SelectError {
    let given = |cell: &Cell<'_>| if cell.is_open() { cell.queue.len() } else { cell.least() };
    let have = request.pins.len() + cells.iter().map(given).sum::<usize>();
    let only_quotas = !cells.is_empty() && cells.iter().all(|cell| !cell.is_open());
    let missing = (count as usize).saturating_sub(have);
    let relief = if only_quotas { None } else { suggestion::find(request, None, missing) };
    SelectError::CountShort { count, have, levels: request.filter.levels.clone(), only_quotas, relief }
}
