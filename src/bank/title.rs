//! The title of a question as kits and lists show it, and the questions that no kit holds together.

use super::limits::TITLE_MAX_CHARS;
use super::markup::plain;
use super::model::Question;

impl Question {
    /// Returns the title without markup, or else the first words of the prompt: one line of at most
    /// [`TITLE_MAX_CHARS`] characters.
    #[must_use]
    pub fn title_text(&self) -> String {
        let title = self.title.as_ref().unwrap_or(&self.prompt);
        shorten(&plain(&title.value))
    }

    /// Returns the first words of the prompt without markup: one line of at most [`TITLE_MAX_CHARS`] characters.
    #[must_use]
    pub fn prompt_start(&self) -> String {
        shorten(&plain(&self.prompt.value))
    }

    /// Returns true if no kit holds both questions: they are of one group, or one names the other in `never_with`.
    #[must_use]
    pub fn excludes(&self, other: &Self) -> bool {
        (self.group.is_some() && self.group == other.group)
            || self.never_with.contains(&other.id)
            || other.never_with.contains(&self.id)
    }
}

/// Returns the start of a text on one line, cut at a word.
fn shorten(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let word_length = word.chars().count() + usize::from(length > 0);
        // The mark of a cut needs room too.
        let room = TITLE_MAX_CHARS - length;
        let is_last = word_length <= room && words.clone().next().is_none();
        if !is_last && word_length >= room {
            return cut_line(line, word);
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += word_length;
    }
    line
}

/// Marks a line as cut before `word`. A first word that is longer than the line is cut within.
fn cut_line(mut line: String, word: &str) -> String {
    if line.is_empty() {
        line.extend(word.chars().take(TITLE_MAX_CHARS - 1));
    }
    line.truncate(line.trim_end_matches([' ', ',', ';', ':', '–', '-', '(']).len());
    line.push('…');
    line
}
