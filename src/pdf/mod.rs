//! PDF: laid-out pages become the bytes of a file, filled files are read back, made final or redacted.
//!
//! | module | content |
//! |---|---|
//! | [`mod@write`] | writes laid-out pages as a PDF file |
//! | [`read`] | reads the answers of a filled kit |
//! | [`revise`] | makes other files of a filled kit: flattened, redacted |
//! | `compress` | compresses streams |
//! | `date` | dates in the notations of PDF and XMP |
//! | `error` | the errors of writing |
//! | `number_tree` | the shape of a number tree |
//! | `write::file_identifier` | the check that a file is as written, byte for byte |
//! | `seal` | hashes that show whether pages and fields were changed |

mod compress;
mod date;
mod error;
mod number_tree;
pub mod read;
pub mod revise;
mod seal;
pub mod write;

pub use date::Date;
pub use error::PdfError;
pub use write::catalog::PROGRAM;
pub use write::document::write_document;
pub use write::encryption::{Permissions, Protection};
pub use write::file_identifier::{has_mark, is_as_written, is_ours};
pub use write::font_cache::FontCache;
pub use write::options::{Attachment, Relationship, WriteOptions};
pub use write::password::{PASSWORD_MAX_BYTES, PasswordFault, prepare_password};
pub use write::xmp_summary::{XmpSummary, has_property};
