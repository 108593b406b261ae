//! Codes of mistakes in a bank.

use super::code::Family;
use super::{bank_entries, bank_file, bank_rubric};

pub use super::bank_entries::*;
pub use super::bank_file::*;
pub use super::bank_rubric::*;

/// Mistakes in the TOML files of a question bank.
pub(super) static FAMILY: Family = Family {
    name: "bank",
    title: "Question banks",
    about: "Mistakes in the TOML files of a question bank.",
    parts: &[bank_file::CODES, bank_entries::CODES, bank_rubric::CODES],
};
