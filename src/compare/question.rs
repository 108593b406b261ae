//! The changed parts of a question, and their effect on scores.

use super::snapshot::KitSnapshot;
use crate::bank::{
    self, FieldValue, ListenFor, QUESTION_FIELDS, Question, QuestionPart, ScoreEffect, Seniority,
};

/// The effect of a change on scores, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// No effect: only the layout changed, or the place where the question is filed.
    None,
    /// Something else guides the interviewer, or the candidate has more or less time: scores compare with care.
    Care,
    /// Something else is asked, or scores are given by other levels: they do not compare.
    Breaks,
}

/// The change of one part of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// The name of the part, as reports show it.
    pub label: &'static str,
    /// The part of the question.
    pub part: QuestionPart,
    /// True if line breaks and spaces of the part mean something.
    pub is_code: bool,
    /// The effect of the change on scores.
    pub effect: Effect,
    /// The entries that only the old question has.
    pub removed: Vec<String>,
    /// The entries that only the new question has.
    pub added: Vec<String>,
}

impl PartChange {
    /// Returns true if the candidate is asked something else.
    #[must_use]
    pub fn is_asked_otherwise(&self) -> bool {
        self.part == QuestionPart::Asked && self.effect == Effect::Breaks
    }

    /// Returns true for described levels that neither kit shows.
    #[must_use]
    pub(crate) fn is_not_shown(&self) -> bool {
        self.label == OTHER_ANCHORS
    }
}

/// The label of described levels that neither kit shows.
const OTHER_ANCHORS: &str = "the described levels for another seniority";

/// A question as a kit shows it.
#[derive(Clone, Copy)]
pub(crate) struct ShownQuestion<'c> {
    /// The wording.
    pub(crate) question: &'c Question,
    /// The kit that asks it.
    pub(crate) kit: &'c KitSnapshot,
}

impl ShownQuestion<'_> {
    /// Returns the described levels that the kit shows. A kit that does not state its levels may show any.
    fn anchors(self) -> Vec<String> {
        let Some(levels) = self.kit.levels() else {
            return entries(FieldValue::Anchors(&self.question.anchors));
        };
        let shown = self.question.anchors_for(&levels).into_iter();
        shown.map(|(score, text)| anchor(None, score, &text.value)).collect()
    }
}

/// Returns the changed parts of a question, in the order of [`QuestionPart`].
pub(crate) fn changed_parts(old_shown: ShownQuestion<'_>, new_shown: ShownQuestion<'_>) -> Vec<PartChange> {
    let (old, new) = (old_shown.question, new_shown.question);
    // Where no levels are described, scores are given by the signs.
    let by_signs = old.anchors.is_empty() || new.anchors.is_empty();
    let shown = QUESTION_FIELDS.iter().filter(|field| field.part != QuestionPart::Record);
    let alone = shown.filter(|field| field.part != QuestionPart::Filing);
    let mut changes: Vec<PartChange> = alone
        .flat_map(|field| {
            let effect = match field.effect {
                ScoreEffect::None => Effect::None,
                ScoreEffect::Signs if by_signs => Effect::Breaks,
                ScoreEffect::Care | ScoreEffect::Signs => Effect::Care,
                ScoreEffect::Breaks => Effect::Breaks,
            };
            match ((field.value)(old), (field.value)(new)) {
                (FieldValue::Code(_) | FieldValue::Absent, FieldValue::Code(_))
                | (FieldValue::Code(_), FieldValue::Absent) => code_changes(old, new),
                (FieldValue::Anchors(_), FieldValue::Anchors(_)) => {
                    anchor_changes(old_shown, new_shown, field.label, effect)
                }
                (old, new) => {
                    let is_exact = matches!(new, FieldValue::Number(_));
                    let change = ChangedPart {
                        label: field.label,
                        part: field.part,
                        effect,
                        is_exact,
                        is_code: false,
                    };
                    change.between(entries(old), entries(new)).into_iter().collect()
                }
            }
        })
        .chain(filing_change(old, new))
        .collect();
    changes.sort_by_key(|change| change.part);
    changes
}

/// Returns the changes of described levels. Those that neither kit shows have no effect.
fn anchor_changes(
    old: ShownQuestion<'_>,
    new: ShownQuestion<'_>,
    label: &'static str,
    effect: Effect,
) -> Vec<PartChange> {
    let part = |label, effect| ChangedPart {
        label,
        part: QuestionPart::Rubric,
        effect,
        is_exact: false,
        is_code: false,
    };
    let all = |shown: ShownQuestion<'_>| entries(FieldValue::Anchors(&shown.question.anchors));
    let shown = part(label, effect).between(old.anchors(), new.anchors());
    let changed = shown.or_else(|| part(OTHER_ANCHORS, Effect::None).between(all(old), all(new)));
    changed.into_iter().collect()
}

/// Returns the changes of a snippet: of the code itself, and of its output, which only the interviewer sees.
fn code_changes(old: &Question, new: &Question) -> Vec<PartChange> {
    let code = |question: &Question| -> Vec<String> {
        let code = question.code.as_ref();
        code.map(|code| format!("{}\n{}", code.language, code.source.value)).into_iter().collect()
    };
    let output = |question: &Question| -> Vec<String> {
        let output = question.code.as_ref().and_then(|code| code.output.as_ref());
        output.map(|output| output.value.clone()).into_iter().collect()
    };
    let part = |label, effect| ChangedPart {
        label,
        part: QuestionPart::Asked,
        effect,
        is_exact: true,
        is_code: true,
    };
    let code = part("the code", Effect::Breaks).between(code(old), code(new));
    let output = part("what the code prints", Effect::Care).between(output(old), output(new));
    code.into_iter().chain(output).collect()
}

/// Returns the change of where a question is filed. The type of a question follows from its category, and the id is the
/// same in both.
fn filing_change(old: &Question, new: &Question) -> Option<PartChange> {
    let filing = |question: &Question| {
        let fields = QUESTION_FIELDS.iter().filter(|field| field.part == QuestionPart::Filing);
        let stated = fields.filter_map(|field| {
            let entries = entries((field.value)(question));
            (field.key != "id" && !entries.is_empty())
                .then(|| format!("{} {}", field.label, entries.join(", ")))
        });
        stated.chain([format!("type {}", question.kind)]).collect()
    };
    let part = ChangedPart {
        label: "where it is filed",
        part: QuestionPart::Filing,
        effect: Effect::None,
        is_exact: true,
        is_code: false,
    };
    part.between(filing(old), filing(new))
}

/// Returns the entries of a field as texts.
fn entries(value: FieldValue<'_>) -> Vec<String> {
    let sign = |ListenFor { text, from }: &ListenFor| match from {
        Some(level) => format!("{} ({level} and above)", text.value),
        None => text.value.clone(),
    };
    match value {
        FieldValue::Absent => Vec::new(),
        FieldValue::Word(word) => vec![word.to_owned()],
        FieldValue::Words(words) => words.to_vec(),
        FieldValue::Levels(levels) => levels.iter().map(ToString::to_string).collect(),
        FieldValue::Number(number) => vec![number.to_string()],
        FieldValue::Text(text) => vec![text.value.clone()],
        FieldValue::Texts(texts) => texts.iter().map(|text| text.value.clone()).collect(),
        FieldValue::Signs(signs) => signs.iter().map(sign).collect(),
        FieldValue::Anchors(anchors) => {
            anchors.entries().map(|(from, score, text)| anchor(from, score, &text.value)).collect()
        }
        FieldValue::Code(code) => vec![code.source.value.clone()],
        FieldValue::Credit(credit) => vec![credit.by.clone()],
    }
}

/// Returns a described level as an entry.
fn anchor(from: Option<Seniority>, score: u8, text: &str) -> String {
    match from {
        Some(level) => format!("{score} ({level} and above): {text}"),
        None => format!("{score}: {text}"),
    }
}

/// A part of a question that may have changed.
struct ChangedPart {
    label: &'static str,
    part: QuestionPart,
    effect: Effect,
    /// True if layout and emphasis count as a change.
    is_exact: bool,
    is_code: bool,
}

impl ChangedPart {
    /// Returns the change from the old entries to the new; entries that stand in both are left out.
    fn between(self, old: Vec<String>, new: Vec<String>) -> Option<PartChange> {
        if old == new {
            return None;
        }
        let Self { label, part, is_code, .. } = self;
        let is_same = !self.is_exact
            && old.iter().map(|text| normalize(text)).eq(new.iter().map(|text| normalize(text)));
        let without = |of: &[String], others: &[String]| -> Vec<String> {
            of.iter().filter(|text| !others.contains(text)).cloned().collect()
        };
        let (removed, added) = (without(&old, &new), without(&new, &old));
        // The same entries in another order, or one of them twice: shown whole.
        let (removed, added) =
            if removed.is_empty() && added.is_empty() { (old, new) } else { (removed, added) };
        let effect = if is_same { Effect::None } else { self.effect };
        Some(PartChange { label, part, is_code, effect, removed, added })
    }
}

/// Returns a text without emphasis, on one line.
fn normalize(text: &str) -> String {
    bank::plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
