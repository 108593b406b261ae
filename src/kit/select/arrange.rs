//! The order of a kit, its numbers and its clock.

use super::request::{Request, ranks};
use super::{Choice, Kit};
use crate::kit::fingerprint::fingerprint;
use crate::kit::model::Pick;

/// A kit whose categories stand in order, with their questions from easier to harder.
pub(super) fn in_order<'b>(request: &Request<'_, 'b>, mut picks: Vec<Choice<'b>>) -> Kit<'b> {
    let ranks = ranks(request.bank, request.role);
    picks.sort_by_key(|(question, _)| {
        let rank = ranks.get(question.category.as_str()).copied();
        (rank, question.seniority.first().copied(), question.minutes, question.id.as_str())
    });
    as_listed(request, picks)
}

/// A kit with its questions in the order given.
pub(super) fn as_listed<'b>(request: &Request<'_, 'b>, picks: Vec<Choice<'b>>) -> Kit<'b> {
    let (bank, blueprint) = (request.bank, request.blueprint);
    let mut clock = blueprint.opening;
    let mut numbered = Vec::with_capacity(picks.len());
    for (question, reason) in picks {
        // The request has looked up the categories of pins, the pool knows those of all others.
        let Some(category) = bank.category(&question.category) else { continue };
        let competency = question.competency.as_deref().and_then(|id| bank.competency(id));
        numbered.push(Pick {
            number: numbered.len() + 1,
            question,
            category,
            competency: competency.map(|competency| competency.name.value.as_str()),
            starts_at: clock,
            reason,
        });
        clock = clock.saturating_add(question.minutes);
    }
    let mut kit = Kit {
        role: request.role,
        seniority: request.filter.levels.clone(),
        opening: blueprint.opening,
        closing: blueprint.closing,
        minutes: blueprint.length().unwrap_or(clock.saturating_add(blueprint.closing)),
        seed: blueprint.seed,
        picks: numbered,
        scale: &bank.scale,
        language: &bank.language,
        fingerprint: String::new(),
    };
    kit.fingerprint = fingerprint(&kit);
    kit
}
