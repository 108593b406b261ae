//! Looking up the names of a blueprint.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

use crate::bank::{Bank, Category, Question, Role};
use crate::diag::suggest;
use crate::kit::select_error::{NameKind, SelectError};

/// Finds what names stand for, and collects an error for each unknown name.
pub(in crate::kit) struct Lookup<'b> {
    bank: &'b Bank,
    /// The questions by id, once the first is looked up.
    questions: Option<HashMap<&'b str, &'b Question, RandomState>>,
    errors: Vec<SelectError>,
}

impl<'b> Lookup<'b> {
    pub(in crate::kit) fn new(bank: &'b Bank) -> Self {
        Self { bank, questions: None, errors: Vec::new() }
    }

    pub(super) fn bank(&self) -> &'b Bank {
        self.bank
    }

    pub(super) fn report(&mut self, error: SelectError) {
        self.errors.push(error);
    }

    pub(in crate::kit) fn finish(self) -> Result<(), Vec<SelectError>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    pub(super) fn role(&mut self, id: &str) -> Option<&'b Role> {
        let ids = self.bank.roles.iter().map(|role| role.id.as_str());
        self.require(self.bank.role(id), NameKind::Role, id, ids)
    }

    pub(super) fn category(&mut self, id: &str) -> Option<&'b Category> {
        let ids = self.bank.categories.iter().map(|category| category.id.as_str());
        self.require(self.bank.category(id), NameKind::Category, id, ids)
    }

    pub(in crate::kit) fn question(&mut self, id: &str) -> Option<&'b Question> {
        let ids = self.bank.questions.iter().map(|question| question.id.as_str());
        let bank = self.bank;
        let by_id = || bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
        let question = self.questions.get_or_insert_with(by_id).get(id).copied();
        self.require(question, NameKind::Question, id, ids)
    }

    pub(super) fn tags(&mut self, tags: &[String]) {
        if tags.is_empty() {
            return;
        }
        let known: BTreeSet<&'b str> =
            self.bank.questions.iter().flat_map(|question| &question.tags).map(String::as_str).collect();
        for tag in tags {
            self.require(known.get(tag.as_str()), NameKind::Tag, tag, known.iter().copied());
        }
    }

    /// Reports `name` as unknown, with the most similar of `names`, if it stands for nothing.
    fn require<T>(
        &mut self,
        value: Option<T>,
        kind: NameKind,
        name: &str,
        names: impl Iterator<Item = &'b str>,
    ) -> Option<T> {
        if value.is_none() {
            let error = SelectError::UnknownName {
                kind,
                name: name.to_owned(),
                similar: suggest::meant(name, names).map(str::to_owned),
            };
            // A name can be looked up twice, for example when it is excluded and pinned.
            if !self.errors.contains(&error) {
                self.errors.push(error);
            }
        }
        value
    }
}
