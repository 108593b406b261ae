//! The kits in one file. Programs that merge files put the pages of several kits after each other.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::field_name::{is_on_one_page, split_question};

/// The last field on the score sheet.
const CLOSING_FIELD: &str = "keep-until";
/// A field on the first page, and on the score sheet.
const OPENING_FIELD: &str = "candidate";

/// The pages of each kit in a file; one for a file that is no merged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KitPages(pub(super) Vec<Range<usize>>);

/// A field as it stands in a file. Programs that copy pages also copy their fields, under the same name.
pub(super) struct FieldCopy<'n> {
    pub(super) name: &'n str,
    /// The pages of its widgets.
    pub(super) pages: Vec<usize>,
    /// The value, and the states that its buttons show.
    pub(super) values: Vec<String>,
}

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

    /// Returns one kit if the parts differ in nothing but the order and number of its pages: a question that stands
    /// twice has the same answers, and no part has a first page and questions of its own.
    pub(super) fn joined_if_one_kit(self, copies: &[FieldCopy<'_>]) -> Self {
        if self.0.len() == 1 || self.has_several_kits(copies) {
            return self;
        }
        let end = self.0.last().map_or(0, |pages| pages.end);
        Self(std::iter::once(0..end).collect())
    }

    fn has_several_kits(&self, copies: &[FieldCopy<'_>]) -> bool {
        let mut values: HashMap<&str, &[String]> = HashMap::new();
        let mut parts: Vec<(bool, BTreeSet<&str>)> = vec![(false, BTreeSet::new()); self.0.len()];
        for copy in copies {
            let kits: BTreeSet<usize> = copy.pages.iter().map(|page| self.kit_of(*page)).collect();
            // A field that several kits share has the answer of one of them.
            if is_on_one_page(copy.name) && kits.len() > 1 {
                return true;
            }
            if !kits.is_empty() && *values.entry(copy.name).or_insert(&copy.values) != copy.values {
                return true;
            }
            for kit in kits {
                let Some((has_opening, questions)) = parts.get_mut(kit) else { continue };
                *has_opening |= copy.name == OPENING_FIELD;
                questions.extend(split_question(copy.name).map(|(question, _)| question));
            }
        }
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for (has_opening, questions) in parts {
            if has_opening && !known.is_empty() && !questions.is_empty() && known.is_disjoint(&questions) {
                return true;
            }
            known.extend(questions);
        }
        false
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
    fn pages_of_one_kit_in_another_order_or_twice_are_one_kit() {
        let copy = |name: &'static str, pages: &[usize], value: &str| FieldCopy {
            name,
            pages: pages.to_vec(),
            values: vec![value.to_owned()],
        };
        let two = || KitPages(vec![0..2, 2..4]);
        let joined = |copies: &[FieldCopy<'_>]| two().joined_if_one_kit(copies).0.len() == 1;
        // Reversed: the score sheet, two questions, the first page.
        assert!(joined(&[
            copy("candidate", &[0, 3], "Ada"),
            copy("a/rating", &[0, 2], "3"),
            copy("a/notes", &[2], "")
        ]));
        // The page of a question twice.
        assert!(joined(&[
            copy("candidate", &[0], ""),
            copy("a/notes", &[1], "good"),
            copy("a/notes", &[2], "good")
        ]));
        assert!(!joined(&[copy("a/notes", &[1], "good"), copy("a/notes", &[2], "bad")]));
        // One field on the pages of two kits, whose answer is that of one of them.
        assert!(!joined(&[copy("a/notes", &[1, 2], "good")]));
        // Two kits of other questions, not filled in.
        let names = [("candidate", 0), ("a/notes", 1), ("candidate", 2), ("b/notes", 3)];
        assert!(!joined(&names.map(|(name, page)| copy(name, &[page], ""))));
        assert!(joined(&names.map(|(name, page)| copy(if page == 2 { "date" } else { name }, &[page], ""))));
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
