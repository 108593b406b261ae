//! Whole questions: as text for a terminal, Markdown or JSON.
//!
//! | file | what it holds |
//! |---|---|
//! | `entry` | the texts of a question that its page shows |
//! | `text`, `markdown` | an entry as lines for a terminal, and as a section of a document |

mod entry;
mod markdown;
mod text;

use serde_json::{Value, json};

pub(crate) use self::entry::QuestionContext;
use self::entry::QuestionEntry;
use self::markdown::render_markdown_entry;
pub(crate) use self::text::Terminal;
use self::text::render_text_entry;
use crate::bank::{self, Question, Seniority};
use crate::wording::escape::escape_json;

/// A form that questions are shown in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum QuestionForm {
    /// Lines for a terminal.
    Text(Terminal),
    /// JSON, for programs.
    Json,
    /// Sections of a Markdown document.
    Markdown,
}

/// Renders questions, in the given order.
pub(crate) fn render_whole_questions(
    context: &QuestionContext<'_>,
    questions: &[&Question],
    form: QuestionForm,
) -> String {
    let unnumbered: Vec<_> = questions.iter().map(|question| (None, *question)).collect();
    render_numbered_questions(context, &unnumbered, form)
}

/// Renders questions, in the given order, each with its number in a kit.
pub(super) fn render_numbered_questions(
    context: &QuestionContext<'_>,
    questions: &[(Option<usize>, &Question)],
    form: QuestionForm,
) -> String {
    let entries = questions.iter().map(|(number, question)| QuestionEntry::new(context, question, *number));
    match form {
        QuestionForm::Json => {
            let values: Vec<Value> =
                questions.iter().map(|(_, question)| question_value(context, question)).collect();
            escape_json(&format!("{:#}\n", Value::Array(values)))
        }
        QuestionForm::Markdown => {
            entries.map(|entry| render_markdown_entry(&entry)).collect::<Vec<_>>().join("\n")
        }
        QuestionForm::Text(terminal) => {
            entries.map(|entry| render_text_entry(&entry, terminal)).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Returns a question as JSON, with the signs and described levels for the levels and its place.
pub(super) fn question_value(context: &QuestionContext<'_>, question: &Question) -> Value {
    let mut value = bank::question_json(context.bank, question);
    if !context.levels.is_empty() {
        let signs = question.signs_for(context.levels);
        value["listen_for"] = signs
            .map(|(_, sign)| json!({ "text": sign.text.value, "from": sign.from.map(Seniority::key) }))
            .collect();
        let anchors = question.anchors_for(context.levels).into_iter();
        value["anchors"] =
            anchors.map(|(score, text)| (score.to_string(), Value::from(text.value.as_str()))).collect();
    }
    let (line, _) = context.sources.line_column(question.origin);
    value["file"] = context.sources.file(question.origin.file).name.as_str().into();
    value["line"] = line.into();
    value
}
