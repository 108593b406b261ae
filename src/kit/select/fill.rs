//! Using the minutes that are left.

use std::collections::{BTreeMap, BTreeSet};

use super::pool::Cell;
use super::request::Request;
use super::{Choice, apportion, share};
use crate::bank::{Question, QuestionType};
use crate::kit::model::Reason;

/// Adds questions until none fits the `left` minutes any more. `taken` holds the places in each cell
/// that were drawn already.
///
/// First the behavioural part, a fifth of all minutes for questions; then the other cells by their
/// shares; then, when these have no more to give, behavioural questions again. Where that leaves a few
/// minutes, one question makes way for a longer one of its category.
pub(super) fn fill<'b>(
    request: &Request<'_, 'b>,
    cells: &[Cell<'b>],
    taken: &[Vec<usize>],
    left: u64,
    picks: &mut Vec<Choice<'b>>,
) {
    let (behavioral, others) = share::groups(request, cells);
    let seed = request.blueprint.seed;
    let mut shelf = Remaining::new(cells, taken, seed, left);
    shelf.behavioral_part(request, &behavioral, picks);
    shelf.spread(&others, picks);
    shelf.spread(&behavioral, picks);
    shelf.exchange_one(picks);
}

/// The questions not drawn yet, and the minutes left for them.
struct Remaining<'a, 'b> {
    cells: &'a [Cell<'b>],
    /// What each cell still has, in the order of the draw; a question that does not fit leaves it,
    /// since the minutes only get fewer.
    rest: Vec<std::iter::Peekable<std::vec::IntoIter<&'b Question>>>,
    given: Vec<usize>,
    seed: u64,
    left: u64,
}

impl<'a, 'b> Remaining<'a, 'b> {
    fn new(cells: &'a [Cell<'b>], taken: &[Vec<usize>], seed: u64, left: u64) -> Self {
        let rest = |(cell, taken): (&Cell<'b>, &Vec<usize>)| {
            let mut is_taken = vec![false; cell.queue.len()];
            for &place in taken {
                is_taken[place] = true;
            }
            let rest = cell.queue.iter().zip(is_taken).filter(|(_, taken)| !taken);
            rest.map(|(question, _)| *question).collect::<Vec<_>>().into_iter().peekable()
        };
        let rest = cells.iter().zip(taken).map(rest).collect();
        let given = taken.iter().map(Vec::len).collect();
        Self { cells, rest, given, seed, left }
    }

    /// The next question of a cell that fits.
    fn next(&mut self, cell: usize) -> Option<&'b Question> {
        let left = self.left;
        let rest = &mut self.rest[cell];
        while rest.next_if(|question| u64::from(question.minutes) > left).is_some() {}
        rest.peek().copied()
    }

    fn take(&mut self, cell: usize, question: &'b Question, reason: Reason, picks: &mut Vec<Choice<'b>>) {
        self.rest[cell].next();
        self.given[cell] += 1;
        self.left -= u64::from(question.minutes);
        picks.push((question, reason));
    }

    /// Takes behavioural questions as long as one more comes nearer to a fifth of the minutes.
    fn behavioral_part(&mut self, request: &Request<'_, 'b>, group: &[usize], picks: &mut Vec<Choice<'b>>) {
        let length = request.blueprint.length().map_or(0, u64::from);
        let target = length.saturating_sub(request.around()) / 5;
        let pinned = request.pins.iter().filter(|pin| pin.kind == QuestionType::Behavioral);
        let mut has_one = pinned.clone().next().is_some();
        let mut used: u64 = pinned.map(|pin| u64::from(pin.minutes)).sum();
        let mut claims = apportion::claims(self.cells, group, &self.given, self.seed);
        while let Some(claim) = claims.pop() {
            let Some(question) = self.next(claim.cell) else { continue };
            let minutes = u64::from(question.minutes);
            if has_one && 2 * used + minutes > 2 * target {
                return;
            }
            self.take(claim.cell, question, Reason::Behavioral, picks);
            claims.push(claim.granted());
            used += minutes;
            has_one = true;
        }
    }

    /// Gives places by the shares of the cells. Ends: every round takes a question from the shelf or a
    /// claim from the heap.
    fn spread(&mut self, group: &[usize], picks: &mut Vec<Choice<'b>>) {
        let offered = group.iter().flat_map(|&cell| self.rest[cell].clone());
        let shortest = offered.map(|question| u64::from(question.minutes)).min().unwrap_or(0);
        let mut claims = apportion::claims(self.cells, group, &self.given, self.seed);
        while self.left >= 2 * shortest {
            let Some(claim) = claims.pop() else { return };
            if let Some(question) = self.next(claim.cell) {
                self.take(claim.cell, question, self.cells[claim.cell].reason, picks);
                claims.push(claim.granted());
            }
        }
        // Room for one more at most: the longest that fits, of equals that of the cell whose turn it is.
        let mut best: Option<(usize, &'b Question)> = None;
        while let Some(claim) = claims.pop() {
            let fits = |question: &&'b Question| u64::from(question.minutes) <= self.left;
            for question in self.rest[claim.cell].clone().filter(fits) {
                if best.is_none_or(|(_, longest)| question.minutes > longest.minutes) {
                    best = Some((claim.cell, question));
                }
            }
        }
        if let Some((_, question)) = best {
            self.left -= u64::from(question.minutes);
            picks.push((question, Reason::Filler));
        }
    }

    /// Exchanges one question that the user did not ask for by id or quota for a longer one of its
    /// cell: the exchange that uses most of the minutes left, of equal ones that of the latest pick.
    fn exchange_one(&mut self, picks: &mut [Choice<'b>]) {
        if self.left == 0 {
            return;
        }
        let spare = self.spare_by_minutes(picks);
        let mut best: Option<(u32, &mut Choice<'b>, &'b Question)> = None;
        for pick in picks.iter_mut().rev() {
            let now = pick.0.minutes;
            let most = now.saturating_add(u32::try_from(self.left).unwrap_or(u32::MAX));
            let is_free = !matches!(pick.1, Reason::Pinned | Reason::Quota);
            let Some(spare) = spare.get(pick.0.category.as_str()).filter(|_| is_free) else { continue };
            let Some((minutes, longer)) = spare.range(now..=most).next_back() else { continue };
            if best.as_ref().map_or(0, |(gain, ..)| *gain) < minutes - now {
                best = Some((minutes - now, pick, longer));
            }
        }
        if let Some((gain, pick, longer)) = best {
            self.left -= u64::from(gain);
            *pick = (longer, Reason::Filler);
        }
    }

    /// For each category and number of minutes, the first question in the draw that is not picked.
    fn spare_by_minutes(&self, picks: &[Choice<'b>]) -> BTreeMap<&'b str, BTreeMap<u32, &'b Question>> {
        let held: BTreeSet<&str> = picks.iter().map(|(question, _)| question.id.as_str()).collect();
        let mut spare: BTreeMap<&str, BTreeMap<u32, &Question>> = BTreeMap::new();
        for question in self.cells.iter().flat_map(|cell| cell.queue.iter().copied()) {
            if !held.contains(question.id.as_str()) {
                spare.entry(&question.category).or_default().entry(question.minutes).or_insert(question);
            }
        }
        spare
    }
}
