//! Texts compared as people read them.

/// Returns the letters and digits of a text in lower case. Texts that differ only in blanks, hyphens or case become
/// equal.
#[must_use]
pub fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
