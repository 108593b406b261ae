//! The bound on the number of kits that a question may stand in.

use serde_json::{Value, json};

use crate::diag::codes;
use crate::input::fields::Item;
use crate::input::sink::Sink;

/// The greatest number of kits of a bound.
const MAX_KITS: u32 = 100_000;

/// The bound on the number of kits that a question may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxExposure {
    /// This number of kits.
    Kits(u32),
    /// This share of all kits, in percent.
    Percent(u32),
}

impl MaxExposure {
    /// Reads a number of kits, or a share such as `"20%"`.
    pub(super) fn read(item: Item<'_>, sink: &mut Sink) -> Option<Self> {
        let Some(text) = item.value.as_str() else {
            return item.integer(&(1..=MAX_KITS), sink).map(Self::Kits);
        };
        let percent = text.trim().strip_suffix('%').and_then(|number| number.trim_end().parse::<u32>().ok());
        let share = percent.filter(|percent| (1..=100).contains(percent)).map(Self::Percent);
        if share.is_none() {
            let message = "`max-exposure` must be a number of kits, or a share such as \"20%\"";
            sink.push(
                item.error(&codes::manifest::BAD_VALUE, message).help("write `max-exposure = \"20%\"`"),
            );
        }
        share
    }

    /// Returns the JSON Schema of the key.
    pub(super) fn schema() -> Value {
        json!({ "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": MAX_KITS },
            { "type": "string", "pattern": r"^\s*\+?0*([1-9][0-9]?|100)\s*%\s*$" },
        ] })
    }
}
