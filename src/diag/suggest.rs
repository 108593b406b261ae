//! "Did you mean".

/// A word longer than this is not a slip of the pen.
const LONGEST: usize = 80;

/// The candidate nearest to `word`, if it is near enough to be what was meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    // One slip for a short word, up to three for a long one.
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let near = candidates.into_iter().filter(|c| c.len().abs_diff(word.len()) <= LONGEST / 4);
    near.map(|c| (strsim::osa_distance(&word, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= allowed)
        // Of equally near ones the first in the alphabet, whatever their order.
        .min()
        .map(|(_, candidate)| candidate)
}

/// The same for names of several words with hyphens between them: also the only one that starts with the words given.
#[must_use]
pub fn meant<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let start = format!("{}-", name.to_lowercase().replace([' ', '_'], "-"));
    let mut longer = candidates.iter().copied().filter(|candidate| candidate.starts_with(&start));
    let only = || longer.next().filter(|_| longer.next().is_none());
    nearest(name, candidates.iter().copied()).or_else(only)
}

/// `", did you mean `x`?"`, or nothing.
#[must_use]
pub fn question(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!(", did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::{meant, nearest};

    #[test]
    fn the_first_words_of_one_name_alone_find_it() {
        let names = ["python-developer", "data-engineer", "data-analyst"];
        assert_eq!(meant("python", names), Some("python-developer"));
        assert_eq!(meant("Python developer", names), Some("python-developer"));
        assert_eq!(meant("data", names), None);
        assert_eq!(meant("pyt", names), None);
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(nearest("tesitng", ["web", "testing", "oop"]), Some("testing"));
    }

    #[test]
    fn a_strange_word_finds_nothing() {
        assert_eq!(nearest("zzz", ["web", "testing", "oop"]), None);
    }

    #[test]
    fn equally_like_names_do_not_depend_on_their_order() {
        assert_eq!(nearest("ab", ["abd", "abc"]), nearest("ab", ["abc", "abd"]));
    }
}
