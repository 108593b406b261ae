//! The characters that the codes of a font stand for.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::content_lexer::{Operand, visit_operators};
use crate::pdf::read::limits;

/// The characters of a font, by code.
pub(super) enum FontText<'d> {
    /// By a map that the font carries.
    Mapped { characters: CharacterMap, code_bytes: usize },
    /// By an encoding of one byte for each character.
    Encoded(Encoding<'d>),
    /// By UTF-16.
    Wide,
    /// Not known.
    Unknown,
}

impl<'d> FontText<'d> {
    /// Reads the map or encoding of a font.
    pub(super) fn read(document: &'d Document, font: &'d Dictionary) -> Self {
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        let encoding = font.get_deref(b"Encoding", document);
        if let Ok(stream) = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream) {
            return match stream.get_plain_content_with_limit(limits::TEXT_BYTES) {
                Ok(content) => Self::Mapped {
                    characters: CharacterMap::parse(&content),
                    code_bytes: if is_composite { 2 } else { 1 },
                },
                Err(_) => Self::Unknown,
            };
        }
        if is_composite {
            let is_wide = encoding.and_then(Object::as_name).is_ok_and(|name| {
                name.windows(4).any(|part| part == b"UCS2") || name.windows(5).any(|part| part == b"UTF16")
            });
            return if is_wide { Self::Wide } else { Self::Unknown };
        }
        let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
        let is_embedded = descriptor.is_ok_and(|descriptor| {
            [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].into_iter().any(|key| descriptor.has(key))
        });
        let is_type3 = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type3");
        if encoding.is_err() && (is_embedded || is_type3) {
            // Only the font program knows its own encoding.
            return Self::Unknown;
        }
        font.get_font_encoding_with_limit(document, limits::TEXT_BYTES).map_or(Self::Unknown, Self::Encoded)
    }

    /// Adds the characters of a string; false if one of them is not known.
    pub(super) fn decode(&self, bytes: &[u8], out: &mut String) -> bool {
        match self {
            Self::Mapped { characters, code_bytes } => {
                let mut is_known = true;
                for code in bytes.chunks(*code_bytes) {
                    // The caller reports a text that is too long.
                    if out.len() > limits::TEXT_BYTES {
                        break;
                    }
                    let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                    is_known &= characters.push_text(code, out);
                }
                is_known
            }
            Self::Encoded(encoding) => encoding.write_to_string(bytes, out).is_ok(),
            Self::Wide => {
                let units: Vec<u16> =
                    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                out.push_str(&String::from_utf16_lossy(&units));
                true
            }
            Self::Unknown => bytes.is_empty(),
        }
    }
}

/// A map from codes to texts, as a font carries it for copying text.
#[derive(Debug, Default)]
pub(super) struct CharacterMap {
    single: HashMap<u32, Vec<u16>>,
    /// Ranges of codes, sorted by their first code, with the text of the first code.
    ranges: Vec<(u32, u32, Vec<u16>)>,
}

impl CharacterMap {
    fn parse(content: &[u8]) -> Self {
        let mut map = Self::default();
        visit_operators(content, |operator, operands| {
            // A list that is visited in parts keeps its pairs together only if it is short; fonts write
            // at most a hundred entries.
            match operator {
                b"endbfchar" => {
                    for pair in strings(operands).chunks_exact(2) {
                        map.single.insert(code(pair[0]), units(pair[1]));
                    }
                }
                b"endbfrange" => map.add_ranges(operands),
                _ => {}
            }
        });
        map.ranges.sort_by_key(|(first, ..)| *first);
        map
    }

    fn add_ranges(&mut self, operands: &[Operand]) {
        let mut rest = operands;
        while let [Operand::String(first), Operand::String(last), after @ ..] = rest {
            let (first, last) = (code(first), code(last));
            match after {
                [Operand::String(text), after @ ..] => {
                    self.ranges.push((first, last, units(text)));
                    rest = after;
                }
                [Operand::Bracket, after @ ..] => {
                    let end = after.iter().position(|operand| *operand == Operand::Bracket);
                    let (texts, after) = after.split_at(end.unwrap_or(after.len()));
                    for (n, text) in strings(texts).into_iter().enumerate() {
                        self.single.insert(first.saturating_add(n as u32), units(text));
                    }
                    rest = after.get(1..).unwrap_or_default();
                }
                _ => return,
            }
        }
    }

    /// Adds the text of a code; false if the map lacks it.
    fn push_text(&self, code: u32, out: &mut String) -> bool {
        if let Some(units) = self.single.get(&code) {
            out.push_str(&String::from_utf16_lossy(units));
            return true;
        }
        let before = self.ranges.partition_point(|(first, ..)| *first <= code);
        let Some((first, last, text)) = before.checked_sub(1).and_then(|at| self.ranges.get(at)) else {
            return false;
        };
        if code > *last {
            return false;
        }
        let mut text = text.clone();
        if let Some(unit) = text.last_mut() {
            *unit = unit.wrapping_add((code - first) as u16);
        }
        out.push_str(&String::from_utf16_lossy(&text));
        true
    }
}

fn strings(operands: &[Operand]) -> Vec<&[u8]> {
    let strings = operands.iter().filter_map(|operand| match operand {
        Operand::String(bytes) => Some(bytes.as_slice()),
        _ => None,
    });
    strings.collect()
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [byte] => vec![u16::from(*byte)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}
