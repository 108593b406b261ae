//! The changes of a text, word by word; and its lines on a terminal.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_width::UnicodeWidthStr;

use super::sign::Sign;

/// The most pairs of words to compare. Longer texts are shown whole.
const MAX_WORD_PAIRS: usize = 1 << 20;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) sign: Sign,
    pub(crate) text: String,
    /// No space stands before the word.
    is_glued: bool,
}

/// Joins the old and the new text: removed words stand in `[-…-]`, added ones in `{+…+}`. Returns `None` if all
/// words stayed or fewer than half, because both texts are then easier to read one after the other.
pub(crate) fn diff_words(old: &str, new: &str) -> Option<Vec<Word>> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    if old.len().saturating_mul(new.len()) > MAX_WORD_PAIRS {
        return None;
    }
    let mut words = Vec::new();
    let mut stayed = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (removed, added) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            stayed += removed.len();
            words.extend(removed.iter().map(|word| plain_word(word)));
        } else {
            words.extend(mark_words(Sign::Removed, removed, ["[-", "-]"], false));
            words.extend(mark_words(Sign::Added, added, ["{+", "+}"], !removed.is_empty()));
        }
    }
    let is_close = stayed < old.len().max(new.len()) && stayed * 2 >= old.len().min(new.len()) && stayed > 0;
    is_close.then_some(words)
}

/// Splits a text into words without changes.
pub(crate) fn split_words(text: &str) -> Vec<Word> {
    text.split_whitespace().map(plain_word).collect()
}

fn plain_word(word: &str) -> Word {
    Word { sign: Sign::None, text: word.to_owned(), is_glued: false }
}

fn mark_words(sign: Sign, words: &[&str], [open, close]: [&str; 2], is_glued: bool) -> Vec<Word> {
    let last = words.len().saturating_sub(1);
    let mark = |(n, word): (usize, &&str)| {
        let (open, close) = (if n == 0 { open } else { "" }, if n == last { close } else { "" });
        Word { sign, text: format!("{open}{word}{close}"), is_glued: is_glued && n == 0 }
    };
    words.iter().enumerate().map(mark).collect()
}

/// Wraps words in lines of at most `columns`; a longer word has a line of its own.
pub(crate) fn wrap_words(words: &[Word], columns: usize) -> Vec<Vec<(Sign, String)>> {
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
    use super::{diff_words, split_words, wrap_words};

    fn render_diff(old: &str, new: &str, columns: usize) -> Option<String> {
        let lines = wrap_words(&diff_words(old, new)?, columns);
        let line = |line: &Vec<(_, String)>| line.iter().map(|(_, text)| text.as_str()).collect::<String>();
        Some(lines.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn removed_and_added_words_are_marked() {
        for (old, new, marked) in [
            ("a b c d", "a x c d", "a [-b-]{+x+} c d"),
            ("a b c", "a b c d e", "a b c {+d e+}"),
            ("a b c d e", "c d e", "[-a b-] c d e"),
        ] {
            assert_eq!(render_diff(old, new, 80).as_deref(), Some(marked));
        }
        for (old, new) in [("a b c", "x y z"), ("a b", "a\nb"), ("", "a"), ("a b c d e", "a x y z w")] {
            assert_eq!(diff_words(old, new), None, "{old} {new}");
        }
        assert_eq!(diff_words(&"a ".repeat(9_000), &"b ".repeat(9_000)), None, "too long to compare");
    }

    #[test]
    fn lines_fit_the_columns() {
        assert_eq!(
            render_diff("one two three four", "one two six four", 12).unwrap(),
            "one two\n[-three-]\n{+six+} four"
        );
        let lines = wrap_words(&split_words("aaaaaaaaaa bb cc"), 5);
        let words: Vec<usize> = lines.iter().map(Vec::len).collect();
        assert_eq!(words, [1, 3]);
    }
}
