//! Helpers shared by the tests of the library: banks, kits, stories and fonts, and readers of PDF files.

pub(crate) mod banks;
pub(crate) mod faces;
pub(crate) mod kits;
pub(crate) mod read;
pub(crate) mod stories;
pub(crate) mod tree;
