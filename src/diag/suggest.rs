//! Suggestions for misspelled names.

/// Longer words get no suggestion.
const WORD_MAX_BYTES: usize = 80;

/// Returns the candidate nearest to `word`, if it is near enough.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > WORD_MAX_BYTES {
        return None;
    }
    let word = word.to_lowercase();
    // One typing error in a short word, up to three in a long one.
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let near = candidates.into_iter().filter(|c| c.len().abs_diff(word.len()) <= WORD_MAX_BYTES / 4);
    near.map(|c| (strsim::osa_distance(&word, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= allowed)
        // Of equally near candidates the alphabetically first, whatever their order.
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the candidate nearest to `name`, or the only candidate that starts with its words.
#[must_use]
pub fn meant<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let start = format!("{}-", name.to_lowercase().replace([' ', '_'], "-"));
    let mut longer = candidates.iter().copied().filter(|candidate| candidate.starts_with(&start));
    let only = || longer.next().filter(|_| longer.next().is_none());
    nearest(name, candidates.iter().copied()).or_else(only)
}

/// Formats a suggestion as `, did you mean `x`?`, or returns an empty string.
#[must_use]
pub fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!(", did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::{meant, nearest};

    #[test]
    fn the_first_words_find_a_name_if_only_one_starts_with_them() {
        let names = ["python-developer", "data-engineer", "data-analyst"];
        assert_eq!(meant("python", names), Some("python-developer"));
        assert_eq!(meant("Python developer", names), Some("python-developer"));
        assert_eq!(meant("data", names), None);
        assert_eq!(meant("pyt", names), None);
    }

    #[test]
    fn a_misspelled_word_finds_its_name() {
        assert_eq!(nearest("tesitng", ["web", "testing", "oop"]), Some("testing"));
    }

    #[test]
    fn an_unrelated_word_finds_nothing() {
        assert_eq!(nearest("zzz", ["web", "testing", "oop"]), None);
    }

    #[test]
    fn ties_do_not_depend_on_the_order_of_names() {
        assert_eq!(nearest("ab", ["abd", "abc"]), nearest("ab", ["abc", "abd"]));
    }
}
