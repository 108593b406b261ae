//! Exposure: the number of kits that each question stands in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::freeze::{ChoiceOutcome, ChosenKit, KitRequest};
use super::manifest::KitPlan;
use super::on_all_cores;
use crate::bank::{Bank, Status};
use crate::diag::{Diagnostic, codes};
use crate::kit::{self, Blueprint};
use crate::wording::escape::escape_control;
use crate::wording::plural::plural;

/// Categories or questions that a finding lists; the rest are counted.
const MAX_LISTED: usize = 5;

/// A question and the kits that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExposureRow {
    /// The id of the question.
    pub(crate) id: String,
    /// The names of the kits, in their order.
    pub(crate) kits: Vec<String>,
}

impl ExposureRow {
    /// Returns the share of `kits` that the question stands in, in percent of up to one decimal.
    #[must_use]
    pub(crate) fn percent(&self, kits: usize) -> f64 {
        (self.kits.len() as f64 * 1000.0 / kits.max(1) as f64).round() / 10.0
    }
}

/// Counts the kits of each question. `kits` are the names of kits with the ids of their questions. The most exposed
/// question comes first; equally exposed ones are in the order of their ids.
#[must_use]
pub(crate) fn count_exposure(kits: impl IntoIterator<Item = (String, Vec<String>)>) -> Vec<ExposureRow> {
    let mut counts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, ids) in kits {
        // A question that somebody put into a kit twice stands in one kit.
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            counts.entry(id).or_default().push(name.clone());
        }
    }
    let mut rows: Vec<ExposureRow> = counts.into_iter().map(|(id, kits)| ExposureRow { id, kits }).collect();
    rows.sort_by(|a, b| b.kits.len().cmp(&a.kits.len()).then_with(|| a.id.cmp(&b.id)));
    rows
}

/// Chooses the questions of every kit so that none stands in more than `bound` of them. Returns `None` if `is_stopped`
/// interrupts it.
///
/// Frozen kits keep their questions and count first. The others are drawn one after the other in the order of their
/// names, each without the questions that have reached the bound. So neither threads nor shards change the result.
pub(crate) fn choose_bounded<'c>(
    requests: &[KitRequest<'c, '_>],
    bound: usize,
    is_stopped: impl Fn() -> bool + Sync,
) -> Option<Vec<ChoiceOutcome<'c>>> {
    let frozen = on_all_cores(requests, |request| {
        (request.keeps_questions() && !is_stopped()).then(|| request.choose(&[]))
    });
    let mut outcomes: Vec<Option<ChoiceOutcome<'c>>> = frozen;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for outcome in outcomes.iter().flatten() {
        count_kit(&mut counts, outcome);
    }
    let over = report_over_exposed(&counts, bound);
    let mut order: Vec<usize> = (0..requests.len()).filter(|&at| outcomes[at].is_none()).collect();
    order.sort_by(|&a, &b| requests[a].plan.name.cmp(&requests[b].plan.name));
    for at in order {
        if is_stopped() {
            return None;
        }
        let request = &requests[at];
        let exhausted: BTreeSet<&str> =
            counts.iter().filter(|(_, count)| **count >= bound).map(|(id, _)| id.as_str()).collect();
        let outcome = match find_short_cells(request.plan, request.bank, &exhausted) {
            Some(short) => {
                ChoiceOutcome { kit: None, findings: vec![report_short(request.plan, bound, &short)] }
            }
            None => request.choose(&drawable(request.plan, request.bank, &exhausted)),
        };
        count_kit(&mut counts, &outcome);
        outcomes[at] = Some(outcome);
    }
    let mut outcomes: Vec<ChoiceOutcome<'c>> = outcomes.into_iter().collect::<Option<_>>()?;
    if let Some(first) = outcomes.first_mut() {
        first.findings.splice(0..0, over);
    }
    Some(outcomes)
}

fn count_kit(counts: &mut HashMap<String, usize>, outcome: &ChoiceOutcome<'_>) {
    for pick in outcome.kit.iter().flat_map(|ChosenKit { kit, .. }| &kit.picks) {
        *counts.entry(pick.question.id.clone()).or_default() += 1;
    }
}

/// Returns the exhausted questions that a draw must leave out: those of the bank that the request does not pin.
fn drawable(plan: &KitPlan, bank: &Bank, exhausted: &BTreeSet<&str>) -> Vec<String> {
    let Blueprint { include, only, exclude, .. } = &plan.blueprint;
    let ids = bank.questions.iter().map(|question| &question.id);
    let is_left_out = |id: &&String| {
        exhausted.contains(id.as_str()) && ![include, only, exclude].iter().any(|list| list.contains(id))
    };
    ids.filter(is_left_out).cloned().collect()
}

/// A category that has too few questions left: its id, the number left and the number that the kit would have.
type ShortCategory = (String, usize, usize);

/// Returns the categories that have fewer questions left than the kit would have without a bound.
fn find_short_cells(plan: &KitPlan, bank: &Bank, exhausted: &BTreeSet<&str>) -> Option<Vec<ShortCategory>> {
    // Mistakes of the request are reported where its questions are chosen.
    let kit = kit::select(bank, &plan.blueprint).ok()?;
    let eligible = kit::matching_questions(bank, &plan.blueprint).ok()?;
    let pinned = |id: &String| plan.blueprint.include.contains(id) || plan.blueprint.only.contains(id);
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for pick in kit.picks.iter().filter(|pick| !pinned(&pick.question.id)) {
        *wanted.entry(pick.question.category.as_str()).or_default() += 1;
    }
    let short = |(category, want): (&str, usize)| {
        let is_left = |question: &&&crate::bank::Question| {
            question.category == category
                && question.status == Status::Active
                && !exhausted.contains(question.id.as_str())
                && !pinned(&question.id)
        };
        let left = eligible.iter().filter(is_left).count();
        (left < want).then(|| (category.to_owned(), left, want))
    };
    let short: Vec<ShortCategory> = wanted.into_iter().filter_map(short).collect();
    (!short.is_empty()).then_some(short)
}

/// Reports a kit that cannot be drawn within the bound.
fn report_short(plan: &KitPlan, bound: usize, short: &[ShortCategory]) -> Diagnostic {
    let describe = |(category, left, want): &ShortCategory| {
        format!("`{category}` has {} left, but {want} are asked for", plural(*left as u32, "question"))
    };
    let mut cells: Vec<String> = short.iter().take(MAX_LISTED).map(describe).collect();
    if short.len() > MAX_LISTED {
        cells.push(format!("{} more categories are short", short.len() - MAX_LISTED));
    }
    let message = format!(
        "kit `{}`: `max-exposure` lets a question stand in at most {}, which cannot be met: {}",
        plan.name,
        plural(bound as u32, "kit"),
        cells.join("; ")
    );
    Diagnostic::error(&codes::manifest::EXPOSURE_BOUND, escape_control(&message))
        .at(plan.origin, "asked for here")
        .help("raise `max-exposure`, write more questions for these categories, or ask for fewer of them")
}

/// Reports the questions that frozen kits expose more than the bound allows.
fn report_over_exposed(counts: &HashMap<String, usize>, bound: usize) -> Option<Diagnostic> {
    let mut over: Vec<(&String, usize)> =
        counts.iter().filter(|(_, count)| **count > bound).map(|(id, count)| (id, *count)).collect();
    over.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let listed: Vec<String> =
        over.iter().take(MAX_LISTED).map(|(id, count)| format!("`{id}` in {count}")).collect();
    let rest = over.len().saturating_sub(MAX_LISTED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let message = format!(
        "`max-exposure` allows a question in at most {}, but frozen kits have {}{more}",
        plural(bound as u32, "kit"),
        listed.join(", ")
    );
    (!over.is_empty()).then(|| {
        Diagnostic::warning(&codes::lock::OVER_EXPOSED, escape_control(&message)).help(
            "frozen kits keep their questions; choose new ones for all kits with `interview-kit batch --update`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exposed_question_comes_first() {
        let kits = [("a", vec!["x", "y", "x"]), ("b", vec!["z", "y"]), ("c", vec!["y"])];
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
        let rows = count_exposure(kits.map(|(name, ids)| (name.to_owned(), owned(ids))));
        let counts: Vec<(&str, usize)> = rows.iter().map(|row| (row.id.as_str(), row.kits.len())).collect();
        assert_eq!(counts, [("y", 3), ("x", 1), ("z", 1)]);
        assert!((rows[1].percent(3) - 33.3).abs() < 1e-9);
    }
}
