//! The cross-reference stream: where each object of a file is.

use lopdf::{Dictionary, Object, Stream};

use crate::pdf::compress::Deflater;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entry {
    /// Nowhere: its number is not used.
    Free,
    /// At this byte of the file.
    At(usize),
    /// In a stream of objects.
    In { stream: u32, place: usize },
}

/// Bytes of an entry: its kind, where it is, its place there.
const WIDTHS: [usize; 3] = [1, 4, 2];
const ENTRY: usize = WIDTHS[0] + WIDTHS[1] + WIDTHS[2];

impl Entry {
    /// ISO 32000-1, table 18.
    fn bytes(self) -> [u8; ENTRY] {
        let (kind, whereabouts, place) = match self {
            Self::Free => (0, 0, u16::MAX),
            Self::At(byte) => (1, byte as u32, 0),
            Self::In { stream, place } => (2, stream, place as u16),
        };
        let mut bytes = [kind; ENTRY];
        bytes[1..5].copy_from_slice(&whereabouts.to_be_bytes());
        bytes[5..].copy_from_slice(&place.to_be_bytes());
        bytes
    }
}

/// The stream with these entries, which the trailer is the dictionary of.
pub(crate) fn stream(entries: &[Entry], mut trailer: Dictionary, deflater: &mut Deflater) -> Stream {
    // Each entry less the one before, which is how PNG filters rows ("Up", number 2).
    let mut rows = Vec::with_capacity(entries.len() * (ENTRY + 1));
    let mut above = [0_u8; ENTRY];
    for entry in entries.iter().map(|entry| entry.bytes()) {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = entry;
    }
    trailer.set("Type", "XRef");
    trailer.set("Size", entries.len() as i64);
    trailer.set("W", WIDTHS.map(|width| Object::from(width as i64)).to_vec());
    let mut filter = Dictionary::new();
    filter.set("Predictor", 12);
    filter.set("Columns", ENTRY as i64);
    trailer.set("DecodeParms", filter);
    deflater.stream(trailer, &rows)
}
