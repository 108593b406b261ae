//! Cuts values out of texts where they are written exactly so.

use std::borrow::Cow;

use memchr::memmem;
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
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect::<String>()) };
    let first_word = memmem::Finder::new(value.split(' ').next()?.as_bytes());
    let mut out = String::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(found) = first_word.find(text.as_bytes().get(from..)?) {
        let start = from + found;
        let rest = text.get(start..)?;
        let length = starts_exactly(rest, value).filter(|length| {
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let after = rest.get(*length..).and_then(|after| after.chars().next());
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
        if let Some(length) = length {
            out.push_str(text.get(kept..start)?);
            out.push_str(by);
            kept = start + length;
        }
        from = start + length.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    if kept == 0 {
        return None;
    }
    out.push_str(text.get(kept..)?);
    Some(out)
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
