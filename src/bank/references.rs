//! References between entries of a bank: known ids and scores, and findings about unknown ones.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{BankDraft, DraftEntry, LevelEntry, Link};
use super::model::{Category, QuestionType};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, FindingLog, Origin, Text};
use crate::input::hints::{hint, quoted};

/// Reports repeated ids, and drops all but the first entry.
pub(super) fn drop_duplicates<T>(what: &str, entries: &mut [DraftEntry<T>], findings: &mut FindingLog) {
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

/// The greatest number of comparisons of unknown ids with known ids, for hints.
const MAX_COMPARISONS: usize = 200_000;

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
            let may_hint = self.hints.len() * all.len() < MAX_COMPARISONS;
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
pub(super) struct References<'f> {
    categories: KnownIds,
    /// The types of the categories that could be read.
    kinds: HashMap<String, QuestionType>,
    competencies: KnownIds,
    questions: KnownIds,
    scores: KnownScores,
    findings: &'f mut FindingLog,
}

impl<'f> References<'f> {
    /// Collects the ids of a draft. Reports repeated ids, and drops all but the first entry of an id.
    pub(super) fn new(draft: &mut BankDraft, findings: &'f mut FindingLog) -> Self {
        let BankDraft { scale, categories, competencies, questions, incomplete, .. } = draft;
        let (category, competency, question) = (
            &codes::bank::UNKNOWN_CATEGORY,
            &codes::bank::UNKNOWN_COMPETENCY,
            &codes::bank::UNKNOWN_QUESTION,
        );
        let kind = |entry: &DraftEntry<Category>| entry.value.as_ref().map(|c| (c.id.clone(), c.kind));
        Self {
            categories: KnownIds::new("category", category, categories, incomplete, findings),
            kinds: categories.iter().filter_map(kind).collect(),
            competencies: KnownIds::new("competency", competency, competencies, incomplete, findings),
            questions: KnownIds::new("question", question, questions, incomplete, findings),
            scores: KnownScores::new(scale, !incomplete.contains("scale")),
            findings,
        }
    }

    /// Drops the entry if one of its references is unknown.
    pub(super) fn resolve<T>(&mut self, entry: &mut DraftEntry<T>) {
        for link in &entry.links {
            let is_known = match link {
                Link::Category(id) => self.categories.check_id(id, self.findings),
                Link::Competency(id) => self.competencies.check_id(id, self.findings),
                Link::Question(id) => {
                    self.warn_own_id(id, entry.id.as_ref());
                    self.questions.check_id(id, self.findings)
                }
                Link::Core(id) => self.check_core(id),
                Link::Score(score, at) => self.scores.check_score(*score, *at, self.findings),
            };
            if !is_known {
                entry.value = None;
            }
        }
    }

    /// Returns false for a core category that is not technical, and reports it.
    fn check_core(&mut self, id: &Text) -> bool {
        let kind = self.kinds.get(&id.value).copied().unwrap_or(QuestionType::Technical);
        if kind == QuestionType::Technical {
            return true;
        }
        let message =
            format!("the core category {} is {kind}; core categories are technical", quoted(&id.value));
        let help = "write `soft_share = 50` to give half of the minutes to questions of the other types";
        self.findings
            .push(Diagnostic::error(&codes::bank::CORE_CATEGORY, message).at(id.origin, "").help(help));
        false
    }

    /// Warns about a question that `never_with` excludes from itself.
    fn warn_own_id(&mut self, id: &Text, own: Option<&Text>) {
        if own.is_some_and(|own| own.value == id.value) {
            let message = format!("`never_with` names the question {} itself", quoted(&id.value));
            let finding = Diagnostic::warning(&codes::bank::NEVER_WITH_ITSELF, message).at(id.origin, "");
            self.findings.push(finding.help("name the other question, or remove the entry"));
        }
    }
}
