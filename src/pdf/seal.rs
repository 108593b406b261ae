//! Seals: hashes by which a file that other programs saved anew is seen to have the pages and fields it
//! was built with. They keep mistakes from going unnoticed, not people who forge.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// The property that holds the seal of all page contents, in order.
pub(super) const PAGES: &str = "pages";
/// The property that holds the seal of the fields.
pub(super) const FIELDS: &str = "fields";
/// Hexadecimal digits of a seal.
pub(super) const DIGITS: usize = 32;

/// A seal in the making: the hash of texts in their order.
#[derive(Default)]
pub(super) struct Seal(Sha256);

impl Seal {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub(super) fn finish(self) -> String {
        let hash: [u8; 32] = self.0.finalize().into();
        let (halves, _) = hash.as_chunks::<16>();
        format!("{:032x}", u128::from_be_bytes(halves[0]))
    }
}

/// What can be filled into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Check = 1,
    Choice,
    Text,
}

/// The seal of fields, whatever their order.
pub(super) fn of_fields<'n>(fields: impl Iterator<Item = (&'n str, Kind)>) -> String {
    let fields: BTreeSet<(&str, Kind)> = fields.collect();
    let mut seal = Seal::default();
    for (name, kind) in fields {
        seal.add(name.as_bytes());
        seal.add(&[kind as u8]);
    }
    seal.finish()
}
