//! Reads the described levels of a question, and describes their format.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::draft::Link;
use super::limits;
use super::model::Seniority;
use super::question_values::QuestionReader;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Text};
use crate::input::fields::{FreeEntry, Item};
use crate::input::hints::{hint, quoted};
use crate::input::json_schema::text_schema;
use crate::input::sink::Sink;
use crate::input::text_rules;

const TABLE_OF_TEXTS: &str = "a table of texts by score";

/// The texts of one level with their scores, and the place of each key.
type Overrides = Vec<(u8, Text, Origin)>;

impl QuestionReader<'_> {
    /// Reads the described levels, and their scores as references to the scale. The levels that the question suits
    /// are read before.
    pub(super) fn anchors(&mut self, item: Item<'_>) {
        let mut levels: BTreeMap<Seniority, (Origin, Overrides)> = BTreeMap::new();
        for entry in item.free_entries(TABLE_OF_TEXTS, self.sink) {
            let FreeEntry { name, name_origin: origin, item } = entry;
            // A table under another word is that of a misspelled level.
            if let Some(level) = Seniority::from_key(name) {
                levels.insert(level, (origin, read_overrides(item, self.sink)));
            } else if item.value.is_table() && read_score(name).is_none() {
                let message = format!("unknown seniority {}", quoted(name));
                let mut finding = Diagnostic::error(&codes::bank::UNKNOWN_SENIORITY, message).at(origin, "");
                finding.help = hint(name, Seniority::ALL.map(Seniority::key));
                self.sink.push(finding);
            } else if let Some((score, text)) = read_entry(&entry, self.sink) {
                self.links.push(Link::Score(score, origin));
                self.question.anchors.base.insert(score, text);
            }
        }
        for (level, (origin, texts)) in levels {
            self.check_level(level, origin);
            let replaced = self.question.anchors.up_to(Some(level));
            for (score, text, origin) in &texts {
                check_text(level, *score, (text, *origin), &replaced, self.sink);
            }
            let texts = texts.into_iter().map(|(score, text, _)| (score, text));
            self.question.anchors.overrides.insert(level, texts.collect());
        }
    }

    /// Warns about texts for a level that no kit shows or that hide those of the question.
    fn check_level(&mut self, level: Seniority, origin: Origin) {
        let suited = &self.question.seniority;
        let (message, help) = match suited.first() {
            Some(lowest) if *lowest == level => (
                format!(
                    "`{level}` is the lowest level of the question, so these texts replace the others in every kit"
                ),
                "write them in `[question.anchors]`, which holds from the lowest level",
            ),
            Some(_) if !suited.contains(&level) => {
                let suited = suited.iter().map(|level| format!("`{level}`")).collect::<Vec<_>>().join(", ");
                (
                    format!("these texts hold from `{level}`, but the question suits only {suited}"),
                    "add the level to `seniority`, or write the texts for a level that the question suits",
                )
            }
            // An empty list of levels has a finding of its own.
            _ => return,
        };
        self.sink.push(Diagnostic::warning(&codes::bank::IDLE_ANCHORS, message).at(origin, "").help(help));
    }
}

/// Checks a text of a level against the texts that it replaces: another text of the same score must be there.
fn check_text(
    level: Seniority,
    score: u8,
    (text, origin): (&Text, Origin),
    replaced: &BTreeMap<u8, &Text>,
    sink: &mut Sink,
) {
    match replaced.get(&score) {
        None => sink.push(
            Diagnostic::error(
                &codes::bank::UNREPLACED_ANCHOR,
                format!("score {score} is described for `{level}` and above only"),
            )
            .at(origin, "")
            .help("describe the score in `[question.anchors]` as well: kits of all levels describe the same scores"),
        ),
        Some(old) if old.value == text.value => sink.push(
            Diagnostic::warning(
                &codes::bank::EQUAL_ANCHOR,
                format!("the text of score {score} for `{level}` is the one that it replaces"),
            )
            .at(text.origin, "")
            .at(old.origin, "the same text")
            .help("remove it: the other text holds for this level, too"),
        ),
        Some(_) => {}
    }
}

/// Reads the texts of one level.
fn read_overrides(item: Item<'_>, sink: &mut Sink) -> Overrides {
    let entries = item.free_entries(TABLE_OF_TEXTS, sink);
    let texts = entries.iter().filter_map(|entry| {
        let (score, text) = read_entry(entry, sink)?;
        Some((score, text, entry.name_origin))
    });
    texts.collect()
}

/// Reads one score and its text.
fn read_entry(entry: &FreeEntry<'_>, sink: &mut Sink) -> Option<(u8, Text)> {
    let score = read_score(entry.name);
    if score.is_none() {
        let message = format!("{} is not a score", quoted(entry.name));
        sink.push(
            Diagnostic::error(&codes::bank::UNKNOWN_SCORE, message)
                .at(entry.name_origin, "")
                .help("use scores of the rating scale as the keys of `anchors`"),
        );
    }
    let text = text_rules::read_text(entry.item, limits::BULLET_RULE, sink);
    Some((score?, text?))
}

/// Reads a score. `+5` and `05` parse as numbers but would hide a second text for the same score.
fn read_score(name: &str) -> Option<u8> {
    name.parse().ok().filter(|score: &u8| limits::SCORE_RANGE.contains(&u32::from(*score)) && name.len() == 1)
}

/// Returns the JSON Schema of described levels: texts by score, and tables of such texts by level.
pub(super) fn anchors_schema() -> Value {
    let mut schema = texts_schema();
    let of_level = |level: &Seniority| {
        let mut texts = texts_schema();
        let about = format!("The described levels that differ in kits from {level} upwards, by score.");
        texts.insert("description".to_owned(), about.into());
        (level.key().to_owned(), Value::Object(texts))
    };
    let levels: Map<String, Value> = Seniority::ALL.iter().map(of_level).collect();
    schema.insert("properties".to_owned(), Value::Object(levels));
    Value::Object(schema)
}

fn texts_schema() -> Map<String, Value> {
    let (low, high) = (limits::SCORE_RANGE.start(), limits::SCORE_RANGE.end());
    let texts = [(format!("^[{low}-{high}]$"), text_schema(limits::BULLET_RULE))];
    let texts: Map<String, Value> = texts.into_iter().collect();
    let keys = [
        ("type", "object".into()),
        ("patternProperties", Value::Object(texts)),
        ("additionalProperties", false.into()),
    ];
    keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
