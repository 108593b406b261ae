//! The part of a bank that a kit needs, as a bank of its own.

use toml::{Table, Value};

use super::field_value::FieldValue;
use super::model::{Bank, ListenFor, Question, Snippet};
use super::question_fields::{QUESTION_FIELDS, QuestionPart};
use crate::diag::Text;

/// A bank with these questions, in this order, and with what they refer to: the role, the scale, their
/// categories and competencies. It says all that a page can show, and nothing else: no tags, no
/// authors, no questions beside these. The same questions give the same text, wherever they come from.
#[must_use]
pub fn excerpt(bank: &Bank, role: Option<&str>, questions: &[&Question]) -> String {
    let mut top = Table::new();
    top.insert("schema".to_owned(), Value::Integer(1));
    top.insert("language".to_owned(), text(&bank.language));
    put_list(
        &mut top,
        "scale",
        bank.scale.levels.iter().map(|level| {
            table([
                ("score", Some(Value::Integer(level.score.into()))),
                ("label", Some(of(&level.label))),
                ("description", Some(of(&level.description))),
            ])
        }),
    );
    let is_used = |id: &str| questions.iter().any(|question| question.category == id);
    let role = role.and_then(|id| bank.role(id)).map(|role| {
        let categories = role.categories.iter().filter(|id| is_used(id)).map(|id| text(id)).collect();
        table([
            ("id", Some(text(&role.id))),
            ("name", Some(of(&role.name))),
            ("categories", Some(Value::Array(categories))),
        ])
    });
    put_list(&mut top, "role", role.into_iter());
    put_list(
        &mut top,
        "category",
        bank.categories.iter().filter(|c| is_used(&c.id)).map(|category| {
            table([
                ("id", Some(text(&category.id))),
                ("name", Some(of(&category.name))),
                ("type", Some(text(category.kind.key()))),
            ])
        }),
    );
    let shown = |id: &str| questions.iter().any(|question| question.competency.as_deref() == Some(id));
    put_list(
        &mut top,
        "competency",
        bank.competencies.iter().filter(|c| shown(&c.id)).map(|competency| {
            table([("id", Some(text(&competency.id))), ("name", Some(of(&competency.name)))])
        }),
    );
    let mut excerpt = top.to_string();
    for question in questions {
        excerpt.push('\n');
        match &question.memo.excerpt {
            Some(kept) => excerpt.push_str(kept),
            None => excerpt.push_str(&written(question)),
        }
    }
    excerpt
}

/// Keeps what an excerpt has of each question of a bank that is not changed any more, for who makes many kits
/// of it.
pub fn keep_excerpts(bank: &mut Bank) {
    for question in &mut bank.questions {
        question.memo.excerpt = Some(written(question).into());
    }
}

fn written(question: &Question) -> String {
    let mut top = Table::new();
    put_list(&mut top, "question", std::iter::once(self::question(question)));
    top.to_string()
}

/// Returns a question as a table, with every field that a page can show.
fn question(question: &Question) -> Value {
    let shown = QUESTION_FIELDS.iter().filter(|field| field.part != QuestionPart::Record);
    let entries =
        shown.filter_map(|field| Some((field.key.to_owned(), field_value((field.value)(question))?)));
    Value::Table(entries.collect())
}

/// Returns a field as TOML; none for an absent field and, signs excepted, for an empty list.
fn field_value(value: FieldValue<'_>) -> Option<Value> {
    let texts = |texts: Vec<Value>| (!texts.is_empty()).then_some(Value::Array(texts));
    match value {
        FieldValue::Absent => None,
        FieldValue::Word(word) => Some(text(word)),
        FieldValue::Words(words) => texts(words.iter().map(|word| text(word)).collect()),
        FieldValue::Levels(levels) => Some(Value::Array(levels.iter().map(|l| text(l.key())).collect())),
        FieldValue::Number(number) => Some(Value::Integer(number.into())),
        FieldValue::Text(value) => Some(of(value)),
        FieldValue::Texts(values) => texts(values.iter().map(of).collect()),
        FieldValue::Signs(signs) => Some(Value::Array(signs.iter().map(sign).collect())),
        FieldValue::Scores(scores) => {
            let scores: Table = scores.iter().map(|(score, what)| (score.to_string(), of(what))).collect();
            (!scores.is_empty()).then_some(Value::Table(scores))
        }
        FieldValue::Code(code) => Some(snippet(code)),
        FieldValue::Credit(credit) => {
            Some(table([("by", Some(text(&credit.by))), ("on", credit.on.as_deref().map(text))]))
        }
    }
}

fn sign(ListenFor { text: what, from }: &ListenFor) -> Value {
    match from {
        Some(level) => table([("text", Some(of(what))), ("from", Some(text(level.key())))]),
        None => of(what),
    }
}

fn snippet(Snippet { language, source, output }: &Snippet) -> Value {
    table([
        ("language", Some(text(language))),
        ("source", Some(of(source))),
        ("output", output.as_ref().map(of)),
    ])
}

/// A table of what there is.
fn table<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    let entries = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Table(entries.collect())
}

fn put_list(top: &mut Table, key: &str, values: impl Iterator<Item = Value>) {
    let values: Vec<Value> = values.collect();
    if !values.is_empty() {
        top.insert(key.to_owned(), Value::Array(values));
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn of(of: &Text) -> Value {
    text(&of.value)
}
