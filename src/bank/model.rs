//! The question bank as validated data.

use std::collections::BTreeMap;

pub use super::anchors::Anchors;
use super::cache::QuestionCache;
pub use super::levels_and_types::{QuestionType, Seniority};
use super::limits;
use crate::diag::{Origin, Text};

/// The status of a question: only active questions are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// In use.
    Active,
    /// Being written: never drawn, may be listed.
    Draft,
    /// Kept for the record: never drawn, may be listed.
    Retired,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Draft, Self::Retired];

    /// Returns the word used in the bank.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Draft => "draft",
            Self::Retired => "retired",
        }
    }
}

/// A job that kits are built for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Stable id.
    pub id: String,
    /// Name on the page.
    pub name: Text,
    /// Ids of the categories its questions come from, in the order of the kit.
    pub categories: Vec<String>,
    /// The weights of the categories that give one, by id. [`Role::weight`] knows the others.
    pub weights: BTreeMap<String, u32>,
    /// Ids of the technical categories that matter most, in the order of the file; short interviews take them first.
    pub core: Vec<String>,
    /// The greatest percentage of the question minutes for behavioural, situational and ethics questions; a third of
    /// the minutes if absent.
    pub soft_share: Option<u32>,
    /// The place in its file.
    pub origin: Origin,
}

/// A named group of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Stable id.
    pub id: String,
    /// Name on the page.
    pub name: Text,
    /// The type of all its questions.
    pub kind: QuestionType,
    /// Id of the competency of those of its questions that name none.
    pub competency: Option<String>,
    /// The place in its file.
    pub origin: Origin,
}

/// An ability that questions assess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// Stable id.
    pub id: String,
    /// Name on the page.
    pub name: Text,
    /// The place in its file.
    pub origin: Origin,
}

/// One described level of the rating scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The number the interviewer marks.
    pub score: u8,
    /// A word or two.
    pub label: Text,
    /// The meaning, in one sentence.
    pub description: Text,
}

/// The default rating scale, lowest level first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingScale {
    /// The levels, by rising score.
    pub levels: Vec<Level>,
}

/// A sign of a good answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListenFor {
    /// The behaviour to listen for.
    pub text: Text,
    /// Shown in kits for this level and above.
    pub from: Option<Seniority>,
}

/// A piece of code to discuss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// `python`, `rust`, `sql` …
    pub language: String,
    /// The code.
    pub source: Text,
    /// The output of the code; shown to the interviewer only.
    pub output: Option<Text>,
}

/// The author or reviewer of a question, with a date (`2026-11-22`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// A name or a team.
    pub by: String,
    /// A calendar date.
    pub on: Option<String>,
}

/// One interview question with its rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Stable id.
    pub id: String,
    /// Id of its category.
    pub category: String,
    /// The type of its category.
    pub kind: QuestionType,
    /// Id of its own competency. [`Bank::competency_of`] falls back to that of its category.
    pub competency: Option<String>,
    /// The levels it suits, lowest first, without repeats.
    pub seniority: Vec<Seniority>,
    /// Minutes for asking, answering and a probe.
    pub minutes: u32,
    /// The topic in a few words, for the interviewer. [`Question::title_text`] falls back to the prompt.
    pub title: Option<Text>,
    /// The text of the question; blank lines separate paragraphs.
    pub prompt: Text,
    /// Signs of a good answer.
    pub listen_for: Vec<ListenFor>,
    /// Signs of a bad answer.
    pub red_flags: Vec<Text>,
    /// Allowed probes.
    pub follow_ups: Vec<Text>,
    /// Described levels, by score and by level.
    pub anchors: Anchors,
    /// How a strong candidate might answer.
    pub sample_answer: Option<Text>,
    /// Code to discuss.
    pub code: Option<Snippet>,
    /// Free words to filter by.
    pub tags: Vec<String>,
    /// The name of its group: questions that ask about the same thing. A kit holds at most one of a group.
    pub group: Option<String>,
    /// Ids of questions that no kit holds together with it. [`Question::excludes`] knows both directions.
    pub never_with: Vec<String>,
    /// The status.
    pub status: Status,
    /// The author.
    pub authored: Option<Credit>,
    /// The reviewer.
    pub reviewed: Option<Credit>,
    /// The place in its file.
    pub origin: Origin,
    /// Cached results.
    pub cache: QuestionCache,
}

impl Question {
    /// Returns a question at `origin` without any content, as a start to fill field by field.
    #[must_use]
    pub fn empty(origin: Origin) -> Self {
        Self {
            id: String::new(),
            category: String::new(),
            kind: QuestionType::Technical,
            competency: None,
            seniority: Vec::new(),
            minutes: 0,
            title: None,
            prompt: Text { value: String::new(), origin },
            listen_for: Vec::new(),
            red_flags: Vec::new(),
            follow_ups: Vec::new(),
            anchors: Anchors::default(),
            sample_answer: None,
            code: None,
            tags: Vec::new(),
            group: None,
            never_with: Vec::new(),
            status: Status::Active,
            authored: None,
            reviewed: None,
            origin,
            cache: QuestionCache::default(),
        }
    }
}

impl Role {
    /// Returns the weight of a category: its part of the technical minutes, compared with the other categories.
    #[must_use]
    pub fn weight(&self, category: &str) -> u32 {
        self.weights.get(category).copied().unwrap_or(limits::DEFAULT_WEIGHT)
    }

    /// Returns true for a core category of the role.
    #[must_use]
    pub fn is_core(&self, category: &str) -> bool {
        self.core.iter().any(|id| id == category)
    }
}

impl Question {
    /// Returns the signs that a kit for these levels shows, with their positions. The highest level decides; without
    /// levels, that of the question.
    pub fn signs_for(&self, levels: &[Seniority]) -> impl Iterator<Item = (usize, &ListenFor)> {
        let expected = self.expected_level(levels);
        self.listen_for.iter().enumerate().filter(move |(_, sign)| sign.from <= expected)
    }

    /// Returns the described levels that a kit for these levels shows, by score. The level that decides which signs
    /// are shown decides here, too, so no text rests on a sign that the kit leaves out.
    #[must_use]
    pub fn anchors_for(&self, levels: &[Seniority]) -> BTreeMap<u8, &Text> {
        self.anchors.up_to(self.expected_level(levels))
    }

    /// Returns the level that a kit for these levels expects: the highest; without levels, that of the question.
    fn expected_level(&self, levels: &[Seniority]) -> Option<Seniority> {
        levels.iter().max().or(self.seniority.last()).copied()
    }
}

/// A bank: everything a kit can be built from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bank {
    /// The language of the questions, a BCP 47 tag; `en` by default.
    pub language: String,
    /// The roles, in file order.
    pub roles: Vec<Role>,
    /// The categories, in file order.
    pub categories: Vec<Category>,
    /// The competencies, in file order.
    pub competencies: Vec<Competency>,
    /// The default scale.
    pub scale: RatingScale,
    /// The questions, in file order.
    pub questions: Vec<Question>,
}

impl Bank {
    /// Returns the role with this id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == id)
    }

    /// Returns the category with this id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }

    /// Returns the competency with this id.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.competencies.iter().find(|c| c.id == id)
    }

    /// Returns the competency that a question assesses: its own, or else that of its category.
    #[must_use]
    pub fn competency_of(&self, question: &Question) -> Option<&Competency> {
        let of_category = || self.category(&question.category)?.competency.as_deref();
        self.competency(question.competency.as_deref().or_else(of_category)?)
    }
}
