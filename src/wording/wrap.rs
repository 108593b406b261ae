//! Text as lines of a given width.

use textwrap::{Options, WordSeparator, WordSplitter};

/// The least width of a line, so that deep indents on a narrow terminal leave room for words.
const MIN_COLUMNS: usize = 20;

/// Breaks a paragraph into lines of at most `columns`. The first line starts with `first`, the others with as many
/// spaces. A longer word, such as a command or an id, stays whole.
#[must_use]
pub fn wrap_paragraph(text: &str, first: &str, columns: usize) -> String {
    let indent = " ".repeat(textwrap::core::display_width(first));
    let options = Options::new(columns.max(indent.len() + MIN_COLUMNS))
        .initial_indent(first)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(text, options) + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrap_paragraph;

    #[test]
    fn lines_fit_and_hang_below_the_first_word() {
        let text = wrap_paragraph("one two three four five six seven", "- ", 22);
        assert_eq!(text, "- one two three four\n  five six seven\n");
    }

    #[test]
    fn an_id_stays_whole_and_wide_characters_count_twice() {
        let id = "a-very-long-id-of-a-question";
        assert_eq!(wrap_paragraph(&format!("see {id} twice"), "", 20), format!("see\n{id}\ntwice\n"));
        assert_eq!(wrap_paragraph("質問質問質問質問質問質問", "", 20), "質問質問質問質問質問\n質問\n");
    }
}
