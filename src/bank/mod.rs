//! The question bank: its format, loading and validation.

mod model;

pub use model::{
    Bank, Category, Competency, Credit, Level, ListenFor, Question, QuestionType, RatingScale, Role,
    Seniority, Snippet, Status,
};

/// Stub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis { /// a
 Plain, /// a
 Emph, /// a
 Strong, /// a
 Code }
/// Stub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline { /// a
 pub text: String, /// a
 pub style: Emphasis }
/// Stub.
pub fn inline(text: &str) -> Vec<Inline> { vec![Inline { text: text.into(), style: Emphasis::Plain }] }
/// Stub.
pub fn paragraphs(text: &str) -> Vec<Vec<Inline>> { vec![inline(text)] }
/// Stub.
pub fn plain(text: &str) -> String { text.into() }
