//! Reading one question, field by field.

use serde_json::{Value, json};

use super::draft::{Entry, Link};
use super::model::{Credit, ListenFor, Question, Seniority, Snippet, Status};
use super::question_fields::{QUESTION_FIELDS, question_keys};
use super::values;
use crate::diag::codes;
use crate::diag::{Diagnostic, Text};
use crate::input::fields::{Fields, Item};
use crate::input::json_schema::{choice, list, table, text};
use crate::input::limits;
use crate::input::sink::Sink;
use crate::input::suggest::quoted;
use crate::input::text_rules::{self, Rule};

const SIGN_KEYS: [&str; 2] = ["text", "from"];
const CODE_KEYS: [&str; 3] = ["language", "source", "output"];
const CREDIT_KEYS: [&str; 2] = ["by", "on"];

/// A question while its fields are read.
pub(super) struct Reading<'s> {
    pub(super) question: Question,
    /// The id, if the question has one.
    id: Option<Text>,
    /// References to other entries of the bank.
    links: Vec<Link>,
    pub(super) sink: &'s mut Sink,
}

/// Reads a question. Its type is that of its category, which is known once every file is read.
pub(super) fn read_question(item: Item<'_>, sink: &mut Sink) -> Option<Entry<Question>> {
    let before = sink.errors();
    let fields = item.fields("a question", &question_keys(), sink)?;
    let mut reading = Reading { question: Question::empty(fields.origin), id: None, links: Vec::new(), sink };
    for field in &QUESTION_FIELDS {
        let item = if field.is_required {
            fields.need(field.key, reading.sink)
        } else {
            fields.get(field.key, reading.sink)
        };
        if let Some(item) = item {
            (field.read)(item, &mut reading);
        }
    }
    require_signs(&fields, &mut reading);
    let Reading { question, id, links, sink } = reading;
    let value = (sink.errors() == before).then_some(question);
    Some(Entry { id, links, value })
}

impl Reading<'_> {
    pub(super) fn id(&mut self, item: Item<'_>) {
        self.id = values::id(item, self.sink);
        self.question.id = self.id.as_ref().map_or_else(String::new, |id| id.value.clone());
    }

    pub(super) fn category(&mut self, item: Item<'_>) {
        if let Some(id) = values::reference(item, self.sink) {
            self.question.category.clone_from(&id.value);
            self.links.push(Link::Category(id));
        }
    }

    pub(super) fn competency(&mut self, item: Item<'_>) {
        if let Some(id) = values::reference(item, self.sink) {
            self.question.competency = Some(id.value.clone());
            self.links.push(Link::Competency(id));
        }
    }

    /// Reads the described levels, and their scores as references to the scale.
    pub(super) fn anchors(&mut self, item: Item<'_>) {
        let sink = &mut *self.sink;
        let Some(table) = item.value.as_table() else {
            item.wrong_type("a table of texts by score", sink);
            return;
        };
        for (key, value) in table {
            let origin = sink.origin(&key.span());
            let name = key.get_ref();
            // `+5` and `05` parse as numbers but would hide a second anchor for the same score.
            let score =
                name.parse().ok().filter(|n: &u8| limits::SCORES.contains(&u32::from(*n)) && name.len() == 1);
            match score {
                Some(score) => self.links.push(Link::Score(score, origin)),
                None => sink.push(
                    Diagnostic::error(
                        &codes::bank::UNKNOWN_SCORE,
                        format!("{} is not a score", quoted(name)),
                    )
                    .at(origin, "")
                    .help("the keys of `anchors` are scores of the scale"),
                ),
            }
            let origin = sink.origin(&value.span());
            let item = Item { key: "anchors", entry: true, value: value.get_ref(), origin };
            if let (Some(text), Some(score)) = (text_rules::text(item, Rule::BULLET, sink), score) {
                self.question.anchors.insert(score, text);
            }
        }
    }
}

/// Reports an active question without a sign to listen for.
fn require_signs(fields: &Fields<'_>, reading: &mut Reading<'_>) {
    let list = fields.get("listen_for", reading.sink);
    let is_empty = list.is_none_or(|list| list.value.as_array().is_some_and(|array| array.is_empty()));
    if !is_empty || reading.question.status != Status::Active {
        return;
    }
    let message = format!("{} has no entry in `listen_for`", fields.title());
    let at = list.map_or(fields.origin, |list| list.origin);
    let help = "say what a good answer holds, or set `status = \"draft\"`";
    reading
        .sink
        .push_absence(Diagnostic::error(&codes::bank::MISSING_LISTEN_FOR, message).at(at, "").help(help));
}

/// Reads the levels a question suits, lowest first.
pub(super) fn levels(item: Item<'_>, sink: &mut Sink) -> Vec<Seniority> {
    let items = item.array(limits::LIST, sink);
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
    text_rules::choice(item, &known, &codes::bank::UNKNOWN_SENIORITY, "seniority", sink)
}

pub(super) fn status(item: Item<'_>, sink: &mut Sink) -> Status {
    let known = Status::ALL.map(|s| (s.key(), s));
    let status = text_rules::choice(item, &known, &codes::bank::UNKNOWN_STATUS, "status", sink);
    status.unwrap_or(Status::Active)
}

pub(super) fn signs(item: Item<'_>, sink: &mut Sink) -> Vec<ListenFor> {
    item.array(limits::LIST, sink).into_iter().filter_map(|item| sign(item, sink)).collect()
}

fn sign(item: Item<'_>, sink: &mut Sink) -> Option<ListenFor> {
    if item.value.is_str() {
        return Some(ListenFor { text: text_rules::text(item, Rule::BULLET, sink)?, from: None });
    }
    if !item.value.is_table() {
        item.wrong_type("a string or a table with `text` and `from`", sink);
        return None;
    }
    let fields = item.fields("an entry of `listen_for`", &SIGN_KEYS, sink)?;
    let text = fields.need("text", sink).and_then(|i| text_rules::text(i, Rule::BULLET, sink));
    let from = fields.get("from", sink).and_then(|i| seniority(i, sink));
    Some(ListenFor { text: text?, from })
}

pub(super) fn signs_schema() -> Value {
    let with_level = vec![
        ("text", text(Rule::BULLET), "What to hear."),
        ("from", choice(Seniority::ALL.map(Seniority::key)), "Shown in kits for this level and above."),
    ];
    let sign = json!({ "anyOf": [text(Rule::BULLET), table(with_level, &["text"])] });
    list(&sign, 0, limits::LIST)
}

pub(super) fn bullets(item: Item<'_>, sink: &mut Sink) -> Vec<Text> {
    let items = item.array(limits::LIST, sink);
    items.into_iter().filter_map(|item| text_rules::text(item, Rule::BULLET, sink)).collect()
}

pub(super) fn bullets_schema() -> Value {
    list(&text(Rule::BULLET), 0, limits::LIST)
}

pub(super) fn tags(item: Item<'_>, sink: &mut Sink) -> Vec<String> {
    let read = |item: Item<'_>, sink: &mut Sink| text_rules::text(item, Rule::NAME, sink);
    let tags = values::distinct(item.array(limits::LIST, sink), read, sink);
    tags.into_iter().map(|tag| tag.value).collect()
}

pub(super) fn anchors_schema() -> Value {
    let (low, high) = (limits::SCORES.start(), limits::SCORES.end());
    json!({
        "type": "object",
        "patternProperties": { (format!("^[{low}-{high}]$")): text(Rule::BULLET) },
        "additionalProperties": false,
    })
}

pub(super) fn snippet(item: Item<'_>, sink: &mut Sink) -> Option<Snippet> {
    let fields = item.fields("a code snippet", &CODE_KEYS, sink)?;
    let language = fields.need("language", sink).and_then(|i| text_rules::word(i, sink));
    let source = fields.need("source", sink).and_then(|i| lines(i, Rule::SOURCE, sink));
    let output = fields.get("output", sink).and_then(|i| lines(i, Rule::OUTPUT, sink));
    Some(Snippet { language: language?, source: source?, output })
}

/// Reads lines as they stand, without the line breaks that a closing `"""` on its own line leaves.
fn lines(item: Item<'_>, rule: Rule, sink: &mut Sink) -> Option<Text> {
    let mut text = text_rules::text(item, rule, sink)?;
    text.value.truncate(text.value.trim_end_matches('\n').len());
    Some(text)
}

pub(super) fn code_schema() -> Value {
    let keys = vec![
        ("language", text(Rule::NAME), "`python`, `rust`, `sql` …"),
        ("source", text(Rule::SOURCE), "The code."),
        ("output", text(Rule::OUTPUT), "What running it prints; shown to the interviewer only."),
    ];
    table(keys, &["language", "source"])
}

pub(super) fn credit(item: Item<'_>, sink: &mut Sink) -> Option<Credit> {
    let fields = item.fields("a credit", &CREDIT_KEYS, sink)?;
    let by = fields.need("by", sink).and_then(|i| text_rules::word(i, sink));
    let on = fields.get("on", sink).and_then(|i| values::date(i, sink));
    Some(Credit { by: by?, on })
}

pub(super) fn credit_schema() -> Value {
    let date = json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });
    let keys = vec![("by", text(Rule::NAME), "A name or a team."), ("on", date, "A date, as 2026-11-22.")];
    table(keys, &["by"])
}
