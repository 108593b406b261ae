//! The pages of a kit as it was built, which say what of an altered page is the kit's own.

use std::collections::HashMap;

use super::fold::{FoldedWord, fold_words};
use super::name_part::squeeze;

/// A word that more pages have does not show which page an altered page was.
const RARE_WORD_MAX_PAGES: usize = 3;

/// The pages of a kit as it was built.
#[derive(Debug, Default)]
pub(super) struct PrintedPages {
    pages: Vec<PrintedPage>,
    /// The pages of each word.
    pages_of: HashMap<String, Vec<usize>>,
}

/// The words of one page.
#[derive(Debug, Default)]
pub(super) struct PrintedPage {
    /// The number of times that the page has each word, with and without a capital.
    counts: HashMap<(String, bool), usize>,
    /// All words in one.
    squeezed: String,
}

impl PrintedPages {
    /// Adds the text of the next page.
    pub(super) fn add(&mut self, text: &str) {
        let words = fold_words(text);
        let mut page = PrintedPage { squeezed: squeeze(&words), ..PrintedPage::default() };
        for word in words {
            let pages = self.pages_of.entry(word.folded.clone()).or_default();
            if pages.last() != Some(&self.pages.len()) {
                pages.push(self.pages.len());
            }
            *page.counts.entry((word.folded, word.is_capital)).or_default() += 1;
        }
        self.pages.push(page);
    }

    /// Returns the page that shares the most rare words with an altered page; else the page in its place.
    pub(super) fn most_similar(&self, text: &str, index: usize) -> Option<&PrintedPage> {
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for word in fold_words(text) {
            let pages = self.pages_of.get(&word.folded).filter(|pages| pages.len() <= RARE_WORD_MAX_PAGES);
            for page in pages.into_iter().flatten() {
                *votes.entry(*page).or_default() += 1;
            }
        }
        let best = votes.into_iter().max_by_key(|(page, votes)| (*votes, std::cmp::Reverse(*page)));
        self.pages.get(best.map_or(index, |(page, _)| page))
    }
}

impl PrintedPage {
    /// Returns true if the page has a word at least this many times.
    pub(super) fn has(&self, word: &FoldedWord, count: usize) -> bool {
        self.counts.get(&(word.folded.clone(), word.is_capital)).is_some_and(|printed| count <= *printed)
    }

    /// Returns true if the page has these letters in a row, across its words.
    pub(super) fn has_letters(&self, letters: &str) -> bool {
        self.squeezed.contains(letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_altered_page_is_compared_with_the_page_it_was() {
        let mut printed = PrintedPages::default();
        printed.add("Page one of two: Max and joins");
        printed.add("Page two of two: loops and more");
        let word = |text: &str| fold_words(text).remove(0);
        // The first page was removed.
        let page = printed.most_similar("Page two of two: loops and more Max", 0).unwrap();
        assert!(page.has(&word("Page"), 1) && !page.has(&word("Page"), 2) && !page.has(&word("Max"), 1));
        let page = printed.most_similar("max joins", 1).unwrap();
        assert!(page.has(&word("Max"), 1) && !page.has(&word("max"), 1) && page.has_letters("maxand"));
        assert!(printed.most_similar("else", 1).unwrap().has(&word("loops"), 1));
        assert!(printed.most_similar("else", 2).is_none());
    }
}
