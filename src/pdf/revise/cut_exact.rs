//! Cuts values out of texts where they are written exactly so.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::fold::{is_apostrophe, is_spaceless};

/// Returns a text with a value replaced where it stands as a word of its own, unless that is a word of the language.
/// None if it does not stand there.
pub(super) fn replace_exact(
    text: &str,
    value: &str,
    by: &str,
    is_word: impl Fn(&str, (usize, usize)) -> bool,
) -> Option<String> {
    let first_word = value.split(' ').next().unwrap_or_default();
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect::<String>()) };
    memchr::memmem::find(text.as_bytes(), first_word.as_bytes())?;
    let mut out = String::new();
    let mut before: Option<char> = None;
    let mut rest: &str = &text;
    let mut is_changed = false;
    while let Some(c) = rest.chars().next() {
        let length = starts_exactly(rest, value).filter(|length| {
            let start = text.len() - rest.len();
            let after = rest[*length..].chars().next();
            let is_glued = |near: Option<char>, own: Option<char>| {
                near.zip(own).is_some_and(|(near, own)| {
                    near.is_alphanumeric() && !is_spaceless(own) && is_spaceless(near) == is_spaceless(own)
                })
            };
            !is_glued(before, value.chars().next())
                && !is_glued(after, value.chars().next_back())
                && !is_contraction(rest, *length)
                && !is_word(&text, (start, start + length))
        });
        let step = length.unwrap_or(c.len_utf8());
        if length.is_some() {
            out.push_str(by);
            is_changed = true;
        } else {
            out.push(c);
        }
        before = rest[..step].chars().next_back();
        rest = &rest[step..];
    }
    is_changed.then_some(out)
}

/// Returns true if the first bytes of a text are the start of a contraction: `Don` of `Don't`.
fn is_contraction(text: &str, length: usize) -> bool {
    let (value, after) = text.split_at(length);
    let mut after = after.chars();
    value.ends_with(['n', 'N'])
        && after.next().is_some_and(is_apostrophe)
        && matches!(after.next(), Some('t' | 'T'))
        && !after.next().is_some_and(char::is_alphanumeric)
}

/// Returns the length of a value at the start of a text. A space matches any white space.
fn starts_exactly(text: &str, value: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in value.chars() {
        if wanted == ' ' {
            rest.next_if(|(_, c)| c.is_whitespace())?;
            while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            continue;
        }
        rest.next_if(|(_, c)| *c == wanted)?;
    }
    Some(rest.peek().map_or(text.len(), |(at, _)| *at))
}
