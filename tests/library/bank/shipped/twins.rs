//! No two questions ask for the same thing.
//!
//! Two questions are compared twice: by their prompts, and by their signs (`listen_for`). Each text counts
//! as the set of its word stems, without the words that every text has. The likeness of two sets is the
//! share of their union that both have (Jaccard index).

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use interview_kit::bank::{Bank, Question};
use rust_stemmers::{Algorithm as Language, Stemmer};
use textdistance::{Algorithm as _, Jaccard};

use super::assert_no_findings;
use crate::support::kits;

/// The likeness from which two prompts are too much alike.
const PROMPTS: f64 = 0.38;
/// The same limit for signs. Two pairs that readers found to ask for the same thing stood at 0.28
/// and 0.31; no other pair of the bank reached 0.27.
const SIGNS: f64 = 0.27;
/// The same limit for the sum of both.
const TOGETHER: f64 = 0.48;

/// Words that every text has.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| stop_words::get(stop_words::Language::English).iter().copied().collect());

/// Returns the stems of the words of a text.
pub(crate) fn stems(text: &str) -> Vec<String> {
    stems_of(text, |_| true)
}

fn stems_of(text: &str, counts: impl Fn(&str) -> bool) -> Vec<String> {
    let stemmer = Stemmer::create(Language::English);
    let text = text.to_lowercase();
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words
        .filter(|word| !word.is_empty() && counts(word))
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}

/// Numbers for stems, since there are many pairs to compare.
#[derive(Default)]
struct Numbers(HashMap<String, usize>);

impl Numbers {
    fn of(&mut self, text: &str) -> BTreeSet<usize> {
        let mut number = |stem| {
            let next = self.0.len();
            *self.0.entry(stem).or_insert(next)
        };
        stems_of(text, |word| !COMMON.contains(word)).into_iter().map(&mut number).collect()
    }
}

/// The sets of stems of a question.
struct Print<'b> {
    id: &'b str,
    prompt: BTreeSet<usize>,
    signs: BTreeSet<usize>,
}

impl<'b> Print<'b> {
    fn new(question: &'b Question, numbers: &mut Numbers) -> Self {
        let signs = question.listen_for.iter().flat_map(|sign| numbers.of(&sign.text.value)).collect();
        Self { id: &question.id, prompt: numbers.of(&question.prompt.value), signs }
    }

    /// Returns the likeness of two questions: of their prompts, and of their signs.
    fn alike(&self, other: &Self) -> (f64, f64) {
        let alike = |one: &BTreeSet<usize>, two: &BTreeSet<usize>| {
            // Most pairs share at most one word, so they need no call of the library.
            let few = one.intersection(two).nth(1).is_none();
            if few { 0.0 } else { Jaccard::default().for_iter(one.iter(), two.iter()).nval() }
        };
        (alike(&self.prompt, &other.prompt), alike(&self.signs, &other.signs))
    }
}

/// Returns the pairs that share a stem, with their likeness, most alike first.
fn alike_pairs(bank: &Bank) -> Vec<(f64, f64, String)> {
    let mut numbers = Numbers::default();
    let prints: Vec<Print<'_>> = bank.questions.iter().map(|q| Print::new(q, &mut numbers)).collect();
    let mut pairs = Vec::new();
    for (n, one) in prints.iter().enumerate() {
        for other in &prints[n + 1..] {
            let (prompt, signs) = one.alike(other);
            if prompt + signs > 0.2 {
                pairs.push((prompt, signs, format!("{} and {}", one.id, other.id)));
            }
        }
    }
    pairs.sort_by(|a, b| (b.0 + b.1).total_cmp(&(a.0 + a.1)));
    pairs
}

fn twins(bank: &Bank) -> Vec<String> {
    let alike = |(prompt, signs, _): &&(f64, f64, String)| {
        *prompt >= PROMPTS || *signs >= SIGNS || prompt + signs >= TOGETHER
    };
    let pairs = alike_pairs(bank);
    let found = pairs.iter().filter(alike);
    found.map(|(prompt, signs, ids)| format!("{ids}: prompts {prompt:.2}, signs {signs:.2}")).collect()
}

#[test]
fn no_two_questions_ask_the_same() {
    let bank = kits::built_in_bank();
    // `--nocapture` shows how close the likest pairs are to the limits.
    for (prompt, signs, ids) in alike_pairs(&bank).iter().take(20) {
        println!("{prompt:.2} {signs:.2} {ids}");
    }
    assert_no_findings(&twins(&bank));
}

#[test]
fn a_question_in_other_words_is_told() {
    let mut bank = kits::built_in_bank();
    let mut twin = bank.questions.iter().find(|q| q.id == "py-core-slicing").unwrap().clone();
    "py-core-slicing-again".clone_into(&mut twin.id);
    twin.prompt.value =
        format!("Now for something else. {}", twin.prompt.value.replace("colleague", "friend"));
    for sign in &mut twin.listen_for {
        sign.text.value =
            sign.text.value.replace("Says", "States").replace("Explains", "Shows").replace("list", "array");
    }
    bank.questions.push(twin);
    let found = twins(&bank);
    assert!(
        found.len() == 1 && found[0].starts_with("py-core-slicing and py-core-slicing-again"),
        "{found:?}"
    );
}
