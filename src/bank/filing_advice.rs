//! Warnings about titles, groups and competencies that are likely not as their author wants them.

use std::collections::{BTreeMap, HashMap};

use super::markup::plain;
use super::model::{Category, Question, QuestionType, Status};
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog, Origin};
use crate::input::hints::quoted;

/// The active questions.
fn active(questions: &[Question]) -> impl Iterator<Item = &Question> {
    questions.iter().filter(|question| question.status == Status::Active)
}

/// Warns about active questions of one category with the same title.
pub(super) fn warn_equal_titles(questions: &[Question], findings: &mut FindingLog) {
    let mut first: HashMap<(&str, String), Origin> = HashMap::new();
    for question in active(questions) {
        let Some(title) = &question.title else { continue };
        let words = plain(&title.value).to_lowercase();
        let key = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let earlier = *first.entry((&question.category, key)).or_insert(title.origin);
        if earlier != title.origin {
            let message = format!(
                "two questions of the category {} have the title {}",
                quoted(&question.category),
                quoted(&title.value)
            );
            findings.push(
                Diagnostic::warning(&codes::bank::EQUAL_TITLES, message)
                    .at(title.origin, "used again here")
                    .at(earlier, "first used here")
                    .help("say in each title how the question differs"),
            );
        }
    }
}

/// Warns about groups with one active question.
pub(super) fn warn_single_groups(questions: &[Question], findings: &mut FindingLog) {
    let mut members: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    for question in active(questions) {
        if let Some(group) = &question.group {
            members.entry(group).or_default().push(question);
        }
    }
    for (group, members) in members {
        let [question] = members.as_slice() else { continue };
        let message =
            format!("the group {} has one active question, {}", quoted(group), quoted(&question.id));
        findings.push(
            Diagnostic::warning(&codes::bank::SINGLE_GROUP, message)
                .at(question.prompt.origin, "")
                .help("write the same `group` on the questions that ask about the same thing, or remove it"),
        );
    }
}

/// Warns in one finding about technical categories with active questions without a competency, if other technical
/// categories of the bank name one.
pub(super) fn warn_missing_competencies(
    categories: &[Category],
    questions: &[Question],
    findings: &mut FindingLog,
) {
    let technical = || categories.iter().filter(|category| category.kind == QuestionType::Technical);
    if technical().all(|category| category.competency.is_none()) {
        return;
    }
    let mut bare = technical().filter(|category| {
        category.competency.is_none()
            && active(questions).any(|q| q.category == category.id && q.competency.is_none())
    });
    let Some(first) = bare.next() else { return };
    let others = bare.count();
    let id = quoted(&first.id);
    let message = match others {
        0 => format!("the category {id} names no competency, but others do"),
        _ => format!("{} categories name no competency, but others do; the first is {id}", others + 1),
    };
    findings
        .push(Diagnostic::warning(&codes::bank::MISSING_COMPETENCY, message).at(first.name.origin, "").help(
        "write the id of a `[[competency]]` as `competency`: kits spread their questions over competencies",
    ));
}
