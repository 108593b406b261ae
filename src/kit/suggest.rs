//! "Did you mean".

/// The name most like `wrong`, if one is like enough to have been meant.
pub(super) fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // Below 0.7 the suggestions begin to surprise.
    const ENOUGH: f64 = 0.7;
    let wrong = wrong.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let likeness = strsim::jaro_winkler(&wrong, &name.to_lowercase());
        // Of equally like names the first in the alphabet, whatever the order of the file.
        let better = best.is_none_or(|(most, kept)| likeness > most || (likeness >= most && name < kept));
        if likeness >= ENOUGH && better {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// `", did you mean `x`?"`, or nothing.
pub(super) fn question(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!(", did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(nearest("tesitng", ["web", "testing", "oop"]).as_deref(), Some("testing"));
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
