//! What is looked for in the bytes of a file before the PDF library sees it: the numbers by which it
//! would reserve memory, count or call itself without end.

use super::error::ReadError;
use super::limits;

/// White space and comments that may follow a name.
const SPACE: usize = 256;
/// Streams whose length stands elsewhere.
const LENGTHS: usize = 2_000_000;
/// Places that say how the file is encrypted: one for each time it was saved.
const LOCKS: usize = 1_000;
/// The greatest number in the widths of an index of the file. Fonts have widths under the same name.
const WIDTH: i64 = 1_000_000;
/// The greatest number of columns of a picture, which counts for a compressed index too.
const COLUMNS: i64 = 100_000;
/// The greatest number of colours, and of bits of each.
const COLORS: i64 = 64;

/// A stream whose length stands in another object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// Where its name begins, after the slash.
    name: usize,
    /// The number of the other object.
    pub(super) object: u32,
}

/// What must be known of a file before it is opened.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The lengths that stand elsewhere.
    pub(super) lengths: Vec<Length>,
    /// Where it is said how the file is encrypted: where the names begin, after the slash.
    pub(super) locks: Vec<usize>,
}

/// Refuses what cannot be read safely; returns what must be known of the rest.
pub(super) fn check(bytes: &[u8]) -> Result<Found, ReadError> {
    let mut found = Found::default();
    let (mut has_no_widths, mut counts_high) = (false, false);
    let mut at = 0;
    while let Some(slash) = bytes[at..].iter().position(|b| *b == b'/') {
        let start = at + slash + 1;
        at = start;
        let (name, end) = name(bytes, start);
        let name = name.as_slice();
        if !WATCHED.contains(&name) {
            continue;
        }
        let end = space(bytes, end)?;
        let number = integer(bytes, end);
        match name {
            b"Encrypt" if number.is_some() || bytes[end..].starts_with(b"<<") => {
                found.locks.push(start);
                if found.locks.len() > LOCKS {
                    return Err(ReadError::Damaged);
                }
            }
            b"Length" => {
                if let Some(object) = reference(bytes, end)? {
                    found.lengths.push(Length { name: start, object });
                }
                if found.lengths.len() > LENGTHS {
                    return Err(ReadError::TooCostly);
                }
            }
            b"W" => {
                let widths = integers(bytes, end, 3)?;
                if widths.iter().any(|n| *n > WIDTH) {
                    return Err(ReadError::Damaged);
                }
                has_no_widths |= widths == [0, 0, 0];
            }
            b"Index" => {
                let numbers = integers(bytes, end, usize::MAX)?;
                counts_high |= numbers.iter().any(|n| *n > limits::OBJECTS);
                if numbers.iter().any(|n| *n > i64::from(u32::MAX) || *n < 0) {
                    return Err(ReadError::Damaged);
                }
            }
            b"Size" => counts_high |= number.is_some_and(|(n, _)| n > limits::OBJECTS),
            b"Columns" if !number.is_none_or(|(n, _)| (0..=COLUMNS).contains(&n)) => {
                return Err(ReadError::Damaged);
            }
            b"Colors" | b"BitsPerComponent" if !number.is_none_or(|(n, _)| (0..=COLORS).contains(&n)) => {
                return Err(ReadError::Damaged);
            }
            _ => {}
        }
    }
    // Entries without a width take nothing from the stream: nothing would end their counting.
    if has_no_widths && counts_high { Err(ReadError::Damaged) } else { Ok(found) }
}

const WATCHED: &[&[u8]] =
    &[b"Encrypt", b"Length", b"W", b"Index", b"Size", b"Columns", b"Colors", b"BitsPerComponent"];

/// The file with these lengths unknown, and with nothing that says it is encrypted. The names are as
/// long as before: nothing moves.
pub(super) fn without(bytes: &[u8], lengths: &[Length], locks: &[usize]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for name in lengths.iter().map(|length| &length.name).chain(locks) {
        if let Some(first) = bytes.get_mut(*name) {
            *first = b'X';
        }
    }
    bytes
}

/// What the names of lengths and of locks become.
pub(super) const HIDDEN_LENGTH: &[u8] = b"Xength";
pub(super) const HIDDEN_LOCK: &[u8] = b"Xncrypt";

/// A name, as far as it could be watched, and where it ends.
fn name(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
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

fn is_space(byte: u8) -> bool {
    b" \t\n\r\0\x0C".contains(&byte)
}

/// The end of white space and comments.
fn space(bytes: &[u8], from: usize) -> Result<usize, ReadError> {
    let mut at = from;
    let mut is_comment = false;
    while let Some(byte) = bytes.get(at) {
        is_comment = if is_comment { !b"\r\n".contains(byte) } else { *byte == b'%' };
        if !is_comment && !is_space(*byte) {
            break;
        }
        at += 1;
        if at - from > SPACE {
            return Err(ReadError::Damaged);
        }
    }
    Ok(at)
}

/// A whole number and where it ends. One with too many digits is the greatest there is.
fn integer(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let sign = bytes.get(at).filter(|b| b"+-".contains(b));
    let start = at + usize::from(sign.is_some());
    let digits = bytes[start.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit());
    let mut count = 0;
    let value = digits
        .inspect(|_| count += 1)
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    (count > 0).then(|| (if sign == Some(&b'-') { -value } else { value }, start + count))
}

/// The first numbers of a list.
fn integers(bytes: &[u8], at: usize, most: usize) -> Result<Vec<i64>, ReadError> {
    let mut numbers = Vec::new();
    if bytes.get(at) != Some(&b'[') {
        return Ok(numbers);
    }
    let mut at = space(bytes, at + 1)?;
    while let Some((number, end)) = integer(bytes, at).filter(|_| numbers.len() < most) {
        numbers.push(number);
        at = space(bytes, end)?;
    }
    Ok(numbers)
}

/// The object that `12 0 R` refers to.
fn reference(bytes: &[u8], at: usize) -> Result<Option<u32>, ReadError> {
    let Some((object, end)) = integer(bytes, at) else { return Ok(None) };
    let Some((_, end)) = integer(bytes, space(bytes, end)?) else { return Ok(None) };
    let is_reference = bytes.get(space(bytes, end)?) == Some(&b'R');
    Ok(u32::try_from(object).ok().filter(|_| is_reference))
}
