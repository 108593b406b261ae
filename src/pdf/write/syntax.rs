//! Objects as bytes: the syntax of ISO 32000-1, 7.3, without an unneeded byte.
//!
//! The writer of `lopdf` is not public. That of `pdf-writer` gives every object a head and an end, which object streams
//! must not have, and writes texts that are not ASCII as hexadecimal digits.

use std::io::Write as _;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// Writes an object.
pub(super) fn put_object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(value) => bytes.extend(if *value { b"true".as_slice() } else { b"false" }),
        Object::Integer(value) => put_integer(bytes, *value),
        Object::Real(value) => put_display(bytes, value),
        Object::Name(name) => put_name(bytes, name),
        Object::String(text, StringFormat::Literal) => put_literal(bytes, text),
        Object::String(text, StringFormat::Hexadecimal) => put_hexadecimal(bytes, text),
        Object::Array(items) => {
            bytes.push(b'[');
            for (n, item) in items.iter().enumerate() {
                put_separated(bytes, item, n > 0);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dict) => put_dictionary(bytes, dict),
        // A stream is always an object of its own, so only its dictionary can stand here.
        Object::Stream(stream) => put_dictionary(bytes, &stream.dict),
        Object::Reference(id) => put_reference(bytes, *id),
    }
}

/// Writes a dictionary.
pub(super) fn put_dictionary(bytes: &mut Vec<u8>, dict: &Dictionary) {
    bytes.extend(b"<<");
    for (key, value) in dict {
        put_name(bytes, key);
        put_separated(bytes, value, true);
    }
    bytes.extend(b">>");
}

/// Writes an object after another one, with a space between them if they would run together.
fn put_separated(bytes: &mut Vec<u8>, object: &Object, follows: bool) {
    let starts_itself = matches!(
        object,
        Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_) | Object::Stream(_)
    );
    if follows && !starts_itself {
        bytes.push(b' ');
    }
    put_object(bytes, object);
}

/// Writes an integer.
pub(super) fn put_integer(bytes: &mut Vec<u8>, value: i64) {
    bytes.extend(itoa::Buffer::new().format(value).as_bytes());
}

/// Writes a number with at most three decimals: a thousandth of a point is finer than any printer.
pub(super) fn put_number(bytes: &mut Vec<u8>, value: f32) {
    let thousandths = (f64::from(value) * 1000.0).round() as i64;
    if thousandths < 0 {
        bytes.push(b'-');
    }
    let (whole, mut rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    put_integer(bytes, whole as i64);
    if rest > 0 {
        bytes.push(b'.');
    }
    let mut digit = 100;
    while rest > 0 {
        bytes.push(b'0' + (rest / digit) as u8);
        rest %= digit;
        digit /= 10;
    }
}

/// Rounds a length to hundredths of a point, which are finer than any printer and short to write.
pub(super) fn round_hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// Writes a reference to an object.
pub(super) fn put_reference(bytes: &mut Vec<u8>, (number, generation): ObjectId) {
    put_integer(bytes, number.into());
    bytes.push(b' ');
    put_integer(bytes, generation.into());
    bytes.extend(b" R");
}

fn put_display(bytes: &mut Vec<u8>, value: &impl std::fmt::Display) {
    // Writing to memory cannot fail.
    let _ = write!(bytes, "{value}");
}

/// Writes a name.
pub(super) fn put_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            put_display(bytes, &format_args!("#{byte:02X}"));
        }
    }
}

/// Writes a string in parentheses.
pub(super) fn put_literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    put_escaped(bytes, text);
    bytes.push(b')');
}

/// Writes the inside of a string in parentheses.
pub(super) fn put_escaped(bytes: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'(' | b')' | b'\\' | b'\r')) {
        bytes.extend_from_slice(&rest[..at]);
        // Readers take an unescaped carriage return for a line feed.
        bytes.extend([b'\\', if rest[at] == b'\r' { b'r' } else { rest[at] }]);
        rest = &rest[at + 1..];
    }
    bytes.extend_from_slice(rest);
}

fn put_hexadecimal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'<');
    for byte in text {
        put_display(bytes, &format_args!("{byte:02X}"));
    }
    bytes.push(b'>');
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn written(object: impl Into<Object>) -> String {
        let mut bytes = Vec::new();
        put_object(&mut bytes, &object.into());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn a_space_separates_only_what_would_run_together() {
        let array: Vec<Object> = vec![1.into(), 2.5.into(), "A".into(), (3, 0).into(), Object::Null];
        assert_eq!(written(array), "[1 2.5/A 3 0 R null]");
        assert_eq!(written(dictionary! { "K" => true, "L" => vec![1.into()] }), "<</K true/L[1]>>");
    }

    #[test]
    fn strings_and_names_are_escaped() {
        assert_eq!(written(Object::string_literal("a(b)\\\r\n")), "(a\\(b\\)\\\\\\r\n)");
        assert_eq!(written(Object::String(vec![0, 255], StringFormat::Hexadecimal)), "<00FF>");
        assert_eq!(written(Object::Name(b"a b#/\xff".to_vec())), "/a#20b#23#2F#FF");
    }
}
