//! The value of a field, by its kind.

use lopdf::{Dictionary, Object};

use super::error::ReadError;
use super::field_groups::FieldGroup;
use super::field_name::{is_built_value, is_choice};
use super::form_tree::{FieldNode, FormWalk};
use super::{Kind, Value, limits, text_encoding};

/// The flag of radio buttons: ISO 32000-1, table 226.
const RADIO_FLAG: i64 = 1 << 15;
/// The flag of push buttons: ISO 32000-1, table 226.
const PUSH_BUTTON_FLAG: i64 = 1 << 16;

/// The type of a field (ISO 32000-1, 12.7.4). Text stands for lists of choices too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldType {
    PushButton,
    Button,
    Text,
    Signature,
}

/// The value that was read of a field.
pub(super) struct Reading {
    pub(super) kind: Kind,
    pub(super) value: Value,
    /// Other values that the file has.
    pub(super) others: Vec<String>,
    pub(super) is_prefilled: bool,
}

impl Reading {
    pub(super) fn new(kind: Kind, value: Value) -> Self {
        Self { kind, value, others: Vec::new(), is_prefilled: false }
    }
}

/// Returns the type of a node. A button that lost its parent has no type, but states.
pub(super) fn node_type(node: &FieldNode<'_>) -> FieldType {
    let has_state = || node.widgets.iter().any(|widget| widget.dict.has(b"AS"));
    match node.attributes.kind {
        Some(b"Btn") if node.attributes.flags & PUSH_BUTTON_FLAG != 0 => FieldType::PushButton,
        Some(b"Btn") => FieldType::Button,
        Some(b"Sig") => FieldType::Signature,
        None if has_state() => FieldType::Button,
        _ => FieldType::Text,
    }
}

/// Returns the type of a field: that of its first node with one.
pub(super) fn field_type(group: &FieldGroup<'_, '_>) -> FieldType {
    let nodes = || group.parts.iter().map(|part| part.node);
    let typed = nodes().find(|node| node.attributes.kind.is_some()).or_else(|| nodes().next());
    typed.map_or(FieldType::Text, node_type)
}

/// Returns true if a button with these flags and states is a check box.
pub(super) fn is_check(flags: i64, states: usize) -> bool {
    flags & RADIO_FLAG == 0 && states <= 1
}

impl<'d> FormWalk<'d> {
    /// Reads a text or choice field.
    pub(super) fn read_text(&mut self, group: &FieldGroup<'_, 'd>) -> Result<Reading, ReadError> {
        let attributes = || group.parts.iter().map(|part| &part.node.attributes);
        let mut stored = Vec::new();
        for part in &group.parts {
            stored.extend(part.node.attributes.value);
            for widget in &part.widgets {
                stored.extend(self.entry(widget.dict, b"V")?);
            }
        }
        let built_in = self.default_text(attributes().find_map(|own| own.default))?;
        let mut texts: Vec<String> = Vec::new();
        for object in stored {
            let text = self.stored_text(object)?.filter(|text| !text.trim().is_empty());
            if let Some(text) = text {
                self.charge(&text)?;
                add_new(&mut texts, text);
            }
        }
        let kind = match attributes().find_map(|own| own.kind) {
            Some(b"Ch") => Kind::Choice(self.options(attributes().find_map(|own| own.options))?),
            _ => Kind::Text,
        };
        // A widget may hold an answer while the field keeps its default.
        let is_answer = |text: &String| built_in.as_ref() != Some(text);
        let answer = texts.iter().position(is_answer);
        let value = answer.map(|at| texts.remove(at)).or_else(|| texts.pop());
        texts.retain(|text| answer.is_some() && is_answer(text));
        let is_prefilled = answer.is_none() && value.is_some() && kind == Kind::Text;
        Ok(Reading { kind, value: value.map_or(Value::Empty, Value::Text), others: texts, is_prefilled })
    }

    /// Returns the text of a value; several chosen texts are joined.
    fn stored_text(&self, object: &'d Object) -> Result<Option<String>, ReadError> {
        Ok(match object {
            Object::Array(parts) => {
                let parts = parts.iter().map(|part| self.document.dereference(part));
                let texts = parts.filter_map(|part| text_encoding::decode_text(part.ok()?.1));
                Some(texts.collect::<Vec<_>>().join(", "))
            }
            // A text that cannot be decoded is not an empty one.
            Object::Stream(_) => Some(text_encoding::decode_text(object).ok_or(ReadError::Damaged)?),
            other => text_encoding::decode_text(other),
        })
    }

    /// Returns the default text of a field.
    fn default_text(&mut self, default: Option<&'d Object>) -> Result<Option<String>, ReadError> {
        let text = default
            .filter(|object| matches!(object, Object::String(..)))
            .and_then(text_encoding::decode_text);
        text.iter().try_for_each(|text| self.charge(text))?;
        Ok(text)
    }

    /// Returns the export values of the options; the display texts where there are none.
    fn options(&mut self, options: Option<&'d Object>) -> Result<Vec<String>, ReadError> {
        let mut texts = Vec::new();
        for option in options.and_then(|options| options.as_array().ok()).into_iter().flatten() {
            self.step()?;
            let option = self.document.dereference(option).map_err(|_| ReadError::Damaged)?.1;
            let option = match option {
                Object::Array(pair) => pair.first().unwrap_or(&Object::Null),
                other => other,
            };
            let text = text_encoding::decode_text(option).unwrap_or_default();
            self.charge(&text)?;
            texts.push(text);
        }
        Ok(texts)
    }

    /// Reads a check box or a group of radio buttons.
    pub(super) fn read_button(&mut self, group: &FieldGroup<'_, 'd>) -> Result<Reading, ReadError> {
        let attributes = || group.parts.iter().map(|part| &part.node.attributes);
        let options = self.options(attributes().find_map(|own| own.options))?;
        let meant = |state: String| match state.parse::<usize>().ok().and_then(|n| options.get(n)) {
            Some(option) => option.clone(),
            None => state,
        };
        let (mut states, mut shown, mut stored) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_shown = false;
        for part in &group.parts {
            stored.extend(part.node.attributes.value);
            for widget in &part.widgets {
                for state in self.states(widget.dict)? {
                    add_new(&mut states, meant(state));
                }
                stored.extend(self.entry(widget.dict, b"V")?);
                if let Some(state) = self.entry(widget.dict, b"AS")?.and_then(text_encoding::state) {
                    is_shown = true;
                    self.charge(&state)?;
                    if is_on(&state) {
                        add_new(&mut shown, meant(state));
                    }
                }
            }
        }
        if group.is_reassembled() && is_choice(&group.key.name) {
            // The scale from low to high, then what is no score.
            states.sort_by_key(|state| state.parse::<u32>().unwrap_or(u32::MAX));
        }
        let mut said = Vec::new();
        for state in stored.into_iter().filter_map(text_encoding::state).filter(is_on) {
            add_new(&mut said, meant(state));
        }
        // A state that no kit is built with was renamed, and does not say which choice it was.
        let is_built = |state: &&String| is_built_value(&group.key.name, state);
        // People saw the state of the widgets; the value decides between two of them.
        let agreed = said.iter().filter(is_built).find(|state| shown.contains(state));
        let seen = shown.iter().find(is_built);
        let only_stored = said.iter().filter(|_| !is_shown).find(is_built);
        let value = agreed.or(only_stored).or(seen).cloned();
        let mut others = Vec::new();
        for state in shown.into_iter().chain(said).filter(|state| Some(state) != value.as_ref()) {
            add_new(&mut others, state);
        }
        let flags = attributes().map(|own| own.flags).fold(0, |all, flags| all | flags);
        if is_check(flags, states.len()) && !is_choice(&group.key.name) {
            let value = if value.is_some() { Value::Set } else { Value::Empty };
            return Ok(Reading { others, ..Reading::new(Kind::Check, value) });
        }
        let value = value.map_or(Value::Empty, Value::Text);
        Ok(Reading { others, ..Reading::new(Kind::Choice(states), value) })
    }

    /// Returns the states that a widget can show.
    pub(super) fn states(&mut self, widget: &'d Dictionary) -> Result<Vec<String>, ReadError> {
        let Some(appearances) = self.entry(widget, b"AP")?.and_then(|appearances| appearances.as_dict().ok())
        else {
            return Ok(Vec::new());
        };
        let mut states = Vec::new();
        for key in [b"N", b"D"] {
            let Some(appearances) =
                self.entry(appearances, key)?.and_then(|appearances| appearances.as_dict().ok())
            else {
                continue;
            };
            for (state, _) in appearances {
                self.step()?;
                let state = text_encoding::name_text(state);
                if is_on(&state) {
                    self.charge(&state)?;
                    add_new(&mut states, state);
                }
            }
        }
        Ok(states)
    }
}

fn is_on(state: &String) -> bool {
    !state.is_empty() && state != "Off"
}

/// Adds a value that is not in the list, unless the list is full.
fn add_new(values: &mut Vec<String>, value: String) {
    if values.len() < limits::FIELD_VALUES && !values.contains(&value) {
        values.push(value);
    }
}
