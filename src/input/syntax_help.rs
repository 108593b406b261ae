//! Help for the syntax errors that people make when they write or paste TOML.

use std::ops::Range;

use super::statements;

/// The quotation marks that text programs write in the place of `"` and `'`.
const CURLY_QUOTES: [char; 10] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛'];

/// Returns the help for a syntax error at `span`, if it is one of those that people make.
pub(crate) fn help_for_error(text: &str, span: &Range<usize>, message: &str) -> Option<&'static str> {
    let range = statements::line_at(text, span.start);
    let line = text.get(range.clone())?;
    let before = text.get(range.start..span.start.clamp(range.start, range.end))?;
    let trimmed = line.trim_start();
    let value = value_of(line);
    if value.is_some_and(|value| value.trim_start_matches(['[', '{', ' ']).starts_with(CURLY_QUOTES))
        || text.get(span.start..).is_some_and(|rest| rest.starts_with(CURLY_QUOTES))
        || trimmed.starts_with(CURLY_QUOTES)
    {
        return Some("put texts between straight quotes, `\"`; programs that format text write curly ones");
    }
    if message.contains("escape") || message.contains("unicode value") {
        return Some(
            "write each backslash twice, `\\\\`, or put the text between single quotes: '…' or '''…'''",
        );
    }
    if trimmed.starts_with("//") || trimmed.starts_with("/*") || trimmed.starts_with("--") {
        return Some("a comment starts with `#`");
    }
    if has_colon_for_equals(trimmed) {
        return Some("write `=` between a key and its value, not `:`");
    }
    if let Some(value) = value {
        return help_for_value(value, before);
    }
    // An entry of a list on a line of its own.
    help_for_value(trimmed, before)
}

/// Returns the value on the line of a key.
fn value_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let is_key = key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.\"' \t".contains(&b));
    is_key.then(|| value.trim_start())
}

/// Returns the help for a mistake in a value. `before` is its line up to the error.
fn help_for_value(value: &str, before: &str) -> Option<&'static str> {
    let inner = value.trim_start_matches(['[', '{', ' ']);
    // An inline table has keys inside, so it starts with no quote.
    if value.starts_with('{') {
        return None;
    }
    let is_multiline = inner.starts_with("\"\"\"") || inner.starts_with("'''");
    if !is_multiline && inner.starts_with('"') && inner.matches('"').count() > 2 && before.contains('"') {
        return Some(
            "write a quote inside a text as `\\\"`, or put the text between `'''` and `'''`; \
             texts of a list need a comma between them",
        );
    }
    if !is_multiline && inner.starts_with('\'') && inner.matches('\'').count() > 2 && before.contains('\'') {
        return Some("put a text with an apostrophe between double quotes: \"…\"");
    }
    let first = inner.chars().next()?;
    let is_word = first.is_alphabetic() && !["true", "false", "inf", "nan"].contains(&inner.trim_end());
    is_word.then_some("put texts between double quotes: \"…\"")
}

/// Returns true for a line such as `key: value`, as in YAML and JSON.
fn has_colon_for_equals(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':') else { return false };
    let key = key.trim().trim_matches(['"', '\'']);
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}
