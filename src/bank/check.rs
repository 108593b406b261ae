//! Checks that need all files of a bank: ids, references, the scale.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::advice;
use super::draft::{BankDraft, DraftEntry, LevelEntry, Link};
use super::limits;
use super::model::{Bank, Question, QuestionType, RatingScale, Role};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, FindingLog, Origin, Text};
use crate::input::hints::{hint, quoted};
use crate::wording::plural::plural;

/// Turns a draft into a bank, and leaves out entries with errors.
pub(super) fn check_draft(draft: BankDraft, findings: &mut FindingLog) -> Bank {
    let BankDraft {
        languages,
        scale,
        mut roles,
        mut categories,
        mut competencies,
        mut questions,
        incomplete,
        ..
    } = draft;
    let known_scores = KnownScores::new(&scale, !incomplete.contains("scale"));
    let scale = rating_scale(scale, findings);
    drop_duplicates("role", &mut roles, findings);
    let mut known = References {
        categories: KnownIds::new(
            "category",
            &codes::bank::UNKNOWN_CATEGORY,
            &mut categories,
            &incomplete,
            findings,
        ),
        competencies: KnownIds::new(
            "competency",
            &codes::bank::UNKNOWN_COMPETENCY,
            &mut competencies,
            &incomplete,
            findings,
        ),
        scores: known_scores,
        findings,
    };
    drop_duplicates("question", &mut questions, known.findings);
    for role in &mut roles {
        known.resolve(role);
    }
    for question in &mut questions {
        known.resolve(question);
    }
    if !incomplete.contains("role") {
        warn_unused_categories(&roles, &questions, known.findings);
    }

    let language = bank_language(&languages, findings);
    let categories: Vec<_> = categories.into_iter().filter_map(|c| c.value).collect();
    let kinds: HashMap<&str, QuestionType> = categories.iter().map(|c| (c.id.as_str(), c.kind)).collect();
    let typed = |mut question: Question| {
        // An unknown category has a finding of its own.
        question.kind = *kinds.get(question.category.as_str())?;
        Some(question)
    };
    let questions: Vec<Question> = questions.into_iter().filter_map(|q| q.value).filter_map(typed).collect();
    advice::warn_missing_signs(&questions, findings);
    advice::warn_duplicate_prompts(&questions, findings);
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

/// Reports repeated ids, and drops all but the first entry.
fn drop_duplicates<T>(what: &str, entries: &mut [DraftEntry<T>], findings: &mut FindingLog) {
    let mut first: HashMap<String, Origin> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let Some(id) = &entry.id else { continue };
        match first.get(&id.value) {
            None => {
                first.insert(id.value.clone(), id.origin);
            }
            Some(earlier) => {
                entry.value = None;
                let message = format!("the {what} id {} is used twice", quoted(&id.value));
                findings.push(
                    Diagnostic::error(&codes::bank::DUPLICATE_ID, message)
                        .at(id.origin, "used again here")
                        .at(*earlier, "first used here"),
                );
            }
        }
    }
}

/// The greatest number of unknown ids with a hint. Each costs a comparison with every known id.
const MAX_HINTS: usize = 200;

/// The known ids of one kind of entry.
struct KnownIds {
    what: &'static str,
    code: &'static Code,
    all: BTreeSet<String>,
    /// True if every id could be read. Otherwise an unknown id may be one of the unread ids.
    is_complete: bool,
    /// The hints so far, because a wrong word is often repeated.
    hints: BTreeMap<String, Option<String>>,
}

impl KnownIds {
    fn new<T>(
        what: &'static str,
        code: &'static Code,
        entries: &mut [DraftEntry<T>],
        incomplete: &BTreeSet<&'static str>,
        findings: &mut FindingLog,
    ) -> Self {
        drop_duplicates(what, entries, findings);
        let all = entries.iter().filter_map(|e| e.id.as_ref()).map(|id| id.value.clone()).collect();
        let is_complete = !incomplete.contains(what) && entries.iter().all(|e| e.id.is_some());
        Self { what, code, all, is_complete, hints: BTreeMap::new() }
    }

    /// Returns true if the id is known, and reports it otherwise.
    fn check_id(&mut self, id: &Text, findings: &mut FindingLog) -> bool {
        if self.all.contains(&id.value) {
            return true;
        }
        if self.is_complete {
            let all = &self.all;
            let may_hint = self.hints.len() < MAX_HINTS;
            let told = self.hints.entry(id.value.clone());
            let told = told.or_insert_with(|| {
                if may_hint { hint(&id.value, all.iter().map(String::as_str)) } else { None }
            });
            let message = format!("unknown {} {}", self.what, quoted(&id.value));
            let mut finding = Diagnostic::error(self.code, message).at(id.origin, "");
            finding.help.clone_from(told);
            findings.push(finding);
        }
        false
    }
}

/// The known scores of the scale.
struct KnownScores {
    all: BTreeSet<u8>,
    /// True if every level could be read and the scores rise. Otherwise an unknown score may be valid.
    is_complete: bool,
}

impl KnownScores {
    fn new(scale: &[LevelEntry], is_whole: bool) -> Self {
        let read: Vec<u8> = scale.iter().filter_map(|l| l.level.as_ref()).map(|l| l.score).collect();
        let rising = read.windows(2).all(|pair| pair[0] < pair[1]);
        let is_complete = is_whole && rising && !scale.is_empty() && read.len() == scale.len();
        Self { all: read.into_iter().collect(), is_complete }
    }

    fn check_score(&self, score: u8, at: Origin, findings: &mut FindingLog) -> bool {
        if !self.is_complete || self.all.contains(&score) {
            return true;
        }
        let all: Vec<_> = self.all.iter().map(u8::to_string).collect();
        findings.push(
            Diagnostic::error(&codes::bank::UNKNOWN_SCORE, format!("the scale has no score {score}"))
                .at(at, "")
                .help(format!("the scores of the scale are {}", all.join(", "))),
        );
        false
    }
}

/// The entries that references may name.
struct References<'f> {
    categories: KnownIds,
    competencies: KnownIds,
    scores: KnownScores,
    findings: &'f mut FindingLog,
}

impl References<'_> {
    /// Drops the entry if one of its references is unknown.
    fn resolve<T>(&mut self, entry: &mut DraftEntry<T>) {
        for link in &entry.links {
            let is_known = match link {
                Link::Category(id) => self.categories.check_id(id, self.findings),
                Link::Competency(id) => self.competencies.check_id(id, self.findings),
                Link::Score(score, at) => self.scores.check_score(*score, *at, self.findings),
            };
            if !is_known {
                entry.value = None;
            }
        }
    }
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
