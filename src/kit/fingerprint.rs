//! Hashes of questions and rating scales, and the fingerprint of a kit.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::model::Kit;
use crate::bank::{
    Anchors, Bank, Credit, FieldValue, ListenFor, QUESTION_FIELDS, Question, QuestionField, QuestionPart,
    RatingScale, Snippet,
};
use crate::diag::Text;

/// Returns the hash of everything that a page can show of a question.
///
/// Tags, status, credits and the place in the file do not count. The encoding is canonical, so that
/// no two contents give the same bytes: a length precedes each text and list, and a byte that
/// marks presence precedes each optional part.
#[must_use]
pub fn content_hash(question: &Question) -> [u8; 32] {
    question.cache.hash.unwrap_or_else(|| compute_content_hash(question))
}

/// Stores the hash of every question in a bank that no longer changes. A batch then computes each once.
pub fn cache_content_hashes(bank: &mut Bank) {
    for question in &mut bank.questions {
        question.cache.hash = Some(compute_content_hash(question));
    }
}

fn compute_content_hash(question: &Question) -> [u8; 32] {
    let mut hasher = CanonicalHasher::new("interview-kit/question/v1");
    for field in QUESTION_FIELDS.iter().filter(|field| field.part != QuestionPart::Record) {
        hasher.write_field(field, question);
        if field.key == "category" {
            // The category gives the type, which is no field of its own.
            hasher.write_str(question.kind.key());
        }
    }
    hasher.finish()
}

/// Returns the first eight hexadecimal digits of the hash of a kit.
///
/// The hash covers the questions in order with their texts, the names of categories and
/// competencies, role, levels, minutes, rating scale and language. The seed and the reasons of the
/// picks are left out: two seeds that choose the same questions give the same kit.
pub(super) fn fingerprint(kit: &Kit<'_>) -> String {
    let mut hasher = CanonicalHasher::new("interview-kit/kit/v1");
    hasher.write_role(kit);
    hasher.write_list(&kit.seniority, |hasher, level| hasher.write_str(level.key()));
    for minutes in [kit.minutes, kit.opening, kit.closing] {
        hasher.write_number(u64::from(minutes));
    }
    hasher.write_kit_texts(kit);
    let [a, b, c, d, ..] = hasher.finish();
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

/// Returns the hash of everything a kit takes from its bank: questions in order, names of
/// categories and competencies, role, rating scale and language. Other changes of the bank do not
/// affect it.
#[must_use]
pub(super) fn bank_hash(kit: &Kit<'_>) -> [u8; 32] {
    let mut hasher = CanonicalHasher::new("interview-kit/bank/v1");
    hasher.write_role(kit);
    hasher.write_kit_texts(kit);
    hasher.finish()
}

/// Returns the hash of a rating scale: its levels with labels and descriptions.
#[must_use]
pub(super) fn scale_hash(scale: &RatingScale) -> [u8; 32] {
    let mut hasher = CanonicalHasher::new("interview-kit/scale/v1");
    hasher.write_scale(scale);
    hasher.finish()
}

/// Feeds values into a hash in a canonical encoding.
struct CanonicalHasher(Sha256);

impl CanonicalHasher {
    fn new(domain: &str) -> Self {
        let mut hasher = Self(Sha256::new());
        hasher.write_str(domain);
        hasher
    }

    fn write_number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn write_bytes(&mut self, bytes: &[u8]) {
        self.write_number(bytes.len() as u64);
        self.0.update(bytes);
    }

    fn write_str(&mut self, text: &str) {
        self.write_bytes(text.as_bytes());
    }

    fn write_text(&mut self, text: &Text) {
        self.write_str(&text.value);
    }

    /// Writes a field. A byte that marks presence precedes an optional value.
    fn write_field(&mut self, field: &QuestionField, question: &Question) {
        let value = (field.value)(question);
        if field.is_later_addition {
            if value.is_empty() {
                return;
            }
            self.write_str(field.key);
        }
        let is_single = matches!(
            value,
            FieldValue::Word(_) | FieldValue::Text(_) | FieldValue::Code(_) | FieldValue::Absent
        );
        if is_single && !field.is_required {
            self.0.update([u8::from(!matches!(value, FieldValue::Absent))]);
        }
        match value {
            FieldValue::Absent => {}
            FieldValue::Word(word) => self.write_str(word),
            FieldValue::Words(words) => self.write_list(words, |hasher, word| hasher.write_str(word)),
            FieldValue::Levels(levels) => {
                self.write_list(levels, |hasher, level| hasher.write_str(level.key()));
            }
            FieldValue::Number(number) => self.write_number(u64::from(number)),
            FieldValue::Text(text) => self.write_text(text),
            FieldValue::Texts(texts) => self.write_list(texts, Self::write_text),
            FieldValue::Signs(signs) => self.write_list(signs, |hasher, ListenFor { text, from }| {
                hasher.write_str(&text.value);
                hasher.write_option(from.as_ref(), |hasher, level| hasher.write_str(level.key()));
            }),
            FieldValue::Anchors(Anchors { base, overrides }) => {
                self.write_scores(base);
                // A level needs no mark: the length of its name is no byte that marks presence.
                for (level, scores) in overrides {
                    self.write_str(level.key());
                    self.write_scores(scores);
                }
            }
            FieldValue::Code(Snippet { language, source, output }) => {
                self.write_str(language);
                self.write_text(source);
                self.write_option(output.as_ref(), Self::write_text);
            }
            FieldValue::Credit(Credit { by, on }) => {
                self.write_str(by);
                self.write_option(on.as_ref(), |hasher, on| hasher.write_str(on));
            }
        }
    }

    fn write_scores(&mut self, scores: &BTreeMap<u8, Text>) {
        self.write_number(scores.len() as u64);
        for (score, text) in scores {
            self.write_number(u64::from(*score));
            self.write_text(text);
        }
    }

    fn write_role(&mut self, kit: &Kit<'_>) {
        self.write_option(kit.role, |hasher, role| {
            hasher.write_str(&role.id);
            hasher.write_text(&role.name);
        });
    }

    /// Writes everything that a kit takes from its bank except the role.
    fn write_kit_texts(&mut self, kit: &Kit<'_>) {
        self.write_str(kit.language);
        self.write_scale(kit.scale);
        self.write_list(&kit.picks, |hasher, pick| {
            hasher.write_text(&pick.category.name);
            hasher.write_option(pick.competency.as_ref(), |hasher, name| hasher.write_str(name));
            hasher.write_bytes(&content_hash(pick.question));
        });
    }

    fn write_scale(&mut self, scale: &RatingScale) {
        self.write_list(&scale.levels, |hasher, level| {
            hasher.write_number(u64::from(level.score));
            hasher.write_text(&level.label);
            hasher.write_text(&level.description);
        });
    }

    fn write_option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.0.update([u8::from(value.is_some())]);
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn write_list<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.write_number(values.len() as u64);
        for value in values {
            write(self, value);
        }
    }

    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::CanonicalHasher;
    use crate::bank::{FieldValue, QUESTION_FIELDS, Question, built_in_file, load};
    use crate::diag::Sources;

    fn hash_with(
        question: &Question,
        is_later_addition: bool,
        value: fn(&Question) -> FieldValue<'_>,
    ) -> [u8; 32] {
        let [.., last] = &QUESTION_FIELDS;
        let mut field = last.clone();
        (field.is_later_addition, field.value) = (is_later_addition, value);
        let mut hasher = CanonicalHasher::new("test");
        hasher.write_field(&field, question);
        hasher.finish()
    }

    #[test]
    fn a_later_field_changes_no_hash_of_a_question_without_it() {
        let bank = load(vec![built_in_file()], &mut Sources::default()).bank;
        let question = &bank.questions[0];
        let without = CanonicalHasher::new("test").finish();
        assert_eq!(hash_with(question, true, |_| FieldValue::Absent), without);
        assert_eq!(hash_with(question, true, |_| FieldValue::Texts(&[])), without);
        assert_ne!(hash_with(question, false, |_| FieldValue::Absent), without);
        assert_ne!(hash_with(question, true, |question| FieldValue::Text(&question.prompt)), without);
    }
}
