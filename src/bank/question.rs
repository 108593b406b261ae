//! Reading one question.

use std::collections::BTreeMap;

use super::draft::{Entry, Link};
use super::groups;
use super::memo::Memo;
use super::model::{Credit, ListenFor, Question, QuestionType, Seniority, Snippet, Status};
use super::values;
use crate::diag::codes;
use crate::diag::{Diagnostic, Text};
use crate::input::fields::{Fields, Item};
use crate::input::limits;
use crate::input::sink::Sink;
use crate::input::suggest::quoted;
use crate::input::text_rules;
use crate::input::text_rules::Rule;

#[rustfmt::skip]
pub(super) const KEYS: [&str; 16] = [
    "id", "category", "competency", "seniority", "minutes", "prompt", "listen_for", "red_flags",
    "follow_ups", "anchors", "sample_answer", "code", "tags", "status", "authored", "reviewed",
];

pub(super) const SIGN_KEYS: [&str; 2] = ["text", "from"];
pub(super) const CODE_KEYS: [&str; 3] = ["language", "source", "output"];
pub(super) const CREDIT_KEYS: [&str; 2] = ["by", "on"];

/// Reads a question. Its type is that of its category and is put right when that is known.
pub(super) fn question(item: Item<'_>, sink: &mut Sink) -> Option<Entry<Question>> {
    let before = sink.errors();
    let fields = item.fields("a question", &KEYS, sink)?;
    let id = groups::id(&fields, sink);
    let category = fields.need("category", sink).and_then(|i| values::reference(i, sink));
    let competency = fields.get("competency", sink).and_then(|i| values::reference(i, sink));
    let seniority = fields.need("seniority", sink).map(|i| levels(i, sink));
    let minutes = fields.need("minutes", sink).and_then(|i| i.integer(&limits::MINUTES, sink));
    let prompt = fields.need("prompt", sink).and_then(|i| text_rules::text(i, Rule::PROMPT, sink));
    let status = status(&fields, sink);
    let listen_for = listen_for(&fields, status, sink);
    let red_flags = bullets(&fields, "red_flags", sink);
    let follow_ups = bullets(&fields, "follow_ups", sink);
    let (anchors, scores) = anchors(&fields, sink);
    let sample = fields.get("sample_answer", sink).and_then(|i| text_rules::text(i, Rule::PROMPT, sink));
    let code = fields.get("code", sink).and_then(|i| snippet(i, sink));
    let tags = tags(&fields, sink);
    let authored = fields.get("authored", sink).and_then(|i| credit(i, sink));
    let reviewed = fields.get("reviewed", sink).and_then(|i| credit(i, sink));

    let links = category.iter().cloned().map(Link::Category);
    let links = links.chain(competency.iter().cloned().map(Link::Competency)).chain(scores).collect();
    let whole = || {
        Some(Question {
            id: id.as_ref()?.value.clone(),
            category: category?.value,
            kind: QuestionType::Technical,
            competency: competency.map(|c| c.value),
            seniority: seniority?,
            minutes: minutes?,
            prompt: prompt?,
            listen_for,
            red_flags,
            follow_ups,
            anchors,
            sample_answer: sample,
            code,
            tags,
            status,
            authored,
            reviewed,
            memo: Memo::default(),
            origin: fields.origin,
        })
    };
    let value = if sink.errors() == before { whole() } else { None };
    Some(Entry { id, links, value })
}

/// The levels a question suits, lowest first.
fn levels(item: Item<'_>, sink: &mut Sink) -> Vec<Seniority> {
    let items = item.array(limits::LIST, sink);
    if items.is_empty() && item.value.is_array() {
        sink.push(item.error(&codes::bank::EMPTY_VALUE, "`seniority` is empty"));
    }
    let mut out: Vec<Seniority> = items.into_iter().filter_map(|i| seniority(i, sink)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn seniority(item: Item<'_>, sink: &mut Sink) -> Option<Seniority> {
    let known = Seniority::ALL.map(|s| (s.key(), s));
    text_rules::choice(item, &known, &codes::bank::UNKNOWN_SENIORITY, "seniority", sink)
}

fn status(fields: &Fields<'_>, sink: &mut Sink) -> Status {
    let known = [Status::Active, Status::Draft, Status::Retired].map(|s| (s.key(), s));
    let item = fields.get("status", sink);
    let read = item.and_then(|i| text_rules::choice(i, &known, &codes::bank::UNKNOWN_STATUS, "status", sink));
    read.unwrap_or(Status::Active)
}

/// Signs of a good answer. A question that may be asked needs one.
fn listen_for(fields: &Fields<'_>, status: Status, sink: &mut Sink) -> Vec<ListenFor> {
    let list = fields.get("listen_for", sink);
    let items = list.map_or_else(Vec::new, |list| list.array(limits::LIST, sink));
    let unread = list.is_some_and(|list| !list.value.is_array());
    if items.is_empty() && !unread && status == Status::Active {
        let message = format!("{} has no entry in `listen_for`", fields.title());
        let at = list.map_or(fields.origin, |list| list.origin);
        let help = "say what a good answer holds, or set `status = \"draft\"`";
        sink.push_absence(Diagnostic::error(&codes::bank::MISSING_LISTEN_FOR, message).at(at, "").help(help));
    }
    items.into_iter().filter_map(|item| sign(item, sink)).collect()
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

fn bullets(fields: &Fields<'_>, key: &'static str, sink: &mut Sink) -> Vec<Text> {
    let items = fields.get(key, sink).map_or_else(Vec::new, |list| list.array(limits::LIST, sink));
    items.into_iter().filter_map(|item| text_rules::text(item, Rule::BULLET, sink)).collect()
}

fn tags(fields: &Fields<'_>, sink: &mut Sink) -> Vec<String> {
    let items = fields.get("tags", sink).map_or_else(Vec::new, |list| list.array(limits::LIST, sink));
    let read = |item: Item<'_>, sink: &mut Sink| text_rules::text(item, Rule::NAME, sink);
    values::distinct(items, read, sink).into_iter().map(|tag| tag.value).collect()
}

/// The described levels, and their scores as references to the scale.
fn anchors(fields: &Fields<'_>, sink: &mut Sink) -> (BTreeMap<u8, Text>, Vec<Link>) {
    let (mut anchors, mut links) = (BTreeMap::new(), Vec::new());
    let Some(item) = fields.get("anchors", sink) else { return (anchors, links) };
    let Some(table) = item.value.as_table() else {
        item.wrong_type("a table of texts by score", sink);
        return (anchors, links);
    };
    for (key, value) in table {
        let place = sink.origin(&key.span());
        let name = key.get_ref();
        // `+5` and `05` parse as numbers but would hide a second anchor for the same score.
        let score =
            name.parse().ok().filter(|n: &u8| limits::SCORES.contains(&u32::from(*n)) && name.len() == 1);
        match score {
            Some(score) => links.push(Link::Score(score, place)),
            None => sink.push(
                Diagnostic::error(&codes::bank::UNKNOWN_SCORE, format!("{} is not a score", quoted(name)))
                    .at(place, "")
                    .help("the keys of `anchors` are scores of the scale"),
            ),
        }
        let item =
            Item { key: "anchors", entry: true, value: value.get_ref(), origin: sink.origin(&value.span()) };
        if let (Some(text), Some(score)) = (text_rules::text(item, Rule::BULLET, sink), score) {
            anchors.insert(score, text);
        }
    }
    (anchors, links)
}

fn snippet(item: Item<'_>, sink: &mut Sink) -> Option<Snippet> {
    let fields = item.fields("a code snippet", &CODE_KEYS, sink)?;
    let language = fields.need("language", sink).and_then(|i| text_rules::word(i, sink));
    let source = fields.need("source", sink).and_then(|i| lines(i, Rule::SOURCE, sink));
    let output = fields.get("output", sink).and_then(|i| lines(i, Rule::OUTPUT, sink));
    Some(Snippet { language: language?, source: source?, output })
}

/// Lines as they stand, without the line breaks that a closing `"""` on its own line leaves.
fn lines(item: Item<'_>, rule: Rule, sink: &mut Sink) -> Option<Text> {
    let mut text = text_rules::text(item, rule, sink)?;
    text.value.truncate(text.value.trim_end_matches('\n').len());
    Some(text)
}

fn credit(item: Item<'_>, sink: &mut Sink) -> Option<Credit> {
    let fields = item.fields("a credit", &CREDIT_KEYS, sink)?;
    let by = fields.need("by", sink).and_then(|i| text_rules::word(i, sink));
    let on = fields.get("on", sink).and_then(|i| values::date(i, sink));
    Some(Credit { by: by?, on })
}
