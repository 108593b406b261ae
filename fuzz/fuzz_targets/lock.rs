//! Any two texts as locks: reading, writing and comparing them.

#![no_main]

use interview_kit::batch::BatchLock;
use interview_kit::compare::{KitPair, KitSnapshot, Side, Wordings, compare, pair_kits};
use interview_kit::diag::{Sources, render};
use interview_kit::kit::KitLock;
use interview_kit_fuzz::FILE_LINE;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once(FILE_LINE).unwrap_or((text, text));
    let sides: Vec<Side> = [old, new].into_iter().filter_map(side).collect();
    let [old, new] = &sides[..] else { return };
    let mut kits = 0;
    for pair in pair_kits(old, new).unwrap_or_default() {
        kits += 1;
        if let KitPair::Both(old, new) = pair {
            let (there, back) =
                (compare(old, new, &Wordings::default()), compare(new, old, &Wordings::default()));
            assert!(there.added.len() == back.removed.len() && there.moved.len() == back.moved.len());
            assert!(compare(old, old, &Wordings::default()).is_none());
        }
    }
    assert!(kits <= old.kits.len() + new.kits.len());
});

fn side(text: &str) -> Option<Side> {
    if text.starts_with('{') {
        let lock: KitLock = serde_json::from_str(text).ok()?;
        return Some(Side { kits: vec![KitSnapshot::from_kit_lock(&lock, None)], is_single: true });
    }
    let mut sources = Sources::default();
    // Most inputs are edited locks, which are refused only once they are read.
    match BatchLock::read_for_update("kits.lock", text.to_owned(), &mut sources, |_| true) {
        Ok(lock) => {
            // A lock is written as it was read.
            let again = lock.to_toml().expect("a lock that was read can be written");
            let again = BatchLock::read_for_update("kits.lock", again, &mut sources, |_| true)
                .expect("what is written can be read");
            assert!(again == lock);
            Some(Side { kits: lock.kits().iter().map(KitSnapshot::from).collect(), is_single: false })
        }
        Err(finding) => {
            let _ = render::annotated(&[finding], &sources, false);
            None
        }
    }
}
