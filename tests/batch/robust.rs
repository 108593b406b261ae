//! Manifests and locks that hold anything at all: no end but a finding.

use interview_kit::batch::BatchLock;
use interview_kit::diag::{Sources, render};
use proptest::prelude::*;

use crate::read;

const GOOD: &str = include_str!("../../assets/kits.toml");
const LOCK: &str = "schema = 1\n\n[[kit]]\nname = \"a\"\nquestions = [\n    \"x 1\",\n    \"y 2\",\n]\n\n[kit.asked]\nseed = \"1\"\n";

/// A text with a stretch of it replaced.
fn torn(text: &str, at: usize, length: usize, by: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (at, end) = (at % chars.len(), (at % chars.len() + length).min(chars.len()));
    chars[..at].iter().copied().chain(by.chars()).chain(chars[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_torn_manifest_is_read_to_its_end(at in 0_usize..9_999, length in 0_usize..40, by in "[\\[\\]{}=\"#a-z0-9., \n\r\u{0}é]{0,12}") {
        let whole = GOOD.replace("\n# ", "\n");
        for text in [&whole, GOOD] {
            // What is said of it can be shown: all places are in the text.
            let _ = read(&torn(text, at, length, &by));
        }
    }

    #[test]
    fn a_torn_lock_is_read_or_explained(at in 0_usize..999, length in 0_usize..20, by in "[\\[\\]{}=\"<>#a-z0-9., \n]{0,9}") {
        let mut sources = Sources::default();
        if let Err(finding) = BatchLock::read("kits.lock", torn(LOCK, at, length, &by), &mut sources) {
            assert!(!render::text(&[finding], &sources, false).is_empty());
        }
    }
}

#[test]
fn what_a_lock_says_is_written_the_same_again() {
    let mut sources = Sources::default();
    let lock = BatchLock::read("kits.lock", LOCK.to_owned(), &mut sources).unwrap();
    assert!(lock.text().unwrap().ends_with(LOCK));
}
