//! The identity of a file: the mark in its head, and the identifier in its trailer.
//!
//! The identifier is the hash of all other bytes, so that a changed file is recognized.

use memchr::memmem;
use sha2::{Digest, Sha256};

/// The comment in the second line: "ikit" with the high bit of every letter set. The standard asks for such
/// bytes to mark a file as binary; here they also mark it as one of this program.
const MARK: [u8; 4] = [b'i' | 0x80, b'k' | 0x80, b'i' | 0x80, b't' | 0x80];

/// The hexadecimal digits of one half of the identifier.
pub(crate) const ID_DIGITS: usize = 32;

/// Returns the first bytes of every file.
pub(super) fn file_head() -> Vec<u8> {
    [b"%PDF-1.7\n%".as_slice(), &MARK, b"\n"].concat()
}

/// Returns true if a file that starts with `start` was written by this program, and not saved again by
/// another one.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(&file_head())
}

/// Returns true if the bytes of a file name this program anywhere, however damaged the file is. Compressed parts of it
/// are not looked into.
#[must_use]
pub fn has_mark(file: &[u8]) -> bool {
    const NAME: &[u8] = b"interview-kit";
    let wide: Vec<u8> = NAME.iter().flat_map(|byte| [0, *byte]).collect();
    let head = [b"%", MARK.as_slice()].concat();
    let marks = [head.as_slice(), NAME, &wide, b"ikit:", b"InterviewKitRecord"];
    marks.iter().any(|mark| memmem::find(file, mark).is_some())
}

/// Returns true if a file is, byte for byte, as this program wrote it.
#[must_use]
pub fn is_as_written(file: &[u8]) -> bool {
    let Some(halves) = identifier_offsets(file).filter(|_| is_ours(file)) else { return false };
    let id = digest(file, halves);
    halves.into_iter().all(|at| file[at..at + ID_DIGITS] == *id.as_bytes())
}

/// Writes the identifier over its placeholder. `keeps_first` leaves the first half, which a file keeps through
/// its changes.
pub(super) fn write_identifier(file: &mut [u8], keeps_first: bool) {
    let Some(halves) = identifier_offsets(file) else { return };
    let id = digest(file, halves);
    for at in halves.into_iter().skip(usize::from(keeps_first)) {
        file[at..at + ID_DIGITS].copy_from_slice(id.as_bytes());
    }
}

/// Returns the offsets of the two halves of the identifier, in the last dictionary of a file.
fn identifier_offsets(file: &[u8]) -> Option<[usize; 2]> {
    const OPEN: &[u8] = b"/ID[<";
    const BETWEEN: &[u8] = b"><";
    let first = file.windows(OPEN.len()).rposition(|part| part == OPEN)? + OPEN.len();
    let second = first + ID_DIGITS + BETWEEN.len();
    let is_complete = file.get(first + ID_DIGITS..second)? == BETWEEN && file.len() >= second + ID_DIGITS;
    is_complete.then_some([first, second])
}

/// Returns the hash of a file, with zeros in place of the identifier.
fn digest(file: &[u8], [first, second]: [usize; 2]) -> String {
    const ZEROS: [u8; ID_DIGITS] = [b'0'; ID_DIGITS];
    let mut digest = Sha256::new();
    digest.update(&file[..first]);
    digest.update(ZEROS);
    digest.update(&file[first + ID_DIGITS..second]);
    digest.update(ZEROS);
    digest.update(&file[second + ID_DIGITS..]);
    let hash: [u8; 32] = digest.finalize().into();
    let (halves, _) = hash.as_chunks::<{ ID_DIGITS / 2 }>();
    format!("{:032X}", u128::from_be_bytes(halves[0]))
}
