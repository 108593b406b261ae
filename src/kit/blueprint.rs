//! What a kit must contain.

use crate::bank::{QuestionType, Seniority};

/// The seed of a kit whose user gives none, so that the same command gives the same kit.
pub const DEFAULT_SEED: u64 = 1;

/// Minutes of an interview for which neither a length nor a number of questions is given.
pub const DEFAULT_MINUTES: u32 = 60;

/// What a kit must contain. The default asks for an hour out of the whole bank.
///
/// Only active questions are ever taken. A question is a candidate when it is in a category asked
/// for and passes every filter that is set (`kinds`, `seniority`, `tags`, `exclude`). Questions
/// named in `include` or `only` need not pass the filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blueprint {
    /// Id of the role. Its categories are drawn from unless `categories` names others, and they
    /// give the kit its order.
    pub role: Option<String>,
    /// Categories to draw from, each with the exact number of its questions (pins included).
    /// A category without a number holds at least one question and shares what the others leave.
    /// Empty: all of the role, or of the bank.
    pub categories: Vec<(String, Option<u32>)>,
    /// Types allowed; empty allows any.
    pub kinds: Vec<QuestionType>,
    /// Levels allowed: a question passes when it suits one of them; empty allows any.
    pub seniority: Vec<Seniority>,
    /// Words of which a question must carry at least one; empty asks for none.
    pub tags: Vec<String>,
    /// The exact number of questions, pins included.
    pub count: Option<u32>,
    /// Minutes of the whole interview; the questions fit between the opening and the closing.
    /// With neither this nor `count`, an interview takes [`DEFAULT_MINUTES`], or as long as it needs
    /// when `only`, or a number for every category, says what is in it.
    pub minutes: Option<u32>,
    /// Minutes kept for the opening.
    pub opening: u32,
    /// Minutes kept for the closing.
    pub closing: u32,
    /// Ids of questions that must be in the kit. They come first when room is given away.
    pub include: Vec<String>,
    /// Ids of questions that must not be in the kit.
    pub exclude: Vec<String>,
    /// When not empty: exactly these questions, in this order. The filters do not apply.
    pub only: Vec<String>,
    /// Where neither categories nor kinds are named: whether about a fifth of the kit is kept for
    /// behavioural questions, at least one if the pins leave room (`true`), or none is drawn
    /// (`false`).
    pub behavioral: bool,
    /// The seed of the draw.
    pub seed: u64,
}

impl Default for Blueprint {
    fn default() -> Self {
        Self {
            role: None,
            categories: Vec::new(),
            kinds: Vec::new(),
            seniority: Vec::new(),
            tags: Vec::new(),
            count: None,
            minutes: None,
            opening: 5,
            closing: 5,
            include: Vec::new(),
            exclude: Vec::new(),
            only: Vec::new(),
            behavioral: true,
            seed: DEFAULT_SEED,
        }
    }
}

impl Blueprint {
    /// Minutes of the whole interview, unless the questions decide them.
    #[must_use]
    pub fn length(&self) -> Option<u32> {
        let settled = self.count.is_some() || !self.only.is_empty() || self.is_all_quotas();
        self.minutes.or(if settled { None } else { Some(DEFAULT_MINUTES) })
    }

    /// The levels allowed, lowest first, without repeats.
    #[must_use]
    pub fn levels(&self) -> Vec<Seniority> {
        Seniority::ALL.into_iter().filter(|level| self.seniority.contains(level)).collect()
    }

    /// Whether the user says which categories or types the kit is made of.
    pub(super) fn names_its_parts(&self) -> bool {
        !self.categories.is_empty() || !self.kinds.is_empty()
    }

    fn is_all_quotas(&self) -> bool {
        !self.categories.is_empty() && self.categories.iter().all(|(_, quota)| quota.is_some())
    }
}
