//! What is known of a kit, from whichever lock; wordings of questions, found by their hashes.

use std::collections::{BTreeMap, HashMap};

use crate::bank::{Bank, Question, RatingScale};
use crate::batch::LockedKit;
use crate::kit::{Lock, LockedQuestion, lock};

/// What is known of a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitSnapshot {
    /// What it is called.
    pub name: String,
    /// What was asked of the choice, by the names on the command line; nothing where that is not told.
    pub asked: Option<BTreeMap<String, String>>,
    /// Minutes of the whole interview, where they are known.
    pub minutes: Option<u32>,
    /// The questions in their order.
    pub questions: Vec<LockedQuestion>,
    /// The hash of the rating scale, where it is known.
    pub scale: Option<String>,
}

impl From<&LockedKit> for KitSnapshot {
    fn from(kit: &LockedKit) -> Self {
        Self {
            name: kit.name.clone(),
            minutes: kit.asked.get("minutes").and_then(|minutes| minutes.parse().ok()),
            asked: Some(kit.asked.clone()),
            questions: kit.questions.clone(),
            scale: kit.scale.clone(),
        }
    }
}

impl KitSnapshot {
    /// A kit by the lock that it carries, and by its rating scale, if that is known.
    #[must_use]
    pub fn carried(lock: &Lock, scale: Option<&RatingScale>) -> Self {
        let levels = lock.seniority.join(",");
        let role = lock.role.clone().unwrap_or_default();
        let part = |text: &str, none: &str| {
            if text.is_empty() { none.to_owned() } else { text.replace(',', "-") }
        };
        let name = format!("{}-{}", part(&role, "interview"), part(&levels, "any"));
        // A candidate's kit tells how long the interview is, and no word of how it was chosen.
        let asked = (lock.document.get("face").is_none_or(|face| face != "candidate")).then(|| {
            let more = [
                ("role", role),
                ("seniority", levels),
                ("opening", lock.opening.to_string()),
                ("closing", lock.closing.to_string()),
                ("seed", lock.seed.to_string()),
            ];
            let more = more.into_iter().filter(|(_, value)| !value.is_empty());
            let more = more.map(|(key, value)| (key.to_owned(), value));
            let mut asked = lock.blueprint.clone().into_iter().chain(more).collect();
            lock::add_default_minutes(&mut asked);
            asked
        });
        Self {
            name,
            asked,
            minutes: Some(lock.minutes),
            questions: lock.questions.clone(),
            scale: scale.map(lock::scale_digest),
        }
    }

    /// Whether marks are given on another scale, where both scales are known.
    #[must_use]
    pub fn has_other_scale(&self, other: &Self) -> Option<bool> {
        Some(self.scale.as_ref()? != other.scale.as_ref()?)
    }

    /// What was asked under this name.
    pub(crate) fn asked_for(&self, key: &str) -> Option<&str> {
        self.asked.as_ref()?.get(key).map(String::as_str)
    }
}

/// Wordings of questions by their hashes: a wording is that of a lock if it has its hash, whichever bank it
/// is from.
#[derive(Debug, Clone, Default)]
pub struct Wordings<'b>(HashMap<String, &'b Question>);

impl<'b> Wordings<'b> {
    /// Adds those of a bank.
    pub fn add(&mut self, bank: &'b Bank) {
        self.0.extend(
            bank.questions.iter().map(|question| (LockedQuestion::from_question(question).hash, question)),
        );
    }

    /// The wording of a question of a lock.
    #[must_use]
    pub fn of(&self, locked: &LockedQuestion) -> Option<&'b Question> {
        self.0.get(&locked.hash).copied().filter(|question| question.id == locked.id)
    }
}
