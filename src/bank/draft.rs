//! What is known of a bank while its files are being read.

use super::limits;
use super::model::{Category, Competency, Level, Question, Role};
use crate::diag::{Origin, Text};

/// An entry that was read. Its id counts as known and its references are checked even where it
/// has errors, so that one mistake is told once and hides no other.
pub(super) struct Entry<T> {
    /// Its id, if that could be read.
    pub(super) id: Option<Text>,
    /// What it refers to.
    pub(super) links: Vec<Link>,
    /// The entry itself, if nothing in it is wrong.
    pub(super) value: Option<T>,
}

/// A reference to something that may stand in another file.
pub(super) enum Link {
    /// To a category.
    Category(Text),
    /// To a competency.
    Competency(Text),
    /// To a level of the scale.
    Score(u8, Origin),
}

/// A level of the scale, if nothing in it is wrong, and where it stands.
pub(super) struct LevelEntry {
    pub(super) level: Option<Level>,
    pub(super) origin: Origin,
}

/// All that was read from all files, in their order.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) languages: Vec<Text>,
    pub(super) scale: Vec<LevelEntry>,
    pub(super) roles: Vec<Entry<Role>>,
    pub(super) categories: Vec<Entry<Category>>,
    pub(super) competencies: Vec<Entry<Competency>>,
    pub(super) questions: Vec<Entry<Question>>,
    /// The arrays of which more was given than a bank may hold.
    pub(super) full: Vec<&'static str>,
}

impl<T> Entry<T> {
    /// The entry, without its value if the part of the file it stands in had syntax errors.
    pub(super) fn unless(mut self, mended: bool) -> Self {
        self.value = self.value.filter(|_| !mended);
        self
    }
}

impl Draft {
    /// How many entries of the array `key` there are, and how many there may be.
    pub(super) fn room(&self, key: &str) -> (usize, usize) {
        match key {
            "scale" => (self.scale.len(), limits::LIST_MAX_ENTRIES),
            "role" => (self.roles.len(), limits::MAX_GROUPS),
            "category" => (self.categories.len(), limits::MAX_GROUPS),
            "competency" => (self.competencies.len(), limits::MAX_GROUPS),
            _ => (self.questions.len(), limits::MAX_QUESTIONS),
        }
    }
}
