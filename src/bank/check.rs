//! What can be checked only when all files are read: ids, references, the scale.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Draft, Entry, LevelEntry, Link};
use super::limits;
use super::model::{Bank, Question, QuestionType, RatingScale, Role};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin, Text};
use crate::input::suggest::{hint, quoted};

/// Turns the draft into a bank, leaving out what is wrong.
pub(super) fn check(draft: Draft, findings: &mut Vec<Diagnostic>) -> Bank {
    let Draft { languages, scale, mut roles, mut categories, mut competencies, mut questions, .. } = draft;
    let known_scores = Scores::new(&scale);
    let scale = self::scale(scale, findings);
    unique("role", &mut roles, findings);
    let mut known = References {
        categories: Ids::new("category", &codes::bank::UNKNOWN_CATEGORY, &mut categories, findings),
        competencies: Ids::new("competency", &codes::bank::UNKNOWN_COMPETENCY, &mut competencies, findings),
        scores: known_scores,
        findings,
    };
    unique("question", &mut questions, known.findings);
    for role in &mut roles {
        known.resolve(role);
    }
    for question in &mut questions {
        known.resolve(question);
    }
    unused(&roles, &questions, known.findings);

    let language = language(&languages, findings);
    let categories: Vec<_> = categories.into_iter().filter_map(|c| c.value).collect();
    let kinds: HashMap<&str, QuestionType> = categories.iter().map(|c| (c.id.as_str(), c.kind)).collect();
    let typed = |mut question: Question| {
        // Without its category, which has a finding of its own, a question has no type.
        question.kind = *kinds.get(question.category.as_str())?;
        Some(question)
    };
    let questions = questions.into_iter().filter_map(|q| q.value).filter_map(typed).collect();
    Bank {
        language,
        roles: roles.into_iter().filter_map(|r| r.value).collect(),
        competencies: competencies.into_iter().filter_map(|c| c.value).collect(),
        scale,
        questions,
        categories,
    }
}

/// The one language of the bank, or nothing.
fn language(languages: &[Text], findings: &mut Vec<Diagnostic>) -> String {
    let Some(first) = languages.first() else { return String::new() };
    for other in languages.iter().filter(|l| !l.value.eq_ignore_ascii_case(&first.value)) {
        let (one, two) = (quoted(&first.value), quoted(&other.value));
        findings.push(
            Diagnostic::error(&codes::bank::TWO_LANGUAGES, format!("the bank is in {one} and in {two}"))
                .at(other.origin, "")
                .at(first.origin, "given first here"),
        );
    }
    first.value.clone()
}

/// Drops what has an id that stands earlier, and says where.
fn unique<T>(what: &str, entries: &mut [Entry<T>], findings: &mut Vec<Diagnostic>) {
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

/// Unknown ids that get a hint. Each costs a comparison with every known id.
const HINTS: usize = 200;

/// The ids of one kind.
struct Ids {
    what: &'static str,
    code: &'static Code,
    all: BTreeSet<String>,
    /// Whether every entry's id could be read; if not, an unknown id may be that one.
    whole: bool,
    /// Hints already worked out: a wrong word is often used many times.
    hints: BTreeMap<String, Option<String>>,
}

impl Ids {
    fn new<T>(
        what: &'static str,
        code: &'static Code,
        entries: &mut [Entry<T>],
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        unique(what, entries, findings);
        let all = entries.iter().filter_map(|e| e.id.as_ref()).map(|id| id.value.clone()).collect();
        let whole = entries.iter().all(|e| e.id.is_some());
        Self { what, code, all, whole, hints: BTreeMap::new() }
    }

    /// Whether the id is known; tells of it if it is not.
    fn has(&mut self, id: &Text, findings: &mut Vec<Diagnostic>) -> bool {
        if self.all.contains(&id.value) {
            return true;
        }
        if self.whole {
            let all = &self.all;
            let room = self.hints.len() < HINTS;
            let told = self.hints.entry(id.value.clone());
            let told = told
                .or_insert_with(|| if room { hint(&id.value, all.iter().map(String::as_str)) } else { None });
            let message = format!("unknown {} {}", self.what, quoted(&id.value));
            let mut finding = Diagnostic::error(self.code, message).at(id.origin, "");
            finding.help.clone_from(told);
            findings.push(finding);
        }
        false
    }
}

/// The scores of the scale.
struct Scores {
    all: BTreeSet<u8>,
    /// Whether every level could be read and has its own score; if not, an unknown one may be meant.
    whole: bool,
}

impl Scores {
    fn new(scale: &[LevelEntry]) -> Self {
        let read: Vec<u8> = scale.iter().filter_map(|l| l.level.as_ref()).map(|l| l.score).collect();
        let rising = read.windows(2).all(|pair| pair[0] < pair[1]);
        let whole = rising && !scale.is_empty() && read.len() == scale.len();
        Self { all: read.into_iter().collect(), whole }
    }

    fn has(&self, score: u8, at: Origin, findings: &mut Vec<Diagnostic>) -> bool {
        if !self.whole || self.all.contains(&score) {
            return true;
        }
        let all: Vec<_> = self.all.iter().map(u8::to_string).collect();
        findings.push(
            Diagnostic::error(&codes::bank::UNKNOWN_SCORE, format!("the scale has no score {score}"))
                .at(at, "")
                .help(format!("the scale has {}", all.join(", "))),
        );
        false
    }
}

/// All that can be referred to.
struct References<'f> {
    categories: Ids,
    competencies: Ids,
    scores: Scores,
    findings: &'f mut Vec<Diagnostic>,
}

impl References<'_> {
    /// Drops the entry if something it refers to is not there.
    fn resolve<T>(&mut self, entry: &mut Entry<T>) {
        for link in &entry.links {
            let found = match link {
                Link::Category(id) => self.categories.has(id, self.findings),
                Link::Competency(id) => self.competencies.has(id, self.findings),
                Link::Score(score, at) => self.scores.has(*score, *at, self.findings),
            };
            if !found {
                entry.value = None;
            }
        }
    }
}

/// The scale, if its levels are right together.
fn scale(entries: Vec<LevelEntry>, findings: &mut Vec<Diagnostic>) -> RatingScale {
    let (low, high) = (limits::SCALE_SIZE_RANGE.start(), limits::SCALE_SIZE_RANGE.end());
    if let (Some(first), false) = (entries.first(), limits::SCALE_SIZE_RANGE.contains(&entries.len())) {
        let message = format!("the scale has {} levels, it may have {low} to {high}", entries.len());
        findings
            .push(Diagnostic::error(&codes::bank::SCALE_SIZE, message).at(first.origin, "it starts here"));
    }
    let mut levels: Vec<super::model::Level> = Vec::with_capacity(entries.len());
    for LevelEntry { level, origin } in entries {
        let Some(level) = level else { continue };
        if let Some(last) = levels.last().filter(|last| last.score >= level.score) {
            let message = format!("score {} stands after score {}", level.score, last.score);
            findings.push(
                Diagnostic::error(&codes::bank::SCALE_ORDER, message)
                    .at(origin, "")
                    .help("scores rise from level to level, without repeats"),
            );
            continue;
        }
        levels.push(level);
    }
    RatingScale { levels }
}

/// Warns of categories that have questions and stand in no role: no kit for a role asks them.
fn unused(roles: &[Entry<Role>], questions: &[Entry<Question>], findings: &mut Vec<Diagnostic>) {
    let of_role = |entry: &Entry<Role>| {
        entry.links.iter().filter_map(category).map(|c| c.value.clone()).collect::<Vec<_>>()
    };
    let used: BTreeSet<String> = roles.iter().flat_map(of_role).collect();
    // A category may be missing only because its role has a mistake.
    if roles.is_empty() || roles.iter().any(|role| role.value.is_none()) {
        return;
    }
    let mut told = BTreeSet::new();
    let of_questions = questions.iter().filter(|q| q.value.is_some()).flat_map(|q| &q.links);
    for id in of_questions.filter_map(category) {
        if used.contains(&id.value) || !told.insert(id.value.as_str()) {
            continue;
        }
        let message = format!("no role uses the category {} of this question", quoted(&id.value));
        findings.push(
            Diagnostic::warning(&codes::bank::UNUSED_CATEGORY, message)
                .at(id.origin, "")
                .help("name it in the `categories` of a role, or its questions are never drawn for one"),
        );
    }
}

fn category(link: &Link) -> Option<&Text> {
    match link {
        Link::Category(id) => Some(id),
        _ => None,
    }
}
