//! The filters of a blueprint.

use std::collections::BTreeSet;

use crate::bank::{Bank, Question, QuestionType, Seniority};
use crate::kit::blueprint::Blueprint;

/// The filters a question must pass to be drawn.
pub(in crate::kit) struct Filter<'p> {
    pub(in crate::kit) levels: Vec<Seniority>,
    tags: &'p [String],
    types: &'p [QuestionType],
    excluded: BTreeSet<&'p str>,
    used: BTreeSet<&'p str>,
    used_groups: BTreeSet<String>,
}

/// A filter that a question does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kit) enum FilterMismatch {
    Level,
    Tags,
    Type,
    Excluded,
    Used,
}

impl<'p> Filter<'p> {
    pub(super) fn new(bank: &Bank, blueprint: &'p Blueprint) -> Self {
        let used: BTreeSet<&str> = blueprint.used.iter().map(String::as_str).collect();
        let is_used = |question: &&Question| used.contains(question.id.as_str());
        let used_groups = if used.is_empty() {
            BTreeSet::new()
        } else {
            bank.questions.iter().filter(is_used).filter_map(|question| question.group.clone()).collect()
        };
        Self {
            levels: blueprint.levels(),
            tags: &blueprint.tags,
            types: &blueprint.kinds,
            excluded: blueprint.exclude.iter().map(String::as_str).collect(),
            used,
            used_groups,
        }
    }

    /// Returns true if every filter lets the question through.
    pub(in crate::kit) fn matches(&self, question: &Question) -> bool {
        self.mismatches(question).next().is_none()
    }

    /// Returns true if the question suits none but the levels asked for. Such questions are drawn first.
    pub(in crate::kit) fn is_for_these_levels_alone(&self, question: &Question) -> bool {
        !self.levels.is_empty() && question.seniority.iter().all(|level| self.levels.contains(level))
    }

    /// Returns the filters that reject a question.
    pub(in crate::kit) fn mismatches(&self, question: &Question) -> impl Iterator<Item = FilterMismatch> {
        let suits = |level: &Seniority| self.levels.contains(level);
        let carries = |tag: &String| self.tags.contains(tag);
        let level = !self.levels.is_empty() && !question.seniority.iter().any(suits);
        let tags = !self.tags.is_empty() && !question.tags.iter().any(carries);
        let kind = !self.types.is_empty() && !self.types.contains(&question.kind);
        let is_of_used_group = |group: &String| self.used_groups.contains(group);
        let used =
            self.used.contains(question.id.as_str()) || question.group.as_ref().is_some_and(is_of_used_group);
        let excluded = self.excluded.contains(question.id.as_str());
        [
            level.then_some(FilterMismatch::Level),
            tags.then_some(FilterMismatch::Tags),
            kind.then_some(FilterMismatch::Type),
            excluded.then_some(FilterMismatch::Excluded),
            used.then_some(FilterMismatch::Used),
        ]
        .into_iter()
        .flatten()
    }
}
