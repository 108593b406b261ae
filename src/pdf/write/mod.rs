//! Writing: from laid-out pages to the bytes of a PDF file.
//!
//! `document` puts a file together: `paint` writes the items of the pages as `content` streams, `fonts` and `embed`
//! describe fonts, `outline` and `links` lead to places, `form` adds fields, `tags` the structure tree. `file` turns
//! the objects into bytes.

pub(crate) mod attach;
pub(crate) mod catalog;
pub(crate) mod content;
pub(crate) mod cross_reference;
pub(crate) mod dict;
pub(crate) mod document;
pub(crate) mod embed;
pub(crate) mod file;
pub(crate) mod font_cache;
pub(crate) mod fonts;
pub(crate) mod form;
pub(crate) mod links;
pub(crate) mod metadata;
pub(crate) mod outline;
pub(crate) mod paint;
pub(crate) mod protect;
pub(crate) mod settings;
pub(crate) mod tags;
pub(crate) mod unhinted;
pub(crate) mod words;
