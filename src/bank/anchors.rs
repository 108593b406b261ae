//! The described levels of a question, and how they differ by seniority.

use std::collections::BTreeMap;

use super::levels_and_types::Seniority;
use crate::diag::Text;

/// The described levels of a question: what an answer of a score sounds like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    /// The texts by score, from the lowest level of the question.
    pub base: BTreeMap<u8, Text>,
    /// The texts that replace those of the base and of lower levels, from a level upwards.
    pub overrides: BTreeMap<Seniority, BTreeMap<u8, Text>>,
}

impl Anchors {
    /// Returns true if no level is described.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.base.is_empty() && self.overrides.is_empty()
    }

    /// Returns all texts with their scores and the level that each is shown from, the base first.
    pub fn entries(&self) -> impl Iterator<Item = (Option<Seniority>, u8, &Text)> {
        let base = self.base.iter().map(|(score, text)| (None, *score, text));
        let overrides = self.overrides.iter();
        base.chain(
            overrides.flat_map(|(level, texts)| {
                texts.iter().map(move |(score, text)| (Some(*level), *score, text))
            }),
        )
    }

    /// Returns all texts, those of the base first.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.entries().map(|(_, _, text)| text)
    }

    /// Returns the texts up to a level, by score: of each score the text of the highest level that has one, else
    /// the base. Without a level, only the base.
    #[must_use]
    pub fn up_to(&self, level: Option<Seniority>) -> BTreeMap<u8, &Text> {
        let shown = self.entries().filter(|(from, _, _)| *from <= level);
        shown.map(|(_, score, text)| (score, text)).collect()
    }

    /// Returns the texts by their keys in a bank: those of the base by score, and below a level those that it replaces.
    /// `text` makes the value of a text, `table` that of a level.
    pub(super) fn by_key<V>(
        &self,
        text: impl Fn(&Text) -> V,
        table: impl Fn(BTreeMap<String, V>) -> V,
    ) -> BTreeMap<String, V> {
        let texts = |scores: &BTreeMap<u8, Text>| -> BTreeMap<String, V> {
            scores.iter().map(|(score, what)| (score.to_string(), text(what))).collect()
        };
        let overrides = self.overrides.iter();
        let overrides = overrides.map(|(level, scores)| (level.key().to_owned(), table(texts(scores))));
        texts(&self.base).into_iter().chain(overrides).collect()
    }
}
