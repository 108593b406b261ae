//! Coverage of a bank: the number of questions of each type and level that the kits of a role can
//! draw from.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::bank::{Bank, Question, QuestionType, Role, Seniority, Status, plain};
use crate::kit::Blueprint;

/// The column headings of [`CoverageTable`].
pub const COLUMN_HEADINGS: [&str; 8] =
    ["role", "type", "categories", "questions", "junior", "mid", "senior", "lead"];

/// The questions of one type that some roles share.
struct CoverageGroup<'b> {
    kind: QuestionType,
    /// The roles, in the order of the bank.
    roles: Vec<&'b Role>,
    /// The ids of the categories, in the order of the first role.
    categories: Vec<&'b str>,
    questions: Vec<&'b Question>,
}

impl CoverageGroup<'_> {
    fn count(&self, level: Seniority) -> usize {
        self.questions.iter().filter(|q| q.seniority.contains(&level)).count()
    }

    fn minutes(&self, level: Seniority) -> u32 {
        self.questions.iter().filter(|q| q.seniority.contains(&level)).map(|q| q.minutes).sum()
    }

    fn to_row(&self, role_count: usize) -> Vec<String> {
        let names: Vec<String> = self.roles.iter().map(|r| plain(&r.name.value)).collect();
        let names = if role_count > 1 && names.len() == role_count {
            "every role".to_owned()
        } else {
            names.join(", ")
        };
        let counts = [self.categories.len(), self.questions.len()];
        let counts = counts.into_iter().chain(Seniority::ALL.map(|level| self.count(level)));
        [names, self.kind.to_string()].into_iter().chain(counts.map(|n| n.to_string())).collect()
    }

    fn to_json(&self) -> Value {
        let counts: BTreeMap<&str, usize> = Seniority::ALL.map(|s| (s.key(), self.count(s))).into();
        let minutes: BTreeMap<&str, u32> = Seniority::ALL.map(|s| (s.key(), self.minutes(s))).into();
        json!({
            "type": self.kind.key(),
            "roles": self.roles.iter().map(|r| &r.id).collect::<Vec<_>>(),
            "categories": self.categories,
            "questions": self.questions.len(),
            "by_level": counts,
            "minutes_by_level": minutes,
        })
    }
}

/// The coverage of a bank, as rows of a table and as JSON values.
#[derive(Debug)]
pub struct CoverageTable {
    /// A row for each type and each group of roles that share its categories.
    pub rows: Vec<Vec<String>>,
    /// The same rows as JSON values.
    pub values: Vec<Value>,
}

/// Counts the `questions` that the roles and types of a blueprint can draw from. Drafts and retired
/// questions do not count.
#[must_use]
pub fn coverage_table(bank: &Bank, blueprint: &Blueprint, questions: &[&Question]) -> CoverageTable {
    let roles: Vec<&Role> =
        bank.roles.iter().filter(|r| blueprint.role.as_ref().is_none_or(|id| *id == r.id)).collect();
    let kinds =
        QuestionType::ALL.into_iter().filter(|k| blueprint.kinds.is_empty() || blueprint.kinds.contains(k));
    let groups: Vec<CoverageGroup<'_>> =
        kinds.flat_map(|kind| group_roles(bank, kind, &roles, questions)).collect();
    CoverageTable {
        rows: groups.iter().map(|group| group.to_row(bank.roles.len())).collect(),
        values: groups.iter().map(CoverageGroup::to_json).collect(),
    }
}

/// Groups the roles, in the order of the bank, by the categories they draw from.
fn group_roles<'b>(
    bank: &'b Bank,
    kind: QuestionType,
    roles: &[&'b Role],
    questions: &[&'b Question],
) -> Vec<CoverageGroup<'b>> {
    let mut groups: Vec<CoverageGroup<'_>> = Vec::new();
    for &role in roles {
        let of_kind = |id: &&str| bank.category(id).is_some_and(|c| c.kind == kind);
        let categories: Vec<&str> = role.categories.iter().map(String::as_str).filter(of_kind).collect();
        if let Some(group) = groups.iter_mut().find(|group| has_same_ids(&group.categories, &categories)) {
            group.roles.push(role);
            continue;
        }
        let is_drawable =
            |q: &&Question| q.status == Status::Active && categories.contains(&q.category.as_str());
        let questions = questions.iter().copied().filter(is_drawable).collect();
        groups.push(CoverageGroup { kind, roles: vec![role], categories, questions });
    }
    groups
}

/// Returns true if two lists without repeats hold the same ids, in any order.
fn has_same_ids(one: &[&str], other: &[&str]) -> bool {
    one.len() == other.len() && one.iter().all(|id| other.contains(id))
}
