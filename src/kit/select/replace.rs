//! The questions that can take the place of one in a finished kit.

use std::collections::BTreeSet;

use super::pool;
use super::rivals::Chosen;
use crate::bank::{Bank, Question};
use crate::kit::blueprint::Blueprint;
use crate::kit::change::Change;
use crate::kit::model::Kit;
use crate::kit::plan;
use crate::kit::request::Request;
use crate::kit::select_error::SelectError;

/// Returns the questions that can replace the question `id` of a kit, the next in the draw first.
///
/// They are of the same category, pass the filters of the blueprint, exclude no other question of the
/// kit, were not swapped out of it, and fit its minutes. Those that come after the replaced question in the draw precede those
/// that come before it. A question that is not in the kit has no replacements.
pub fn replacements<'b>(
    bank: &'b Bank,
    blueprint: &Blueprint,
    kit: &Kit<'b>,
    id: &str,
) -> Result<Vec<&'b Question>, Vec<SelectError>> {
    Ok(request_replacements(&Request::resolve(bank, blueprint)?, kit, id))
}

/// Returns the replacements of a question for a request that is resolved.
pub(super) fn request_replacements<'b>(
    request: &Request<'_, 'b>,
    kit: &Kit<'b>,
    id: &str,
) -> Vec<&'b Question> {
    let (bank, blueprint) = (request.bank, request.blueprint);
    let Some(replaced) = kit.picks.iter().map(|pick| pick.question).find(|question| question.id == id) else {
        return Vec::new();
    };
    let mut others = Chosen::default();
    kit.picks
        .iter()
        .map(|pick| pick.question)
        .filter(|other| other.id != id)
        .for_each(|other| others.add(other));
    let room = replaced.minutes.saturating_add(plan::spare_minutes(kit));
    let fits = |question: &Question| blueprint.interview_minutes().is_none() || question.minutes <= room;
    let swapped_out: BTreeSet<&str> = kit.changes.iter().filter_map(Change::swapped_question).collect();
    let can_replace = |question: &&Question| {
        pool::is_drawable(request, question)
            && kit.picks.iter().all(|pick| pick.question.id != question.id)
            && !swapped_out.contains(question.id.as_str())
            && !others.excludes(question)
            && fits(question)
    };
    let of_category = bank.questions.iter().filter(|question| question.category == replaced.category);
    let mut candidates: Vec<&Question> = of_category.filter(can_replace).collect();
    candidates.sort_by_cached_key(|question| pool::draw_position(request, question));
    let position = pool::draw_position(request, replaced);
    let next = candidates.partition_point(|question| pool::draw_position(request, question) < position);
    candidates.rotate_left(next);
    candidates
}
