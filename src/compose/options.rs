//! The options of a document besides its questions.

use super::document_settings::Style;
use super::face::Face;
use crate::diag::Text;

/// The options of a document besides its questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The settings of the document.
    pub style: Style,
    /// The values that are filled in beforehand.
    pub prefill: Prefill,
}

/// The interview details known beforehand. Each is one line of at most [`PREFILL_MAX_CHARS`]
/// characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    /// The name of the candidate.
    pub candidate: Option<Text>,
    /// The name of the interviewer; not printed for the candidate.
    pub interviewer: Option<Text>,
    /// The date of the interview, printed as given.
    pub date: Option<Text>,
    /// Your own reference, for example an application number; not printed for the candidate.
    pub reference: Option<Text>,
}

impl Prefill {
    /// Returns the details printed in a document for a reader, by field name.
    pub fn shown(&self, face: Face) -> impl Iterator<Item = (&'static str, &Text)> {
        let of_all = [("candidate", &self.candidate), ("date", &self.date)];
        let of_the_panel = [("interviewer", &self.interviewer), ("reference", &self.reference)];
        let is_panel = face == Face::Interviewer;
        let all = of_all.into_iter().chain(of_the_panel.into_iter().filter(move |_| is_panel));
        all.filter_map(|(name, value)| Some((name, value.as_ref()?)))
    }
}

/// The greatest length of one prefilled line.
pub const PREFILL_MAX_CHARS: usize = 120;

/// A kit of more questions gets no form fields: nobody fills them in, and each field takes memory.
pub const MAX_FILLABLE_QUESTIONS: usize = 1_000;
