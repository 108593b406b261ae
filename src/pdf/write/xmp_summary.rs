//! Finds the metadata in the bytes of a file that this program wrote, without reading the rest of the file.

use memchr::memmem;

use super::metadata::{own_property, unescape_xml};

/// Returns true if a file has one of the program's own properties with this value. The metadata of an
/// encrypted file cannot be read.
#[must_use]
pub fn has_property(file: &[u8], name: &str, value: &str) -> bool {
    memmem::find(file, own_property(name, value).as_bytes()).is_some()
}

/// The metadata of a file that this program wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmpSummary {
    /// The title of the document.
    pub title: String,
    /// The language of the document, a BCP 47 tag.
    pub language: String,
    packet: String,
}

impl XmpSummary {
    /// Finds the metadata in the bytes of a file. Returns `None` if they are encrypted.
    #[must_use]
    pub fn from_file(file: &[u8]) -> Option<Self> {
        let find = |word: &[u8], from: usize| memmem::find(file.get(from..)?, word).map(|at| from + at);
        let start = find(b"<x:xmpmeta ", 0)?;
        let packet = std::str::from_utf8(&file[start..find(b"</x:xmpmeta>", start)?]).ok()?;
        let first_item = |name: &str| {
            let (_, rest) = packet.split_once(&format!("<dc:{name}>"))?;
            let (_, rest) = rest.split_once("<rdf:li")?.1.split_once('>')?;
            Some(unescape_xml(rest.split_once('<')?.0))
        };
        Some(Self {
            title: first_item("title").unwrap_or_default(),
            language: first_item("language").unwrap_or_default(),
            packet: packet.to_owned(),
        })
    }

    /// Returns one of the program's own properties.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<String> {
        let (_, rest) = self.packet.split_once(&format!("<ikit:{name}>"))?;
        Some(unescape_xml(rest.split_once('<')?.0))
    }
}
