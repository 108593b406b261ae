//! The description of a kind of TOML file.

use super::hints::hint;
use crate::diag::codes::Code;
use crate::diag::suggest::nearest;

/// The description of a kind of TOML file that its reader needs.
pub(crate) struct Format {
    /// The noun for a file of this kind, with an article.
    pub(crate) what: &'static str,
    /// The names of its arrays of tables.
    pub(crate) arrays: &'static [&'static str],
    /// The keys at the top of the file. Written further down, they end up in the table above them.
    pub(crate) top_keys: &'static [&'static str],
    /// Keys that have a meaning elsewhere, with the help for who writes them here.
    pub(crate) misplaced: &'static [Misplaced],
    /// The codes of mistakes in such a file.
    pub(crate) codes: FaultCodes,
}

/// A key that has a meaning in another table, in another file or on the command line.
pub(crate) struct Misplaced {
    pub(crate) key: &'static str,
    /// The table in which the key is misplaced, with its article; any table if absent.
    pub(crate) table: Option<&'static str>,
    pub(crate) help: &'static str,
}

/// The registered code of every kind of mistake that a TOML file of any format can have.
pub(crate) struct FaultCodes {
    pub(crate) syntax: &'static Code,
    pub(crate) duplicate_key: &'static Code,
    pub(crate) unknown_key: &'static Code,
    pub(crate) missing_key: &'static Code,
    pub(crate) unknown_schema: &'static Code,
    pub(crate) wrong_type: &'static Code,
    pub(crate) out_of_range: &'static Code,
    pub(crate) too_many_entries: &'static Code,
    pub(crate) empty_value: &'static Code,
    pub(crate) too_long: &'static Code,
    pub(crate) control_character: &'static Code,
    pub(crate) file_too_large: &'static Code,
    pub(crate) not_text: &'static Code,
    pub(crate) not_utf8: &'static Code,
}

impl Format {
    /// Returns the help for the unknown key `name` in the table `table`, which has the keys `known`.
    pub(crate) fn help_for_key(&self, table: &str, name: &str, known: &[&str]) -> Option<String> {
        let is_misplaced =
            |m: &&Misplaced| m.key == name && m.table.is_none_or(|misplaced_in| misplaced_in == table);
        if let Some(misplaced) = self.misplaced.iter().find(is_misplaced) {
            return Some(misplaced.help.to_owned());
        }
        if self.top_keys.contains(&name) && nearest(name, known.iter().copied()).is_none() {
            return Some(format!("`{name}` belongs at the top of the file, before the first `[[…]]`"));
        }
        hint(name, known.iter().copied())
    }
}
