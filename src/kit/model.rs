//! The kit: the chosen questions in order, and the metadata printed with them.

use super::change::Change;
use crate::bank::{Category, Question, RatingScale, Role, Seniority};

/// The reason why a question is in a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickReason {
    /// Named by the user.
    Pinned,
    /// Drawn to fill a quota the user set for its category.
    Quota,
    /// Drawn because the user topped its category up.
    TopUp,
    /// Drawn from the core of the role.
    Core,
    /// Drawn for the share of its category.
    Share,
    /// Drawn for the part of the kit that is not technical.
    Soft,
    /// Taken in the place of a drawn question.
    Swapped,
}

/// One question of a kit.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick<'b> {
    /// The number of the question on the page, from 1.
    pub number: usize,
    /// The question.
    pub question: &'b Question,
    /// The category of the question.
    pub category: &'b Category,
    /// The name of its competency, if it has one.
    pub competency: Option<&'b str>,
    /// The minute at which the question starts, counted from the start of the interview.
    pub starts_at: u32,
    /// The reason for the pick.
    pub reason: PickReason,
    /// The drawn question in whose place it stands, if it was swapped.
    pub replaces: Option<&'b Question>,
}

/// The chosen questions in order, and the metadata printed with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Kit<'b> {
    /// The role, if the blueprint names one.
    pub role: Option<&'b Role>,
    /// The levels asked for, lowest first; empty if any level is allowed.
    pub seniority: Vec<Seniority>,
    /// The minutes kept for the opening.
    pub opening: u32,
    /// The minutes kept for the closing.
    pub closing: u32,
    /// The minutes of the whole interview, opening and closing included.
    pub minutes: u32,
    /// The seed of the draw.
    pub seed: u64,
    /// The questions in the order they are asked, grouped by category.
    pub picks: Vec<Pick<'b>>,
    /// The rating scale.
    pub scale: &'b RatingScale,
    /// The language of the questions.
    pub language: &'b str,
    /// The changes made to the draw, with questions by id.
    pub changes: Vec<Change>,
    /// The questions that the interview would have without `with` and `include`, and that made room for theirs.
    pub left_out: Vec<&'b Question>,
    /// Eight hexadecimal digits that identify the questions and their texts.
    pub fingerprint: String,
}
