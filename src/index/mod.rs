//! The index of a folder of kits: a page that lists them, and a list of checksums.
//!
//! ```text
//! bytes of each PDF ─describe_kit→ KitDescription or SkipReason ─(picture)→ IndexEntry
//!     ─render_page→ index.html ─render_checksums→ SHA256SUMS
//! ```
//!
//! Nothing here reads or writes a file. The page depends on the files alone, not on the time or the place. The program
//! recognizes its own page and list, so that it overwrites no other file of their names.
//!
//! | file | what it holds |
//! |---|---|
//! | `entry` | a document that is listed, and the order of documents |
//! | `description` | a kit from its file, or the reason why it is skipped |
//! | `page` | the page |
//! | `document_section` | the part of the page for one document |
//! | `escape` | escaping for the page |
//! | `seal` | the last line of the page, by which it is recognized |
//! | `checksums` | the list of checksums |

mod checksums;
mod description;
mod document_section;
mod entry;
mod escape;
mod page;
mod seal;

pub use checksums::{is_own_checksums, render_checksums};
pub use description::{KitDescription, SkipReason, count_pages, describe_kit};
pub use entry::{
    CHECKSUMS_NAME, EntryPicture, IndexEntry, PAGE_NAME, PICTURES_FOLDER, picture_path, sort_entries,
};
pub use page::render_page;
pub use seal::{PageSettings, is_own_page, read_settings};
