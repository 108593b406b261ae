//! Finds the smallest change to a blueprint that brings the missing questions.

use std::collections::BTreeSet;

use crate::bank::{Question, Seniority, Status};
use crate::kit::request::{Filter, FilterMismatch, Request};
use crate::kit::select_error::{BlueprintChange, Suggestion};

/// Returns the smallest single change that brings at least `missing` questions, to one category or
/// to all requested categories.
///
/// Further levels count as smallest, few and near ones before many and far ones; tags,
/// exclusions and types follow.
pub(super) fn smallest_change(
    request: &Request<'_, '_>,
    category: Option<&str>,
    missing: usize,
) -> Option<Suggestion> {
    let gains = Gains::count(request, category);
    let levels = gains.further_levels(&request.filter, missing);
    let others = [
        (BlueprintChange::DropTags, gains.tags),
        (BlueprintChange::DropExclusions, gains.exclusions),
        (BlueprintChange::DropTypes, gains.types),
    ];
    let other = || others.into_iter().find(|(_, adds)| *adds > 0 && *adds >= missing);
    levels.or_else(other).map(|(change, adds)| Suggestion { change, adds })
}

/// The number of questions that each filter rejects alone.
#[derive(Default)]
struct Gains {
    /// By set of levels, one bit a level.
    by_level_set: [usize; 1 << Seniority::ALL.len()],
    tags: usize,
    exclusions: usize,
    types: usize,
}

impl Gains {
    fn count(request: &Request<'_, '_>, category: Option<&str>) -> Self {
        let requested = request.categories.iter().map(|requested| requested.category.id.as_str());
        let scope: BTreeSet<&str> = requested.filter(|id| category.is_none_or(|only| only == *id)).collect();
        let pins: BTreeSet<&str> = request.pins.iter().map(|pin| pin.id.as_str()).collect();
        let is_drawable = |question: &&Question| {
            question.status == Status::Active
                && scope.contains(question.category.as_str())
                && !pins.contains(question.id.as_str())
        };
        let mut gains = Self::default();
        for question in request.bank.questions.iter().filter(is_drawable) {
            let mut mismatches = request.filter.mismatches(question);
            match (mismatches.next(), mismatches.next()) {
                (Some(FilterMismatch::Level), None) => {
                    gains.by_level_set[level_set(&question.seniority)] += 1;
                }
                (Some(FilterMismatch::Tags), None) => gains.tags += 1,
                (Some(FilterMismatch::Excluded), None) => gains.exclusions += 1,
                (Some(FilterMismatch::Type), None) => gains.types += 1,
                _ => {}
            }
        }
        gains
    }

    fn further_levels(&self, filter: &Filter<'_>, missing: usize) -> Option<(BlueprintChange, usize)> {
        let allowed = level_set(&filter.levels);
        let sets = (1..self.by_level_set.len()).filter(|more| more & allowed == 0);
        let adds = |more: usize| -> usize {
            (0..self.by_level_set.len())
                .filter(|levels| levels & more != 0)
                .map(|levels| self.by_level_set[levels])
                .sum()
        };
        let enough = sets.map(|more| (more, adds(more))).filter(|(_, adds)| *adds > 0 && *adds >= missing);
        let (more, adds) = enough.min_by_key(|&(more, adds)| {
            (more.count_ones(), distance(more, allowed), usize::MAX - adds, more)
        })?;
        Some((BlueprintChange::Allow(members(more).collect()), adds))
    }
}

fn level_set(levels: &[Seniority]) -> usize {
    levels.iter().fold(0, |set, level| set | 1 << (*level as usize))
}

fn members(set: usize) -> impl Iterator<Item = Seniority> {
    Seniority::ALL.into_iter().filter(move |level| set >> (*level as usize) & 1 == 1)
}

/// Returns the sum of the distances of the levels of one set to the nearest level of the other.
fn distance(more: usize, allowed: usize) -> usize {
    let nearest = |level: Seniority| {
        members(allowed).map(|other| (level as usize).abs_diff(other as usize)).min().unwrap_or(0)
    };
    members(more).map(nearest).sum()
}
