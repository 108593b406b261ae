//! The question bank: its format, loading and validation.

mod model;

pub use model::{
    Bank, Category, Competency, Credit, Level, ListenFor, Question, QuestionType, RatingScale, Role,
    Seniority, Snippet, Status,
};
