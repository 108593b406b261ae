//! Warnings about questions that can be asked but are likely not as their author wants them.

use std::collections::{HashMap, HashSet};

use super::model::{Question, Status};
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog};
use crate::input::hints::quoted;

/// Warns about active questions without a sign to listen for, in one finding.
pub(super) fn warn_missing_signs(questions: &[Question], findings: &mut FindingLog) {
    let mut bare = questions.iter().filter(|q| q.status == Status::Active && q.listen_for.is_empty());
    let Some(first) = bare.next() else { return };
    let id = quoted(&first.id);
    let message = match bare.count() {
        0 => format!("the question {id} does not say what to listen for"),
        others => {
            format!("{} questions do not say what to listen for; the first is {id}", others + 1)
        }
    };
    findings.push(
        Diagnostic::warning(&codes::bank::MISSING_LISTEN_FOR, message).at(first.prompt.origin, "").help(
            "list signs of a good answer in `listen_for`; without them, kits have lines for notes instead",
        ),
    );
}

/// The greatest number of places that a finding about equal prompts names.
const MAX_PLACES: usize = 5;

/// Warns about active questions that ask the same about the same code, in one finding for each prompt.
pub(super) fn warn_duplicate_prompts(questions: &[Question], findings: &mut FindingLog) {
    let active = || questions.iter().filter(|question| question.status == Status::Active);
    let mut keys: Vec<u64> = active().map(|question| prompt_key(&question.prompt.value)).collect();
    keys.sort_unstable();
    let shared: HashSet<u64> = keys
        .windows(2)
        .filter(|pair| pair.first() == pair.last())
        .filter_map(|pair| pair.first().copied())
        .collect();
    if shared.is_empty() {
        return;
    }
    let mut asking: HashMap<(String, Option<&str>), Vec<&Question>> = HashMap::new();
    for question in active().filter(|question| shared.contains(&prompt_key(&question.prompt.value))) {
        let words: Vec<&str> = question.prompt.value.split_whitespace().collect();
        let code = question.code.as_ref().map(|code| code.source.value.as_str());
        asking.entry((words.join(" ").to_lowercase(), code)).or_default().push(question);
    }
    let mut repeated: Vec<Vec<&Question>> = asking.into_values().filter(|same| same.len() > 1).collect();
    repeated.sort_by_key(|same| same.first().map(|question| question.prompt.origin));
    for same in repeated {
        let [first, second, others @ ..] = same.as_slice() else { continue };
        let message = match others.len() {
            0 => format!("the questions {} and {} ask the same", quoted(&first.id), quoted(&second.id)),
            more => format!("{} questions ask the same as {}", more + 1, quoted(&first.id)),
        };
        let mut finding = Diagnostic::warning(&codes::bank::DUPLICATE_PROMPT, message)
            .at(second.prompt.origin, "asked again here")
            .at(first.prompt.origin, "first asked here");
        for other in others.iter().take(MAX_PLACES - 2) {
            finding = finding.at(other.prompt.origin, "and here");
        }
        findings.push(finding.help("a kit may ask both: remove one, or set `status = \"retired\"`"));
    }
}

/// Returns a number that is the same for prompts that differ in blanks and case only. Few other prompts share it.
fn prompt_key(prompt: &str) -> u64 {
    // The hash FNV-1a, by character.
    let mix = |key: u64, c: char| (key ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    prompt.chars().filter(|c| !c.is_whitespace()).fold(0xcbf2_9ce4_8422_2325, |key, c| {
        if c.is_ascii() {
            return mix(key, c.to_ascii_lowercase());
        }
        // The lower case of a sigma depends on its place in the word.
        c.to_lowercase().filter(|c| !matches!(c, 'σ' | 'ς')).fold(key, mix)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::prompt_key;

    const CHARACTERS: [char; 18] = [
        'a', 'B', 'Σ', 'σ', 'ς', '\u{212A}', 'İ', 'ß', 'É', '?', '\'', '1', ' ', '\t', '\n', '\u{B}',
        '\u{A0}', '\u{3000}',
    ];

    proptest! {
        #[test]
        fn prompts_that_differ_in_blanks_and_case_share_their_key(
            characters in prop::collection::vec(prop::sample::select(&CHARACTERS[..]), 0..40)
        ) {
            let prompt = String::from_iter(characters);
            let folded = prompt.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            prop_assert_eq!(prompt_key(&prompt), prompt_key(&folded));
        }
    }

    #[test]
    fn prompts_with_other_words_have_another_key() {
        assert_eq!(prompt_key(" \u{212A}eep IT"), prompt_key("keep\n it"));
        assert_eq!(prompt_key("ΟΔΟΣ"), prompt_key(&"ΟΔΟΣ".to_lowercase()));
        assert_ne!(prompt_key("Keep it"), prompt_key("Keep at it"));
        assert_ne!(prompt_key("ab"), prompt_key("ba"));
    }
}
