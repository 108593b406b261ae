//! Writes a bank, or a selection of its questions, as commented TOML that people edit.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::Value;

use super::field_value::FieldValue;
use super::markup::plain;
use super::model::{Anchors, Bank, Category, Competency, ListenFor, Question, Role, Status};
use super::question_fields::QUESTION_FIELDS;
use crate::wording::plural::plural;

/// The questions to export.
#[derive(Debug, Clone, Copy)]
pub struct Export<'b> {
    /// The bank they come from.
    pub bank: &'b Bank,
    /// The questions, in the order of the file.
    pub questions: &'b [&'b Question],
    /// The only role to export; every role with one of the questions if absent.
    pub role: Option<&'b str>,
    /// True if everything is exported, also entries without a question.
    pub is_whole: bool,
    /// The first line of the file.
    pub title: &'b str,
}

const HOW_TO_USE: &str = "\
# Build from it:
#   interview-kit build --bank THIS-FILE --role ROLE
# Or keep only the entries that you change, and lay them over the built-in bank:
#   interview-kit build --add THIS-FILE --role ROLE
# An id stays the same for good: locks and past kits know a question by it.
# `interview-kit schema bank` prints every key; `interview-kit check --bank THIS-FILE` finds mistakes.
";

impl Export<'_> {
    /// Returns the file. Loading it gives the same entries.
    #[must_use]
    pub fn to_toml(self) -> String {
        let mut out =
            format!("# {}\n{HOW_TO_USE}schema = 1\n", self.title.replace(|c: char| c.is_control(), " "));
        put(&mut out, "language", &string(&self.bank.language));
        out.push_str("\n# The rating scale, lowest level first.\n");
        for level in &self.bank.scale.levels {
            let _ = writeln!(out, "[[scale]]\nscore = {}", level.score);
            put(&mut out, "label", &string(&level.label.value));
            put(&mut out, "description", &string(&level.description.value));
            out.push('\n');
        }
        self.put_groups(&mut out);
        self.put_questions(&mut out);
        out
    }

    fn uses(self, category: &str) -> bool {
        self.is_whole || self.questions.iter().any(|question| question.category == category)
    }

    fn put_groups(self, out: &mut String) {
        let is_asked = |role: &&Role| {
            self.role.is_none_or(|id| id == role.id) && role.categories.iter().any(|id| self.uses(id))
        };
        let roles = self.bank.roles.iter().filter(is_asked);
        put_all(out, "The jobs that kits are made for.", roles, |out, role| self.put_role(out, role));
        let categories = self.bank.categories.iter().filter(|category| self.uses(&category.id));
        put_all(out, "Named groups of questions.", categories, put_category);
        let named = self.bank.categories.iter().filter(|category| self.uses(&category.id));
        let named: BTreeSet<&str> = named
            .filter_map(|category| category.competency.as_deref())
            .chain(self.questions.iter().filter_map(|question| question.competency.as_deref()))
            .collect();
        let is_named = |c: &&Competency| self.is_whole || named.contains(c.id.as_str());
        let competencies = self.bank.competencies.iter().filter(is_named);
        put_all(out, "The abilities that questions assess.", competencies, |out, competency| {
            put(out, "id", &string(&competency.id));
            put(out, "name", &string(&competency.name.value));
        });
    }

    fn put_role(self, out: &mut String, role: &Role) {
        put(out, "id", &string(&role.id));
        put(out, "name", &string(&role.name.value));
        let entry = |id: &String| match role.weights.get(id) {
            Some(weight) => format!("{{ id = {}, weight = {weight} }}", string(id)),
            None => string(id),
        };
        let is_used = |id: &&String| self.uses(id);
        put_entries(out, "categories", role.categories.iter().filter(is_used).map(entry));
        let core: Vec<String> = role.core.iter().filter(is_used).map(|id| string(id)).collect();
        if !core.is_empty() {
            put_entries(out, "core", core.into_iter());
        }
        if let Some(percent) = role.soft_share {
            put(out, "soft_share", &percent.to_string());
        }
    }

    fn put_questions(self, out: &mut String) {
        let mut last = None;
        for question in self.questions {
            if last != Some(&question.category) {
                let count = self.questions.iter().filter(|other| other.category == question.category).count();
                let category = self.bank.category(&question.category);
                let name = category.map_or_else(|| question.category.clone(), |c| plain(&c.name.value));
                let name = name.replace(|c: char| c.is_control(), " ");
                let _ = writeln!(out, "# ---- {name}: {} ----\n", plural(count as u32, "question"));
                last = Some(&question.category);
            }
            self.put_question(out, question);
        }
    }

    fn put_question(self, out: &mut String, question: &Question) {
        out.push_str("[[question]]\n");
        let mut tables = String::new();
        for field in &QUESTION_FIELDS {
            let value = (field.value)(question);
            match field.key {
                "group" if self.is_alone_in_group(question) => comment_out(out, field.key, value),
                "never_with" if self.lacks_others(question) => comment_out(out, field.key, value),
                "status" if question.status == Status::Active => {}
                _ => put_field(out, &mut tables, field.key, value),
            }
        }
        out.push_str(&tables);
        out.push('\n');
    }

    /// Returns true if no other question of its group is exported.
    fn is_alone_in_group(self, question: &Question) -> bool {
        let is_other = |other: &&&Question| {
            other.id != question.id && other.group == question.group && other.status == Status::Active
        };
        question.group.is_some() && !self.is_whole && !self.questions.iter().any(|other| is_other(&other))
    }

    /// Returns true if the question excludes a question that is not exported.
    fn lacks_others(self, question: &Question) -> bool {
        let is_exported = |id: &String| self.questions.iter().any(|other| other.id == *id);
        !self.is_whole && !question.never_with.iter().all(is_exported)
    }
}

/// Writes the entries of one kind under a comment.
fn put_all<T: Entry>(
    out: &mut String,
    about: &str,
    entries: impl Iterator<Item = T>,
    put_entry: impl Fn(&mut String, T),
) {
    for (index, entry) in entries.enumerate() {
        if index == 0 {
            let _ = writeln!(out, "# {about}");
        }
        let _ = writeln!(out, "[[{}]]", T::HEADER);
        put_entry(out, entry);
        out.push('\n');
    }
}

/// An entry of a bank with the name of its header.
trait Entry {
    const HEADER: &'static str;
}

impl Entry for &Role {
    const HEADER: &'static str = "role";
}

impl Entry for &Category {
    const HEADER: &'static str = "category";
}

impl Entry for &Competency {
    const HEADER: &'static str = "competency";
}

fn put_category(out: &mut String, category: &Category) {
    put(out, "id", &string(&category.id));
    put(out, "name", &string(&category.name.value));
    put(out, "type", &string(category.kind.key()));
    if let Some(competency) = &category.competency {
        put(out, "competency", &string(competency));
    }
}

/// Writes a field. Tables go to `tables`, because no key of the question can follow them.
fn put_field(out: &mut String, tables: &mut String, key: &str, value: FieldValue<'_>) {
    match value {
        FieldValue::Absent => {}
        FieldValue::Word(word) => put(out, key, &string(word)),
        FieldValue::Number(number) => put(out, key, &number.to_string()),
        FieldValue::Text(text) => put(out, key, &string(&text.value)),
        FieldValue::Words(words) => {
            if !words.is_empty() {
                put(out, key, &inline_list(words.iter().map(|word| string(word))));
            }
        }
        FieldValue::Levels(levels) => {
            put(out, key, &inline_list(levels.iter().map(|level| string(level.key()))));
        }
        FieldValue::Texts(texts) => {
            if !texts.is_empty() {
                put_entries(out, key, texts.iter().map(|text| string(&text.value)));
            }
        }
        FieldValue::Signs(signs) => {
            if !signs.is_empty() {
                put_entries(out, key, signs.iter().map(sign));
            }
        }
        FieldValue::Anchors(anchors) => put_anchors(tables, key, anchors),
        FieldValue::Code(code) => {
            let _ = writeln!(tables, "\n[question.{key}]");
            put(tables, "language", &string(&code.language));
            put(tables, "source", &string(&code.source.value));
            if let Some(output) = &code.output {
                put(tables, "output", &string(&output.value));
            }
        }
        FieldValue::Credit(credit) => {
            let on = credit.on.as_ref().map_or_else(String::new, |on| format!(", on = {}", string(on)));
            put(out, key, &format!("{{ by = {}{on} }}", string(&credit.by)));
        }
    }
}

/// Writes described levels, and a table for each level that replaces some.
fn put_anchors(tables: &mut String, key: &str, anchors: &Anchors) {
    let mut last = None;
    for (level, score, text) in anchors.entries() {
        if last != Some(level) {
            let below = level.map_or_else(String::new, |level| format!(".{}", level.key()));
            let _ = writeln!(tables, "\n[question.{key}{below}]");
            last = Some(level);
        }
        put(tables, &score.to_string(), &string(&text.value));
    }
}

/// Writes a rule between questions as a comment: alone, the file would have a finding about it.
fn comment_out(out: &mut String, key: &str, value: FieldValue<'_>) {
    let mut line = String::new();
    put_field(&mut line, &mut String::new(), key, value);
    let _ =
        writeln!(out, "# With --add, which lays the file over the other questions:\n# {}", line.trim_end());
}

fn sign(ListenFor { text, from }: &ListenFor) -> String {
    match from {
        Some(level) => format!("{{ text = {}, from = {} }}", string(&text.value), string(level.key())),
        None => string(&text.value),
    }
}

fn put(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// Writes a list with an entry on each line.
fn put_entries(out: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    let _ = writeln!(out, "{key} = [");
    for entry in entries {
        let _ = writeln!(out, "  {entry},");
    }
    out.push_str("]\n");
}

fn inline_list(entries: impl Iterator<Item = String>) -> String {
    format!("[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// Returns a TOML string.
fn string(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
