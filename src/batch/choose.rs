//! Choosing the questions of a kit: those of the lock, or a new draw.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::frozen::frozen_blueprint;
use super::lock::LockedKit;
use super::manifest::KitPlan;
use crate::bank::{Bank, Question, Status};
use crate::diag::codes;
use crate::diag::{Diagnostic, Severity};
use crate::kit::{self, Blueprint, Kit, LockedQuestion};

/// Ids that a finding lists; the rest are counted.
const MAX_LISTED_IDS: usize = 5;

/// The questions that a kit should get.
#[derive(Debug, Clone, Copy)]
pub enum QuestionSource<'l> {
    /// New questions, because the lock does not have the kit.
    Draw,
    /// The questions of the lock.
    Locked(&'l LockedKit),
    /// New questions instead of those of the lock, as the user asked.
    Redraw(&'l LockedKit),
}

/// Chooses the questions of a kit. Returns findings with the kit, or the errors that prevent it.
pub fn choose<'b>(
    plan: &KitPlan,
    bank: &'b Bank,
    choice: QuestionSource<'_>,
) -> Result<(Kit<'b>, Vec<Diagnostic>), Vec<Diagnostic>> {
    choose_without(plan, bank, choice, &[])
}

/// Chooses like [`choose`]; a new draw leaves out `left_out`.
pub(super) fn choose_without<'b>(
    plan: &KitPlan,
    bank: &'b Bank,
    choice: QuestionSource<'_>,
    left_out: &[String],
) -> Result<(Kit<'b>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let draw = || {
        let mut blueprint = plan.blueprint.clone();
        blueprint.exclude.extend_from_slice(left_out);
        select_kit(plan, bank, &blueprint)
    };
    match choice {
        QuestionSource::Draw => Ok((draw()?, Vec::new())),
        QuestionSource::Redraw(locked) => {
            let kit = draw()?;
            let finding = report_redrawn(plan, locked, &kit, "as you requested", Severity::Note);
            Ok((kit, finding.into_iter().collect()))
        }
        QuestionSource::Locked(locked) => {
            let changed = locked.changed_requests(&plan.blueprint);
            if changed.is_empty() {
                return follow_lock(plan, bank, locked);
            }
            let kit = draw()?;
            let why = format!("because the manifest asks for something else ({})", changed.join(", "));
            let finding = report_redrawn(plan, locked, &kit, &why, Severity::Warning);
            Ok((kit, finding.into_iter().collect()))
        }
    }
}

/// Takes the questions of the lock in their order, with their current texts.
fn follow_lock<'b>(
    plan: &KitPlan,
    bank: &'b Bank,
    locked: &LockedKit,
) -> Result<(Kit<'b>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let questions: HashMap<&str, &Question, RandomState> =
        bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
    let (mut missing, mut findings) = (Vec::new(), Vec::new());
    for question in &locked.questions {
        match questions.get(question.id.as_str()) {
            Some(now) if now.status == Status::Active => {
                if LockedQuestion::from_question(now) != *question {
                    findings.push(report_changed_question(plan, now));
                }
            }
            now => missing.push(report_missing_question(plan, &question.id, now.copied())),
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let kit = select_kit(plan, bank, &frozen_blueprint(&plan.blueprint, locked))?;
    findings.extend(report_changed_scale(plan, locked, &kit));
    findings.extend(report_asked_before(plan, locked));
    Ok((kit, findings))
}

fn select_kit<'b>(plan: &KitPlan, bank: &'b Bank, blueprint: &Blueprint) -> Result<Kit<'b>, Vec<Diagnostic>> {
    kit::select(bank, blueprint).map_err(|errors| {
        let finding = |error| {
            let finding = Diagnostic::from(error);
            let message = format!("kit `{}`: {}", plan.name, finding.message);
            Diagnostic { message, ..finding }.at(plan.origin, "asked for here")
        };
        errors.iter().map(finding).collect()
    })
}

fn report_changed_question(plan: &KitPlan, now: &Question) -> Diagnostic {
    let message =
        format!("kit `{}`: the text of question `{}` changed after the kit was chosen", plan.name, now.id);
    Diagnostic::warning(&codes::lock::CHANGED_QUESTION, message)
        .at(now.origin, "the current text")
        .help("scores given before and after the change do not compare, unless only the spelling changed")
}

fn report_changed_scale(plan: &KitPlan, locked: &LockedKit, kit: &Kit<'_>) -> Option<Diagnostic> {
    let is_other = locked.scale.as_ref().is_some_and(|scale| *scale != kit::lock::scale_digest(kit.scale));
    let message = format!("kit `{}`: the rating scale changed after the kit was chosen", plan.name);
    is_other.then(|| {
        Diagnostic::warning(&codes::lock::CHANGED_SCALE, message)
            .at(plan.origin, "")
            .help("scores given before and after the change do not compare, unless only the spelling changed")
    })
}

/// Reports frozen questions that an earlier kit of the candidates has now, too.
fn report_asked_before(plan: &KitPlan, locked: &LockedKit) -> Option<Diagnostic> {
    let used: HashSet<&str> = plan.blueprint.used.iter().map(String::as_str).collect();
    let ids = locked.questions.iter().map(|question| question.id.as_str());
    let shared: Vec<&str> = ids.filter(|id| used.contains(id)).collect();
    let message = format!(
        "kit `{}` has questions of kits that `not-in` names, which changed after it was chosen: {}",
        plan.name,
        list_ids(&shared)
    );
    let help = format!("choose new questions: `interview-kit batch --update={}`", plan.name);
    (!shared.is_empty())
        .then(|| Diagnostic::warning(&codes::lock::ASKED_BEFORE, message).at(plan.origin, "").help(help))
}

fn report_missing_question(plan: &KitPlan, id: &str, now: Option<&Question>) -> Diagnostic {
    let help = format!(
        "put the question back, so that later candidates are asked what earlier ones were; or choose new questions: \
         `interview-kit batch --update={}`",
        plan.name
    );
    let finding = |state: &str| {
        let message = format!("kit `{}`: its question `{id}` {state}", plan.name);
        Diagnostic::error(&codes::lock::MISSING_QUESTION, message).help(help)
    };
    match now {
        None => finding("is no longer in the bank").at(plan.origin, "asked for here"),
        Some(now) => {
            let state = format!("is now {}", now.status.key());
            finding(&state).at(now.origin, "").at(plan.origin, "asked for here")
        }
    }
}

/// Reports the questions that a new draw added and removed, if any.
fn report_redrawn(
    plan: &KitPlan,
    before: &LockedKit,
    kit: &Kit<'_>,
    why: &str,
    severity: Severity,
) -> Option<Diagnostic> {
    let had = |id: &str| before.questions.iter().any(|question| question.id == id);
    let has = |id: &str| kit.picks.iter().any(|pick| pick.question.id == id);
    let added: Vec<&str> = kit.picks.iter().map(|p| p.question.id.as_str()).filter(|id| !had(id)).collect();
    let removed: Vec<&str> = before.questions.iter().map(|q| q.id.as_str()).filter(|id| !has(id)).collect();
    if added.is_empty() && removed.is_empty() {
        return None;
    }
    let part = |ids: &[&str], verb: &str| (!ids.is_empty()).then(|| format!("{verb} {}", list_ids(ids)));
    let parts: Vec<String> = part(&removed, "removed").into_iter().chain(part(&added, "added")).collect();
    let message = format!("kit `{}` has other questions than before, {why}: {}", plan.name, parts.join("; "));
    let finding = Diagnostic { severity, ..Diagnostic::note(&codes::lock::REDRAWN_KIT, message) };
    Some(
        finding
            .at(plan.origin, "")
            .help("compare earlier candidates with later ones only on questions that both were asked"),
    )
}

fn list_ids(ids: &[&str]) -> String {
    let mut names: Vec<String> = ids.iter().take(MAX_LISTED_IDS).map(|id| format!("`{id}`")).collect();
    if ids.len() > MAX_LISTED_IDS {
        names.push(format!("{} more", ids.len() - MAX_LISTED_IDS));
    }
    names.join(", ")
}
