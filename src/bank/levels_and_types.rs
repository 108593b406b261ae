//! The levels of seniority and the types of questions.

use std::fmt;

/// The level of seniority expected of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seniority {
    /// Works with guidance.
    Junior,
    /// Works alone on known problems.
    Mid,
    /// Works alone on unknown problems and guides others.
    Senior,
    /// Sets the direction for several people.
    Lead,
}

impl Seniority {
    /// All levels, lowest first.
    pub const ALL: [Self; 4] = [Self::Junior, Self::Mid, Self::Senior, Self::Lead];

    /// Returns the word used in the bank and on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Junior => "junior",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Lead => "lead",
        }
    }

    /// Returns the level with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }
}

impl fmt::Display for Seniority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// The kind of evidence that a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionType {
    /// Knowledge of the trade.
    Technical,
    /// Past behaviour of the candidate.
    Behavioral,
    /// The behaviour of the candidate in a given situation.
    Situational,
    /// The judgement of the candidate about right and wrong.
    Ethics,
}

impl QuestionType {
    /// All types, in the order of a kit's parts.
    pub const ALL: [Self; 4] = [Self::Technical, Self::Situational, Self::Ethics, Self::Behavioral];

    /// Returns the word used in the bank and on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Behavioral => "behavioral",
            Self::Situational => "situational",
            Self::Ethics => "ethics",
        }
    }

    /// Returns the type with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.key() == key)
    }
}

impl fmt::Display for QuestionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
