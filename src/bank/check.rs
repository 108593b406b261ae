//! Checks that need all files of a bank: ids, references, the scale.

use std::collections::{BTreeSet, HashMap};

use super::advice;
use super::draft::{BankDraft, DraftEntry, LevelEntry, Link};
use super::filing_advice;
use super::layers;
use super::limits;
use super::model::{Bank, Question, QuestionType, RatingScale, Role};
use super::references::{References, drop_duplicates};
use crate::diag::codes;
use crate::diag::{Diagnostic, FindingLog, Text};
use crate::input::hints::quoted;
use crate::wording::plural::plural;

/// Turns a draft into a bank, and leaves out entries with errors.
pub(super) fn check_draft(mut draft: BankDraft, findings: &mut FindingLog) -> Bank {
    layers::merge_layers(&mut draft, findings);
    drop_duplicates("role", &mut draft.roles, findings);
    let mut roles = layers::finish_roles(std::mem::take(&mut draft.roles), findings);
    let mut known = References::new(&mut draft, findings);
    let BankDraft { languages, scale, mut categories, competencies, mut questions, incomplete, .. } = draft;
    for role in &mut roles {
        known.resolve(role);
    }
    for category in &mut categories {
        known.resolve(category);
    }
    for question in &mut questions {
        known.resolve(question);
    }
    let scale = rating_scale(scale, findings);
    if !incomplete.contains("role") {
        warn_unused_categories(&roles, &questions, findings);
    }

    let language = bank_language(&languages, findings);
    let has_all_categories =
        !incomplete.contains("category") && categories.iter().all(|entry| entry.value.is_some());
    let categories: Vec<_> = categories.into_iter().filter_map(|c| c.value).collect();
    let kinds: HashMap<&str, QuestionType> = categories.iter().map(|c| (c.id.as_str(), c.kind)).collect();
    let typed = |mut question: Question| {
        // An unknown category has a finding of its own.
        question.kind = *kinds.get(question.category.as_str())?;
        Some(question)
    };
    let asked = questions.len();
    let questions: Vec<Question> = questions.into_iter().filter_map(|q| q.value).filter_map(typed).collect();
    advice::warn_missing_signs(&questions, findings);
    advice::warn_duplicate_prompts(&questions, findings);
    filing_advice::warn_equal_titles(&questions, findings);
    let has_all_questions = !incomplete.contains("question") && questions.len() == asked;
    // A question with a mistake may be the other one of the group.
    if has_all_questions {
        filing_advice::warn_single_groups(&questions, findings);
    }
    if has_all_categories {
        filing_advice::warn_missing_competencies(&categories, &questions, findings);
    }
    Bank {
        language,
        roles: roles.into_iter().filter_map(|r| r.value).collect(),
        competencies: competencies.into_iter().filter_map(|c| c.value).collect(),
        scale,
        questions,
        categories,
    }
}

/// Returns the language of the bank, or an empty string.
fn bank_language(languages: &[Text], findings: &mut FindingLog) -> String {
    let Some(first) = languages.first() else { return String::new() };
    for other in languages.iter().filter(|l| !l.value.eq_ignore_ascii_case(&first.value)) {
        let (one, two) = (quoted(&first.value), quoted(&other.value));
        findings.push(
            Diagnostic::error(
                &codes::bank::TWO_LANGUAGES,
                format!("the bank is in two languages, {one} and {two}"),
            )
            .at(other.origin, "")
            .at(first.origin, "first given here"),
        );
    }
    first.value.clone()
}

/// Builds the scale, and checks its size and order.
fn rating_scale(entries: Vec<LevelEntry>, findings: &mut FindingLog) -> RatingScale {
    let (low, high) = (limits::SCALE_SIZE_RANGE.start(), limits::SCALE_SIZE_RANGE.end());
    if !limits::SCALE_SIZE_RANGE.contains(&entries.len())
        && let Some(first) = entries.first()
    {
        let message =
            format!("the scale has {}; {low} to {high} are allowed", plural(entries.len() as u32, "level"));
        findings.push(
            Diagnostic::error(&codes::bank::SCALE_SIZE, message).at(first.origin, "the scale starts here"),
        );
    }
    let mut levels: Vec<super::model::Level> = Vec::with_capacity(entries.len());
    for LevelEntry { level, origin } in entries {
        let Some(level) = level else { continue };
        if let Some(last) = levels.last().filter(|last| last.score >= level.score) {
            let message = if last.score == level.score {
                format!("score {} is given twice", level.score)
            } else {
                format!("score {} comes after score {}", level.score, last.score)
            };
            findings.push(
                Diagnostic::error(&codes::bank::SCALE_ORDER, message)
                    .at(origin, "")
                    .help("sort the levels by score, lowest first, and use each score once"),
            );
            continue;
        }
        levels.push(level);
    }
    RatingScale { levels }
}

/// Warns about categories that have questions but belong to no role.
fn warn_unused_categories(
    roles: &[DraftEntry<Role>],
    questions: &[DraftEntry<Question>],
    findings: &mut FindingLog,
) {
    let of_role = |entry: &DraftEntry<Role>| {
        entry.links.iter().filter_map(category_link).map(|c| c.value.clone()).collect::<Vec<_>>()
    };
    let used: BTreeSet<String> = roles.iter().flat_map(of_role).collect();
    // A role with a mistake may be the one that names the category.
    if roles.is_empty() || roles.iter().any(|role| role.value.is_none()) {
        return;
    }
    let mut told = BTreeSet::new();
    let of_questions = questions.iter().filter(|q| q.value.is_some()).flat_map(|q| &q.links);
    for id in of_questions.filter_map(category_link) {
        if used.contains(&id.value) || !told.insert(id.value.as_str()) {
            continue;
        }
        let message = format!("no role uses the category {} of this question", quoted(&id.value));
        findings.push(
            Diagnostic::warning(&codes::bank::UNUSED_CATEGORY, message)
                .at(id.origin, "")
                .help("add it to the `categories` of a role; otherwise no kit for a role asks its questions"),
        );
    }
}

fn category_link(link: &Link) -> Option<&Text> {
    match link {
        Link::Category(id) => Some(id),
        _ => None,
    }
}
