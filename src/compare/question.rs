//! What of a question changed, and what that weighs.

use std::fmt::Display;

use crate::bank::{self, ListenFor, Question};
use crate::diag::Text;

/// What a change does to marks, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing: where the question is filed, or how its text is laid out.
    None,
    /// Something else guides the interviewer, or gives the candidate more or less to say: marks compare with care.
    Care,
    /// Something else is asked, or marks are given by other levels: they do not compare.
    Breaks,
}

/// A part of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is asked.
    Prompt,
    /// The code the candidate is shown.
    Code,
    /// The described levels.
    Anchors,
    /// Signs of a good answer.
    ListenFor,
    /// Signs of a bad one.
    RedFlags,
    /// Allowed probes.
    FollowUps,
    /// How a strong candidate might answer.
    SampleAnswer,
    /// What the code prints, which the interviewer sees.
    Output,
    /// Minutes kept for it.
    Minutes,
    /// Where it is filed: category, competency, levels it suits.
    Filing,
}

/// What changed of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// Which part.
    pub part: Part,
    /// What the change does to marks.
    pub effect: Effect,
    /// What was there, and is not.
    pub went: Vec<String>,
    /// What is there, and was not.
    pub came: Vec<String>,
}

/// What changed, in the order of a page.
pub(crate) fn parts(old: &Question, new: &Question) -> Vec<PartChange> {
    // Where no levels are described, marks are given by the signs.
    let by_signs = old.anchors.is_empty() || new.anchors.is_empty();
    let signs = if by_signs { Effect::Breaks } else { Effect::Care };
    let code = |question: &Question| {
        let code = question.code.as_ref();
        code.map(|code| format!("{}\n{}", code.language, code.source.value)).into_iter().collect()
    };
    let output = |q: &Question| texts(q.code.as_ref().and_then(|code| code.output.as_ref()));
    let anchors = |question: &Question| {
        question.anchors.iter().map(|(score, text)| format!("{score}: {}", text.value)).collect()
    };
    let one = |value: &dyn Display| vec![value.to_string()];
    let exact = |part, effect, old: Vec<String>, new: Vec<String>| change(part, effect, (old, new), false);
    let worded = |part, effect, old: Vec<String>, new: Vec<String>| change(part, effect, (old, new), true);
    [
        worded(Part::Prompt, Effect::Breaks, one(&old.prompt.value), one(&new.prompt.value)),
        exact(Part::Code, Effect::Breaks, code(old), code(new)),
        worded(Part::Anchors, Effect::Breaks, anchors(old), anchors(new)),
        worded(Part::ListenFor, signs, heard(old), heard(new)),
        worded(Part::RedFlags, signs, texts(&old.red_flags), texts(&new.red_flags)),
        worded(Part::FollowUps, Effect::Care, texts(&old.follow_ups), texts(&new.follow_ups)),
        worded(Part::SampleAnswer, Effect::Care, texts(&old.sample_answer), texts(&new.sample_answer)),
        exact(Part::Output, Effect::Care, output(old), output(new)),
        exact(Part::Minutes, Effect::Care, one(&old.minutes), one(&new.minutes)),
        exact(Part::Filing, Effect::None, filing(old), filing(new)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.value.clone()).collect()
}

fn heard(question: &Question) -> Vec<String> {
    let sign = |ListenFor { text, from }: &ListenFor| match from {
        Some(level) => format!("{} ({level} and above)", text.value),
        None => text.value.clone(),
    };
    question.listen_for.iter().map(sign).collect()
}

fn filing(question: &Question) -> Vec<String> {
    let levels: Vec<&str> = question.seniority.iter().map(|level| level.key()).collect();
    let competency = question.competency.iter().map(|id| format!("competency {id}"));
    let others = [
        format!("category {}", question.category),
        format!("type {}", question.kind),
        format!("levels {}", levels.join(", ")),
    ];
    others.into_iter().chain(competency).collect()
}

/// What changed of a part; what stands in both is left out. `by_words`: whether layout and emphasis count
/// for nothing.
fn change(
    part: Part,
    effect: Effect,
    (old, new): (Vec<String>, Vec<String>),
    by_words: bool,
) -> Option<PartChange> {
    if old == new {
        return None;
    }
    let is_same = by_words && old.iter().map(|text| words(text)).eq(new.iter().map(|text| words(text)));
    let without = |of: &[String], others: &[String]| -> Vec<String> {
        of.iter().filter(|text| !others.contains(text)).cloned().collect()
    };
    let (went, came) = (without(&old, &new), without(&new, &old));
    // The same entries in another order, or one of them twice: shown whole.
    let (went, came) = if went.is_empty() && came.is_empty() { (old, new) } else { (went, came) };
    Some(PartChange { part, effect: if is_same { Effect::None } else { effect }, went, came })
}

/// A text without its emphasis, on one line.
fn words(text: &str) -> String {
    bank::plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
