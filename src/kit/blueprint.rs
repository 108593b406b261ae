//! The blueprint of a kit.

use super::change::Change;
use super::draw;
use crate::bank::{QuestionType, Seniority};

/// The minutes of an interview for which neither a length nor a number of questions is given.
pub const DEFAULT_INTERVIEW_MINUTES: u32 = 60;

/// The seed of a draw. [`Blueprint::seed_number`] resolves it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Seed {
    /// Derived from the role and the levels, so that the same request gives the same kit.
    #[default]
    Derived,
    /// Derived from the role, the levels and this name of the kit.
    ByName(String),
    /// This number.
    Number(u64),
}

impl From<u64> for Seed {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// The requirements for a kit. The default asks for an hour out of the whole bank.
///
/// Only active questions are taken. A question may be drawn if its category is asked for and it
/// passes every filter that is set (`kinds`, `seniority`, `tags`, `exclude`). Questions named in
/// `include` or `only` need not pass the filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blueprint {
    /// The id of the role. Questions come from its categories unless `categories` names others. The
    /// role also gives the kit its order.
    pub role: Option<String>,
    /// The categories to draw from, each with the exact number of its questions (pins included).
    /// A category without a number gives at least one question, and a share of the places left.
    /// Empty: all categories of the role, or of the bank.
    pub categories: Vec<(String, Option<u32>)>,
    /// Categories that an otherwise normal interview tops up, each with the number of questions that
    /// it gets beyond those it would have. The role need not list them.
    pub with: Vec<(String, u32)>,
    /// The types allowed; empty allows any.
    pub kinds: Vec<QuestionType>,
    /// The levels allowed: a question passes if it suits one of them; empty allows any.
    pub seniority: Vec<Seniority>,
    /// The tags of which a question must carry at least one; empty allows any.
    pub tags: Vec<String>,
    /// The exact number of questions, pins included.
    pub count: Option<u32>,
    /// The minutes of the whole interview; the questions fit between the opening and the closing.
    ///
    /// Without this and `count`, an interview takes [`DEFAULT_INTERVIEW_MINUTES`]. If `only` or a
    /// number for every category decides the questions, it takes as long as they need.
    pub minutes: Option<u32>,
    /// The minutes kept for the opening.
    pub opening: u32,
    /// The minutes kept for the closing.
    pub closing: u32,
    /// The ids of questions that must be in the kit. They take precedence over drawn questions.
    pub include: Vec<String>,
    /// The ids of questions that must not be in the kit.
    pub exclude: Vec<String>,
    /// The ids of questions that earlier kits have asked. Neither they nor other questions of their
    /// groups are drawn. The bank need not know them.
    pub used: Vec<String>,
    /// The names of the kits and locks that `used` comes from, as locks record them.
    pub not_in: Vec<String>,
    /// If not empty: exactly these questions, in this order. The filters do not apply.
    pub only: Vec<String>,
    /// Keeps about a fifth of the kit for behavioural questions, at least one if the pins leave
    /// room. If false, none is drawn. Applies only if neither categories nor types are named.
    pub behavioral: bool,
    /// The greatest percentage of the question minutes for behavioural, situational and ethics
    /// questions. If absent, the role decides; without a word of the role it is a third.
    pub soft_share: Option<u32>,
    /// The seed of the draw.
    pub seed: Seed,
    /// The changes to the drawn kit, in the order they are made.
    pub changes: Vec<Change>,
}

impl Default for Blueprint {
    fn default() -> Self {
        Self {
            role: None,
            categories: Vec::new(),
            with: Vec::new(),
            kinds: Vec::new(),
            seniority: Vec::new(),
            tags: Vec::new(),
            count: None,
            minutes: None,
            opening: 5,
            closing: 5,
            include: Vec::new(),
            exclude: Vec::new(),
            used: Vec::new(),
            not_in: Vec::new(),
            only: Vec::new(),
            behavioral: true,
            soft_share: None,
            seed: Seed::Derived,
            changes: Vec::new(),
        }
    }
}

impl Blueprint {
    /// Returns the minutes of the whole interview, or `None` if the questions decide them.
    #[must_use]
    pub fn interview_minutes(&self) -> Option<u32> {
        let is_settled = self.count.is_some() || !self.only.is_empty() || self.has_only_quotas();
        self.minutes.or(if is_settled { None } else { Some(DEFAULT_INTERVIEW_MINUTES) })
    }

    /// Returns the number of the seed.
    #[must_use]
    pub fn seed_number(&self) -> u64 {
        let derived = |name| draw::derived_seed(self.role.as_deref(), &self.seniority, name);
        match &self.seed {
            Seed::Derived => derived(None),
            Seed::ByName(name) => derived(Some(name.as_str())),
            Seed::Number(number) => *number,
        }
    }

    /// Returns the levels allowed, lowest first, without repeats.
    #[must_use]
    pub fn levels(&self) -> Vec<Seniority> {
        Seniority::ALL.into_iter().filter(|level| self.seniority.contains(level)).collect()
    }

    /// Returns true if the user names categories or types.
    pub(super) fn names_categories_or_types(&self) -> bool {
        !self.categories.is_empty() || !self.kinds.is_empty()
    }

    fn has_only_quotas(&self) -> bool {
        !self.categories.is_empty() && self.categories.iter().all(|(_, quota)| quota.is_some())
    }
}
