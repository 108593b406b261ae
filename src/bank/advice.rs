//! Warnings about questions that can be asked but are likely not as their author wants them.

use std::collections::HashMap;

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
    let mut asking: HashMap<(String, Option<&str>), Vec<&Question>> = HashMap::with_capacity(questions.len());
    for question in questions.iter().filter(|question| question.status == Status::Active) {
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
