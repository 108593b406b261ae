//! Checks on the raw bytes of a file before the PDF library parses it.
//! The library trusts some numbers of a file to reserve memory, count or recurse; these checks bound them.

use super::error::ReadError;
use super::lexer::is_space;
use super::limits;
use super::scan::{FileScan, scan};

/// Bytes of white space and comments that may follow a name.
const MAX_SPACE_BYTES: usize = 256;
/// Streams whose length is an indirect object.
const MAX_LENGTHS: usize = 2_000_000;
/// Encryption dictionaries: one for each time the file was saved.
const MAX_ENCRYPT_NAMES: usize = 1_000;
/// The greatest width in `/W` of a cross-reference stream. Fonts have widths under the same name.
const MAX_WIDTH: i64 = 1_000_000;
/// The greatest number of columns of an image or of a predictor.
const MAX_COLUMNS: i64 = 100_000;
/// The greatest number of colours, and of bits per colour.
const MAX_COLORS: i64 = 64;

/// A stream whose length is another object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// The byte after the slash of the `/Length` name.
    pub(super) name: usize,
    /// The number of the object that holds the length.
    pub(super) object: u32,
}

/// The facts about a file that the loader needs before it parses the file.
#[derive(Debug, Default)]
pub(super) struct FileFacts {
    /// The lengths that are indirect objects.
    pub(super) lengths: Vec<Length>,
    /// The byte after the slash of each `/Encrypt` name.
    pub(super) encrypt_names: Vec<usize>,
    /// The byte after the slash of each name inside a stream that would be rejected elsewhere. The bytes of an image
    /// may look like one.
    pub(super) in_streams: Vec<usize>,
    /// The streams of the file; empty if nothing asked for them.
    pub(super) scan: FileScan,
}

/// A name whose value the library trusts.
enum TrustedName {
    Encrypt,
    Length(u32),
    /// Widths of nothing, in a cross-reference stream.
    NoWidths,
    /// A number of objects that is too high without widths.
    HighCount,
    Rejected(ReadError),
}

/// Rejects files that cannot be parsed safely, and returns facts about the others.
pub(super) fn check(bytes: &[u8]) -> Result<FileFacts, ReadError> {
    let mut found = FileFacts::default();
    let (mut has_no_widths, mut counts_high, mut is_scanned) = (false, false, false);
    let mut at = 0;
    while let Some(slash) = bytes[at..].iter().position(|b| *b == b'/') {
        let start = at + slash + 1;
        at = start;
        let (name, end) = read_name(bytes, start);
        if !WATCHED.contains(&name.as_slice()) {
            continue;
        }
        let Some(trusted) =
            read_value(bytes, &name, end).unwrap_or_else(|error| Some(TrustedName::Rejected(error)))
        else {
            continue;
        };
        if !is_scanned {
            // A file of too many objects has no known streams, so every name in it counts.
            found.scan = scan(bytes).unwrap_or_default();
            is_scanned = true;
        }
        // The library may still parse the inside of a stream, so the name is hidden from it.
        if found.scan.stream_at(start).is_some() {
            found.in_streams.push(start);
            if found.in_streams.len() > MAX_LENGTHS {
                return Err(ReadError::TooCostly);
            }
            continue;
        }
        match trusted {
            TrustedName::Encrypt if found.encrypt_names.len() == MAX_ENCRYPT_NAMES => {
                return Err(ReadError::Damaged);
            }
            TrustedName::Encrypt => found.encrypt_names.push(start),
            TrustedName::Length(_) if found.lengths.len() == MAX_LENGTHS => return Err(ReadError::TooCostly),
            TrustedName::Length(object) => found.lengths.push(Length { name: start, object }),
            TrustedName::NoWidths => has_no_widths = true,
            TrustedName::HighCount => counts_high = true,
            TrustedName::Rejected(error) => return Err(error),
        }
    }
    // Entries without a width take nothing from the stream: nothing would end their counting.
    if has_no_widths && counts_high { Err(ReadError::Damaged) } else { Ok(found) }
}

/// Reads the value of a watched name. Returns `None` if the value is harmless.
fn read_value(bytes: &[u8], name: &[u8], end: usize) -> Result<Option<TrustedName>, ReadError> {
    let end = skip_space(bytes, end)?;
    let number = read_integer(bytes, end);
    let is_outside = |range: std::ops::RangeInclusive<i64>| number.is_some_and(|(n, _)| !range.contains(&n));
    let damaged = Some(TrustedName::Rejected(ReadError::Damaged));
    Ok(match name {
        b"Encrypt" if number.is_some() || bytes[end..].starts_with(b"<<") => Some(TrustedName::Encrypt),
        b"Length" => read_reference(bytes, end)?.map(TrustedName::Length),
        b"W" => {
            let widths = read_integers(bytes, end, 3)?;
            if widths.iter().any(|n| *n > MAX_WIDTH) {
                damaged
            } else {
                (widths == [0, 0, 0]).then_some(TrustedName::NoWidths)
            }
        }
        b"Index" => {
            let numbers = read_integers(bytes, end, usize::MAX)?;
            if numbers.iter().any(|n| *n > i64::from(u32::MAX) || *n < 0) {
                damaged
            } else {
                numbers.iter().any(|n| *n > limits::MAX_OBJECT_NUMBER).then_some(TrustedName::HighCount)
            }
        }
        b"Size" if number.is_some_and(|(n, _)| n > limits::MAX_OBJECT_NUMBER) => Some(TrustedName::HighCount),
        b"Columns" if is_outside(0..=MAX_COLUMNS) => damaged,
        b"Colors" | b"BitsPerComponent" if is_outside(0..=MAX_COLORS) => damaged,
        _ => None,
    })
}

const WATCHED: &[&[u8]] =
    &[b"Encrypt", b"Length", b"W", b"Index", b"Size", b"Columns", b"Colors", b"BitsPerComponent"];

/// Returns the file with names hidden. The names keep their lengths, so no offset moves.
pub(super) fn hide_names(bytes: &[u8], names: impl IntoIterator<Item = usize>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for name in names {
        if let Some(first) = bytes.get_mut(name) {
            *first = HIDDEN_FIRST;
        }
    }
    bytes
}

/// The first letter of a hidden name.
pub(super) const HIDDEN_FIRST: u8 = b'X';
/// The names that replace `/Length` and `/Encrypt`.
pub(super) const HIDDEN_LENGTH: &[u8] = b"Xength";
pub(super) const HIDDEN_ENCRYPT: &[u8] = b"Xncrypt";

/// Reads a name, cut to the longest watched name, and returns its end.
fn read_name(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let mut name = Vec::new();
    while let Some(byte) = bytes.get(at).filter(|b| !is_space(**b) && !b"()<>[]{}/%".contains(b)) {
        if name.len() > 16 {
            break;
        }
        let hex = (*byte == b'#').then(|| bytes.get(at + 1..at + 3)).flatten();
        let coded = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        name.push(coded.unwrap_or(*byte));
        at += if coded.is_some() { 3 } else { 1 };
    }
    (name, at)
}

/// Returns the end of white space and comments.
fn skip_space(bytes: &[u8], from: usize) -> Result<usize, ReadError> {
    let mut at = from;
    let mut is_comment = false;
    while let Some(byte) = bytes.get(at) {
        is_comment = if is_comment { !b"\r\n".contains(byte) } else { *byte == b'%' };
        if !is_comment && !is_space(*byte) {
            break;
        }
        at += 1;
        if at - from > MAX_SPACE_BYTES {
            return Err(ReadError::Damaged);
        }
    }
    Ok(at)
}

/// Reads an integer and returns its end. Too many digits give the greatest integer.
fn read_integer(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let sign = bytes.get(at).filter(|b| b"+-".contains(b));
    let start = at + usize::from(sign.is_some());
    let digits = bytes[start.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit());
    let mut count = 0;
    let value = digits
        .inspect(|_| count += 1)
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    (count > 0).then(|| (if sign == Some(&b'-') { -value } else { value }, start + count))
}

/// Reads the first integers of an array.
fn read_integers(bytes: &[u8], at: usize, most: usize) -> Result<Vec<i64>, ReadError> {
    let mut numbers = Vec::new();
    if bytes.get(at) != Some(&b'[') {
        return Ok(numbers);
    }
    let mut at = skip_space(bytes, at + 1)?;
    while let Some((number, end)) = read_integer(bytes, at).filter(|_| numbers.len() < most) {
        numbers.push(number);
        at = skip_space(bytes, end)?;
    }
    Ok(numbers)
}

/// Reads a reference such as `12 0 R`.
fn read_reference(bytes: &[u8], at: usize) -> Result<Option<u32>, ReadError> {
    let Some((object, end)) = read_integer(bytes, at) else { return Ok(None) };
    let Some((_, end)) = read_integer(bytes, skip_space(bytes, end)?) else { return Ok(None) };
    let is_reference = bytes.get(skip_space(bytes, end)?) == Some(&b'R');
    Ok(u32::try_from(object).ok().filter(|_| is_reference))
}
