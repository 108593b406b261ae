//! The words of a document in one face, each encoded once however often it occurs.

use std::sync::Arc;

use foldhash::HashMap;

use super::syntax::{put_escaped, put_integer};
use crate::layout::text::ShapedWord;

/// The encoding of a word.
pub(super) struct EncodedWord {
    /// True if a reader that maps the glyphs one by one gets the text.
    pub(super) is_plain: bool,
    /// The operand that shows the word; `None` if some of its glyphs are raised.
    pub(super) operand: Option<TextOperand>,
}

/// The inside of the array that shows a word, from the inside of its first string to that of its last.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TextOperand {
    /// The shift of the first glyph to the right, in thousandths of an em.
    pub(super) lead: i32,
    pub(super) bytes: Vec<u8>,
    /// The move of the pen back after the last glyph, in thousandths of an em.
    pub(super) trail: i32,
}

impl TextOperand {
    fn new(word: &ShapedWord, code: impl Fn(u16) -> u16) -> Option<Self> {
        let first = word.glyphs.first()?;
        if word.glyphs.iter().any(|glyph| glyph.y != 0) {
            return None;
        }
        let mut operand = Self { lead: first.x, bytes: Vec::with_capacity(word.glyphs.len() * 3), trail: 0 };
        for (n, glyph) in word.glyphs.iter().enumerate() {
            let kern = operand.trail - glyph.x;
            if n > 0 && kern != 0 {
                operand.bytes.push(b')');
                put_integer(&mut operand.bytes, kern.into());
                operand.bytes.push(b'(');
            }
            put_escaped(&mut operand.bytes, &code(glyph.id).to_be_bytes());
            operand.trail = glyph.width - glyph.advance + glyph.x;
        }
        Some(operand)
    }
}

/// The words of a document in one face.
///
/// The key is the address of a word. It is unique because the map keeps the word alive.
#[derive(Default)]
pub(super) struct EncodedWords(HashMap<usize, (Arc<ShapedWord>, Option<EncodedWord>)>);

fn address(word: &Arc<ShapedWord>) -> usize {
    Arc::as_ptr(word) as usize
}

impl EncodedWords {
    /// Adds a word. Returns true if it is new.
    pub(super) fn insert(&mut self, word: &Arc<ShapedWord>) -> bool {
        self.0.insert(address(word), (Arc::clone(word), None)).is_none()
    }

    /// Encodes all words, once the codes of their glyphs are known.
    pub(super) fn encode(&mut self, is_plain: impl Fn(&ShapedWord) -> bool, code: impl Fn(u16) -> u16) {
        for (word, encoded) in self.0.values_mut() {
            *encoded = Some(EncodedWord { is_plain: is_plain(word), operand: TextOperand::new(word, &code) });
        }
    }

    pub(super) fn get(&self, word: &Arc<ShapedWord>) -> Option<&EncodedWord> {
        self.0.get(&address(word))?.1.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::{FontFaceId, Glyph};

    fn word(glyphs: &[(u16, i32, i32, i32)]) -> ShapedWord {
        let glyph = |&(id, kern, x, y): &(u16, i32, i32, i32)| Glyph {
            id,
            width: 500,
            advance: 500 + kern,
            x,
            y,
            text: (0, 0),
        };
        ShapedWord {
            face: FontFaceId(0),
            text: "w".into(),
            glyphs: glyphs.iter().map(glyph).collect(),
            width: 0,
            trailing: 0,
            is_spelled: true,
        }
    }

    #[test]
    fn kerns_split_strings_and_delimiters_are_escaped() {
        let operand = TextOperand::new(&word(&[(1, 0, 0, 0), (40, -20, 0, 0), (2, 7, 5, 0)]), |id| id);
        let expected = TextOperand { lead: 0, bytes: b"\0\x01\0\\()15(\0\x02".to_vec(), trail: -2 };
        assert_eq!(operand, Some(expected));
    }

    #[test]
    fn raised_glyphs_have_no_operand() {
        assert_eq!(TextOperand::new(&word(&[(1, 0, 0, 3)]), |id| id), None);
    }
}
