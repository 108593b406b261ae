//! "Did you mean".

/// A word longer than this is not a slip of the pen.
const LONGEST: usize = 80;

/// The candidate nearest to `word`, if it is near enough to be what was meant.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    // One slip for a short word, up to three for a long one.
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let near = candidates.into_iter().filter(|c| c.len().abs_diff(word.len()) <= LONGEST / 4);
    near.map(|c| (strsim::osa_distance(&word, c), c))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint: the candidate that was meant, or else all of them if they are few.
pub(super) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
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
pub(super) fn quoted(word: &str) -> String {
    const SHOWN: usize = 40;
    let mut chars = word.chars();
    let shown: String =
        chars.by_ref().take(SHOWN).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if chars.next().is_some() { format!("`{shown}…`") } else { format!("`{shown}`") }
}
