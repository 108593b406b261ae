//! The words of a text, and the stems that they are compared by.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Splits a text into words in small letters. `asyncio.gather` and `snake_case` are two words each.
pub(super) fn split_words(text: &str) -> impl Iterator<Item = String> {
    let text = text.nfkc().collect::<String>().to_lowercase();
    let words: Vec<String> = text
        .unicode_words()
        .flat_map(|word| word.split(['.', '_', ':']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// The stems of words in one language.
pub(super) struct Stems {
    /// None if there are no rules for the language; words are then their own stems.
    stemmer: Option<Stemmer>,
    /// The stems of the words met so far.
    known: HashMap<String, String>,
}

impl Stems {
    /// Makes the stems of a language, by its BCP 47 tag.
    pub(super) fn new(language: &str) -> Self {
        let stemmer = stem_rules(language).map(Stemmer::create);
        Self { stemmer, known: HashMap::new() }
    }

    /// Returns the stem of a word in small letters.
    pub(super) fn stem_of(&self, word: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        }
    }

    /// Returns the stems of a text, separated by spaces.
    pub(super) fn stem_text(&mut self, text: &str) -> String {
        let mut stemmed = String::with_capacity(text.len());
        for word in split_words(text) {
            if !self.known.contains_key(&word) {
                let stem = self.stem_of(&word);
                self.known.insert(word.clone(), stem);
            }
            stemmed.push_str(self.known.get(&word).unwrap_or(&word));
            stemmed.push(' ');
        }
        stemmed
    }
}

/// Returns the rules for the stems of a language.
fn stem_rules(language: &str) -> Option<Algorithm> {
    Some(match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Stems, split_words};

    #[test]
    fn names_of_code_are_several_words() {
        let words: Vec<String> = split_words("`asyncio.gather(*tasks)`, max_size; Don't ÉTÉ").collect();
        assert_eq!(words, ["asyncio", "gather", "tasks", "max", "size", "don't", "été"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem_in_their_language_only() {
        let english = Stems::new("en-GB");
        assert_eq!(english.stem_of("indexes"), english.stem_of("indexing"));
        assert_eq!(Stems::new("xx").stem_of("indexes"), "indexes");
    }
}
