//! Escapes text for terminals, shells and Markdown.

use std::fmt::Write as _;

use super::bidi::is_bidi_or_invisible;

/// Escapes control, bidi and invisible characters, so that a file name or its content cannot
/// move the cursor of a terminal or reorder a line.
#[must_use]
pub fn escape_control(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() || is_bidi_or_invisible(c) { c.escape_default().to_string() } else { c.to_string() }
    };
    text.chars().map(shown).collect()
}

/// Escapes bidi and invisible characters in JSON, where only strings can hold them. The values stay the same.
#[must_use]
pub fn escape_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_bidi_or_invisible(c) {
            // Each of these characters is one unit of UTF-16.
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

/// Quotes a word for a shell, unless it needs no quotes.
#[must_use]
pub fn shell_quote(word: &str) -> String {
    // A shell of Unix takes a backslash for an escape, and one of Windows for a separator.
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=+@%".contains(c) || (cfg!(windows) && c == '\\');
    if !word.is_empty() && !word.starts_with('=') && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Escapes characters that would end a cell of a Markdown table or count as markup.
#[must_use]
pub fn escape_markdown(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~' | '#' => text.extend(['\\', c]),
            '\n' | '\r' => text.push(' '),
            _ => text.push(c),
        }
    }
    text
}
