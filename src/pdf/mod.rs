//! From laid-out pages to the bytes of a PDF file.
//!
//! `printpdf` translates the items of the pages into content streams and describes the fonts;
//! `lopdf` adds what `printpdf` has no words for (a nested outline, links by place, a form, the
//! tree of what is read, a file identifier without a clock) and writes the file. `read` is the way
//! back: what was filled in. `revise` makes other files of what was filled in.

mod compress;
mod cross_reference;
mod embed;
mod error;
mod fonts;
mod form;
mod metadata;
mod outline;
mod paint;
pub mod read;
pub mod revise;
mod tags;
mod write;

pub use error::PdfError;
pub use write::{is_ours, write};
