//! Hints for words a bank does not know.

use crate::diag::suggest::nearest;

/// A hint: the candidate that was meant, or else all of them if they are few.
pub(crate) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(meant) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{meant}`?"));
    }
    let all: Vec<_> = candidates.into_iter().map(|c| format!("`{c}`")).collect();
    match all.len() {
        0 => None,
        1..=20 => Some(format!("known: {}", all.join(", "))),
        n => Some(format!("{n} are known, none is near to it")),
    }
}

/// A user's word in backticks, cut to a length that can be shown.
pub(crate) fn quoted(word: &str) -> String {
    const SHOWN: usize = 40;
    let mut chars = word.chars();
    let shown: String =
        chars.by_ref().take(SHOWN).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if chars.next().is_some() { format!("`{shown}…`") } else { format!("`{shown}`") }
}
