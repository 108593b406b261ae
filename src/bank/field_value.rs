//! The value of one field of a question, in the shapes that writers share.

use super::anchors::Anchors;
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
    /// Described levels.
    Anchors(&'q Anchors),
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

    /// Returns all texts of the value; of code, the code itself.
    #[must_use]
    pub fn texts(self) -> Vec<&'q Text> {
        match self {
            Self::Text(text) => vec![text],
            Self::Texts(texts) => texts.iter().collect(),
            Self::Signs(signs) => signs.iter().map(|sign| &sign.text).collect(),
            Self::Anchors(anchors) => anchors.texts().collect(),
            Self::Code(code) => vec![&code.source],
            Self::Absent
            | Self::Word(_)
            | Self::Words(_)
            | Self::Levels(_)
            | Self::Number(_)
            | Self::Credit(_) => Vec::new(),
        }
    }

    /// Returns true if two values say the same, wherever they are written.
    pub(super) fn is_same(self, other: FieldValue<'_>) -> bool {
        let values = |texts: &[Text]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
        let value = |text: &Text| text.value.clone();
        match (self, other) {
            (Self::Absent, FieldValue::Absent) => true,
            (Self::Word(one), FieldValue::Word(two)) => one == two,
            (Self::Words(one), FieldValue::Words(two)) => one == two,
            (Self::Levels(one), FieldValue::Levels(two)) => one == two,
            (Self::Number(one), FieldValue::Number(two)) => one == two,
            (Self::Text(one), FieldValue::Text(two)) => one.value == two.value,
            (Self::Texts(one), FieldValue::Texts(two)) => values(one) == values(two),
            (Self::Signs(one), FieldValue::Signs(two)) => {
                let signs = |signs: &[ListenFor]| {
                    signs.iter().map(|sign| (value(&sign.text), sign.from)).collect::<Vec<_>>()
                };
                signs(one) == signs(two)
            }
            (Self::Anchors(one), FieldValue::Anchors(two)) => {
                let texts = |anchors: &Anchors| {
                    anchors
                        .entries()
                        .map(|(from, score, text)| (from, score, value(text)))
                        .collect::<Vec<_>>()
                };
                texts(one) == texts(two)
            }
            (Self::Code(one), FieldValue::Code(two)) => {
                let snippet = |code: &Snippet| {
                    (code.language.clone(), value(&code.source), code.output.as_ref().map(value))
                };
                snippet(one) == snippet(two)
            }
            (Self::Credit(one), FieldValue::Credit(two)) => one == two,
            _ => false,
        }
    }

    /// Returns true if the question leaves the field out, or gives an empty list.
    #[must_use]
    pub fn is_empty(self) -> bool {
        match self {
            Self::Absent => true,
            Self::Words(words) => words.is_empty(),
            Self::Levels(levels) => levels.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Signs(signs) => signs.is_empty(),
            Self::Anchors(anchors) => anchors.is_empty(),
            Self::Word(_) | Self::Number(_) | Self::Text(_) | Self::Code(_) | Self::Credit(_) => false,
        }
    }
}
