//! What changed of a text, word by word; and lines as wide as a terminal.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_width::UnicodeWidthStr;

use super::narrate::Sign;

/// Pairs of words that are compared at most: longer texts are shown whole.
const PAIRS: usize = 1 << 20;

/// A word, and whether it went or came. `is_glued`: no space stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) sign: Sign,
    pub(crate) text: String,
    is_glued: bool,
}

/// A text as it was and is in one: words that went stand in `[-…-]`, those that came in `{+…+}`. Nothing where
/// less than half of the words stayed, or all of them: both are easier to read one after the other then.
pub(crate) fn reworded(old: &str, new: &str) -> Option<Vec<Word>> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    if old.len().saturating_mul(new.len()) > PAIRS {
        return None;
    }
    let mut words = Vec::new();
    let mut stayed = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (went, came) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            stayed += went.len();
            words.extend(went.iter().map(|word| plain(word)));
        } else {
            words.extend(marked(Sign::Removed, went, ["[-", "-]"], false));
            words.extend(marked(Sign::Added, came, ["{+", "+}"], !went.is_empty()));
        }
    }
    let is_close = stayed < old.len().max(new.len()) && stayed * 2 >= old.len().min(new.len()) && stayed > 0;
    is_close.then_some(words)
}

/// A text word by word, nothing of it changed.
pub(crate) fn unchanged(text: &str) -> Vec<Word> {
    text.split_whitespace().map(plain).collect()
}

fn plain(word: &str) -> Word {
    Word { sign: Sign::None, text: word.to_owned(), is_glued: false }
}

fn marked(sign: Sign, words: &[&str], [open, close]: [&str; 2], is_glued: bool) -> Vec<Word> {
    let last = words.len().saturating_sub(1);
    let mark = |(n, word): (usize, &&str)| {
        let (open, close) = (if n == 0 { open } else { "" }, if n == last { close } else { "" });
        Word { sign, text: format!("{open}{word}{close}"), is_glued: is_glued && n == 0 }
    };
    words.iter().enumerate().map(mark).collect()
}

/// Words in lines of so many columns; one that is longer has a line of its own.
pub(crate) fn wrapped(words: &[Word], columns: usize) -> Vec<Vec<(Sign, String)>> {
    let (mut lines, mut used) = (vec![Vec::new()], 0);
    for word in words {
        let wide = word.text.width();
        let space = usize::from(used > 0 && !word.is_glued);
        if used > 0 && used + space + wide > columns {
            lines.push(Vec::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 && space > 0 {
                line.push((Sign::None, " ".to_owned()));
                used += 1;
            }
            line.push((word.sign, word.text.clone()));
            used += wide;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{reworded, unchanged, wrapped};

    fn shown(old: &str, new: &str, columns: usize) -> Option<String> {
        let lines = wrapped(&reworded(old, new)?, columns);
        let line = |line: &Vec<(_, String)>| line.iter().map(|(_, text)| text.as_str()).collect::<String>();
        Some(lines.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn words_that_went_and_came_are_marked() {
        for (old, new, marked) in [
            ("a b c d", "a x c d", "a [-b-]{+x+} c d"),
            ("a b c", "a b c d e", "a b c {+d e+}"),
            ("a b c d e", "c d e", "[-a b-] c d e"),
        ] {
            assert_eq!(shown(old, new, 80).as_deref(), Some(marked));
        }
        for (old, new) in [("a b c", "x y z"), ("a b", "a\nb"), ("", "a"), ("a b c d e", "a x y z w")] {
            assert_eq!(reworded(old, new), None, "{old} {new}");
        }
        assert_eq!(reworded(&"a ".repeat(9_000), &"b ".repeat(9_000)), None, "too long to compare");
    }

    #[test]
    fn lines_are_no_wider_than_they_may_be() {
        assert_eq!(
            shown("one two three four", "one two six four", 12).unwrap(),
            "one two\n[-three-]\n{+six+} four"
        );
        let lines = wrapped(&unchanged("aaaaaaaaaa bb cc"), 5);
        let words: Vec<usize> = lines.iter().map(Vec::len).collect();
        assert_eq!(words, [1, 3]);
    }
}
