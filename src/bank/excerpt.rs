//! The part of a bank that a kit needs, as a bank of its own.

use toml::{Table, Value};

use super::model::{Bank, ListenFor, Question, Snippet};
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

fn question(question: &Question) -> Value {
    // Without `..`: a new field must be decided on here.
    let Question {
        id,
        category,
        kind: _,
        competency,
        seniority,
        minutes,
        prompt,
        listen_for,
        red_flags,
        follow_ups,
        anchors,
        sample_answer,
        code,
        tags: _,
        status: _,
        authored: _,
        reviewed: _,
        origin: _,
        memo: _,
    } = question;
    let texts = |texts: &[Text]| (!texts.is_empty()).then(|| Value::Array(texts.iter().map(of).collect()));
    let levels = seniority.iter().map(|level| text(level.key())).collect();
    let anchors: Table = anchors.iter().map(|(score, what)| (score.to_string(), of(what))).collect();
    table([
        ("id", Some(text(id))),
        ("category", Some(text(category))),
        ("competency", competency.as_deref().map(text)),
        ("seniority", Some(Value::Array(levels))),
        ("minutes", Some(Value::Integer((*minutes).into()))),
        ("prompt", Some(of(prompt))),
        ("listen_for", Some(Value::Array(listen_for.iter().map(sign).collect()))),
        ("red_flags", texts(red_flags)),
        ("follow_ups", texts(follow_ups)),
        ("anchors", (!anchors.is_empty()).then_some(Value::Table(anchors))),
        ("sample_answer", sample_answer.as_ref().map(of)),
        ("code", code.as_ref().map(snippet)),
    ])
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
