//! The value of a field, by its kind.

use lopdf::{Dictionary, Object};

use super::error::ReadError;
use super::fields::{FormWalk, Inherited};
use super::{Field, Kind, Value, text_encoding};

/// The flag of radio buttons: ISO 32000-1, table 226.
const RADIO_FLAG: i64 = 1 << 15;

impl<'d> FormWalk<'d> {
    /// Reads a text or choice field.
    pub(super) fn read_text(
        &mut self,
        own: Inherited<'d>,
        widgets: &[&'d Dictionary],
    ) -> Result<Field, ReadError> {
        let mut said = Vec::new();
        if let Some(object) = own.value {
            said.push(object);
        }
        for widget in widgets {
            said.extend(self.entry(widget, b"V")?);
        }
        let built_in = self.default_text(own.default)?;
        let mut value = Value::Empty;
        for object in said {
            let text = match object {
                Object::Array(parts) => {
                    let parts = parts.iter().map(|part| self.document.dereference(part));
                    let texts = parts.filter_map(|part| text_encoding::decode_text(part.ok()?.1));
                    Some(texts.collect::<Vec<_>>().join(", "))
                }
                // A text that cannot be decoded is not an empty one.
                Object::Stream(_) => Some(text_encoding::decode_text(object).ok_or(ReadError::Damaged)?),
                other => text_encoding::decode_text(other),
            };
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                self.charge(&text)?;
                let is_answer = built_in.as_ref() != Some(&text);
                value = Value::Text(text);
                // A widget may hold an answer while the field keeps its default.
                if is_answer {
                    break;
                }
            }
        }
        let kind = match own.kind {
            Some(b"Ch") => Kind::Choice(self.options(own.options)?),
            _ => Kind::Text,
        };
        let is_prefilled =
            matches!(&value, Value::Text(text) if kind == Kind::Text && built_in.as_ref() == Some(text));
        Ok(Field { name: own.name, kind, value, is_in_doubt: false, is_prefilled })
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
    pub(super) fn read_button(
        &mut self,
        own: Inherited<'d>,
        widgets: &[&'d Dictionary],
    ) -> Result<Field, ReadError> {
        let options = self.options(own.options)?;
        let meant = |state: String| match state.parse::<usize>().ok().and_then(|n| options.get(n)) {
            Some(option) => option.clone(),
            None => state,
        };
        let is_on = |state: &String| !state.is_empty() && state != "Off";
        let (mut states, mut shown) = (Vec::new(), Vec::new());
        let mut is_shown = false;
        for widget in widgets {
            for state in self.states(widget)? {
                let state = meant(state);
                if !states.contains(&state) {
                    states.push(state);
                }
            }
            if let Some(state) = self.entry(widget, b"AS")?.and_then(text_encoding::state) {
                is_shown = true;
                self.charge(&state)?;
                shown.extend(Some(state).filter(is_on).map(meant));
            }
        }
        let said = own.value.and_then(text_encoding::state).filter(is_on).map(meant);
        // People saw the state of the widgets; the value decides between two of them.
        let is_among = said.as_ref().is_some_and(|said| shown.contains(said));
        let value = match (&said, shown.first()) {
            (Some(said), _) if is_among || !is_shown => Some(said.clone()),
            (_, shown) => shown.cloned(),
        };
        let is_in_doubt = said.is_some() && said != value || shown.iter().any(|s| Some(s) != value.as_ref());
        if own.flags & RADIO_FLAG == 0 && states.len() <= 1 {
            let value = if value.is_some() { Value::Set } else { Value::Empty };
            return Ok(Field { name: own.name, kind: Kind::Check, value, is_in_doubt, is_prefilled: false });
        }
        let value = value.map_or(Value::Empty, Value::Text);
        Ok(Field { name: own.name, kind: Kind::Choice(states), value, is_in_doubt, is_prefilled: false })
    }

    /// Returns the states that a widget can show.
    fn states(&mut self, widget: &'d Dictionary) -> Result<Vec<String>, ReadError> {
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
                if state != "Off" && !state.is_empty() {
                    self.charge(&state)?;
                    states.push(state);
                }
            }
        }
        Ok(states)
    }
}
