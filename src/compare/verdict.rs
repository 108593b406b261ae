//! The verdict on scores.

/// The verdict: do scores given with the old kit compare with those given with the new one?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing changed that a kit shows.
    Same,
    /// Scores compare: the same is asked, in the same order, and rated by the same levels.
    Comparable,
    /// Scores compare, but something around the questions changed.
    WithCare(Vec<Care>),
    /// Scores compare on some questions.
    Partly {
        /// The number of questions that are asked and rated the same.
        on: usize,
        /// The number of questions whose change the locks do not describe.
        unclear: usize,
    },
    /// Every question in both kits has changed, and the locks do not say how.
    Unclear(usize),
    /// Scores do not compare: no question is asked and rated the same.
    Not,
    /// Scores do not compare: they are given on another rating scale.
    OtherScale,
}

/// A reason to compare scores with care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Notes for interviewers changed: signs, probes, examples, minutes of a question.
    Notes,
    /// The order of the questions.
    Order,
    /// The length of the interview.
    Length,
    /// The role or the level the kit is for.
    Job,
}

impl Verdict {
    /// Returns true if all scores given with the old kit hold for the new one.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        matches!(self, Self::Same | Self::Comparable | Self::WithCare(_))
    }

    /// Returns a stable name for programs.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Comparable => "comparable",
            Self::WithCare(_) => "with-care",
            Self::Partly { .. } => "partly",
            Self::Unclear(_) => "unclear",
            Self::Not | Self::OtherScale => "not",
        }
    }
}
