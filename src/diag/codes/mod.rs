//! The registry of finding codes: every code with its meaning, an example and what to do.
//!
//! A code is a constant of a family, such as `codes::bank::UNKNOWN_KEY`. No other module can make a code, so an
//! unregistered one cannot be reported. `interview-kit explain` and the page `docs/reference/codes.md` print the
//! entries; tests run the examples.

pub mod bank;
mod bank_entries;
mod bank_file;
mod bank_rubric;
mod code;
pub mod diff;
pub mod document;
pub mod flatten;
pub mod index;
pub mod kit;
pub mod lock;
pub mod manifest;
pub mod pdf;
pub mod prefill;
pub mod redact;
pub mod run;
pub mod select;
pub mod unlisted;

pub use code::{Code, Example, FOLDER, Family};

/// All families: input first, results last.
pub static FAMILIES: [&Family; 14] = [
    &bank::FAMILY,
    &manifest::FAMILY,
    &prefill::FAMILY,
    &select::FAMILY,
    &kit::FAMILY,
    &lock::FAMILY,
    &document::FAMILY,
    &index::FAMILY,
    &unlisted::FAMILY,
    &pdf::FAMILY,
    &flatten::FAMILY,
    &redact::FAMILY,
    &diff::FAMILY,
    &run::FAMILY,
];

/// Returns all codes, family by family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    FAMILIES.iter().flat_map(|family| family.codes())
}

/// Returns the code with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id() == id)
}
