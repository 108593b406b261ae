//! The frozen questions of a kit for people: exactly as they were frozen, or errors that say what to do.
//!
//! A lock holds ids and hashes. The wording comes from a bank that still has it: today's, or the one that an
//! interviewer's kit carries.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::lock::LockedKit;
use crate::bank::{Bank, Question, Status};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::kit::{self, Blueprint, Kit, LockedQuestion, lock, settings};
use crate::wording::escape::escape_control;

/// The bank that a kit is taken from, which decides the advice of its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordingSource {
    /// The built-in bank, because no other was named.
    BuiltIn,
    /// A bank that was named on the command line.
    Named,
    /// The bank that a manifest names.
    Manifest,
}

/// A kit with the questions of its lock entry.
pub(crate) struct FrozenKit<'b> {
    /// The request that the questions were chosen for.
    pub(crate) blueprint: Blueprint,
    pub(crate) kit: Kit<'b>,
}

/// Takes the questions of a lock entry from a bank that has them unchanged.
pub(crate) fn take_frozen<'b>(
    locked: &LockedKit,
    bank: &'b Bank,
    source: WordingSource,
) -> Result<FrozenKit<'b>, Vec<Diagnostic>> {
    let blueprint = settings::parse_settings(&locked.asked).map_err(|error| {
        let message = escape_control(&format!("kit `{}` of the lock cannot be used: {error}", locked.name));
        let help = "restore the lock from version control, or update the program";
        vec![Diagnostic::error(&codes::lock::UNREADABLE, message).help(help)]
    })?;
    let questions: HashMap<&str, &Question, RandomState> =
        bank.questions.iter().map(|question| (question.id.as_str(), question)).collect();
    let fault = |question: &LockedQuestion| {
        report_question(locked, question, questions.get(question.id.as_str()).copied(), source)
    };
    let mut errors: Vec<Diagnostic> = locked.questions.iter().filter_map(fault).collect();
    if locked.scale.as_ref().is_some_and(|scale| *scale != lock::scale_digest(&bank.scale)) {
        let message = format!("kit `{}`: the rating scale changed after the kit was frozen", locked.name);
        errors.push(
            Diagnostic::error(&codes::lock::CHANGED_SCALE, escape_control(&message)).help(advise(source)),
        );
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let kit = kit::select(bank, &frozen_blueprint(&blueprint, locked)).map_err(|errors| {
        let add_kit = |error| {
            let finding = Diagnostic::from(error);
            let message = escape_control(&format!("kit `{}`: {}", locked.name, finding.message));
            Diagnostic { message, ..finding }
        };
        errors.iter().map(add_kit).collect::<Vec<_>>()
    })?;
    Ok(FrozenKit { blueprint, kit })
}

/// Returns the blueprint that chooses exactly the questions of a lock entry. `asked` is the request of the kit.
pub(super) fn frozen_blueprint(asked: &Blueprint, locked: &LockedKit) -> Blueprint {
    Blueprint {
        role: asked.role.clone(),
        seniority: asked.seniority.clone(),
        minutes: asked.interview_minutes(),
        opening: asked.opening,
        closing: asked.closing,
        only: locked.questions.iter().map(|question| question.id.clone()).collect(),
        seed: asked.seed.clone(),
        ..Blueprint::default()
    }
}

/// Reports a question that the bank does not have as it was frozen.
fn report_question(
    locked: &LockedKit,
    question: &LockedQuestion,
    now: Option<&Question>,
    source: WordingSource,
) -> Option<Diagnostic> {
    let say =
        |what: &str| escape_control(&format!("kit `{}`: question `{}` {what}", locked.name, question.id));
    let missing = |what: &str| Diagnostic::error(&codes::lock::MISSING_QUESTION, say(what));
    let finding = match now {
        None if source == WordingSource::BuiltIn => missing("is not in the built-in bank"),
        None => missing("is no longer in the bank"),
        Some(now) if now.status != Status::Active => {
            missing(&format!("is now {}", now.status.key())).at(now.origin, "")
        }
        Some(now) if LockedQuestion::from_question(now) != *question => {
            let message = say("has another text than the lock froze");
            Diagnostic::error(&codes::lock::CHANGED_QUESTION, message).at(now.origin, "the current text")
        }
        Some(_) => return None,
    };
    Some(finding.help(advise(source)))
}

/// Returns the ways to the frozen wording.
fn advise(source: WordingSource) -> &'static str {
    match source {
        WordingSource::BuiltIn => {
            "name the bank of the kit with --bank; or take the questions from an interviewer's kit that was built \
             before: `interview-kit inspect KIT.pdf --bank-out then.toml`, then add `--bank then.toml`"
        }
        WordingSource::Named => {
            "take the questions from an interviewer's kit that was built before: `interview-kit inspect KIT.pdf \
             --bank-out then.toml`, then `--bank then.toml`; or accept the bank as it is for everybody: \
             `interview-kit batch` updates the lock"
        }
        WordingSource::Manifest => {
            "put the old text back; or accept the bank as it is for everybody: `interview-kit batch` updates the \
             lock and says what changes"
        }
    }
}
