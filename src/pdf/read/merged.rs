//! The kits in one file. Programs that merge files put the pages of several kits after each other.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::field_name::is_on_one_page;

/// The last field on the score sheet.
const CLOSING_FIELD: &str = "keep-until";
/// A field on the first page, and on the score sheet.
const OPENING_FIELD: &str = "candidate";

/// The pages of each kit in a file; one for a file that is no merged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KitPages(pub(super) Vec<Range<usize>>);

impl KitPages {
    /// Finds the kits by the fields on each page. A kit starts where a field comes again that a kit has on one page
    /// only, or where a first page follows a score sheet.
    pub(super) fn find(pages: &[BTreeSet<&str>], is_kit: bool) -> Self {
        let mut starts = vec![0];
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (page, names) in pages.iter().enumerate().filter(|_| is_kit) {
            let is_repeated = |name: &&str| is_on_one_page(name) && seen.contains_key(name);
            let follows_closing = names.contains(OPENING_FIELD) && seen.contains_key(CLOSING_FIELD);
            if names.iter().any(is_repeated) || follows_closing {
                starts.push(page);
                seen.clear();
            }
            seen.extend(names.iter().map(|name| (*name, page)));
        }
        let ends = starts.iter().skip(1).copied().chain([pages.len()]);
        Self(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
    }

    /// Returns the index of the kit that a page belongs to.
    pub(super) fn kit_of(&self, page: usize) -> usize {
        self.0.partition_point(|pages| pages.end <= page).min(self.0.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pages: &[&[&str]]) -> Vec<(usize, usize)> {
        let pages: Vec<BTreeSet<&str>> = pages.iter().map(|names| names.iter().copied().collect()).collect();
        KitPages::find(&pages, true).0.iter().map(|pages| (pages.start, pages.end)).collect()
    }

    const COVER: &[&str] = &["candidate", "date", "interviewer", "reference"];
    const SHEET: &[&str] = &["candidate", "date", "a/rating", "b/rating", "mean", "keep-until"];

    #[test]
    fn one_kit_is_one_kit() {
        assert_eq!(found(&[COVER, &[], &["a/rating", "a/notes"], &["b/rating"], SHEET, &[]]), [(0, 6)]);
        assert_eq!(found(&[]), [(0, 0)]);
        assert_eq!(found(&[&["candidate", "date", "a/notes"], &["b/notes"]]), [(0, 2)]);
    }

    #[test]
    fn merged_kits_are_found_by_what_comes_again() {
        let (a, b): (&[&str], &[&str]) = (&["a/rating", "a/notes"], &["b/rating", "b/notes"]);
        assert_eq!(found(&[COVER, a, b, SHEET, COVER, a, b, SHEET]), [(0, 4), (4, 8)]);
        // Without the first page of the second kit.
        assert_eq!(found(&[COVER, a, b, SHEET, a, b, SHEET, COVER, a]), [(0, 4), (4, 7), (7, 9)]);
        // A kit and the sheet of a candidate who was asked other questions.
        assert_eq!(found(&[COVER, a, SHEET, &["candidate", "date", "c/notes"]]), [(0, 3), (3, 4)]);
    }
}
