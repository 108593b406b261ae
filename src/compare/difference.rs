//! The difference between two states of a kit.

use super::question::{Effect, PartChange};
use super::snapshot::KitSnapshot;
use super::verdict::Verdict;
use crate::bank::Question;

/// A question with its number in the kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedQuestion<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number, from 1.
    pub number: usize,
    /// Its wording, if known.
    pub wording: Option<&'c Question>,
}

/// A question that both states have under one id, but not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedQuestion<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number in the new kit, from 1.
    pub number: usize,
    /// The old wording, if known.
    pub old: Option<&'c Question>,
    /// The new wording, if known.
    pub new: Option<&'c Question>,
    /// The changed parts; empty unless both wordings are known.
    pub parts: Vec<PartChange>,
}

impl ChangedQuestion<'_> {
    /// Returns the effect of the change on scores, if it is known.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.parts.iter().map(|part| part.effect).max()
    }
}

/// A question that is asked earlier or later than before, relative to the others that both states have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovedQuestion<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its number in the old kit, from 1.
    pub from: usize,
    /// Its number in the new kit, from 1.
    pub to: usize,
}

/// A setting of the choice that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedRequest<'c> {
    /// The name of the setting on the command line.
    pub key: &'c str,
    /// The old value, if there was one.
    pub old: Option<&'c str>,
    /// The new value, if there is one.
    pub new: Option<&'c str>,
}

/// The difference between two states of a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'c> {
    /// The old state.
    pub old: &'c KitSnapshot,
    /// The new state.
    pub new: &'c KitSnapshot,
    /// The changed settings of the choice; empty if a lock does not state its settings.
    pub asked: Vec<ChangedRequest<'c>>,
    /// The added questions, in the order of the new kit.
    pub added: Vec<PlacedQuestion<'c>>,
    /// The removed questions, in the order of the old kit.
    pub removed: Vec<PlacedQuestion<'c>>,
    /// The questions asked earlier or later, in the order of the new kit.
    pub moved: Vec<MovedQuestion<'c>>,
    /// The changed questions, in the order of the new kit.
    pub changed: Vec<ChangedQuestion<'c>>,
    /// The verdict on scores.
    pub verdict: Verdict,
}

impl Difference<'_> {
    /// Returns true if these are two kits for different roles, and not one that changed.
    #[must_use]
    pub fn is_of_two_roles(&self) -> bool {
        self.old.asked_for("role").zip(self.new.asked_for("role")).is_some_and(|(old, new)| old != new)
    }

    /// Returns true if nothing changed at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.verdict == Verdict::Same && self.asked.is_empty() && self.old.name == self.new.name
    }
}
