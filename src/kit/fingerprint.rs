//! Eight characters that name a selection of texts.

use sha2::{Digest, Sha256};

use super::model::Kit;
use crate::bank::{
    Bank, Credit, FieldValue, ListenFor, QUESTION_FIELDS, Question, QuestionField, QuestionPart, RatingScale,
    Snippet,
};
use crate::diag::Text;

/// The hash of all that a page can show of a question, and of nothing else: what it is for
/// filtering (tags), for the record (status, credits) or where it stands may change freely.
///
/// Canonical: every text is preceded by its length, every list by its number of entries, every
/// optional part by a byte that says whether it is there, so that no two contents give the same bytes.
#[must_use]
pub fn content_hash(question: &Question) -> [u8; 32] {
    question.memo.hash.unwrap_or_else(|| hashed(question))
}

/// Keeps the hashes of all questions of a bank that is not changed any more, for who makes many kits of it.
pub fn keep_hashes(bank: &mut Bank) {
    for question in &mut bank.questions {
        question.memo.hash = Some(hashed(question));
    }
}

fn hashed(question: &Question) -> [u8; 32] {
    let mut canon = Canon::new("interview-kit/question/v1");
    for field in QUESTION_FIELDS.iter().filter(|field| field.part != QuestionPart::Record) {
        canon.field(field, question);
        if field.key == "category" {
            // The type is no field of its own: the category gives it.
            canon.text(question.kind.key());
        }
    }
    canon.hash()
}

/// The first eight hexadecimal digits of the hash of a kit: its questions in order with their texts,
/// names of categories and competencies, role, levels, minutes, rating scale and language.
///
/// The seed and the reasons of the picks are left out: two seeds that choose the same
/// questions give the same kit.
pub(super) fn fingerprint(kit: &Kit<'_>) -> String {
    let mut canon = Canon::new("interview-kit/kit/v1");
    canon.role(kit);
    canon.list(&kit.seniority, |canon, level| canon.text(level.key()));
    for minutes in [kit.minutes, kit.opening, kit.closing] {
        canon.number(u64::from(minutes));
    }
    canon.texts(kit);
    let [a, b, c, d, ..] = canon.hash();
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

/// The hash of the part of its bank that a kit is made of: its questions in order, names of
/// categories and competencies, role, rating scale and language. A change elsewhere in the bank
/// leaves it as it is.
#[must_use]
pub(super) fn bank_hash(kit: &Kit<'_>) -> [u8; 32] {
    let mut canon = Canon::new("interview-kit/bank/v1");
    canon.role(kit);
    canon.texts(kit);
    canon.hash()
}

/// The hash of a rating scale: its levels with all that is said of them.
#[must_use]
pub(super) fn scale_hash(scale: &RatingScale) -> [u8; 32] {
    let mut canon = Canon::new("interview-kit/scale/v1");
    canon.scale(scale);
    canon.hash()
}

/// Writes values into a hash so that they cannot be mistaken for one another.
struct Canon(Sha256);

impl Canon {
    fn new(domain: &str) -> Self {
        let mut canon = Self(Sha256::new());
        canon.text(domain);
        canon
    }

    fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn placed(&mut self, text: &Text) {
        self.text(&text.value);
    }

    /// Writes a field. A byte before an optional value says whether it is there.
    fn field(&mut self, field: &QuestionField, question: &Question) {
        let value = (field.value)(question);
        let is_single = matches!(
            value,
            FieldValue::Word(_) | FieldValue::Text(_) | FieldValue::Code(_) | FieldValue::Absent
        );
        if is_single && !field.is_required {
            self.0.update([u8::from(!matches!(value, FieldValue::Absent))]);
        }
        match value {
            FieldValue::Absent => {}
            FieldValue::Word(word) => self.text(word),
            FieldValue::Words(words) => self.list(words, |canon, word| canon.text(word)),
            FieldValue::Levels(levels) => self.list(levels, |canon, level| canon.text(level.key())),
            FieldValue::Number(number) => self.number(u64::from(number)),
            FieldValue::Text(text) => self.placed(text),
            FieldValue::Texts(texts) => self.list(texts, Self::placed),
            FieldValue::Signs(signs) => self.list(signs, |canon, ListenFor { text, from }| {
                canon.text(&text.value);
                canon.option(from.as_ref(), |canon, level| canon.text(level.key()));
            }),
            FieldValue::Scores(scores) => {
                self.number(scores.len() as u64);
                for (score, text) in scores {
                    self.number(u64::from(*score));
                    self.placed(text);
                }
            }
            FieldValue::Code(Snippet { language, source, output }) => {
                self.text(language);
                self.placed(source);
                self.option(output.as_ref(), Self::placed);
            }
            FieldValue::Credit(Credit { by, on }) => {
                self.text(by);
                self.option(on.as_ref(), |canon, on| canon.text(on));
            }
        }
    }

    fn role(&mut self, kit: &Kit<'_>) {
        self.option(kit.role, |canon, role| {
            canon.text(&role.id);
            canon.placed(&role.name);
        });
    }

    /// All that a kit takes from its bank beside the role.
    fn texts(&mut self, kit: &Kit<'_>) {
        self.text(kit.language);
        self.scale(kit.scale);
        self.list(&kit.picks, |canon, pick| {
            canon.placed(&pick.category.name);
            canon.option(pick.competency.as_ref(), |canon, name| canon.text(name));
            canon.bytes(&content_hash(pick.question));
        });
    }

    fn scale(&mut self, scale: &RatingScale) {
        self.list(&scale.levels, |canon, level| {
            canon.number(u64::from(level.score));
            canon.placed(&level.label);
            canon.placed(&level.description);
        });
    }

    fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.0.update([u8::from(value.is_some())]);
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn list<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(values.len() as u64);
        for value in values {
            write(self, value);
        }
    }

    fn hash(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
