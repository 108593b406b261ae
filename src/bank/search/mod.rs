//! Full-text search of questions, ranked by BM25.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod` | the search and its ranking |
//! | `words` | the words of a text, and the stems that they are compared by |

mod words;

use std::collections::{BTreeSet, HashMap};

use bm25::{Embedder, EmbedderBuilder, Scorer, Tokenizer};

use self::words::{Stems, split_words};
use super::markup::plain;
use super::model::{Bank, Question};
use crate::diag::suggest;

/// The greatest number of words in a search.
pub const SEARCH_MAX_WORDS: usize = 20;

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchResult<'b> {
    /// The questions that hold the most words of the search, the best match first.
    pub questions: Vec<&'b Question>,
    /// True if each of them holds every word that the bank has.
    pub has_all_words: bool,
    /// The words of the search that the bank has, as they were typed.
    pub known_words: Vec<String>,
    /// The words that no question of the bank has.
    pub unknown_words: Vec<UnknownWord>,
}

/// A word of a search that no question of the bank has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word, as it was typed.
    pub word: String,
    /// The most similar word of the bank, if one is similar.
    pub similar: Option<String>,
}

/// Returns the words of a search, in the order they were typed and without repeats.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    split_words(text).filter(|word| seen.insert(word.clone())).collect()
}

/// Searches some questions of a bank for words.
///
/// Words are compared by their stems in the language of the bank, so `indexes` finds `index`. The whole bank decides
/// how rare a word is; `among` only limits the result. Equal matches keep the order of `among`.
#[must_use]
pub fn search_questions<'b>(bank: &'b Bank, among: &[&'b Question], words: &[String]) -> SearchResult<'b> {
    let mut stems = Stems::new(&bank.language);
    let index = Index::new(bank, &mut stems, words);
    let is_known = |word: &&String| index.known.contains(&hash_word(&stems.stem_of(word)));
    let (known, unknown): (Vec<&String>, Vec<&String>) = words.iter().partition(is_known);
    let rank = |question: &&'b Question| {
        let entry = index.matches.get(question.id.as_str())?;
        Some((entry.held_words, entry.score, *question))
    };
    let mut found: Vec<(usize, f32, &Question)> = among.iter().filter_map(rank).collect();
    let most = found.iter().map(|(held, ..)| *held).max().unwrap_or(0);
    found.retain(|(held, ..)| *held == most);
    found.sort_by(|(_, one, _), (_, other, _)| other.total_cmp(one));
    SearchResult {
        questions: found.into_iter().map(|(_, _, question)| question).collect(),
        has_all_words: most == index.known.len(),
        known_words: known.into_iter().cloned().collect(),
        unknown_words: suggest_words(bank, unknown),
    }
}

/// The questions that hold a word of the search.
struct Index<'b> {
    /// Their matches, by id.
    matches: HashMap<&'b str, Match>,
    /// The hashes of the stems that the bank has.
    known: BTreeSet<u64>,
}

/// The match of one question.
struct Match {
    /// The number of different words that it holds.
    held_words: usize,
    score: f32,
}

impl<'b> Index<'b> {
    /// Indexes the words of the search only, so that the index stays smaller than the bank.
    fn new(bank: &'b Bank, stems: &mut Stems, words: &[String]) -> Self {
        let texts: Vec<String> =
            bank.questions.iter().map(|q| stems.stem_text(&weighted_text(bank, q))).collect();
        let word_count: usize = texts.iter().map(|text| count_words(text)).sum();
        let mean_length = word_count as f32 / texts.len().max(1) as f32;
        let embedder: Embedder<u64, Spaces> = EmbedderBuilder::with_avgdl(mean_length).build();
        let stemmed: BTreeSet<String> = words.iter().map(|word| stems.stem_of(word)).collect();
        let query = embedder.embed(&stemmed.into_iter().collect::<Vec<_>>().join(" "));
        let wanted: BTreeSet<u64> = query.indices().copied().collect();
        let mut scorer = Scorer::new();
        let mut held: Vec<BTreeSet<u64>> = Vec::with_capacity(texts.len());
        for (number, text) in texts.iter().enumerate() {
            let mut words = embedder.embed(text);
            words.0.retain(|word| wanted.contains(&word.index));
            held.push(words.indices().copied().collect());
            scorer.upsert(&number, words);
        }
        let mut index = Self { matches: HashMap::new(), known: BTreeSet::new() };
        for (number, (question, held)) in bank.questions.iter().zip(held).enumerate() {
            if !held.is_empty() {
                let score = scorer.score(&number, &query).unwrap_or_default();
                index.matches.insert(&question.id, Match { held_words: held.len(), score });
                index.known.extend(held);
            }
        }
        index
    }
}

/// Splits stemmed text at its spaces.
#[derive(Default)]
struct Spaces;

impl Tokenizer for Spaces {
    fn tokenize(&self, stemmed: &str) -> Vec<String> {
        stemmed.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

fn count_words(stemmed: &str) -> usize {
    stemmed.split(' ').filter(|word| !word.is_empty()).count()
}

/// Returns the hash that the ranking compares a stem by.
fn hash_word(stem: &str) -> u64 {
    <u64 as bm25::TokenEmbedder>::embed(stem)
}

/// Returns every text of a question. Words that say what it is about count several times.
fn weighted_text(bank: &Bank, question: &Question) -> String {
    let mut text = String::new();
    let mut add = |part: &str, weight: usize| {
        for _ in 0..weight {
            text.push_str(part);
            text.push('\n');
        }
    };
    add(&question.id.replace('-', " "), 1);
    question.title.iter().for_each(|title| add(&plain(&title.value), 3));
    question.tags.iter().for_each(|tag| add(tag, 3));
    add(&plain(&question.prompt.value), 2);
    let names = bank.category(&question.category).map(|category| &category.name);
    for name in names.into_iter().chain(bank.competency_of(question).map(|competency| &competency.name)) {
        add(&plain(&name.value), 1);
    }
    question.listen_for.iter().for_each(|sign| add(&plain(&sign.text.value), 1));
    question.red_flags.iter().chain(&question.follow_ups).for_each(|bullet| add(&plain(&bullet.value), 1));
    question.anchors.texts().chain(&question.sample_answer).for_each(|answer| add(&plain(&answer.value), 1));
    if let Some(code) = &question.code {
        add(&code.language, 1);
        add(&code.source.value, 1);
    }
    text
}

/// Adds the most similar word of the bank to each unknown word.
fn suggest_words(bank: &Bank, unknown: Vec<&String>) -> Vec<UnknownWord> {
    if unknown.is_empty() {
        return Vec::new();
    }
    let vocabulary: BTreeSet<String> = bank
        .questions
        .iter()
        .flat_map(|q| split_words(&weighted_text(bank, q)).collect::<Vec<_>>())
        .collect();
    let similar =
        |word: &str| suggest::nearest(word, vocabulary.iter().map(String::as_str)).map(str::to_owned);
    unknown.into_iter().map(|word| UnknownWord { word: word.clone(), similar: similar(word) }).collect()
}
