//! The texts of a question that its page shows.

use crate::bank::{Bank, Inline, ListenFor, Question, Seniority, Status, inline, paragraphs, plain};
use crate::diag::{Origin, Sources, Text};
use crate::kit::plan::format_levels;
use crate::wording::plural::plural;

/// The bank of questions to show, and the levels that decide their signs and described levels.
pub(crate) struct QuestionContext<'a> {
    pub(crate) bank: &'a Bank,
    pub(crate) sources: &'a Sources,
    /// The levels of the job; empty shows those of all levels, each with its level.
    pub(crate) levels: &'a [Seniority],
}

/// The texts of a question that its page shows, and its place.
pub(crate) struct QuestionEntry<'q> {
    pub(super) question: &'q Question,
    /// The line above the question: its number in a kit, its id and its title.
    pub(super) heading: String,
    /// Levels, minutes, type, category and competency.
    pub(super) facts: String,
    pub(super) place: String,
    /// The parts below the prompt that have entries.
    pub(super) parts: Vec<QuestionSection>,
}

/// A part of a question below its prompt: a heading and its entries.
pub(super) struct QuestionSection {
    pub(super) heading: &'static str,
    pub(super) entries: Vec<SectionEntry>,
}

/// An entry of a part.
pub(super) struct SectionEntry {
    /// The mark before it: a tick box, a dash, a score, or nothing.
    pub(super) mark: String,
    pub(super) runs: Vec<Inline>,
    /// The level that a sign or a described level is shown from, where no level was asked for.
    pub(super) from: Option<Seniority>,
}

impl SectionEntry {
    fn new(mark: impl Into<String>, text: &str) -> Self {
        Self { mark: mark.into(), runs: inline(text), from: None }
    }

    /// Describes the level that an entry is shown from, if it has one.
    pub(super) fn describe_level(&self) -> String {
        self.from.map_or_else(String::new, |level| format!(" (from {level})"))
    }
}

impl<'q> QuestionEntry<'q> {
    /// Gathers the texts of a question. In a plan it has a number.
    pub(crate) fn new(context: &QuestionContext<'_>, question: &'q Question, number: Option<usize>) -> Self {
        let number = number.map_or_else(String::new, |number| format!("{number}. "));
        Self {
            question,
            heading: format!("{number}{}: {}", question.id, question.title_text()),
            facts: describe_facts(context.bank, question),
            place: describe_place(context.sources, question.origin),
            parts: question_parts(question, context.levels),
        }
    }
}

/// Returns the parts of a question below its prompt that have entries.
fn question_parts(question: &Question, levels: &[Seniority]) -> Vec<QuestionSection> {
    let sign = |sign: &ListenFor| SectionEntry::new("[ ]", &sign.text.value);
    let anchor = |score: u8, text: &Text| SectionEntry::new(score.to_string(), &text.value);
    let signs = if levels.is_empty() {
        question.listen_for.iter().map(|one| SectionEntry { from: one.from, ..sign(one) }).collect()
    } else {
        question.signs_for(levels).map(|(_, one)| sign(one)).collect()
    };
    let bullets = |list: &[Text]| list.iter().map(|text| SectionEntry::new("-", &text.value)).collect();
    let anchors = if levels.is_empty() {
        let all = question.anchors.entries();
        all.map(|(from, score, text)| SectionEntry { from, ..anchor(score, text) }).collect()
    } else {
        question.anchors_for(levels).into_iter().map(|(score, text)| anchor(score, text)).collect()
    };
    let answer = question.sample_answer.iter().flat_map(|answer| paragraphs(&answer.value));
    let answer = answer.map(|runs| SectionEntry { mark: String::new(), runs, from: None });
    let mut parts = vec![
        QuestionSection { heading: "Listen for", entries: signs },
        QuestionSection { heading: "Red flags", entries: bullets(&question.red_flags) },
        QuestionSection { heading: "Follow-ups", entries: bullets(&question.follow_ups) },
        QuestionSection { heading: "Ratings", entries: anchors },
        QuestionSection { heading: "Sample answer", entries: answer.collect() },
    ];
    parts.retain(|part| !part.entries.is_empty());
    parts
}

/// Describes levels, minutes, type, category and competency, and the status if the question is never drawn.
fn describe_facts(bank: &Bank, question: &Question) -> String {
    let category = bank.category(&question.category).map(|category| plain(&category.name.value));
    let competency = bank.competency_of(question);
    let mut facts = vec![
        format_levels(&question.seniority),
        plural(question.minutes, "minute"),
        question.kind.to_string(),
    ];
    facts.extend(category);
    facts.extend(competency.map(|competency| plain(&competency.name.value)));
    if question.status != Status::Active {
        facts.push(format!("{}: in no kit", question.status.key()));
    }
    facts.join(" · ")
}

/// Describes the place of a question: `bank.toml:12`.
fn describe_place(sources: &Sources, origin: Origin) -> String {
    let (line, _) = sources.line_column(origin);
    format!("{}:{line}", sources.file(origin.file).name)
}
