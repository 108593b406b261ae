//! From laid-out pages to the bytes of a PDF file.
//!
//! `paint` writes the items of the pages as `content` streams, `printpdf` describes the fonts. The rest (a
//! nested outline, links by place, a form, the tree of what is read) is made of the objects of `lopdf`, and
//! `file` puts all of it into bytes. `foundry` keeps what one file may share with the next. `read` is the way
//! back: what was filled in. `revise` makes other files of what was filled in; `picture` draws a first page.

mod compress;
mod date;
mod error;
mod number_tree;
pub mod read;
pub mod revise;
mod seal;
mod syntax;
pub mod write;

pub use date::Date;
pub use error::PdfError;
pub use write::catalog::PROGRAM;
pub use write::document::write_document;
pub use write::file::{is_as_written, is_ours};
pub use write::font_cache::FontCache;
pub use write::metadata::{Said, said, says};
pub use write::protect::{Permits, Protection};
pub use write::settings::{Attachment, Relationship, Settings};
