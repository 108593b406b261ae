//! Writing: from laid-out pages to the bytes of a PDF file.
//!
//! | file | content |
//! |---|---|
//! | `document` | puts a file together |
//! | `options` | everything a file is given besides its pages |
//! | `paint` | writes the items of a page as a content stream |
//! | `form` | the interactive form |
//! | `tags` | the structure tree, and the marked content it refers to |
//! | `outline`, `links` | bookmarks, and links between pages |
//! | `catalog`, `attachments` | the catalog, and the attached files |
//! | `metadata`, `xmp_summary` | the XMP metadata: written, and found in the bytes of a file |
//! | `used_font_faces`, `input_glyphs`, `encoded_words` | the glyphs that a document needs, and the codes of its words |
//! | `embedded_font`, `font_description`, `hints` | subsets fonts; `font_description` alone uses `printpdf` |
//! | `font_cache` | keeps subset fonts from one file to the next |
//! | `file`, `cross_reference`, `file_identifier` | turns objects into the bytes of a file |
//! | `encryption`, `password` | encrypts a file; passwords that PDF programs accept |
//! | `content`, `dict`, `syntax` | content streams, dictionaries and objects as bytes |

pub(crate) mod attachments;
pub(crate) mod catalog;
pub(crate) mod content;
pub(crate) mod cross_reference;
pub(crate) mod dict;
pub(crate) mod document;
pub(crate) mod embedded_font;
pub(crate) mod encoded_words;
pub(crate) mod encryption;
pub(crate) mod file;
pub(crate) mod file_identifier;
pub(crate) mod font_cache;
pub(crate) mod font_description;
pub(crate) mod form;
pub(crate) mod hints;
pub(crate) mod input_glyphs;
pub(crate) mod links;
pub(crate) mod metadata;
pub(crate) mod options;
pub(crate) mod outline;
pub(crate) mod paint;
pub(crate) mod password;
pub(crate) mod syntax;
pub(crate) mod tags;
pub(crate) mod used_font_faces;
pub(crate) mod xmp_summary;
