//! Helpers shared by the tests of the library: banks, kits, stories and fonts, and readers of PDF files.

pub(crate) mod banks;
pub(crate) mod kits;
pub(crate) mod pdf_reader;
pub(crate) mod stories;
pub(crate) mod structure_tree;
pub(crate) mod test_fonts;
