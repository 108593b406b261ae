//! The readers that a document can be for.

/// The reader that a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Face {
    /// The interviewer: everything, with rubric, ratings, notes and score sheet.
    #[default]
    Interviewer,
    /// The candidate: prompts and code only, nothing that gives an answer away.
    Candidate,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 2] = [Self::Interviewer, Self::Candidate];

    /// Returns the face with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.key() == key)
    }

    /// Returns the word used on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Interviewer => "interviewer",
            Self::Candidate => "candidate",
        }
    }
}
