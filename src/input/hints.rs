//! Hints for unknown words.

use crate::diag::suggest::nearest;

/// The greatest number of candidates that a hint lists.
const MAX_LISTED: usize = 20;

/// Returns a hint: the most similar candidate, or else all candidates if they are few.
pub(crate) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(similar) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{similar}`?"));
    }
    let all: Vec<_> = candidates.into_iter().map(|c| format!("`{c}`")).collect();
    match all.len() {
        0 => None,
        1 => Some(format!("use {}", all.concat())),
        2..=MAX_LISTED => Some(format!("use one of {}", all.join(", "))),
        n => Some(format!("none of the {n} known names is similar")),
    }
}

/// Quotes a user's word in backticks, cut to a length that fits a message.
pub(crate) fn quoted(word: &str) -> String {
    const MAX_CHARS: usize = 40;
    let mut chars = word.chars();
    let shown: String =
        chars.by_ref().take(MAX_CHARS).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if chars.next().is_some() { format!("`{shown}…`") } else { format!("`{shown}`") }
}
