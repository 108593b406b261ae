//! A kit: the chosen questions in order, with everything around them.

use crate::bank::{Category, Question, RatingScale, Role, Seniority};

/// Why a question is in the kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Named by the user.
    Pinned,
    /// Drawn to fill a quota the user set for its category.
    Quota,
    /// Drawn for its category's share of the role.
    Share,
    /// Drawn so that the kit holds behavioural questions.
    Behavioral,
    /// Drawn to use the minutes that were left.
    Filler,
}

/// One question of a kit.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick<'b> {
    /// Its number on the page, from 1.
    pub number: usize,
    /// The question.
    pub question: &'b Question,
    /// Its category.
    pub category: &'b Category,
    /// Name of its competency.
    pub competency: Option<&'b str>,
    /// Minute, counted from the start of the interview, at which it is due.
    pub starts_at: u32,
    /// Why it was picked.
    pub reason: Reason,
}

/// The chosen questions with everything around them.
#[derive(Debug, Clone, PartialEq)]
pub struct Kit<'b> {
    /// The role, when the blueprint names one.
    pub role: Option<&'b Role>,
    /// The levels asked for, lowest first; empty when any level will do.
    pub seniority: Vec<Seniority>,
    /// Minutes kept for the opening.
    pub opening: u32,
    /// Minutes kept for the closing.
    pub closing: u32,
    /// Minutes of the whole interview, opening and closing included.
    pub minutes: u32,
    /// The seed of the draw.
    pub seed: u64,
    /// The questions, in the order they are asked; those of a category stand together.
    pub picks: Vec<Pick<'b>>,
    /// The rating scale.
    pub scale: &'b RatingScale,
    /// Language of the questions.
    pub language: &'b str,
    /// Eight characters that name this selection of these texts.
    pub fingerprint: String,
}
