//! The values of a question's fields: how each is read, and its JSON Schema.

use serde_json::{Value, json};

use super::draft::Link;
use super::limits;
use super::model::{Credit, ListenFor, Question, Seniority, Snippet, Status};
use super::values;
use crate::diag::Text;
use crate::diag::codes;
use crate::input::fields::Item;
use crate::input::json_schema::{choice_schema, list_schema, table_schema, text_schema};
use crate::input::sink::Sink;
use crate::input::text_rules::{self, TextRule};

const SIGN_KEYS: [&str; 2] = ["text", "from"];
const CODE_KEYS: [&str; 3] = ["language", "source", "output"];
const CREDIT_KEYS: [&str; 2] = ["by", "on"];

/// A question while its fields are read.
pub(super) struct QuestionReader<'s> {
    pub(super) question: Question,
    /// The id, if the question has one.
    pub(super) id: Option<Text>,
    /// References to other entries of the bank.
    pub(super) links: Vec<Link>,
    pub(super) sink: &'s mut Sink,
}

impl QuestionReader<'_> {
    pub(super) fn id(&mut self, item: Item<'_>) {
        self.id = values::read_id(item, self.sink);
        self.question.id = self.id.as_ref().map_or_else(String::new, |id| id.value.clone());
    }

    pub(super) fn category(&mut self, item: Item<'_>) {
        if let Some(id) = values::read_reference(item, self.sink) {
            self.question.category.clone_from(&id.value);
            self.links.push(Link::Category(id));
        }
    }

    pub(super) fn competency(&mut self, item: Item<'_>) {
        if let Some(id) = values::read_reference(item, self.sink) {
            self.question.competency = Some(id.value.clone());
            self.links.push(Link::Competency(id));
        }
    }

    /// Reads the name of a group, which has the form of an id.
    pub(super) fn group(&mut self, item: Item<'_>) {
        self.question.group = values::read_id(item, self.sink).map(|name| name.value);
    }

    pub(super) fn never_with(&mut self, item: Item<'_>) {
        let items = item.array(limits::LIST_MAX_ENTRIES, self.sink);
        let others = values::read_distinct(items, values::read_reference, self.sink);
        self.question.never_with = others.iter().map(|id| id.value.clone()).collect();
        self.links.extend(others.into_iter().map(Link::Question));
    }
}

/// Reads the levels a question suits, lowest first.
pub(super) fn levels(item: Item<'_>, sink: &mut Sink) -> Vec<Seniority> {
    let items = item.array(limits::LIST_MAX_ENTRIES, sink);
    if items.is_empty() && item.value.is_array() {
        sink.push(item.error(&codes::bank::EMPTY_VALUE, "`seniority` is empty"));
    }
    let mut levels: Vec<Seniority> = items.into_iter().filter_map(|i| seniority(i, sink)).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

fn seniority(item: Item<'_>, sink: &mut Sink) -> Option<Seniority> {
    let known = Seniority::ALL.map(|s| (s.key(), s));
    text_rules::read_choice(item, &known, &codes::bank::UNKNOWN_SENIORITY, "seniority", sink)
}

pub(super) fn status(item: Item<'_>, sink: &mut Sink) -> Status {
    let known = Status::ALL.map(|s| (s.key(), s));
    let status = text_rules::read_choice(item, &known, &codes::bank::UNKNOWN_STATUS, "status", sink);
    status.unwrap_or(Status::Active)
}

pub(super) fn signs(item: Item<'_>, sink: &mut Sink) -> Vec<ListenFor> {
    item.array(limits::LIST_MAX_ENTRIES, sink).into_iter().filter_map(|item| sign(item, sink)).collect()
}

fn sign(item: Item<'_>, sink: &mut Sink) -> Option<ListenFor> {
    if item.value.is_str() {
        return Some(ListenFor { text: text_rules::read_text(item, limits::BULLET_RULE, sink)?, from: None });
    }
    if !item.value.is_table() {
        item.wrong_type("a string or a table with `text` and `from`", sink);
        return None;
    }
    let fields = item.fields("an entry of `listen_for`", &SIGN_KEYS, sink)?;
    let text = fields.require("text", sink).and_then(|i| text_rules::read_text(i, limits::BULLET_RULE, sink));
    let from = fields.get("from", sink).and_then(|i| seniority(i, sink));
    Some(ListenFor { text: text?, from })
}

pub(super) fn signs_schema() -> Value {
    let with_level = vec![
        ("text", text_schema(limits::BULLET_RULE), "What to hear."),
        (
            "from",
            choice_schema(Seniority::ALL.map(Seniority::key)),
            "Shown in kits for this level and above.",
        ),
    ];
    let sign = json!({ "anyOf": [text_schema(limits::BULLET_RULE), table_schema(with_level, &["text"])] });
    list_schema(&sign, 0, limits::LIST_MAX_ENTRIES)
}

pub(super) fn bullets(item: Item<'_>, sink: &mut Sink) -> Vec<Text> {
    let items = item.array(limits::LIST_MAX_ENTRIES, sink);
    items.into_iter().filter_map(|item| text_rules::read_text(item, limits::BULLET_RULE, sink)).collect()
}

pub(super) fn bullets_schema() -> Value {
    list_schema(&text_schema(limits::BULLET_RULE), 0, limits::LIST_MAX_ENTRIES)
}

pub(super) fn tags(item: Item<'_>, sink: &mut Sink) -> Vec<String> {
    let read = |item: Item<'_>, sink: &mut Sink| text_rules::read_text(item, limits::NAME_RULE, sink);
    let tags = values::read_distinct(item.array(limits::LIST_MAX_ENTRIES, sink), read, sink);
    tags.into_iter().map(|tag| tag.value).collect()
}

pub(super) fn snippet(item: Item<'_>, sink: &mut Sink) -> Option<Snippet> {
    let fields = item.fields("a code snippet", &CODE_KEYS, sink)?;
    let language = fields.require("language", sink).and_then(|i| values::read_short_text(i, sink));
    let source = fields.require("source", sink).and_then(|i| lines(i, limits::SOURCE_RULE, sink));
    let output = fields.get("output", sink).and_then(|i| lines(i, limits::OUTPUT_RULE, sink));
    Some(Snippet { language: language?, source: source?, output })
}

/// Reads lines as they stand, without the line breaks that a closing `"""` on its own line leaves.
fn lines(item: Item<'_>, rule: TextRule, sink: &mut Sink) -> Option<Text> {
    let mut text = text_rules::read_text(item, rule, sink)?;
    text.value.truncate(text.value.trim_end_matches('\n').len());
    Some(text)
}

pub(super) fn code_schema() -> Value {
    let keys = vec![
        ("language", text_schema(limits::NAME_RULE), "`python`, `rust`, `sql` …"),
        ("source", text_schema(limits::SOURCE_RULE), "The code."),
        (
            "output",
            text_schema(limits::OUTPUT_RULE),
            "What running it prints; shown to the interviewer only.",
        ),
    ];
    table_schema(keys, &["language", "source"])
}

pub(super) fn credit(item: Item<'_>, sink: &mut Sink) -> Option<Credit> {
    let fields = item.fields("a credit", &CREDIT_KEYS, sink)?;
    let by = fields.require("by", sink).and_then(|i| values::read_short_text(i, sink));
    let on = fields.get("on", sink).and_then(|i| values::read_date(i, sink));
    Some(Credit { by: by?, on })
}

pub(super) fn credit_schema() -> Value {
    let date = json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
    let keys = vec![
        ("by", text_schema(limits::NAME_RULE), "A name or a team."),
        ("on", date, "A date, as 2026-11-22."),
    ];
    table_schema(keys, &["by"])
}
