//! The reproducible draw.
//!
//! A key decides everything that is left to chance: a number computed from the seed, the role, the
//! levels and an id, and from nothing else. Of each category, the questions with the smallest keys
//! are drawn. The draw therefore ignores the order of a file, the wording of a question and the
//! other questions. Kits of different roles or levels draw independently, even with equal seeds.
//!
//! # The algorithm, version 2
//!
//! A kit locked years ago must be drawn again unchanged, so a better draw would need a version of
//! its own.
//!
//! 1. `digest` = SHA-256 of these bytes, one after the other:
//!    - the 22 ASCII characters `interview-kit/draw/v2/`;
//!    - one byte: `q` for a question, `c` for a category, `s` for a seed;
//!    - the seed as eight bytes, least significant first;
//!    - one byte for the levels asked for: the sum of 1 for junior, 2 for mid, 4 for senior and 8
//!      for lead; 0 if any level is allowed;
//!    - the length of the role's id in bytes as four bytes, least significant first, then the id in
//!      UTF-8; without a role the length is 0;
//!    - for a category: the number of its lot as four bytes, least significant first;
//!    - the id of the question or the category in UTF-8; for a seed the name of the kit, if the seed
//!      is to differ by name.
//! 2. Run `ChaCha` with 8 rounds, key `digest`, a nonce of zeros and a block counter from zero.
//! 3. The key is the first eight bytes of its stream, read least significant first.
//!
//! Smaller keys come first; equal keys go by id, compared as bytes. A category draws as many lots,
//! numbered from 0, as its weight says; its smallest lot counts.
//!
//! A seed that nobody names is the remainder of the key of kind `s` with the seed 0, divided by
//! 2³².

use std::io;

use rand::rngs::{ChaCha8Rng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use sha2::{Digest, Sha256};

use crate::bank::Seniority;

const DOMAIN_PREFIX: &[u8] = b"interview-kit/draw/v2/";

/// The keys of one draw: those of a seed, a role and the levels asked for.
#[derive(Debug, Clone)]
pub struct DrawKeys {
    seed: u64,
    hash_of_context: [Sha256; 2],
}

impl DrawKeys {
    /// Returns the keys of a draw. `role` is the id of the role; empty `levels` allow any level.
    #[must_use]
    pub fn new(seed: u64, role: Option<&str>, levels: &[Seniority]) -> Self {
        let hash_of_context = [b'q', b'c'].map(|kind| hash_context(kind, seed, role, levels));
        Self { seed, hash_of_context }
    }

    /// Returns the seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the key of a question. The questions with the smallest keys of a category are drawn.
    #[must_use]
    pub fn question(&self, id: &str) -> u64 {
        let [questions, _] = &self.hash_of_context;
        finish_key(questions.clone().chain_update(id))
    }

    /// Returns the key of a category: the smallest of its lots, one for each unit of weight. With fewer
    /// places than categories, those with the smallest keys get one.
    #[must_use]
    pub fn category(&self, id: &str, weight: u32) -> u64 {
        let [_, categories] = &self.hash_of_context;
        let lot =
            |number: u32| finish_key(categories.clone().chain_update(number.to_le_bytes()).chain_update(id));
        (0..weight.max(1)).map(lot).min().unwrap_or(u64::MAX)
    }
}

/// Returns the seed of a kit for which nobody names a number. It depends on the role, the levels and, if given, the
/// name of the kit. It is below 2³², short enough to be typed again.
#[must_use]
pub fn derived_seed(role: Option<&str>, levels: &[Seniority], kit_name: Option<&str>) -> u64 {
    let hasher = hash_context(b's', 0, role, levels).chain_update(kit_name.unwrap_or_default());
    finish_key(hasher) % (1 << 32)
}

fn hash_context(kind: u8, seed: u64, role: Option<&str>, levels: &[Seniority]) -> Sha256 {
    let level_bits = levels.iter().fold(0_u8, |bits, level| bits | 1 << (*level as u8));
    let role = role.unwrap_or_default();
    Sha256::new()
        .chain_update(DOMAIN_PREFIX)
        .chain_update([kind])
        .chain_update(seed.to_le_bytes())
        .chain_update([level_bits])
        .chain_update((role.len() as u32).to_le_bytes())
        .chain_update(role)
}

fn finish_key(hasher: Sha256) -> u64 {
    ChaCha8Rng::from_seed(hasher.finalize().into()).next_u64()
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
    use Seniority::{Junior, Lead, Mid, Senior};

    /// Another program computed these numbers from the description above. They never change.
    #[test]
    fn keys_match_the_description() {
        let key = |seed, role, levels: &[Seniority], id| DrawKeys::new(seed, role, levels).question(id);
        let (python, rust) = (Some("python-developer"), Some("rust-developer"));
        assert_eq!(key(1, python, &[Mid], "py-core-strengths"), 0xcb77_5ef9_5f3e_7c3f);
        assert_eq!(key(7, python, &[Mid], "py-core-strengths"), 0x47b4_b3e2_fb60_e0ef);
        assert_eq!(key(7, rust, &[Mid], "py-core-strengths"), 0x45f2_c0f6_1a13_e8e1);
        assert_eq!(key(7, python, &[Senior, Mid], "py-core-strengths"), 0x1481_1eeb_4759_fdf8);
        assert_eq!(key(7, None, &[], ""), 0xeec2_66f4_dda6_ef2a);
        let all = [Junior, Mid, Senior, Lead];
        assert_eq!(key(u64::MAX, Some("größe"), &all, "größe"), 0x447f_0dba_bf0f_82c3);
    }

    #[test]
    fn the_key_of_a_category_is_the_smallest_of_its_lots() {
        let keys = DrawKeys::new(7, Some("dev"), &[Mid]);
        assert_eq!(keys.category("sql", 1), 0x797b_b797_ef7c_b208);
        assert_eq!(keys.category("sql", 4), 0x681b_c29b_3f6f_0abb);
    }

    #[test]
    fn a_derived_seed_depends_on_role_levels_and_name() {
        let seed = |levels: &[Seniority], name| derived_seed(Some("python-developer"), levels, name);
        assert_eq!(seed(&[Mid], None), 2_058_526_781);
        assert_eq!(seed(&[Senior], None), 1_598_826_321);
        assert_eq!(seed(&[Mid], Some("team-a")), 2_618_084_469);
        assert_eq!(derived_seed(None, &[], None), 1_678_731_075);
    }

    #[test]
    fn the_order_of_twenty_questions_matches_the_description() {
        let mut ids: Vec<String> = (0..20).map(|number| format!("q{number:02}")).collect();
        let keys = DrawKeys::new(7, None, &[]);
        ids.sort_by_key(|id| keys.question(id));
        assert_eq!(ids[..5], ["q05", "q16", "q14", "q04", "q18"]);
    }

    #[test]
    fn random_seeds_differ() {
        let seeds: Vec<u64> = (0..4).map(|_| random_seed().unwrap()).collect();
        assert!(seeds.windows(2).any(|pair| pair[0] != pair[1]));
    }
}
