//! A document that is listed.

use super::description::KitDescription;
use crate::batch::checksum::sha256;
use crate::preview::Picture;

/// The name of the page.
pub const PAGE_NAME: &str = "index.html";
/// The name of the list of checksums.
pub const CHECKSUMS_NAME: &str = "SHA256SUMS";
/// The folder of the pictures.
pub const PICTURES_FOLDER: &str = "index-pictures";

/// A document that is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its path under the folder, in the bytes of the system, with slashes.
    pub path: Vec<u8>,
    /// Bytes of the file.
    pub size: u64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub checksum: String,
    /// The facts about it.
    pub about: KitDescription,
    /// The number of its pages, if known.
    pub pages: Option<usize>,
    /// The picture of its first page.
    pub picture: Option<EntryPicture>,
}

/// The picture of a document's first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPicture {
    /// Width and height.
    pub size: (u32, u32),
    /// SHA-256 of its file.
    pub checksum: String,
}

impl EntryPicture {
    /// Describes a picture.
    #[must_use]
    pub fn from_picture(picture: &Picture) -> Self {
        Self { size: picture.size, checksum: sha256(&picture.png) }
    }
}

/// Returns the path of the picture of a file with this checksum. Equal files share a picture.
#[must_use]
pub fn picture_path(checksum: &str) -> String {
    format!("{PICTURES_FOLDER}/{}.png", checksum.get(..32).unwrap_or(checksum))
}

/// Sorts documents by role, level, kit, face, paper and name.
pub fn sort_entries(entries: &mut [IndexEntry]) {
    entries.sort_by(|one, other| one.order().cmp(&other.order()));
}

impl IndexEntry {
    /// Returns the key of the heading. Documents of a role with the same heading also need the name of the kit.
    pub(super) fn heading(&self) -> impl Ord + '_ {
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
