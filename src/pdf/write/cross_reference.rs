//! The cross-reference stream, which locates each object of a file (ISO 32000-1, 7.5.8).

use lopdf::{Dictionary, Object, Stream};

use crate::pdf::compress::Deflater;

/// The location of an object.
#[derive(Debug, Clone, Copy)]
pub(super) enum ObjectLocation {
    /// Nowhere: the number is not used.
    Free,
    /// At this byte of the file.
    At(usize),
    /// In an object stream, at an index.
    In { stream: u32, index: usize },
}

/// The bytes of the fields of an entry: kind, location, index in an object stream.
const FIELD_BYTES: [usize; 3] = [1, 4, 2];
const ENTRY_BYTES: usize = FIELD_BYTES[0] + FIELD_BYTES[1] + FIELD_BYTES[2];

impl ObjectLocation {
    /// Returns the bytes of the entry (ISO 32000-1, table 18).
    fn bytes(self) -> [u8; ENTRY_BYTES] {
        let (kind, location, index) = match self {
            Self::Free => (0, 0, u16::MAX),
            Self::At(byte) => (1, byte as u32, 0),
            Self::In { stream, index } => (2, stream, index as u16),
        };
        let mut bytes = [kind; ENTRY_BYTES];
        bytes[1..5].copy_from_slice(&location.to_be_bytes());
        bytes[5..].copy_from_slice(&index.to_be_bytes());
        bytes
    }
}

/// Returns the stream with these entries. Its dictionary is the trailer.
pub(super) fn cross_reference_stream(
    entries: &[ObjectLocation],
    mut trailer: Dictionary,
    deflater: &mut Deflater,
) -> Stream {
    // Each row is the difference to the row above: the PNG filter "Up", number 2.
    let mut rows = Vec::with_capacity(entries.len() * (ENTRY_BYTES + 1));
    let mut above = [0_u8; ENTRY_BYTES];
    for entry in entries.iter().map(|entry| entry.bytes()) {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = entry;
    }
    trailer.set("Type", "XRef");
    trailer.set("Size", entries.len() as i64);
    trailer.set("W", FIELD_BYTES.map(|width| Object::from(width as i64)).to_vec());
    let mut filter = Dictionary::new();
    filter.set("Predictor", 12);
    filter.set("Columns", ENTRY_BYTES as i64);
    trailer.set("DecodeParms", filter);
    deflater.stream(trailer, &rows)
}
