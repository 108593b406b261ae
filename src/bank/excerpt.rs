//! Writes the part of a bank that a kit needs, as a bank of its own.

use toml::{Table, Value};

use super::field_value::FieldValue;
use super::model::{Bank, ListenFor, Question, Role, Snippet};
use super::question_fields::{QUESTION_FIELDS, QuestionPart};
use crate::diag::Text;

/// Returns a bank with only these questions, in this order, and the entries they refer to: the role, the
/// scale, their categories and competencies.
///
/// The excerpt holds everything a page can show, and what the role asks for. It leaves out notes of the authors, such
/// as tags, and rules between questions, which may name questions that the excerpt lacks. The same
/// questions always give the same text.
#[must_use]
pub fn excerpt(bank: &Bank, role: Option<&str>, questions: &[&Question]) -> String {
    let mut top = Table::new();
    top.insert("schema".to_owned(), Value::Integer(1));
    top.insert("language".to_owned(), string_value(&bank.language));
    put_list(
        &mut top,
        "scale",
        bank.scale.levels.iter().map(|level| {
            table([
                ("score", Some(Value::Integer(level.score.into()))),
                ("label", Some(text_value(&level.label))),
                ("description", Some(text_value(&level.description))),
            ])
        }),
    );
    let is_used = |id: &str| questions.iter().any(|question| question.category == id);
    let role = role.and_then(|id| bank.role(id));
    put_list(
        &mut top,
        "role",
        role.into_iter().map(|role| role_value(role, &carried_categories(bank, role, is_used))),
    );
    put_list(
        &mut top,
        "category",
        bank.categories.iter().filter(|c| is_used(&c.id)).map(|category| {
            table([
                ("id", Some(string_value(&category.id))),
                ("name", Some(text_value(&category.name))),
                ("type", Some(string_value(category.kind.key()))),
                ("competency", category.competency.as_deref().map(string_value)),
            ])
        }),
    );
    let of_category =
        |id: &str| bank.categories.iter().any(|c| c.competency.as_deref() == Some(id) && is_used(&c.id));
    let of_question = |id: &str| questions.iter().any(|question| question.competency.as_deref() == Some(id));
    let shown = |id: &str| of_question(id) || of_category(id);
    put_list(
        &mut top,
        "competency",
        bank.competencies.iter().filter(|c| shown(&c.id)).map(|competency| {
            table([("id", Some(string_value(&competency.id))), ("name", Some(text_value(&competency.name)))])
        }),
    );
    let mut excerpt = top.to_string();
    for question in questions {
        excerpt.push('\n');
        match &question.cache.excerpt {
            Some(kept) => excerpt.push_str(kept),
            None => excerpt.push_str(&excerpt_entry(question)),
        }
    }
    excerpt
}

/// Returns the categories of a role that are used. A role needs a category: if the questions are of none of its own, it
/// gets theirs.
fn carried_categories<'b>(bank: &'b Bank, role: &'b Role, is_used: impl Fn(&str) -> bool) -> Vec<&'b str> {
    let own: Vec<&str> = role.categories.iter().map(String::as_str).filter(|id| is_used(id)).collect();
    if !own.is_empty() {
        return own;
    }
    bank.categories.iter().map(|category| category.id.as_str()).filter(|id| is_used(id)).collect()
}

/// Returns a role as a table, with these of its categories.
fn role_value(role: &Role, categories: &[&str]) -> Value {
    let entry = |id: &&str| match role.weights.get(*id) {
        Some(weight) => {
            table([("id", Some(string_value(id))), ("weight", Some(Value::Integer((*weight).into())))])
        }
        None => string_value(id),
    };
    let core = role.core.iter().filter(|id| categories.contains(&id.as_str()));
    let core: Vec<Value> = core.map(|id| string_value(id)).collect();
    table([
        ("id", Some(string_value(&role.id))),
        ("name", Some(text_value(&role.name))),
        ("categories", Some(Value::Array(categories.iter().map(entry).collect()))),
        ("core", (!core.is_empty()).then_some(Value::Array(core))),
        ("soft_share", role.soft_share.map(|percent| Value::Integer(percent.into()))),
    ])
}

/// Stores the excerpt entry of every question in a bank that no longer changes. A batch then writes each
/// once.
pub fn cache_excerpts(bank: &mut Bank) {
    for question in &mut bank.questions {
        question.cache.excerpt = Some(excerpt_entry(question).into());
    }
}

fn excerpt_entry(question: &Question) -> String {
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
        FieldValue::Word(word) => Some(string_value(word)),
        FieldValue::Words(words) => texts(words.iter().map(|word| string_value(word)).collect()),
        FieldValue::Levels(levels) => {
            Some(Value::Array(levels.iter().map(|l| string_value(l.key())).collect()))
        }
        FieldValue::Number(number) => Some(Value::Integer(number.into())),
        FieldValue::Text(value) => Some(text_value(value)),
        FieldValue::Texts(values) => texts(values.iter().map(text_value).collect()),
        FieldValue::Signs(signs) => Some(Value::Array(signs.iter().map(sign).collect())),
        FieldValue::Anchors(anchors) => {
            let table = |texts| Value::Table(Table::from_iter(texts));
            (!anchors.is_empty()).then(|| table(anchors.by_key(text_value, table)))
        }
        FieldValue::Code(code) => Some(snippet(code)),
        FieldValue::Credit(credit) => Some(table([
            ("by", Some(string_value(&credit.by))),
            ("on", credit.on.as_deref().map(string_value)),
        ])),
    }
}

fn sign(ListenFor { text: what, from }: &ListenFor) -> Value {
    match from {
        Some(level) => table([("text", Some(text_value(what))), ("from", Some(string_value(level.key())))]),
        None => text_value(what),
    }
}

fn snippet(Snippet { language, source, output }: &Snippet) -> Value {
    table([
        ("language", Some(string_value(language))),
        ("source", Some(text_value(source))),
        ("output", output.as_ref().map(text_value)),
    ])
}

/// Returns a table of the entries that are present.
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

fn string_value(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn text_value(text: &Text) -> Value {
    string_value(&text.value)
}
