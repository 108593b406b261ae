//! Coverage: how many questions of each type and level the kits of a role can draw from.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::bank::{Bank, Question, QuestionType, Role, Seniority, Status, plain};
use crate::kit::Blueprint;

/// The column headings of [`CoverageTable`].
pub const HEAD: [&str; 8] = ["role", "type", "categories", "questions", "junior", "mid", "senior", "lead"];

/// The questions of one type that some roles share.
struct Cell<'b> {
    kind: QuestionType,
    /// The roles, in the order of the bank.
    roles: Vec<&'b Role>,
    /// The ids of the categories, in the order of the first role.
    categories: Vec<&'b str>,
    questions: Vec<&'b Question>,
}

impl Cell<'_> {
    fn count(&self, level: Seniority) -> usize {
        self.questions.iter().filter(|q| q.seniority.contains(&level)).count()
    }

    fn minutes(&self, level: Seniority) -> u32 {
        self.questions.iter().filter(|q| q.seniority.contains(&level)).map(|q| q.minutes).sum()
    }

    fn row(&self, of: usize) -> Vec<String> {
        let names: Vec<String> = self.roles.iter().map(|r| plain(&r.name.value)).collect();
        let names = if of > 1 && names.len() == of { "every role".to_owned() } else { names.join(", ") };
        let counts = [self.categories.len(), self.questions.len()];
        let counts = counts.into_iter().chain(Seniority::ALL.map(|level| self.count(level)));
        [names, self.kind.to_string()].into_iter().chain(counts.map(|n| n.to_string())).collect()
    }

    fn value(&self) -> Value {
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

/// Counts the questions of `list` that the roles and types asked for can draw from. Drafts and
/// retired questions do not count.
#[must_use]
pub fn coverage(bank: &Bank, asked: &Blueprint, list: &[&Question]) -> CoverageTable {
    let roles: Vec<&Role> =
        bank.roles.iter().filter(|r| asked.role.as_ref().is_none_or(|id| *id == r.id)).collect();
    let kinds = QuestionType::ALL.into_iter().filter(|k| asked.kinds.is_empty() || asked.kinds.contains(k));
    let cells: Vec<Cell<'_>> = kinds.flat_map(|kind| cells(bank, kind, &roles, list)).collect();
    CoverageTable {
        rows: cells.iter().map(|cell| cell.row(bank.roles.len())).collect(),
        values: cells.iter().map(Cell::value).collect(),
    }
}

/// The roles in the order of the bank; those that draw from the same categories are one cell.
fn cells<'b>(bank: &'b Bank, kind: QuestionType, roles: &[&'b Role], list: &[&'b Question]) -> Vec<Cell<'b>> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    for &role in roles {
        let of_kind = |id: &&str| bank.category(id).is_some_and(|c| c.kind == kind);
        let categories: Vec<&str> = role.categories.iter().map(String::as_str).filter(of_kind).collect();
        if let Some(cell) = cells.iter_mut().find(|cell| is_same(&cell.categories, &categories)) {
            cell.roles.push(role);
            continue;
        }
        let drawn = |q: &&Question| q.status == Status::Active && categories.contains(&q.category.as_str());
        let questions = list.iter().copied().filter(drawn).collect();
        cells.push(Cell { kind, roles: vec![role], categories, questions });
    }
    cells
}

/// Whether two lists without repeats hold the same.
fn is_same(one: &[&str], other: &[&str]) -> bool {
    one.len() == other.len() && one.iter().all(|id| other.contains(id))
}
