//! `list --search`: questions that hold some words, the best match first.

use anyhow::{Result, bail};

use crate::bank::search::{SEARCH_MAX_WORDS, SearchResult, UnknownWord, search_questions, search_words};
use crate::bank::{Bank, Question};
use crate::diag::codes::{self, Code};
use crate::diag::suggest::did_you_mean;
use crate::diag::{Diagnostic, Severity};

/// Returns the words of `--search`.
pub(super) fn read_words(text: &str) -> Result<Vec<String>> {
    let words = search_words(text);
    match words.len() {
        0 => bail!("--search: `{text}` has no word to search for"),
        1..=SEARCH_MAX_WORDS => Ok(words),
        count => bail!("--search has {count} words: use {SEARCH_MAX_WORDS} at most"),
    }
}

/// Returns the questions that hold the words, or nothing if the bank has none of the words. Reports each word that the
/// bank does not have, and words that no question holds together.
pub(super) fn search<'b>(
    bank: &'b Bank,
    among: &[&'b Question],
    words: &[String],
    findings: &mut Vec<Diagnostic>,
) -> Option<Vec<&'b Question>> {
    let SearchResult { questions, has_all_words, known_words, unknown_words } =
        search_questions(bank, among, words);
    let severity = if known_words.is_empty() { Severity::Error } else { Severity::Warning };
    findings.extend(unknown_words.iter().map(|unknown| report_unknown(unknown, severity)));
    if known_words.is_empty() {
        return None;
    }
    let list = known_words.join("`, `");
    if questions.is_empty() {
        let message = format!("no question that passes the filters holds `{list}`");
        findings.push(note(&codes::select::SEARCH_FILTERED, message, "leave a filter out"));
    } else if !has_all_words {
        let message = format!("no question holds `{list}` together: these hold the most of them");
        findings.push(note(&codes::select::SEARCH_PARTIAL, message, "search for fewer words"));
    }
    Some(questions)
}

fn report_unknown(unknown: &UnknownWord, severity: Severity) -> Diagnostic {
    let UnknownWord { word, similar } = unknown;
    let message = format!("no question of the bank holds `{word}`{}", did_you_mean(similar.as_deref()));
    let finding = Diagnostic::error(&codes::select::UNKNOWN_WORD, message);
    Diagnostic { severity, ..finding }
}

fn note(code: &'static Code, message: String, help: &str) -> Diagnostic {
    Diagnostic::note(code, message).help(help)
}
