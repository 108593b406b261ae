//! From a kit to a story: here the domain and the typography meet.
//!
//! One file for each part of a kit (`cover`, `contents`, `question`, `score_sheet`), one for what
//! the candidate gets (`candidate`), one for what can be filled in (`form`), and the only place for
//! words on a page (`words`).

mod candidate;
mod contents;
mod cover;
mod form;
mod furniture;
mod question;
mod score_sheet;
mod strings;
mod theme;
mod tools;

use crate::bank::Seniority;
use crate::diag::Text;
use crate::document::{DestinationId, Story};
use crate::kit::Kit;
use form::Form;

/// Which reader a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Face {
    /// Everything: rubric, ratings, notes, score sheet.
    #[default]
    Interviewer,
    /// Prompts and code alone; nothing that gives an answer away.
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

    /// The word used on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Interviewer => "interviewer",
            Self::Candidate => "candidate",
        }
    }
}

/// What a user may say about a document beyond its questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Which reader it is for.
    pub face: Face,
    /// Author in the metadata.
    pub author: String,
    /// Whether it can be filled in on a screen.
    pub form: bool,
    /// What is filled in already.
    pub prefill: Prefill,
    /// Whom this copy is for: a line on every page says so.
    pub recipient: Option<String>,
}

/// What is known of an interview before it takes place. Each is one line of at most
/// [`MOST_CHARACTERS`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    /// Who is asked.
    pub candidate: Option<Text>,
    /// Who asks; not for the candidate's face.
    pub interviewer: Option<Text>,
    /// When.
    pub date: Option<Text>,
    /// By what others know the interview; not for the candidate's face.
    pub reference: Option<Text>,
}

impl Prefill {
    /// What of it stands in a document for a reader, with the names of the fields.
    pub fn shown(&self, face: Face) -> impl Iterator<Item = (&'static str, &Text)> {
        let of_all = [("candidate", &self.candidate), ("date", &self.date)];
        let of_the_panel = [("interviewer", &self.interviewer), ("reference", &self.reference)];
        let is_panel = face == Face::Interviewer;
        let all = of_all.into_iter().chain(of_the_panel.into_iter().filter(move |_| is_panel));
        all.filter_map(|(name, value)| Some((name, value.as_ref()?)))
    }
}

/// Characters of one line that is filled in.
pub const MOST_CHARACTERS: usize = form::LINE as usize;

/// A kit of more questions cannot be filled in: nobody does, and each field takes memory.
pub const MOST_FILLABLE: usize = 1_000;

/// A kit with at least so many questions has a contents list.
const LONG: usize = 12;

/// The story of a kit.
#[must_use]
pub fn compose(kit: &Kit<'_>, options: &Options) -> Story {
    let words = strings::english();
    let is_wanted = options.form && kit.picks.len() <= MOST_FILLABLE;
    let form = Form { is_wanted, prefill: &options.prefill };
    let flow = match options.face {
        Face::Interviewer => {
            let mut flow = cover::cover(kit, words, form);
            if kit.picks.len() >= LONG {
                flow.extend(contents::contents(kit, words));
            }
            flow.extend(question::questions(kit, words, form));
            flow.extend(score_sheet::score_sheet(kit, words, form));
            flow
        }
        Face::Candidate => candidate::handout(kit, words, form),
    };
    Story {
        meta: furniture::meta(kit, options, words),
        flow,
        furniture: furniture::furniture(kit, options, words),
    }
}

/// Levels, lowest first, as they are named on a page: `mid`, `senior to lead`, `any level`.
#[must_use]
pub fn name_of_levels(seniority: &[Seniority]) -> String {
    furniture::name_of_levels(seniority, strings::english())
}

/// The name of the role, or the word for an interview without one, out of the title of a kit for these levels.
#[must_use]
pub fn role_of(title: &str, face: Face, seniority: &[Seniority]) -> Option<String> {
    furniture::role_of(title, face, seniority, strings::english())
}

/// The place of a question.
fn question_place(number: usize) -> DestinationId {
    DestinationId(number as u32)
}

/// The place of a category, by the number of its first question.
fn category_place(first: usize) -> DestinationId {
    DestinationId(1 << 24 | first as u32)
}

/// The place of a part of the kit.
fn part_place(part: u32) -> DestinationId {
    DestinationId(1 << 28 | part)
}
