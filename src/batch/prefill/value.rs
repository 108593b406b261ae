//! The columns of a table of interviews, and the check of their values.

use crate::compose::PREFILL_MAX_CHARS;

/// The columns that a table may have.
pub(crate) const COLUMNS: [&str; 5] = ["candidate", "interviewer", "date", "reference", KIT_COLUMN];

/// The column that names the kit of a row, for `batch --prefill`.
pub(crate) const KIT_COLUMN: &str = "kit";

/// Returns what keeps a value from being printed on one line, and what to do.
pub(crate) fn find_value_error(value: &str) -> Option<(String, &'static str)> {
    let count = value.chars().count();
    if count > PREFILL_MAX_CHARS {
        return Some((
            format!("has {count} characters, more than {PREFILL_MAX_CHARS}"),
            "shorten it to what fits on a line",
        ));
    }
    let control = value.chars().find(|c| c.is_control())?;
    let name = match control {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        other => format!("the control character U+{:04X}", u32::from(other)),
    };
    Some((format!("contains {name}"), "write it on one line, in printable characters"))
}
