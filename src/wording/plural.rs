//! Numbers with their nouns.

/// Returns a number and its noun, with an `s` unless the number is one.
#[must_use]
pub fn plural(n: u32, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
