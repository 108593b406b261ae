//! The value of one field of a question, in the shapes that writers share.

use std::collections::BTreeMap;

use super::model::{Credit, ListenFor, Seniority, Snippet};
use crate::diag::Text;

/// The value of one field of a question. Every writer (excerpt, JSON, hash, comparison) matches on
/// these shapes, so a new field of a known shape changes none of them.
#[derive(Debug, Clone, Copy)]
pub enum FieldValue<'q> {
    /// An optional field that the question leaves out.
    Absent,
    /// An id or a word.
    Word(&'q str),
    /// Free words, for example tags.
    Words(&'q [String]),
    /// Levels of seniority, lowest first.
    Levels(&'q [Seniority]),
    /// A whole number.
    Number(u32),
    /// A text.
    Text(&'q Text),
    /// A list of texts.
    Texts(&'q [Text]),
    /// Signs of a good answer.
    Signs(&'q [ListenFor]),
    /// Texts by score.
    Scores(&'q BTreeMap<u8, Text>),
    /// Code to discuss.
    Code(&'q Snippet),
    /// Who wrote or reviewed the question.
    Credit(&'q Credit),
}

impl<'q> FieldValue<'q> {
    /// Returns the value of an optional field in the shape that `shape` makes.
    pub(super) fn optional<T: ?Sized>(value: Option<&'q T>, shape: fn(&'q T) -> Self) -> Self {
        value.map_or(Self::Absent, shape)
    }

    /// Returns the lengths in bytes of all texts of the value.
    #[must_use]
    pub fn text_bytes(self) -> usize {
        let sum = |texts: &mut dyn Iterator<Item = &Text>| texts.map(|text| text.value.len()).sum();
        match self {
            Self::Text(text) => text.value.len(),
            Self::Texts(texts) => sum(&mut texts.iter()),
            Self::Signs(signs) => sum(&mut signs.iter().map(|sign| &sign.text)),
            Self::Scores(texts) => sum(&mut texts.values()),
            Self::Code(code) => code.source.value.len(),
            Self::Absent
            | Self::Word(_)
            | Self::Words(_)
            | Self::Levels(_)
            | Self::Number(_)
            | Self::Credit(_) => 0,
        }
    }
}
