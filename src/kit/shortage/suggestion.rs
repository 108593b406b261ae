//! The smallest change that would let a request be met.

use std::collections::BTreeSet;

use crate::bank::{Question, Seniority, Status};
use crate::kit::select::{Fault, Filter, Request};

/// A change to a request, and what it brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The change.
    pub change: Change,
    /// How many questions it adds.
    pub adds: usize,
}

/// A change to the filters of a blueprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Allow these levels too.
    Allow(Vec<Seniority>),
    /// Ask for no tags.
    DropTags,
    /// Take back the exclusions.
    DropExclusions,
    /// Ask for no types.
    DropKinds,
}

impl std::fmt::Display for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.change {
            Change::Allow(levels) => {
                let levels: Vec<String> = levels.iter().map(|level| format!("`{level}`")).collect();
                write!(f, "allow {}", levels.join(" and "))?;
            }
            Change::DropTags => f.write_str("ask for no tags")?,
            Change::DropExclusions => f.write_str("exclude fewer questions")?,
            Change::DropKinds => f.write_str("allow all types")?,
        }
        write!(f, " (adds {})", self.adds)
    }
}

/// The smallest single change that brings at least `missing` questions, to one category or to all
/// that were asked for. Further levels are the smallest, as few and as near as can be; then
/// come tags, exclusions and types.
pub(crate) fn find(request: &Request<'_, '_>, category: Option<&str>, missing: usize) -> Option<Suggestion> {
    let gains = Gains::count(request, category);
    let levels = gains.levels(&request.filter, missing);
    let others = [
        (Change::DropTags, gains.tags),
        (Change::DropExclusions, gains.exclusions),
        (Change::DropKinds, gains.kinds),
    ];
    let other = || others.into_iter().find(|(_, adds)| *adds > 0 && *adds >= missing);
    levels.or_else(other).map(|(change, adds)| Suggestion { change, adds })
}

/// What each filter alone keeps out.
#[derive(Default)]
struct Gains {
    /// By set of levels, a bit for each.
    by_levels: [usize; 1 << Seniority::ALL.len()],
    tags: usize,
    exclusions: usize,
    kinds: usize,
}

impl Gains {
    fn count(request: &Request<'_, '_>, category: Option<&str>) -> Self {
        let asked = request.asked.iter().map(|(asked, _)| asked.id.as_str());
        let scope: BTreeSet<&str> = asked.filter(|id| category.is_none_or(|only| only == *id)).collect();
        let pins: BTreeSet<&str> = request.pins.iter().map(|pin| pin.id.as_str()).collect();
        let drawable = |question: &&Question| {
            question.status == Status::Active
                && scope.contains(question.category.as_str())
                && !pins.contains(question.id.as_str())
        };
        let mut gains = Self::default();
        for question in request.bank.questions.iter().filter(drawable) {
            let mut faults = request.filter.faults(question);
            match (faults.next(), faults.next()) {
                (Some(Fault::Level), None) => gains.by_levels[set(&question.seniority)] += 1,
                (Some(Fault::Tags), None) => gains.tags += 1,
                (Some(Fault::Excluded), None) => gains.exclusions += 1,
                (Some(Fault::Kind), None) => gains.kinds += 1,
                _ => {}
            }
        }
        gains
    }

    fn levels(&self, filter: &Filter<'_>, missing: usize) -> Option<(Change, usize)> {
        let allowed = set(&filter.levels);
        let sets = (1..self.by_levels.len()).filter(|more| more & allowed == 0);
        let adds = |more: usize| -> usize {
            (0..self.by_levels.len()).filter(|held| held & more != 0).map(|held| self.by_levels[held]).sum()
        };
        let enough = sets.map(|more| (more, adds(more))).filter(|(_, adds)| *adds > 0 && *adds >= missing);
        let (more, adds) = enough.min_by_key(|&(more, adds)| {
            (more.count_ones(), distance(more, allowed), usize::MAX - adds, more)
        })?;
        Some((Change::Allow(members(more).collect()), adds))
    }
}

fn set(levels: &[Seniority]) -> usize {
    levels.iter().fold(0, |set, level| set | 1 << (*level as usize))
}

fn members(set: usize) -> impl Iterator<Item = Seniority> {
    Seniority::ALL.into_iter().filter(move |level| set >> (*level as usize) & 1 == 1)
}

/// How far the levels of one set are from the nearest of the other, summed.
fn distance(more: usize, allowed: usize) -> usize {
    let nearest = |level: Seniority| {
        members(allowed).map(|other| (level as usize).abs_diff(other as usize)).min().unwrap_or(0)
    };
    members(more).map(nearest).sum()
}
