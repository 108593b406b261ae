//! From laid-out pages to the bytes of a PDF file.
//!
//! `paint` writes the items of the pages as `content` streams, `printpdf` describes the fonts. The rest (a
//! nested outline, links by place, a form, the tree of what is read) is made of the objects of `lopdf`, and
//! `file` puts all of it into bytes. `foundry` keeps what one file may share with the next. `read` is the way
//! back: what was filled in. `revise` makes other files of what was filled in; `picture` draws a first page.

mod attach;
mod catalog;
mod compress;
mod content;
mod cross_reference;
mod date;
mod dict;
mod embed;
mod error;
mod file;
mod fonts;
mod form;
mod foundry;
mod links;
mod metadata;
mod outline;
mod paint;
pub mod picture;
mod protect;
pub mod read;
pub mod revise;
mod seal;
mod settings;
mod syntax;
mod tags;
mod unhinted;
mod words;
mod write;

pub use catalog::PROGRAM;
pub use date::Date;
pub use error::PdfError;
pub use file::{is_as_written, is_ours};
pub use foundry::Foundry;
pub use metadata::{Said, said, says};
pub use protect::{Permits, Protection};
pub use settings::{Attachment, Relationship, Settings};
pub use write::write;
