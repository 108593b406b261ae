//! The reproducible draw.
//!
//! A key decides everything that is left to chance: a number computed from the seed and an id,
//! and from nothing else. Of each category, the questions with the smallest keys are drawn. The draw
//! therefore ignores the order of a file, the wording of a question and the other questions. An
//! added question takes at most one place from another.
//!
//! # The algorithm
//!
//! It never changes, because a kit locked years ago must be drawn again unchanged. A better draw
//! would need a version of its own.
//!
//! 1. `digest` = SHA-256 of these bytes, one after the other:
//!    - the 22 ASCII characters `interview-kit/draw/v1/`;
//!    - one byte: `q` for a question, `c` for a category;
//!    - the seed as eight bytes, least significant first;
//!    - the id in UTF-8.
//! 2. Run `ChaCha` with 8 rounds, key `digest`, a nonce of zeros and a block counter from zero.
//! 3. The key is the first eight bytes of its stream, read least significant first.
//!
//! Smaller keys come first; equal keys go by id, compared as bytes.

use std::io;

use rand::rngs::{ChaCha8Rng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use sha2::{Digest, Sha256};

const DOMAIN_PREFIX: &[u8] = b"interview-kit/draw/v1/";

/// Returns the key of a question. The questions with the smallest keys of a category are drawn.
#[must_use]
pub fn question_key(seed: u64, id: &str) -> u64 {
    draw_key(b'q', seed, id)
}

/// Returns the key of a category. With fewer places than categories, those with the smallest keys
/// get one.
#[must_use]
pub fn category_key(seed: u64, id: &str) -> u64 {
    draw_key(b'c', seed, id)
}

fn draw_key(kind: u8, seed: u64, id: &str) -> u64 {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(DOMAIN_PREFIX)
        .chain_update([kind])
        .chain_update(seed.to_le_bytes())
        .chain_update(id.as_bytes())
        .finalize()
        .into();
    ChaCha8Rng::from_seed(digest).next_u64()
}

/// Returns a random seed from the operating system, short enough to be typed again.
pub fn random_seed() -> io::Result<u64> {
    SysRng.try_next_u32().map(u64::from).map_err(io::Error::other)
}

/// Returns a random encryption key for a protected file, from the operating system.
pub fn random_file_key() -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    SysRng.try_fill_bytes(&mut key).map_err(io::Error::other)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another program computed these numbers from the description above. They never change.
    #[test]
    fn keys_match_the_description() {
        assert_eq!(question_key(1, "py-core-strengths"), 0xb367_baac_11d3_636d);
        assert_eq!(question_key(7, "py-core-strengths"), 0x4d87_57e4_f7fb_144b);
        assert_eq!(question_key(7, ""), 0x6a16_dc8a_6793_723a);
        assert_eq!(question_key(u64::MAX, "größe"), 0x6f18_a5a9_8a01_f82d);
        assert_eq!(category_key(7, "testing"), 0xcb9e_5b7c_4fb8_f2db);
    }

    #[test]
    fn the_order_of_twenty_questions_matches_the_description() {
        let mut ids: Vec<String> = (0..20).map(|number| format!("q{number:02}")).collect();
        ids.sort_by_key(|id| question_key(7, id));
        assert_eq!(ids[..5], ["q04", "q06", "q10", "q03", "q08"]);
    }

    #[test]
    fn a_question_and_a_category_with_the_same_id_have_different_keys() {
        assert_ne!(question_key(7, "testing"), category_key(7, "testing"));
    }

    #[test]
    fn random_seeds_differ() {
        let seeds: Vec<u64> = (0..4).map(|_| random_seed().unwrap()).collect();
        assert!(seeds.windows(2).any(|pair| pair[0] != pair[1]));
    }
}
