//! The draft of a bank: the entries read so far, before they are checked together.

use std::collections::{BTreeMap, BTreeSet};

use super::limits;
use super::model::{Category, Competency, Level, Question};
use crate::diag::{Origin, Text};

/// An entry of a file. Its id counts as known and its references are checked even if it has errors, so
/// that one mistake is reported once and hides no other.
pub(super) struct DraftEntry<T> {
    /// The id, if it could be read.
    pub(super) id: Option<Text>,
    /// The references to other entries.
    pub(super) links: Vec<Link>,
    /// The value, if it has no error.
    pub(super) value: Option<T>,
    /// The number of its layer: 0 for the base.
    pub(super) layer: usize,
}

/// A role as far as one file describes it. A layer may name only what it adds.
#[derive(Clone)]
pub(super) struct RoleDraft {
    pub(super) id: String,
    pub(super) name: Option<Text>,
    pub(super) categories: Vec<Text>,
    /// The weights of the entries that give one.
    pub(super) weights: BTreeMap<String, u32>,
    pub(super) core: Vec<Text>,
    pub(super) soft_share: Option<u32>,
    pub(super) origin: Origin,
}

/// A reference to something that may stand in another file.
pub(super) enum Link {
    /// To a category.
    Category(Text),
    /// To a competency.
    Competency(Text),
    /// To another question.
    Question(Text),
    /// To a category that must be technical. An unknown one has a finding of its own.
    Core(Text),
    /// To a level of the scale.
    Score(u8, Origin),
}

/// A level of the scale; absent if it has an error.
pub(super) struct LevelEntry {
    pub(super) level: Option<Level>,
    pub(super) origin: Origin,
}

/// The entries of all files, in their order.
#[derive(Default)]
pub(super) struct BankDraft {
    pub(super) languages: Vec<Text>,
    pub(super) scale: Vec<LevelEntry>,
    /// The scale that a layer replaced.
    pub(super) replaced_scale: Vec<LevelEntry>,
    pub(super) roles: Vec<DraftEntry<RoleDraft>>,
    pub(super) categories: Vec<DraftEntry<Category>>,
    pub(super) competencies: Vec<DraftEntry<Competency>>,
    pub(super) questions: Vec<DraftEntry<Question>>,
    /// The layer that is read: 0 for the base.
    pub(super) layer: usize,
    /// The layer of the scale.
    pub(super) scale_layer: usize,
    /// The arrays with more entries than a bank may hold.
    pub(super) full: Vec<&'static str>,
    /// The arrays with entries that could not be read. An unknown id may be one of theirs.
    pub(super) incomplete: BTreeSet<&'static str>,
}

impl<T> DraftEntry<T> {
    /// Makes an entry of the base.
    pub(super) fn new(id: Option<Text>, links: Vec<Link>, value: Option<T>) -> Self {
        Self { id, links, value, layer: 0 }
    }

    /// Drops the value if its part of the file has syntax errors.
    pub(super) fn without_value_if(mut self, has_syntax_errors: bool) -> Self {
        self.value = self.value.filter(|_| !has_syntax_errors);
        self
    }
}

impl BankDraft {
    /// Returns the number of entries of the array `key`, and its limit.
    pub(super) fn count_and_limit(&self, key: &str) -> (usize, usize) {
        match key {
            "scale" => (self.scale.len(), limits::LIST_MAX_ENTRIES),
            "role" => (self.roles.len(), limits::MAX_GROUPS),
            "category" => (self.categories.len(), limits::MAX_GROUPS),
            "competency" => (self.competencies.len(), limits::MAX_GROUPS),
            _ => (self.questions.len(), limits::MAX_QUESTIONS),
        }
    }
}
