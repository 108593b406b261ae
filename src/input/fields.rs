//! A typed reader over TOML values. It reports every wrong value and keeps reading, so that all
//! mistakes of an entry are reported in one run.

use std::ops::ControlFlow;

use toml::de::{DeTable, DeValue};

use super::format::KeyHelp;
use super::hints::quoted;
use super::sink::Sink;
use crate::diag::codes::Code;
use crate::diag::{Diagnostic, Origin};

/// A value with its key.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) key: &'static str,
    /// True for an entry of the list or table under the key.
    pub(crate) is_entry: bool,
    pub(crate) value: &'t DeValue<'t>,
    pub(crate) origin: Origin,
}

/// An entry of a table whose keys the user chose.
pub(crate) struct FreeEntry<'t> {
    pub(crate) name: &'t str,
    /// The place of the name.
    pub(crate) name_origin: Origin,
    pub(crate) item: Item<'t>,
}

/// A table with a fixed set of keys.
pub(crate) struct Fields<'t> {
    /// The noun for the table, with an article: `a question`.
    noun: &'static str,
    table: &'t DeTable<'t>,
    /// The place of the table.
    pub(crate) origin: Origin,
    /// The keys that unknown keys were meant to be.
    misspelled: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    /// Checks the version of the format. A file of another version is not read further, because its keys may
    /// mean something else.
    pub(crate) fn check_schema(&self, known: u32, sink: &mut Sink) -> ControlFlow<()> {
        let help = format!("write `schema = {known}` at the top of the file");
        let Some(item) = self.get("schema", sink) else {
            if self.is_misspelled("schema") {
                return ControlFlow::Continue(());
            }
            let code = sink.format.codes.missing_key;
            let finding = Diagnostic::error(code, "the file lacks the key `schema`");
            sink.push_absence(finding.at(sink.top(), "").help(help));
            return ControlFlow::Continue(());
        };
        let Some(number) = item.value.as_integer() else {
            item.wrong_type("a whole number", sink);
            return ControlFlow::Continue(());
        };
        if u32::from_str_radix(number.as_str(), number.radix()) == Ok(known) {
            return ControlFlow::Continue(());
        }
        let message = format!("schema {} is not supported", quoted(&number.to_string()));
        let help = format!("write `schema = {known}`, or update the program");
        sink.push(item.error(sink.format.codes.unknown_schema, message).help(help));
        ControlFlow::Break(())
    }

    /// Opens a table and reports every unknown key.
    pub(crate) fn new(
        noun: &'static str,
        table: &'t DeTable<'t>,
        origin: Origin,
        keys: &[&'static str],
        sink: &mut Sink,
    ) -> Self {
        let mut misspelled: Vec<&'static str> = Vec::new();
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if keys.contains(&name) {
                continue;
            }
            let message = format!("unknown key {} in {noun}", quoted(name));
            let code = sink.format.codes.unknown_key;
            let mut finding = Diagnostic::error(code, message).at(sink.origin(&key.span()), "");
            let KeyHelp { text, meant } = sink.format.help_for_key(noun, name, keys);
            finding.help = text;
            sink.push(finding);
            misspelled.extend(meant);
        }
        Self { noun, table, origin, misspelled }
    }

    /// Returns the value of `key`, if the table has it.
    pub(crate) fn get(&self, key: &'static str, sink: &Sink) -> Option<Item<'t>> {
        let value = self.table.get(key)?;
        Some(Item { key, is_entry: false, value: value.get_ref(), origin: sink.origin(&value.span()) })
    }

    /// Returns true if the table lacks `key`, but has an unknown key that was meant to be it.
    pub(crate) fn is_misspelled(&self, key: &str) -> bool {
        self.misspelled.contains(&key) && !self.table.contains_key(key)
    }

    /// Returns the value of `key`, and reports its absence. A misspelled key has a finding already.
    pub(crate) fn require(&self, key: &'static str, sink: &mut Sink) -> Option<Item<'t>> {
        self.require_with_help(key, None, sink)
    }

    /// Returns the value of `key` as [`Self::require`] does, with help for its absence.
    pub(crate) fn require_with_help(
        &self,
        key: &'static str,
        help: Option<&str>,
        sink: &mut Sink,
    ) -> Option<Item<'t>> {
        let item = self.get(key, sink);
        if item.is_none() && !self.is_misspelled(key) {
            let message = format!("{} needs the key `{key}`", self.describe());
            let mut finding = Diagnostic::error(sink.format.codes.missing_key, message).at(self.origin, "");
            finding.help = help.map(str::to_owned);
            sink.push_absence(finding);
        }
        item
    }

    /// Names the table in a message, with its id if it has one.
    pub(crate) fn describe(&self) -> String {
        match self.table.get("id").and_then(|id| id.get_ref().as_str()) {
            Some(id) => format!("{} ({})", self.noun, quoted(id)),
            None => self.noun.to_owned(),
        }
    }
}

impl<'t> Item<'t> {
    /// Names the value in a message.
    pub(crate) fn describe(&self) -> String {
        if self.is_entry { format!("an entry of `{}`", self.key) } else { format!("`{}`", self.key) }
    }

    /// Makes an error at this value.
    pub(crate) fn error(&self, code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.origin, "")
    }

    /// Reports that the value is not of the `expected` type.
    pub(crate) fn wrong_type(&self, expected: &str, sink: &mut Sink) {
        let message = format!("{} must be {expected}, not {}", self.describe(), type_name(self.value));
        sink.push(self.error(sink.format.codes.wrong_type, message));
    }

    /// Returns the characters of a string.
    pub(crate) fn str(&self, sink: &mut Sink) -> Option<&'t str> {
        let value = self.value.as_str();
        if value.is_none() {
            self.wrong_type("a string", sink);
        }
        value
    }

    /// Returns the characters of a string, or of a TOML date as written.
    pub(crate) fn string_or_date(&self) -> Option<String> {
        match self.value {
            DeValue::String(value) => Some(value.to_string()),
            DeValue::Datetime(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// Returns a whole number within `range`.
    pub(crate) fn integer(&self, range: &std::ops::RangeInclusive<u32>, sink: &mut Sink) -> Option<u32> {
        let Some(integer) = self.value.as_integer() else {
            self.wrong_type("a whole number", sink);
            return None;
        };
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.filter(|n| range.contains(n));
        if number.is_none() {
            let (low, high) = (range.start(), range.end());
            let message = format!("{} must be between {low} and {high}", self.describe());
            sink.push(self.error(sink.format.codes.out_of_range, message));
        }
        number
    }

    /// Returns the entries of an array, at most `max_entries`.
    pub(crate) fn array(self, max_entries: usize, sink: &mut Sink) -> Vec<Item<'t>> {
        let Some(array) = self.value.as_array() else {
            self.wrong_type("a list", sink);
            return Vec::new();
        };
        if array.len() > max_entries {
            let message =
                format!("`{}` has {} entries; at most {max_entries} are allowed", self.key, array.len());
            sink.push(self.error(sink.format.codes.too_many_entries, message));
        }
        let entry = |v: &'t toml::Spanned<DeValue<'t>>| Item {
            key: self.key,
            is_entry: true,
            value: v.get_ref(),
            origin: sink.origin(&v.span()),
        };
        array.iter().take(max_entries).map(entry).collect()
    }

    /// Returns the entries of a table whose keys the user chose. `expected` names such a table in the finding about
    /// another value.
    pub(crate) fn free_entries(self, expected: &str, sink: &mut Sink) -> Vec<FreeEntry<'t>> {
        let Some(table) = self.value.as_table() else {
            self.wrong_type(expected, sink);
            return Vec::new();
        };
        let entry = |(name, value): (&'t toml::Spanned<_>, &'t toml::Spanned<DeValue<'t>>)| {
            let name_origin = sink.origin(&name.span());
            let origin = sink.origin(&value.span());
            let name: &'t std::borrow::Cow<'t, str> = name.get_ref();
            let item = Item { key: self.key, is_entry: true, value: value.get_ref(), origin };
            FreeEntry { name, name_origin, item }
        };
        table.iter().map(entry).collect()
    }

    /// Opens a table with a fixed set of keys.
    pub(crate) fn fields(
        self,
        noun: &'static str,
        keys: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Fields<'t>> {
        let Some(table) = self.value.as_table() else {
            self.wrong_type("a table", sink);
            return None;
        };
        Some(Fields::new(noun, table, self.origin, keys, sink))
    }
}

/// Names the type of a value.
fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
