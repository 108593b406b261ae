//! The index of a folder of kits: a page that lists them, and a list of checksums.
//!
//! ```text
//! bytes of each PDF ─look→ About or PassedOver ─(picture)→ Entry ─page::html→ index.html, ─sums::text→ SHA256SUMS
//! ```
//!
//! Nothing here reads or writes: what a page says hangs on the files alone, not on a clock or a place. Each of
//! the two files is known again (`seal`, `sums`), so that no other of their names is ever written over.

mod about;
mod escape;
mod page;
mod parts;
mod seal;
mod sums;

use crate::batch::checksum::sha256;
use crate::preview::Picture;

pub use about::{About, PassedOver, look, pages};
pub use page::html;
pub use seal::{Shape, is_ours, shape_of};
pub use sums::{are_ours, text as sums};

/// The name of the page.
pub const PAGE: &str = "index.html";
/// The name of the list of checksums.
pub const SUMS: &str = "SHA256SUMS";
/// The folder of the pictures.
pub const PICTURES: &str = "index-pictures";

/// A document that is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path under the folder, in the bytes of the system, with slashes.
    pub path: Vec<u8>,
    /// Bytes of the file.
    pub size: u64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub checksum: String,
    /// What it is.
    pub about: About,
    /// How many pages it has, if that is known.
    pub pages: Option<usize>,
    /// Its first page.
    pub picture: Option<Shown>,
}

/// A picture as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Width and height.
    pub size: (u32, u32),
    /// SHA-256 of its file.
    pub checksum: String,
}

impl Shown {
    /// A picture as it is shown.
    #[must_use]
    pub fn of(picture: &Picture) -> Self {
        Self { size: picture.size, checksum: sha256(&picture.png) }
    }
}

/// The path of the picture of a file with this checksum: equal files share one, and one that was changed has
/// another.
#[must_use]
pub fn picture_path(checksum: &str) -> String {
    format!("{PICTURES}/{}.png", checksum.get(..32).unwrap_or(checksum))
}

/// Puts documents in the order they are listed in: by role, level, kit, reader, sheet and name.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|one, other| one.order().cmp(&other.order()));
}

impl Entry {
    /// What a reader sees first: two documents of a role with the same need more to be told apart.
    fn heading(&self) -> impl Ord + '_ {
        let style = &self.about.style;
        let levels: Vec<u8> = self.about.levels.iter().map(|level| *level as u8).collect();
        (levels, style.face.key(), style.paper.key())
    }

    fn order(&self) -> impl Ord + '_ {
        let about = &self.about;
        let levels: Vec<u8> = about.levels.iter().map(|level| *level as u8).collect();
        let kit = (about.minutes, about.kit.as_str());
        let look = (about.style.face.key() != "interviewer", about.style.paper.key());
        let role = (about.role_id.is_empty(), about.role.to_lowercase(), about.role_key());
        (role, levels, kit, look, self.path.as_slice())
    }
}
