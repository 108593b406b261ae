//! The form fields of a kit, and their names.
//!
//! A name never depends on the order of a kit. It is a word such as `candidate`, or the id of a
//! question and one of its parts, as in `py-core-slicing/rating`. The rating at the rubric and the
//! rating on the score sheet are the same field.

use std::sync::Arc;

use super::flowables::{OptionalControl, labelled_field};
use super::options::{PREFILL_MAX_CHARS, Prefill};
use super::strings::Strings;
use crate::bank::{Level, plain};
use crate::diag::Text;
use crate::document::{Control, ControlKind, Flowable, FontStyle, LabelledField, Language, RichText};
use crate::kit::Pick;

/// The greatest length of a one-line field.
const LINE_MAX_CHARS: u32 = PREFILL_MAX_CHARS as u32;
/// The greatest length of a mean of ratings.
const MEAN_MAX_CHARS: u32 = 8;
/// The greatest length of notes.
const NOTES_MAX_CHARS: u32 = 4_000;
/// The values of the recommendations, in the order of their printed texts.
const RECOMMENDATION_VALUES: [&str; 4] = ["strong-yes", "yes", "no", "strong-no"];

/// Makes the form controls of a kit, or none if the document has no form fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormControls<'p> {
    /// True if the document has form fields.
    pub(super) is_fillable: bool,
    /// The interview details known beforehand.
    pub(super) prefill: &'p Prefill,
}

impl FormControls<'_> {
    /// Returns a control whose tip is a text of the program.
    fn control(self, name: String, tip: String, kind: ControlKind) -> OptionalControl {
        self.in_language(Language::Interface, name, tip, kind)
    }

    /// Returns a control whose tip quotes the bank. The tip is marked with the language of the bank, in which most
    /// of it is written.
    fn bank_control(self, name: String, tip: String, kind: ControlKind) -> OptionalControl {
        self.in_language(Language::Document, name, tip, kind)
    }

    fn in_language(
        self,
        language: Language,
        name: String,
        tip: String,
        kind: ControlKind,
    ) -> OptionalControl {
        self.is_fillable.then(|| Arc::new(Control { name, tip, language, kind }))
    }

    /// Returns a one-line text field, for example the name of the candidate.
    fn line(self, name: &str, tip: &str) -> OptionalControl {
        self.control(name.to_owned(), tip.to_owned(), ControlKind::Line { max_chars: LINE_MAX_CHARS })
    }

    /// Returns a label and a one-line text field, which shows the detail known beforehand.
    pub(super) fn detail_field(self, name: &str, label: &str) -> Flowable {
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
        match labelled_field(label, self.line(name, label)) {
            Flowable::Field(field) => Flowable::Field(LabelledField { value, ..field }),
            other => other,
        }
    }

    /// Returns the mean of the ratings of a category, or of all questions.
    pub(super) fn mean(self, category: Option<&str>, picks: &[Pick<'_>], tip: String) -> OptionalControl {
        if !self.is_fillable {
            return None;
        }
        let kind = ControlKind::Mean {
            of: picks.iter().map(rating_field_name).collect(),
            max_chars: MEAN_MAX_CHARS,
        };
        match category {
            Some(id) => self.bank_control(format!("mean:{id}"), tip, kind),
            None => self.control("mean".to_owned(), tip, kind),
        }
    }

    /// Returns the tick box of a sign, by its index in `listen_for`.
    pub(super) fn sign(self, pick: &Pick<'_>, index: usize, strings: &Strings) -> OptionalControl {
        let sign = plain(&pick.question.listen_for[index].text.value);
        let tip = tip_for_question(strings.tip_sign, pick).replace("{sign}", &sign);
        self.bank_control(format!("{}/listen-{}", pick.question.id, index + 1), tip, ControlKind::Check)
    }

    /// Returns the line for the answer to a follow-up, by its index in `follow_ups`.
    pub(super) fn follow_up(self, pick: &Pick<'_>, index: usize, strings: &Strings) -> OptionalControl {
        let asked = plain(&pick.question.follow_ups[index].value);
        let tip = tip_for_question(strings.tip_follow_up, pick).replace("{follow_up}", &asked);
        let name = format!("{}/follow-up-{}", pick.question.id, index + 1);
        self.bank_control(name, tip, ControlKind::Line { max_chars: LINE_MAX_CHARS })
    }

    /// Returns one level of a question's rating.
    pub(super) fn rating(self, pick: &Pick<'_>, level: &Level, strings: &Strings) -> OptionalControl {
        let tip = tip_for_question(strings.tip_rating, pick).replace("{score}", &level.score.to_string());
        let tip = tip.replace("{label}", &plain(&level.label.value));
        self.bank_control(
            rating_field_name(pick),
            tip,
            ControlKind::Choice { value: level.score.to_string() },
        )
    }

    /// Returns the choice that a question was not asked.
    pub(super) fn not_asked(self, pick: &Pick<'_>, strings: &Strings) -> OptionalControl {
        let value = "not-asked".to_owned();
        self.control(
            rating_field_name(pick),
            tip_for_question(strings.tip_not_asked, pick),
            ControlKind::Choice { value },
        )
    }

    /// Returns the notes on a question.
    pub(super) fn notes(self, pick: &Pick<'_>, strings: &Strings) -> OptionalControl {
        let tip = tip_for_question(strings.tip_notes, pick);
        self.control(
            format!("{}/notes", pick.question.id),
            tip,
            ControlKind::Lines { max_chars: NOTES_MAX_CHARS },
        )
    }

    /// Returns the key takeaways of the interview.
    pub(super) fn takeaways(self, strings: &Strings) -> OptionalControl {
        let tip = strings.takeaways.to_owned();
        self.control("takeaways".to_owned(), tip, ControlKind::Lines { max_chars: NOTES_MAX_CHARS })
    }

    /// Returns one choice of the recommendation.
    pub(super) fn recommendation(self, index: usize, strings: &Strings) -> OptionalControl {
        let value = RECOMMENDATION_VALUES[index].to_owned();
        let tip = format!("{}: {}", strings.recommendation, strings.recommendations[index]);
        self.control("recommendation".to_owned(), tip, ControlKind::Choice { value })
    }
}

fn rating_field_name(pick: &Pick<'_>) -> String {
    format!("{}/rating", pick.question.id)
}

fn tip_for_question(tip: &str, pick: &Pick<'_>) -> String {
    tip.replace("{n}", &pick.number.to_string())
}
