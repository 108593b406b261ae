//! Manifests and locks with any content: the reader ends with findings and never panics.

use interview_kit::batch::BatchLock;
use interview_kit::compare::{KitPair, KitSnapshot, Side, Wordings, compare, pair_kits};
use interview_kit::diag::{Sources, render};
use proptest::prelude::*;

use super::{read_manifest, read_manifests};

const GOOD: &str = include_str!("../../../assets/kits.toml");
const LOCK: &str = "schema = 1\nkits = 1\n\n[[kit]]\nname = \"a\"\nquestions = [\n    \"x 1\",\n    \"y 2\",\n]\nchecksum = \"6169a633dc2ec2870475a8c2528cead5\"\n\n[kit.asked]\nminutes = \"60\"\nseed = \"1\"\n";

/// Replaces a stretch of a text.
fn replace_stretch(text: &str, at: usize, length: usize, by: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (at, end) = (at % chars.len(), (at % chars.len() + length).min(chars.len()));
    chars[..at].iter().copied().chain(by.chars()).chain(chars[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_manifest_never_panics(at in 0_usize..9_999, length in 0_usize..40, by in "[\\[\\]{}=\"#a-z0-9., \n\r\u{0}é]{0,12}") {
        let whole = GOOD.replace("\n# ", "\n");
        for text in [&whole, GOOD] {
            // Findings can be shown: all places are in the text.
            let _ = read_manifest(&replace_stretch(text, at, length, &by));
        }
    }

    #[test]
    fn damaged_manifests_that_name_others_never_panic(
        at in prop::array::uniform2(0_usize..999), by in prop::array::uniform2("[\\[\\]\",=a-b#.\n]{0,9}")
    ) {
        let named = "schema = 1\nmanifests = [\"a\", \"b\"]\n[[kit]]\nname = \"x\"\n";
        let [first, second] = [0, 1].map(|n| replace_stretch(named, at[n], 3, &by[n]));
        let _ = read_manifests(&[("0", &first), ("a", &second), ("b", &first)]);
    }

    #[test]
    fn damaged_locks_are_compared_where_they_can_be_read(
        at in prop::array::uniform2(0_usize..999), by in prop::array::uniform2("[a-z0-9 ]{0,3}")
    ) {
        let side = |n: usize| {
            let text = replace_stretch(LOCK, at[n], 1, &by[n]);
            let lock = BatchLock::read_for_update("kits.lock", text, &mut Sources::default(), |_| true).ok()?;
            Some(Side { kits: lock.kits().iter().map(KitSnapshot::from).collect(), is_single: false })
        };
        let (Some(old), Some(new)) = (side(0), side(1)) else { return Ok(()) };
        for pair in pair_kits(&old, &new).unwrap() {
            if let KitPair::Both(old, new) = pair {
                let difference = compare(old, new, &Wordings::default());
                prop_assert!(difference.is_none() == (old == new));
            }
        }
    }

    #[test]
    fn a_damaged_lock_is_read_or_reported(at in 0_usize..999, length in 0_usize..20, by in "[\\[\\]{}=\"<>#a-z0-9., \n]{0,9}") {
        let mut sources = Sources::default();
        if let Err(finding) = BatchLock::read("kits.lock", replace_stretch(LOCK, at, length, &by), &mut sources) {
            assert!(!render::annotated(&[finding], &sources, false).is_empty());
        }
    }
}

#[test]
fn reading_and_writing_a_lock_changes_nothing() {
    let mut sources = Sources::default();
    let lock = BatchLock::read("kits.lock", LOCK.to_owned(), &mut sources).unwrap();
    assert!(lock.to_toml().unwrap().ends_with(LOCK));
}
