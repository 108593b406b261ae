//! The line of a page that names the person a copy is for.

use super::fold::{FoldedWord, fold_words};

/// The most words of a person's name.
const NAME_MAX_WORDS: usize = 24;

/// Returns the name in the line, and the text without all such lines. The line is given around the name.
pub(super) fn split_off(text: &str, (before, after): (&str, &str)) -> (Option<String>, String) {
    let words = fold_words(text);
    let (before, after) = (fold_words(before), fold_words(after));
    let mut name = None;
    let mut rest = String::new();
    let mut kept = 0;
    let mut at = 0;
    while !after.is_empty() && at + after.len() <= words.len() {
        if !is_sequence(&words[at..], &after) {
            at += 1;
            continue;
        }
        let earliest = at.saturating_sub(NAME_MAX_WORDS + before.len());
        let start = (earliest..at).rev().find(|start| is_sequence(&words[*start..], &before));
        if let Some(start) = start.filter(|_| !before.is_empty()) {
            let of_name =
                words.get(start + before.len()).zip(at.checked_sub(1).and_then(|last| words.get(last)));
            let found = of_name.and_then(|(first, last)| text.get(first.start..last.end));
            name = name.or(found.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")));
            rest.extend(text.get(kept..words[start].start));
            kept = words[at + after.len() - 1].end;
        }
        at += after.len();
    }
    rest.extend(text.get(kept..));
    (name.filter(|name| !name.is_empty()), rest)
}

fn is_sequence(words: &[FoldedWord], wanted: &[FoldedWord]) -> bool {
    words.len() >= wanted.len() && words.iter().zip(wanted).all(|(word, wanted)| word.folded == wanted.folded)
}

#[cfg(test)]
mod tests {
    use super::split_off;

    #[test]
    fn the_line_is_found_and_nothing_else() {
        let line = ("For ", " only. Please do not pass it on.");
        let text = "Notes for you only.  For Ada  Example only. Please do not pass it on. Page 1";
        let (name, rest) = split_off(text, line);
        assert_eq!(name.as_deref(), Some("Ada Example"));
        assert_eq!(rest, "Notes for you only.  . Page 1");
        assert_eq!(split_off("Please ask.", line), (None, "Please ask.".to_owned()));
    }
}
