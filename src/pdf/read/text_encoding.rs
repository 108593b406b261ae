//! Decodes names and texts as PDF programs write them.

use lopdf::{Object, decode_text_string};

use super::limits;

/// Returns the text of a string, name or stream, with `\n` as line break.
pub(in crate::pdf) fn decode_text(object: &Object) -> Option<String> {
    let bytes = match object {
        Object::Name(name) => return Some(name_text(name)),
        Object::String(bytes, _) => bytes.clone(),
        Object::Stream(stream) => stream.decompressed_content_with_limit(limits::TEXT_BYTES + 1).ok()?,
        _ => return None,
    };
    Some(lines(&string_text(&bytes)))
}

/// Returns the state of a button: `/4`, `(4)` and `(/4)` are the same.
pub(in crate::pdf) fn state(object: &Object) -> Option<String> {
    let text = match object {
        Object::Integer(number) => number.to_string(),
        other => decode_text(other)?,
    };
    let text = text.trim();
    Some(text.strip_prefix('/').unwrap_or(text).to_owned())
}

/// Returns the text of a name; names have no encoding of their own.
pub(in crate::pdf) fn name_text(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => string_text(name),
    }
}

fn string_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.split_inclusive(|byte| SPACES.contains(byte)).map(narrow).collect(),
    }
}

/// White space that the library drops from a text.
const SPACES: &[u8] = b"\t\n\r";

/// Decodes text of one byte a character.
fn narrow(bytes: &[u8]) -> String {
    let (words, space) = match bytes {
        [words @ .., space] if SPACES.contains(space) => (words, Some(char::from(*space))),
        _ => (bytes, None),
    };
    let words = Object::String(words.to_vec(), lopdf::StringFormat::Literal);
    let mut text = decode_text_string(&words).unwrap_or_default();
    text.extend(space);
    text
}

/// Decodes UTF-16 without language escapes (ISO 32000-1, 7.9.2.2).
fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let mut kept = Vec::with_capacity(units.len());
    let mut rest = units.as_slice();
    while let [first, after @ ..] = rest {
        let mark = mark(rest);
        if mark == 0 {
            kept.push(*first);
        }
        rest = if mark == 0 { after } else { &rest[mark..] };
    }
    String::from_utf16_lossy(&kept)
}

/// Returns the length of a language escape at the start: two or four letters between escapes.
fn mark(units: &[u16]) -> usize {
    const ESCAPE: u16 = 0x1B;
    let is_letter = |unit: &u16| u8::try_from(*unit).is_ok_and(|byte| byte.is_ascii_alphabetic());
    match units {
        [ESCAPE, a, b, ESCAPE, ..] if [a, b].into_iter().all(is_letter) => 4,
        [ESCAPE, a, b, c, d, ESCAPE, ..] if [a, b, c, d].into_iter().all(is_letter) => 6,
        _ => 0,
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim_matches('\0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        decode_text(&Object::string_literal(bytes)).unwrap_or_default()
    }

    #[test]
    fn texts_are_read_in_every_encoding_that_is_written() {
        assert_eq!(decoded(b"caf\xe9 \xa0"), "café €");
        assert_eq!(decoded(b"one\r\ntwo\tthree\rfour\n"), "one\ntwo\tthree\nfour\n");
        assert_eq!(decoded(b"\xfe\xff\x04\x29\x00\r\x00\n\x03\x9d"), "Щ\nΝ");
        assert_eq!(decoded(b"\xff\xfe\x29\x04"), "Щ");
        assert_eq!(decoded("\u{feff}Łódź".as_bytes()), "Łódź");
        assert_eq!(decoded(b"\xfe\xff\0\x1b\0e\0n\0U\0S\0\x1b\0\x1b\0e\0n\0\x1b\0a\xd8\x3d\xde\x00"), "a😀");
    }

    #[test]
    fn a_text_that_is_broken_is_read_as_far_as_it_goes() {
        assert_eq!(decoded(b"\xfe\xff\xd8\x00\0a\0"), "\u{fffd}a");
        assert_eq!(decoded(b"\xef\xbb\xbf\xffa"), "\u{fffd}a");
        assert_eq!(decoded(b"\xfe\xff\0a\0\x1b\0e"), "a\u{1b}e");
    }

    #[test]
    fn a_state_is_the_same_however_it_is_written() {
        let written = [
            Object::Name(b"4".to_vec()),
            Object::string_literal("4"),
            Object::string_literal("/4"),
            Object::string_literal(b"\xfe\xff\x00/\x004".to_vec()),
            Object::Integer(4),
        ];
        for object in written {
            assert_eq!(state(&object).as_deref(), Some("4"), "{object:?}");
        }
        assert_eq!(state(&Object::Null), None);
    }
}
