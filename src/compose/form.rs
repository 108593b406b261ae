//! What of a kit can be filled in, and the names of its fields.
//!
//! Names never depend on the order of a kit: `candidate`, or the id of a question and what of it is
//! meant, as `py-core-slicing/rating`. A question is rated at its rubric and on the score sheet; both
//! are one field.

use std::sync::Arc;

use super::Prefill;
use super::strings::Words;
use super::tools::field;
use crate::bank::{Level, plain};
use crate::diag::Text;
use crate::document::{Control, ControlKind, Field, Flowable, FontStyle, Language, RichText};
use crate::kit::Pick;

/// Characters of a name, a date or the like.
pub(super) const LINE: u32 = 120;
/// Characters of a mean of ratings.
const NUMBER: u32 = 8;
/// Characters of notes.
const NOTES: u32 = 4_000;
/// What is recommended, as programs know it, in the order of the words for it.
const RECOMMENDATIONS: [&str; 4] = ["strong-yes", "yes", "no", "strong-no"];

/// Makes the controls of a kit, or none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'p> {
    /// Whether anything can be filled in.
    pub(super) is_wanted: bool,
    /// What is filled in already.
    pub(super) prefill: &'p Prefill,
}

/// A control, if the kit has any.
pub(super) type Filled = Option<Arc<Control>>;

impl Form<'_> {
    /// A control whose tip is the program's own words.
    fn control(self, name: String, tip: String, kind: ControlKind) -> Filled {
        self.in_language(Language::Words, name, tip, kind)
    }

    /// A control whose tip holds words of the bank: most that is read is in their language, and what reads
    /// it can read the others as foreign words.
    fn about(self, name: String, tip: String, kind: ControlKind) -> Filled {
        self.in_language(Language::Document, name, tip, kind)
    }

    fn in_language(self, language: Language, name: String, tip: String, kind: ControlKind) -> Filled {
        self.is_wanted.then(|| Arc::new(Control { name, tip, language, kind }))
    }

    /// A line of its own, as for the name of the candidate.
    pub(super) fn line(self, name: &str, tip: &str) -> Filled {
        self.control(name.to_owned(), tip.to_owned(), ControlKind::Line { most: LINE })
    }

    /// A label and a line of its own; what is known beforehand stands on it.
    pub(super) fn known(self, name: &str, label: &str) -> Flowable {
        let known = match name {
            "candidate" => &self.prefill.candidate,
            "interviewer" => &self.prefill.interviewer,
            "date" => &self.prefill.date,
            "reference" => &self.prefill.reference,
            _ => &None,
        };
        let value = known.as_ref().map(|Text { value, origin }| RichText {
            origin: Some(*origin),
            ..RichText::new(value.as_str(), FontStyle::Regular)
        });
        match field(label, self.line(name, label)) {
            Flowable::Field(field) => Flowable::Field(Field { value, ..field }),
            other => other,
        }
    }

    /// The mean of the ratings of some questions: those of a category, or all.
    pub(super) fn mean(self, category: Option<&str>, picks: &[Pick<'_>], tip: String) -> Filled {
        if !self.is_wanted {
            return None;
        }
        let kind = ControlKind::Mean { of: picks.iter().map(rating_of).collect(), most: NUMBER };
        match category {
            Some(id) => self.about(format!("mean:{id}"), tip, kind),
            None => self.control("mean".to_owned(), tip, kind),
        }
    }

    /// The tick of the sign with this place in the question's list.
    pub(super) fn sign(self, pick: &Pick<'_>, place: usize, words: &Words) -> Filled {
        let sign = plain(&pick.question.listen_for[place].text.value);
        let tip = of_question(words.tip_sign, pick).replace("{sign}", &sign);
        self.about(format!("{}/listen-{}", pick.question.id, place + 1), tip, ControlKind::Check)
    }

    /// What was said to the follow-up with this place in the question's list.
    pub(super) fn follow_up(self, pick: &Pick<'_>, place: usize, words: &Words) -> Filled {
        let asked = plain(&pick.question.follow_ups[place].value);
        let tip = of_question(words.tip_follow_up, pick).replace("{follow_up}", &asked);
        let name = format!("{}/follow-up-{}", pick.question.id, place + 1);
        self.about(name, tip, ControlKind::Line { most: LINE })
    }

    /// One level of a question's rating.
    pub(super) fn rating(self, pick: &Pick<'_>, level: &Level, words: &Words) -> Filled {
        let tip = of_question(words.tip_rating, pick).replace("{score}", &level.score.to_string());
        let tip = tip.replace("{label}", &plain(&level.label.value));
        self.about(rating_of(pick), tip, ControlKind::Choice { value: level.score.to_string() })
    }

    /// That a question was not asked.
    pub(super) fn not_asked(self, pick: &Pick<'_>, words: &Words) -> Filled {
        let value = "not-asked".to_owned();
        self.control(rating_of(pick), of_question(words.tip_not_asked, pick), ControlKind::Choice { value })
    }

    /// The notes on a question.
    pub(super) fn notes(self, pick: &Pick<'_>, words: &Words) -> Filled {
        let tip = of_question(words.tip_notes, pick);
        self.control(format!("{}/notes", pick.question.id), tip, ControlKind::Lines { most: NOTES })
    }

    /// What to remember of the interview.
    pub(super) fn takeaways(self, words: &Words) -> Filled {
        let tip = words.takeaways.to_owned();
        self.control("takeaways".to_owned(), tip, ControlKind::Lines { most: NOTES })
    }

    /// One of the recommendations.
    pub(super) fn recommendation(self, place: usize, words: &Words) -> Filled {
        let value = RECOMMENDATIONS[place].to_owned();
        let tip = format!("{}: {}", words.recommendation, words.recommendations[place]);
        self.control("recommendation".to_owned(), tip, ControlKind::Choice { value })
    }
}

fn rating_of(pick: &Pick<'_>) -> String {
    format!("{}/rating", pick.question.id)
}

fn of_question(tip: &str, pick: &Pick<'_>) -> String {
    tip.replace("{n}", &pick.number.to_string())
}
