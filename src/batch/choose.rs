//! Which questions a kit of a manifest has: those of the lock, or drawn where it has none.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::lock::LockedKit;
use super::manifest::KitPlan;
use crate::bank::{Bank, Question, Status};
use crate::diag::codes;
use crate::diag::{Diagnostic, Severity};
use crate::kit::{self, Blueprint, Kit, LockedQuestion};

/// Ids that a finding names; the rest are counted.
const NAMED: usize = 5;

/// What a kit's questions are to be.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'l> {
    /// Drawn: the lock does not know the kit.
    New,
    /// Those of the lock.
    Locked(&'l LockedKit),
    /// Drawn anew, whatever the lock has.
    Anew(&'l LockedKit),
}

/// The questions of a kit, with what is to be said of them; or why there are none.
pub fn choose<'b>(
    plan: &KitPlan,
    bank: &'b Bank,
    wanted: Wanted<'_>,
) -> Result<(Kit<'b>, Vec<Diagnostic>), Vec<Diagnostic>> {
    match wanted {
        Wanted::New => Ok((select(plan, bank, &plan.blueprint)?, Vec::new())),
        Wanted::Anew(locked) => {
            let kit = select(plan, bank, &plan.blueprint)?;
            let said = exchanged(plan, locked, &kit, "as you asked", Severity::Note);
            Ok((kit, said.into_iter().collect()))
        }
        Wanted::Locked(locked) => {
            let other = locked.asked_otherwise(&plan.blueprint);
            if other.is_empty() {
                return follow(plan, bank, locked);
            }
            let kit = select(plan, bank, &plan.blueprint)?;
            let why = format!("because the manifest now asks for other things ({})", other.join(", "));
            let said = exchanged(plan, locked, &kit, &why, Severity::Warning);
            Ok((kit, said.into_iter().collect()))
        }
    }
}

/// The questions of the lock in their order, with their texts as they are now.
fn follow<'b>(
    plan: &KitPlan,
    bank: &'b Bank,
    locked: &LockedKit,
) -> Result<(Kit<'b>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let known: HashMap<&str, &Question, RandomState> =
        bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
    let (mut gone, mut said) = (Vec::new(), Vec::new());
    for question in &locked.questions {
        match known.get(question.id.as_str()) {
            Some(now) if now.status == Status::Active => {
                if LockedQuestion::from_question(now) != *question {
                    said.push(reworded(plan, now));
                }
            }
            now => gone.push(lost(plan, &question.id, now.copied())),
        }
    }
    if !gone.is_empty() {
        return Err(gone);
    }
    let asked = &plan.blueprint;
    let blueprint = Blueprint {
        role: asked.role.clone(),
        seniority: asked.seniority.clone(),
        minutes: asked.interview_minutes(),
        opening: asked.opening,
        closing: asked.closing,
        only: locked.questions.iter().map(|question| question.id.clone()).collect(),
        seed: asked.seed,
        ..Blueprint::default()
    };
    let kit = select(plan, bank, &blueprint)?;
    said.extend(rescaled(plan, locked, &kit));
    Ok((kit, said))
}

fn select<'b>(plan: &KitPlan, bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<Diagnostic>> {
    kit::select(bank, blueprint).map_err(|errors| {
        let finding = |error| {
            let finding = Diagnostic::from(error);
            let message = format!("kit `{}`: {}", plan.name, finding.message);
            Diagnostic { message, ..finding }.at(plan.origin, "asked for here")
        };
        errors.iter().map(finding).collect()
    })
}

fn reworded(plan: &KitPlan, now: &Question) -> Diagnostic {
    let message = format!("kit `{}`: question `{}` was reworded since the kit was drawn", plan.name, now.id);
    Diagnostic::warning(&codes::lock::CHANGED_QUESTION, message).at(now.origin, "as it is now").help(
        "what candidates answer to it now is not comparable with what others answered before, unless the change is \
         one of spelling",
    )
}

fn rescaled(plan: &KitPlan, locked: &LockedKit, kit: &Kit<'_>) -> Option<Diagnostic> {
    let is_other = locked.scale.as_ref().is_some_and(|scale| *scale != kit::lock::scale_digest(kit.scale));
    let message = format!("kit `{}`: the rating scale was changed since the kit was drawn", plan.name);
    is_other.then(|| {
        Diagnostic::warning(&codes::lock::CHANGED_SCALE, message).at(plan.origin, "").help(
            "marks that are given now do not compare with those given before, unless the change is one of spelling",
        )
    })
}

fn lost(plan: &KitPlan, id: &str, now: Option<&Question>) -> Diagnostic {
    let help = format!(
        "candidates were asked it before, and later ones must be asked it too to be comparable: put it back, or start over with other \
         questions: `interview-kit batch --update={}`",
        plan.name
    );
    let finding = |what: &str| {
        let message = format!("kit `{}`: question `{id}` {what}, but the kit has it", plan.name);
        Diagnostic::error(&codes::lock::MISSING_QUESTION, message).help(help)
    };
    match now {
        None => finding("is gone from the bank").at(plan.origin, "asked for here"),
        Some(now) => {
            let what = format!("is {} now", now.status.key());
            finding(&what).at(now.origin, "").at(plan.origin, "asked for here")
        }
    }
}

/// What a new draw changed, if it changed anything.
fn exchanged(
    plan: &KitPlan,
    before: &LockedKit,
    kit: &Kit<'_>,
    why: &str,
    severity: Severity,
) -> Option<Diagnostic> {
    let had = |id: &str| before.questions.iter().any(|question| question.id == id);
    let has = |id: &str| kit.picks.iter().any(|pick| pick.question.id == id);
    let came: Vec<&str> = kit.picks.iter().map(|p| p.question.id.as_str()).filter(|id| !had(id)).collect();
    let went: Vec<&str> = before.questions.iter().map(|q| q.id.as_str()).filter(|id| !has(id)).collect();
    if came.is_empty() && went.is_empty() {
        return None;
    }
    let part = |ids: &[&str], what: &str| (!ids.is_empty()).then(|| format!("{what} {}", named(ids)));
    let parts: Vec<String> = part(&went, "out went").into_iter().chain(part(&came, "in came")).collect();
    let message = format!("kit `{}` was drawn anew, {why}: {}", plan.name, parts.join("; "));
    let finding = Diagnostic { severity, ..Diagnostic::note(&codes::lock::REDRAWN_KIT, message) };
    Some(finding.at(plan.origin, "").help(
        "candidates interviewed before are comparable with those to come on the questions both were asked only",
    ))
}

fn named(ids: &[&str]) -> String {
    let mut names: Vec<String> = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    if ids.len() > NAMED {
        names.push(format!("{} more", ids.len() - NAMED));
    }
    names.join(", ")
}
