//! Words of names that are also words of the language, or that many names share.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold_words;

/// English words that may also be names. In small letters they are taken for words.
///
/// The words of prose in small letters in the built-in bank, and others that are also given or family names. Given
/// names that are seldom used as words, such as `jack`, are left out.
const ENGLISH_WORDS: &str = include_str!("common_words.txt");

/// Words that many names share: particles, titles.
const PARTICLES: &str = "\
    al and bin binti da dal das de del della der des di dos dr du el frau herr ibn jr la las le los miss mr mrs ms \
    of prof san santa sir sr st ten ter the van vom von y zu zum zur";

/// Modal verbs that are also names.
const MODAL_VERBS: [&str; 3] = ["can", "may", "will"];

/// Words that follow a modal verb, and not a name: pronouns, and verbs that have another form after the name of one
/// person, in the present and in the past.
const AFTER_MODAL_VERBS: &str = "\
    accept adapt add admit affect allow analyse analyze apply argue ask balance be become begin belong break bring build \
    calculate call change check choose clarify code combine communicate compare compute configure confirm consider convert \
    cope copy cover create criticise debug decide deepen define delegate deliver demand depend describe design detect \
    develop discuss do draw drive earn elaborate enjoy ensure estimate evaluate explain explore express extend fail fetch \
    fill find finish fix follow forget formulate gain get give go grasp grow handle have he help hesitate i identify imagine \
    implement improve infer interpret introduce invent isolate join justify keep know lack learn listen look lose make \
    manage measure mention merge model motivate move need obtain optimise optimize organise organize parse pass perform pick \
    plan point prefer prepare prioritise prioritize produce program propose protect prove provide raise reach react reason \
    recall recognise recognize recommend reduce refactor reflect reject relate rely remember remove repeat replace report \
    require resolve respond return review rewrite run save scale search see select sell send separate serve she show \
    simplify sketch solve spot start state stop structure suggest summarise summarize support take talk teach tell test they \
    think translate try type understand use validate verify visualise visualize wait walk want we weigh work write you";
/// Adverbs that stand between a modal verb and its verb, or after a name.
const ADVERBS: [&str; 8] = ["also", "certainly", "easily", "never", "not", "probably", "still", "well"];

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(ENGLISH_WORDS));
static SHARED: LazyLock<HashSet<String>> = LazyLock::new(|| folded(PARTICLES));
static AFTER: LazyLock<HashSet<&str>> = LazyLock::new(|| AFTER_MODAL_VERBS.split_whitespace().collect());

fn folded(words: &str) -> HashSet<String> {
    fold_words(words).into_iter().map(|word| word.folded).collect()
}

/// Returns true for a word of the language that may be a name.
pub(super) fn contains(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// Returns true for a word that many names share.
pub(super) fn is_particle(folded: &str) -> bool {
    SHARED.contains(folded)
}

/// Returns true if a word of a text is a modal verb: at the start of a sentence, and before a verb, as in
/// `Can explain joins.` The range holds the word's bytes.
pub(super) fn is_modal_verb(text: &str, (start, end): (usize, usize)) -> bool {
    let (Some(before), Some(word), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    let mut letters = word.chars();
    let is_word = letters.next().is_some_and(char::is_uppercase)
        && MODAL_VERBS.iter().any(|verb| verb.get(1..) == Some(letters.as_str()));
    let mut next = after.strip_prefix(' ').unwrap_or_default();
    for adverb in ADVERBS {
        let verb = next.strip_prefix(adverb).and_then(|after| after.strip_prefix(' '));
        next = verb.unwrap_or(next);
    }
    let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_word && AFTER.contains(next) && is_sentence_start(before)
}

/// Returns true if a sentence or a line starts after a text.
fn is_sentence_start(before: &str) -> bool {
    let on_line = before.trim_end_matches([' ', '\t', '-', '*', '•', '–', '—', '(', '"']);
    on_line.is_empty() || on_line.ends_with(['.', '!', '?', ':', ';', '\n', '\r'])
}
