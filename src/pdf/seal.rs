//! Seals: hashes that show whether a file still has the pages and fields it was built with.
//!
//! They survive other programs that save the file again. They reveal mistakes; they do not stop forgers.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// The metadata property with the seal of all page contents, in order.
pub(super) const PAGES_PROPERTY: &str = "pages";
/// The metadata property with the seal of the fields.
pub(super) const FIELDS_PROPERTY: &str = "fields";
/// The number of hexadecimal digits of a seal.
pub(super) const SEAL_DIGITS: usize = 32;

/// Hashes a sequence of byte strings into a seal.
#[derive(Default)]
pub(super) struct SealBuilder(Sha256);

impl SealBuilder {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.start(bytes.len());
        self.add_part(bytes);
    }

    /// Adds one byte string of this length that comes in parts.
    pub(super) fn start(&mut self, length: usize) {
        self.0.update((length as u64).to_le_bytes());
    }

    /// Adds the next part.
    pub(super) fn add_part(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(super) fn finish(self) -> String {
        let hash: [u8; 32] = self.0.finalize().into();
        let (halves, _) = hash.as_chunks::<16>();
        format!("{:032x}", u128::from_be_bytes(halves[0]))
    }
}

/// The kind of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldKind {
    Check = 1,
    Choice,
    Text,
}

/// Returns the seal of fields, which does not depend on their order.
pub(super) fn seal_fields<'n>(fields: impl Iterator<Item = (&'n str, FieldKind)>) -> String {
    let fields: BTreeSet<(&str, FieldKind)> = fields.collect();
    let mut seal = SealBuilder::default();
    for (name, kind) in fields {
        seal.add(name.as_bytes());
        seal.add(&[kind as u8]);
    }
    seal.finish()
}
