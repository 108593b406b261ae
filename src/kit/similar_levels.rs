//! Neighbouring levels that the core of a role hardly tells apart.

use crate::bank::{Bank, Question, Role, Seniority, Status};
use crate::diag::{Diagnostic, codes};
use crate::wording::plural::plural;

/// The core questions of half an hour. With fewer that the neighbouring level lacks, a kit of half an hour repeats
/// questions of that level.
const MIN_OWN_QUESTIONS: usize = 3;

/// Returns a note for each pair of neighbouring levels of a role that has too few core questions for one of the two
/// without the other. `role` is the id of the only role to check. Roles without a core, and levels without a
/// core question, have no note.
#[must_use]
pub fn similar_levels(bank: &Bank, role: Option<&str>) -> Vec<Diagnostic> {
    let roles = bank.roles.iter().filter(|other| role.is_none_or(|id| id == other.id));
    roles.flat_map(|role| notes_of_role(bank, role)).collect()
}

fn notes_of_role(bank: &Bank, role: &Role) -> Vec<Diagnostic> {
    let is_core = |q: &&Question| q.status == Status::Active && role.is_core(&q.category);
    let core: Vec<&Question> = bank.questions.iter().filter(is_core).collect();
    let pairs = Seniority::ALL.into_iter().zip(Seniority::ALL.into_iter().skip(1));
    pairs
        .flat_map(|(low, high)| [(low, high), (high, low)])
        .filter_map(|(level, other)| note(role, &core, level, other))
        .collect()
}

/// Returns a note if too few of the `core` questions suit `level` and not `other`.
fn note(role: &Role, core: &[&Question], level: Seniority, other: Seniority) -> Option<Diagnostic> {
    let suits = |question: &Question, level: Seniority| question.seniority.contains(&level);
    if ![level, other].iter().all(|level| core.iter().any(|question| suits(question, *level))) {
        return None;
    }
    let own = core.iter().filter(|question| suits(question, level) && !suits(question, other)).count();
    (own < MIN_OWN_QUESTIONS).then(|| {
        let message = format!(
            "{} of the core of `{}` for {level} and not for {other}, so kits of both levels are alike",
            plural(own as u32, "question"),
            role.id
        );
        let help = format!(
            "write {} more in its core categories with `seniority = [\"{}\"]`",
            MIN_OWN_QUESTIONS - own,
            level.key()
        );
        Diagnostic::note(&codes::bank::SIMILAR_LEVELS, message).at(role.origin, "").help(help)
    })
}
