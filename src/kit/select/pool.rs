//! The questions that may be drawn, in one cell for each category.

use std::collections::{BTreeSet, HashMap};

use super::request::{Demand, Request};
use crate::bank::{Category, Question, QuestionType, Status};
use crate::kit::draw;
use crate::kit::model::Reason;
use crate::kit::shortage::SelectError;
use crate::kit::shortage::suggestion;

/// A category with the questions that may be drawn from it.
pub(super) struct Cell<'b> {
    pub(super) category: &'b Category,
    pub(super) demand: Demand,
    /// The candidates in the order of the draw, pins left out.
    pub(super) queue: Vec<&'b Question>,
    /// How many of its questions are pinned.
    pub(super) pinned: usize,
    /// Why its questions are picked.
    pub(super) reason: Reason,
}

impl Cell<'_> {
    /// How many questions it must give beside its pins, whatever else happens.
    pub(super) fn least(&self) -> usize {
        let wanted = match self.demand {
            Demand::Exactly(quota) => quota,
            Demand::AtLeastOne => 1,
            Demand::Share => 0,
        };
        wanted.saturating_sub(self.pinned)
    }

    /// Whether it may give more than it must.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.demand, Demand::Exactly(_))
    }

    /// The minutes of its candidates, in the order of the draw.
    pub(super) fn minutes(&self) -> Vec<u32> {
        self.queue.iter().map(|question| question.minutes).collect()
    }
}

/// The cells of a request, in the order of the kit.
pub(super) fn cells<'b>(request: &Request<'_, 'b>) -> Vec<Cell<'b>> {
    let mut cells: Vec<Cell<'b>> = Vec::with_capacity(request.asked.len());
    for &(category, demand) in &request.asked {
        let pinned = request.pins.iter().filter(|pin| pin.category == category.id).count();
        let reason = match demand {
            Demand::Exactly(_) => Reason::Quota,
            _ if request.behavioral && category.kind == QuestionType::Behavioral => Reason::Behavioral,
            _ => Reason::Share,
        };
        cells.push(Cell { category, demand, queue: Vec::new(), pinned, reason });
    }
    let index: HashMap<&str, usize> =
        cells.iter().enumerate().map(|(place, cell)| (cell.category.id.as_str(), place)).collect();
    let pins: BTreeSet<&str> = request.pins.iter().map(|pin| pin.id.as_str()).collect();
    for question in &request.bank.questions {
        let Some(&cell) = index.get(question.category.as_str()) else { continue };
        let drawable = question.status == Status::Active && !pins.contains(question.id.as_str());
        if drawable && request.filter.faults(question).next().is_none() {
            cells[cell].queue.push(question);
        }
    }
    let seed = request.blueprint.seed;
    for cell in &mut cells {
        cell.queue.sort_by_cached_key(|question| (draw::question_key(seed, &question.id), &question.id));
    }
    cells
}

/// Whether every category can give what it must, and there is anything to draw at all.
pub(super) fn check(request: &Request<'_, '_>, cells: &[Cell<'_>]) -> Result<(), Vec<SelectError>> {
    let errors: Vec<_> = cells.iter().filter_map(|cell| shortage(request, cell)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    if request.pins.is_empty() && cells.iter().all(|cell| cell.queue.is_empty()) {
        let relief = suggestion::find(request, None, 1);
        return Err(vec![SelectError::NothingMatches { relief }]);
    }
    Ok(())
}

fn shortage(request: &Request<'_, '_>, cell: &Cell<'_>) -> Option<SelectError> {
    let category = cell.category.id.clone();
    if let Demand::Exactly(quota) = cell.demand
        && cell.pinned > quota
    {
        return Some(SelectError::PinsOverQuota { category, quota, pins: cell.pinned });
    }
    let missing = cell.least().saturating_sub(cell.queue.len());
    (missing > 0).then(|| SelectError::QuotaShort {
        relief: suggestion::find(request, Some(&category), missing),
        category,
        asked: cell.pinned + cell.least(),
        have: cell.pinned + cell.queue.len(),
        levels: request.filter.levels.clone(),
    })
}
