//! The words of a document in one face, each looked at once however often it comes: whether its glyphs spell
//! it, and what shows it.

use std::sync::Arc;

use foldhash::HashMap;

use crate::layout::text::ShapedWord;
use crate::pdf::syntax::{put_escaped, put_integer};

/// A word of a document.
pub(crate) struct Word {
    /// Whether a reader that looks up its glyphs one by one finds its text.
    pub(crate) is_plain: bool,
    /// What shows it, unless some of its glyphs are raised.
    pub(crate) shown: Option<Shown>,
}

/// The inside of the array that shows a word, from the inside of its first string to that of its last.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// How far the first glyph is shifted to the right, in thousandths of an em.
    pub(crate) lead: i32,
    pub(crate) inside: Vec<u8>,
    /// What the pen is to move back after the last glyph.
    pub(crate) trail: i32,
}

impl Shown {
    /// What shows a word by these codes of its glyphs.
    fn of(word: &ShapedWord, code: impl Fn(u16) -> u16) -> Option<Self> {
        let first = word.glyphs.first()?;
        if word.glyphs.iter().any(|glyph| glyph.y != 0) {
            return None;
        }
        let mut shown = Self { lead: first.x, inside: Vec::with_capacity(word.glyphs.len() * 3), trail: 0 };
        for (n, glyph) in word.glyphs.iter().enumerate() {
            let kern = shown.trail - glyph.x;
            if n > 0 && kern != 0 {
                shown.inside.push(b')');
                put_integer(&mut shown.inside, kern.into());
                shown.inside.push(b'(');
            }
            put_escaped(&mut shown.inside, &code(glyph.id).to_be_bytes());
            shown.trail = glyph.width - glyph.advance + glyph.x;
        }
        Some(shown)
    }
}

/// The words of a document in one face. They are known by where they are, and stay there as long as they are
/// known.
#[derive(Default)]
pub(crate) struct Words(HashMap<usize, (Arc<ShapedWord>, Option<Word>)>);

fn place(word: &Arc<ShapedWord>) -> usize {
    Arc::as_ptr(word) as usize
}

impl Words {
    /// Adds a word; whether it was not there.
    pub(crate) fn add(&mut self, word: &Arc<ShapedWord>) -> bool {
        self.0.insert(place(word), (Arc::clone(word), None)).is_none()
    }

    /// Looks at all words, once their codes are known.
    pub(crate) fn settle(&mut self, is_plain: impl Fn(&ShapedWord) -> bool, code: impl Fn(u16) -> u16) {
        for (word, known) in self.0.values_mut() {
            *known = Some(Word { is_plain: is_plain(word), shown: Shown::of(word, &code) });
        }
    }

    pub(crate) fn get(&self, word: &Arc<ShapedWord>) -> Option<&Word> {
        self.0.get(&place(word))?.1.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::{FaceId, Glyph};

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
            face: FaceId(0),
            text: "w".into(),
            glyphs: glyphs.iter().map(glyph).collect(),
            width: 0,
            trailing: 0,
            is_spelled: true,
        }
    }

    #[test]
    fn kerns_part_strings_and_what_would_end_them_is_escaped() {
        let shown = Shown::of(&word(&[(1, 0, 0, 0), (40, -20, 0, 0), (2, 7, 5, 0)]), |id| id);
        let wanted = Shown { lead: 0, inside: b"\0\x01\0\\()15(\0\x02".to_vec(), trail: -2 };
        assert_eq!(shown, Some(wanted));
    }

    #[test]
    fn raised_glyphs_are_shown_one_by_one() {
        assert_eq!(Shown::of(&word(&[(1, 0, 0, 3)]), |id| id), None);
    }
}
