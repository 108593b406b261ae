//! A typed reader over TOML values. It takes what is right and gathers a finding for whatever is
//! not, so that all mistakes of an entry are told at once.

use std::ops::ControlFlow;

use toml::de::{DeTable, DeValue};

use super::sink::Sink;
use super::suggest::quoted;
use crate::diag::codes::Code;
use crate::diag::{Diagnostic, Origin};

/// A value with the key it stands under.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) key: &'static str,
    /// Whether it is an entry of the list or table under that key.
    pub(crate) entry: bool,
    pub(crate) value: &'t DeValue<'t>,
    pub(crate) origin: Origin,
}

/// A table whose keys are known.
pub(crate) struct Fields<'t> {
    /// What the table is, with an article: `a question`.
    what: &'static str,
    table: &'t DeTable<'t>,
    /// Where it stands.
    pub(crate) origin: Origin,
}

impl<'t> Fields<'t> {
    /// Checks the number of the format. A file of another format is not read on: what it says means
    /// something else.
    pub(crate) fn schema(&self, known: u32, sink: &mut Sink) -> ControlFlow<()> {
        let help = format!("write `schema = {known}` at the top of the file");
        let Some(item) = self.get("schema", sink) else {
            let code = sink.format.codes.missing_key;
            let finding = Diagnostic::error(code, "the file does not say its `schema`");
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
        let message = format!("schema {} is unknown", quoted(&number.to_string()));
        let help = format!("this program reads schema {known}");
        sink.push(item.error(sink.format.codes.unknown_schema, message).help(help));
        ControlFlow::Break(())
    }

    /// The table `what`, with a finding for each key it should not have.
    pub(crate) fn new(
        what: &'static str,
        table: &'t DeTable<'t>,
        origin: Origin,
        keys: &[&'static str],
        sink: &mut Sink,
    ) -> Self {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if keys.contains(&name) {
                continue;
            }
            let message = format!("unknown key {} in {what}", quoted(name));
            let code = sink.format.codes.unknown_key;
            let mut finding = Diagnostic::error(code, message).at(sink.origin(&key.span()), "");
            finding.help = sink.format.help_for_key(what, name, keys);
            sink.push(finding);
        }
        Self { what, table, origin }
    }

    /// The value of `key`, which may be absent.
    pub(crate) fn get(&self, key: &'static str, sink: &Sink) -> Option<Item<'t>> {
        let value = self.table.get(key)?;
        Some(Item { key, entry: false, value: value.get_ref(), origin: sink.origin(&value.span()) })
    }

    /// The value of `key`, with a finding if it is absent.
    pub(crate) fn need(&self, key: &'static str, sink: &mut Sink) -> Option<Item<'t>> {
        let item = self.get(key, sink);
        if item.is_none() {
            let message = format!("{} needs the key `{key}`", self.title());
            let code = sink.format.codes.missing_key;
            sink.push_absence(Diagnostic::error(code, message).at(self.origin, ""));
        }
        item
    }

    /// How to call this very table: by its id where it has one.
    pub(crate) fn title(&self) -> String {
        match self.table.get("id").and_then(|id| id.get_ref().as_str()) {
            Some(id) => format!("{} ({})", self.what, quoted(id)),
            None => self.what.to_owned(),
        }
    }
}

impl<'t> Item<'t> {
    /// How to call it.
    pub(crate) fn name(&self) -> String {
        if self.entry { format!("an entry of `{}`", self.key) } else { format!("`{}`", self.key) }
    }

    /// A finding at this value.
    pub(crate) fn error(&self, code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.origin, "")
    }

    /// The finding that this value is not `wanted`.
    pub(crate) fn wrong_type(&self, wanted: &str, sink: &mut Sink) {
        let message = format!("{} must be {wanted}, this is {}", self.name(), type_words(self.value));
        sink.push(self.error(sink.format.codes.wrong_type, message));
    }

    /// The characters of a string.
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

    /// A whole number of `range`.
    pub(crate) fn integer(&self, range: &std::ops::RangeInclusive<u32>, sink: &mut Sink) -> Option<u32> {
        let Some(integer) = self.value.as_integer() else {
            self.wrong_type("a whole number", sink);
            return None;
        };
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.filter(|n| range.contains(n));
        if number.is_none() {
            let (low, high) = (range.start(), range.end());
            let message = format!("{} must lie between {low} and {high}", self.name());
            sink.push(self.error(sink.format.codes.out_of_range, message));
        }
        number
    }

    /// The entries of an array, at most `most` of them.
    pub(crate) fn array(self, most: usize, sink: &mut Sink) -> Vec<Item<'t>> {
        let Some(array) = self.value.as_array() else {
            self.wrong_type("a list", sink);
            return Vec::new();
        };
        if array.len() > most {
            let message = format!("`{}` has {} entries, {most} are allowed", self.key, array.len());
            sink.push(self.error(sink.format.codes.too_many_entries, message));
        }
        let entry = |v: &'t toml::Spanned<DeValue<'t>>| Item {
            key: self.key,
            entry: true,
            value: v.get_ref(),
            origin: sink.origin(&v.span()),
        };
        array.iter().take(most).map(entry).collect()
    }

    /// A table with known keys.
    pub(crate) fn fields(
        self,
        what: &'static str,
        keys: &[&'static str],
        sink: &mut Sink,
    ) -> Option<Fields<'t>> {
        let Some(table) = self.value.as_table() else {
            self.wrong_type("a table", sink);
            return None;
        };
        Some(Fields::new(what, table, self.origin, keys, sink))
    }
}

/// A type in words.
fn type_words(value: &DeValue<'_>) -> &'static str {
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
