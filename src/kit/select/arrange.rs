//! Orders and numbers the questions of a kit, and sets the minute each one starts.

use super::pool::ChosenQuestion;
use crate::kit::fingerprint::fingerprint;
use crate::kit::model::{Kit, Pick};
use crate::kit::request::{Request, category_ranks};

/// Makes a kit with its categories in order, and the questions of each from easier to harder.
pub(super) fn sorted_kit<'b>(request: &Request<'_, 'b>, mut choices: Vec<ChosenQuestion<'b>>) -> Kit<'b> {
    let ranks = category_ranks(request.bank, request.role);
    choices.sort_by_key(|ChosenQuestion { question, .. }| {
        let rank = ranks.get(question.category.as_str()).copied();
        (rank, question.seniority.first().copied(), question.minutes, question.id.as_str())
    });
    kit_in_given_order(request, choices)
}

/// Makes a kit with its questions in the given order.
pub(super) fn kit_in_given_order<'b>(request: &Request<'_, 'b>, choices: Vec<ChosenQuestion<'b>>) -> Kit<'b> {
    let (bank, blueprint) = (request.bank, request.blueprint);
    let mut next_start = blueprint.opening;
    let mut picks = Vec::with_capacity(choices.len());
    for ChosenQuestion { question, reason } in choices {
        // Never skips: the request and the pools have looked up every category.
        let Some(category) = bank.category(&question.category) else { continue };
        let competency = bank.competency_of(question);
        picks.push(Pick {
            number: picks.len() + 1,
            question,
            category,
            competency: competency.map(|competency| competency.name.value.as_str()),
            starts_at: next_start,
            reason,
            replaces: None,
        });
        next_start = next_start.saturating_add(question.minutes);
    }
    let mut kit = Kit {
        role: request.role,
        seniority: request.filter.levels.clone(),
        opening: blueprint.opening,
        closing: blueprint.closing,
        minutes: blueprint.interview_minutes().unwrap_or(next_start.saturating_add(blueprint.closing)),
        seed: blueprint.seed_number(),
        picks,
        scale: &bank.scale,
        language: &bank.language,
        changes: Vec::new(),
        left_out: Vec::new(),
        fingerprint: String::new(),
    };
    kit.fingerprint = fingerprint(&kit);
    kit
}

/// Numbers the questions of a changed kit again, sets when each starts, and identifies the kit anew.
pub(super) fn renumber<'b>(request: &Request<'_, 'b>, mut kit: Kit<'b>) -> Kit<'b> {
    let blueprint = request.blueprint;
    let mut next_start = blueprint.opening;
    for (number, pick) in (1..).zip(&mut kit.picks) {
        pick.number = number;
        pick.starts_at = next_start;
        next_start = next_start.saturating_add(pick.question.minutes);
    }
    kit.minutes = blueprint.interview_minutes().unwrap_or(next_start.saturating_add(blueprint.closing));
    kit.fingerprint = fingerprint(&kit);
    kit
}
