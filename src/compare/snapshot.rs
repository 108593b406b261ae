//! A kit from any lock, and wordings of questions by their hashes.

use std::collections::{BTreeMap, HashMap};

use crate::bank::{Bank, Question, RatingScale, Seniority};
use crate::batch::LockedKit;
use crate::kit::{KitLock, LockedQuestion, lock, settings};

/// The state of a kit that its lock describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitSnapshot {
    /// Its name.
    pub name: String,
    /// The settings of the choice, by their names on the command line, if the lock states them.
    pub asked: Option<BTreeMap<String, String>>,
    /// Minutes of the whole interview, if known.
    pub minutes: Option<u32>,
    /// The questions in their order.
    pub questions: Vec<LockedQuestion>,
    /// The hash of the rating scale, if known.
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
    /// Describes a kit by the lock in its file, and by its rating scale if that is known.
    #[must_use]
    pub fn from_kit_lock(lock: &KitLock, scale: Option<&RatingScale>) -> Self {
        let levels = lock.seniority.join(",");
        let role = lock.role.clone().unwrap_or_default();
        let part = |text: &str, none: &str| {
            if text.is_empty() { none.to_owned() } else { text.replace(',', "-") }
        };
        let name = format!("{}-{}", part(&role, "interview"), part(&levels, "any"));
        // The lock of a candidate's kit states the length of the interview, but not how the questions were chosen.
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
            settings::add_default_minutes(&mut asked);
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

    /// Returns true if scores are given on another scale, or `None` if a scale is not known.
    #[must_use]
    pub fn has_other_scale(&self, other: &Self) -> Option<bool> {
        Some(self.scale.as_ref()? != other.scale.as_ref()?)
    }

    /// Returns the levels that the kit was built for, or `None` if it does not state them.
    pub(crate) fn levels(&self) -> Option<Vec<Seniority>> {
        let asked = self.asked.as_ref()?.get("seniority").map_or("", String::as_str);
        Some(asked.split(',').filter_map(Seniority::from_key).collect())
    }

    /// Returns the value of a setting of the choice.
    pub(crate) fn asked_for(&self, key: &str) -> Option<&str> {
        self.asked.as_ref()?.get(key).map(String::as_str)
    }
}

/// The wordings of questions by their hashes, from any bank.
#[derive(Debug, Clone, Default)]
pub struct Wordings<'b>(HashMap<String, &'b Question>);

impl<'b> Wordings<'b> {
    /// Adds the wordings of a bank.
    pub fn add_bank(&mut self, bank: &'b Bank) {
        self.0.extend(
            bank.questions.iter().map(|question| (LockedQuestion::from_question(question).hash, question)),
        );
    }

    /// Returns the wording that a lock froze, if a bank has it.
    #[must_use]
    pub fn find(&self, locked: &LockedQuestion) -> Option<&'b Question> {
        self.0.get(&locked.hash).copied().filter(|question| question.id == locked.id)
    }
}
