//! The description of a kind of TOML file.

use super::hints::hint;
use crate::diag::Diagnostic;
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
    /// The key of the table that was meant.
    pub(crate) meant: Option<&'static str>,
}

/// The help for an unknown key.
pub(crate) struct KeyHelp {
    pub(crate) text: Option<String>,
    /// The key of the table that was meant, as far as it is known.
    pub(crate) meant: Option<&'static str>,
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
    /// The file is of another format.
    pub(crate) not_toml: &'static Code,
}

impl Format {
    /// Returns the finding about a file of the format `other`.
    pub(crate) fn foreign_finding(&self, code: &'static Code, other: &str) -> Diagnostic {
        let name = self.what.trim_start_matches("a ");
        let entry = self.arrays.last().copied().unwrap_or_default();
        let message = format!("the file is {other}, but {} is a TOML file", self.what);
        Diagnostic::error(code, message).help(format!(
            "write each {entry} under a `[[{entry}]]`; `interview-kit schema {name}` prints all keys"
        ))
    }

    /// Returns the help for the unknown key `name` in the table `table`, which has the keys `known`.
    pub(crate) fn help_for_key(&self, table: &str, name: &str, known: &[&'static str]) -> KeyHelp {
        let is_misplaced =
            |m: &&Misplaced| m.key == name && m.table.is_none_or(|misplaced_in| misplaced_in == table);
        if let Some(misplaced) = self.misplaced.iter().find(is_misplaced) {
            return KeyHelp { text: Some(misplaced.help.to_owned()), meant: misplaced.meant };
        }
        let meant = nearest(name, known.iter().copied());
        if self.top_keys.contains(&name) && meant.is_none() {
            let text = format!("`{name}` belongs at the top of the file, before the first `[[…]]`");
            return KeyHelp { text: Some(text), meant: None };
        }
        KeyHelp { text: hint(name, known.iter().copied()), meant }
    }
}
